"""Published training set-ups written as audits: what the engine says of them, and what it refuses to say."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from core.audit.document import AuditDocument
from core.audit.qaudit import check_audit, read_audit
from core.risk.contradictions import find_contradictions
from core.risk.result import RiskResult
from core.risk.score import score_risk
from questionnaires.answer import Answer
from questionnaires.library import FOLDER, load_library

REFERENCE_AUDITS: dict[str, Path] = {path.stem: path for path in (FOLDER / "reference_audits").glob("*.yaml")}


@cache
def audit(name: str) -> AuditDocument:
    return read_audit(REFERENCE_AUDITS[name])


def risk(document: AuditDocument) -> RiskResult:
    packs = load_library().packs_of(document.packs)
    return score_risk(document.answers, packs, document.context.lane, seed=document.seed, draws=16_000)


def documented(name: str, **answers: dict[str, Any]) -> AuditDocument:
    """The audit with the questions that its report leaves open answered on paper."""
    given = {
        question.replace("_", "-", 1).replace("_", "."): Answer.model_validate(
            {"status": "specific", "grade": 3, **said}
        )
        for question, said in answers.items()
    }
    return audit(name).model_copy(update={"answers": audit(name).answers | given})


NEMOTRON_ON_PAPER = documented(
    "nemotron_4",
    TD_2_03={"choice": "replace_all"},
    TD_2_06={"choice": "unbiased"},
    TD_6_02={"choice": "weighted"},
    TD_3_03={"value": {"best": 4}, "basis": "sampled", "n": 600},
    TD_7_02={"choice": "never"},
)
PHI_ON_PAPER = documented(
    "phi_3",
    TD_1_04={"value": {"low": 40, "best": 50, "high": 60}, "basis": "estimated"},
    TD_2_01={
        "value": {"pretraining": {"best": 30}, "later_training": {"best": 30}},
        "basis": "counted",
    },
    TD_3_01={"choice": ["human_sample"]},
    TD_4_01={"value": 0},
    TD_5_02={"value": {"best": 50}, "basis": "sampled", "n": 500},
    TD_7_02={"choice": "never"},
)


def test_there_are_five_and_each_fits_its_pack_and_contradicts_itself_nowhere():
    assert set(REFERENCE_AUDITS) == {"phi_3", "nemotron_4", "opt_no_original", "opt_tenth_original", "naive_web"}
    for name in REFERENCE_AUDITS:
        check_audit(audit(name), load_library(), name)
        assert audit(name).sample
        assert audit(name).seed is not None
        assert find_contradictions(audit(name).answers, load_library().packs_of(audit(name).packs)) == ()


def test_every_answer_with_substance_names_its_source():
    for name in REFERENCE_AUDITS:
        for question, answer in audit(name).answers.items():
            assert answer.text, question
            assert answer.evidence or not answer.answered, question


@pytest.mark.parametrize(
    ("name", "rare_case", "general", "rare_band", "general_band"),
    [
        ("opt_no_original", (0.97, 1.0), (0.25, 0.45), "severe", "severe"),
        ("opt_tenth_original", (0.46, 0.62), (0.0, 0.01), "high", "low"),
        ("naive_web", (0.55, 0.70), (0.0, 0.01), "high", "low"),
    ],
)
def test_documented_loops_get_their_band(name, rare_case, general, rare_band, general_band):
    result = risk(audit(name))
    assert result.quantified
    assert rare_case[0] <= result.rare_case.probability <= rare_case[1]
    assert general[0] <= result.general.probability <= general[1]
    assert (result.rare_case.band, result.general.band) == (rare_band, general_band)


@pytest.mark.parametrize("name", ["phi_3", "nemotron_4"])
def test_a_report_that_leaves_gates_open_gets_no_band_however_low_its_average(name):
    result = risk(audit(name))
    assert result.rare_case.probability < 0.15
    assert result.rare_case.adverse > result.rare_case.probability + 0.3
    assert not result.quantified
    assert result.rare_case.band is None


@pytest.mark.parametrize("document", [NEMOTRON_ON_PAPER, PHI_ON_PAPER], ids=["nemotron", "phi"])
def test_the_same_practice_on_paper_is_low_or_guarded(document):
    result = risk(document)
    assert result.quantified, result.open_gates
    assert result.rare_case.band in ("low", "guarded")
    assert result.general.band == "low"


@pytest.mark.parametrize("document", [NEMOTRON_ON_PAPER, PHI_ON_PAPER], ids=["nemotron", "phi"])
def test_the_same_practice_in_adjectives_is_never_low(document):
    praised = {
        question: Answer(status="vague", grade=4, text="State-of-the-art curation and rigorous quality control.")
        for question in document.answers
    }
    result = risk(document.model_copy(update={"answers": praised}))
    assert result.rare_case.band is None
    assert result.rare_case.probability == risk(document.model_copy(update={"answers": {}})).rare_case.probability


def test_a_tenth_of_original_data_helps_average_quality_more_than_rare_cases():
    none, tenth = risk(audit("opt_no_original")), risk(audit("opt_tenth_original"))
    assert tenth.general.probability < 0.01 < none.general.probability
    assert tenth.rare_case.probability > 0.4
