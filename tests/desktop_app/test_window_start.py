from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QPushButton

from core.audit.workspace import Workspace
from desktop_app.ending import EndsWhenAsked
from desktop_app.new_audit import NewAuditDialog
from desktop_app.recent import RecentAudit, RecentAudits
from desktop_app.settings import Settings
from desktop_app.window import MainWindow

HEAVY = ("numpy", "scipy", "sqlmodel", "sqlalchemy", "reportlab", "torch", "transformers", "pydantic", "yaml")
COMPUTING = ("numpy", "scipy", "reportlab", "torch", "core.risk.score", "core.samples.measure")


def test_importing_the_window_loads_nothing_heavy():
    program = f"import sys, desktop_app.window; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_opening_an_audit_waits_for_nothing_that_computes():
    program = (
        "import sys, importlib; from desktop_app.session import NEEDED_TO_OPEN as needed;"
        "[importlib.import_module(name) for name in needed];"
        f"print([name for name in {COMPUTING!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_that_check_sees_a_heavy_import():
    program = f"import sys, numpy; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "numpy" in done.stdout


@pytest.mark.parametrize(("name", "vendor"), [("A_strong_vendor", "Harrowgate"), ("B_evasive_vendor", "Brightway")])
def test_the_sample_opens_as_a_copy_each_time(qtbot, window, open_sample, tmp_path, name, vendor):
    open_sample(name)
    first = window.view.audit.document
    assert vendor in first.vendor
    window.show_start()
    open_sample(name)
    assert window.view.audit.document.audit_id != first.audit_id
    with Workspace.open(tmp_path, read_only=True) as workspace:
        assert len(workspace.audits()) == 2


def test_an_audit_is_on_the_list_and_opens_from_it(qtbot, window, open_sample):
    open_sample()
    audit_id = window.view.audit.document.audit_id
    window.show_start()
    go_on = next(b for b in window.start_page.findChildren(QPushButton) if b.text() == "Continue")
    assert "Harrowgate" in go_on.accessibleName()
    go_on.click()
    qtbot.waitUntil(lambda: window.view is not None)
    assert window.view.audit.document.audit_id == audit_id


def test_the_list_is_true_even_where_the_window_never_closes(qtbot, window, open_sample, tmp_path):
    audit = open_sample().view.audit
    before = RecentAudits(tmp_path).all()[0].answered
    audit.give_answer("TD-2.01", audit.answer("TD-2.01").model_copy(update={"status": "refused", "value": None}))
    audit.about.give_head(audit.document.head.model_copy(update={"vendor": "Renamed"}))
    qtbot.waitUntil(lambda: RecentAudits(tmp_path).all()[0].vendor == "Renamed")
    assert RecentAudits(tmp_path).all()[0].answered == before - 1


def test_an_audit_that_is_gone_is_said_and_can_be_taken_off_the_list(qtbot, window, tmp_path):
    recent = RecentAudits(tmp_path)
    recent.put(RecentAudit("AUD-GONE", "Vendor", "Product", 1, 2, "2026-11-20"))
    window.open_audit("AUD-GONE")
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is not None)
    assert "AUD-GONE" in window.findChild(QMessageBox).text()
    window.findChild(QMessageBox).close()
    assert window.view is None
    window.start_page.removal_wanted.emit("AUD-GONE")
    assert recent.all() == ()


def test_a_file_that_is_no_audit_is_refused_in_one_sentence(qtbot, window, tmp_path):
    file = tmp_path / "shopping.yaml"
    file.write_text("- milk\n- <b>bread</b>\n", encoding="utf-8")
    window.open_file(file)
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is not None)
    box = window.findChild(QMessageBox)
    assert "shopping.yaml" in box.text()
    assert box.textFormat().name == "PlainText"
    box.close()


def test_damaged_lists_and_settings_count_as_empty(tmp_path):
    for name, content in (("recent.json", "{not json"), ("window.json", '{"mode": "pink", "text_percent": 5000}')):
        (tmp_path / name).write_text(content, encoding="utf-8")
    assert RecentAudits(tmp_path).all() == ()
    settings = Settings.read(tmp_path)
    assert (settings.mode, settings.text_percent) == ("system", 100)


def test_how_it_looks_is_remembered(window, appearance, tmp_path):
    appearance.set_mode("dark")
    appearance.set_text_percent(125)
    assert json.loads((tmp_path / "window.json").read_text(encoding="utf-8"))["mode"] == "dark"
    assert Settings.read(tmp_path).text_percent == 125


