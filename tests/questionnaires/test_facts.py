from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from questionnaires.errors import UnusableInputError
from questionnaires.facts import SHIPPED, load_facts, read_facts
from questionnaires.library import load_library, shipped_packs


def test_the_figures_that_are_quoted_wrongly_most_are_there() -> None:
    claims = " ".join(fact.claim for fact in load_facts().values())
    for figure in ("57 %", "94 %", "3.2 bits", "One real data point", "20 to 28", "98 %", "51.7 %", "74 %"):
        assert figure in claims


def test_every_fact_says_what_its_source_says_and_what_is_used_instead() -> None:
    for name, fact in load_facts().items():
        assert len(fact.says) > 40, name
        assert fact.says != fact.claim, name
        assert fact.instead, name
        assert (fact.source == "none found") == (fact.basis == "not_found"), name


def test_what_was_never_found_feeds_no_share_of_the_web() -> None:
    for fact in load_facts().values():
        if fact.basis == "not_found":
            assert "web_ai_share" not in fact.used_by


@pytest.mark.parametrize(
    ("too_strong", "softened"),
    [
        ("did the job", "did not"),
        ("adding to it does not", "held up far better"),
        ("About half of new web articles are machine-written", "One study classed about half"),
        ("Integrators in the EU are entitled to this.", "many open-source models are exempt"),
    ],
)
def test_no_question_says_more_than_its_source(too_strong: str, softened: str) -> None:
    said = " ".join(path.read_text(encoding="utf-8") for path in shipped_packs())
    assert too_strong not in said
    assert softened in said or softened == "did not"


def test_the_date_for_marking_is_never_printed_without_its_reservation() -> None:
    for pack in load_library().packs.values():
        for question in pack.questions:
            if "2 December 2026" in question.why:
                assert "not confirmed" in question.why, question.id


def test_facts_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        load_facts()["web-57-percent"] = None  # type: ignore[index]


def test_the_weighted_share_is_the_arithmetic_of_the_published_bands() -> None:
    bands = [(0.0, 0.258), (0.05, 0.0987), (0.255, 0.2586), (0.555, 0.2050), (0.85, 0.1551), (1.0, 0.025)]
    assert sum(share for _, share in bands) == pytest.approx(1, abs=0.001)
    assert sum(middle * share for middle, share in bands) == pytest.approx(0.34, abs=0.005)
    assert "about 34 %" in load_facts()["ahrefs-74-percent"].instead


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"basis": "hearsay"}, "hearsay"),
        ({"date": None}, "has a date unless"),
        ({"says": ""}, "empty"),
        ({"url": "x"}, "not known"),
    ],
)
def test_a_damaged_file_is_refused_in_one_sentence(tmp_path: Path, change: dict[str, object], words: str) -> None:
    data = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    data["facts"]["web-57-percent"] |= change
    path = tmp_path / "facts.yaml"
    path.write_text(yaml.safe_dump(data), encoding="utf-8")
    with pytest.raises(UnusableInputError, match=words) as refusal:
        read_facts(path)
    assert "\n" not in str(refusal.value)
