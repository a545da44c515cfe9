"""Drawn digits of 8 by 8 pixels, as many as are wanted.

Each digit is a few strokes of a pen on a unit square. A drawing moves the points of the strokes, turns, slants, scales
and shifts the whole, chooses the width of the pen, and adds a little noise: as people's digits differ.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Images = NDArray[np.float32]
Points = NDArray[np.float64]

SIDE = 8
PIXELS = SIDE * SIDE
FINER = 2
AT_ONCE = 256

NOISE = 0.03
POINT_JITTER = 0.025
TURN, SLANT, SHIFT = 0.08, 0.15, 0.03
SCALE = (0.82, 1.02)
PEN = (0.055, 0.095)
"""Standard deviations of noise (of full ink), of moves and shifts (of the side), of turns (radians) and of slant (of
the height); ranges of scale and of half the pen's width (of the side)."""


def _arc(x: float, y: float, width: float, height: float, start: float, stop: float, points: int = 9) -> Points:
    """Points on an ellipse with the given centre and half axes, from one angle to another, in quarter turns."""
    angle = np.linspace(start, stop, points) * np.pi / 2
    return np.column_stack([x + width * np.cos(angle), y + height * np.sin(angle)])


def _line(*points: tuple[float, float]) -> Points:
    return np.array(points)


STROKES: tuple[tuple[Points, ...], ...] = (
    (_arc(0.5, 0.5, 0.24, 0.36, 0, 4, 13),),
    (_line((0.36, 0.28), (0.52, 0.14), (0.52, 0.86)),),
    (_arc(0.5, 0.34, 0.21, 0.2, -2, 0.6), _line((0.62, 0.5), (0.29, 0.86), (0.73, 0.86))),
    (_arc(0.47, 0.32, 0.22, 0.18, -1.8, 1), _arc(0.47, 0.68, 0.24, 0.18, -1, 1.8)),
    (_line((0.56, 0.14), (0.26, 0.62), (0.76, 0.62)), _line((0.62, 0.42), (0.62, 0.88))),
    (_line((0.7, 0.14), (0.35, 0.14), (0.33, 0.46)), _arc(0.47, 0.64, 0.24, 0.22, -1.5, 1.7)),
    (_line((0.62, 0.13), (0.4, 0.34), (0.29, 0.62)), _arc(0.5, 0.66, 0.22, 0.2, 0, 4, 11)),
    (_line((0.27, 0.15), (0.74, 0.15), (0.45, 0.87)), _line((0.4, 0.5), (0.68, 0.5))),
    (_arc(0.5, 0.31, 0.19, 0.17, 0, 4, 11), _arc(0.5, 0.67, 0.23, 0.19, 0, 4, 11)),
    (_arc(0.5, 0.35, 0.21, 0.2, 0, 4, 11), _line((0.71, 0.36), (0.66, 0.64), (0.55, 0.87))),
)


def draw_digits(number: int, rng: np.random.Generator) -> Images:
    """Drawings of random digits, each of the ten equally likely: shape (number, 64), 0 for paper and 1 for full ink."""
    wanted = rng.integers(0, len(STROKES), number)
    images = np.empty((number, PIXELS), dtype=np.float32)
    for digit, strokes in enumerate(STROKES):
        where = np.flatnonzero(wanted == digit)
        for start in range(0, len(where), AT_ONCE):
            rows = where[start : start + AT_ONCE]
            images[rows] = _draw(strokes, len(rows), rng)
    return images


def _draw(strokes: tuple[Points, ...], number: int, rng: np.random.Generator) -> Images:
    place = _places(number, rng)
    ends = [_move(stroke, place, rng) for stroke in strokes]
    starts = np.concatenate([points[:, :-1] for points in ends], axis=1)
    stops = np.concatenate([points[:, 1:] for points in ends], axis=1)
    pen = rng.uniform(*PEN, (number, 1))
    edge = 1 / (SIDE * FINER)
    fine = np.clip((pen - _distances(starts, stops)) / edge + 0.5, 0, 1)
    ink = fine.reshape(number, SIDE, FINER, SIDE, FINER).mean(axis=(2, 4)).reshape(number, PIXELS)
    ink += NOISE * rng.standard_normal(ink.shape)
    return np.asarray(np.clip(ink, 0, 1), dtype=np.float32)


def _places(number: int, rng: np.random.Generator) -> tuple[Points, Points]:
    """For each drawing a matrix that turns, slants and scales about the centre, and a shift."""
    turn, slant = TURN * rng.standard_normal(number), SLANT * rng.standard_normal(number)
    cos, sin = np.cos(turn), np.sin(turn)
    matrix = np.stack([np.stack([cos, sin], 1), np.stack([-sin - slant * cos, cos - slant * sin], 1)], 1)
    matrix *= rng.uniform(*SCALE, (number, 2, 1))
    return matrix, SHIFT * rng.standard_normal((number, 1, 2))


def _move(stroke: Points, place: tuple[Points, Points], rng: np.random.Generator) -> Points:
    matrix, shift = place
    moved = stroke - 0.5 + POINT_JITTER * rng.standard_normal((len(matrix), *stroke.shape))
    return moved @ matrix + 0.5 + shift


def _distances(starts: Points, stops: Points) -> Points:
    """From every fine pixel to the nearest stretch of a stroke: shape (drawings, fine pixels)."""
    centres = (np.arange(SIDE * FINER) + 0.5) / (SIDE * FINER)
    pixels = np.stack(np.meshgrid(centres, centres), axis=-1).reshape(-1, 1, 2)
    along = stops - starts
    length = np.maximum((along**2).sum(-1), 1e-12)
    to_pixel = pixels - starts[:, None]
    part = np.clip((to_pixel * along[:, None]).sum(-1) / length[:, None], 0, 1)
    gap = to_pixel - part[..., None] * along[:, None]
    return np.asarray(np.sqrt((gap**2).sum(-1).min(axis=2)))
