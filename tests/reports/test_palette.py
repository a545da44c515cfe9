"""Colours that say something must be told apart in a grey print and by colour-blind eyes.

Colour differences are CIE76 in L*a*b* (D65) after simulating full deficiency with the matrices of Machado, Oliveira and
Fernandes, IEEE Transactions on Visualization and Computer Graphics 15:1291 (2009).
"""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest

from reports.figures.verdict_mark import ORDER, SIGNS
from reports.pdf.colours import HEX
from reports.sections.findings import SIGNS as SEVERITY_SIGNS

EYES = {
    "full": np.eye(3),
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritan": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = np.array([0.9505, 1.0, 1.089])
GRADES = [f"grade {grade}" for grade in range(5)]
SEVERITIES = list(SEVERITY_SIGNS)
BANDS = [f"step {step}" for step in range(1, 6)]
LINES = ["stated", "worst", "human"]
LEAST_GREY, LEAST_COLOUR = 14, 28
LEAST_BESIDE_A_SHAPE = 20
"""Difference in colour that is enough where a shape or a dash says the same."""


def linear(token: str) -> np.ndarray:
    levels = np.array([int(HEX[token][place : place + 2], 16) for place in (1, 3, 5)]) / 255  # type: ignore[index]
    return np.where(levels <= 0.04045, levels / 12.92, ((levels + 0.055) / 1.055) ** 2.4)


def lab(light: np.ndarray) -> np.ndarray:
    ratio = TO_XYZ @ np.clip(light, 0, 1) / WHITE
    root = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


def lightness(token: str) -> float:
    return float(lab(linear(token))[0])


def difference(one: str, other: str, eyes: np.ndarray) -> float:
    return float(np.linalg.norm(lab(eyes @ linear(one)) - lab(eyes @ linear(other))))


def contrast(one: str, other: str) -> float:
    low, high = sorted(float(TO_XYZ[1] @ linear(token)) for token in (one, other))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("pair", list(combinations(ORDER, 2)))
def test_verdicts_are_told_apart_by_all_eyes(pair: tuple[str, str], eyes: str) -> None:
    assert difference(*pair, EYES[eyes]) >= LEAST_COLOUR


@pytest.mark.parametrize("pair", [*combinations(ORDER, 2), *pairwise(GRADES)])
def test_verdicts_and_neighbouring_grades_are_told_apart_in_grey(pair: tuple[str, str]) -> None:
    assert abs(lightness(pair[0]) - lightness(pair[1])) >= LEAST_GREY


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("pair", list(combinations(SEVERITIES, 2)))
def test_severities_differ_in_shape_and_are_told_apart_by_all_eyes(pair: tuple[str, str], eyes: str) -> None:
    assert SEVERITY_SIGNS[pair[0]] != SEVERITY_SIGNS[pair[1]]
    assert difference(*pair, EYES[eyes]) >= LEAST_BESIDE_A_SHAPE


@pytest.mark.parametrize("eyes", ["full", "protan", "deutan"])
@pytest.mark.parametrize("pair", list(combinations(LINES, 2)))
def test_lines_that_differ_in_dash_are_told_apart_by_nearly_all_eyes(pair: tuple[str, str], eyes: str) -> None:
    assert difference(*pair, EYES[eyes]) >= LEAST_COLOUR


def test_the_bands_of_a_gauge_grow_darker_step_by_step_in_grey() -> None:
    steps = [lightness(one) - lightness(other) for one, other in pairwise(BANDS)]
    assert min(steps) >= 5
    assert lightness(BANDS[0]) - lightness(BANDS[-1]) >= 2 * LEAST_GREY


@pytest.mark.parametrize("token", ["NOT_DEFENSIBLE", "CONDITIONAL", "blocker", "minor", "note", *LINES])
def test_marks_and_lines_stand_out_from_the_paper(token: str) -> None:
    assert contrast(token, "paper") >= 3


def test_the_grey_check_sees_two_hues_of_one_lightness() -> None:
    assert abs(lightness("worst") - lightness("human")) < LEAST_GREY
    assert difference("worst", "human", EYES["full"]) >= LEAST_COLOUR


def test_the_check_sees_red_beside_green() -> None:
    eyes = EYES["deutan"]
    red, green = np.array([0.5, 0.05, 0.05]), np.array([0.2, 0.2, 0.02])
    assert np.linalg.norm(lab(eyes @ red) - lab(eyes @ green)) < LEAST_COLOUR


def test_every_verdict_has_a_shape_of_its_own() -> None:
    assert len(set(SIGNS.values())) == len(ORDER)


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *((text, ground) for text in ("ink", "muted", "accent") for ground in ("paper", "panel")),
        *((text, "paper") for text in ("stated", "worst", "human")),
        *((f"on {grade}", grade) for grade in GRADES),
    ],
)
def test_text_stands_out_from_its_ground(text: str, ground: str) -> None:
    assert contrast(text, ground) >= 4.5
