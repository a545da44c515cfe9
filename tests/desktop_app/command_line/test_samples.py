"""``headwater samples`` at a terminal and for scripts."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from desktop_app.command_line import main

PLAIN = "the of and to in a is that it was for on are as with his they at be this from have or by one had not but"


@pytest.fixture
def texts(tmp_path: Path) -> list[str]:
    """Two files of 40 texts each, the first with a phrase in every tenth text."""
    rng = np.random.default_rng(1)
    words = np.array([*PLAIN.split(), *(f"w{number}" for number in range(3_000))])
    weights = 1 / (np.arange(len(words)) + 2.7)
    for name in ("ours", "theirs"):
        rows = rng.choice(words, (40, 90), p=weights / weights.sum())
        lines = [" ".join(row) for row in rows]
        if name == "ours":
            lines[::10] = [f"{line} please do not hesitate to ask" for line in lines[::10]]
        (tmp_path / f"{name}.jsonl").write_text("\n".join(json.dumps({"text": line}) for line in lines))
    return [str(tmp_path / f"{name}.jsonl") for name in ("ours", "theirs")]


def test_a_person_reads_how_often_the_rule_errs_and_what_repeats(
    texts: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["samples", texts[0], "--reference", texts[1], "--seed", "1"]) == 0
    said = capsys.readouterr().out
    assert "How sure this is, measured with fewer than 100 texts a side" in said
    assert 'in 4 texts: "please do not hesitate to ask" (in 0 of the reference)' in said
    assert "0 share" not in said
    assert " ratio" not in said


def test_a_script_gets_the_same_as_data(texts: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["samples", texts[0], "--reference", texts[1], "--seed", "1", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["overall"] == "inconclusive"
    assert len(found["measured_rates"]) == 1
    assert found["shown"]["phrases"][0] == {"words": "please do not hesitate to ask", "texts": 4, "elsewhere": 0}
    assert {"measure", "value", "interval", "reference_interval", "reading"} <= set(found["readings"][0])
