"""The five worked audits come out where an experienced reviewer put them.

Scores, caps and verdicts were worked out by hand with the rules file and checked by a second, independent scorer. The
risk figures are the ones those audits were worked out with; the program's own engine is tested apart.
"""

from __future__ import annotations

import pytest

from core.assessment.assess import assess
from questionnaires.library import load_library

LIBRARY = load_library()

EXPECTED = {
    "A": {
        "risk": {"low": 0.0, "central": 0.01, "high": 0.01, "adverse": 0.01},
        "scores": (85, 86, 100, 95),
        "base": "DEFENSIBLE",
        "verdict": ("DEFENSIBLE", False, False),
        "caps": {},
        "findings": set(),
    },
    "B0": {
        "risk": {"low": 0.0, "central": 0.06, "high": 0.34, "adverse": 0.54, "quantified": False},
        "open": ("MS-02", "MS-04", "MS-05"),
        "scores": (10, 18, 100, 47),
        "base": "YELLOW_FLAG",
        "verdict": ("YELLOW_FLAG", True, False),
        "caps": {
            "CAP-SHARE": "YELLOW_FLAG",
            "CAP-VERIFY-U": "YELLOW_FLAG",
            "CAP-ANCHOR-U": "YELLOW_FLAG",
            "CAP-LOOP": "YELLOW_FLAG",
            "CAP-RISK-W": "YELLOW_FLAG",
            "CAP-EVID-2": "YELLOW_FLAG",
            "CAP-NO-SAMPLE": "CONDITIONAL",
        },
        "findings": {
            "F-LOOP", "F-NO-ANCHOR", "F-NO-SAMPLES", "F-NO-SIGNER", "F-NO-VERIFY", "F-REPLACE", "F-SHARE-UNKNOWN",
            "F-UNQUANTIFIED", "F-VAGUE",
        },
    },
    "B": {
        "risk": {"low": 0.0, "central": 0.15, "high": 0.62, "adverse": 0.79, "quantified": False},
        "open": ("TD-2.01", "TD-2.03", "TD-3.01", "TD-4.01"),
        "scores": (19, 22, 100, 14),
        "base": "NOT_DEFENSIBLE",
        "verdict": ("NOT_DEFENSIBLE", True, False),
        "caps": {
            "CAP-VERIFY-U": "NOT_DEFENSIBLE",
            "CAP-ANCHOR-U": "NOT_DEFENSIBLE",
            "CAP-SHARE": "YELLOW_FLAG",
            "CAP-REGIME": "YELLOW_FLAG",
            "CAP-LOOP": "YELLOW_FLAG",
            "CAP-CONTRA": "YELLOW_FLAG",
            "CAP-RISK-W": "YELLOW_FLAG",
            "CAP-EVID-2": "YELLOW_FLAG",
            "CAP-CLAUSE": "YELLOW_FLAG",
            "CAP-ANALYSER-W": "CONDITIONAL",
            "CAP-LEGAL": "CONDITIONAL",
            "CAP-OVERDUE": None,
        },
        "findings": {
            "F-ANALYSER", "F-CONTRADICTION", "F-LOOP", "F-NO-ANCHOR", "F-NO-CLAUSES", "F-NO-MARKING", "F-NO-NOTICE",
            "F-NO-SIGNER", "F-NO-SUMMARY", "F-NO-UPSTREAM", "F-NO-VERIFY", "F-OVERDUE", "F-REPLACE",
            "F-SHARE-UNKNOWN", "F-UNQUANTIFIED", "F-VAGUE",
        },
    },
    "C": {
        "risk": {"low": 0.10, "central": 0.55, "high": 0.72, "adverse": 0.55, "wide": True},
        "scores": (81, 81, 100, 37),
        "base": "DEFENSIBLE",
        "verdict": ("NOT_DEFENSIBLE", False, False),
        "caps": {
            "CAP-ANCHOR": "NOT_DEFENSIBLE",
            "CAP-REPLACE-P": "YELLOW_FLAG",
            "CAP-LOOP": "YELLOW_FLAG",
            "CAP-RISK-H": "YELLOW_FLAG",
            "CAP-PRACTICE": "YELLOW_FLAG",
            "CAP-VERIFY-S": "CONDITIONAL",
            "CAP-ANALYSER-W": "CONDITIONAL",
            "CAP-RISK-X": "CONDITIONAL",
        },
        "findings": {
            "F-ANALYSER", "F-CONTAMINATED", "F-LOOP", "F-NO-ANCHOR", "F-NO-DEDUP", "F-NO-QUOTA", "F-NO-VERIFY",
            "F-REPLACE", "F-RISK", "F-SELF-MARK", "F-SHARE-HIGH", "F-UNQUANTIFIED",
        },
    },
    "D": {
        "risk": {"low": 0.0, "central": 0.06, "high": 0.33, "adverse": 0.53, "quantified": False},
        "open": ("MS-02", "MS-05"),
        "scores": (38, 38, 100, 80),
        "base": "YELLOW_FLAG",
        "verdict": ("CONDITIONAL", False, True),
        "caps": {"CAP-SHARE": "YELLOW_FLAG", "CAP-ANCHOR-U": "YELLOW_FLAG", "CAP-RISK-W": "YELLOW_FLAG"},
        "findings": {"F-NO-ANCHOR", "F-NO-FILTER", "F-SHARE-UNKNOWN", "F-UNQUANTIFIED"},
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
