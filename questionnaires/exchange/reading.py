"""Reading whatever a vendor sends back: a workbook or a form, told apart by its content, not by its name."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from questionnaires.exchange.form_reading import read_form
from questionnaires.exchange.reply import Reply
from questionnaires.exchange.workbook_file import read_reply_file
from questionnaires.exchange.workbook_reading import read_workbook

_ZIP = b"PK"


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file that came back. sha256: of the file as it is."""

    reply: Reply
    sha256: str


def read_reply(path: Path) -> ReceivedFile:
    """What the vendor sent. Raises UnusableInputError, one sentence, where it cannot be a reply."""
    content = read_reply_file(path)
    read = read_workbook if content.startswith(_ZIP) else read_form
    return ReceivedFile(read(content, path.name), hashlib.sha256(content).hexdigest())
