"""The five worked audits come out where an experienced reviewer put them.

Scores, caps and verdicts were worked out by hand with the rules file and checked by a second, independent scorer. The
risk figures are the ones those audits were worked out with; the program's own engine is tested apart. Why each expected
value changed with a version of the rules stands in ``docs/method-assessment.md``.
"""

from __future__ import annotations

import pytest

from core.assessment.assess import assess
from questionnaires.library import load_library

LIBRARY = load_library()

EXPECTED = {
    "A": {
        "risk": {"low": 0.0, "central": 0.01, "high": 0.01, "adverse": 0.01},
        "scores": (85, 85, 100, 94),
        "base": "DEFENSIBLE",
        "verdict": ("DEFENSIBLE", False, False),
        "caps": {},
        "findings": {"F-SHARE-HIGH", "F-TAIL-WORSE"},
    },
    "B0": {
        "risk": {"low": 0.0, "central": 0.06, "high": 0.34, "adverse": 0.54, "quantified": False},
        "open": ("MS-02", "MS-04", "MS-05"),
        "scores": (10, 11, 100, 43),
        "base": "YELLOW_FLAG",
        "verdict": ("YELLOW_FLAG", True, False),
        "caps": {
            "CAP-SHARE": "YELLOW_FLAG",
            "CAP-REGIME": "YELLOW_FLAG",
            "CAP-VERIFY-U": "YELLOW_FLAG",
            "CAP-ANCHOR-U": "YELLOW_FLAG",
            "CAP-LOOP-F": "YELLOW_FLAG",
            "CAP-NO-SAMPLE": "CONDITIONAL",
            "CAP-RISK-W": "YELLOW_FLAG",
            "CAP-EVID-2": "CONDITIONAL",
            "CAP-PRACTICE-U": "YELLOW_FLAG",
        },
        "findings": {
            "F-ANCHOR-UNKNOWN", "F-LOOP-OPEN", "F-MODEL-UNKNOWN", "F-NO-NAME", "F-NO-NOTICE", "F-NOT-MEASURED",
            "F-ONLY-SAID", "F-PRACTICE-OPEN", "F-REGIME-UNKNOWN", "F-SHARE-UNKNOWN", "F-UNQUANTIFIED", "F-VAGUE",
            "F-VERIFY-UNKNOWN",
        },
    },
    "B": {
        "risk": {"low": 0.0, "central": 0.15, "high": 0.62, "adverse": 0.79, "quantified": False},
        "open": ("TD-2.01", "TD-2.03", "TD-3.01", "TD-4.01"),
        "scores": (18, 19, 100, 12),
        "base": "NOT_DEFENSIBLE",
        "verdict": ("NOT_DEFENSIBLE", True, False),
        "caps": {
            "CAP-SHARE": "YELLOW_FLAG",
            "CAP-REGIME": "YELLOW_FLAG",
            "CAP-VERIFY-U": "NOT_DEFENSIBLE",
            "CAP-ANCHOR-U": "NOT_DEFENSIBLE",
            "CAP-LOOP": "YELLOW_FLAG",
            "CAP-CONTRA": "YELLOW_FLAG",
            "CAP-ANALYSER-W": "CONDITIONAL",
            "CAP-RISK-W": "YELLOW_FLAG",
            "CAP-POISON-U": "CONDITIONAL",
            "CAP-RIGHTS-U": "CONDITIONAL",
            "CAP-CLAUSE": "YELLOW_FLAG",
            "CAP-PRACTICE-U": "YELLOW_FLAG",
            "CAP-OVERDUE": None,
        },
        "findings": {
            "F-ANALYSER-WATCH", "F-ANCHOR-UNKNOWN", "F-CONTRADICTION", "F-LONG-OVERDUE", "F-LOOP", "F-MODEL-UNKNOWN",
            "F-NO-BREAKDOWN", "F-NO-CLAUSES", "F-NO-GATE", "F-NO-LOG", "F-NO-NOTICE", "F-NO-UPSTREAM", "F-OVERDUE",
            "F-PRACTICE-OPEN", "F-RARE-UNKNOWN", "F-REGIME-UNKNOWN", "F-SCOPE", "F-SHARE-UNKNOWN", "F-SILENT",
            "F-UNMARKED", "F-UNQUANTIFIED", "F-VAGUE", "F-VERIFY-UNKNOWN",
        },
    },
    "C": {
        "risk": {"low": 0.10, "central": 0.55, "high": 0.72, "adverse": 0.55, "wide": True},
        "scores": (81, 81, 100, 36),
        "base": "DEFENSIBLE",
        "verdict": ("NOT_DEFENSIBLE", False, False),
        "caps": {
            "CAP-REPLACE-P": "YELLOW_FLAG",
            "CAP-VERIFY-A": "CONDITIONAL",
            "CAP-ANCHOR": "NOT_DEFENSIBLE",
            "CAP-LOOP": "YELLOW_FLAG",
            "CAP-ANALYSER-W": "CONDITIONAL",
            "CAP-RISK-H": "YELLOW_FLAG",
            "CAP-RISK-X": "CONDITIONAL",
            "CAP-PRACTICE": "YELLOW_FLAG",
        },
        "findings": {
            "F-ANALYSER-WATCH", "F-APPROVED-ONLY", "F-CASES-UNTESTED", "F-EXACT-DEDUP", "F-LOOP", "F-NO-ANCHOR",
            "F-NO-FLOOR", "F-NO-HELDOUT", "F-PRACTICE", "F-REPLACE-SOME", "F-RISK", "F-RISK-WIDE", "F-SHARE-HIGH",
        },
    },
    "D": {
        "risk": {"low": 0.0, "central": 0.06, "high": 0.33, "adverse": 0.53, "quantified": False},
        "open": ("MS-02", "MS-05", "MS-06"),
        "scores": (42, 42, 100, 73),
        "base": "CONDITIONAL",
        "verdict": ("CONDITIONAL", False, True),
        "caps": {
            "CAP-SHARE": "YELLOW_FLAG",
            "CAP-REGIME": "YELLOW_FLAG",
            "CAP-ANCHOR-U": "YELLOW_FLAG",
            "CAP-RISK-W": "YELLOW_FLAG",
        },
        "findings": {
            "F-ANCHOR-UNKNOWN", "F-REGIME-UNKNOWN", "F-SHARE-UNKNOWN", "F-TAIL-ONCE", "F-UNMEASURED-FILTER",
            "F-UNQUANTIFIED",
        },
    },
}  # fmt: skip


