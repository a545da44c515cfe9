"""A letter as plain text, to be pasted into a mail."""

from __future__ import annotations

from collections.abc import Iterator

from reports.letters.letter import Account, Letter, Recorded, Request
from reports.words import date_words

_INDENT = "   "


def letter_as_text(letter: Letter) -> str:
    """The whole letter; blocks are set apart by an empty line, and the text ends with a line end."""
    blocks = [f"To: {letter.to}\nDate: {date_words(letter.date)}\nSubject: {letter.subject}"]
    if letter.before_sending:
        blocks.insert(0, letter.before_sending)
    blocks += letter.opening
    blocks += [_numbered(at, _recorded(item)) for at, item in enumerate(letter.recorded, start=1)]
    if letter.requests_lead and letter.accounts:
        blocks.append(letter.requests_lead)
    blocks += [_numbered(at, _account(item)) for at, item in enumerate(letter.accounts, start=1)]
    if letter.requests:
        blocks.append(letter.requests_lead)
    blocks += [_numbered(at, _request(item)) for at, item in enumerate(letter.requests, start=1)]
    blocks += [*letter.closing, "\n".join(letter.signature)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _recorded(item: Recorded) -> Iterator[str]:
    yield item.question
    if item.words:
        yield f"We wrote down: {item.words}"
    yield from item.facts
    if item.said:
        yield f"Said: {item.said}"
    yield f"Noted as: {item.noted_as}"


def _account(item: Account) -> Iterator[str]:
    yield item.about
    yield f"a) {item.first}"
    yield f"b) {item.second}"


def _request(item: Request) -> Iterator[str]:
    if item.about:
        yield item.about
    yield item.text
    if item.note:
        yield item.note


def _numbered(number: int, lines: Iterator[str]) -> str:
    """Lines under a number, all but the first set in, line ends inside a line included."""
    text = "\n".join(lines)
    head = f"{number}. "
    return head + text.replace("\n", "\n" + _INDENT.ljust(len(head)))
