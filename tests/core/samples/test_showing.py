"""What is shown of a sample: repeated wording, groups of near copies, words it never uses."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from core.samples.showing import showing
from core.samples.text_set import TextSet

MadeTexts = Callable[[int, int, int], tuple[str, ...]]


def test_the_longest_repeated_wording_is_shown_once(made_texts: MadeTexts) -> None:
    phrase = "please do not hesitate to contact our friendly team"
    texts = tuple(
        f"{start} {phrase} {end}" for start, end in zip(made_texts(9, 8, 1), made_texts(9, 8, 2), strict=True)
    )
    reference = TextSet((*made_texts(9, 20, 3), f"we wrote: {phrase.upper()}!"))
    shown = showing(TextSet((*texts, *made_texts(9, 20, 4))), reference)
    first = shown.phrases[0]
    assert first.words in phrase
    assert len(first.words.split()) == 8
    assert (first.texts, first.elsewhere) == (9, 1)
    assert not any(item.words == "do not hesitate to" for item in shown.phrases)


def test_a_run_over_two_texts_is_no_phrase() -> None:
    assert showing(TextSet(("alpha beta", "gamma delta") * 3)).phrases == ()


def test_openings_are_counted_and_held_against_the_reference() -> None:
    sample = TextSet(tuple(f"Thank you for your letter number {number}" for number in range(5)))
    shown = showing(sample, TextSet(("Thank you for your patience", "Dear madam, we write")))
    assert [(item.words, item.texts, item.elsewhere) for item in shown.openings] == [("thank you for your", 5, 1)]


def test_near_copies_are_grouped_under_the_earliest() -> None:
    long = "the quick brown fox jumps over the lazy dog while the cat sleeps on a warm stone by the old mill"
    texts = ("something else entirely here today", long, long + " today", "another thing", long.upper())
    assert [group.texts for group in showing(TextSet(texts)).groups] == [(1, 2, 4)]


def test_words_that_many_people_use_and_the_sample_never_does(made_texts: MadeTexts) -> None:
    people = TextSet(
        tuple(f"{text} harbour" if place % 2 else text for place, text in enumerate(made_texts(60, 30, 1)))
    )
    shown = showing(TextSet(made_texts(40, 30, 2)), people)
    assert ("harbour", 30) in shown.unused
    few = showing(TextSet(made_texts(3, 30, 2)), people)
    assert "harbour" not in dict(few.unused), "three texts would miss it one time in eight"


@pytest.mark.parametrize("texts", [(), ("",), ("😀 😀 😀",) * 4])
def test_nothing_to_show_is_nothing_shown(texts: tuple[str, ...]) -> None:
    shown = showing(TextSet(texts), TextSet(texts))
    assert (shown.phrases, shown.openings, shown.unused) == ((), (), ())


def missing(sample_words: str, reference_words: str) -> dict[str, int]:
    """Words that 60 texts with the first words never use of 60 texts with the second."""
    filler = [f"{letter}{other}x" for letter in "bcdfgh" for other in "aeiouklmnr"]
    sample = TextSet(tuple(f"the {word} is there and {sample_words}." for word in filler))
    reference = TextSet(tuple(f"the {word} is there and {reference_words}." for word in filler))
    return dict(showing(sample, reference).unused)


def test_words_never_used_are_subjects_and_no_names_numbers_or_other_forms() -> None:
    found = missing("we deliver", "invoice 2024 Robert delivered by to ab harbour")
    assert found == {"invoice": 60, "harbour": 60}


def test_a_name_that_is_also_a_word_is_kept_where_it_is_mostly_a_word() -> None:
    assert "mark" in missing("we deliver", "a mark and a mark by Mark")
    assert "mark" not in missing("we deliver", "Mark and Mark leave no mark")


def test_german_nouns_are_no_names() -> None:
    sample = TextSet(tuple(f"Das ist nicht der Ort und wir sind auf dem Weg zu {letter}" for letter in "abcdefgh" * 8))
    reference = TextSet(tuple(f"{text} mit der Rechnung" for text in sample.texts))
    assert dict(showing(sample, reference).unused) == {"rechnung": 64}


def test_the_commonest_words_that_are_never_used_come_first(made_texts: MadeTexts) -> None:
    people = TextSet(
        tuple(f"{text} {'harbour' if place % 3 else 'invoice'}" for place, text in enumerate(made_texts(90, 30, 1)))
    )
    assert [word for word, _ in showing(TextSet(made_texts(60, 30, 2)), people).unused][:2] == ["harbour", "invoice"]
