"""What a vendor writes into a workbook or a form arrives as answers, by the declared rules."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from questionnaires.answer import Answer, Range
from questionnaires.exchange.difference import AnswerChange, VendorDifference
from questionnaires.exchange.for_vendor import VendorQuestions
from questionnaires.exchange.form import BLOCK, form
from questionnaires.exchange.reply import Reply, empty_reply
from questionnaires.pack import Pack, Question

TakeIn = Callable[..., VendorDifference]


@pytest.fixture(params=["workbook", "form"])
def send_back(request: pytest.FixtureRequest, filled: Any, questions: VendorQuestions, tmp_path: Path) -> Any:
    """Writes entries into either shape of file: ``{(question, field, figure): text}``."""

    def in_workbook(entries: dict[tuple[str, str, str], str]) -> Path:
        for (question, field, figure), text in entries.items():
            filled.put(question, field, text, {"": "C", "low": "D", "best": "E", "high": "F"}[figure])
        return filled.save(tmp_path / "back.xlsx")

    def in_form(entries: dict[tuple[str, str, str], str]) -> Path:
        found: dict[str, Any] = {}
        for (question, field, figure), text in entries.items():
            entry = found.setdefault(question, {"answers": {}, "figures": {}})
            part = field.removeprefix("part:")
            if figure:
                entry["figures"].setdefault(part, {})[figure] = text
            elif field.startswith("part:"):
                entry["answers"][part] = text
            else:
                entry[field] = text
        return write_form(questions, {"entries": found}, tmp_path / "back.html")

    return in_workbook if request.param == "workbook" else in_form


def write_form(questions: VendorQuestions, filled_in: dict[str, Any], path: Path) -> Path:
    """The form as its own script would save it."""
    page = form(questions).decode()
    start = page.index(">", page.index(f'id="{BLOCK}"')) + 1
    plain = {**empty_reply(questions).model_dump(mode="json", exclude={"problems"}), **filled_in}
    text = json.dumps(plain, ensure_ascii=False).replace("<", "\\u003c")
    path.write_text(page[:start] + text + page[page.index("</script>", start) :], "utf-8")
    return path


def change_of(found: VendorDifference, question: str) -> AnswerChange:
    return next(change for change in found.changes if change.question.id == question)


def first_of(packs: tuple[Pack, ...], kind: str, **wanted: Any) -> Question:
    return next(
        question
        for pack in packs
        for question in pack.questions
        if question.answer.type == kind and all(getattr(question, name) == value for name, value in wanted.items())
    )


def test_every_part_of_every_question_survives_the_way_there_and_back(
    send_back: Any, take_in: TakeIn, packs: tuple[Pack, ...], questions: VendorQuestions
) -> None:
    entries: dict[tuple[str, str, str], str] = {}
    by_id = "form" in send_back.__name__
    limits = {question.id: question.answer.extra_limits for pack in packs for question in pack.questions}
    for pack in questions.packs:
        for question in pack.questions:
            for part in question.parts:
                name = f"part:{part.key}"
                match part.kind:
                    case "one of":
                        entries[question.id, name, ""] = part.offers[-1].id if by_id else part.offers[-1].label
                    case "tick" if not part.offers[0].alone:
                        entries[question.id, name, ""] = "Yes"
                    case "figures":
                        entries[question.id, name, "low"] = "1"
                        entries[question.id, name, "high"] = "2.5"
                    case "words" if part.key[1:] in limits[question.id]:
                        entries[question.id, name, ""] = str(limits[question.id][part.key[1:]][1])
                    case "words":
                        entries[question.id, name, ""] = f"further {part.key}"
            entries[question.id, "comment", ""] = f"Our words on {question.id}: =1+1 <b>&amp;</b>\nand a second line"
            entries[question.id, "evidence", ""] = f"proof-{question.id}.pdf; https://example.org/{question.id}"
            entries[question.id, "by", ""] = f"J. Hale of {question.id}"
            entries[question.id, "status", ""] = "specific" if by_id else "Answered"
    found = take_in(send_back(entries))
    assert found.warnings == ()
    asked = {question.id: question for pack in questions.packs for question in pack.questions}
    assert {change.question.id for change in found.changes} == asked.keys()
    for change in found.changes:
        new, question = change.new, asked[change.question.id]
        assert f"Our words on {question.id}: =1+1 <b>&amp;</b>\nand a second line" in new.text
        assert f"Evidence named: proof-{question.id}.pdf; https://example.org/{question.id}" in new.text
        assert (new.by, new.grade, new.status) == (f"J. Hale of {question.id}", 2, "specific")
        parts = {part.key: part for part in question.parts}
        further = {key[1:]: part for key, part in parts.items() if key.startswith("+")}
        limited = change.question.answer.extra_limits
        assert new.extra == {
            n: p.offers[-1].id if p.offers else limited[n][1] if n in limited else f"further +{n}"
            for n, p in further.items()
        }
        ticked = tuple(key for key, part in parts.items() if part.kind == "tick" and not part.offers[0].alone)
        picked = tuple(part.offers[-1].id for key, part in parts.items() if part.kind == "one of" and not key)
        assert new.choice == ticked + picked
        figures = [key for key, part in parts.items() if part.kind == "figures"]
        held = new.value if isinstance(new.value, dict) else {} if new.value is None else {"": new.value}
        assert held == dict.fromkeys(figures, Range(low=1, high=2.5))


def test_a_rough_figure_arrives_as_its_range(send_back: Any, take_in: TakeIn, packs: tuple[Pack, ...]) -> None:
    question = next(q for pack in packs for q in pack.questions if q.answer.bands and q.answer.type == "percent_range")
    band = question.answer.bands[1]
    found = change_of(take_in(send_back({(question.id, "part:", ""): band.label})), question.id)
    assert found.new.value == band.range


def test_exact_figures_win_over_a_rough_one_beside_them(
    send_back: Any, take_in: TakeIn, packs: tuple[Pack, ...]
) -> None:
    question = next(q for pack in packs for q in pack.questions if q.answer.bands and q.answer.type == "percent_range")
    entries = {(question.id, "part:", ""): question.answer.bands[1].label, (question.id, "part:", "best"): "3"}
    found = change_of(take_in(send_back(entries)), question.id)
    assert found.new.value == Range(best=3)
    assert question.answer.bands[1].label in found.new.text


def test_ticks_that_exclude_each_other_are_kept_as_words(
    send_back: Any, take_in: TakeIn, packs: tuple[Pack, ...]
) -> None:
    question = next(q for pack in packs for q in pack.questions if any(c.exclusive for c in q.answer.choices))
    entries = {(question.id, f"part:{choice.id}", ""): "Yes" for choice in question.answer.choices}
    found = change_of(take_in(send_back(entries)), question.id)
    assert found.new.choice == ()
    assert all(choice.label in found.new.text for choice in question.answer.choices)


def test_a_figure_that_is_no_number_is_said_and_kept_as_words(
    send_back: Any, take_in: TakeIn, packs: tuple[Pack, ...]
) -> None:
    question = first_of(packs, "percent_range").id
    found = change_of(take_in(send_back({(question, "part:", "best"): "about a quarter"})), question)
    assert found.new.value is None
    assert found.new.status == "vague"
    assert "about a quarter" in found.new.text
    assert any("is not a number" in warning for warning in found.warnings)


@pytest.mark.parametrize("text", ["7,5", "140", "-3", "0x10", "1e3", "NaN", "inf", "٣", "12 %%"])
def test_a_percentage_that_could_mean_something_else_is_not_guessed(
    send_back: Any, take_in: TakeIn, packs: tuple[Pack, ...], text: str
) -> None:
    question = first_of(packs, "percent_range").id
    found = change_of(take_in(send_back({(question, "part:", "best"): text})), question)
    assert found.new.value is None
    assert text in found.new.text


@pytest.mark.parametrize(("text", "number"), [("12%", 12.0), ("7.5 %", 7.5), (" 0 ", 0.0), ("100", 100.0)])
def test_a_plain_percentage_is_read(
    send_back: Any, take_in: TakeIn, packs: tuple[Pack, ...], text: str, number: float
) -> None:
    question = first_of(packs, "percent_range").id
    found = change_of(take_in(send_back({(question, "part:", "best"): text})), question)
    assert found.new.value == Range(best=number)
    assert any("No method is given" in warning for warning in found.warnings)


def test_a_further_field_out_of_its_limits_is_kept_as_words(
    send_back: Any, take_in: TakeIn, packs: tuple[Pack, ...]
) -> None:
    question, name = next(
        (question, name) for pack in packs for question in pack.questions for name in question.answer.extra_limits
    )
    found = change_of(take_in(send_back({(question.id, f"part:+{name}", ""): "1000000000001"})), question.id)
    assert found.new.extra == {}
    assert "1000000000001" in found.new.text


def test_thousands_of_a_count_may_be_set_apart(send_back: Any, take_in: TakeIn, packs: tuple[Pack, ...]) -> None:
    question = first_of(packs, "number").id
    found = change_of(take_in(send_back({(question, "part:", "best"): "21,400"})), question)
    assert found.new.value == 21400.0


def test_figures_out_of_order_are_kept_as_words(send_back: Any, take_in: TakeIn, packs: tuple[Pack, ...]) -> None:
    question = first_of(packs, "percent_range").id
    entries = {(question, "part:", "low"): "30", (question, "part:", "high"): "20"}
    found = change_of(take_in(send_back(entries)), question)
    assert found.new.value is None
    assert "lowest 30, highest 20" in found.new.text


def test_rows_that_add_up_to_more_than_the_whole_are_kept_as_words(
    send_back: Any, take_in: TakeIn, packs: tuple[Pack, ...]
) -> None:
    question = first_of(packs, "breakdown")
    first, second = question.answer.rows[:2]
    entries = {(question.id, f"part:{first}", "best"): "80", (question.id, f"part:{second}", "best"): "60"}
    found = change_of(take_in(send_back(entries)), question.id)
    assert found.new.value is None
    assert "80" in found.new.text
    assert "60" in found.new.text
    assert any("140 %" in warning for warning in found.warnings)


def test_does_not_apply_on_a_must_answer_question_becomes_declined(
    send_back: Any, take_in: TakeIn, packs: tuple[Pack, ...]
) -> None:
    question = next(q for pack in packs for q in pack.questions if q.gate).id
    entries = {(question, "status", ""): "Does not apply (say why)", (question, "comment", ""): "Our way is unique."}
    found = change_of(take_in(send_back(entries)), question)
    assert (found.new.status, found.new.grade) == ("refused", 0)
    assert found.new.text == "Our way is unique."
    assert any("counts as declined" in warning for warning in found.warnings)


def test_does_not_apply_where_allowed_needs_a_reason(send_back: Any, take_in: TakeIn, packs: tuple[Pack, ...]) -> None:
    question = next(q for pack in packs for q in pack.questions if q.na_allowed).id
    entries = {(question, "status", ""): "na", (question, "comment", ""): "Not sold there."}
    found = change_of(take_in(send_back(entries)), question)
    assert (found.new.status, found.new.reason) == ("na", "Vendor's reason: Not sold there.")
    without = change_of(take_in(send_back({(question, "status", ""): "na", (question, "comment", ""): ""})), question)
    assert without.new.status == "refused"


def test_a_leading_equals_sign_stays_text(send_back: Any, take_in: TakeIn, packs: tuple[Pack, ...]) -> None:
    question = packs[0].questions[0].id
    words = '=HYPERLINK("http://x","our unique approach")'
    found = change_of(take_in(send_back({(question, "comment", ""): words})), question)
    assert found.new.text == words
    assert found.new.status == "vague"


def test_a_blank_is_a_promise_until_the_date_and_a_silence_after_it(
    send_back: Any, take_in: TakeIn, packs: tuple[Pack, ...]
) -> None:
    question = packs[0].questions[0].id
    file = send_back({})
    before = change_of(take_in(file), question)
    assert before.new == Answer(status="pending", due=dt.date(2026, 12, 4))
    after = change_of(take_in(file, received=dt.date(2026, 12, 9)), question)
    assert (after.new.status, after.new.overdue_days) == ("pending", 5)
    assert "not answered" in after.warnings[0]


def test_a_blank_never_takes_an_answer_away(send_back: Any, take_in: TakeIn, packs: tuple[Pack, ...]) -> None:
    question = packs[0].questions[0].id
    found = take_in(send_back({}), {question: Answer(status="refused", text="Trade secret.")})
    assert question in found.unchanged


def test_a_promise_without_a_day_takes_the_return_date_and_says_so(
    send_back: Any, take_in: TakeIn, packs: tuple[Pack, ...]
) -> None:
    question = packs[0].questions[0].id
    found = change_of(take_in(send_back({(question, "status", ""): "pending"})), question)
    assert found.new.due == dt.date(2026, 12, 4)
    assert any("No date was given" in warning for warning in found.warnings)
    dated = {(question, "status", ""): "pending", (question, "due", ""): "11 December 2026"}
    assert change_of(take_in(send_back(dated)), question).new.due == dt.date(2026, 12, 11)


def test_a_day_that_could_be_two_days_is_not_guessed(send_back: Any, take_in: TakeIn, packs: tuple[Pack, ...]) -> None:
    question = packs[0].questions[0].id
    entries = {(question, "status", ""): "pending", (question, "due", ""): "04/12/2026"}
    found = change_of(take_in(send_back(entries)), question)
    assert "04/12/2026" in found.new.text


def test_without_a_named_person_an_answer_arrives_at_grade_1(
    send_back: Any, take_in: TakeIn, packs: tuple[Pack, ...]
) -> None:
    question = first_of(packs, "yes_partly_no").id
    assert change_of(take_in(send_back({(question, "part:", ""): "Yes"})), question).new.grade == 1


def test_a_reply_that_says_the_same_again_changes_nothing(
    send_back: Any, take_in: TakeIn, packs: tuple[Pack, ...]
) -> None:
    question = first_of(packs, "yes_partly_no").id
    file = send_back({(question, "part:", ""): "Yes", (question, "by", ""): "J. Hale"})
    first = change_of(take_in(file), question).new
    graded = first.model_copy(update={"grade": 4})
    assert question in take_in(file, {question: graded}).unchanged


def test_a_new_answer_over_a_better_graded_one_keeps_its_evidence_and_says_so(
    send_back: Any, take_in: TakeIn, packs: tuple[Pack, ...]
) -> None:
    question = first_of(packs, "yes_partly_no").id
    file = send_back({(question, "part:", ""): "No", (question, "by", ""): "J. Hale"})
    old = Answer(status="specific", choice=("yes",), grade=4, evidence=("E1",))
    found = change_of(take_in(file, {question: old}), question)
    assert (found.old, found.new.grade, found.new.evidence) == (old, 2, ("E1",))
    assert any("You graded the earlier answer 4" in warning for warning in found.warnings)


def test_the_name_on_the_file_counts_where_a_question_names_nobody(
    questions: VendorQuestions, take_in: TakeIn, tmp_path: Path, packs: tuple[Pack, ...]
) -> None:
    question = first_of(packs, "yes_partly_no").id
    filled_in = {"by": "R. Osei, counsel", "on": "2026-11-30", "entries": {question: {"answers": {"": "yes"}}}}
    found = change_of(take_in(write_form(questions, filled_in, tmp_path / "a.html")), question)
    assert (found.new.by, found.new.date, found.new.grade) == ("R. Osei, counsel", dt.date(2026, 11, 30), 2)


def test_an_empty_form_is_the_empty_reply(questions: VendorQuestions, tmp_path: Path) -> None:
    from questionnaires.exchange.reading import read_reply

    place = tmp_path / "blank.html"
    place.write_bytes(form(questions))
    assert read_reply(place).reply == empty_reply(questions)
    assert isinstance(read_reply(place).reply, Reply)
