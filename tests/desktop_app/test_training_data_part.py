from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.audit.document import SampleSummary
from core.audit.workspace import Workspace
from desktop_app.pages.keep_row import without_outputs
from desktop_app.pages.training_data_part import TrainingDataPart
from desktop_app.sample_storage import stored_reading
from desktop_app.widgets.plain_label import PlainLabel

pytestmark = pytest.mark.slow  # each opens an audit and starts processes


def examples(path: Path, count: int = 40) -> Path:
    rows = [
        {
            "letter": f"Dear customer, letter {n} tells of case {n * 7} and its {n % 5} parts.",
            "author": "machine" if n % 4 == 0 else "human_verified",
            "round": f"{1 + n // (count // 2)}",
        }
        for n in range(count)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def part(open_sample) -> TrainingDataPart:
    """Of an audit of training in the house, where this part comes first."""
    view = open_sample("C_in_house_finetune").view
    view.go_to("samples")
    page = view.page("samples")
    assert page.choice.current == "training"
    return page.part("training")


def counted(qtbot, part: TrainingDataPart, path: Path) -> None:
    part.examples.take([path])
    qtbot.waitUntil(part.row.button.isEnabled, timeout=60_000)
    part.row.button.click()
    qtbot.waitUntil(lambda: not part.row.child.is_busy, timeout=60_000)
    assert part.row.state.text() == ""
    qtbot.wait(20)


def test_examples_are_counted_by_batch_and_by_who_wrote_them(qtbot, part, tmp_path):
    counted(qtbot, part, examples(tmp_path / "letters.jsonl"))
    cells = [[part.table.item(line, at).text() for at in range(6)] for line in range(part.table.rowCount())]
    assert [row[:2] for row in cells] == [["1", "20"], ["2", "20"], ["All", "40"]]
    assert cells[2][2:5] == ["30 checked\n0 unchecked", "10 known\n0 suspected", "0"]
    assert "Of 40 examples a machine wrote 25 %" in part._sentences.text()


def test_a_named_anchor_file_says_how_many_are_in_every_batch(qtbot, part, tmp_path):
    anchors = tmp_path / "anchors.txt"
    anchors.write_text("Dear customer, letter 1 tells of case 7 and its 1 parts.", encoding="utf-8")
    part.anchors.take([anchors])
    counted(qtbot, part, examples(tmp_path / "letters.jsonl"))
    assert "1 anchors; anchors protect only where they are in every batch" in part._sentences.text()


def test_ticked_answers_are_used_with_evidence_as_one_step_that_can_be_undone(qtbot, window, part, tmp_path):
    audit = window.view.audit
    before = audit.document
    counted(qtbot, part, examples(tmp_path / "letters.jsonl"))
    assert part.offer._ticks
    assert audit.document == before  # nothing is changed by looking
    part.offer.use.click()
    assert audit.document == before
    assert part.offer._state.text() == "Tick at least one answer."
    which, tick = next(iter(part.offer._ticks.items()))
    tick.click()
    part.offer.use.click()
    given = audit.document.answers[which]
    assert given.status == "specific"
    (evidence,) = given.evidence
    assert audit.document.evidence[evidence].file_name == "letters.jsonl"
    others = {key: answer for key, answer in audit.document.answers.items() if key != which}
    assert others == {key: answer for key, answer in before.answers.items() if key != which}
    audit.undo_stack.undo()
    assert audit.answer(which) == before.answers.get(which, audit.answer(which))
    assert audit.document.evidence[evidence].withdrawn


def test_where_nothing_is_said_of_the_examples_nothing_is_offered(qtbot, part, tmp_path):
    file = tmp_path / "letters.jsonl"
    file.write_text("".join(json.dumps({"text": f"Letter {n}"}) + "\n" for n in range(9)), encoding="utf-8")
    counted(qtbot, part, file)
    assert not part.offer.use.isVisible()
    assert "answers no question of this audit" in part.offer._lead.text()


def test_ones_own_examples_answer_no_question_that_was_put_to_a_vendor(qtbot, open_sample, tmp_path):
    """The vendor's questionnaire also asks for anchors and shares, of the vendor."""
    view = open_sample("A_strong_vendor").view
    view.go_to("samples")
    view.page("samples").show_part("training")
    part = view.page("samples").part("training")
    counted(qtbot, part, examples(tmp_path / "letters.jsonl"))
    assert part.offer._ticks == {}
    assert "no questions on your own training" in part.offer._lead.text()


def test_figures_are_kept_where_no_outputs_were_measured(qtbot, window, open_sample, tmp_path):
    """Who tunes a model in the house may have no vendor's outputs at all."""
    view = open_sample("C_in_house_finetune").view
    audit = view.audit
    audit.give_samples(without_outputs(), SampleSummary())
    audit.sample_reading = None
    view.go_to("samples")
    part = view.page("samples").part("training")
    counted(qtbot, part, examples(tmp_path / "letters.jsonl"))
    part.keep.button.click()
    assert not part.keep.button.isEnabled()
    assert audit.document.analyser.reading == "not_run"
    with Workspace.open(tmp_path, read_only=True) as workspace:
        assert stored_reading(workspace, audit.document.audit_id).training.examples == 40
    view.page("samples").show_part("outputs")
    labels = view.page("samples").measuring.findChildren(PlainLabel)
    assert any(label.text() == "Nothing has been measured yet." for label in labels)
