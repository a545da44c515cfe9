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

    def __init__(
        self,
        application: QApplication,
        mode: Mode = "system",
        text_percent: int = 100,
        *,
        more_contrast: bool = False,
    ) -> None:
        super().__init__(application)
        self._application = application
        self.mode: Mode = mode
        self.text_percent = text_percent
        self.more_contrast = more_contrast
        application.setStyle(ClearStyle())
        self._system = application.styleHints()
        self._system.colorSchemeChanged.connect(self._system_changed)
        if hasattr(self._system, "accessibility"):  # Qt 6.10 and later
            self._system.accessibility().contrastPreferenceChanged.connect(self._apply)
        self._apply()

    @property
    def scheme(self) -> Scheme:
        """The scheme in use; a system that does not say counts as light, and as content with the usual contrast."""
        plain = self.mode
        if plain == "system":
            plain = "dark" if self._system.colorScheme() == Qt.ColorScheme.Dark else "light"
        if not (self.more_contrast or self._system_wants_contrast()):
            return plain
        return "dark contrast" if plain == "dark" else "light contrast"

    def set_mode(self, mode: Mode) -> None:
        """Choose light, dark or as the system."""
        self.mode = mode
        self._apply()

    def set_more_contrast(self, wanted: bool) -> None:
        """Choose black and white grounds and strong outlines; where the system asks for them they are there anyway."""
        self.more_contrast = wanted
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

    def _system_wants_contrast(self) -> bool:
        if not hasattr(self._system, "accessibility"):
            return False
        return self._system.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast

    def _apply(self) -> None:
        self._application.setPalette(palette_of(self.scheme))
        self._application.setFont(application_font(self.text_percent))
        for widget in self._application.allWidgets():
            QApplication.sendEvent(widget, QEvent(QEvent.Type.ApplicationFontChange))
        self.changed.emit()
