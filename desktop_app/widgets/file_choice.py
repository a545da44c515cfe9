"""One file or several, chosen with a button, with their names beside it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from desktop_app.settings import Settings
from desktop_app.widgets.plain_label import PlainLabel

_SHOWN = 4


class FileChoice(QWidget):
    """label: of the button; kinds: as a file dialog wants them; none: what is said before anything was chosen."""

    changed = Signal()

    def __init__(self, label: str, kinds: str, none: str, settings: Settings, *, several: bool = False) -> None:
        super().__init__()
        self._label, self._kinds, self._none = label, kinds, none
        self._settings, self._several = settings, several
        self.paths: tuple[Path, ...] = ()
        self.button = QPushButton(label)
        self.button.clicked.connect(self._choose)
        self._names = PlainLabel(none, secondary=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        row.addWidget(self._names, 1)

    def take(self, paths: Sequence[Path]) -> None:
        """Use these files instead of those before."""
        self.paths = tuple(paths) if self._several else tuple(paths[:1])
        names = [path.name for path in self.paths[:_SHOWN]]
        more = len(self.paths) - _SHOWN
        said = ", ".join(names) + (self.tr(" and {} more").format(more) if more > 0 else "")
        self._names.setText(said or self._none)
        self.button.setAccessibleDescription(said or self._none)
        self.changed.emit()

    def _choose(self) -> None:
        ask = QFileDialog.getOpenFileNames if self._several else _one_file
        names, _ = ask(self, self._label, self._settings.folder, self._kinds)
        if names:
            self._settings.folder = str(Path(names[0]).parent)
            self.take([Path(name) for name in names])


def _one_file(parent: QWidget, title: str, folder: str, kinds: str) -> tuple[list[str], str]:
    name, kind = QFileDialog.getOpenFileName(parent, title, folder, kinds)
    return ([name] if name else []), kind