@pytest.fixture(params=EXPECTED)
def case(request, worked, risk):
    expected = EXPECTED[request.param]
    figures = risk(**expected["risk"], open_gates=expected.get("open", ()))
    return expected, assess(worked(request.param), figures, LIBRARY)


def test_scores(case) -> None:
    expected, found = case
    scores = (found.disclosure, found.disclosure_if_promises_kept, found.coverage, found.practice)
    assert tuple(round(100 * score) for score in scores) == expected["scores"]


def test_base_verdict_and_its_labels(case) -> None:
    expected, found = case
    assert found.base == expected["base"]
    assert (found.verdict, found.provisional, found.compensated) == expected["verdict"]


def test_caps_with_their_limits(case) -> None:
    expected, found = case
    assert {cap.id: cap.limit for cap in found.caps} == expected["caps"]


def test_findings(case) -> None:
    expected, found = case
    assert {finding.id for finding in found.findings} == expected["findings"]


def test_no_finding_is_left_with_a_gap_in_its_words(case) -> None:
    _, found = case
    for finding in found.findings:
        for text in (finding.plain, finding.action, finding.letter or ""):
            assert "{" not in text
            assert "  " not in text
            assert " ;" not in text


def test_a_late_answer_is_said_to_have_been_due_when_it_was(worked, risk) -> None:
    found = assess(worked("B"), risk(**EXPECTED["B"]["risk"], open_gates=EXPECTED["B"]["open"]), LIBRARY)
    (late,) = [finding for finding in found.findings if finding.id == "F-OVERDUE"]
    assert "30 October 2026" in late.plain


def test_blockers_come_first(case) -> None:
    _, found = case
    order = [("blocker", "major", "minor", "note").index(finding.severity) for finding in found.findings]
    assert order == sorted(order)


@pytest.mark.parametrize(
    ("letter", "verdicts"),
    [
        ("A", ["DEFENSIBLE", "DEFENSIBLE", "DEFENSIBLE"]),
        ("B0", ["YELLOW_FLAG", "YELLOW_FLAG", "NOT_DEFENSIBLE"]),
        ("B", ["NOT_DEFENSIBLE", "NOT_DEFENSIBLE", "NOT_DEFENSIBLE"]),
        ("C", ["YELLOW_FLAG", "NOT_DEFENSIBLE", "NOT_DEFENSIBLE"]),
        ("D", ["CONDITIONAL", "YELLOW_FLAG", "YELLOW_FLAG"]),
    ],
)
def test_higher_stakes_never_improve_the_verdict(letter, verdicts, worked, risk) -> None:
    document, expected = worked(letter), EXPECTED[letter]
    for stakes, verdict in zip(("S1", "S2", "S3"), verdicts, strict=True):
        context = document.context.model_copy(update={"stakes": stakes})
        changed = document.model_copy(update={"context": context})
        found = assess(changed, risk(**expected["risk"], open_gates=expected.get("open", ())), LIBRARY)
        assert found.verdict == verdict
