"""Two checks of what a vendor says its files carry: a watermark in texts, content credentials in files."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop_app.child_process import credentials, watermark
from desktop_app.child_process.credentials import CredentialsFound
from desktop_app.child_process.watermark import WatermarkFound
from desktop_app.open_audit import OpenAudit
from desktop_app.pages.samples_register import RegisterRow
from desktop_app.pages.samples_run_row import RunRow
from desktop_app.pages.samples_texts import TextsCard
from desktop_app.settings import Settings
from desktop_app.widgets.announce import announce
from desktop_app.widgets.drop_card import DropCard
from desktop_app.widgets.file_choice import FileChoice
from desktop_app.widgets.page import Page
from desktop_app.widgets.plain_label import PlainLabel
from desktop_app.widgets.plain_table import PlainTable

_MOST_FILES = 1_000
_CONFIGURATION = ".json"
_CERTIFICATES = (".pem", ".crt", ".cer")


class ChecksPart(Page):
    """A card for each check. What they find is shown, and kept where a person enters it in the register of evidence."""

    def __init__(self, audit: OpenAudit, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.setAccessibleName(self.tr("Watermark and credentials"))
        lead = self.tr(
            "For vendors who say that their outputs are marked. What is found here is shown; it is stored only where "
            "you enter it in the register of evidence."
        )
        self.watermark = WatermarkCard(audit, settings)
        self.credentials = CredentialsCard(audit, settings)
        self.column.addWidget(PlainLabel(lead, secondary=True))
        for part in (self.watermark, self.credentials):
            self.column.addWidget(part)
        self.column.addStretch(1)


class WatermarkCard(DropCard):
    """Texts and the vendor's configuration in, one sentence out."""

    def __init__(self, audit: OpenAudit, settings: Settings) -> None:
        super().__init__(self.tr("Is the vendor’s watermark in these texts?"))
        self._audit = audit
        self._checked = Path()
        lead = self.tr(
            "A watermark is a pattern in the choice of words, made with a secret key. With the configuration that the "
            "vendor used it can be looked for here; without it nobody can tell."
        )
        self.texts = TextsCard(
            self.tr("Texts said to be marked"),
            self.tr("About 200 words in all at the least; more is better."),
            settings,
            parts={
                "text": self.tr("Text"),
                "release": self.tr("Release"),
                "date": self.tr("Date"),
                "model": self.tr("Model"),
            },
        )
        self.config = FileChoice(
            self.tr("Choose the vendor’s configuration…"),
            self.tr("Configuration (*.json);;All files (*)"),
            self.tr("A JSON file with scheme, key and tokenizer."),
            settings,
        )
        self.row = RunRow(self.tr("Check the watermark"))
        self.answer = PlainLabel(strong=True)
        self.facts = PlainLabel(size="small", secondary=True)
        self.ask = PlainLabel(
            self.tr(
                "Ask the vendor for: the scheme and all its settings, the key, the exact tokenizer, and the software "
                "and device the texts were made with."
            ),
            secondary=True,
        )
        self.register = RegisterRow(audit)
        self.column.addWidget(PlainLabel(lead, secondary=True))
        for part in (self.texts, self.config, self.ask, self.row, self.answer, self.facts, self.register):
            self.column.addWidget(part)
        self._missing = [name for name in ("torch", "transformers", "tokenizers") if find_spec(name) is None]
        self.texts.changed.connect(self._given)
        self.config.changed.connect(self._given)
        self.dropped.connect(self._take)
        self.row.wanted.connect(self.check)
        self._given()

    def _take(self, paths: Sequence[Path]) -> None:
        """A configuration is told from texts by its name."""
        configurations = [path for path in paths if path.suffix.lower() == _CONFIGURATION]
        texts = [path for path in paths if path not in configurations]
        if configurations:
            self.config.take(configurations)
        if texts:
            self.texts.take(texts)

    def check(self) -> None:
        """Look for the watermark."""
        texts = self.texts.given()
        if texts is None or not self.config.paths:
            return
        self._checked = self.config.paths[0]
        request = watermark.WatermarkRequest(texts, self._checked, self._audit.document.seed)
        self._show("", "")
        self.row.run(watermark.JOB, request, self._found)

    def _given(self) -> None:
        if self._missing:
            words = self.tr("This check needs {}, which this installation lacks; everything else works without.")
            self.row.set_ready(False, words.format(self.tr(" and ").join(self._missing)))
        elif self.texts.given() is None:
            self.row.set_ready(False, self.tr("Give texts first."))
        else:
            self.row.set_ready(bool(self.config.paths), self.tr("Choose the vendor’s configuration first."))
        self._show("", "")

    def _found(self, found: WatermarkFound) -> None:
        self._show(found.sentence, found.facts)
        self.ask.setVisible(found.detected is not True)
        self.register.offer([(f"{found.sentence} {found.facts}", self._checked.name, found.config_sha256)])
        announce(self, found.sentence)

    def _show(self, sentence: str, facts: str) -> None:
        self.answer.setText(sentence)
        self.facts.setText(facts)
        for label in (self.answer, self.facts):
            label.setVisible(bool(label.text()))
        self.ask.show()
        self.register.offer(())


