"""A comparison in words, once for the window, the workbook, the report and the command line."""

from __future__ import annotations

from dataclasses import dataclass

from core.comparison.result import Said, Side
from questionnaires.library import Library
from reports.figures.gauges import in_words
from reports.figures.numbers import percent, points
from reports.words import READINGS, answer_lines, count_words, date_words, status_label, verdict_label

NOT_PART = "Not part of this audit"
NOT_CONFIRMED = "Carried from the last audit, not confirmed yet"


@dataclass(frozen=True, slots=True)
class CellWords:
    """What one audit says about a concept. given: choices, figures and dates in words; quote: the words."""

    status: str
    grade: int | None
    given: str
    quote: str

    @property
    def graded(self) -> str:
        """What kind of answer came back and how it is backed."""
        return self.status if self.grade is None else f"{self.status}, grade {self.grade}"


def cell_words(said: Said | None, library: Library) -> CellWords:
    """What one audit says about a concept, in words."""
    if said is None:
        return CellWords(NOT_PART, None, "", "")
    answer = said.answer
    if answer is None:
        return CellWords(status_label(library, "not_asked"), None, "", "")
    given = "; ".join(answer_lines(said.question, answer, library))
    if said.carried:
        return CellWords(NOT_CONFIRMED, None, given, answer.text)
    grade = None if answer.status == "not_asked" else said.grade
    return CellWords(status_label(library, answer.status), grade, given, answer.text)


def quoted(text: str) -> str:
    """Somebody's words in quotation marks; words that were written down with marks of their own keep those."""
    return text if text[:1] in ("'", '"', "“", "‘") else f"“{text}”"


def verdict_words(side: Side, library: Library) -> str:
    """The verdict with what qualifies it."""
    extra = [word for word, holds in (("provisional", side.provisional), ("compensated", side.compensated)) if holds]
    label = verdict_label(library, side.verdict)
    return f"{label} ({', '.join(extra)})" if extra else label


def side_facts(side: Side, library: Library) -> list[tuple[str, str]]:
    """The dials of one audit and its verdict, each by name; the same names in the same order for every audit."""
    practice = "no answer speaks of it"
    if side.practice is not None:
        practice = f"{points(side.practice)} of {points(1)}, on {percent(side.practice_coverage)} of its weight"
    kept = points(side.disclosure_if_promises_kept)
    texts = f", {count_words(side.sample_texts, 'text')}" if side.sample_texts else ""
    return [
        ("Product", side.product),
        ("Day", date_words(side.day)),
        ("Verdict", verdict_words(side, library)),
        ("Disclosure", f"{points(side.disclosure)} of {points(1)}; {kept} if promises are kept"),
        ("Asked, by weight", percent(side.coverage)),
        ("Practice", practice),
        ("Rare cases lost early", in_words(side.rare_case)),
        ("General quality lost", in_words(side.general)),
        ("Samples", READINGS[side.samples] + texts),
        ("Stakes", library.vocabulary.stakes[side.stakes].label),
        ("Role", library.vocabulary.lanes[side.lane].label),
        ("Question packs", ", ".join(f"{pack} {version}" for pack, version in side.packs)),
        ("Audit", side.audit_id),
    ]
