from __future__ import annotations

import pytest

from core.samples.compare import Comparison
from core.samples.contrast import EARLIER, OTHER_VENDOR, REFERENCE, Contrast, refused
from core.samples.measures.compression import COMPRESSION
from core.samples.measures.simpson import SIMPSON
from core.samples.overall import Alarm, judge

AXES = ("compression of the texts", "chance that two words are the same", "third")


def contrast(other, texts, narrower, comparisons=()):
    return Contrast(other, None, texts, AXES, AXES[:narrower], comparisons)


def excess(measure, value):
    """A comparison whose sample lies at ``value`` times the reference, known to 1 %."""
    return Comparison(measure, value, 1.0, (value - 0.01, value + 0.01), (0.99, 1.01), 0.005, 0.02)


@pytest.mark.parametrize(
    ("contrasts", "expected"),
    [
        ([], "inconclusive"),
        ([refused(REFERENCE, "Too few.")], "inconclusive"),
        ([contrast(REFERENCE, 99, 0)], "inconclusive"),
        ([contrast(REFERENCE, 100, 0)], "healthy"),
        ([contrast(REFERENCE, 100, 3)], "healthy"),
        ([contrast(REFERENCE, 100, 0), contrast(EARLIER, 100, 1)], "healthy"),
        ([contrast(REFERENCE, 100, 0), contrast(EARLIER, 99, 2)], "watch"),
        ([contrast(REFERENCE, 100, 0), contrast(EARLIER, 100, 2)], "degraded"),
        ([contrast(EARLIER, 100, 2)], "degraded"),
        ([contrast(OTHER_VENDOR, 100, 2)], "watch"),
        ([contrast(REFERENCE, 100, 0), contrast(OTHER_VENDOR, 40, 2)], "watch"),
        ([contrast(REFERENCE, 100, 0), contrast(OTHER_VENDOR, 100, 1)], "healthy"),
        ([contrast(EARLIER, 100, 0)], "inconclusive"),
        ([refused(REFERENCE, "Too few."), contrast(EARLIER, 40, 3)], "watch"),
        ([contrast(REFERENCE, 100, 2, (excess(COMPRESSION, 1.2), excess(SIMPSON, 1.5)))], "watch"),
        ([contrast(REFERENCE, 100, 2, (excess(COMPRESSION, 1.2), excess(SIMPSON, 1.1)))], "healthy"),
        ([contrast(REFERENCE, 99, 2, (excess(COMPRESSION, 1.2), excess(SIMPSON, 1.5)))], "inconclusive"),
    ],
)
def test_the_overall_word_follows_the_rules_and_an_alarm_outweighs_them(contrasts, expected):
    quiet = [Alarm("repeat", 9, 100), Alarm("loop", 29, 29)]
    assert judge(quiet, contrasts)[0] == expected
    assert judge([*quiet, Alarm("loop", 3, 30)], contrasts)[0] == "degraded"


def test_a_sample_beyond_chat_models_is_not_called_common_for_them():
    _, reasons = judge([], [contrast(REFERENCE, 100, 2, (excess(COMPRESSION, 1.2), excess(SIMPSON, 1.5)))])
    assert reasons[0].endswith("have been measured to be, or the reference is another kind of text.")
    assert "common" not in reasons[0]


def test_reasons_are_single_sentences_that_name_the_axes():
    _, reasons = judge([Alarm("loop", 3, 30)], [contrast(REFERENCE, 40, 2), contrast(EARLIER, 100, 1)])
    assert reasons[0] == "3 of 30 texts loop; from a tenth on this counts as degeneration."
    assert reasons[1].startswith("Narrower than the reference on 2 of 3 axes (compression of the texts and chance")
    assert reasons[2].startswith("Indicative only: 40 texts a side were compared with the reference")
    assert reasons[3].startswith("Narrower than the earlier release on one of 3 axes only (compression of the texts)")
    assert all(reason.endswith(".") and "\n" not in reason for reason in reasons)
