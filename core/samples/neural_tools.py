"""What a measurement may use beside counting words, where a language model is at hand. Holds no model itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class NeuralTools:
    """embed: a point of length 1 for each text, shape (texts, dimensions). bits: of each text, how many bits a token
    costs a language model on average, NaN for a text too short; model: that model's name.
    """

    embed: Callable[[Sequence[str]], Vectors] | None = None
    bits: Callable[[Sequence[str]], NDArray[np.float64]] | None = None
    model: str = ""


WITHOUT = NeuralTools()
