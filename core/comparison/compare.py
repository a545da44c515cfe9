"""Several audits side by side, by concept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from core.assessment.evaluate import Evaluation
from core.assessment.scores import questions_that_count
from core.audit.document import AuditDocument
from core.comparison.dials import dials_of
from core.comparison.result import Comparison, ConceptRow, Said, Side
from core.version import program_version
from questionnaires.errors import UnusableInputError
from questionnaires.evidence import effective_grade
from questionnaires.library import Library
from questionnaires.pack import Pack
from questionnaires.routing import is_shown, is_superseded

NamedBy = Literal["vendor", "product", "day", "audit_id"]
FEWEST, MOST = 2, 20
"""How many audits one comparison takes."""


def compare(
    evaluations: Sequence[Evaluation], library: Library, named_by: Sequence[NamedBy] = ("vendor", "product", "day")
) -> Comparison:
    """Put evaluated audits side by side, in the order given. Nothing is simulated.

    named_by: what a side is called by; each further part, and last the audit's id, only where two are called alike.
    Raises UnusableInputError for fewer than 2 or more than 20 audits, the same audit twice, or an unknown pack.
    """
    documents = [evaluation.document for evaluation in evaluations]
    if not FEWEST <= len(documents) <= MOST:
        raise UnusableInputError("The comparison", "", f"it takes {FEWEST} to {MOST} audits, not {len(documents)}")
    for place, document in enumerate(documents):
        if any(document.audit_id == other.audit_id for other in documents[:place]):
            raise UnusableInputError(document.audit_id, "", "it is named twice; name each audit once")
    sides = tuple(
        _side(one, label, library) for one, label in zip(evaluations, _labels(documents, named_by), strict=True)
    )
    rows = tuple(_rows([dict(_said(document, library)) for document in documents]))
    return Comparison(sides, dials_of(sides), rows, tuple(_notes(sides, rows)), program_version())


def _labels(documents: Sequence[AuditDocument], named_by: Sequence[NamedBy]) -> list[str]:
    first, *further = named_by
    labels = [_part(document, first) for document in documents]
    last: NamedBy = "audit_id"
    for part in (*further, last):
        repeated = {label for label in labels if labels.count(label) > 1}
        labels = [
            f"{label}, {_part(document, part)}" if label in repeated else label
            for label, document in zip(labels, documents, strict=True)
        ]
    return labels


def _part(document: AuditDocument, part: NamedBy) -> str:
    if part == "day":
        return (document.closed or document.opened).isoformat()
    return str(getattr(document, part))


def _side(evaluation: Evaluation, label: str, library: Library) -> Side:
    document, found, risk = evaluation.document, evaluation.assessment, evaluation.risk
    versions = {**found.pack_versions, **document.pack_versions}
    packs = library.packs_of(document.packs, document.audit_id)
    counted = {item.pack.id for item in questions_that_count(packs, document.answers, document.context.lane)}
    return Side(
        label=label,
        audit_id=document.audit_id,
        vendor=document.vendor,
        product=document.product,
        opened=document.opened,
        closed=document.closed,
        stakes=document.context.stakes,
        lane=document.context.lane,
        packs=tuple(sorted(versions.items())),
        counted=tuple(sorted((pack, version) for pack, version in versions.items() if pack in counted)),
        disclosure=found.disclosure,
        disclosure_if_promises_kept=found.disclosure_if_promises_kept,
        coverage=found.coverage,
        practice=found.practice,
        practice_coverage=found.practice_coverage,
        rare_case=risk.rare_case,
        general=risk.general,
        quantified=risk.quantified,
        samples=document.analyser.reading,
        sample_texts=document.analyser.n,
        verdict=found.verdict,
        provisional=found.provisional,
        compensated=found.compensated,
        seed=risk.seed,
        rules_version=found.rules_version,
        parameters_version=risk.parameters_version,
        custom_parameters=risk.custom_parameters,
        version=found.version,
    )


def _said(document: AuditDocument, library: Library) -> Iterator[tuple[str, Said]]:
    """What the audit holds by concept, in the order asked; an answer that counts comes before one that does not."""
    packs = library.packs_of(document.packs, document.audit_id)
    answers = document.answers
    chosen: dict[str, Said] = {}
    for pack in packs:
        for question in pack.questions:
            if not is_shown(question, answers, document.context.lane):
                continue
            answer = answers.get(question.id)
            grade = 0 if answer is None or answer.status == "not_asked" else effective_grade(answer)
            said = Said(question, pack.id, _version(document, pack), answer, grade)
            earlier = chosen.get(question.concept)
            counts = answer is not None and not is_superseded(question, answers, packs)
            if earlier is None or (counts and _gives_way(earlier, document, packs)):
                chosen[question.concept] = said
    yield from chosen.items()


def _gives_way(said: Said, document: AuditDocument, packs: Sequence[Pack]) -> bool:
    return said.answer is None or is_superseded(said.question, document.answers, packs)


def _version(document: AuditDocument, pack: Pack) -> str:
    return document.pack_versions.get(pack.id, pack.pack.version)


def _rows(by_side: Sequence[dict[str, Said]]) -> Iterator[ConceptRow]:
    for concept in dict.fromkeys(concept for said in by_side for concept in said):
        cells = tuple(said.get(concept) for said in by_side)
        first = next(cell for cell in cells if cell is not None)
        must = any(cell is not None and cell.question.gate for cell in cells)
        yield ConceptRow(concept, first.question.short, must, cells, why_marked(cells))


def why_marked(cells: Iterable[Said | None]) -> str:
    """Why the cells of a row must not be set against each other; empty where they may."""
    asked = [cell for cell in cells if cell is not None]
    if len({cell.pack for cell in asked}) > 1:
        return "asked in different words by different packs"
    if len({major(cell.pack_version) for cell in asked}) > 1:
        return "asked by different versions of the pack"
    return ""


def major(version: str) -> str:
    """The part of a version that changes when the meaning of something does."""
    return version.partition(".")[0]


def _notes(sides: Sequence[Side], rows: Sequence[ConceptRow]) -> Iterator[str]:
    if len({side.stakes for side in sides}) > 1:
        yield "The audits were made for different stakes, so the same answers can lead to different verdicts."
    if len({side.lane for side in sides}) > 1:
        yield "The vendors stand in different roles (own model, another firm's, yours), which changes what is asked."
    marked = sum(bool(row.marked) for row in rows)
    if marked:
        yield f"{marked} of {len(rows)} rows are marked: the questions differ, so their answers are not compared."
    if any(side.provisional for side in sides):
        yield "A provisional verdict can still move either way."
    if any(side.samples != "not_run" for side in sides):
        yield "Each reading of samples was made against its own baseline; readings are shown, never compared."
    yield "Ranges show what is still open, not how far apart two careful people would grade the same answer."
