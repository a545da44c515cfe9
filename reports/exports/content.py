"""What every export says, as plain text that is fit for any program."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from core.assessment.evaluate import Evaluation
from core.risk.parameters import Parameters, load_parameters
from core.samples.result import SampleReading
from core.version import program_version
from questionnaires.answer import Answer
from questionnaires.library import Library
from questionnaires.pack import Pack, Question
from reports.branding import Branding
from reports.editions import for_edition, samples_for
from reports.figures.gauges import in_words
from reports.figures.numbers import points
from reports.material import Material
from reports.pdf.layout import PageNumbers
from reports.record import audit_json, fingerprint, read_back, result_json
from reports.text import clean
from reports.words import (
    EVIDENCE_KINDS,
    SEVERITIES,
    answer_lines,
    audit_status,
    date_words,
    grade_label,
    in_natural_order,
    joined,
    overall_words,
    owner_label,
    reviewer_words,
    status_label,
    verdict_additions,
    verdict_label,
)

Edition: TypeAlias = Literal["client", "vendor"]
"""For whom: the vendor's has nothing of the buyer's own side."""

Cell: TypeAlias = str | int | float
_NAME = 200
_ROOM_TO_SIGN = "\n\n"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: every text in it is cleaned. widths: of the columns, in characters."""

    title: str
    head: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]


def material_of(
    evaluation: Evaluation,
    library: Library,
    edition: Edition,
    samples: SampleReading | None,
    parameters: Parameters | None,
    branding: Branding | None,
) -> Material:
    """What an export prints from, as the reader of that edition may have it."""
    shown, samples = for_edition(evaluation, edition, library), samples_for(samples, edition)
    audit = audit_json(shown.document)
    shown = Evaluation(read_back(audit), shown.risk, shown.assessment)
    digests = fingerprint(audit), fingerprint(result_json(shown, samples, edition))
    used, own = parameters or load_parameters(), branding or Branding()
    return Material(shown, library, samples, used, *digests, PageNumbers(), own)


def sheets(material: Material) -> tuple[Sheet, ...]:
    """Everything, a table each."""
    parts = (summary, answers, findings, evidence, open_points, sign_off)
    return tuple(part(material) for part in parts)


def summary(material: Material) -> Sheet:
    """The verdict, the four dials kept apart, and what identifies the audit."""
    document, found, risk = material.document, material.assessment, material.risk
    reading = material.samples.overall if material.samples is not None else document.analyser.reading
    change = found.what_would_change_it
    facts: list[tuple[str, Cell]] = [
        *([("Made by", material.branding.name)] if material.branding.name else []),
        *([("Confidentiality", material.branding.confidentiality)] if material.branding.confidentiality else []),
        ("Vendor", document.vendor),
        ("Product", document.product),
        *([("Prepared for", document.client)] if document.client else []),
        ("Use", document.context.use),
        ("Stakes", material.library.vocabulary.stakes[document.context.stakes].label),
        ("Verdict", verdict_label(material.library, found.verdict)),
        ("What it means", material.library.rules.verdicts.labels[found.verdict].sentence),
        *[("Note", said) for said in verdict_additions(material.library, found)],
        (f"Disclosure, of {points(1)}", round(100 * found.disclosure, 1)),
        (f"Disclosure if promises are kept, of {points(1)}", round(100 * found.disclosure_if_promises_kept, 1)),
        ("Asked, by weight, %", round(100 * found.coverage, 1)),
        (
            f"Practice, of {points(1)}",
            "no answer speaks of it" if found.practice is None else round(100 * found.practice, 1),
        ),
        ("Rare cases lost early", in_words(risk.rare_case)),
        ("General quality lost", in_words(risk.general)),
        ("Risk", risk.sentence),
        ("Samples", overall_words(reading)),
        ("What would change the verdict", change.sentence if change is not None else "nothing is left to raise it"),
        ("Audited by", f"{document.auditor.name} {document.auditor.role}".strip()),
        ("Opened", date_words(document.opened)),
        ("Closed", date_words(document.closed)),
        ("Status", audit_status(document)),
        ("Audit", document.audit_id),
        ("Program", f"Headwater {program_version()}"),
        ("Question packs", joined(f"{name} {version}" for name, version in sorted(found.pack_versions.items()))),
        ("Rules", found.rules_version),
        ("Seed", str(risk.seed)),
        ("Draws", risk.draws),
        ("Audit data, SHA-256", material.fingerprint),
    ]
    return _sheet("Summary", ("What", "Value"), (38, 90), facts)


def answers(material: Material) -> Sheet:
    """Every answer, with what was said word for word, its grade and its evidence."""
    head = (
        *("No.", "Pack", "Section", "Question", "Status", "Grade", "Grade in words", "Answer", "Further fields"),
        *("Said by", "Date", "Evidence"),
    )
    rows = [
        _answer(material, pack, question, answer)
        for pack in material.packs
        for question in pack.questions
        if (answer := material.answer(question.id)) is not None
    ]
    return _sheet("Answers", head, (10, 16, 24, 50, 18, 7, 20, 60, 40, 20, 18, 18), rows)


