"""How rare cases and variety fare over the months, for each reading of the answers."""

from __future__ import annotations

import pytest
import yaml

from core.audit.document import AuditDocument
from core.risk.result import Course, RiskResult
from core.risk.score import score_risk
from questionnaires.library import EXAMPLES, load_library

LIBRARY = load_library()


def scored(letter: str) -> RiskResult:
    (path,) = EXAMPLES.glob(f"{letter}_*.yaml")
    document = AuditDocument.model_validate(yaml.safe_load(path.read_text()))
    packs = LIBRARY.packs_of(document.packs)
    return score_risk(document.answers, packs, document.context.lane, seed=3, draws=4000)


@pytest.fixture(scope="module")
def evasive() -> dict[str, Course]:
    return {course.name: course for course in scored("B").courses}


def test_every_reading_has_a_course_of_rare_cases_and_of_variety(evasive) -> None:
    assert set(evasive) == {"as stated", "best answers", "worst answers", "all human"}
    for course in evasive.values():
        for track in (course, course.variance):
            assert len(track.low) == len(track.median) == len(track.high) == 13
            assert track.low[0] == track.median[0] == track.high[0] == 1.0
            for low, median, high in zip(track.low, track.median, track.high, strict=True):
                assert 0 <= low <= median <= high <= 1.0


def test_good_answers_end_above_what_was_stated_and_bad_ones_below(evasive) -> None:
    worst, stated, best = (evasive[name] for name in ("worst answers", "as stated", "best answers"))
    assert worst.median[-1] < stated.median[-1] <= best.median[-1] + 0.01
    assert worst.variance.median[-1] < stated.variance.median[-1] <= best.variance.median[-1] + 0.01
    assert stated.low[-1] < best.low[-1]


def test_human_data_alone_keep_their_variety(evasive) -> None:
    assert evasive["all human"].variance.low[-1] > 0.99


def test_where_nothing_is_open_every_reading_of_the_answers_is_the_stated_one() -> None:
    courses = {course.name: course for course in scored("C").courses}
    assert courses["best answers"].median == courses["as stated"].median == courses["worst answers"].median


def test_variety_at_the_horizon_is_where_its_course_ends() -> None:
    result = scored("B")
    stated = result.courses[0]
    assert stated.variance.median[-1] == pytest.approx(result.variance_retained.p50, abs=1e-6)
    assert stated.variance.low[-1] == pytest.approx(result.variance_retained.p05, abs=1e-6)
