"""What the owner's page says, chosen by rule: three reasons, the first actions, and what would change the verdict."""

from __future__ import annotations

from dataclasses import dataclass

from core.assessment.result import RaisedFinding
from questionnaires.answer import Answer
from reports.material import Material
from reports.words import OWNERS, capital, date_words, grade_label, joined, owner_label

REASONS = 3
_WELL_BACKED = 3


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the verdict is what it is; rests_on: the question and evidence behind it."""

    title: str
    plain: str
    rests_on: str


@dataclass(frozen=True, slots=True)
class Action:
    """What to do, who does it, and by when."""

    what: str
    who: str
    by: str


def reasons(material: Material) -> list[Reason]:
    """Three reasons: the findings that bind the verdict first, then the best-backed answers that must be given."""
    caps = material.assessment.caps
    binding = [cap.finding for cap in caps if cap.binding]
    order = {finding: place for place, finding in enumerate(dict.fromkeys(binding))}
    found = sorted(material.findings_in_order, key=lambda finding: order.get(finding.id, len(order)))
    worrying = [finding for finding in found if finding.severity in ("blocker", "major") or finding.id in order]
    chosen = [_from_finding(material, finding) for finding in worrying[:REASONS]]
    return chosen + _strengths(material)[: REASONS - len(chosen)]


def _from_finding(material: Material, finding: RaisedFinding) -> Reason:
    if not finding.questions:
        return Reason(finding.title, finding.plain, _rule(material, finding))
    question = finding.questions[0]
    more = len(finding.questions) - 1
    others = f" and {more} more" if more else ""
    backing = _backing(material, material.answer(question))
    return Reason(finding.title, finding.plain, f"{question} {material.short(question)}{others}; {backing}")


def _rule(material: Material, finding: RaisedFinding) -> str:
    rules = [f"{cap.reason} (rule {cap.id})" for cap in material.assessment.caps if cap.finding == finding.id]
    return capital(joined(rules)) or f"Rule {finding.id}"


def _strengths(material: Material) -> list[Reason]:
    answered = [
        (question, answer)
        for pack in material.packs
        for question in pack.questions
        if (answer := material.answer(question.id)) and answer.status == "specific" and answer.grade >= _WELL_BACKED
    ]
    answered.sort(key=lambda pair: (not pair[0].gate, -pair[1].grade, -pair[0].weight))
    return [
        Reason(f"{question.short}: answered and backed", answer.text, f"{question.id}; {_backing(material, answer)}")
        for question, answer in answered
    ]


def _backing(material: Material, answer: Answer | None) -> str:
    if answer is None:
        return "not answered"
    evidence = f", evidence {joined(answer.evidence)}" if answer.evidence else ", no evidence"
    return f"grade {answer.grade}, {grade_label(material.library, answer.grade).lower()}{evidence}"


def actions(material: Material) -> list[Action]:
    """What to do, in order: the conditions of a compensated verdict, then the action of each finding, gravest first."""
    conditions = material.library.rules.compensated_route.conditions if material.assessment.compensated else ()
    first = [Action(condition, OWNERS["buyer"], "from now on") for condition in conditions]
    lane = material.document.context.lane
    from_findings = [
        Action(
            finding.action,
            owner_label(finding.owner, lane),
            date_words(material.due(finding)),
        )
        for finding in material.findings_in_order
        if finding.severity in ("blocker", "major")
    ]
    return [*first, *from_findings]


def what_would_change_it(material: Material) -> str:
    """The smallest step that moves the verdict, with the questions it needs."""
    change = material.assessment.what_would_change_it
    if change is None:
        return "Nothing is left that would raise it; a worse reading, a change of model or an expired answer lowers it."
    questions = f" Ask {joined(change.questions)}." if change.questions else ""
    return change.sentence + questions
