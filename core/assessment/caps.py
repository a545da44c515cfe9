"""When each cap applies. What it allows, why and what lifts it stand in ``scoring.yaml``; here is only the condition.

A condition answers with the questions that would have to be answered otherwise, or None when the cap does not apply.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from core.assessment.situation import Situation
from questionnaires.pack import Verdict
from questionnaires.rules import CapRule

Culprits = tuple[str, ...] | None
LEGAL_FINDINGS = ("F-NO-SUMMARY", "F-NO-MARKING", "F-RIGHTS")
WEAK_CHECKS = frozenset({"same_model", "heuristics", "filters", "approved"})
LOOPS = frozenset({"unlabelled", "labelled", "some"})


@dataclass(frozen=True, slots=True)
class AppliedCap:
    """A cap that applies: its rule, the best verdict it leaves (None: one step down), the questions behind it."""

    rule: CapRule
    limit: Verdict | None
    questions: tuple[str, ...]


def applied_caps(situation: Situation) -> tuple[AppliedCap, ...]:
    """Every cap that applies at the audit's stakes, in the order of the rules file."""
    return tuple(_applied(situation))


def _applied(situation: Situation) -> Iterator[AppliedCap]:
    stakes = situation.document.context.stakes
    for rule in situation.library.rules.never_averaged:
        culprits = _CONDITIONS[rule.id](situation)
        if culprits is None:
            continue
        if rule.cap == "one_step_down":
            yield AppliedCap(rule, None, culprits)
        elif stakes in rule.cap:
            yield AppliedCap(rule, _softened(situation, rule, rule.cap[stakes]), culprits)


def _softened(situation: Situation, rule: CapRule, limit: Verdict) -> Verdict:
    """A promise that is in time costs a yellow flag at most."""
    silent = _SILENCES.get(rule.id)
    if silent is None or not silent(situation):
        return limit
    order = situation.library.rules.verdicts.order
    return max(limit, situation.library.rules.silence_rule.pending_cap_floor, key=order.index)


def _when(applies: bool, questions: tuple[str, ...] = ()) -> Culprits:
    return questions if applies else None


# ---------------------------------------------------------------- what the vendor does, or does not say


def _share_unknown(s: Situation) -> Culprits:
    return _when(s.unknown("synthetic_share"), s.questions_about("synthetic_share"))


def _share_partly(s: Situation) -> Culprits:
    if s.unknown("synthetic_share"):
        return None
    answer = s.answer("synthetic_share")
    partial = answer is not None and answer.status == "partial"
    inherited_missing = bool(s.choices("inherited_synthetic") & {"own_only", "unknown"})
    return _when(partial or inherited_missing, s.questions_about("synthetic_share", "inherited_synthetic"))


def _replaced(s: Situation) -> Culprits:
    known = not s.unknown("regime")
    return _when(known and bool(s.choices("regime") & {"replace", "replace_all"}), s.questions_about("regime"))


def _mostly_replaced(s: Situation) -> Culprits:
    known = not s.unknown("regime")
    return _when(known and "replace_some" in s.choices("regime"), s.questions_about("regime"))


def _regime_unknown(s: Situation) -> Culprits:
    return _when(s.unknown("regime"), s.questions_about("regime"))


def _synthetic_data_may_be_used(s: Situation) -> bool:
    asked = s.asks("verification") and s.asks("synthetic_share")
    return asked and (s.synthetic_share is None or s.synthetic_share > 0)


def _unchecked(s: Situation) -> Culprits:
    known = _synthetic_data_may_be_used(s) and not s.unknown("verification")
    return _when(known and s.choices("verification") == {"none"}, s.questions_about("verification"))


def _check_unknown(s: Situation) -> Culprits:
    return _when(_synthetic_data_may_be_used(s) and s.unknown("verification"), s.questions_about("verification"))


def _weakly_checked(s: Situation) -> Culprits:
    known = _synthetic_data_may_be_used(s) and not s.unknown("verification")
    return _when(known and s.choices("verification") <= WEAK_CHECKS, s.questions_about("verification"))


