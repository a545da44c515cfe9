"""Whether a language model on this computer looks at what the texts say."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from desktop_app.settings import Settings
from desktop_app.widgets.choice_list import ChoiceList
from desktop_app.widgets.page import Card
from desktop_app.widgets.plain_label import PlainLabel
from desktop_app.widgets.segments import Option

_YES = "yes"
_LIBRARIES = ("torch", "transformers")


class ModelCard(Card):
    """One box to tick, and where the model is. Nothing of the model is loaded here."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._settings = settings
        self._missing = [name for name in _LIBRARIES if find_spec(name) is None]
        self._found: Path | None = None
        words = self.tr("Also look at what the texts say, with a language model on this computer")
        self.wanted = ChoiceList(self.tr("Language model"), (Option(_YES, words),), several=True)
        self._line = PlainLabel(secondary=True)
        self._choose = QPushButton(self.tr("Choose the model’s folder…"))
        self._choose.clicked.connect(self._choose_folder)
        self.column.addWidget(self.wanted)
        self.column.addWidget(self._line)
        self.column.addWidget(self._choose, 0, Qt.AlignmentFlag.AlignLeft)
        self._find()

    @property
    def folder(self) -> Path | None:
        """The folder of the model, where it is wanted and there."""
        return self._found if self.wanted.selected() else None

    def take(self, folder: Path) -> None:
        """Use the model in this folder; whether it is the right one is checked when it is loaded."""
        self._found = folder
        self._say()

    def _find(self) -> None:
        if not self._missing:
            from core.samples.neural.embedding_model import installed_folder

            self._found = installed_folder()
        self._say()

    def _say(self) -> None:
        use = self.tr("It notices a reference of another kind, and answers that say the same in other words.")
        if self._missing:
            words = self.tr("This needs {}, which this installation lacks; everything else works without.")
            said = words.format(self.tr(" and ").join(self._missing))
        elif self._found is None:
            said = use + " " + self.tr("It was not found here: choose the folder of all-MiniLM-L6-v2.")
        else:
            said = use + " " + self.tr("A thousand texts take about a minute.")
        self._line.setText(said)
        self.wanted.setEnabled(self._found is not None)
        self.wanted.setAccessibleDescription(said)
        self._choose.setVisible(not self._missing)

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Choose the model’s folder"), self._settings.folder)
        if name:
            self.take(Path(name))
            self.wanted.set_selected((_YES,))
