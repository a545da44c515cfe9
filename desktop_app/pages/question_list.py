"""The list of questions with its search field and filter."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QIcon, QPalette, QShowEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QPushButton, QVBoxLayout, QWidget

from desktop_app.open_audit import OpenAudit
from desktop_app.pages.question_rows import Filter, QuestionRows
from desktop_app.theme.icons import icon
from desktop_app.theme.tokens import colour
from desktop_app.widgets.fields import name_field
from desktop_app.widgets.plain_label import PlainLabel
from desktop_app.widgets.segments import Option, Segments
from desktop_app.widgets.status_icons import STATUS_ICONS
from desktop_app.widgets.two_line_list import ROW_ID, TwoLineDelegate
from questionnaires.answer import ANSWERED, Status


class QuestionList(QWidget):
    """Choose a question. ``chosen`` carries its id."""

    chosen = Signal(str)
    meeting_wanted = Signal()

    def __init__(self, audit: OpenAudit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons: dict[Status, QIcon] = {}
        self._current = ""
        self.rows = QuestionRows(audit, self._icon_of, self)
        self._search = QLineEdit(self)
        self._search.setPlaceholderText(self.tr("Search"))
        self._search.setToolTip(self.tr("Search questions and answers"))
        self._search.setClearButtonEnabled(True)
        self._search_icon = QAction(self)
        self._search.addAction(self._search_icon, QLineEdit.ActionPosition.LeadingPosition)
        name_field(self._search, self.tr("Search questions and answers"))
        options = [
            Option("all", self.tr("All")),
            Option("open", self.tr("Open")),
            Option("must", self.tr("Must answer")),
        ]
        if audit.document.follows:
            help_ = self.tr("Filled in from the last audit; each counts once you choose what kind of answer came back")
            options.append(Option("confirm", self.tr("To confirm"), help=help_))
        self._filter = Segments(self.tr("Show"), options, self)
        self._filter.set_current("all")
        self.view = _List(self)
        self.view.setModel(self.rows)
        self._nothing = PlainLabel(self.tr("No question fits. Clear the search or show all."), self, secondary=True)
        self._nothing.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 12, 4, 8)
        column.addWidget(self._search)
        column.addWidget(self._filter)
        column.addWidget(self._nothing)
        meeting = QPushButton(self.tr("Meeting mode"))
        meeting.setToolTip(self.tr("One question in large type on the whole screen (F11)"))
        meeting.clicked.connect(lambda _checked=False: self.meeting_wanted.emit())
        column.addWidget(self.view, 1)
        column.addWidget(meeting)
        self._search.textChanged.connect(lambda _text: self._narrow())
        self._filter.chosen.connect(lambda _which: self._narrow())
        self.view.selectionModel().currentChanged.connect(self._current_changed)
        self.rows.modelReset.connect(self._reselect)
        audit.answer_changed.connect(self._answer_changed)
        audit.context_changed.connect(self.rows.rebuild)

    @property
    def current(self) -> str:
        """The id of the question chosen, empty before the first."""
        return self._current

    def choose(self, question_id: str) -> None:
        """Choose a question; a search or filter that hides it is cleared."""
        row = self.rows.row_of(question_id)
        if row is None:
            self._search.clear()
            self._filter.set_current("all")
            self._narrow()
            row = self.rows.row_of(question_id)
        if row is not None:
            self.view.setCurrentIndex(self.rows.index(row))

    def step(self, by: int) -> None:
        """Go to the next or previous question of the list."""
        ids = self.rows.question_ids()
        if not ids:
            return
        at = ids.index(self._current) + by if self._current in ids else 0
        self.choose(ids[min(max(at, 0), len(ids) - 1)])

    def start_search(self) -> None:
        """Put the cursor into the search field."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def changeEvent(self, event: QEvent) -> None:
        """Draw icons in the colours of the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._icons.clear()
            self._search_icon.setIcon(icon("search", self.palette(), self.palette().placeholderText().color()))
            self.rows.refresh_all()

    def _icon_of(self, status: Status) -> QIcon:
        if not self._icons:
            quiet = self.palette().color(QPalette.ColorRole.PlaceholderText)
            good, caution = colour(self.palette(), "good"), colour(self.palette(), "caution")
            for known, name in STATUS_ICONS.items():
                ink = good if known in ANSWERED else quiet if known in ("not_asked", "na") else caution
                self._icons[known] = icon(name, self.palette(), ink)
            self._search_icon.setIcon(icon("search", self.palette(), quiet))
        return self._icons[status]

    def _narrow(self) -> None:
        filter_: Filter = next((known for known in ("open", "must", "confirm") if known == self._filter.current), "all")
        self.rows.show_only(self._search.text(), filter_)
        self._nothing.setVisible(self.rows.rowCount() == 0)

    def _answer_changed(self, question_id: str) -> None:
        self.rows.refresh(question_id)
        if self._filter.current == "all" and not self._search.text():
            self.rows.rebuild()

    def _reselect(self) -> None:
        row = self.rows.row_of(self._current)
        if row is not None:
            self.view.setCurrentIndex(self.rows.index(row))

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        question_id = current.data(ROW_ID)
        if question_id and question_id != self._current:
            self._current = question_id
            self.chosen.emit(question_id)


class _List(QListView):
    """A list whose rows wrap to its width."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setItemDelegate(TwoLineDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(True)  # otherwise rows keep the heights of the first width
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        name_field(self, self.tr("Questions"))

    def showEvent(self, event: QShowEvent) -> None:
        """Bring the question chosen meanwhile into sight, once the rows have their heights."""
        super().showEvent(event)
        QTimer.singleShot(0, self, lambda: self.scrollTo(self.currentIndex()))
