"""How the application looks: light, dark or as the system, and how large its text is."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from desktop_app.theme.fonts import application_font
from desktop_app.theme.style import ClearStyle
from desktop_app.theme.tokens import Scheme, palette_of

Mode = Literal["light", "dark", "system"]
TEXT_PERCENTS = (80, 90, 100, 110, 125, 150, 175, 200)


class Appearance(QObject):
    """Applies colours and font to the whole application and tells when either changed."""

    changed = Signal()

    def __init__(self, application: QApplication, mode: Mode = "system", text_percent: int = 100) -> None:
        super().__init__(application)
        self._application = application
        self.mode: Mode = mode
        self.text_percent = text_percent
        application.setStyle(ClearStyle())
        application.styleHints().colorSchemeChanged.connect(self._system_changed)
        self._apply()

    @property
    def scheme(self) -> Scheme:
        """The scheme in use; a system that does not say counts as light."""
        if self.mode != "system":
            return self.mode
        is_dark = self._application.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return "dark" if is_dark else "light"

    def set_mode(self, mode: Mode) -> None:
        """Choose light, dark or as the system."""
        self.mode = mode
        self._apply()

    def set_text_percent(self, percent: int) -> None:
        """Choose the size of the text, in percent of the usual."""
        self.text_percent = percent
        self._apply()

    def step_text(self, steps: int) -> None:
        """Make the text larger or smaller by a number of steps."""
        nearest = min(range(len(TEXT_PERCENTS)), key=lambda i: abs(TEXT_PERCENTS[i] - self.text_percent))
        self.set_text_percent(TEXT_PERCENTS[min(max(nearest + steps, 0), len(TEXT_PERCENTS) - 1)])

    def _system_changed(self) -> None:
        if self.mode == "system":
            self._apply()

    def _apply(self) -> None:
        self._application.setPalette(palette_of(self.scheme))
        self._application.setFont(application_font(self.text_percent))
        for widget in self._application.allWidgets():
            QApplication.sendEvent(widget, QEvent(QEvent.Type.ApplicationFontChange))
        self.changed.emit()