def _half_or_more(s: Situation) -> bool:
    limit = s.library.rules.synthetic_majority_from
    return s.asks("synthetic_share") and (s.synthetic_share is None or s.synthetic_share >= limit)


def _no_anchors(s: Situation) -> Culprits:
    answer = s.answer("human_anchor")
    if answer is None or answer.unknown or s.synthetic_share is None:
        return None
    count = answer.value if isinstance(answer.value, float) else 0.0
    return _when(_half_or_more(s) and count < 1, s.questions_about("human_anchor"))


def _anchors_unknown(s: Situation) -> Culprits:
    return _when(_half_or_more(s) and s.unknown("human_anchor"), s.questions_about("human_anchor"))


def _fed_back(s: Situation) -> Culprits:
    loop = bool(s.choices("output_loop") & LOOPS) or "accumulate_loop" in s.choices("regime")
    return _when(loop, s.questions_about("output_loop") or s.questions_about("regime"))


def _loop_unknown(s: Situation) -> Culprits:
    return _when(_fed_back(s) is None and s.unknown("output_loop"), s.questions_about("output_loop"))


def _contradicted(s: Situation) -> Culprits:
    return _when_any([item.question for item in s.document.contradictions if item.state == "open"])


def _open_to_poisoning(s: Situation) -> Culprits:
    return s.raised.get("F-POISON-OPEN")


def _legal_gap(s: Situation) -> Culprits:
    return _when_any([question for finding in LEGAL_FINDINGS for question in s.raised.get(finding, ())])


def _no_clause(s: Situation) -> Culprits:
    return _when(s.choices("contract_terms") == {"none"}, s.questions_about("contract_terms"))


def _poor_practice(s: Situation) -> Culprits:
    rules, scores = s.library.rules, s.scores
    enough = scores.practice_coverage >= rules.practice_score.coverage_needed
    limit = rules.practice_score.poor_below / 100
    return _when(enough and scores.practice is not None and scores.practice < limit)


def _not_covered(s: Situation) -> Culprits:
    missing = tuple(item.question.id for item in s.asked if item.answer is None)
    return _when(s.scores.coverage < s.coverage_needed, missing)


def _long_overdue(s: Situation) -> Culprits:
    days = s.library.rules.overdue_step_days
    answers = s.document.answers
    return _when_any(
        [
            question.id
            for pack in s.packs
            for question in pack.questions
            if question.gate and question.id in answers and answers[question.id].overdue_days > days
        ]
    )


def _when_any(questions: list[str]) -> Culprits:
    return tuple(dict.fromkeys(questions)) or None


# ---------------------------------------------------------------- what was measured


def _degraded(s: Situation) -> Culprits:
    return _when(s.document.analyser.reading == "degraded")


def _watched(s: Situation) -> Culprits:
    return _when(s.document.analyser.reading == "watch")


def _not_sampled(s: Situation) -> Culprits:
    return _when(s.document.analyser.reading in ("not_run", "inconclusive"))


def _risk_from(s: Situation, band: str) -> float:
    return s.library.rules.risk_input.bands[band][0] / 100


def _risk_severe(s: Situation) -> Culprits:
    general_limit = s.library.rules.risk_input.general_severe_from / 100
    severe = s.risk.rare_case.probability >= _risk_from(s, "severe") or s.risk.general.probability >= general_limit
    return _when(s.risk.quantified and severe)


def _risk_high(s: Situation) -> Culprits:
    if not s.risk.quantified:
        return _when(s.risk.rare_case.interval[0] >= _risk_from(s, "high"), s.risk.open_gates)
    high = s.risk.rare_case.probability >= _risk_from(s, "high")
    return _when(high and _risk_severe(s) is None)


def _risk_elevated(s: Situation) -> Culprits:
    elevated = _risk_from(s, "elevated") <= s.risk.rare_case.probability < _risk_from(s, "high")
    return _when(s.risk.quantified and elevated and _risk_severe(s) is None)


