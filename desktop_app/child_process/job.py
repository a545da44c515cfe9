"""What a job is: a question and an answer as plain values, and where the function between them lives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import TypeAdapter

Request = TypeVar("Request")
Result = TypeVar("Result")

Tell = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is; 0 of 0 where nobody can tell."""


@dataclass(frozen=True, slots=True)
class Job(Generic[Request, Result]):
    """request, result: their types, checked on both sides of the pipe. name: of the file in this folder, whose
    ``work(request, tell)`` does the job and may raise ValueError, one sentence.
    """

    name: str
    request: TypeAdapter[Request]
    result: TypeAdapter[Result]
