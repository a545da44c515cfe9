"""Which rare cases the answers cover, and which they stopped covering between two releases."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.samples.errors import SampleError
from core.samples.tail_kit.cases import Case
from core.samples.text_set import TextSet

BEYOND_CHANCE = 0.05
_AROUND_AN_ID = " #*.:–-"


@dataclass(frozen=True, slots=True)
class CaseCoverage:
    """answers: to the case; met: share of them that mention all they should, 0 to 1, None without an answer.

    missing: the first wording of each mention that no answer has.
    """

    case: Case
    answers: int
    met: float | None
    missing: tuple[str, ...]

    @property
    def is_covered(self) -> bool | None:
        """Whether at least half of the answers mention all they should; None without an answer."""
        return None if self.met is None else self.met >= 0.5


@dataclass(frozen=True, slots=True)
class TailCoverage:
    """Coverage case by case. covered: number of cases covered, of ``answered``; interval: 95 %, of the share."""

    cases: tuple[CaseCoverage, ...]

    @property
    def answered(self) -> int:
        """Cases with at least one answer."""
        return sum(case.met is not None for case in self.cases)

    @property
    def covered(self) -> int:
        """Cases of which at least half of the answers mention all they should."""
        return sum(case.is_covered is True for case in self.cases)

    @property
    def interval(self) -> tuple[float, float] | None:
        """95 % interval of the share of cases covered (Wilson); None where no case was answered."""
        if not self.answered:
            return None
        from scipy.stats import binomtest  # slow to load, and this value is read where nothing is tested

        found = binomtest(self.covered, self.answered).proportion_ci(method="wilson")
        return float(found.low), float(found.high)


@dataclass(frozen=True, slots=True)
class TailChange:
    """Two releases on the same cases. lost: covered before and no longer; won: the other way; p_value: two-sided.

    The test asks whether more cases were lost than won than chance would have it (McNemar's test, exact).
    """

    lost: tuple[Case, ...]
    won: tuple[Case, ...]
    both_answered: int
    p_value: float | None
    sentence: str


def tail_coverage(cases: Sequence[Case], answers: TextSet) -> TailCoverage:
    """Coverage of each case by the answers that name its id or prompt, beside the text or as its first line.

    A mention counts where a word of the answer begins with one of its wordings, capitals aside; where an answer repeats
    the prompt, that part says nothing. Raises SampleError where no answer belongs to any case.
    """
    by_case: dict[str, list[str]] = {case.id: [] for case in cases}
    named = {_plain(key): case for case in cases for key in (case.id, case.prompt)}
    for place, text in enumerate(answers.texts):
        keys = (
            answers.prompt_id(place),
            answers.prompts[place] if answers.prompts else None,
            text.strip().partition("\n")[0].strip(_AROUND_AN_ID),
        )
        case = next((named[_plain(key)] for key in keys if key is not None and _plain(key) in named), None)
        if case is not None:
            by_case[case.id].append(_own_words(text, case))
    if not any(by_case.values()):
        raise SampleError(
            "No answer belongs to any case; choose the column with the case's id or prompt, or begin each answer with a"
            " line that holds the id."
        )
    return TailCoverage(tuple(_covered(case, by_case[case.id]) for case in cases))


def tail_change(earlier: TailCoverage, later: TailCoverage) -> TailChange:
    """What changed between two releases on the cases that both answered."""
    before = {case.case.id: case.is_covered for case in earlier.cases}
    pairs = [
        (case.case, before.get(case.case.id), case.is_covered)
        for case in later.cases
        if case.is_covered is not None and before.get(case.case.id) is not None
    ]
    from scipy.stats import binomtest

    lost = tuple(case for case, was, now in pairs if was and not now)
    won = tuple(case for case, was, now in pairs if now and not was)
    changed = len(lost) + len(won)
    p_value = float(binomtest(len(lost), changed).pvalue) if changed else None
    return TailChange(lost, won, len(pairs), p_value, _sentence(len(lost), len(won), len(pairs), p_value))


def _own_words(text: str, case: Case) -> str:
    """The answer without the case's id and prompt before it, as ``_plain`` words."""
    first, _, rest = text.strip().partition("\n")
    answer = rest if _plain(first.strip(_AROUND_AN_ID)) == _plain(case.id) else text
    return _plain(answer).removeprefix(_plain(case.prompt)).strip()


def _covered(case: Case, answers: Sequence[str]) -> CaseCoverage:
    """answers: as ``_plain`` words."""
    full = sum(all(_mentions(answer, group) for group in case.mentions) for answer in answers)
    missing = tuple(group[0] for group in case.mentions if not any(_mentions(answer, group) for answer in answers))
    return CaseCoverage(case, len(answers), full / len(answers) if answers else None, missing)


def _mentions(answer: str, wordings: Sequence[str]) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(_plain(wording))}", answer) for wording in wordings)


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())


def _sentence(lost: int, won: int, pairs: int, p_value: float | None) -> str:
    if not pairs:
        return "No case was answered by both releases, so nothing can be compared."
    found = f"Of {pairs} cases that both releases answered, {lost} were lost and {won} were won"
    if p_value is None:
        return f"{found}."
    verdict = "more than chance" if p_value <= BEYOND_CHANCE else "no difference beyond chance"
    return f"{found} ({verdict}, p = {p_value:.2g})."
