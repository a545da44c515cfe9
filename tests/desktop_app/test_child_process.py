from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QProcess

from core.samples.columns import Columns
from desktop_app.child_process import credentials, look, measuring, watermark
from desktop_app.child_process.child import ChildProcess, command
from desktop_app.child_process.given import Given
from desktop_app.child_process.likely_columns import likely_columns


@pytest.fixture
def owner(qtbot) -> Iterator[QObject]:
    owner = QObject()
    yield owner
    owner.deleteLater()
    qtbot.wait(1)


class Heard:
    """What a child process said."""

    def __init__(self) -> None:
        self.results: list[object] = []
        self.problems: list[str] = []
        self.progress: list[str] = []

    def tell(self, doing: str, _done: int, _wanted: int) -> None:
        self.progress.append(doing)

    @property
    def done(self) -> bool:
        return bool(self.results or self.problems)


def texts(path: Path, count: int, words: int = 90) -> Path:
    rows = (" ".join(f"w{(n * 7 + k * k) % 977}" for k in range(words)) for n in range(count))
    path.write_text("".join(json.dumps({"text": row}) + "\n" for row in rows), encoding="utf-8")
    return path


def alive(process: int) -> bool:
    try:
        return (
            f"{process} (" in Path(f"/proc/{process}/stat").read_text()
            and ") Z" not in Path(f"/proc/{process}/stat").read_text()
        )
    except OSError:
        return False


def test_a_job_is_worked_off_elsewhere_and_its_answer_has_its_type(qtbot, owner, tmp_path):
    heard, child = Heard(), ChildProcess(owner)
    request = measuring.MeasureRequest(Given((texts(tmp_path / "a.jsonl", 40),)), seed=7)
    child.run(measuring.JOB, request, heard.results.append, heard.problems.append, heard.tell)
    assert child.is_busy
    qtbot.waitUntil(lambda: heard.done, timeout=60_000)
    assert heard.problems == []
    (found,) = heard.results
    assert isinstance(found, measuring.Measured)
    assert (found.reading.texts, found.reading.seed) == (40, 7)
    assert heard.progress[0] == "read"
    assert not child.is_busy


def test_what_cannot_be_used_comes_back_as_its_sentence(qtbot, owner, tmp_path):
    heard, child = Heard(), ChildProcess(owner)
    request = measuring.MeasureRequest(Given((tmp_path / "gone.txt",)))
    child.run(measuring.JOB, request, heard.results.append, heard.problems.append)
    qtbot.waitUntil(lambda: heard.done, timeout=60_000)
    assert heard.problems == ["gone.txt was not found; check the name."]


def test_cancelling_kills_the_process_at_once_and_nothing_is_delivered(qtbot, owner, tmp_path):
    heard, child = Heard(), ChildProcess(owner)
    request = measuring.MeasureRequest(Given((texts(tmp_path / "a.jsonl", 400),)))
    child.run(measuring.JOB, request, heard.results.append, heard.problems.append, heard.tell)
    process = owner.findChild(QProcess) or child.findChild(QProcess)
    qtbot.waitUntil(lambda: "measure" in heard.progress, timeout=60_000)
    number = process.processId()
    before = time.perf_counter()
    child.cancel()
    assert time.perf_counter() - before < 0.05
    assert not child.is_busy
    qtbot.waitUntil(lambda: not alive(number), timeout=5_000)
    heard.progress.clear()
    qtbot.wait(50)
    assert not heard.done
    assert heard.progress == []


def test_a_process_whose_owner_goes_is_killed(qtbot, tmp_path):
    owner = QObject()
    heard, child = Heard(), ChildProcess(owner)
    request = measuring.MeasureRequest(Given((texts(tmp_path / "a.jsonl", 400),)))
    child.run(measuring.JOB, request, heard.results.append, heard.problems.append, heard.tell)
    qtbot.waitUntil(lambda: bool(heard.progress), timeout=60_000)
    number = child.findChild(QProcess).processId()
    owner.deleteLater()
    qtbot.waitUntil(lambda: not alive(number), timeout=5_000)
    assert not heard.done


