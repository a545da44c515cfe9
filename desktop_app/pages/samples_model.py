"""Whether language models on this computer look at the texts, and where those models are."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from desktop_app.settings import Settings
from desktop_app.widgets.choice_list import ChoiceList
from desktop_app.widgets.page import Card
from desktop_app.widgets.plain_label import PlainLabel
from desktop_app.widgets.segments import Option

_YES = "yes"
_LIBRARIES = ("torch", "transformers")


class ModelCard(Card):
    """Two boxes to tick, each with the folder of its model. Nothing of a model is loaded here."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("With language models on this computer (optional)"), parent)
        missing = [name for name in _LIBRARIES if find_spec(name) is None]
        self.meaning = ModelChoice(
            self.tr("Also look at what the texts say"),
            self.tr(
                "It notices a reference of another kind, and answers that say the same in other words. A thousand "
                "texts take about a minute, the second time less."
            ),
            self.tr("It needs all-MiniLM-L6-v2, which was not found here: choose its folder."),
            settings,
        )
        self.prediction = ModelChoice(
            self.tr("Also say how predictable the texts are"),
            self.tr("In bits a token, beside your own documents. A thousand texts take some minutes."),
            self.tr("It needs a language model such as GPT-2, saved as .safetensors: choose its folder."),
            settings,
        )
        kept = self.tr(
            "What a model found is kept beside the workspace under a fingerprint of each text, never the text itself."
        )
        for part in (self.meaning, self.prediction, PlainLabel(kept, size="small", secondary=True)):
            self.column.addWidget(part)
        if missing:
            words = self.tr("This needs {}, which this installation lacks; everything else works without.")
            for choice in (self.meaning, self.prediction):
                choice.say_missing(words.format(self.tr(" and ").join(missing)))
            return
        from core.samples.neural.embedding_model import installed_folder

        found = installed_folder()
        if found is not None:
            self.meaning.take(found, self.tr("The model was found on this computer."))


class ModelChoice(QWidget):
    """use: what the model is for; unfound: what is said while there is none."""

    def __init__(self, words: str, use: str, unfound: str, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._use = use
        self._found: Path | None = None
        self.wanted = ChoiceList(words, (Option(_YES, words),), several=True)
        self._line = PlainLabel(secondary=True)
        self._choose = QPushButton(self.tr("Choose the model’s folder…"))
        self._choose.setAccessibleDescription(words)
        self._choose.clicked.connect(self._choose_folder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.wanted)
        column.addWidget(self._line)
        column.addWidget(self._choose, 0, Qt.AlignmentFlag.AlignLeft)
        self._say(f"{use} {unfound}")

    @property
    def folder(self) -> Path | None:
        """The folder of the model, where it is wanted and there."""
        return self._found if self.wanted.selected() else None

    def take(self, folder: Path, found: str = "") -> None:
        """Use the model in this folder; whether it is the right one is checked when it is loaded."""
        self._found = folder
        self._say(f"{self._use} {found or self.tr('Model: {}.').format(folder.name)}")

    def say_missing(self, words: str) -> None:
        """Say why no model can be used at all."""
        self._say(words)
        self._choose.hide()

    def _say(self, words: str) -> None:
        self._line.setText(words)
        self.wanted.setEnabled(self._found is not None)
        self.wanted.setAccessibleDescription(words)

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Choose the model’s folder"), self._settings.folder)
        if name:
            self.take(Path(name))
            self.wanted.set_selected((_YES,))