def test_a_new_audit_needs_every_answer_that_sets_how_strict_it_is(qtbot, window, tmp_path):
    window.new_audit()
    qtbot.waitUntil(lambda: window.findChild(NewAuditDialog) is not None, timeout=20_000)
    dialog = window.findChild(NewAuditDialog)
    create = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Create audit")
    assert not create.isEnabled()
    for field, words in (
        (dialog._head.vendor, "Vendor & Sons"),
        (dialog._head.product, "Tool 1"),
        (dialog._head.auditor, "M. Lind"),
    ):
        field.setText(words)
    assert not create.isEnabled()
    for choices in dialog._context._lists.values():
        choices.press(1)
    assert create.isEnabled()
    create.click()
    qtbot.waitUntil(lambda: window.view is not None)
    document = window.view.audit.document
    assert (document.vendor, document.context.stakes, document.packs) == ("Vendor & Sons", "S1", ("meeting_screen",))
    assert document.seed is not None


def test_a_second_window_on_the_same_workspace_reads_and_says_so(qtbot, window, open_sample, appearance, tmp_path):
    open_sample()
    audit_id = window.view.audit.document.audit_id
    program = "import sys; from pathlib import Path; from core.audit.workspace import Workspace\n"
    program += "print(Workspace.open(Path(sys.argv[1])).read_only_reason)"
    said = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True
    ).stdout
    assert said.strip() != "None"
    other = MainWindow(Path(tmp_path), Settings(), appearance)
    qtbot.addWidget(other)
    other.open_audit(audit_id)
    qtbot.waitUntil(lambda: other.view is not None)
    if other.view.audit.read_only:
        assert other.save_line.words.startswith("Opened for reading")
        assert not other.view.page("questions").page.form.isEnabled()


def test_the_program_starts_opens_the_sample_and_ends_without_a_word(tmp_path):
    program = f"""
import sys
import time
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from desktop_app.run import run_window
from desktop_app.window import MainWindow
application = QApplication([])
def window(): return next(w for w in application.topLevelWidgets() if isinstance(w, MainWindow))
def leave():
    if window().view is None: QTimer.singleShot(50, leave)
    else: application.quit()
QTimer.singleShot(0, lambda: window().open_sample("A_strong_vendor"))
QTimer.singleShot(50, leave)
sys.exit(run_window(Path({str(tmp_path)!r})))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    said = [line for line in done.stderr.splitlines() if "propagateSizeHints" not in line]
    assert (done.returncode, said) == (0, [])
    assert not (tmp_path / "session.txt").exists()
    with Workspace.open(tmp_path) as workspace:
        assert workspace.read_only_reason is None
        assert len(workspace.audits()) == 1


def test_a_session_that_broke_off_is_told_of_with_its_details(qtbot, window):
    window.tell_of_broken_session("Fatal Python error: <b>here</b>")
    box = window.findChild(QMessageBox)
    assert box.text() == "The last session ended unexpectedly. Your answers are saved."
    copy = next(button for button in box.findChildren(QPushButton) if button.text() == "Copy details")
    copy.click()
    assert QGuiApplication.clipboard().text() == "Fatal Python error: <b>here</b>"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_a_program_asked_to_terminate_ends_well(tmp_path):
    command = [sys.executable, "-m", "desktop_app", "--data-dir", str(tmp_path)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    record = tmp_path / "session.txt"
    until = time.monotonic() + 30
    while not (record.exists() and record.stat().st_size) and time.monotonic() < until:
        time.sleep(0.05)
    time.sleep(1)
    running.terminate()
    _, said = running.communicate(timeout=30)
    assert running.returncode == 0
    assert [line for line in said.splitlines() if "propagateSizeHints" not in line] == []
    assert not record.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_a_window_asked_to_terminate_in_the_middle_of_something_closes_after_it(qtbot, window):
    before = {which: signal.getsignal(which) for which in (signal.SIGTERM, signal.SIGINT)}
    try:
        ending = EndsWhenAsked(window)
        os.kill(os.getpid(), signal.SIGTERM)
        for _ in range(1000):
            assert window.isVisible()
        qtbot.waitUntil(lambda: not window.isVisible(), timeout=5_000)
    finally:
        signal.set_wakeup_fd(-1)
        ending._notifier.setEnabled(False)
        for end in (ending._inlet, ending._outlet):
            end.close()
        for which, handler in before.items():
            signal.signal(which, handler)
