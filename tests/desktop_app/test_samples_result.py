from __future__ import annotations

from core.samples.contrast import EARLIER, OTHER_VENDOR, REFERENCE
from core.samples.measures import FURTHER, RULES_OF_THUMB, SECOND_LINE
from core.samples.result import Measure
from desktop_app.pages.samples_result import first_rank


def reading(key: str) -> Measure:
    return Measure(key, key, "share", 0.5, (0.4, 0.6), None, "cannot tell", "A sentence.")


def test_every_axis_of_a_verdict_is_of_first_rank():
    axes = [reading(key) for other in (REFERENCE, EARLIER, OTHER_VENDOR) for key in sorted(other.axis_keys)]
    assert first_rank(axes) == axes


def test_what_was_counted_is_of_first_rank():
    counted = [reading(key) for key in ("text_length", "exact_repeats", "same_prompt_overlap")]
    assert first_rank(counted) == counted


def test_the_second_line_and_published_rules_are_one_click_deeper():
    deeper = [reading(measure.key) for measure in (*SECOND_LINE, *FURTHER, *RULES_OF_THUMB)]
    deeper += [reading(f"other_vendor_{measure.key}") for measure in SECOND_LINE]
    deeper += [reading(key) for key in ("published_word_entropy", "different_answers", "earlier_different_answers")]
    assert first_rank(deeper) == []
