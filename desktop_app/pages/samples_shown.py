"""The sample's own words: what repeats, what is never used, and texts that belong side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.samples.shown import Repeated
from desktop_app.child_process.shown import AlikeTexts, Shown
from desktop_app.widgets.choice_list import ChoiceList
from desktop_app.widgets.late_fold import LateFold
from desktop_app.widgets.page import Card
from desktop_app.widgets.plain_label import PlainLabel
from desktop_app.widgets.plain_table import PlainTable
from desktop_app.widgets.record_table import Row
from desktop_app.widgets.segments import Option
from desktop_app.widgets.texts_side_by_side import TextsSideBySide

_YES = "yes"


class ShownCard(Card):
    """Everything that shows the texts themselves, each part opened on request. ``keep_wanted`` with yes or no."""

    keep_wanted = Signal(bool)

    def __init__(self, shown: Shown, *, kept: bool, can_keep: bool, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("The texts themselves"), parent)
        self._shown = shown
        private = self.tr("Shown until you leave this audit. The texts are not kept with it: they may be confidential.")
        self.column.addWidget(PlainLabel(private, secondary=True))
        words = self.tr("Keep what repeats, as short excerpts, with the audit; the report prints them")
        self.keep = ChoiceList(self.tr("Keeping excerpts"), (Option(_YES, words),), several=True)
        self.keep.set_selected((_YES,) if kept else ())
        self.keep.setEnabled(can_keep)
        self.keep.changed.connect(lambda: self.keep_wanted.emit(bool(self.keep.selected())))
        self.column.addWidget(self.keep)
        self._add_repeats(self.tr("Phrases that repeat most"), shown.phrases)
        self._add_repeats(self.tr("Openings that repeat most"), shown.openings)
        if shown.repeats:
            title = self._counted(self.tr("Near copies side by side"), len(shown.repeats), shown.all_repeats)
            self.column.addWidget(LateFold(title, self._near_copies))
        if shown.unused:
            title = self.tr("Words the sample never uses")
            self.column.addWidget(LateFold(title, self._unused))
        if shown.prompts:
            title = self._counted(self.tr("Answers prompt by prompt"), len(shown.prompts), shown.all_prompts)
            self.column.addWidget(LateFold(title, self._prompts))
        nothing = self._said_of_nothing()
        if nothing:
            self.column.addWidget(PlainLabel(nothing, secondary=True))

    def _said_of_nothing(self) -> str:
        shown = self._shown
        said = []
        if not (shown.phrases or shown.openings):
            said.append(self.tr("No phrase and no opening stands in three texts or more."))
        if not shown.repeats:
            said.append(self.tr("No text repeats another one."))
        if shown.has_reference and not shown.unused:
            said.append(self.tr("No ordinary word that many of your documents use is missing from the sample."))
        if not shown.has_reference:
            said.append(
                self.tr("With documents of your own to compare with, words that the sample never uses are listed.")
            )
        if not shown.prompts:
            said.append(self.tr("No prompt is known to have several answers."))
        return " ".join(said)

    def _add_repeats(self, title: str, repeats: Sequence[Repeated]) -> None:
        if repeats:
            self.column.addWidget(LateFold(title, lambda: self._repeats(title, repeats)))

    def _repeats(self, title: str, repeats: Sequence[Repeated]) -> QWidget:
        table = PlainTable(title)
        head = [self.tr("Words"), self.tr("Texts of the sample")]
        rows = [[item.words, str(item.texts)] for item in repeats]
        if self._shown.has_reference:
            head.append(self.tr("Texts of the reference"))
            rows = [[*row, str(item.elsewhere or 0)] for row, item in zip(rows, repeats, strict=True)]
        table.show_rows(head, rows, frozenset({0}))
        return table

    def _unused(self) -> QWidget:
        table = PlainTable(self.tr("Words the sample never uses"))
        head = (self.tr("Word"), self.tr("Texts of the reference"))
        table.show_rows(head, [(word, str(texts)) for word, texts in self._shown.unused], frozenset({0}))
        return table

    def _near_copies(self) -> QWidget:
        head = (self.tr("Begins with"), self.tr("Texts"))
        return self._side_by_side(
            self.tr("Groups of near copies"), head, self._shown.repeats, lambda item: (item.name, str(item.size))
        )

    def _prompts(self) -> QWidget:
        head = (self.tr("Prompt"), self.tr("Answers"), self.tr("Words shared"))
        return self._side_by_side(
            self.tr("Prompts with several answers"),
            head,
            self._shown.prompts,
            lambda item: (item.name, str(item.size), "–" if item.likeness is None else f"{100 * item.likeness:.0f} %"),
        )

    def _counted(self, title: str, shown: int, there: int) -> str:
        if shown < there:
            return self.tr("{title} (the first {shown} of {there})").format(title=title, shown=shown, there=there)
        return self.tr("{title} ({there})").format(title=title, there=there)

    def _side_by_side(
        self,
        name: str,
        head: tuple[str, ...],
        groups: Sequence[AlikeTexts],
        cells: Callable[[AlikeTexts], tuple[str, ...]],
    ) -> TextsSideBySide:
        widget = TextsSideBySide(name, head, frozenset({0}))
        rows = [Row(str(at), cells(item)) for at, item in enumerate(groups)]
        texts = {str(at): list(zip(self._names(item), item.texts, strict=True)) for at, item in enumerate(groups)}
        widget.show_groups(rows, texts)
        return widget

    def _names(self, item: AlikeTexts) -> list[str]:
        """What each text is called: by its set, and by a number where there are several of it."""
        words = {
            "sample": self.tr("The product"),
            "people": self.tr("Your own documents"),
            "earlier": self.tr("The earlier release"),
            "other_vendor": self.tr("The other vendor"),
        }
        if len(set(item.sides)) < 2:
            return [self.tr("Text {}").format(number) for number in range(1, len(item.texts) + 1)]
        seen: dict[str, int] = {}
        names = []
        for side in item.sides:
            seen[side] = seen.get(side, 0) + 1
            names.append(f"{words[side]} {seen[side]}" if item.sides.count(side) > 1 else words[side])
        return names
