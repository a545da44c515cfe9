"""Which of the texts are meant, by release, model and month."""

from __future__ import annotations

import pytest

from core.samples.errors import SampleError
from core.samples.only import Only, day_of, models_of, months_of, with_warning_of_late_texts
from core.samples.text_set import Origin, TextSet

TEXTS = TextSet(
    ("a", "b", "c", "d"),
    prompt_ids=("1", "2", "3", "4"),
    origins=(
        Origin("1.0", "2022-03-31", "small"),
        Origin("1.0", "2022/11/05 09:30", "large"),
        Origin("2.0", "2024-01", "large"),
        Origin("2.0", "31.12.2024", "large"),
    ),
)


@pytest.mark.parametrize(
    ("only", "meant"),
    [
        (Only(), "abcd"),
        (Only(release="2.0"), "cd"),
        (Only(release="1.0", model="large"), "b"),
        (Only(since="2022-11"), "bc"),
        (Only(until="2022-11"), "ab"),
        (Only(since="2022-03-31", until="2022-03-31"), "a"),
    ],
)
def test_texts_are_chosen_by_where_they_come_from(only: Only, meant: str) -> None:
    found = only.of(TEXTS)
    assert "".join(found.texts) == meant
    assert len(found.prompt_ids) == len(meant)


def test_the_choice_stands_in_the_notes() -> None:
    assert Only(release="1.0", model="large").of(TEXTS).notes == (
        "Only texts of release 1.0, of model large were read: 1 of 4.",
    )
    assert Only().of(TEXTS).notes == ()


def test_a_choice_that_leaves_nothing_is_refused_in_one_sentence() -> None:
    with pytest.raises(SampleError, match=r"None of the 4 texts is of release 3\.0; choose otherwise"):
        Only(release="3.0").of(TEXTS)
    with pytest.raises(SampleError, match="None of the 1 texts is of model large"):
        Only(model="large").of(TextSet(("without origins",)))


@pytest.mark.parametrize("date", ["03/04/2024", "4 March 2024", "", "20240304", "2024", "2024-031"])
def test_a_date_whose_order_is_not_certain_is_not_guessed(date: str) -> None:
    assert day_of(date) == ""


def test_models_and_months_are_listed() -> None:
    assert models_of(TEXTS) == ("small", "large")
    assert months_of(TEXTS) == ("2022-03", "2022-11", "2024-01")


def test_a_reference_of_a_time_with_chat_models_is_warned_of() -> None:
    assert with_warning_of_late_texts(TEXTS).notes == (
        "1 of 4 texts of the reference are dated after 2022-11, when chat models became public; make sure that people"
        " wrote them without one.",
    )
    early = TEXTS.at([0, 1])
    assert with_warning_of_late_texts(early) is early
