from __future__ import annotations

from dataclasses import fields, replace

import pytest

from core.assessment.evaluate import Evaluation
from core.comparison.compare import MOST, compare
from core.comparison.result import Comparison, Dial, Span
from questionnaires.errors import UnusableInputError
from questionnaires.library import Library


def renamed(evaluation: Evaluation, audit_id: str, **changes: object) -> Evaluation:
    document = evaluation.document.model_copy(update={"audit_id": audit_id, **changes})
    return replace(evaluation, document=document)


def dial(comparison: Comparison, name: str) -> Dial:
    return next(dial for dial in comparison.dials if dial.name == name)


def test_every_side_keeps_its_own_figures_and_nothing_is_blended(
    worked: dict[str, Evaluation], library: Library
) -> None:
    comparison = compare(list(worked.values()), library)
    for side, evaluation in zip(comparison.sides, worked.values(), strict=True):
        assert side.disclosure == evaluation.assessment.disclosure
        assert side.practice == evaluation.assessment.practice
        assert side.rare_case == evaluation.risk.rare_case
        assert side.verdict == evaluation.assessment.verdict
    assert {dial.name for dial in comparison.dials} == {"disclosure", "practice", "rare_case", "general"}
    words = {field.name for field in fields(Comparison)}
    assert not words & {"score", "rank", "total", "best", "winner"}


def test_every_concept_asked_by_any_audit_has_one_row_with_a_cell_for_each(
    worked: dict[str, Evaluation], library: Library
) -> None:
    comparison = compare(list(worked.values()), library)
    concepts = [row.concept for row in comparison.rows]
    assert len(concepts) == len(set(concepts))
    asked = {
        question.concept
        for evaluation in worked.values()
        for pack in library.packs_of(evaluation.document.packs)
        for question in pack.questions
        if question.id in evaluation.document.answers
    }
    assert asked <= set(concepts)
    assert all(len(row.cells) == len(worked) for row in comparison.rows)


def test_the_answer_that_a_longer_pack_superseded_is_not_the_one_shown(
    worked: dict[str, Evaluation], library: Library
) -> None:
    both = worked["B"]
    comparison = compare([both, worked["A"]], library)
    share = next(row for row in comparison.rows if row.concept == "synthetic_share")
    assert share.cells[0] is not None
    assert share.cells[0].pack == "training_data"


def test_the_same_question_is_compared_and_a_different_one_is_marked(
    worked: dict[str, Evaluation], library: Library
) -> None:
    alike = compare([worked["A"], renamed(worked["A"], "COPY")], library)
    assert not [row for row in alike.rows if row.marked]
    versions = {"training_data": "2.0.0"}
    other = compare([worked["A"], renamed(worked["A"], "COPY", pack_versions=versions)], library)
    assert all(row.marked == "asked by different versions of the pack" for row in other.rows)
    meeting = compare([worked["A"], worked["B0"]], library)
    share = next(row for row in meeting.rows if row.concept == "synthetic_share")
    assert "different packs" in share.marked


def test_a_minor_version_is_comparable_and_a_major_one_is_not(worked: dict[str, Evaluation], library: Library) -> None:
    first = worked["A"]
    minor = compare([first, renamed(first, "X", pack_versions={"training_data": "1.9.9"})], library)
    assert dial(minor, "disclosure").standing(0, 1) == "cannot tell"
    major = compare([first, renamed(first, "X", pack_versions={"training_data": "2.0.0"})], library)
    assert dial(major, "disclosure").standing(0, 1) == "not comparable"
    assert dial(major, "rare_case").standing(0, 1) == "cannot tell"


def test_other_parameters_make_the_gauges_not_comparable(worked: dict[str, Evaluation], library: Library) -> None:
    own = replace(worked["A"], risk=replace(worked["A"].risk, custom_parameters=True))
    comparison = compare([worked["A"], renamed(own, "OWN")], library)
    assert dial(comparison, "rare_case").standing(0, 1) == "not comparable"
    assert dial(comparison, "disclosure").standing(0, 1) == "cannot tell"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Span(0.2, 0.1, 0.3), Span(0.5, 0.4, 0.6), "below"),
        (Span(0.5, 0.4, 0.6), Span(0.2, 0.1, 0.3), "above"),
        (Span(0.2, 0.1, 0.41), Span(0.5, 0.4, 0.6), "cannot tell"),
        (Span(0.2, 0.1, 0.4), Span(0.5, 0.4, 0.6), "cannot tell"),
        (Span(None, 0.0, 1.0), Span(0.5, 0.4, 0.6), "cannot tell"),
    ],
)
def test_sides_are_told_apart_only_where_their_ranges_do_not_touch(one: Span, other: Span, expected: str) -> None:
    assert Dial("disclosure", (one, other), ("x", "x")).standing(0, 1) == expected


def test_a_vendor_who_says_nothing_is_never_told_apart_as_the_better_one(
    worked: dict[str, Evaluation], library: Library
) -> None:
    comparison = compare([worked["B"], worked["A"]], library)
    silent = next(dial for dial in comparison.dials if dial.name == "rare_case").spans[0]
    assert not worked["B"].risk.quantified
    assert silent.high == pytest.approx(max(worked["B"].risk.rare_case.adverse, worked["B"].risk.rare_case.interval[1]))


def test_questions_not_asked_widen_the_range(worked: dict[str, Evaluation], library: Library) -> None:
    half = replace(worked["A"], assessment=replace(worked["A"].assessment, coverage=0.5))
    span = dial(compare([half, worked["B"]], library), "disclosure").spans[0]
    assert span.low == pytest.approx(0.5 * worked["A"].assessment.disclosure)
    assert span.high >= 0.5 + 0.5 * worked["A"].assessment.disclosure


def test_labels_name_what_tells_the_audits_apart(worked: dict[str, Evaluation], library: Library) -> None:
    first = renamed(worked["A"], "ONE", product="Reader 1")
    second = renamed(worked["A"], "TWO", product="Reader 2")
    labels = [side.label for side in compare([first, second, worked["B"]], library).sides]
    vendor = worked["A"].document.vendor
    assert labels == [f"{vendor}, Reader 1", f"{vendor}, Reader 2", worked["B"].document.vendor]


def test_one_audit_too_few_many_or_twice_is_refused_in_a_sentence(
    worked: dict[str, Evaluation], library: Library
) -> None:
    with pytest.raises(UnusableInputError, match="takes 2 to 20 audits, not 1"):
        compare([worked["A"]], library)
    many = [renamed(worked["A"], f"N{number}") for number in range(MOST + 1)]
    with pytest.raises(UnusableInputError, match="not 21"):
        compare(many, library)
    with pytest.raises(UnusableInputError, match="named twice"):
        compare([worked["A"], worked["A"]], library)
