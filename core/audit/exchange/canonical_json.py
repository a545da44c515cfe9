"""JSON that is the same for the same data, and a reader that takes nothing else."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from core.audit.exchange.container import ASK_AGAIN
from questionnaires.errors import UnusableInputError

MAX_BYTES = 20_000_000
MAX_DEPTH = 32
_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')
_BRACKET = re.compile(r"[\[\]{}]")


def write_json(data: Any) -> bytes:
    """Plain data as JSON: keys sorted, no spaces, UTF-8. Raises ValueError for NaN, infinity and broken text."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def read_json(content: bytes, source: str, place: str) -> Any:
    """The plain data in a part. Raises UnusableInputError for anything that ``write_json`` would not have written."""
    if len(content) > MAX_BYTES:
        raise UnusableInputError(source, place, f"it has more than the {MAX_BYTES // 1_000_000} MB allowed")
    try:
        text = content.decode()
    except UnicodeDecodeError:
        raise UnusableInputError(source, place, f"it is not text in UTF-8; {ASK_AGAIN}") from None
    if _depth(text) > MAX_DEPTH:
        raise UnusableInputError(source, place, f"it is nested more than {MAX_DEPTH} levels deep")
    try:
        data = json.loads(text, parse_constant=_refuse_constant)
        same = write_json(data) == content
    except _NoNumberError as error:
        raise UnusableInputError(source, place, f"it holds {error}, which is not a number") from None
    except ValueError:
        raise UnusableInputError(source, place, f"it is not valid JSON; {ASK_AGAIN}") from None
    if not same:
        raise UnusableInputError(source, place, f"it was edited with another program; {ASK_AGAIN}")
    return data


class _NoNumberError(Exception):
    """NaN or an infinity, which Python's reader takes for numbers."""


def _refuse_constant(word: str) -> NoReturn:
    raise _NoNumberError(word)


def _depth(text: str) -> int:
    deepest = depth = 0
    for bracket in _BRACKET.finditer(_TEXT.sub("", text)):
        depth += 1 if bracket[0] in "[{" else -1
        deepest = max(deepest, depth)
    return deepest
