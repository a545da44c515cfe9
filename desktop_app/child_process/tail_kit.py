"""Rare cases: which ones the answers of one or two releases cover."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from desktop_app.child_process.given import Given
from desktop_app.child_process.job import Job, Tell


@dataclass(frozen=True, slots=True)
class TailRequest:
    """cases: the adapted list. answers: None to read the list alone."""

    cases: Path
    answers: Given | None = None
    earlier: Given | None = None


@dataclass(frozen=True, slots=True)
class CaseFound:
    """covered: None where the case was not answered; before: of the earlier release. missing: what no answer says."""

    id: str
    prompt: str
    answers: int
    covered: bool | None
    missing: tuple[str, ...]
    before: bool | None = None


@dataclass(frozen=True, slots=True)
class TailFound:
    """prompts: the list's prompts alone, to give to a vendor. covered of answered; interval: 95 %, of the share."""

    cases: tuple[CaseFound, ...]
    prompts: str
    covered: int = 0
    answered: int = 0
    interval: tuple[float, float] | None = None
    change: str = ""


JOB = Job("tail_kit", TypeAdapter(TailRequest), TypeAdapter(TailFound))


def work(request: TailRequest, tell: Tell) -> TailFound:
    """Read the list and, where there are any, the answers. Raises SampleError."""
    from core.samples.tail_kit.cases import as_prompts, read_cases
    from core.samples.tail_kit.coverage import tail_change, tail_coverage

    tell("read", 0, 0)
    cases = read_cases(request.cases)
    prompts = as_prompts(cases)
    if request.answers is None:
        return TailFound(tuple(CaseFound(case.id, case.prompt, 0, None, ()) for case in cases), prompts)
    found = tail_coverage(cases, request.answers.read())
    earlier = tail_coverage(cases, request.earlier.read()) if request.earlier is not None else None
    before = {item.case.id: item.is_covered for item in earlier.cases} if earlier is not None else {}
    rows = tuple(
        CaseFound(item.case.id, item.case.prompt, item.answers, item.is_covered, item.missing, before.get(item.case.id))
        for item in found.cases
    )
    change = tail_change(earlier, found).sentence if earlier is not None else ""
    return TailFound(rows, prompts, found.covered, found.answered, found.interval, change)
