"""The terms to ask for in a contract: five first, further ones that the findings call for, and two checks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from core.assessment.evaluate import Evaluation
from questionnaires.library import Library
from reports.text import clean
from reports.words import date_words


@dataclass(frozen=True, slots=True)
class Term:
    """One clause. because_of: titles of the findings that call for it; empty where it is asked for anyway."""

    id: str
    title: str
    text: str
    because_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TermGroup:
    """Clauses that belong together. ask: what they come to in plain words, or what to look for; may be empty."""

    ask: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the list under its heading."""

    title: str
    groups: tuple[TermGroup, ...]


@dataclass(frozen=True, slots=True)
class ClauseList:
    """Everything for the lawyer, for one audit. date: the day the answers speak of."""

    vendor: str
    product: str
    date: dt.date
    lead: str
    chapters: tuple[Chapter, ...]


def clause_list(evaluation: Evaluation, library: Library) -> ClauseList:
    """The clauses of an audit; the same audit gives the same list."""
    document, terms = evaluation.document, library.letters.terms
    day = document.closed or document.opened
    because: dict[str, list[str]] = {}
    for finding in evaluation.assessment.findings:
        for name in finding.clauses:
            because.setdefault(name, []).append(clean(finding.title))

    def term(name: str) -> Term:
        clause = library.clauses[name]
        text = clean(clause.text.replace("{date}", date_words(day)))
        return Term(name, clean(clause.title), text, tuple(because.get(name, ())))

    first = {name for item in terms.ask_first for name in item.clauses}
    elsewhere = {*first, *terms.own, *(check.clause for check in terms.checks)}
    further = [name for name in library.clauses if name in because and name not in elsewhere]
    own = [name for name in terms.own if name in because]
    chapters = (
        Chapter(
            terms.ask_first_lead,
            tuple(TermGroup(item.ask, tuple(map(term, item.clauses))) for item in terms.ask_first),
        ),
        Chapter(terms.further_lead, tuple(TermGroup("", (term(name),)) for name in further)),
        Chapter(terms.checks_lead, tuple(TermGroup(check.check, (term(check.clause),)) for check in terms.checks)),
        Chapter(terms.own_lead, tuple(TermGroup("", (term(name),)) for name in own)),
    )
    return ClauseList(
        vendor=clean(document.vendor),
        product=clean(document.product),
        date=day,
        lead=clean(terms.lead),
        chapters=tuple(chapter for chapter in chapters if chapter.groups),
    )


def clauses_as_text(found: ClauseList) -> str:
    """The list as plain text; it ends with a line end."""
    blocks = [f"Contract terms: {found.vendor}, {found.product}", found.lead]
    for chapter in found.chapters:
        blocks.append(chapter.title.upper())
        for number, group in enumerate(chapter.groups, start=1):
            lines = [group.ask] if group.ask else []
            for term in group.terms:
                lines += [f"{term.title} ({term.id})", term.text]
                if term.because_of:
                    lines.append(f"Because of: {'; '.join(term.because_of)}")
            head = f"{number}. "
            blocks.append(head + "\n".join(lines).replace("\n", "\n" + " " * len(head)))
    return "\n\n".join(blocks) + "\n"
