"""What a person sets for the whole program: settings, and what the reports of the workspace carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.memory import Memory
from desktop_app.session import Session
from desktop_app.settings import Settings
from desktop_app.theme.appearance import Appearance

if TYPE_CHECKING:
    from desktop_app.own_packs import OwnPacks
    from desktop_app.pages.settings_page import SettingsPage

_PACKS = "packs"


class Preferences(QObject):
    """Opens the dialogs and keeps what was chosen."""

    branding_kept = Signal()

    def __init__(
        self, window: QWidget, session: Session, settings: Settings, appearance: Appearance, memory: Memory
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._settings = settings
        self._appearance = appearance
        self._memory = memory

    def show(self) -> None:
        """Open the settings."""
        from desktop_app.pages.settings_page import SettingsDialog, SettingsPage

        page = SettingsPage(self._appearance, self._settings.language)
        page.language_chosen.connect(self.choose_language)
        page.branding_wanted.connect(self.edit_branding)
        self._look_at_packs(page)
        page.language_chosen.connect(lambda _language: self._look_at_packs(page))
        dialog = SettingsDialog(page, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.finished.connect(lambda _result: self._session.background.cancel(_PACKS))
        dialog.open()

    def choose_language(self, language: str) -> None:
        """Show the questions of audits opened from now on in a language; empty for the packs' own."""
        self._settings.language = self._session.language = language
        self._memory.keep_settings()

    def edit_branding(self) -> None:
        """Open what the reports of this workspace carry."""
        from desktop_app.branding_dialog import BrandingDialog

        dialog = BrandingDialog(self._session.data_dir, self._settings, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.accepted.connect(self.branding_kept)
        dialog.open()

    def _look_at_packs(self, page: SettingsPage) -> None:
        def work() -> OwnPacks:
            from desktop_app.own_packs import own_packs_in

            return own_packs_in(self._session.data_dir, self._settings.language)

        self._session.background.run(_PACKS, work, page.show_packs, lambda error: page.say(str(error)))
