"""What would keep rare cases, where sources can be read, and which figures are quoted wrongly."""

from __future__ import annotations

import re
from typing import Any

import pytest

from core.assessment.evaluate import Evaluation
from questionnaires.facts import load_facts


@pytest.fixture(scope="module")
def text(worked: dict[str, Evaluation], write: Any, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("sources") / "report.pdf"
    return " ".join(write(worked["A_strong_vendor"], path).text.replace("\u00a0", " ").split())


def test_a_reader_is_told_what_would_keep_rare_cases(text: str) -> None:
    said = text.split("What would keep rare cases", 1)[1][:900]
    assert re.search(r"about \d+ % of each round \(\d+ to \d+ %\) would have to be newly collected human data", said)
    assert "if machine-written text adds nothing to them" in said
    assert "representative human examples hold a case that occurs once in 10,000" in said


def test_preprints_are_printed_with_their_full_address(text: str) -> None:
    assert "https://arxiv.org/abs/2404.01413" in text
    assert "https://arxiv.org/abs/2406.07515 https://arxiv.org/abs/2510.16657" in text


def test_every_wrongly_quoted_figure_that_bears_on_the_simulation_is_put_right(
    text: str, worked: dict[str, Evaluation]
) -> None:
    named = {assumption.parameter for assumption in worked["A_strong_vendor"].risk.assumptions}
    facts = [fact for fact in load_facts().values() if named & set(fact.used_by)]
    assert len(facts) > 5
    for fact in facts:
        assert "".join(fact.claim.split()) in "".join(text.split())
        assert "".join(fact.instead.split()) in "".join(text.split())
