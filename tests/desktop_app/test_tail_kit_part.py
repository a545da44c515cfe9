from __future__ import annotations

import csv
from pathlib import Path

import pytest

from core.audit.workspace import Workspace
from core.samples.result import SampleReading
from core.samples.tail_kit.cases import read_cases, starters
from desktop_app.pages.tail_kit_part import TailKitPart
from desktop_app.sample_storage import stored_reading

pytestmark = pytest.mark.slow  # each opens an audit and starts processes


@pytest.fixture
def part(open_sample) -> TailKitPart:
    view = open_sample().view
    view.go_to("samples")
    view.page("samples").show_part("rare")
    return view.page("samples").part("rare")


def table(path: Path, head: list[str], rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    return path


def ready(qtbot, part: TailKitPart, tmp_path: Path) -> None:
    """A list, answers that cover the first two cases, and earlier ones that covered all five."""
    part.trade.setCurrentIndex(part.trade.findData("accounting"))
    part.save_starter(tmp_path / "cases.csv")
    cases = starters()["accounting"].cases
    full = {case.id: " and ".join(group[0] for group in case.mentions) for case in cases}
    now = [[case.id, full[case.id] if at < 2 else "It depends."] for at, case in enumerate(cases[:4])]
    part.cases.take([tmp_path / "cases.csv"])
    part.answers.take([table(tmp_path / "now.csv", ["prompt_id", "text"], now)])
    part.earlier.take([table(tmp_path / "then.csv", ["prompt_id", "text"], [[c, t] for c, t in full.items()])])
    qtbot.waitUntil(part.row.button.isEnabled, timeout=60_000)
    qtbot.waitUntil(lambda: part.earlier.look is not None, timeout=60_000)


def test_a_starter_list_is_saved_read_back_and_its_prompts_saved(qtbot, part, tmp_path):
    part.save_starter(tmp_path / "cases.csv")
    cases = read_cases(tmp_path / "cases.csv")
    assert cases == starters()[part.trade.currentData()].cases
    part.cases.take([tmp_path / "cases.csv"])
    qtbot.waitUntil(part.list_row.button.isEnabled, timeout=60_000)
    assert part.list_row.state.text().startswith("5 cases.")
    part.save_prompts(tmp_path / "prompts.txt")
    prompts = (tmp_path / "prompts.txt").read_text("utf-8")
    assert cases[0].prompt in prompts
    assert "|" not in prompts


def test_a_list_that_cannot_be_read_is_said_in_its_sentence(qtbot, part, tmp_path):
    part.cases.take([table(tmp_path / "bad.csv", ["id", "prompt"], [["1", "Why?"]])])
    qtbot.waitUntil(lambda: "bad.csv" in part.list_row.state.text(), timeout=60_000)
    assert "no mentions" in part.list_row.state.text()
    assert not part.row.button.isEnabled()


def test_coverage_is_told_case_by_case_with_what_changed(qtbot, part, tmp_path):
    ready(qtbot, part, tmp_path)
    part.row.button.click()
    qtbot.waitUntil(part.result.isVisible, timeout=60_000)
    assert part.result.words.startswith("2 of 4 answered cases are covered")
    assert "Of 4 cases that both releases answered, 2 were lost and 0 were won" in part.result.words
    part.result.table.choose("ACC-3")
    assert "No answer mentions:" in part.result._case.text()
    part.result.table.choose("ACC-5")
    assert "No answer was given to this case." in part.result._case.text()


def test_answers_are_pasted_with_the_case_above_each(qtbot, part, tmp_path):
    part.trade.setCurrentIndex(part.trade.findData("accounting"))
    part.save_starter(tmp_path / "cases.csv")
    part.cases.take([tmp_path / "cases.csv"])
    case = starters()["accounting"].cases[0]
    part.answers.way.choose("paste")
    said = " and ".join(group[0] for group in case.mentions)
    part.answers.pasted.setPlainText(f"{case.id}\n{said}\n---\nACC-2\nIt depends.")
    qtbot.waitUntil(part.row.button.isEnabled, timeout=60_000)
    part.row.button.click()
    qtbot.waitUntil(part.result.isVisible, timeout=60_000)
    assert part.result.words.startswith("1 of 2 answered cases are covered")


def test_two_releases_of_one_file_are_told_apart(qtbot, part, tmp_path):
    part.trade.setCurrentIndex(part.trade.findData("accounting"))
    part.save_starter(tmp_path / "cases.csv")
    part.cases.take([tmp_path / "cases.csv"])
    cases = starters()["accounting"].cases
    full = {case.id: " and ".join(group[0] for group in case.mentions) for case in cases}
    rows = [[case.id, "2", "It depends."] for case in cases] + [[case.id, "1", full[case.id]] for case in cases]
    both = table(tmp_path / "both.csv", ["case", "version", "answer"], rows)
    for card, release in ((part.answers, "2"), (part.earlier, "1")):
        card.take([both])
        qtbot.waitUntil(lambda card=card: card.look is not None, timeout=60_000)
        choice = card.only_box.choices["release"]
        choice.setCurrentIndex(choice.findData(release))
        choice.activated.emit(choice.currentIndex())
        qtbot.waitUntil(lambda card=card: not card.is_looking, timeout=60_000)
    qtbot.waitUntil(part.row.button.isEnabled, timeout=60_000)
    part.row.button.click()
    qtbot.waitUntil(part.result.isVisible, timeout=60_000)
    assert part.result.words.startswith("0 of 5 answered cases are covered")
    assert "5 were lost and 0 were won" in part.result.words


def test_coverage_is_kept_only_when_asked_and_beside_samples(qtbot, window, part, tmp_path):
    audit = window.view.audit
    ready(qtbot, part, tmp_path)
    part.check()
    qtbot.waitUntil(part.result.isVisible, timeout=60_000)
    assert not part.result.keep.button.isEnabled()
    audit.give_samples(SampleReading(3, 30, "en", "inconclusive", (), (), 0, {}, 1, "0"), audit.document.analyser)
    assert part.result.keep.button.isEnabled()
    part.result.keep.button.click()
    assert not part.result.keep.button.isEnabled()
    with Workspace.open(tmp_path, read_only=True) as workspace:
        assert stored_reading(workspace, audit.document.audit_id).tail.coverage.covered == 2


def test_a_place_that_cannot_be_written_is_said(part, tmp_path):
    part.save_starter(tmp_path / "no such folder" / "cases.csv")
    assert "could not be written" in part._starter_state.text()
