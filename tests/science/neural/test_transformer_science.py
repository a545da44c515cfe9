"""The order of the settings in the language model: training on its own text alone against a tenth of original text.

Published with 125 million weights and beam search: 5 passes without original data settle at a perplexity 1.2 to 1.45
times that of round 1, after up to 1.7 in the first round on own text; 10 passes with a tenth of original data stay
below. Ours has a thousandth of the weights and loses more; over eight seeds, round 3 with beam search gives 2.0 (spread
.26) alone and 1.4 (.15) with a tenth. Only the order is claimed, and only for the ways of writing named in each test.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.simulation.neural.transformer import SYSTEM
from core.simulation.regimes import Plan

SHARED = Path(__file__).parents[4] / "shared" / "samples" / "text" / "wikitext-2-valid.txt"


def run(fresh_human, epochs, rounds, seeds, **options):
    """Each quantity, shape (rounds, seeds), for the seeds from 0."""
    plan = Plan("replace", samples=64, rounds=rounds, fresh_human=fresh_human)
    scenario = SYSTEM.build(plan, SYSTEM.read_options({"epochs": epochs, **options}))
    runs = [scenario.sample(1, np.random.default_rng(seed)) for seed in range(seeds)]
    return {name: np.column_stack([each[name] for each in runs]) for name in runs[0]}


@pytest.mark.slow
def test_with_beam_search_a_tenth_of_original_text_keeps_the_perplexity_lower():
    """Over eight seeds the difference was .53, spread .13: the mean of three is wrong less than once in a million."""
    alone, tenth = run(0.0, epochs=5, rounds=3, seeds=3), run(0.1, epochs=10, rounds=3, seeds=3)
    assert alone["perplexity_ratio"][1:].mean() > tenth["perplexity_ratio"][1:].mean()
    assert alone["perplexity_ratio"][1:].min() > 1.2
    assert np.all(alone["distinct_2"][-1] < alone["distinct_2"][0])


@pytest.mark.slow
def test_with_nucleus_sampling_a_tenth_of_original_text_keeps_more_rare_words_and_a_lower_perplexity():
    """Over eight seeds the differences were .39, spread .12, and .033, spread .027: the mean of five is wrong less than
    once in a million times for the perplexity and about once in 300 for the rare words."""
    settings = {"rounds": 6, "seeds": 5, "sampling": "nucleus", "nucleus": 0.8}
    alone, tenth = run(0.0, epochs=5, **settings), run(0.1, epochs=10, **settings)
    assert alone["perplexity_ratio"][-1].mean() > tenth["perplexity_ratio"][-1].mean()
    assert alone["tail_coverage"][-1].mean() < tenth["tail_coverage"][-1].mean()
    assert alone["tail_coverage"][-1].mean() < 0.2 * alone["tail_coverage"][0].mean()


@pytest.mark.slow
@pytest.mark.skipif(not SHARED.exists(), reason="the WikiText-2 sample is not beside this checkout")
def test_with_beam_search_the_order_is_the_same_on_an_encyclopaedia(tmp_path):
    """Over four seeds the differences were .09 to .90. With nucleus sampling they had either sign: not claimed."""
    file = tmp_path / "part.txt"
    file.write_text(SHARED.read_text(encoding="utf-8")[:120_000], encoding="utf-8")
    settings = {"rounds": 4, "seeds": 3, "text": str(file), "pretraining": 5}
    alone, tenth = run(0.0, epochs=5, **settings), run(0.1, epochs=10, **settings)
    assert alone["perplexity_ratio"][1:].mean() > tenth["perplexity_ratio"][1:].mean()
