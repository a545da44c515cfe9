"""Fields with their label above them, and fields for numbers and dates that may be empty."""

from __future__ import annotations

import datetime as dt
import math

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.theme.fonts import with_tabular_digits
from desktop_app.widgets.plain_label import PlainLabel


def labelled(label: str, field: QWidget, hint: str = "") -> QWidget:
    """The field with its label above and a hint below; also gives it the name that is read aloud."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(3)
    caption = PlainLabel(label, box, size="small", secondary=True)
    caption.setBuddy(field)
    column.addWidget(caption)
    column.addWidget(field)
    if hint:
        column.addWidget(PlainLabel(hint, box, size="small", secondary=True))
    name_field(field, label, hint)
    return box


def name_field(field: QWidget, label: str, hint: str = "") -> None:
    """Give a field the name and description that a screen reader speaks."""
    field.setAccessibleName(label)
    if hint:
        field.setAccessibleDescription(hint)


class ShortField(QLineEdit):
    """One line with room for a number of letters, whatever the size of the text."""

    def __init__(self, letters: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letters = letters
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Room for the letters."""
        return QSize(self.fontMetrics().horizontalAdvance("0") * self._letters + 24, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """The same; it does not shrink."""
        return self.sizeHint()


class NumberField(ShortField):
    """A number or nothing."""

    def __init__(self, parent: QWidget | None = None, digits: int = 7) -> None:
        super().__init__(digits, parent)
        self.setFont(with_tabular_digits(self.font()))
        self.setMaxLength(20)

    def set_number(self, number: float | None) -> None:
        """Show a number; whole ones without decimals."""
        self.setText("" if number is None else f"{number:.10g}")

    def number(self) -> float | None:
        """The number, or None when empty. Raises ValueError, one sentence."""
        text = self.text().strip().replace(",", "").replace(" ", "").removesuffix("%")
        if not text:
            return None
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            sentence = QCoreApplication.translate("NumberField", "“{}” is not a number.")
            raise ValueError(sentence.format(self.text().strip()))
        return number


class DateField(ShortField):
    """A date or nothing, written as year-month-day."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(12, parent)
        self.setPlaceholderText(QCoreApplication.translate("DateField", "YYYY-MM-DD"))
        self.setMaxLength(10)

    def set_date(self, date: dt.date | None) -> None:
        """Show a date."""
        self.setText("" if date is None else date.isoformat())

    def date(self) -> dt.date | None:
        """The date, or None when empty; a month alone means its first day. Raises ValueError, one sentence."""
        text = self.text().strip()
        if not text:
            return None
        try:
            return dt.date.fromisoformat(f"{text}-01" if len(text) == 7 else text)
        except ValueError:
            sentence = QCoreApplication.translate("DateField", "“{}” is not a date; write it as 2026-11-20.")
            raise ValueError(sentence.format(text)) from None


class WordsField(QPlainTextEdit):
    """Several lines of words; Tab leaves it."""

    def __init__(self, lines: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setViewportMargins(3, 3, 3, 3)
        self._lines = lines
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        return QSize(super().sizeHint().width(), self.fontMetrics().lineSpacing() * self._lines + 24)

    def set_words(self, words: str) -> None:
        """Show words; the cursor stays where they are unchanged."""
        if words != self.toPlainText():
            self.setPlainText(words)
