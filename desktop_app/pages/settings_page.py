"""The settings: how the window looks, the language of questions, packs of one's own, and what reports carry."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QPushButton, QVBoxLayout, QWidget

from desktop_app.fit_screen import fit_to_screen
from desktop_app.own_packs import OwnPacks
from desktop_app.theme.appearance import TEXT_PERCENTS, Appearance, Mode
from desktop_app.widgets.choice_list import ChoiceList
from desktop_app.widgets.clear_layout import clear_layout
from desktop_app.widgets.fields import labelled
from desktop_app.widgets.page import Card, Page
from desktop_app.widgets.plain_label import PlainLabel
from desktop_app.widgets.segments import Option, Segments


class SettingsPage(Page):
    """Shows settings and sends wishes; looks change at once."""

    language_chosen = Signal(str)
    branding_wanted = Signal()

    def __init__(self, appearance: Appearance, language: str, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Settings"), parent=parent, width_in_letters=90)
        self._appearance = appearance
        self._language = language
        self.column.addWidget(self._looks())
        self.column.addWidget(self._questions())
        self.column.addWidget(self._reports())
        self.column.addStretch(1)

    def show_packs(self, found: OwnPacks) -> None:
        """Offer the languages there are, and say what is wrong with packs and translations."""
        chosen = self._language
        self.language.blockSignals(True)
        self.language.clear()
        self.language.addItem(self.tr("As the packs are written"), "")
        for name in dict.fromkeys([*found.languages, *([chosen] if chosen else [])]):
            self.language.addItem(_language_name(name), name)
        self.language.setCurrentIndex(max(0, self.language.findData(chosen)))
        self.language.blockSignals(False)
        clear_layout(self._found)
        own = self.tr("Your own packs: {}.").format(", ".join(found.packs)) if found.packs else self.tr("None yet.")
        where = self.tr("They lie in {} and are read when the program starts.").format(found.folder)
        said = [own, where]
        if found.missing:
            said.append(
                self.tr("Texts that the translation lacks, shown as the pack has them: {}").format(found.missing)
            )
        for sentence in said:
            self._found.addWidget(PlainLabel(sentence, size="small", secondary=True))
        for problem in found.problems:
            self._found.addWidget(PlainLabel(problem, strong=True))

    def say(self, sentence: str) -> None:
        """Say why the packs cannot be looked at."""
        clear_layout(self._found)
        self._found.addWidget(PlainLabel(sentence, strong=True))

    def _looks(self) -> Card:
        card = Card(self.tr("How it looks"))
        modes = [
            Option("light", self.tr("Light")),
            Option("dark", self.tr("Dark")),
            Option("system", self.tr("As the system")),
        ]
        self.mode = Segments(self.tr("Colours"), modes)
        self.mode.set_current(self._appearance.mode)
        self.mode.chosen.connect(self._choose_mode)
        strong = [Option("more", self.tr("Black and white grounds, strong outlines"))]
        self.contrast = ChoiceList(self.tr("More contrast"), strong, several=True)
        self.contrast.set_selected(("more",) if self._appearance.more_contrast else ())
        self.contrast.changed.connect(lambda: self._appearance.set_more_contrast(bool(self.contrast.selected())))
        self.text_size = QComboBox()
        for percent in TEXT_PERCENTS:
            self.text_size.addItem(self.tr("{} %").format(percent), percent)
        self.text_size.setCurrentIndex(self.text_size.findData(self._appearance.text_percent))
        self.text_size.currentIndexChanged.connect(
            lambda _at: self._appearance.set_text_percent(self.text_size.currentData())
        )
        card.column.addWidget(labelled(self.tr("Colours"), self.mode))
        card.column.addWidget(labelled(self.tr("More contrast"), self.contrast))
        card.column.addWidget(labelled(self.tr("Size of the text"), self.text_size))
        return card

    def _questions(self) -> Card:
        card = Card(self.tr("Questions"))
        self.language = QComboBox()
        self.language.currentIndexChanged.connect(lambda _at: self._choose_language(self.language.currentData()))
        hint = self.tr(
            "From the next audit that you open. Scores, letters and reports stay in the packs' own language."
        )
        card.column.addWidget(labelled(self.tr("Language of the questions"), self.language, hint))
        card.column.addWidget(PlainLabel(self.tr("Packs of your own"), strong=True))
        self._found = QVBoxLayout()
        self._found.setSpacing(4)
        card.column.addLayout(self._found)
        return card

    def _reports(self) -> Card:
        card = Card(self.tr("Reports"))
        words = self.tr("Your name, logo, colour, a confidentiality line, and who signs.")
        card.column.addWidget(PlainLabel(words, secondary=True))
        branding = QPushButton(self.tr("&Branding…"))
        branding.setAccessibleName(self.tr("Branding…"))
        branding.clicked.connect(lambda _checked=False: self.branding_wanted.emit())
        card.column.addWidget(branding, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _choose_mode(self, which: str) -> None:
        modes: tuple[Mode, ...] = ("light", "dark", "system")
        self._appearance.set_mode(next(mode for mode in modes if mode == which))

    def _choose_language(self, language: str) -> None:
        self._language = language
        self.language_chosen.emit(language)


class SettingsDialog(QDialog):
    """The settings over whatever is in front."""

    def __init__(self, page: SettingsPage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self.page = page
        close = QPushButton(self.tr("Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 16, 16)
        column.addWidget(page)
        column.addWidget(close)
        column.setAlignment(close, Qt.AlignmentFlag.AlignRight)
        letters = self.fontMetrics().averageCharWidth()
        fit_to_screen(self, QSize(letters * 100, letters * 90))


def _language_name(code: str) -> str:
    """A language by its own name, with its code."""
    own = QLocale(code).nativeLanguageName()
    return f"{own} ({code})" if own else code
