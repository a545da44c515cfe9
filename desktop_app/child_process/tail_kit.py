"""Rare cases: which ones the answers of one or two releases cover."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from core.samples.tail_kit.coverage import TailChange, TailCoverage
from desktop_app.child_process.given import Given
from desktop_app.child_process.job import Job, Tell


@dataclass(frozen=True, slots=True)
class TailRequest:
    """cases: the adapted list. answers: None to read the list alone."""

    cases: Path
    answers: Given | None = None
    earlier: Given | None = None


@dataclass(frozen=True, slots=True)
class TailFound:
    """cases: how many the list has; prompts: alone, to give to a vendor. earlier, change: of the other release."""

    cases: int
    prompts: str
    coverage: TailCoverage | None = None
    earlier: TailCoverage | None = None
    change: TailChange | None = None


JOB = Job("tail_kit", TypeAdapter(TailRequest), TypeAdapter(TailFound))


def work(request: TailRequest, tell: Tell) -> TailFound:
    """Read the list and, where there are any, the answers. Raises SampleError."""
    from core.samples.tail_kit.cases import as_prompts, read_cases
    from core.samples.tail_kit.coverage import tail_change, tail_coverage

    tell("read", 0, 0)
    cases = read_cases(request.cases)
    prompts = as_prompts(cases)
    if request.answers is None:
        return TailFound(len(cases), prompts)
    coverage = tail_coverage(cases, request.answers.read())
    if request.earlier is None:
        return TailFound(len(cases), prompts, coverage)
    earlier = tail_coverage(cases, request.earlier.read())
    return TailFound(len(cases), prompts, coverage, earlier, tail_change(earlier, coverage))
