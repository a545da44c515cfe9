"""A letter as a value. Every text in it is fit to print; nothing in it is markup."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from questionnaires.letters import LetterKind


@dataclass(frozen=True, slots=True)
class Recorded:
    """One answer as it was written down. words: as recorded; facts: choices and figures; noted_as: what came back."""

    question: str
    words: str
    facts: tuple[str, ...]
    said: str
    noted_as: str


@dataclass(frozen=True, slots=True)
class Account:
    """Two statements about one point, as recorded, neither preferred."""

    about: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Request:
    """Something the vendor is asked for. note: what was promised, or by when it is wanted; may be empty."""

    about: str
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter, ready to be rendered.

    before_sending: a line for the sender, to be deleted; empty for most letters.
    """

    kind: LetterKind
    to: str
    date: dt.date
    subject: str
    before_sending: str
    opening: tuple[str, ...]
    recorded: tuple[Recorded, ...]
    accounts: tuple[Account, ...]
    requests_lead: str
    requests: tuple[Request, ...]
    closing: tuple[str, ...]
    signature: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoLetter:
    """Why a letter is not written, in one sentence. due: the day on which it may be, where that is known."""

    kind: LetterKind
    sentence: str
    due: dt.date | None = None
