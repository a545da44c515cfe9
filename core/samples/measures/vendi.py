"""How many different texts a set amounts to: the Vendi score (Friedman and Dieng, TMLR 2023).

The exponential of the entropy of the eigenvalues of K/n, K being the likeness (cosine) of each of n texts with each:
1 where all say the same, n where no two have anything in common. It rises with n, so only sets of as many texts may be
compared.
"""

from __future__ import annotations

import numpy as np

from core.samples.neural_tools import Vectors


def effective_number(points: Vectors) -> float:
    """The Vendi score of texts given as points of length 1, shape (texts, dimensions), 1 to the number of texts.

    The eigenvalues are the squared singular values of the points, whichever of texts and dimensions there are more of.
    """
    stretches = np.linalg.svd(points.astype(np.float64), compute_uv=False) ** 2
    shares = stretches[stretches > 0] / stretches.sum()
    return float(np.exp(-(shares * np.log(shares)).sum()))
