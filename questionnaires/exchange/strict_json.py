"""Reading JSON that may come from anybody: bounded in size and depth, every key once, no number that is none."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from questionnaires.errors import UnusableInputError

MAX_CHARACTERS = 8_000_000


class _RefusedError(Exception):
    """What the reader of the standard library would let pass, as a clause."""


def read_json(text: str, source: str, place: str) -> Any:
    """The plain data in a text. Raises UnusableInputError naming the source, the place and the cause."""
    if len(text) > MAX_CHARACTERS:
        raise UnusableInputError(source, place, f"it has more than the {MAX_CHARACTERS:,} characters allowed")
    try:
        return json.loads(text, object_pairs_hook=_with_unique_keys, parse_constant=_refuse_constant)
    except _RefusedError as refused:
        raise UnusableInputError(source, place, str(refused)) from None
    except RecursionError:
        raise UnusableInputError(source, place, "it is nested too deeply") from None
    except ValueError:
        raise UnusableInputError(source, place, "it is damaged; ask for the file to be saved and sent again") from None


def _with_unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = {name: _whole(value) if isinstance(value, str) else value for name, value in pairs}
    if len(found) < len(pairs):
        raise _RefusedError("the same name stands in it twice")
    return found


def _whole(text: str) -> str:
    """The text with half characters, as a cut through a pair leaves them, as the sign for an unknown one."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _refuse_constant(word: str) -> NoReturn:
    raise _RefusedError(f"it holds {word}, which is not a number")
