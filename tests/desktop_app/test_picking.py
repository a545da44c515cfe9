"""What is shown of a sample's own words, and which texts stand side by side."""

from __future__ import annotations

from core.samples.text_set import TextSet
from desktop_app.child_process.picking import MOST_CHARACTERS, MOST_GROUPS, pick


def answers(*pairs: tuple[str, str]) -> TextSet:
    prompts = tuple(prompt for prompt, _ in pairs)
    return TextSet(tuple(text for _, text in pairs), prompts, prompts)


def test_answers_of_two_releases_to_one_prompt_stand_side_by_side() -> None:
    now = answers(("Why?", "because of the rain"), ("How?", "slowly"))
    before = answers(("Why?", "since it rained all day"), ("When?", "in May"))
    (found,) = pick(now, {"earlier": before}).prompts
    assert (found.name, found.size, found.likeness) == ("Why?", 2, None)
    assert found.texts == ("because of the rain", "since it rained all day")
    assert found.sides == ("sample", "earlier")


def test_prompts_with_the_most_alike_answers_come_first() -> None:
    sample = answers(("A", "one two"), ("A", "three four"), ("B", "five six"), ("B", "five six"), ("C", "alone"))
    found = pick(sample, {})
    assert [(item.name, item.likeness) for item in found.prompts] == [("B", 1.0), ("A", 0.0)]
    assert found.all_prompts == 2


def test_long_texts_are_cut_and_many_prompts_counted() -> None:
    sample = answers(*((f"P{n // 2}", "word " * 1_000) for n in range(4 * MOST_GROUPS)))
    found = pick(sample, {})
    assert len(found.prompts) == MOST_GROUPS
    assert found.all_prompts == 2 * MOST_GROUPS
    assert max(len(text) for item in found.prompts for text in item.texts) <= MOST_CHARACTERS + 10


def test_words_the_sample_never_uses_need_documents_of_the_buyer() -> None:
    sample = answers(*((str(n), "plain words only here") for n in range(40)))
    assert not pick(sample, {"earlier": sample}).has_reference
    assert pick(sample, {"people": sample}).has_reference
