"""From plain data to a model of ours, with one sentence when it does not fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from questionnaires.answer import Frozen
from questionnaires.errors import UnusableInputError
from questionnaires.safe_yaml import read_yaml

Model = TypeVar("Model", bound=Frozen)

_PLAIN_CAUSES = {
    "missing": "it is missing",
    "extra_forbidden": "this key is not known here",
    "finite_number": "it must be a finite number",
    "dict_type": "it must hold keys and values",
    "model_type": "it must hold keys and values",
    "tuple_type": "it must be a list",
    "string_type": "it must be text",
    "date_from_datetime_parsing": "it is not a date such as 2026-11-20",
    "date_parsing": "it is not a date such as 2026-11-20",
    "date_type": "it is not a date such as 2026-11-20",
}

_KIND_ENDINGS = ("_type", "_parsing", "_from_date_parsing", "_inexact")
"""How pydantic's names for "this is not of that kind" end."""
_LIMITS = {
    "string_too_long": ("the text has more than {limit} characters", "max_length"),
    "string_too_short": ("the text is empty", "min_length"),
    "greater_than_equal": ("{value} is less than {limit}", "ge"),
    "less_than_equal": ("{value} is more than {limit}", "le"),
    "less_than": ("{value} is not below {limit}", "lt"),
}


def read_model(path: Path, model: type[Model]) -> Model:
    """Read a YAML file into a model. Raises UnusableInputError naming the file, the place and the cause."""
    return validate(read_yaml(path), model, path.name)


def validate(data: Any, model: type[Model], source: str) -> Model:
    """Fit plain data into a model. Raises UnusableInputError naming the source, the place and the cause."""
    if not isinstance(data, dict):
        raise UnusableInputError(source, "", "it does not hold keys and values at the top level")
    try:
        return model.model_validate(data)
    except ValidationError as error:
        by_place: dict[str, list[ErrorDetails]] = {}
        for problem in error.errors(include_url=False):
            by_place.setdefault(place_in(data, problem), []).append(problem)
        places = [place for place in by_place if not _only_leads_to_another(place, by_place)]
        place, problems = places[0], by_place[places[0]]
        more = {1: "", 2: " (and 1 more place)"}.get(len(places), f" (and {len(places) - 1} more places)")
        raise UnusableInputError(source, place, cause_of(problems) + more) from None


def place_in(data: Any, problem: ErrorDetails) -> str:
    """Where in the data a problem is, with list positions replaced by the id of what stands there.

    A step that is not in the data names a kind of value that was tried there, which says nothing to a person.
    """
    words: list[str] = []
    here = data
    for step in problem["loc"]:
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            continue
        name = here.get("id") if isinstance(step, int) and isinstance(here, dict) else None
        words.append(str(name) if name else f"number {step + 1}" if isinstance(step, int) else step)
    if problem["type"] == "missing":
        words.append(str(problem["loc"][-1]))
    return " ".join(words)


def _only_leads_to_another(place: str, by_place: Mapping[str, Sequence[ErrorDetails]]) -> bool:
    """Whether all that is wrong at a place is what is wrong further inside it."""
    inside = any(other.startswith(place + " ") for other in by_place)
    return inside and all(problem["type"].endswith(_KIND_ENDINGS) for problem in by_place[place])


def cause_of(problems: Sequence[ErrorDetails]) -> str:
    """One clause for the problems of one place, without a full stop.

    A place that may hold one of several kinds of value has a problem for each kind; what says more than "not this kind"
    comes first.
    """
    telling = [problem for problem in problems if not problem["type"].endswith(_KIND_ENDINGS)]
    if not telling and len(problems) > 1:
        return f"{_short(problems[0]['input'])} is not a value that fits here"
    return _cause_of_one((telling or list(problems))[0])


def _cause_of_one(problem: ErrorDetails) -> str:
    kind = problem["type"]
    if kind.startswith("date_") and isinstance(problem["input"], str) and problem["loc"][-1] == "day":
        return "it is neither a number nor a date such as 2026-11-20"
    if kind in _PLAIN_CAUSES:
        return _PLAIN_CAUSES[kind]
    if kind in _LIMITS:
        words, key = _LIMITS[kind]
        return words.format(value=_short(problem["input"]), limit=problem["ctx"][key])
    if kind == "literal_error":
        return f"{_short(problem['input'])} is not one of {problem['ctx']['expected']}"
    message = problem["msg"].removeprefix("Value error, ")
    return message[:1].lower() + message[1:]


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
