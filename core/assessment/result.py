"""What the assessment of an audit says. Scores and shares are numbers from 0 to 1; people are shown 0 to 100."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from questionnaires.pack import Verdict


@dataclass(frozen=True, slots=True)
class Cap:
    """A rule that limits the verdict whatever the score says.

    limit: the best verdict it allows; None for the one that takes a verdict one step down.
    reason: when it applies; lift: what would lift it; finding: the finding it raises.
    binding: whether it holds the verdict where it is; a cap with room above the verdict does not.
    """

    id: str
    kind: str
    limit: Verdict | None
    reason: str
    lift: str
    finding: str
    binding: bool


@dataclass(frozen=True, slots=True)
class RaisedFinding:
    """A finding, filled in for this audit. questions: the ids of the answers that raised it; empty when a rule did."""

    id: str
    severity: Literal["blocker", "major", "minor", "note"]
    title: str
    plain: str
    action: str
    letter: str | None
    owner: str
    due_days: int
    clauses: tuple[str, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A set of answers that would move the verdict one step: the caps it lifts and the verdict it leads to."""

    caps: tuple[str, ...]
    questions: tuple[str, ...]
    verdict: Verdict
    sentence: str


@dataclass(frozen=True, slots=True)
class SectionScore:
    """Disclosure and practice of one section; practice is None where no answer speaks of it."""

    pack: str
    section: str
    title: str
    disclosure: float
    practice: float | None


@dataclass(frozen=True, slots=True)
class Assessment:
    """Four dials kept apart, the verdict, and why.

    disclosure, disclosure_if_promises_kept, coverage, practice, practice_coverage: 0 to 1; practice is None where no
    answer speaks of it.
    base: the verdict by disclosure alone, before caps.
    transparency_count: indicators met of the 20 of the transparency index, or None where that section was not used.
    """

    disclosure: float
    disclosure_if_promises_kept: float
    disclosure_band: str
    coverage: float
    practice: float | None
    practice_coverage: float
    base: Verdict
    verdict: Verdict
    provisional: bool
    compensated: bool
    caps: tuple[Cap, ...]
    findings: tuple[RaisedFinding, ...]
    what_would_change_it: Change | None
    sections: tuple[SectionScore, ...]
    transparency_count: int | None
    version: str
    rules_version: str
    pack_versions: Mapping[str, str]
