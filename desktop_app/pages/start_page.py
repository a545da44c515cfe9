"""What a person sees first: start, open, look at a sample, or go on with the last audit."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QIcon
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop_app.opening import AUDIT_FILES
from desktop_app.recent import RecentAudit
from desktop_app.theme.icons import icon
from desktop_app.widgets.clear_layout import clear_layout
from desktop_app.widgets.fields import name_field
from desktop_app.widgets.flow_layout import FlowLayout
from desktop_app.widgets.page import Card, Page
from desktop_app.widgets.plain_label import PlainLabel
from desktop_app.widgets.tiles import Tiles


class StartPage(Page):
    """Sends what a person wants to do."""

    new_wanted = Signal()
    file_wanted = Signal()
    comparison_wanted = Signal()
    follow_ups_wanted = Signal()
    search_wanted = Signal(str)
    sample_wanted = Signal(str)
    audit_wanted = Signal(str)
    again_wanted = Signal(str)
    removal_wanted = Signal(str)
    dropped = Signal(Path)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent, width_in_letters=130)
        self.setAccessibleName(self.tr("Start"))
        self.setAcceptDrops(True)
        self.column.setContentsMargins(48, 40, 48, 40)
        self.column.addWidget(PlainLabel(self.tr("Headwater"), size="display", strong=True))
        lead = self.tr("Audit what an AI vendor's models learned from. Everything stays on this computer.")
        self.column.addWidget(PlainLabel(lead, size="heading", secondary=True))
        self.column.addSpacing(16)
        self._buttons: list[tuple[QPushButton, str]] = []
        self.column.addLayout(self._first_row())
        self.column.addWidget(self._samples())
        self.column.addSpacing(12)
        self.search = QLineEdit()
        self._magnifier = self.search.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        self._recent_head = self._search_row()
        self.column.addWidget(self._recent_head)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(6)
        self.column.addLayout(self._recent)
        self._steps = self._how_it_works()
        self.column.addWidget(self._steps)
        self.column.addStretch(1)
        self._draw_icons()

    def show_recent(self, audits: tuple[RecentAudit, ...]) -> None:
        """List the audits opened last."""
        clear_layout(self._recent)
        for audit in audits:
            self._recent.addWidget(self._recent_row(audit))
        self._recent_head.setVisible(bool(audits))
        self._steps.setVisible(not audits)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """An audit in a file is welcome."""
        if _audit_in(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for the file to be opened."""
        path = _audit_in(event)
        if path is not None:
            event.acceptProposedAction()
            self.dropped.emit(path)

    def changeEvent(self, event: QEvent) -> None:
        """Draw icons in the colours of the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_icons()

    def _first_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        new = self._button(self.tr("&New audit…"), "file-plus")
        new.clicked.connect(self.new_wanted)
        new.setDefault(True)
        file = self._button(self.tr("&Open file…"), "folder-open")
        file.clicked.connect(self.file_wanted)
        compare = self._button(self.tr("&Compare audits…"), "scale")
        compare.clicked.connect(self.comparison_wanted)
        follow_ups = self._button(self.tr("Follow-&ups"), "hourglass")
        follow_ups.clicked.connect(self.follow_ups_wanted)
        for button in (new, file, compare, follow_ups):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _search_row(self) -> QWidget:
        words = self.tr("Search all audits")
        self.search.setPlaceholderText(words)
        self.search.setMaxLength(200)
        self.search.setMinimumWidth(self.search.fontMetrics().averageCharWidth() * 34)
        name_field(self.search, words, self.tr("Enter looks for the words in every audit"))
        self.search.returnPressed.connect(self._look)
        row = QWidget()
        flow = FlowLayout(row, gap=18, middle=True)
        flow.addWidget(PlainLabel(self.tr("Recent audits"), size="heading", strong=True, wrap=False))
        flow.addWidget(self.search)
        return row

    def _look(self) -> None:
        self.search_wanted.emit(self.search.text())
        self.search.clear()

    def _samples(self) -> QWidget:
        card = Card(self.tr("Open the sample audit"))
        words = self.tr("See every stage at once. You work in a copy; the vendors are fictional.")
        card.column.addWidget(PlainLabel(words, secondary=True))
        row = QHBoxLayout()
        for which, label in (
            ("A_strong_vendor", self.tr("A &strong vendor")),
            ("B_evasive_vendor", self.tr("An evas&ive vendor")),
        ):
            button = self._button(label, "droplets")
            button.clicked.connect(lambda _checked=False, name=which: self.sample_wanted.emit(name))
            row.addWidget(button)
        row.addStretch(1)
        card.column.addLayout(row)
        return card

    def _how_it_works(self) -> QWidget:
        cards = []
        words = (
            (
                self.tr("Ask"),
                self.tr(
                    "Fifteen short questions in a meeting, or the full set. Each answer is graded by its evidence."
                ),
            ),
            (
                self.tr("See the risk"),
                self.tr("A simulation shows what the stated practices do to rare cases, and what to ask next."),
            ),
            (
                self.tr("Report"),
                self.tr("A verdict with reasons, what to do about it, and a PDF that anyone can re-compute."),
            ),
        )
        for number, (title, text) in enumerate(words, start=1):
            card = Card(f"{number}  {title}")
            card.column.addWidget(PlainLabel(text, secondary=True))
            card.column.addStretch(1)
            cards.append(card)
        return Tiles(cards, letters=32)

    def _recent_row(self, audit: RecentAudit) -> QWidget:
        card = Card()
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        grid.addWidget(PlainLabel(audit.vendor, strong=True), 0, 0)
        state = self.tr("{settled} of {total} questions, opened {date}")
        words = state.format(settled=audit.answered, total=audit.total, date=audit.opened)
        product = f"{audit.product}  ·  {words}" if audit.product else words
        grid.addWidget(PlainLabel(product, size="small", secondary=True), 1, 0)
        go_on = QPushButton(self.tr("Continue"))
        go_on.setAccessibleName(self.tr("Continue the audit of {}").format(audit.vendor))
        go_on.clicked.connect(lambda _checked=False: self.audit_wanted.emit(audit.audit_id))
        forget = QPushButton(self.tr("Remove from list"))
        forget.setAccessibleName(self.tr("Remove the audit of {} from this list").format(audit.vendor))
        forget.setFlat(True)
        forget.clicked.connect(lambda _checked=False: self.removal_wanted.emit(audit.audit_id))
        again = QPushButton(self.tr("Audit again…"))
        again.setAccessibleName(self.tr("Begin the next audit of {}").format(audit.vendor))
        again.setFlat(True)
        again.clicked.connect(lambda _checked=False: self.again_wanted.emit(audit.audit_id))
        for place, button in enumerate((forget, again, go_on), start=1):
            grid.addWidget(button, 0, place, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        card.column.addLayout(grid)
        return card

    def _button(self, label: str, icon_name: str) -> QPushButton:
        button = QPushButton(label)
        button.setAccessibleName(label.replace("&", ""))
        side = round(button.fontMetrics().height() * 1.1)
        button.setIconSize(QSize(side, side))
        button.setMinimumHeight(round(button.fontMetrics().height() * 2.2))
        self._buttons.append((button, icon_name))
        return button

    def _draw_icons(self) -> None:
        for button, name in self._buttons:
            button.setIcon(icon(name, self.palette()))
        self._magnifier.setIcon(icon("search", self.palette()))


def _audit_in(event: QDropEvent) -> Path | None:
    """The one local file that is dragged, where its name ends as an audit's does."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and paths[0].suffix.lower() in AUDIT_FILES else None