def _answer(material: Material, pack: Pack, question: Question, answer: Answer) -> tuple[Cell, ...]:
    sections = {section.id: section.title for section in pack.pack.sections}
    library = material.library
    return (
        question.id,
        pack.pack.title,
        sections.get(question.section, question.section),
        question.ask,
        status_label(library, answer.status),
        answer.grade,
        grade_label(library, answer.grade),
        answer.text,
        "\n".join(answer_lines(question, answer, library)),
        answer.by or "",
        date_words(answer.date),
        ", ".join(answer.evidence),
    )


def findings(material: Material) -> Sheet:
    """Every finding with what to do, who does it and by when."""
    head = ("Id", "Severity", "Finding", "What it means", "What to do", "Who", "By", "Answers")
    lane = material.document.context.lane
    rows = [
        (
            finding.id,
            SEVERITIES[finding.severity],
            finding.title,
            finding.plain,
            finding.action,
            owner_label(finding.owner, lane),
            date_words(material.due(finding)),
            ", ".join(finding.questions),
        )
        for finding in material.findings_in_order
    ]
    return _sheet("Findings", head, (18, 10, 32, 60, 60, 12, 18, 30), rows)


def evidence(material: Material) -> Sheet:
    """Every piece of evidence and the answers that rest on it."""
    head = ("Id", "What it is", "Kind", "Dated", "SHA-256", "Used for", "From", "Received")
    rows = []
    for name, item in sorted(material.document.evidence.items(), key=lambda pair: in_natural_order(pair[0])):
        if item.withdrawn:
            continue
        used = ", ".join(question for question, answer in material.answers if name in answer.evidence)
        kind, file = EVIDENCE_KINDS[item.kind], item.sha256 or "no file attached"
        dates = date_words(item.dated), "" if item.received is None else date_words(item.received)
        rows.append((name, item.title, kind, dates[0], file, used, item.source, dates[1]))
    return _sheet("Evidence", head, (10, 50, 22, 18, 66, 40, 40, 18), rows)


def open_points(material: Material) -> Sheet:
    """Contradictions, the vendor's comment, and what binds the verdict."""
    rows: list[tuple[Cell, ...]] = []
    for item in material.document.contradictions:
        on = "" if item.closed_on is None else date_words(item.closed_on)
        state = " ".join(part for part in (f"{item.state}.", item.why, item.resolution, item.closed_by, on) if part)
        about = joined(filter(None, (item.question, item.other_question)))
        rows.append((f"Contradiction {item.id}", about, item.claim_a, item.claim_b, state))
    rows += [
        (f"Rule {cap.id}", "decides" if cap.binding else "applies", cap.reason, cap.lift, "")
        for cap in material.assessment.caps
    ]
    comment = material.document.signoff.vendor_comment
    signed = material.document.signoff
    on = "" if signed.vendor_comment_on is None else date_words(signed.vendor_comment_on)
    who = " ".join(filter(None, (signed.vendor_comment_by, on)))
    rows.append(("The vendor's comment", "", comment or f"none received by {date_words(material.closed)}", "", who))
    return _sheet("Open points", ("What", "About", "First", "Second", "State"), (26, 14, 60, 60, 40), rows)


def sign_off(material: Material) -> Sheet:
    """Who prepared, reviewed and accepted, with what interest, and room for those who are to sign by hand."""
    signed = material.document.signoff
    rows: list[tuple[Cell, ...]] = [
        ("Prepared by", signed.prepared_by or "not signed", _day(signed.prepared_on), ""),
        ("Reviewed by", reviewer_words(signed, _NAME), _day(signed.reviewed_on), ""),
        ("Interest in the outcome", signed.interest or "not stated", "", ""),
        ("Vendor met", "", _day(signed.met_on), ""),
    ]
    if signed.accepted_by:
        rows.append(("Conditions accepted by", signed.accepted_by, _day(signed.accepted_on), ""))
    rows += [("To be signed by", one.in_words, "", _ROOM_TO_SIGN) for one in material.branding.signatories]
    return _sheet("Sign-off", ("What", "Who", "On", "Signature"), (30, 50, 28, 40), rows)


def _day(day: dt.date | None) -> str:
    return "" if day is None else date_words(day)


def _sheet(title: str, head: tuple[str, ...], widths: tuple[int, ...], rows: Sequence[tuple[Cell, ...]]) -> Sheet:
    cleaned = tuple(tuple(clean(cell) if isinstance(cell, str) else cell for cell in row) for row in rows)
    return Sheet(title, head, widths, cleaned)
