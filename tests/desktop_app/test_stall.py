"""Nothing blocks the window over 50 ms: the longest gap in its event loop while something long goes on.

Each kind of work runs up to three times, and the best of them counts: what else happens to this program in a run (a
first import, a collection of garbage) is not the work's. ``loop_watch`` says what a gap is and what it leaves out.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrinter

from core.audit.workspace import Workspace
from desktop_app.handing_over.files import hand_over
from desktop_app.handing_over.take_in_dialog import TakeInDialog
from desktop_app.open_audit import OpenAudit
from desktop_app.vendor_exchange.reply_dialog import ReplyDialog
from desktop_app.vendor_exchange.sending import questions_of
from questionnaires.answer import Answer
from questionnaires.exchange.form import BLOCK, form
from questionnaires.exchange.reply import empty_reply
from questionnaires.library import EXAMPLES
from tests.desktop_app.loop_watch import LoopWatch

pytestmark = pytest.mark.slow  # each opens a whole audit and works on it three times

LIMIT_S = 0.05
TURNS = 3


@pytest.fixture
def view(qtbot, open_sample):
    opened = open_sample("B_evasive_vendor").view
    qtbot.waitUntil(lambda: not opened.audit.scoring and opened.audit.live is None, timeout=60_000)
    qtbot.wait(300)
    return opened


def best_longest_gap(qtbot, begin: Callable[[], object], done: Callable[[], object]) -> float:
    """The longest gap while the work goes on, in seconds; the best of three turns."""
    longest = []
    for _ in range(TURNS):
        with LoopWatch() as watch:
            begin()
            qtbot.waitUntil(done, timeout=60_000)
        longest.append(watch.longest)
        if watch.longest < LIMIT_S:
            break
        qtbot.wait(300)
    return min(longest)


def test_a_block_of_100_ms_is_found_and_one_of_20_ms_is_let_pass(qtbot):
    """The controls: without the first no other test here says anything."""

    def block(seconds: float) -> None:
        until = time.thread_time() + seconds
        while time.thread_time() < until:
            pass

    for seconds, least, most in ((0.1, 0.1, 1.0), (0.02, 0.02, LIMIT_S)):
        passed: list[bool] = []

        def begin(seconds: float = seconds, passed: list[bool] = passed) -> None:
            passed.clear()
            QTimer.singleShot(30, lambda: block(seconds))
            QTimer.singleShot(200, lambda: passed.append(True))

        assert least <= best_longest_gap(qtbot, begin, lambda passed=passed: bool(passed)) < most


def test_simulation(qtbot, view):
    view.go_to("questions")
    qtbot.wait(200)
    done = lambda: not view.audit.scoring and view.audit.live is None  # noqa: E731
    assert best_longest_gap(qtbot, view.audit.rescore, done) < LIMIT_S


def test_sample_analysis(qtbot, view, tmp_path):
    view.go_to("samples")
    page = view.page("samples").measuring
    rows = [{"body": " ".join(f"w{(n * 31 + k * k * 7) % 211}" for k in range(70))} for n in range(120)]
    file = tmp_path / "outputs.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    page.outputs.take([file])
    qtbot.waitUntil(lambda: page.outputs.look is not None, timeout=60_000)
    qtbot.waitUntil(page.row.button.isEnabled, timeout=60_000)
    assert best_longest_gap(qtbot, page.row.button.click, lambda: not page.row.child.is_busy) < LIMIT_S


def test_making_showing_saving_and_printing_a_pdf(qtbot, view, tmp_path):
    view.go_to("report")
    page = view.page("report")
    preview = page.preview
    qtbot.waitUntil(lambda: preview._shown is not None, timeout=60_000)
    qtbot.wait(500)
    out = tmp_path / "report.pdf"

    def make() -> None:
        preview._shown = None
        page._edition.choose("vendor" if page._edition.current == "client" else "client")

    def save() -> None:
        page.work.say("")
        page.save_to(out)

    def print_it() -> None:
        page.work.say("")
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "paper.pdf"))
        printer.setFromTo(1, 3)
        page.print_on(printer)

    assert best_longest_gap(qtbot, make, lambda: preview._shown is not None) < LIMIT_S
    assert best_longest_gap(qtbot, save, lambda: page.work.words.text().startswith("Saved")) < LIMIT_S
    assert best_longest_gap(qtbot, print_it, lambda: page.work.words.text().startswith("Sent")) < LIMIT_S


def test_import_of_an_audit_from_its_file_to_its_first_page(qtbot, window, view):
    def begin() -> None:
        window.show_start()
        window.open_file(EXAMPLES / "A_strong_vendor.yaml")

    assert best_longest_gap(qtbot, begin, lambda: window.view is not None) < LIMIT_S


def test_import_of_a_handed_over_audit(qtbot, window, view, tmp_path):
    path = tmp_path / "audit.headwater"
    document = view.audit.document
    with Workspace.open(tmp_path / "there") as there:
        there.add(document)
        there.save_answer(document.audit_id, "TD-2.03", Answer(status="refused", text="Not for you."))
        hand_over(there, document.audit_id, path)

    def begin() -> None:
        for dialog in window.findChildren(TakeInDialog):
            dialog.reject()
        window.open_file(path)

    def shown() -> bool:
        return any(dialog.isVisible() for dialog in window.findChildren(TakeInDialog))

    assert best_longest_gap(qtbot, begin, shown) < LIMIT_S


def test_import_of_a_vendors_answers_read_and_taken(qtbot, window, view, tmp_path):
    """Forty-seven answers, each a commit: one in each turn of the loop."""
    file = answered(view.audit, tmp_path / "back.html")

    def dialog() -> ReplyDialog | None:
        return next((one for one in window.findChildren(ReplyDialog) if one.isVisible()), None)

    def begin() -> None:
        if view.audit.undo_stack.canUndo():
            view.audit.undo_stack.undo()
        window.exchanges.show_reply(file)

    def taken() -> bool:
        return view.audit.answer(first).text == "Words" and dialog() is None

    first = view.audit.questions()[0].id
    longest = []
    for _ in range(TURNS):
        begin()
        qtbot.waitUntil(lambda: dialog() is not None, timeout=60_000)
        with LoopWatch() as watch:
            dialog().take()
            qtbot.waitUntil(taken, timeout=60_000)
        longest.append(watch.longest)
    assert min(longest) < LIMIT_S


def test_taking_in_evidence_of_forty_megabytes(qtbot, view, tmp_path):
    view.go_to("evidence")
    register = view.page("evidence").register
    turns: list[Path] = []

    for number in range(TURNS):
        (tmp_path / f"{number}.bin").write_bytes(os.urandom(40_000_000))

    def begin() -> None:
        turns.append(tmp_path / f"{len(turns)}.bin")
        register.add_files([turns[-1]])

    assert best_longest_gap(qtbot, begin, lambda: register.state.text().endswith(f": {turns[-1].stem}")) < LIMIT_S


def answered(audit: OpenAudit, path: Path) -> Path:
    """The page for the vendor, with words for every question."""
    today = dt.date.today()
    questions = questions_of(audit.document, audit.library, audit.document.packs, today, today + dt.timedelta(days=14))
    page = form(questions).decode()
    start = page.index(">", page.index(f'id="{BLOCK}"')) + 1
    entries = {question.id: {"comment": "Words", "by": "J. Hale"} for question in audit.questions()}
    plain = {**empty_reply(questions).model_dump(mode="json", exclude={"problems"}), "entries": entries}
    path.write_text(page[:start] + json.dumps(plain) + page[page.index("</script>", start) :], "utf-8")
    return path