def test_a_process_ends_when_the_window_is_gone(tmp_path):
    """The window may be killed; the pipe closes then, whatever the process is doing."""
    program, arguments = command()
    given = {"paths": [str(texts(tmp_path / "a.jsonl", 2_000))]}
    order = {"job": "measuring", "request": {"sample": given}}
    process = subprocess.Popen([program, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    process.stdin.write(json.dumps(order).encode() + b"\n")
    process.stdin.flush()
    assert b"progress" in process.stdout.readline()
    process.stdin.close()
    assert process.wait(10) == 3
    process.stdout.close()


HIDING = """
import sys
from importlib.machinery import PathFinder

find = PathFinder.find_spec

def without(name, path=None, target=None):
    hidden = name.partition(".")[0] in ("torch", "transformers", "tokenizers", "c2pa")
    return None if hidden else find(name, path, target)

PathFinder.find_spec = without
"""
"""Run by Python before anything else, where it is called sitecustomize: as if these were not installed."""


@pytest.fixture
def without_extras(tmp_path, monkeypatch) -> None:
    """Every process started from here lacks the libraries of the extras."""
    folder = tmp_path / "hiding"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(HIDING, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(folder))


def worked_off(qtbot, owner, job, request) -> Heard:
    heard, child = Heard(), ChildProcess(owner)
    child.run(job, request, heard.results.append, heard.problems.append)
    qtbot.waitUntil(lambda: heard.done, timeout=60_000)
    return heard


def test_without_the_extras_all_else_is_done_and_what_is_missing_is_said(qtbot, owner, tmp_path, without_extras):
    given = Given((texts(tmp_path / "a.jsonl", 40),))
    plain = worked_off(qtbot, owner, measuring.JOB, measuring.MeasureRequest(given, seed=1))
    assert plain.problems == []
    assert plain.results[0].reading.texts == 40
    asked = {"embeddings": tmp_path, "language_model": tmp_path}
    for name, folder in asked.items():
        heard = worked_off(qtbot, owner, measuring.JOB, measuring.MeasureRequest(given, **{name: folder}))
        assert "needs torch and transformers, which this installation lacks" in heard.problems[0]
        assert heard.problems[0].endswith("everything else works without.")
    config = tmp_path / "vendor.json"
    config.write_text("{}", encoding="utf-8")
    heard = worked_off(qtbot, owner, watermark.JOB, watermark.WatermarkRequest(given, config))
    assert "needs torch and transformers and tokenizers" in heard.problems[0]
    heard = worked_off(qtbot, owner, credentials.JOB, credentials.CredentialsRequest((config,)))
    assert heard.results[0][0].state == "problem"
    assert "need c2pa-python, which is missing" in heard.results[0][0].sentence


def test_an_unexpected_end_is_one_sentence(qtbot, owner, tmp_path):
    heard, child = Heard(), ChildProcess(owner)
    request = measuring.MeasureRequest(Given((texts(tmp_path / "a.jsonl", 400),)))
    child.run(measuring.JOB, request, heard.results.append, heard.problems.append, heard.tell)
    qtbot.waitUntil(lambda: "measure" in heard.progress, timeout=60_000)
    child.findChild(QProcess).kill()
    qtbot.waitUntil(lambda: heard.done, timeout=10_000)
    assert heard.problems[0].startswith("The work broke off before it was done, and nothing was changed")


def test_one_bad_file_does_not_hide_the_others(qtbot, owner, tmp_path):
    good = texts(tmp_path / "good.jsonl", 3)
    empty = tmp_path / "empty.txt"
    empty.write_text("", encoding="utf-8")
    heard, child = Heard(), ChildProcess(owner)
    child.run(look.JOB, look.LookRequest((good, empty)), heard.results.append, heard.problems.append)
    qtbot.waitUntil(lambda: heard.done, timeout=60_000)
    (found,) = heard.results
    assert [(file.path, file.texts) for file in found.files] == [(good, 3), (empty, 0)]
    assert found.files[1].problem == "empty.txt holds no text; add texts or leave the file out."
    assert found.columns == Columns()  # plain text has none


def test_usual_names_choose_their_columns_and_long_cells_the_text():
    head = ("Version", "Nr", "Body", "Question")
    rows = (("2.0", "1", "A long answer of many words.", "Why?"),)
    assert likely_columns(head, rows) == Columns(text="Body", prompt="Question", release="Version")


def test_a_table_without_rows_has_likely_columns_too():
    assert likely_columns(("a", "b"), ()) == Columns(text="a")
