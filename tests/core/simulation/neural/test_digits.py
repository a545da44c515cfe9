from __future__ import annotations

import numpy as np
import pytest

from core.simulation.neural.digits import PIXELS, STROKES, draw_digits


def test_digits_are_pictures_of_64_pixels_between_paper_and_full_ink():
    images = draw_digits(300, np.random.default_rng(1))
    assert images.shape == (300, PIXELS)
    assert images.dtype == np.float32
    assert images.min() == 0.0
    assert images.max() == 1.0


def test_the_same_seed_draws_the_same_digits_and_no_digit_twice():
    first, again = (draw_digits(500, np.random.default_rng(7)) for _ in range(2))
    assert np.array_equal(first, again)
    assert len(np.unique(first, axis=0)) == 500


def test_no_digits_can_be_drawn():
    assert draw_digits(0, np.random.default_rng(1)).shape == (0, PIXELS)


def test_the_ten_digits_can_be_told_apart():
    """The nearest of ten average pictures names at least four in five new ones; chance would name one in ten."""
    rng = np.random.default_rng(3)
    learnt, asked = _named(rng), _named(rng)
    averages = np.stack([images.mean(axis=0) for images in learnt])
    right = [
        (((images[:, None] - averages) ** 2).sum(axis=2).argmin(axis=1) == digit).mean()
        for digit, images in enumerate(asked)
    ]
    assert np.mean(right) > 0.8


def _named(rng):
    """60 pictures of each digit: those of a seed whose choice of digits is read off the same stream."""
    seed = int(rng.integers(2**32))
    wanted = np.random.default_rng(seed).integers(0, len(STROKES), 600)
    images = draw_digits(600, np.random.default_rng(seed))
    return [images[wanted == digit] for digit in range(10)]


@pytest.mark.parametrize("digit", range(10))
def test_strokes_lie_inside_the_picture(digit):
    points = np.concatenate(STROKES[digit])
    assert points.min() > 0
    assert points.max() < 1
