from __future__ import annotations

import datetime as dt

import pytest

from core.audit.document import AuditDocument, Contradiction
from core.risk.contradictions import find_contradictions
from questionnaires.answer import Answer
from questionnaires.library import load_library
from reports.letters.as_text import letter_as_text
from reports.letters.letter import Letter, NoLetter
from reports.letters.working_days import working_days_after
from reports.letters.writing import KINDS, all_letters, write_letter

MEETING, EVASIVE, STRONG = "B0_evasive_vendor_meeting_day", "B_evasive_vendor", "A_strong_vendor"


def written(kind, case) -> Letter:
    letter = write_letter(kind, case)
    assert isinstance(letter, Letter), letter
    return letter


def refused(kind, case) -> NoLetter:
    letter = write_letter(kind, case)
    assert isinstance(letter, NoLetter), letter
    assert letter.sentence.endswith(".")
    assert letter.sentence.count(". ") == 0, "one sentence"
    return letter


def with_answer(question: str, **answer):
    return lambda document: document.with_answer(question, Answer(**answer))


def without_answers(document: AuditDocument) -> AuditDocument:
    return document.model_copy(update={"answers": {}, "contradictions": ()})


def with_comment(document: AuditDocument) -> AuditDocument:
    sign_off = document.signoff.model_copy(update={"vendor_comment": "We object."})
    return document.model_copy(update={"signoff": sign_off})


def test_the_follow_up_quotes_every_recorded_answer_word_for_word(make_case):
    case = make_case()
    letter = written("follow_up", case)
    asked = [answer for answer in case.document.answers.values() if answer.status != "not_asked"]
    assert sorted(item.words for item in letter.recorded) == sorted(answer.text for answer in asked)
    text = letter_as_text(letter)
    for answer in asked:
        assert answer.text in text


def test_the_follow_up_asks_for_everything_that_was_dodged_promised_or_not_known(make_case):
    requests = written("follow_up", make_case()).requests
    about = {request.about for request in requests}
    assert {"Machine-made share", "Inherited machine text counted?", "Human reference set"} <= about
    promised = next(request for request in requests if request.about == "Machine-made share")
    assert "30 October 2026" in promised.note


def test_a_question_that_the_meeting_did_not_reach_is_asked_in_the_follow_up(make_case):
    whole = written("follow_up", make_case())
    letter = written("follow_up", make_case(changed=with_answer("MS-08", status="not_asked")))
    assert "We did not come to this." in [request.note for request in letter.requests]
    assert len(letter.recorded) == len(whole.recorded) - 1


def test_answers_that_came_are_not_asked_for_again(make_case):
    case = make_case(STRONG, "2026-11-20")
    asked = {request.text for request in written("follow_up", case).requests}
    answered = [question for question, answer in case.given if answer.status == "specific"]
    assert not {question.ask for question in answered} & asked


def test_the_reminder_waits_for_its_day(make_case):
    early = refused("reminder", make_case(today="2026-10-29"))
    assert early.due == dt.date(2026, 10, 30)
    assert "30 October 2026" in early.sentence
    on_the_day = written("reminder", make_case(today="2026-10-30"))
    assert [request.about for request in on_the_day.requests] == ["Machine-made share"]


def test_the_reminder_keeps_not_knowing_apart_from_declining(make_case):
    text = letter_as_text(written("reminder", make_case(today="2026-10-30")))
    assert "you do not know" in text
    assert "you would rather not say" in text
    assert "record 'declined'" not in text


def test_each_kind_of_silence_is_noted_as_what_it_is(make_case):
    kinds = {"dont_know": "not known to you", "refused": "you preferred not to say"}
    for status, words in kinds.items():
        letter = written("follow_up", make_case(changed=with_answer("MS-03", status=status, text="word for word")))
        assert [item.noted_as for item in letter.recorded if item.words == "word for word"] == [words]


def test_must_answer_points_are_closed_fourteen_days_after_their_day(make_case):
    assert refused("closing", make_case(today="2026-11-12")).due == dt.date(2026, 11, 13)
    letter = written("closing", make_case(today="2026-11-13"))
    assert [request.about for request in letter.requests] == ["Machine-made share"]
    assert "asked for your comment" in letter_as_text(letter)


def test_only_must_answer_points_are_closed(make_case):
    promised = with_answer("MS-03", status="pending", due=dt.date(2026, 10, 22))
    letter = written("closing", make_case(today="2026-12-01", changed=promised))
    assert [request.about for request in letter.requests] == ["Machine-made share"]


def test_a_contradiction_is_quoted_side_by_side(make_case):
    case = make_case(EVASIVE, "2026-11-20")
    letter = written("contradiction", case)
    recorded = case.document.contradictions[0]
    text = letter_as_text(letter)
    assert recorded.claim_a in text
    assert recorded.claim_b in text


def test_contradictions_that_were_explained_are_not_raised_again(make_case):
    def explained(document: AuditDocument) -> AuditDocument:
        item = Contradiction(id="X-1", question="MS-02", claim_a="ten", claim_b="ninety", state="explained")
        return document.model_copy(update={"contradictions": (item,)})

    refused("contradiction", make_case(changed=explained))


