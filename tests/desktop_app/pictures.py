"""Pictures of every page, to be looked at: run this file with FOLDER [SUFFIX [TEXT_PERCENT]].

With QT_SCALE_FACTOR=2 the same pages are drawn at twice the density.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.command_palette import CommandPalette
from desktop_app.key_sheet import KeySheet
from desktop_app.new_audit import NewAuditDialog
from desktop_app.settings import Settings
from desktop_app.theme.appearance import Appearance
from desktop_app.window import MainWindow

QUESTIONS = {"A_strong_vendor": ("TD-1.02", "TD-2.01", "TD-2.06", "TD-3.01"), "B_evasive_vendor": ("MS-02", "TD-4.01")}


def take(folder: Path, suffix: str = "", text_percent: int = 100) -> None:
    """Grab every page in light and dark."""
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication(sys.argv[:1])
    appearance = Appearance(application, "light", text_percent)
    with tempfile.TemporaryDirectory() as data:
        window = MainWindow(Path(data), Settings(), appearance)
        window.show()
        window.resize(1280, 720)  # whatever the screen of this machine

        def grab(name: str, widget: QWidget = window) -> None:
            for mode in ("light", "dark"):
                appearance.set_mode(mode)
                settle(application)
                widget.grab().save(str(folder / f"{name}-{mode}{suffix}.png"))
            appearance.set_mode("light")

        grab("1-start-empty")
        for which in ("A_strong_vendor", "B_evasive_vendor"):
            window.open_sample(which)
            while window.view is None:
                settle(application)
            view = window.view
            assert view is not None
            while view.audit.scoring:
                settle(application)
            for at, stage in enumerate(
                ("context", "questions", "evidence", "samples", "risk", "verdict", "letters", "report"), start=2
            ):
                view.go_to(stage)
                settle(application, 0.3)
                while stage == "report" and not view.page(stage).preview.pages.count():
                    settle(application)
                settle(application, 0.3)
                grab(f"{at}-{stage}-{which[0]}")
                if stage in ("risk", "verdict", "context"):
                    bar = view.page(stage).verticalScrollBar()
                    bar.setValue(bar.maximum())
                    settle(application)
                    grab(f"{at}-{stage}-{which[0]}-end")
            for question in QUESTIONS[which]:
                view.show_question(question)
                settle(application)
                grab(f"3-question-{question}")
            view.go_to("risk")
            view.page("risk").imagine.open()
            settle(application, 1.0)
            grab(f"6-risk-{which[0]}-imagined")
            view.page("risk").behind.open()
            settle(application, 0.3)
            view.page("risk").verticalScrollBar().setValue(view.page("risk").behind.y() + 200)
            grab(f"6-risk-{which[0]}-behind")
            view.page("verdict").behind.open()
            view.go_to("verdict")
            settle(application, 0.3)
            view.page("verdict").verticalScrollBar().setValue(500)
            grab(f"7-verdict-{which[0]}-behind")
            window.show_start()
        meeting(window, application, grab)
        grab("1-start-recent")
        window.aside.show_guides()
        grab("8-guides")
        window.aside.show_search()
        window.aside.page.field.setText("terms")
        settle(application, 0.6)
        grab("8-search")
        window.aside.show_explanation()
        settle(application, 0.5)
        grab("8-explain-first")
        window.aside.page.go_to(18)
        grab("8-explain-round-18")
        window.aside.leave()
        window.resize(1800, 1000)
        window.open_sample("A_strong_vendor")
        while window.view is None or window.view.audit.scoring:
            settle(application)
        window.view.show_question("TD-3.01")
        grab("9-wide-question")
        window.view.go_to("risk")
        settle(application, 3.0)
        grab("9-wide-risk")
        window.show_start()
        window.show_keys()
        window.new_audit()
        settle(application)
        window.show_commands()
        settle(application)
        for name, dialog in (
            ("keys", window.findChild(KeySheet)),
            ("new", window.findChild(NewAuditDialog)),
            ("commands", window.findChild(CommandPalette)),
        ):
            assert dialog is not None
            grab(f"8-{name}", dialog)
            dialog.close()
        window.close()


def meeting(window: MainWindow, application: QApplication, grab: Callable[[str], None]) -> None:
    """Meeting mode with a question answered and the next one open, in a window of the usual size."""
    window.open_sample("B0_evasive_vendor_meeting_day")
    while window.view is None or window.view.audit.scoring:
        settle(application)
    size = window.size()
    window.start_meeting()
    page = window.meeting
    assert page is not None
    window.showNormal()  # off screen, the whole screen is small and square
    window.resize(size)
    page.show_question("MS-04")
    settle(application, 0.3)
    grab("7-meeting-B")
    window.end_meeting(page.current)
    window.show_start()


def settle(application: QApplication, seconds: float = 0.05) -> None:
    """Let the window draw."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        application.processEvents()


if __name__ == "__main__":
    take(Path(sys.argv[1]), *sys.argv[2:3], *(int(percent) for percent in sys.argv[3:4]))
