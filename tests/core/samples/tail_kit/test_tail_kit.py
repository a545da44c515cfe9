"""Rare but real cases: read, given out as prompts, and looked for in answers of two releases."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.samples.errors import SampleError
from core.samples.tail_kit.cases import Case, as_prompts, as_table, read_cases, starters
from core.samples.tail_kit.coverage import tail_change, tail_coverage
from core.samples.text_set import TextSet

REFUND = Case("C1", "A customer paid twice. What now?", (("refund", "pay back"), ("receipt",)))
BATS = Case("C2", "Bats in the roof?", (("stop",),))


def answers(*pairs: tuple[str, str]) -> TextSet:
    return TextSet(tuple(text for _, text in pairs), prompt_ids=tuple(case for case, _ in pairs))


def test_every_starter_list_reads_back_as_it_was_written(tmp_path: Path) -> None:
    assert len(starters()) >= 5
    for starter in starters().values():
        path = tmp_path / f"{starter.trade}.csv"
        path.write_text(as_table(starter.cases), encoding="utf-8")
        assert read_cases(path) == starter.cases
        assert not [case for case in starter.cases if case.prompt[:1] in "=+-@"]


def test_ids_are_unique_over_all_trades() -> None:
    ids = [case.id for starter in starters().values() for case in starter.cases]
    assert len(set(ids)) == len(ids)


def test_prompts_give_away_nothing_of_the_answer() -> None:
    given = as_prompts((REFUND, BATS))
    assert REFUND.prompt in given
    assert "refund" not in given
    assert "receipt" not in given


def test_an_answer_covers_a_case_with_one_wording_of_each_mention() -> None:
    found = tail_coverage(
        (REFUND, BATS),
        answers(("C1", "PAY\nback the money and keep the receipt."), ("c1", "Refund."), ("C2", "Go on.")),
    )
    refund, bats = found.cases
    assert (refund.answers, refund.met, refund.is_covered, refund.missing) == (2, 0.5, True, ())
    assert (bats.met, bats.is_covered, bats.missing) == (0.0, False, ("stop",))
    assert (found.covered, found.answered) == (1, 2)
    assert found.interval is not None
    assert 0 < found.interval[0] < 0.5 < found.interval[1] < 1


def test_answers_are_found_by_their_prompt_too() -> None:
    texts = TextSet(("Refund, against receipt.",), prompts=(REFUND.prompt.upper(),))
    assert tail_coverage((REFUND,), texts).covered == 1


@pytest.mark.parametrize("first", ["C1", "c1:", "**C1**", "# C1", REFUND.prompt])
def test_answers_in_plain_text_name_their_case_in_the_first_line(first: str) -> None:
    """As the prompts are given out, so that answers can be pasted or come back as a .txt file."""
    texts = TextSet((f"{first}\nRefund him, against a receipt.", "Something else."))
    found = tail_coverage((REFUND, BATS), texts)
    assert (found.covered, found.answered) == (1, 1)


def test_what_an_answer_repeats_of_the_prompt_says_nothing() -> None:
    case = Case("S1", "May the works stop?", (("stop",),))
    echo = tail_coverage((case,), answers(("S1", "S1\nMay the works stop? It depends.")))
    said = tail_coverage((case,), answers(("S1", "May the works stop? They must stop.")))
    assert (echo.covered, said.covered) == (0, 1)


@pytest.mark.parametrize(("answer", "covered"), [("It was mislead.", 0), ("The leading case.", 1), ("On a lead.", 1)])
def test_a_mention_is_the_beginning_of_a_word(answer: str, covered: int) -> None:
    assert tail_coverage((Case("L1", "Who?", (("lead",),)),), answers(("L1", answer))).covered == covered


def test_a_case_without_an_answer_is_not_counted_against_the_product() -> None:
    found = tail_coverage((REFUND, BATS), answers(("C2", "Stop work.")))
    assert found.cases[0].is_covered is None
    assert (found.covered, found.answered) == (1, 1)


def test_answers_to_other_prompts_are_refused() -> None:
    with pytest.raises(SampleError, match="No answer belongs to any case"):
        tail_coverage((REFUND,), answers(("X", "text")))


def test_lost_cases_are_named_and_weighed_against_chance() -> None:
    cases = tuple(Case(f"K{number}", f"Prompt {number}", (("right",),)) for number in range(12))
    before = tail_coverage(cases, answers(*((case.id, "right") for case in cases)))
    after = tail_coverage(cases, answers(*((case.id, "right" if case.id < "K3" else "wrong") for case in cases)))
    change = tail_change(before, after)
    assert len(change.lost) == 12 - after.covered
    assert change.won == ()
    assert change.p_value is not None
    assert change.p_value < 0.05
    assert "more than chance" in change.sentence
    assert tail_change(after, after).sentence.endswith("0 were lost and 0 were won.")


def test_one_lost_case_is_no_proof() -> None:
    before = tail_coverage((REFUND, BATS), answers(("C1", "refund receipt"), ("C2", "stop")))
    after = tail_coverage((REFUND, BATS), answers(("C1", "refund receipt"), ("C2", "go")))
    assert "no difference beyond chance" in tail_change(before, after).sentence


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("id,prompt\nC1,Why?\n", "line 2: no mentions"),
        ("id,prompt,mentions\nC1,Why?,a\nC1,How?,b\n", "line 3: there is a case C1 already"),
        ("id,prompt,mentions\nC1,Why?, ; |\n", "no word that a right answer mentions"),
        ("id,prompt,mentions\n", "holds no case"),
        (f"id,prompt,mentions\nC1,{'x' * 5_000},a\n", "more than 4,000 characters"),
    ],
)
def test_a_list_that_cannot_be_used_is_refused_in_one_sentence(tmp_path: Path, content: str, words: str) -> None:
    path = tmp_path / "cases.csv"
    path.write_text(content)
    with pytest.raises(SampleError, match=words) as refused:
        read_cases(path)
    assert "\n" not in str(refused.value)
