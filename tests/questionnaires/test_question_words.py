"""Questions that yes and no do not answer are told apart from those they do."""

from __future__ import annotations

import pytest

from questionnaires.question_words import asks_openly


@pytest.mark.parametrize(
    "ask",
    [
        "Which parts of the training data could an outsider change?",
        "How do you notice that the world has changed?",
        "On what basis may the data be used?",
        "At which points must a person confirm?",
        "Before a new version reaches us, what must it not get worse at?",
        "For this product, who is the provider?",
        "Did they count it? What does that imply?",
        "WHO signs?",
    ],
)
def test_open_questions_are_seen(ask):
    assert asks_openly(ask)


@pytest.mark.parametrize(
    "ask",
    [
        "Is it public which routes were used: crawling, licences?",
        "Can you show exactly which data went into the version we use?",
        "Have you tested this version, and what did you find?",
        "If the system is offered to Californians, is the statement posted?",
        "May we keep and test outputs from our own prompts, today and in six months?",
        "Do you watch whatever matters?",
    ],
)
def test_questions_with_a_yes_or_no_are_left_alone(ask):
    assert not asks_openly(ask)
