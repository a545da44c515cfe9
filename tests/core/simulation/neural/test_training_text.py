from __future__ import annotations

import numpy as np
import pytest

from core.simulation.neural import training_text
from core.simulation.neural.training_set import draw_rows, passes
from core.simulation.neural.training_text import blocks, divide, read_text


@pytest.mark.parametrize("gap", [" ", "\n"])
def test_the_last_tenth_is_held_out_and_no_word_is_cut(gap):
    text = gap.join(f"word{number}" for number in range(1000))
    learnt, held_out = divide(text)
    assert learnt + held_out == text
    assert len(held_out.split()) == pytest.approx(100, abs=2)
    assert set(learnt.split()) | set(held_out.split()) == set(text.split())


def test_text_without_gaps_is_learnt_whole():
    assert divide("word") == ("word", "")


def test_blocks_drop_the_words_left_over():
    assert blocks(list(range(11)), 4).tolist() == [[0, 1, 2, 3], [4, 5, 6, 7]]
    assert blocks([1, 2], 4).shape == (0, 4)


def test_unusable_files_are_refused_in_one_sentence(tmp_path, monkeypatch):
    empty, other, long = tmp_path / "empty.txt", tmp_path / "other.txt", tmp_path / "long.txt"
    empty.write_text(" \n")
    other.write_bytes(b"caf\xe9")
    long.write_text("word " * 10)
    with pytest.raises(ValueError, match=r"empty.txt is empty; name a text file with words in it$"):
        read_text(empty)
    with pytest.raises(ValueError, match=r"other.txt is not UTF-8 text; save it as UTF-8$"):
        read_text(other)
    with pytest.raises(ValueError, match=r"missing.txt could not be read: No such file or directory$"):
        read_text(tmp_path / "missing.txt")
    with pytest.raises(ValueError, match=r"could not be read: Is a directory$"):
        read_text(tmp_path)
    assert read_text(long) == "word " * 10
    monkeypatch.setattr(training_text, "MOST_BYTES", 10)
    with pytest.raises(ValueError, match=r"long.txt is larger than 0 MB; name a shorter text"):
        read_text(long)


def test_a_pass_visits_each_example_at_most_once_and_no_more_than_wanted():
    groups = passes(10, 7, np.random.default_rng(1), size=3)
    assert [len(group) for group in groups] == [3, 3, 1]
    assert len(set(np.concatenate(groups).tolist())) == 7


def test_drawn_rows_are_different_ones_in_random_order():
    rows = np.arange(20).reshape(10, 2)
    drawn = draw_rows(rows, 7, np.random.default_rng(1))
    assert len(set(drawn[:, 0].tolist())) == 7
    assert drawn[:, 0].tolist() != sorted(drawn[:, 0].tolist())
    assert sorted(draw_rows(rows, 30, np.random.default_rng(1))[:, 0].tolist()) == rows[:, 0].tolist()
