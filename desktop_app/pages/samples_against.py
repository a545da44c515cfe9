"""What the outputs are compared with, in plain words, the most telling first."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from desktop_app.child_process.given import Given
from desktop_app.pages.samples_texts import TextsCard
from desktop_app.settings import Settings
from desktop_app.widgets.choice_list import ChoiceList
from desktop_app.widgets.fields import labelled
from desktop_app.widgets.flow_layout import FlowLayout
from desktop_app.widgets.page import Card
from desktop_app.widgets.plain_label import PlainLabel
from desktop_app.widgets.segments import Option, Segments
from reports.words import in_natural_order

PEOPLE, EARLIER, OTHER_VENDOR, NOTHING = "people", "earlier", "other_vendor", "nothing"


class AgainstPart(QWidget):
    """Several comparisons may be made at once; each choice opens a place for its texts."""

    changed = Signal()

    def __init__(self, outputs: TextsCard, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outputs = outputs
        options = (
            Option(
                PEOPLE,
                self.tr("Your own documents, written by people: the same kind of text, from before the firm used AI"),
            ),
            Option(EARLIER, self.tr("The vendor’s earlier release: the test for loss between releases")),
            Option(OTHER_VENDOR, self.tr("Another vendor’s outputs on the same prompts")),
            Option(NOTHING, self.tr("Nothing: the sample is described and not judged")),
        )
        self.choice = ChoiceList(self.tr("What to compare with"), options, several=True, exclusive=frozenset({NOTHING}))
        self.reference = TextsCard(
            self.tr("Your own documents"),
            self.tr("Of the same kind and about as long, one text each; a hundred or more is best."),
            settings,
        )
        self.earlier = TextsCard(
            self.tr("The earlier release"), self.tr("Its outputs, best to the same prompts."), settings
        )
        self.other_vendor = TextsCard(
            self.tr("The other vendor"),
            self.tr("Its outputs to the same prompts; a column says which prompt each answers."),
            settings,
        )
        self.within = _WithinOneFile()
        self.earlier.column.insertWidget(1, self.within)
        card = Card(self.tr("Compare with"))
        card.column.addWidget(self.choice)
        self._cards = {PEOPLE: self.reference, EARLIER: self.earlier, OTHER_VENDOR: self.other_vendor}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(card)
        for part in self._cards.values():
            column.addWidget(part)
            part.changed.connect(self.changed)
        self.choice.changed.connect(self._chosen)
        self.within.changed.connect(self._within_changed)
        outputs.changed.connect(self._outputs_changed)
        self.choice.set_selected((NOTHING,))
        self._chosen()
        self._outputs_changed()

    def sample(self) -> Given | None:
        """The outputs to measure: all of them, or those of the later release where one file holds both."""
        given = self._outputs.given()
        if given is None or not self._is_within:
            return given
        return replace(given, only=replace(given.only, release=self.within.later))

    def given(self, which: str) -> Given | None:
        """The texts of one comparison that was chosen, if there are any yet."""
        if which not in self.choice.selected():
            return None
        if which == EARLIER and self._is_within:
            whole = self._outputs.given()
            return None if whole is None else replace(whole, only=replace(whole.only, release=self.within.earlier))
        return self._cards[which].given()

    def cards(self) -> tuple[TextsCard, ...]:
        """Where texts to compare with are given."""
        return tuple(self._cards.values())

    def missing(self) -> str:
        """One sentence on what was chosen and is not there yet; empty where nothing is missing."""
        if self._is_within and self.within.later == self.within.earlier:
            return self.tr("Choose two different releases.")
        names = {
            PEOPLE: self.tr("your own documents"),
            EARLIER: self.tr("the earlier release"),
            OTHER_VENDOR: self.tr("the other vendor’s outputs"),
        }
        lacking = [name for which, name in names.items() if which in self._chosen_ids() and self.given(which) is None]
        return self.tr("Give {} as well, or choose another comparison.").format(", ".join(lacking)) if lacking else ""

    def names(self) -> str:
        """What is compared with, in a few words."""
        said = []
        for which in self._chosen_ids():
            if which == EARLIER:
                inside = self.within.earlier if self._is_within else self.earlier.name
                said.append(self.tr("earlier release ({})").format(inside))
            elif which == OTHER_VENDOR:
                said.append(self.tr("another vendor ({})").format(self.other_vendor.name))
            elif which == PEOPLE:
                said.append(self.reference.name)
        return "; ".join(said)

    @property
    def _is_within(self) -> bool:
        return EARLIER in self.choice.selected() and self.within.wanted

    def _chosen_ids(self) -> tuple[str, ...]:
        return tuple(which for which in self.choice.selected() if which != NOTHING)

    def _chosen(self) -> None:
        chosen = self.choice.selected()
        for which, card in self._cards.items():
            card.setVisible(which in chosen)
        self.changed.emit()

    def _within_changed(self) -> None:
        self.earlier.show_ways(not self.within.wanted)
        self.changed.emit()

    def _outputs_changed(self) -> None:
        look = self._outputs.look
        by_file = self._outputs.way.current == "files"
        self.within.show_releases(look.releases if look is not None and by_file else ())
        self._within_changed()


class _WithinOneFile(QWidget):
    """Two releases out of the file of the outputs, where a column names them."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        options = (
            Option("file", self.tr("In a file of its own")),
            Option("within", self.tr("In the file of the outputs")),
        )
        self.where = Segments(self.tr("Where the earlier release is"), options)
        self.where.set_current("file")
        self._later, self._earlier = QComboBox(self), QComboBox(self)
        self._choices = QWidget()
        line = FlowLayout(self._choices, gap=10)
        labels = (self.tr("Measure this release"), self.tr("Compare with this earlier one"))
        for choice, label in zip((self._later, self._earlier), labels, strict=True):
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.setMinimumContentsLength(18)
            choice.activated.connect(lambda _index: self.changed.emit())
            line.addWidget(labelled(label, choice))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        hint = self.tr("To compare releases within one file, choose above which of its columns names the release.")
        self._hint = PlainLabel(hint, size="small", secondary=True)
        for part in (self.where, self._choices, self._hint):
            column.addWidget(part)
        self.where.chosen.connect(lambda _which: self.changed.emit())
        self._releases: tuple[str, ...] | None = None

    @property
    def wanted(self) -> bool:
        """Whether both releases come out of one file."""
        return self.where.current == "within" and bool(self._releases)

    @property
    def later(self) -> str:
        """The release to measure."""
        return str(self._later.currentData() or "")

    @property
    def earlier(self) -> str:
        """The release to compare with."""
        return str(self._earlier.currentData() or "")

    def show_releases(self, releases: tuple[str, ...]) -> None:
        """Offer releases, the highest as the later one; fewer than two cannot be compared."""
        offered = tuple(sorted(releases, key=in_natural_order)) if len(releases) > 1 else ()
        if offered == self._releases:
            return
        self._releases = offered
        for choice, first in ((self._later, len(offered) - 1), (self._earlier, 0)):
            choice.clear()
            for release in offered:
                choice.addItem(release[:80], release)
            choice.setCurrentIndex(first)
        if not offered:
            self.where.set_current("file")
        for part in (self.where, self._choices):
            part.setVisible(bool(offered))
        self._hint.setVisible(not offered)