def test_a_contradiction_that_the_program_found_is_asked_about_until_a_person_explains_it(make_case):
    said = {"TD-7.02": "never", "MS-11": "unlabelled"}

    def clash(document: AuditDocument) -> AuditDocument:
        for question, choice in said.items():
            document = document.with_answer(question, Answer(status="specific", grade=2, choice=(choice,), text=choice))
        return document.model_copy(update={"contradictions": ()})

    assert written("contradiction", make_case(EVASIVE, "2026-11-20", changed=clash)).accounts

    def explained(document: AuditDocument) -> AuditDocument:
        clashing = clash(document)
        packs = load_library().packs_of(clashing.packs)
        closed = tuple(
            Contradiction(
                id=f"X-{number}",
                question=item.question_a,
                claim_a=item.claim_a,
                claim_b=item.claim_b,
                state="explained",
                closed_by="R. Okafor",
            )
            for number, item in enumerate(find_contradictions(clashing.answers, packs))
        )
        return clashing.model_copy(update={"contradictions": closed})

    refused("contradiction", make_case(EVASIVE, "2026-11-20", changed=explained))


def test_the_worst_verdict_is_sent_only_after_the_vendor_could_comment(make_case):
    asked = {"comment_asked": "2026-11-20"}
    assert "comment" in refused("outcome", make_case(EVASIVE, "2026-11-20")).sentence
    assert refused("outcome", make_case(EVASIVE, "2026-12-04", **asked)).due == dt.date(2026, 12, 4)
    late = letter_as_text(written("outcome", make_case(EVASIVE, "2026-12-05", **asked)))
    assert "We asked for your comment on 20 November 2026; none had reached us by 5 December 2026." in late
    commented = letter_as_text(written("outcome", make_case(EVASIVE, "2026-11-21", changed=with_comment)))
    assert "printed in our report as you sent it" in commented
    assert "none had reached us" not in commented


def test_letters_with_the_worst_verdict_ask_for_a_lawyer_first(make_case):
    for kind in ("comment", "outcome"):
        letter = written(kind, make_case(EVASIVE, "2026-12-05", comment_asked="2026-11-20"))
        assert "lawyer" in letter_as_text(letter).splitlines()[0]
    assert written("outcome", make_case(STRONG, "2026-11-20")).before_sending == ""


def test_an_outcome_that_rests_on_promises_says_so(make_case):
    assert "provisional" in letter_as_text(written("outcome", make_case()))


def test_conditions_carry_their_day(make_case):
    requests = written("outcome", make_case()).requests
    assert requests
    assert all(request.note.startswith("By ") for request in requests)


def test_the_review_is_written_one_month_before_it_falls_due(make_case):
    assert refused("review", make_case(today="2027-03-20")).due == dt.date(2027, 3, 21)
    letter = written("review", make_case(today="2027-03-21"))
    assert "21 April 2027" in letter.subject
    assert {item.words for item in letter.recorded} >= {"'Rigorous quality controls.'"}


@pytest.mark.parametrize("kind", KINDS)
def test_an_audit_without_answers_gives_no_letter(make_case, kind):
    refused(kind, make_case(today="2027-06-01", changed=without_answers))


@pytest.mark.parametrize("name", [MEETING, EVASIVE, STRONG, "C_in_house_finetune", "D_large_model_moderate_use"])
@pytest.mark.parametrize("today", ["2026-09-01", "2026-12-24", "2031-02-28"])
def test_every_letter_of_every_worked_audit_is_whole(make_case, name, today):
    for letter in all_letters(make_case(name, today, comment_asked="2026-11-20")):
        if isinstance(letter, NoLetter):
            assert "{" not in letter.sentence
            continue
        text = letter_as_text(letter)
        assert "{" not in text
        assert letter.opening
        assert letter.signature
        assert letter.recorded or letter.accounts or letter.requests or letter.kind == "outcome"


def test_what_was_measured_is_put_to_the_vendor_for_comment(make_case):
    def degraded(document: AuditDocument) -> AuditDocument:
        return document.model_copy(update={"analyser": document.analyser.model_copy(update={"reading": "degraded"})})

    text = letter_as_text(written("comment", make_case(STRONG, "2026-12-01", changed=degraded)))
    assert "We measured 240 outputs" in text
    assert "read them as degraded" in text
    assert "We measured" not in letter_as_text(written("comment", make_case(STRONG, "2026-12-01")))


def test_the_findings_that_letters_name_exist(library):
    assert library.letters.asked_in_other_words <= library.findings.keys()
    assert library.letters.measured_findings <= library.findings.keys()


def test_a_short_question_is_not_asked_again_beside_the_longer_one_that_took_its_place(make_case):
    for kind in ("follow_up", "reminder", "closing"):
        about = [request.about for request in written(kind, make_case(EVASIVE, "2026-12-10")).requests]
        assert "Machine-made share, by stage" in about
        assert "Machine-made share" not in about


def test_weekends_are_not_working_days():
    assert working_days_after(dt.date(2026, 11, 20), 1) == dt.date(2026, 11, 23)
    assert working_days_after(dt.date(2026, 11, 20), 10) == dt.date(2026, 12, 4)
    assert working_days_after(dt.date(2026, 11, 21), 0) == dt.date(2026, 11, 21)
