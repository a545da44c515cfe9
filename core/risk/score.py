"""From the answers of an audit to the simulated risk: gauges, interval, adverse case, what to ask next, courses."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence

from core.risk.adverse import (
    best_settings,
    general_harm,
    open_parameters,
    rare_case_harm,
    tells_nothing,
    worst_settings,
)
from core.risk.ask_next import ask_next
from core.risk.assumptions import assumptions_of
from core.risk.claim import Claim
from core.risk.claims import read_claims
from core.risk.courses import course_of, months_of
from core.risk.elicitation import Draws, draw_parameters
from core.risk.engine import Engine, Run
from core.risk.parameters import BandLimits, Parameters, load_parameters
from core.risk.result import Gauge, RiskResult, Stages
from core.risk.stages import EARLY, LATE, NONE, TOTAL
from core.risk.summary import interval_of, spread_of
from core.risk.wording import statement
from core.version import program_version
from questionnaires.answer import Answer
from questionnaires.evidence import effective_grade
from questionnaires.pack import Lane, Pack, Question
from questionnaires.routing import shown_questions

DEFAULT_DRAWS = 32_000
FEWEST_DRAWS = 200
ADVERSE_PART, SCREENING_PART = 10, 64
"""The adverse case is one mean and needs a tenth of the draws; choosing between worst values, a sixty-fourth."""

ALL_HUMAN = {
    "generated_share": 0.0,
    "crawled": 0.0,
    "inherited_counted": 0.0,
    "anchors": 0.0,
    "renewed_human": 1.0,
    "new_human_share": 1.0,
}


def score_risk(
    answers: Mapping[str, Answer],
    packs: Sequence[Pack],
    lane: Lane,
    *,
    seed: int | None = None,
    draws: int = DEFAULT_DRAWS,
    parameters: Parameters | None = None,
) -> RiskResult:
    """Simulate what the stated practices do to rare cases and to general quality within the horizon.

    seed: drawn and recorded where none is given; same seed, same numbers. draws: at least FEWEST_DRAWS.
    parameters: a consultant's own copy instead of the shipped ones. Raises ValueError for too few draws.
    """
    used = load_parameters() if parameters is None else parameters
    engine = Engine(used, secrets.randbelow(2**63) if seed is None else seed)
    return score_with(engine, answers, packs, lane, draws=draws, bands=True)


def score_with(
    engine: Engine, answers: Mapping[str, Answer], packs: Sequence[Pack], lane: Lane, *, draws: int, bands: bool
) -> RiskResult:
    """The risk by any engine; bands and the words that go with them only where they are asked for.

    Raises ValueError for fewer draws than FEWEST_DRAWS.
    """
    if draws < FEWEST_DRAWS:
        raise ValueError(f"draws must be at least {FEWEST_DRAWS} for an interval, got {draws}")
    used = engine.parameters
    questions = shown_questions(packs, answers, lane)
    claims = read_claims(questions, answers, used)
    unsettled = open_parameters(questions, answers, claims, used)
    stated = engine.run(claims, draws=draws)
    worst = worst_of(unsettled, claims, engine, draws) if unsettled else ()
    best = (best_settings(unsettled, used),) if unsettled else ()
    settled = [*worst, *best, ALL_HUMAN]
    *at_ends, human = engine.run_each(settled, claims, draws=max(draws // ADVERSE_PART, FEWEST_DRAWS))
    rare_worst, general_worst, at_best = at_ends or (stated, stated, stated)
    adverse_early = max(run.early for run in (stated, rare_worst, general_worst))
    adverse_late = max(run.late for run in (stated, rare_worst, general_worst))

    gates = [question for question in questions if question.gate]
    open_gates = tuple(gate.id for gate in gates if gate.sim is not None and tells_nothing(gate, answers, claims))
    quantified = (
        not open_gates and adverse_early - stated.early <= used.policy.unquantified_when_adverse_exceeds_mean_by
    )
    calm = all(_grade_of(gate, answers) >= used.policy.calm_words_need_grade for gate in gates)

    def gauge(stage: int, mean: float, adverse: float, limits: BandLimits) -> Gauge:
        word = limits.word(mean)
        shown = bands and quantified and (calm or word not in ("low", "guarded"))
        return Gauge(mean, interval_of(stated, stage), adverse, word if shown else None)

    rare_case = gauge(EARLY, stated.early, adverse_early, used.bands.rare_case)
    low, high = rare_case.interval
    ask = ask_next(stated, questions, answers, used)
    return RiskResult(
        rare_case=rare_case,
        general=gauge(LATE, stated.late, adverse_late, used.bands.general),
        tail_coverage=spread_of(stated.outcome.tail_coverage),
        variance_retained=spread_of(stated.outcome.variance_retained),
        error_mass=spread_of(stated.outcome.error_mass),
        stages=_stages(stated),
        ask_next=ask,
        quantified=quantified,
        wide=quantified and high - low > used.policy.wide_when_interval_exceeds,
        open_gates=open_gates,
        sentence=statement(rare_case, quantified=quantified, ask=ask, anything_open=bool(unsettled), parameters=used),
        months=months_of(used),
        courses=(
            course_of("as stated", stated, used),
            course_of("best answers", at_best, used),
            course_of("worst answers", rare_worst, used),
            course_of("all human", human, used),
        ),
        assumptions=assumptions_of(stated.draws, _without_answers(stated, used), claims, used),
        seed=engine.seed,
        draws=draws,
        version=program_version(),
        parameters_version=used.version,
        custom_parameters=used != load_parameters(),
    )


def worst_of(
    unsettled: Sequence[str], claims: Sequence[Claim], engine: Engine, draws: int
) -> tuple[dict[str, float], ...]:
    """Every unsettled parameter at its worst, for the rare-case and for the general gauge."""
    screening = max(draws // SCREENING_PART, FEWEST_DRAWS // 2)
    return worst_settings(unsettled, claims, engine, (rare_case_harm, general_harm), draws=screening)


def _without_answers(run: Run, parameters: Parameters) -> Draws:
    return draw_parameters(parameters, (), blocks=run.draws.blocks, within=1, seed=run.draws.seed)


def _grade_of(question: Question, answers: Mapping[str, Answer]) -> int:
    answer = answers.get(question.id)
    return 0 if answer is None or not answer.answered else effective_grade(answer)


def _stages(run: Run) -> Stages:
    none, early, late, total = (float((run.stage == stage).mean()) for stage in (NONE, EARLY, LATE, TOTAL))
    return Stages(none, early, late, total)