class CredentialsCard(DropCard):
    """Files and certificates in, a sentence for each file out."""

    def __init__(self, audit: OpenAudit, settings: Settings) -> None:
        super().__init__(self.tr("Do these files carry content credentials?"))
        lead = self.tr(
            "Content credentials (C2PA) are a signed note inside a picture, sound or document that says how it was "
            "made. Drop files here or choose them. Plain text cannot carry any; a file without any proves nothing."
        )
        self.files = FileChoice(
            self.tr("Choose files…"),
            self.tr("All files (*)"),
            self.tr("Pictures, films, sounds or documents."),
            settings,
            several=True,
        )
        self.files.button.setAccessibleName(self.tr("Choose files to check for content credentials"))
        self.trusted = FileChoice(
            self.tr("Certificates you trust…"),
            self.tr("Certificates (*.pem *.crt *.cer);;All files (*)"),
            self.tr("Optional: the signer’s root certificate as PEM. Nobody is trusted unasked."),
            settings,
            several=True,
        )
        self.row = RunRow(self.tr("Check the credentials"))
        self.table = PlainTable(self.tr("What the files carry"))
        self.ask = PlainLabel(secondary=True)
        self.register = RegisterRow(audit)
        self.column.addWidget(PlainLabel(lead, secondary=True))
        for part in (self.files, self.trusted, self.row, self.table, self.ask, self.register):
            self.column.addWidget(part)
        self.dropped.connect(self._take)
        for choice in (self.files, self.trusted):
            choice.changed.connect(self._given)
        self.row.wanted.connect(self.check)
        self._given()

    def _take(self, paths: Sequence[Path]) -> None:
        """Certificates are told from files to check by their names."""
        certificates = [path for path in paths if path.suffix.lower() in _CERTIFICATES]
        files = [path for path in paths if path not in certificates]
        if certificates:
            self.trusted.take(certificates)
        if files:
            self.files.take(files)

    def check(self) -> None:
        """Read the credentials of the files."""
        files: tuple[Path, ...] = self.files.paths[:_MOST_FILES]
        self.row.run(credentials.JOB, credentials.CredentialsRequest(files, self.trusted.paths), self._found)

    def _given(self) -> None:
        self.table.hide()
        self.ask.hide()
        self.register.offer(())
        if find_spec("c2pa") is None:
            words = self.tr(
                "This check needs c2pa-python, which this installation lacks; everything else works without."
            )
            self.row.set_ready(False, words)
        else:
            self.row.set_ready(bool(self.files.paths), self.tr("Choose files first."))

    def _found(self, found: Sequence[CredentialsFound]) -> None:
        words = {
            "trusted": self.tr("Holds, signer trusted"),
            "signed": self.tr("Holds, signer unknown"),
            "changed": self.tr("Does not hold"),
            "none": self.tr("None there"),
            "unsupported": self.tr("Cannot carry any"),
            "unreadable": self.tr("Cannot be read"),
            "problem": self.tr("Not checked"),
        }
        head = (self.tr("Credentials"), self.tr("What that means"))
        self.table.show()
        self.table.show_rows(head, [(words[item.state], item.sentence) for item in found], frozenset({1}))
        asks = {
            "signed": self.tr(
                "Ask the vendor for the root certificate of its signer, as PEM, by another way than the file."
            ),
            "changed": self.tr("Ask the vendor for the file as it was made, and what was done to it since."),
            "none": self.tr(
                "If the vendor says that its files carry credentials, ask for one straight from the product."
            ),
        }
        wanted = [words for state, words in asks.items() if any(item.state == state for item in found)]
        self.ask.setText(" ".join(wanted))
        self.ask.setVisible(bool(wanted))
        self.register.offer([(item.sentence, item.file, item.sha256) for item in found if item.sha256])
        announce(self, " ".join(item.sentence for item in found[:3]))
