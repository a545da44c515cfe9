"""Which texts go round in circles.

The share of a text's four-word sequences that occurred earlier in the same text; from 0.30 on a text counts as looped.
Of about 1,700 human texts (stories, essays, encyclopedia) the highest share is 0.27; texts of greedy language models
reach 0.5 to 0.9. A property of single texts, so the share of looped texts does not depend on the number of texts.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.samples.tokens import TextIndex

GRAM = 4
LOOPED = 0.30
LEAST_WORDS = 20


def looped(index: TextIndex) -> NDArray[np.bool_]:
    """True where a text of at least 20 words repeats itself, shape (texts,)."""
    table = index.gram_table(GRAM)
    repeated = table.total - table.distinct
    return np.asarray((index.lengths >= LEAST_WORDS) & (repeated >= LOOPED * table.total))