def _risk_wide(s: Situation) -> Culprits:
    return _when(s.risk.wide, tuple(item.question for item in s.risk.ask_next[:3]))


def _risk_unquantified(s: Situation) -> Culprits:
    narrowing = s.risk.open_gates or tuple(item.question for item in s.risk.ask_next[:3])
    return _when(not s.risk.quantified, narrowing)


# ---------------------------------------------------------------- how it is used, and how well answers are backed


def _critical_without_a_person(s: Situation) -> Culprits:
    context = s.document.context
    return _when(context.stakes == "S3" and context.human_in_loop != "yes")


def _important_without_a_person(s: Situation) -> Culprits:
    context = s.document.context
    return _when(context.stakes == "S2" and context.human_in_loop == "no")


def _gates_below(s: Situation, grade: int) -> tuple[str, ...]:
    return tuple(question.id for question, backed in s.answered_gates if backed < grade)


def _gates_only_said(s: Situation) -> Culprits:
    return _gates_below(s, 2) or None


def _gates_without_document(s: Situation) -> Culprits:
    return None if _gates_below(s, 2) else _gates_below(s, 3) or None


def _gates_not_verified(s: Situation) -> Culprits:
    verified = sum(grade == 4 for _, grade in s.answered_gates)
    return _when(s.document.context.stakes == "S3" and verified < 2, _gates_below(s, 4))


_CONDITIONS: Mapping[str, Callable[[Situation], Culprits]] = {
    "CAP-SHARE": _share_unknown,
    "CAP-SHARE-P": _share_partly,
    "CAP-REPLACE": _replaced,
    "CAP-REPLACE-P": _mostly_replaced,
    "CAP-REGIME": _regime_unknown,
    "CAP-VERIFY": _unchecked,
    "CAP-VERIFY-U": _check_unknown,
    "CAP-VERIFY-S": _weakly_checked,
    "CAP-ANCHOR": _no_anchors,
    "CAP-ANCHOR-U": _anchors_unknown,
    "CAP-LOOP": _fed_back,
    "CAP-LOOP-U": _loop_unknown,
    "CAP-CONTRA": _contradicted,
    "CAP-ANALYSER": _degraded,
    "CAP-ANALYSER-W": _watched,
    "CAP-NO-SAMPLE": _not_sampled,
    "CAP-RISK": _risk_severe,
    "CAP-RISK-H": _risk_high,
    "CAP-RISK-E": _risk_elevated,
    "CAP-RISK-X": _risk_wide,
    "CAP-RISK-W": _risk_unquantified,
    "CAP-HUMAN": _critical_without_a_person,
    "CAP-HUMAN-2": _important_without_a_person,
    "CAP-POISON": _open_to_poisoning,
    "CAP-LEGAL": _legal_gap,
    "CAP-EVID-2": _gates_only_said,
    "CAP-EVID-3": _gates_without_document,
    "CAP-EVID-4": _gates_not_verified,
    "CAP-CLAUSE": _no_clause,
    "CAP-PRACTICE": _poor_practice,
    "CAP-COVER": _not_covered,
    "CAP-OVERDUE": _long_overdue,
}


def _only_promised(s: Situation) -> bool:
    """Whether every open question behind an unquantified risk is a promise that is in time."""
    answers = s.document.answers
    gates = [answers.get(question) for question in s.risk.open_gates]
    return bool(gates) and all(gate is not None and gate.status == "pending" and not gate.overdue for gate in gates)


_SILENCES: Mapping[str, Callable[[Situation], bool]] = {
    "CAP-SHARE": lambda s: s.pending_in_time("synthetic_share"),
    "CAP-REGIME": lambda s: s.pending_in_time("regime"),
    "CAP-VERIFY-U": lambda s: s.pending_in_time("verification"),
    "CAP-ANCHOR-U": lambda s: s.pending_in_time("human_anchor"),
    "CAP-LOOP-U": lambda s: s.pending_in_time("output_loop"),
    "CAP-RISK-W": _only_promised,
}
