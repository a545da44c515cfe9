"""What can be done now: the sheet of keys, and the list of commands and questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop_app.key_sheet import KeySheet, keys_of
from desktop_app.meeting_mode import MeetingMode
from desktop_app.menus import Menus

if TYPE_CHECKING:
    from desktop_app.audit_view import AuditView

_WITH_KEYS = ("questions", "report")
"""The pages of an audit that have keys of their own."""


class WhatIsPossible(QObject):
    """Lists it from the actions themselves. view: the open audit, if there is one."""

    def __init__(self, window: QWidget, stack: QStackedWidget, menus: Menus, meeting: MeetingMode) -> None:
        super().__init__(window)
        self._window = window
        self._stack = stack
        self._menus = menus
        self._meeting = meeting

    def show_keys(self, view: AuditView | None) -> None:
        """Open the sheet of keys: of the menus, of an audit's pages and meeting, and of what is in front."""
        pages = self._pages(view)
        groups = [] if self._meeting.page is not None else self._menus.groups()
        for title, page in pages:
            groups.append((title, keys_of(page, groups)))
        KeySheet(groups, self._window).open()

    def show_commands(self, view: AuditView | None) -> None:
        """List every command, and every question of the open audit."""
        from desktop_app.command_palette import CommandPalette, commands, questions

        entries = commands(self._menus.groups())
        if view is not None:
            entries += questions(view.audit.questions(), view.show_question)
        CommandPalette(entries, self._window).open()

    def _pages(self, view: AuditView | None) -> list[tuple[str, QWidget]]:
        """By title, what has keys beside the menus; building a page puts its actions into the menus too."""
        meeting = self.tr("Meeting mode")
        if self._meeting.page is not None:
            return [(meeting, self._meeting.page)]
        pages: list[tuple[str, QWidget]] = []
        if view is not None:
            pages = [(view.names[stage], view.page(stage)) for stage in _WITH_KEYS]
            pages.append((meeting, self._meeting.page_for_keys(view)))
        front = self._stack.currentWidget()
        return pages if front is None else [*pages, (front.accessibleName(), front)]
