"""``headwater assess``: scores, caps and the verdict of an audit."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.command_line.command import Outcome, Subparsers, add_audit, add_command
from desktop_app.command_line.packs_in_reach import open_with_packs
from reports.figures.numbers import percent

if TYPE_CHECKING:
    from core.assessment.evaluate import Evaluation
    from questionnaires.library import Library


def add(subparsers: Subparsers) -> None:
    """Declare the command."""
    summary = "score an audit and print its verdict, what caps it and what would change it"
    parser = add_command(subparsers, "assess", run, summary=summary, example="headwater assess vendor.yaml --json")
    add_audit(parser)
    parser.add_argument("--seed", type=int, help="seed of the risk simulation instead of the audit's own")


def run(arguments: argparse.Namespace, data_dir: Path) -> Outcome:
    """Evaluate the audit and say what was found."""
    from core.assessment.evaluate import evaluate

    document, library = open_with_packs(arguments.audit, data_dir)
    evaluation = evaluate(document, library, seed=arguments.seed)
    return Outcome(as_json(evaluation), as_text(evaluation, library))


def as_json(evaluation: Evaluation) -> dict[str, Any]:
    """The assessment with the keys that scripts rely on."""
    found = evaluation.assessment
    change, lower, meeting = found.what_would_change_it, found.what_would_lower_it, found.meeting
    return {
        "audit": evaluation.document.audit_id,
        "vendor": evaluation.document.vendor,
        "product": evaluation.document.product,
        "disclosure": found.disclosure,
        "disclosure_if_promises_kept": found.disclosure_if_promises_kept,
        "coverage": found.coverage,
        "practice": found.practice,
        "verdict": found.verdict,
        "provisional": found.provisional,
        "compensated": found.compensated,
        "caps": [cap.id for cap in found.caps],
        "findings": [finding.id for finding in found.findings],
        "what_would_change_it": None
        if change is None
        else {
            "caps": list(change.caps),
            "questions": list(change.questions),
            "verdict": change.verdict,
            "sentence": change.sentence,
            "answers": [
                {"question": one.question, "answer": one.answer, "letter": one.letter} for one in change.answers
            ],
        },
        "what_would_lower_it": None
        if lower is None
        else {"question": lower.question, "verdict": lower.verdict, "sentence": lower.sentence},
        "meeting": None
        if meeting is None
        else {
            "answered": list(meeting.answered),
            "promised": list(meeting.promised),
            "dodged": list(meeting.dodged),
            "not_known": list(meeting.not_known),
            "not_asked": list(meeting.not_asked),
            "sentence": meeting.sentence,
        },
        "advice": [{"id": advice.id, "kind": advice.kind, "text": advice.text} for advice in found.advice],
        "transparency_count": found.transparency_count,
        "seed": evaluation.risk.seed,
        "version": found.version,
    }


def verdict_words(evaluation: Evaluation, library: Library) -> str:
    """The verdict as a person reads it, with its labels."""
    found = evaluation.assessment
    label = library.rules.verdicts.labels[found.verdict].label
    extra = [word for word, said in (("compensated", found.compensated), ("provisional", found.provisional)) if said]
    return f"{label} ({', '.join(extra)})" if extra else label


def as_text(evaluation: Evaluation, library: Library) -> str:
    """The assessment for a person at a terminal."""
    document, found, risk = evaluation.document, evaluation.assessment, evaluation.risk
    practice = "no answer speaks of it"
    if found.practice is not None:
        practice = f"{100 * found.practice:.0f} of 100, on {percent(found.practice_coverage)} of its weight"
    kept = f"{100 * found.disclosure_if_promises_kept:.0f} if promises are kept"
    rare = risk.rare_case
    lines = [
        f"{document.vendor}: {document.product}",
        *([f"Meeting     {found.meeting.sentence}"] if found.meeting is not None else []),
        f"{'Reading' if found.meeting is not None else 'Verdict'}     {verdict_words(evaluation, library)}",
        f"            {library.rules.verdicts.labels[found.verdict].sentence}",
        f"Disclosure  {100 * found.disclosure:.0f} of 100 ({found.disclosure_band}), {kept};"
        f" {percent(found.coverage)} asked",
        f"Practice    {practice}",
        f"Risk        {'' if risk.quantified else 'unquantified: '}average {percent(rare.probability)}"
        f" ({percent(rare.interval[0])} to {percent(rare.interval[1])}), adverse case {percent(rare.adverse)}",
        f"Samples     {document.analyser.reading.replace('_', ' ')}",
    ]
    if found.caps:
        lines += ["", "What caps the verdict"]
        labels = library.rules.verdicts.labels
        lines += [
            f"  {'one step down' if cap.limit is None else labels[cap.limit].label:<15} {cap.reason} (lifted by:"
            f" {cap.lift})"
            for cap in found.caps
        ]
    if found.what_would_change_it is not None:
        lines += ["", found.what_would_change_it.sentence]
        lines += [f"  {one.question or 'To do'}: {one.answer}" for one in found.what_would_change_it.answers]
    if found.what_would_lower_it is not None:
        lines += ["", found.what_would_lower_it.sentence]
    if found.advice:
        lines += ["", "How to use it", *[f"  {advice.text}" for advice in found.advice]]
    return "\n".join(lines)
