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


@pytest.fixture
def mixed(tmp_path: Path, texts: list[str]) -> str:
    """The texts of both files in one table with columns of its own names."""
    rows = [
        {
            "body": json.loads(line)["text"],
            "version": version,
            "engine": f"e{number % 2}",
            "day": f"2026-0{1 + number // 20}-01",
        }
        for version, name in (("2", texts[0]), ("1", texts[1]))
        for number, line in enumerate(Path(name).read_text().splitlines())
    ]
    path = tmp_path / "mixed.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    return str(path)


NAMED = ("--column", "text=body", "--column", "release=version", "--column", "model=engine", "--column", "date=day")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict:
    assert main([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_columns_are_named_and_a_part_of_the_texts_is_meant(mixed: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "samples", mixed, *NAMED)["texts"] == 80
    assert run(capsys, "samples", mixed, *NAMED, "--only", "release=2", "--only", "model=e1")["texts"] == 20
    found = run(capsys, "samples", mixed, *NAMED, "--only", "since=2026-02", "--only", "until=2026-02-01")
    assert found["texts"] == 40
    assert "Only texts dated from 2026-02, dated until 2026-02-01 were read: 40 of 80." in found["reasons"]


def test_releases_of_one_file_are_compared(mixed: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = run(capsys, "samples", mixed, *NAMED, "--only", "release=2", "--earlier-release", "1", "--seed", "1")
    assert found["texts"] == 40
    assert any("Not told apart from the earlier release" in reason for reason in found["reasons"])


def test_a_column_of_the_usual_name_need_not_be_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text("\n".join(json.dumps({"text": f"text {n}", "model": f"m{n % 3}"}) for n in range(9)))
    assert run(capsys, "samples", str(path), "--only", "model=m1")["texts"] == 3


def test_a_column_belongs_to_the_files_that_have_it(
    mixed: str, tmp_path: Path, texts: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """The reference names its texts otherwise, and plain text has no columns at all."""
    (tmp_path / "people.txt").write_text(
        "\n---\n".join(json.loads(x)["text"] for x in Path(texts[1]).read_text().splitlines())
    )
    arguments = ("samples", mixed, *NAMED, "--reference", str(tmp_path / "people.txt"), "--seed", "1")
    assert run(capsys, *arguments)["texts"] == 80


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--column", "prompt=topic"), 'None of the files has a column or field "topic"'),
        ((*NAMED, "--only", "release=9"), "None of the 80 texts is of release 9"),
    ],
)
def test_what_is_not_there_is_said_in_one_sentence(
    mixed: str, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    assert main(["samples", mixed, "--column", "text=body", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_a_choice_that_does_not_exist_is_refused(mixed: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["samples", mixed, "--only", "colour=red"])
    assert ended.value.code == 2
    assert "is not one of release, model, since, until" in capsys.readouterr().err
