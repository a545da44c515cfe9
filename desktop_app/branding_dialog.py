"""The dialog for a consultant's own name, logo, colour, confidentiality line and signatories on reports."""

from __future__ import annotations

import base64
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import (
    QColorDialog,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.fit_screen import fit_to_screen
from desktop_app.settings import Settings
from desktop_app.stored_branding import read_branding, write_branding
from desktop_app.widgets.fields import ShortField, labelled, name_field
from desktop_app.widgets.page import Page
from desktop_app.widgets.plain_label import PlainLabel
from questionnaires.errors import UnusableInputError
from questionnaires.reading import validate
from reports.branding import LEAST_CONTRAST, Branding, contrast_on_white, read_logo

_SIGNATORIES = 4
_LOGO_HEIGHT = 72


class BrandingDialog(QDialog):
    """Edits the branding of a workspace; what cannot be used is said in one sentence and nothing is kept."""

    def __init__(self, data_dir: Path, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Branding"))
        self._data_dir = data_dir
        self._settings = settings
        self._logo = ""
        lead = self.tr("What your reports carry. Nothing that a report finds can be changed here.")
        page = Page(self.tr("Branding"), lead, width_in_letters=90)
        self.name = QLineEdit()
        self.name.setMaxLength(80)
        page.column.addWidget(labelled(self.tr("Name of your firm"), self.name))
        page.column.addWidget(self._logo_row())
        page.column.addWidget(self._colour_row())
        self.line = QLineEdit()
        self.line.setMaxLength(120)
        page.column.addWidget(labelled(self.tr("Confidentiality line"), self.line, self.tr("Stands on every page.")))
        page.column.addWidget(PlainLabel(self.tr("To be signed by hand"), size="heading", strong=True))
        self.signatories = [self._signatory(number) for number in range(1, _SIGNATORIES + 1)]
        for names in self.signatories:
            row = QHBoxLayout()
            for field, label in zip(names, (self.tr("Name"), self.tr("Role")), strict=True):
                spoken = field.accessibleName()
                row.addWidget(labelled(label, field))
                name_field(field, spoken)
            page.column.addLayout(row)
        page.column.addStretch(1)
        self.message = PlainLabel(strong=True)
        self.message.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 16)
        column.addWidget(page)
        column.addWidget(self._foot())
        letters = self.fontMetrics().averageCharWidth()
        fit_to_screen(self, QSize(letters * 100, letters * 100))
        self._fill()

    def branding(self) -> Branding:
        """What is entered. Raises UnusableInputError, one sentence."""
        signatories = [
            {"name": name.text().strip(), "role": role.text().strip()}
            for name, role in self.signatories
            if name.text().strip() or role.text().strip()
        ]
        if any(not one["name"] for one in signatories):
            raise UnusableInputError(self.tr("Signatories"), "", self.tr("a role has no name; write one beside it"))
        entered = {
            "name": self.name.text().strip(),
            "logo": self._logo,
            "colour": self.colour.text().strip(),
            "confidentiality": self.line.text().strip(),
            "signatories": signatories,
        }
        return validate(entered, Branding, self.tr("Branding"))

    def take_logo(self, path: Path) -> None:
        """Read a logo and show it as it will be printed."""
        try:
            self._logo = read_logo(path)
        except UnusableInputError as error:
            self._say(str(error))
        else:
            self._say("")
            self._show_logo()

    def keep(self) -> None:
        """Keep what is entered and close; a sentence says what is wrong otherwise."""
        try:
            write_branding(self._data_dir, self.branding())
        except UnusableInputError as error:
            self._say(str(error))
        except OSError as error:
            self._say(self.tr("The branding could not be kept: {}.").format(error.strerror or error))
        else:
            self.accept()

    def _fill(self) -> None:
        try:
            stored = read_branding(self._data_dir) or Branding()
        except UnusableInputError as error:
            self._say(str(error))
            stored = Branding()
        self.name.setText(stored.name)
        self.line.setText(stored.confidentiality)
        self.colour.setText(stored.colour)
        self._logo = stored.logo
        for (name, role), one in zip(self.signatories, stored.signatories, strict=False):
            name.setText(one.name)
            role.setText(one.role)
        self._show_logo()
        self._judge_colour()

    def _logo_row(self) -> QWidget:
        self._picture = PlainLabel(secondary=True, wrap=False)
        self._picture.setMinimumHeight(_LOGO_HEIGHT)
        choose = QPushButton(self.tr("Choose a &logo…"))
        choose.clicked.connect(lambda _checked=False: self._choose_logo())
        self._no_logo = QPushButton(self.tr("&Remove the logo"))
        self._no_logo.clicked.connect(lambda _checked=False: self._drop_logo())
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self._picture, 1)
        for button in (choose, self._no_logo):
            button.setAccessibleName(button.text().replace("&", ""))
            across.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _colour_row(self) -> QWidget:
        label = self.tr("Colour of the bar on the cover")
        self.colour = ShortField(9)
        name_field(self.colour, label)
        self.colour.setMaxLength(7)
        self.colour.textChanged.connect(lambda _text: self._judge_colour())
        self._swatch = PlainLabel()
        self._swatch.setFixedSize(34, 34)
        self._swatch.setAutoFillBackground(True)
        self.contrast = PlainLabel(size="small", secondary=True)
        choose = QPushButton(self.tr("Choose a &colour…"))
        choose.setAccessibleName(self.tr("Choose a colour…"))
        choose.clicked.connect(lambda _checked=False: self._choose_colour())
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self.colour)
        for widget in (self._swatch, choose):
            across.addWidget(widget)
        across.addStretch(1)
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (PlainLabel(label, size="small", secondary=True), row, self.contrast):
            column.addWidget(part)
        return both

    def _signatory(self, number: int) -> tuple[QLineEdit, QLineEdit]:
        name, role = QLineEdit(), QLineEdit()
        for field, words in ((name, self.tr("Name of signatory {}")), (role, self.tr("Role of signatory {}"))):
            field.setMaxLength(60)
            field.setAccessibleName(words.format(number))
        return name, role

    def _foot(self) -> QWidget:
        keep = QPushButton(self.tr("Keep"))
        keep.setDefault(True)
        keep.clicked.connect(lambda _checked=False: self.keep())
        cancel = QPushButton(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        foot = QWidget()
        across = QHBoxLayout(foot)
        across.setContentsMargins(28, 8, 28, 0)
        across.addWidget(self.message, 1)
        across.addStretch()
        across.addWidget(cancel)
        across.addWidget(keep)
        return foot

    def _judge_colour(self) -> None:
        """Show the colour and say whether white can be read on it."""
        colour = self.colour.text().strip()
        drawable = len(colour) == len("#RRGGBB") and QColor.isValidColorName(colour)
        palette = self.palette()
        shown = QColor(colour) if drawable else palette.color(self.backgroundRole())
        palette.setColor(self._swatch.backgroundRole(), shown)
        self._swatch.setPalette(palette)
        if not drawable:
            self.contrast.setText(self.tr("Written as #0B4F6C. Empty: the report's own blue."))
            return
        contrast = contrast_on_white(colour)
        words = self.tr("Contrast with white: {found}. White text can be read on it.")
        if contrast < LEAST_CONTRAST:
            words = self.tr("Contrast with white: {found}, and {least} is needed; choose a darker one.")
        self.contrast.setText(words.format(found=f"{contrast:.1f}", least=LEAST_CONTRAST))

    def _choose_colour(self) -> None:
        dialog = QColorDialog(QColor(self.colour.text().strip()), self)
        dialog.colorSelected.connect(lambda colour: self.colour.setText(colour.name().upper()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _choose_logo(self) -> None:
        kinds = self.tr("Pictures (*.png *.jpg *.jpeg)")
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Choose a logo"), self._settings.folder, kinds)
        if path:
            self._settings.folder = str(Path(path).parent)
            self.take_logo(Path(path))

    def _drop_logo(self) -> None:
        self._logo = ""
        self._show_logo()

    def _show_logo(self) -> None:
        logo = Branding(logo=self._logo).logo_image()
        self._no_logo.setEnabled(logo is not None)
        if logo is None:
            self._picture.setText(self.tr("No logo"))
            return
        pixmap = QPixmap()
        pixmap.loadFromData(_png(self._logo), "PNG")
        self._picture.setPixmap(
            pixmap.scaledToHeight(_LOGO_HEIGHT, Qt.TransformationMode.SmoothTransformation)
            if pixmap.height() > _LOGO_HEIGHT
            else pixmap
        )
        self._picture.setAccessibleName(self.tr("Your logo"))

    def _say(self, sentence: str) -> None:
        self.message.setText(sentence)
        self.message.setVisible(bool(sentence))


def _png(logo: str) -> bytes:
    """The picture in a branding, which is a PNG made by us."""
    return base64.b64decode(logo)
