"""Who prepared the audit, who reviewed it, what the vendor said to it, and when it is made again."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLineEdit, QWidget

from core.audit.consistency import check_acceptance
from desktop_app.open_audit import OpenAudit
from desktop_app.widgets.fields import DateField, ShortField, WordsField, labelled
from desktop_app.widgets.flow_layout import FlowLayout
from desktop_app.widgets.page import Card, Page
from desktop_app.widgets.plain_label import PlainLabel
from questionnaires.answer import TEXT_LIMIT
from questionnaires.errors import UnusableInputError

_LINES = ("prepared_by", "reviewed_by", "reviewer_role", "interest", "accepted_by", "vendor_comment_by")
_DATES = ("met_on", "prepared_on", "reviewed_on", "accepted_on", "vendor_comment_on")


class SignOffPart(Page):
    """Sends the sign-off and the dates of the audit when a field is left; what cannot be is said and not saved."""

    def __init__(self, audit: OpenAudit, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.setAccessibleName(self.tr("Sign-off"))
        self._audit = audit
        self._shown: dict[str, Any] = {}
        self._as_drawn: dict[str, str] = {}
        self._lines: dict[str, QLineEdit] = {
            name: QLineEdit(self) if name == "interest" else ShortField(30, self) for name in _LINES
        }
        dates = (*_DATES, "closed", "reaudit_due")
        self._dates: dict[str, DateField] = {name: DateField(self) for name in dates}
        self.comment = WordsField(5, self)
        self.comment.installEventFilter(self)
        self.problem = PlainLabel(strong=True)
        self.problem.setAccessibleName(self.tr("Problem with the sign-off"))
        self.problem.hide()
        lead = self.tr("At critical stakes the reviewer is another person than whoever prepared the audit.")
        self.column.addWidget(PlainLabel(lead, secondary=True))
        self.column.addWidget(self.problem)
        self._card(self.tr("Prepared"), ("prepared_by", self.tr("Prepared by")), ("prepared_on", self.tr("On")))
        self._card(
            self.tr("Reviewed"),
            ("reviewed_by", self.tr("Reviewed by")),
            ("reviewer_role", self.tr("As what")),
            ("reviewed_on", self.tr("On")),
        )
        interest = Card(self.tr("Interest in the outcome"))
        words = self.tr("What you or the reviewer gain or lose by it; write 'none' if nothing")
        interest.column.addWidget(labelled(words, self._lines["interest"]))
        self.column.addWidget(interest)
        self._card(
            self.tr("The client accepts the conditions"),
            ("accepted_by", self.tr("Accepted by")),
            ("accepted_on", self.tr("On")),
        )
        vendor = Card(self.tr("The vendor's comment"))
        vendor.column.addWidget(labelled(self.tr("In their words; printed unedited"), self.comment))
        self._row(vendor, ("vendor_comment_by", self.tr("Who commented")), ("vendor_comment_on", self.tr("On")))
        self.column.addWidget(vendor)
        self._card(
            self.tr("Dates of the audit"),
            ("met_on", self.tr("Vendor met on")),
            ("closed", self.tr("Closed on")),
            ("reaudit_due", self.tr("To be made again on")),
        )
        self.column.addStretch(1)
        for field in (*self._lines.values(), *self._dates.values()):
            field.editingFinished.connect(self.flush)
            field.setEnabled(not audit.read_only)
        self.comment.setReadOnly(audit.read_only)
        for line in self._lines.values():
            line.setMaxLength(200)
        audit.record.changed.connect(self._show)
        self._show()

    def flush(self) -> None:
        """Send what was typed."""
        if self._audit.read_only:
            return
        document = self._audit.document
        try:
            fields, closed, due = self._fields()
            signed = document.signoff.model_copy(update=fields)
            if signed != document.signoff:
                check_acceptance(document.model_copy(update={"signoff": signed, "answers": {}}))
        except UnusableInputError as error:
            self._say(f"{error.cause}.")
            return
        except ValueError as error:
            self._say(str(error))
            return
        self.problem.hide()
        self._audit.record.give_sign_off(signed)
        self._audit.record.give_closing(closed, due)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Send the comment when its field is left."""
        if isinstance(watched, WordsField) and event.type() == QEvent.Type.FocusOut:
            self.flush()
        return super().eventFilter(watched, event)

    # How it is done

    def _fields(self) -> tuple[dict[str, Any], dt.date | None, dt.date | None]:
        """The sign-off's fields, and the two dates. Raises ValueError, one sentence."""
        fields: dict[str, Any] = {
            name: line.text().strip() or None
            for name, line in self._lines.items()
            if line.text() != self._as_drawn.get(name)
        }
        dates = {name: field.date() for name, field in self._dates.items()}
        comment = self.comment.toPlainText()
        if len(comment) > TEXT_LIMIT:
            raise ValueError(self.tr("the comment has more than {} characters.").format(TEXT_LIMIT))
        closed, due = dates.pop("closed"), dates.pop("reaudit_due")
        if closed is not None and closed < self._audit.document.opened:
            raise ValueError(self.tr("the audit cannot be closed before it was opened."))
        return {**fields, **dates, "vendor_comment": comment.strip() or None}, closed, due

    def _say(self, sentence: str) -> None:
        self.problem.setText(self.tr("Not saved: {}").format(sentence))
        self.problem.show()

    def _show(self) -> None:
        """Show what changed in the audit; what is being typed stays."""
        document = self._audit.document
        values = document.signoff.model_dump() | {"closed": document.closed, "reaudit_due": document.reaudit_due}
        changed = {name: value for name, value in values.items() if self._shown.get(name, "") != value}
        self._shown = values
        for name, value in changed.items():
            if name in self._lines:
                self._lines[name].setText(value or "")
                self._as_drawn[name] = self._lines[name].text()
            elif name in self._dates:
                self._dates[name].set_date(value)
            else:
                self.comment.set_words(value or "")

    def _card(self, title: str, *fields: tuple[str, str]) -> None:
        card = Card(title)
        self._row(card, *fields)
        self.column.addWidget(card)

    def _row(self, card: Card, *fields: tuple[str, str]) -> None:
        row = FlowLayout(gap=12)
        for name, label in fields:
            row.addWidget(labelled(label, self._lines[name] if name in self._lines else self._dates[name]))
        card.column.addLayout(row)
