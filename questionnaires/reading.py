"""From plain data to a model of ours, with one sentence when it does not fit."""

from __future__ import annotations

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
}

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
        problems = error.errors(include_url=False)
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        first = problems[0]
        raise UnusableInputError(source, place_in(data, first["loc"]), cause_of(first) + more) from None


def place_in(data: Any, location: tuple[int | str, ...]) -> str:
    """Where in the data something is, with list positions replaced by the id of what stands there."""
    words: list[str] = []
    here = data
    for step in location:
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            here = None
        if isinstance(step, int):
            name = here.get("id") if isinstance(here, dict) else None
            words.append(str(name) if name else f"number {step + 1}")
        elif not step.isidentifier() or not _is_type_name(step):
            words.append(step)
    return " ".join(words)


def _is_type_name(step: str) -> bool:
    """Whether a step names a member of a union, which says nothing to a person."""
    return step in {"float", "date", "Range", "dict", "constrained-str"}


def cause_of(problem: ErrorDetails) -> str:
    """One clause for a validation problem, without a full stop."""
    kind = problem["type"]
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
