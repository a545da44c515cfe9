"""Goes to every page, part, fold and dialog of a window, one after the other."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QWidget

from desktop_app.widgets.segments import Segment
from desktop_app.widgets.two_line_list import ROW_ID
from desktop_app.window import MainWindow

STAGES = ("context", "questions", "evidence", "samples", "risk", "verdict", "letters", "report")
EVIDENCE = ("register", "grades", "contradictions", "sign_off")
SAMPLES = ("outputs", "rare", "marks", "training")
_LONGEST_WAIT = 60.0
Seen = tuple[str, QWidget]
"""A name for what is in front, and the widget that holds it: the window or a dialog."""
_Dialog = TypeVar("_Dialog", bound=QDialog)


def settle(seconds: float = 0.03) -> None:
    """Let the window draw and its timers run."""
    application = QApplication.instance()
    assert application is not None
    until = time.monotonic() + seconds
    while True:
        application.processEvents()
        if time.monotonic() >= until:
            return
        time.sleep(0.002)


def wait_for(happened: Callable[[], bool]) -> None:
    """Let the window work until something happened. Raises TimeoutError."""
    until = time.monotonic() + _LONGEST_WAIT
    while not happened():
        settle(0.01)
        if time.monotonic() > until:
            raise TimeoutError("the window did not get there in a minute")


def open_and_score(window: MainWindow, name: str = "B_evasive_vendor") -> None:
    """Open a copy of a worked audit and wait for its verdict."""
    before = window.view
    window.open_sample(name)
    wait_for(lambda: window.view is not None and window.view is not before)
    wait_for_score(window)


def wait_for_score(window: MainWindow) -> None:
    """Wait until the open audit has its verdict."""
    audit = window.view.audit if window.view is not None else None
    assert audit is not None
    wait_for(lambda: audit.evaluation is not None and not audit.scoring)
    settle(0.1)


def every_page(window: MainWindow, questions: int | None = None) -> Iterator[Seen]:
    """The start page, every page of the open audit, meeting mode, the pages beside it, and every dialog.

    questions: how many of the questions are shown; all where None.
    """
    yield from stage_pages(window)
    yield from question_pages(window, questions)
    yield from meeting_pages(window, questions)
    yield from dialogs(window)
    yield from pages_beside(window)


def stage_pages(window: MainWindow) -> Iterator[Seen]:
    """Every stage with its parts and with everything opened that can be."""
    view = window.view
    assert view is not None
    for stage in STAGES:
        view.go_to(stage)
        page = view.page(stage)
        settle()
        if stage in ("evidence", "samples"):
            for part in EVIDENCE if stage == "evidence" else SAMPLES:
                page.show_part(part)
                settle()
                yield f"{stage}, {part}", window
        elif stage == "letters":
            for letter in [page.list.item(row).data(ROW_ID) for row in range(page.list.count())]:
                page.choose(letter)
                settle()
                yield f"letters, {letter}", window
        elif stage == "report":
            wait_for(lambda page=page: page.preview.pages.count() > 0)
            settle(0.2)
            yield stage, window
        else:
            settle()
            yield stage, window
        for fold in ("imagine", "behind"):
            if hasattr(page, fold):
                getattr(page, fold).open()
                settle(0.3)
                yield f"{stage}, {fold}", window


def question_pages(window: MainWindow, most: int | None = None) -> Iterator[Seen]:
    """One question after the other."""
    view = window.view
    assert view is not None
    for question in view.audit.questions()[:most]:
        view.show_question(question.id)
        settle(0.01)
        yield f"question {question.id}", window


def meeting_pages(window: MainWindow, most: int | None = None) -> Iterator[Seen]:
    """Meeting mode, one question after the other."""
    size = window.size()
    window.start_meeting()
    assert window.meeting is not None
    window.showNormal()  # off screen, full screen has the size of an imagined screen
    window.resize(size)
    for question in window.meeting.questions()[:most]:
        window.meeting.show_question(question.id)
        settle(0.01)
        yield f"meeting {question.id}", window
    window.end_meeting(window.meeting.current)


def dialogs(window: MainWindow) -> Iterator[Seen]:
    """Every dialog that a menu opens without asking for a file."""
    from desktop_app.backups_dialog import BackupsDialog
    from desktop_app.branding_dialog import BrandingDialog
    from desktop_app.command_palette import CommandPalette
    from desktop_app.key_sheet import KeySheet
    from desktop_app.new_audit import NewAuditDialog
    from desktop_app.pages.settings_page import SettingsDialog
    from desktop_app.vendor_exchange.send_dialog import SendDialog

    for name, opens, kind in (
        ("new audit", window.new_audit, NewAuditDialog),
        ("keys", window.show_keys, KeySheet),
        ("commands", window.show_commands, CommandPalette),
        ("settings", window.preferences.show, SettingsDialog),
        ("branding", window.preferences.edit_branding, BrandingDialog),
        ("backups", window.show_backups, BackupsDialog),
        ("send questions", window.exchanges.send_questions, SendDialog),
        ("about", window.show_about, QMessageBox),
    ):
        opens()
        wait_for(lambda kind=kind: window.findChild(kind) is not None)
        dialog = window.findChild(kind)
        assert dialog is not None
        settle(0.2)
        yield name, dialog
        dialog.reject()
        dialog.setParent(None)
        dialog.deleteLater()
        settle()


def pages_beside(window: MainWindow) -> Iterator[Seen]:
    """Guides, search, the explanation; then, the audit being closed, the pages across audits and the start page."""
    window.aside.show_guides()
    guides = window.aside.page
    assert guides is not None
    for guide in [segment.option.id for segment in guides.choice.findChildren(Segment)]:
        guides.show_guide(guide)
        settle()
        yield f"guide {guide}", window
    window.aside.show_search()
    assert window.aside.page is not None
    window.aside.page.field.setText("terms")
    settle(0.8)
    yield "search", window
    window.aside.show_explanation()
    settle(1.0)
    yield "explanation", window
    assert window.aside.page is not None
    window.aside.page.go_to(18)
    settle()
    yield "explanation, round 18", window
    window.aside.leave()
    window.compare_audits()
    wait_for(lambda: window.across.comparing is not None)
    settle(0.3)
    yield "compare", window
    window.show_follow_ups()
    settle(0.3)
    yield "follow-ups", window
    window.show_start()
    settle()
    yield "start, recent audits", window
