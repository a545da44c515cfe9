"""The validation tables of the documentation say what the program computes today."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "validation.md"
NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:e-?\d+)?")
LEAST_SEEN = 0.02
"""Other systems round the last digits of a sum otherwise; z and chances may move by this much."""
MAKE = """
import sys
sys.path.insert(0, "packaging/docs")
import validation
print(validation.page(), end="")
"""


def differences(one: str, other: str) -> list[str]:
    """Lines of two pages that say something else: another word, or a number more than a hair away."""
    lines = list(zip(one.splitlines(), other.splitlines(), strict=False))
    found = [line for line, again in lines if not alike(line, again)]
    return found + ["a line more or less"] * (len(one.splitlines()) != len(other.splitlines()))


def alike(line: str, again: str) -> bool:
    numbers, others = ([float(number) for number in NUMBER.findall(text)] for text in (line, again))
    words, other_words = (re.sub(r"[ -]+", " ", NUMBER.sub("0", text)) for text in (line, again))
    return words == other_words and numbers == pytest.approx(others, rel=1e-3, abs=LEAST_SEEN)


@pytest.mark.slow
def test_the_tables_are_those_of_today() -> None:
    made = subprocess.run([sys.executable, "-c", MAKE], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    page = PAGE.read_text(encoding="utf-8")
    assert differences(page, made) == [], "python packaging/docs/validation.py makes it anew"


def test_everything_in_the_tables_holds() -> None:
    page = PAGE.read_text(encoding="utf-8")
    held = re.search(r"(\d+) of (\d+) hold", page)
    assert held is not None
    assert held[1] == held[2]
    assert not re.search(r"\| NO +\|", page)


def test_a_figure_of_yesterday_is_seen() -> None:
    line = "| gaussian | replace | variance | 0.904 | 0.910 | +1.20 | yes |"
    assert differences(line, line.replace("0.910", "0.955")) != []
    assert differences(line, line.replace("yes", "NO ")) != []
    assert differences(line, line + "\nmore") != []
    assert differences(line, line.replace("0.910", "0.9101")) == []
