"""The page on adding something is followed to the letter, in a copy of the sources."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "adding.md").read_text(encoding="utf-8")
FILE = re.compile(r"`([\w/]+\.(?:py|yaml))`:\n\n```(?:python|yaml)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXAMPLE = "questionnaires/examples/A_strong_vendor.yaml"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources with every file that the page shows in full."""
    copy = tmp_path_factory.mktemp("house")
    for package in ("core", "questionnaires", "reports", "desktop_app"):
        shutil.copytree(ROOT / package, copy / package, ignore=shutil.ignore_patterns("__pycache__"))
    files = dict(FILE.findall(PAGE))
    assert set(files) == {
        "my_pack.yaml",
        "core/simulation/coin.py",
        "core/samples/measures/words_a_text.py",
        "reports/exports/plain_words.py",
    }
    for place, text in files.items():
        (copy / place).write_text(text, encoding="utf-8")
    return copy


def change(file: Path, *lines: tuple[str, str]) -> None:
    """Write a line where the page says; each place must be there."""
    text = file.read_text(encoding="utf-8")
    for old, new in lines:
        assert old in text, f"{file.name} has no {old!r}"
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")


def headwater(house: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "desktop_app", "--data-dir", str(house / "workspace"), *words]
    environment = {**os.environ, "PYTHONPATH": str(house), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(command, cwd=house, env=environment, capture_output=True, text=True, check=False)


def test_a_pack_of_ones_own_is_checked_listed_and_asked(house: Path) -> None:
    found = headwater(house, "pack", "check", "my_pack.yaml")
    assert found.returncode == 0, found.stdout + found.stderr
    packs = house / "workspace" / "packs"
    packs.mkdir(parents=True)
    shutil.copy(house / "my_pack.yaml", packs)
    assert "House rules" in headwater(house, "pack", "list").stdout


def test_a_system_runs_beside_its_closed_form(house: Path) -> None:
    systems = house / "core" / "simulation" / "systems.py"
    change(
        systems,
        ("    categorical,\n", "    categorical,\n    coin,\n"),
        ("            categorical,\n", "            categorical,\n            coin,\n"),
    )
    found = headwater(house, "simulate", "coin", "--samples", "50", "--heads", "0.2", "--seed", "20", "--json")
    assert found.returncode == 0, found.stderr
    result = json.loads(found.stdout)
    error = result["standard_error"]["variety"][-1]
    assert abs(result["mean"]["variety"][-1] - result["theory"]["variety"][-1]) < 4.5 * error
    assert "coin" in headwater(house, "simulate", "list").stdout


def test_a_measure_stands_in_the_reading(house: Path) -> None:
    above, line = "FURTHER: tuple[SetMeasure, ...] = (", "WORDS_A_TEXT, "
    last = "from core.samples.measures.skeleton import SKELETON\n"
    added = "from core.samples.measures.words_a_text import WORDS_A_TEXT\n"
    change(house / "core" / "samples" / "measures" / "__init__.py", (above, above + line), (last, last + added))
    letters = ["alpha", "beta", "gamma", "delta", "eta", "theta", "iota", "kappa", "lambda", "mu"]
    texts = [
        f"Letter {n} to the court on {' '.join(letters[n % 7 :])}, file {n * 7}, with its terms." for n in range(60)
    ]
    (house / "outputs.jsonl").write_text("\n".join(json.dumps({"text": text * 6}) for text in texts))
    found = headwater(house, "samples", "outputs.jsonl", "--json")
    assert found.returncode == 0, found.stderr
    assert "words_a_text" in {reading["measure"] for reading in json.loads(found.stdout)["readings"]}


def test_an_export_is_written_under_its_ending(house: Path) -> None:
    last = "from reports.exports.word_document"
    added = "from reports.exports.plain_words import plain_words\n"
    ending = ('{".xlsx": workbook,', '{".txt": plain_words, ".xlsx": workbook,')
    change(house / "reports" / "exports" / "export.py", ending, (last, added + last))
    found = headwater(house, "report", EXAMPLE, "--pdf", "audit.pdf", "--also", "audit.txt")
    assert found.returncode == 0, found.stderr
    assert "# " in (house / "audit.txt").read_text(encoding="utf-8")


def test_a_line_that_is_no_longer_there_is_seen(house: Path) -> None:
    with pytest.raises(AssertionError, match="has no"):
        change(house / "core" / "simulation" / "systems.py", ("no such line", ""))
