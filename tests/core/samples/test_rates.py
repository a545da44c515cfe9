from __future__ import annotations

from pathlib import Path

import pytest

from core.samples.contrast import EARLIER, OTHER_VENDOR, REFERENCE, Contrast, refused
from core.samples.rates import measured_rates, rates, wilson
from tests.benchmarks.samples_rates import Collections, called, rows

MOST_FALSE = 0.05


@pytest.mark.parametrize("against", ["reference", "earlier", "other_vendor"])
def test_unchanged_samples_are_called_narrower_in_at_most_one_of_twenty_comparisons(against):
    unchanged = [rate for rate in rates() if rate.against == against and rate.changed is False]
    assert sum(rate.called for rate in unchanged) <= MOST_FALSE * sum(rate.compared for rate in unchanged)


def test_two_hundred_halves_of_human_collections_were_compared_and_at_most_ten_called_narrower():
    """With 1 of 215 found, a true rate of 5 % would show so few once in 5,000 tables."""
    (halves,) = (row for row in _table()["rows"] if row["id"] == "human_halves")
    assert halves["compared"] >= 200
    assert halves["called"] <= MOST_FALSE * halves["compared"]


def test_the_method_page_says_what_the_table_says():
    page = (Path(__file__).parents[3] / "docs" / "method-samples.md").read_text(encoding="utf-8")
    lines = [
        line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith(("| reference", "| earlier"))
    ]
    printed = {(what, texts, counts) for _, what, texts, _, counts, _ in lines}
    for row in _table()["rows"]:
        if row["against"] != "other_vendor":
            assert (row["what"], row["texts"].split()[0], f"{row['called']} of {row['compared']}") in printed


def test_what_changed_strongly_is_found():
    found = {rate.what: rate for rate in rates() if rate.changed and rate.least_texts >= 100}
    assert found["round 6 against round 1 of a model trained on its own text only"].share >= 0.9
    assert found["human stories with the rarest 20 % of words replaced by common ones"].share >= 0.9


def test_wilson_is_the_published_interval():
    assert wilson(1, 10) == pytest.approx((0.01787, 0.40415), abs=1e-4)
    assert wilson(0, 120)[0] == 0


def test_a_sentence_is_said_for_each_comparison_that_was_made():
    made = [Contrast(REFERENCE, texts=120), refused(EARLIER, "Too few."), Contrast(OTHER_VENDOR, texts=40)]
    of_people, of_vendor = measured_rates(made)
    assert of_people.startswith("How sure this is, measured with 30 texts a side or more: people's own text was called")
    assert "to the same prompts" in of_vendor
    assert measured_rates([refused(REFERENCE, "Too few.")]) == ()


def test_releases_are_told_of_at_their_own_size():
    (small,) = measured_rates([Contrast(EARLIER, texts=60)])
    (large,) = measured_rates([Contrast(EARLIER, texts=160)])
    assert "measured with fewer than 100 texts a side" in small
    assert "measured with 100 texts a side or more" in large
    assert small != large


@pytest.mark.slow
def test_the_first_runs_of_each_short_row_come_out_as_written(real_texts):
    """Runs are seeded by row and number, so a change of rule shows as a difference, not as chance."""
    written = {row["id"]: row for row in _table()["rows"]}
    short = [row for row in rows(Collections(real_texts.folder)) if row.texts in ("30 to 75", "50", "60")]
    assert len(short) > 10
    for row in short[:: len(short) // 6]:
        assert written[row.id]["runs"] == row.runs
        assert called(row, 0)[0] == (0 in written[row.id]["called_in_runs"]), row.id


@pytest.mark.soak
def test_all_two_hundred_and_forty_human_halves_come_out_as_written(real_texts):
    """Some minutes: every draw of the row that says how often people's own text is called narrower."""
    written = {row["id"]: row for row in _table()["rows"]}["human_halves"]
    (row,) = (row for row in rows(Collections(real_texts.folder)) if row.id == "human_halves")
    found = [run for run in range(row.runs) if called(row, run)[0]]
    assert found == written["called_in_runs"]
    assert len(found) <= MOST_FALSE * written["compared"]


def _table():
    import yaml

    from core.samples import rates as module

    return yaml.safe_load(module._DATA.read_text(encoding="utf-8"))
