"""The sources behind the questions that were asked."""

from __future__ import annotations

import re

from reportlab.platypus import Flowable

from questionnaires.facts import load_facts
from reports.material import Material
from reports.pdf.blocks import gap, heading
from reports.pdf.paragraph import P, fill, show
from reports.pdf.styles import BODY, CELL, CELL_BOLD, CELL_SMALL, LEAD, TEXT_WIDTH
from reports.pdf.table import Cell, data_table, with_heading
from reports.words import unbroken

_PREPRINT = re.compile(r"arXiv[: ]([0-9]{4}\.[0-9]{4,5})")


def sources(material: Material) -> list[Flowable]:
    """A table of every source that a question of the audit's packs names."""
    known = material.library.sources
    used = {
        source
        for pack in material.packs
        for question in pack.questions
        if question.id in material.document.answers
        for source in question.sources
    }
    story: list[Flowable] = [*heading("Sources", "sources", 1)]
    if not used:
        return [*story, P(fill("No question was asked, so none is needed."), LEAD), *_quoted_wrongly(material)]
    story.append(P(fill("What the questions rest on, and how we know it."), LEAD))
    rows: list[list[Cell]] = [
        [
            P(show(name), CELL_BOLD),
            [P(show(source.what), CELL), *[P(show(address), CELL_SMALL) for address in _addresses(source.what)]],
            P(show(source.basis), CELL_SMALL),
        ]
        for name, source in known.items()
        if name in used
    ]
    table = data_table(("Source", "What it says", "How we know"), rows, (78, TEXT_WIDTH - 142, 64))
    return [*story, table, gap(6), *_quoted_wrongly(material)]


def _addresses(what: str) -> list[str]:
    """Where the preprints that a source names can be read."""
    return [f"https://arxiv.org/abs/{number}" for number in _PREPRINT.findall(what)]


def _quoted_wrongly(material: Material) -> list[Flowable]:
    """Figures that a board may have heard, and what the simulation uses in their place."""
    named = {assumption.parameter for assumption in material.risk.assumptions}
    rows: list[list[Cell]] = [
        [
            [P(show(fact.claim), CELL_BOLD), P(show(fact.source), CELL_SMALL)],
            P(show(unbroken(fact.says)), CELL),
            P(show(unbroken(fact.instead)), CELL),
        ]
        for fact in load_facts().values()
        if named.intersection(fact.used_by)
    ]
    if not rows:
        return []
    title = [
        *heading("Figures that are often quoted wrongly", "quoted-wrongly"),
        P(fill("What you may hear, what the source says, and what this report rests on instead."), BODY),
    ]
    third = TEXT_WIDTH / 3
    return with_heading(title, data_table(("As quoted", "What the source says", "Used here"), rows, (third,) * 3))
