"""A pack of the user's own changes nothing that is computed."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from core.assessment.evaluate import evaluate
from questionnaires.answer import Answer
from questionnaires.errors import UnusableInputError
from questionnaires.library import Library, load_library


@pytest.fixture
def library() -> Library:
    """The shipped packs and one more that claims every power there is."""
    shipped = load_library()
    meeting = shipped.packs["meeting_screen"]
    greedy = tuple(
        question.model_copy(update={"id": f"ZZ-{at:02}", "weight": 5})
        for at, question in enumerate(meeting.questions, 1)
    )
    head = meeting.pack.model_copy(update={"id": "greedy", "ceiling": "DEFENSIBLE", "coverage_needed": 0.0})
    own = meeting.model_copy(update={"pack": head, "questions": greedy})
    return replace(shipped, packs=MappingProxyType({**shipped.packs, "greedy": own}))


def test_a_pack_of_ones_own_moves_no_score_no_risk_and_no_verdict(worked, library):
    audit = worked("D")
    glowing = {f"ZZ-{at:02}": Answer(status="specific", grade=4, text="Excellent.") for at in range(1, 11)}
    with_own = audit.model_copy(update={"packs": (*audit.packs, "greedy"), "answers": {**audit.answers, **glowing}})
    before = evaluate(audit, library, seed=7, draws=200)
    after = evaluate(with_own, library, seed=7, draws=200)
    assert after.assessment == before.assessment
    assert after.risk == before.risk
    assert after.document == with_own


def test_only_packs_of_ones_own_lead_to_no_verdict(worked, library):
    audit = worked("D").model_copy(update={"packs": ("greedy",), "answers": {}})
    with pytest.raises(UnusableInputError, match="lead to no verdict"):
        evaluate(audit, library, draws=200)
