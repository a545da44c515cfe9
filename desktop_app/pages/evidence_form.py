"""One piece of evidence: what is known of it, its file, and the answers that rest on it."""

from __future__ import annotations

from typing import get_args

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QWidget

from core.audit.document import EvidenceItem, EvidenceKind
from core.audit.evidence_register import RegisterEntry
from desktop_app.open_audit import OpenAudit
from desktop_app.open_evidence import ask_and_open, save_copy
from desktop_app.pages.evidence_words import kinds
from desktop_app.widgets.clear_layout import clear_layout
from desktop_app.widgets.fields import DateField, labelled
from desktop_app.widgets.flow_layout import FlowLayout
from desktop_app.widgets.page import Card
from desktop_app.widgets.plain_label import PlainLabel
from desktop_app.widgets.question_box import QuestionBox

_TITLE, _SOURCE = 500, 500


class EvidenceForm(Card):
    """Shows an entry of the register and sends what a person changes about it."""

    def __init__(self, audit: OpenAudit, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._audit = audit
        self._entry: RegisterEntry | None = None
        self._as_shown: dict[QLineEdit, str] = {}
        self._as_drawn: dict[QLineEdit, str] = {}  # a line cannot draw every text; one that was not touched stays
        self._heading = PlainLabel(strong=True)
        self.title, self.source = QLineEdit(self), QLineEdit(self)
        self.kind = QComboBox(self)
        for kind, words in kinds().items():
            self.kind.addItem(words, kind)
        self.dated, self.received = DateField(self), DateField(self)
        self._problem = PlainLabel(strong=True)
        self._problem.hide()
        self._file = PlainLabel(secondary=True)
        self._buttons = FlowLayout(gap=8)
        self.open_file = self._button(self.tr("&Open the file…"))
        self.save_file = self._button(self.tr("&Save a copy…"))
        self.withdraw = self._button(self.tr("&Take out of the register"))
        self._links = FlowLayout(gap=6)
        self._unlinked = PlainLabel(secondary=True)
        self.question = QuestionBox(audit, self.tr("Question whose answer rests on this"))
        self.link = QPushButton(self.tr("&Link"))
        self._arrange()
        self._connect()
        self.setEnabled(not audit.read_only)

    def show_entry(self, entry: RegisterEntry) -> None:
        """Show an entry. What was typed about another one is sent first."""
        if self._entry is not None and entry.id != self._entry.id:
            self.flush()
            self._as_shown.clear()
            self._problem.hide()
        self._entry = entry
        item = entry.item
        self._heading.setText(entry.id)
        self.setAccessibleName(self.tr("Evidence {}").format(entry.id))
        for field, limit, words in ((self.title, _TITLE, item.title), (self.source, _SOURCE, item.source)):
            field.setMaxLength(max(limit, len(words)))
            if self._as_shown.get(field) != words:
                field.setText(words)
                field.setCursorPosition(0)
            self._as_shown[field] = words
            self._as_drawn[field] = field.text()
        self.kind.setCurrentIndex(get_args(EvidenceKind).index(item.kind))
        self.dated.set_date(item.dated)
        self.received.set_date(item.received)
        self._show_file(entry)
        self._show_links(entry)

    def start_title(self) -> None:
        """Put the cursor into the title, ready to be typed over."""
        self.title.setFocus()
        self.title.selectAll()

    def flush(self) -> None:
        """Send what was typed; a date that is none is named, and nothing is sent."""
        if self._entry is None or self._audit.read_only:
            return
        current = self._audit.document.evidence[self._entry.id]
        if current.withdrawn:
            return
        try:
            fields = {"dated": self.dated.date(), "received": self.received.date()}
        except ValueError as error:
            self._problem.setText(self.tr("Not saved: {}").format(error))
            self._problem.show()
            return
        self._problem.hide()
        words = {
            "title": self._typed(self.title, current.title) or current.title,
            "source": self._typed(self.source, current.source),
            "kind": self.kind.currentData(),
        }
        self._audit.record.give_evidence(self._entry.id, current.model_copy(update={**words, **fields}))

    # How it is done

    def _arrange(self) -> None:
        self.column.addWidget(self._heading)
        self.column.addWidget(labelled(self.tr("What it is"), self.title))
        self.column.addWidget(labelled(self.tr("From whom, or from where"), self.source))
        row = FlowLayout(gap=12)
        for label, field in (
            (self.tr("Kind"), self.kind),
            (self.tr("Date it bears"), self.dated),
            (self.tr("Received on"), self.received),
        ):
            row.addWidget(labelled(label, field))
        self.column.addLayout(row)
        self.column.addWidget(self._problem)
        self.column.addWidget(self._file)
        self.column.addLayout(self._buttons)
        self.column.addWidget(PlainLabel(self.tr("Answers that rest on it"), strong=True))
        self.column.addWidget(self._unlinked)
        self.column.addLayout(self._links)
        linking = QHBoxLayout()
        linking.addWidget(self.question, 1)
        linking.addWidget(self.link)
        self.column.addLayout(linking)
        kept = self.tr(
            "Taking it out unlinks it from every answer. Its file and its entry stay in the history, since earlier "
            "answers may rest on it."
        )
        self.column.addWidget(PlainLabel(kept, size="small", secondary=True))

    def _connect(self) -> None:
        for field in (self.title, self.source, self.dated, self.received):
            field.editingFinished.connect(self.flush)
        self.kind.activated.connect(lambda _index: QTimer.singleShot(0, self.flush))
        self.open_file.clicked.connect(self._open)
        self.save_file.clicked.connect(self._save)
        self.withdraw.clicked.connect(self._withdraw)
        self.link.clicked.connect(self._link)

    def _button(self, words: str) -> QPushButton:
        button = QPushButton(words)  # enters the page, and the order of the Tab key, where it is laid out
        self._buttons.addWidget(button)
        return button

    def _show_file(self, entry: RegisterEntry) -> None:
        item = entry.item
        if item.sha256 is None:
            words = self.tr("There is no file to this entry.")
        elif entry.file == "missing":
            words = self.tr("The file is not on this computer; only its hash is known: {}").format(item.sha256)
        else:
            words = self.tr("{name}, SHA-256 {hash}").format(name=item.file_name or "–", hash=item.sha256)
        self._file.setText(words)
        for button in (self.open_file, self.save_file):
            button.setVisible(entry.file == "kept")

    def _show_links(self, entry: RegisterEntry) -> None:
        focused = self.focusWidget() is not None and self.isAncestorOf(self.focusWidget())
        clear_layout(self._links)
        for question_id in entry.used_by:
            button = QPushButton(self.tr("{}  ×").format(question_id), self)
            words = self.tr("Unlink {question} from {evidence}").format(question=question_id, evidence=entry.id)
            button.setAccessibleName(words)
            button.clicked.connect(lambda _checked=False, which=question_id: self._unlink(which))
            self._links.addWidget(button)
        none = self.tr("None: an answer that rests on nothing counts as a spoken claim at most.")
        self._unlinked.setText(none)
        self._unlinked.setVisible(not entry.used_by)
        if focused and self.focusWidget() is None:
            self.question.setFocus()

    def _typed(self, field: QLineEdit, current: str) -> str:
        return current if field.text() == self._as_drawn.get(field) else field.text().strip()

    def _link(self) -> None:
        question_id = self.question.question_id()
        if self._entry is not None and question_id is not None:
            self.flush()
            self._audit.record.link(self._entry.id, question_id)

    def _unlink(self, question_id: str) -> None:
        if self._entry is not None:
            self._audit.record.unlink(self._entry.id, question_id)

    def _withdraw(self) -> None:
        if self._entry is not None:
            self._audit.record.withdraw_evidence(self._entry.id)

    def _open(self) -> None:
        if self._entry is not None:
            ask_and_open(self.window(), self._audit.workspace, self._item())

    def _save(self) -> None:
        if self._entry is not None:
            save_copy(self.window(), self._audit.workspace, self._item())

    def _item(self) -> EvidenceItem:
        if self._entry is None:
            raise AssertionError("nothing is shown")
        return self._entry.item
