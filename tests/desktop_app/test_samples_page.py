from __future__ import annotations

import itertools
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QAccessible, QDropEvent
from PySide6.QtWidgets import QComboBox, QPushButton, QTableWidget, QWidget

from core.audit.workspace import Workspace
from core.samples.neural.embedding_model import installed_folder
from desktop_app.pages.samples_against import EARLIER, NOTHING, PEOPLE
from desktop_app.pages.samples_measuring import MeasuringPart
from desktop_app.pages.samples_shown import ShownCard
from desktop_app.sample_storage import stored_reading
from desktop_app.widgets.late_fold import LateFold
from desktop_app.widgets.plain_label import PlainLabel
from desktop_app.widgets.texts_side_by_side import TextsSideBySide

pytestmark = pytest.mark.slow  # each opens an audit, and most start a process that measures

HOSTILE = "<b>&amp;</b><img src='file:///etc/passwd'>\u202eabc " + "W" * 400
ENGLISH = ("the", "of", "and", "with", "in", "to")
SUBJECTS = ("river", "ledger", "harbour", "orchard", "engine", "winter")


def body(n: int, salt: int = 0) -> str:
    words = (
        f"{ENGLISH[(n + k) % 6]} {SUBJECTS[(n * 5 + k * 3) % 6]}{(n * 31 + k * k * 7 + salt * 13) % 211}"
        for k in range(70)
    )
    return " ".join(words)


def text(n: int, salt: int = 0) -> str:
    return f"Report {n} says that costs rose and nobody expected it: {body(n, salt)}"


def lines(path: Path, rows: list[dict[str, str]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def outputs(tmp_path) -> Path:
    """Sixty texts: two releases, five answers to each of six prompts in each, with two copies."""
    rows = [
        {"prompt": f"Case {n % 30 // 5}", "version": "1.9" if n < 30 else "1.10", "body": text(n // 2 if n < 4 else n)}
        for n in range(60)
    ]
    return lines(tmp_path / "outputs.jsonl", rows)


@pytest.fixture
def page(open_sample) -> MeasuringPart:
    view = open_sample().view
    view.go_to("samples")
    return view.page("samples").measuring


def words_on(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(PlainLabel) if label.isVisible())


def looked_at(qtbot, card) -> None:
    qtbot.waitUntil(lambda: card.look is not None, timeout=60_000)
    qtbot.wait(20)  # what was added is shown


def measured(qtbot, page) -> None:
    qtbot.waitUntil(page.row.button.isEnabled, timeout=60_000)
    page.row.button.click()
    assert page.row.child.is_busy
    qtbot.waitUntil(lambda: not page.row.child.is_busy, timeout=120_000)
    qtbot.wait(50)  # what was added is shown


def test_samples_are_measured_shown_and_stored(qtbot, window, page, tmp_path, outputs):
    page.outputs.take([outputs])
    looked_at(qtbot, page.outputs)
    assert page.row.button.isEnabled()
    measured(qtbot, page)
    audit = window.view.audit
    assert audit.sample_reading.texts == 60
    assert "Inconclusive" in words_on(page)
    assert any(table.isVisible() for table in page.result.findChildren(QTableWidget))
    with Workspace.open(tmp_path, read_only=True) as workspace:
        assert workspace.load(audit.document.audit_id).analyser.n == 60


def test_readings_are_there_after_reopening_and_the_texts_are_not(qtbot, window, page, tmp_path, outputs):
    page.outputs.take([outputs])
    measured(qtbot, page)
    reading, audit_id = window.view.audit.sample_reading, window.view.audit.document.audit_id
    assert "The texts themselves" in words_on(page)
    window.show_start()
    window.open_audit(audit_id)
    qtbot.waitUntil(lambda: window.view is not None)
    assert window.view.audit.sample_reading == reading
    window.view.go_to("samples")
    again = window.view.page("samples").measuring
    qtbot.wait(20)
    assert "The texts themselves are not kept" in words_on(again)
    assert text(7).encode()[:40] not in (tmp_path / "workspace.db").read_bytes()


def test_excerpts_are_kept_only_while_a_person_says_so(qtbot, window, page, tmp_path, outputs):
    page.outputs.take([outputs])
    measured(qtbot, page)
    keep = page.result.findChild(ShownCard).keep

    def kept() -> bool:
        with Workspace.open(tmp_path, read_only=True) as workspace:
            return stored_reading(workspace, window.view.audit.document.audit_id).shown is not None

    assert not kept()
    keep.press(1)
    assert kept()
    keep.press(1)
    assert not kept()


def test_measuring_is_undone_and_done_again_with_what_is_shown(qtbot, window, page, tmp_path, outputs):
    audit = window.view.audit
    before = audit.document.analyser
    page.outputs.take([outputs])
    measured(qtbot, page)
    reading = audit.sample_reading
    window.view.go_to("questions")
    audit.undo_stack.undo()
    assert page.isVisible()
    assert (audit.sample_reading, audit.document.analyser) == (None, before)
    qtbot.wait(50)
    assert f"{before.n} texts, against" in words_on(page)
    with Workspace.open(tmp_path, read_only=True) as workspace:
        assert workspace.load(audit.document.audit_id).analyser == before
        assert stored_reading(workspace, audit.document.audit_id) is None
    audit.undo_stack.redo()
    qtbot.wait(50)
    assert audit.sample_reading == reading
    assert "60 texts," in words_on(page)
    assert page.result.findChild(ShownCard) is not None
    page.result.findChild(ShownCard).keep.press(1)
    assert audit.sample_reading.shown is not None
    audit.undo_stack.undo()
    assert audit.sample_reading == reading
    qtbot.wait(50)
    assert page.result.findChildren(ShownCard)[-1].keep.selected() == ()


def test_a_language_model_looks_at_what_the_texts_say(qtbot, window, page, tmp_path, outputs):
    pytest.importorskip("torch")
    if installed_folder() is None:
        pytest.skip("the embedding model is not installed")
    long = [f"{body(n)} {body(n + 200)}" for n in range(80)]
    page.outputs.take([lines(tmp_path / "a.jsonl", [{"text": words} for words in long[:40]])])
    page.against.choice.press(1)
    page.against.reference.take([lines(tmp_path / "b.jsonl", [{"text": words} for words in long[40:]])])
    page.model.meaning.wanted.press(1)
    measured(qtbot, page)
    assert page.row.state.text() == ""
    reading = window.view.audit.sample_reading
    said = [item.measure for item in reading.readings] + list(reading.reasons)
    assert "match_precision" in said or any("in what they say" in words for words in said), reading.reasons


@pytest.fixture
def language_model(tmp_path_factory) -> Path:
    """A tiny model that was taught nothing, with a number for each word of the texts used here."""
    pytest.importorskip("torch")
    from transformers import PreTrainedTokenizerFast

    from tests.core.samples.neural.marking_model import made_model

    folder = tmp_path_factory.mktemp("language-model")
    made = made_model(folder, [body(n) for n in range(200)])
    PreTrainedTokenizerFast(tokenizer_object=made.tokenizer, unk_token="the").save_pretrained(folder)
    made.network.save_pretrained(folder)
    return folder


def test_without_the_extra_the_model_says_what_is_missing_and_the_rest_is_measured(
    qtbot, open_sample, tmp_path, outputs, monkeypatch
):
    import desktop_app.pages.samples_model as model

    monkeypatch.setattr(model, "find_spec", lambda _name: None)
    view = open_sample().view
    view.go_to("samples")
    page = view.page("samples").measuring
    said = words_on(page.model)
    assert said.count("This needs torch and transformers, which this installation lacks; everything else works") == 2
    assert not page.model.meaning.wanted.isEnabled()
    assert not page.model.prediction.wanted.isEnabled()
    page.outputs.take([outputs])
    measured(qtbot, page)
    assert view.audit.sample_reading.texts == 60


def test_a_language_model_says_how_predictable_texts_are_and_is_not_asked_twice(
    qtbot, window, page, tmp_path, language_model
):
    page.outputs.take([lines(tmp_path / "a.jsonl", [{"text": f"{body(n)} {body(n + 200)}"} for n in range(40)])])
    page.against.choice.press(1)
    theirs = [{"text": f"{body(n)} {body(n + 300)}"} for n in range(40, 80)]
    page.against.reference.take([lines(tmp_path / "b.jsonl", theirs)])
    page.model.prediction.take(language_model)
    page.model.prediction.wanted.press(1)
    measured(qtbot, page)
    assert page.row.state.text() == ""
    first = window.view.audit.sample_reading
    assert any("bits" in item.unit or "bits a token" in item.sentence for item in first.readings), first.reasons
    kept = tmp_path / "language_models.db"
    before = kept.read_bytes()
    assert b"Report" not in before
    measured(qtbot, page)
    assert window.view.audit.sample_reading == first
    assert kept.read_bytes() == before


def test_a_folder_without_the_model_is_refused_in_its_sentence(qtbot, window, page, tmp_path, outputs):
    pytest.importorskip("torch")
    before = window.view.audit.document
    page.outputs.take([outputs])
    page.model.meaning.take(tmp_path)
    page.model.meaning.wanted.press(1)
    measured(qtbot, page)
    assert "no config.json" in page.row.state.text()
    assert window.view.audit.document == before


def test_samples_that_cannot_be_read_are_refused_plainly(qtbot, window, page, tmp_path):
    file = tmp_path / "empty.txt"
    file.write_text("", encoding="utf-8")
    page.outputs.take([file])
    looked_at(qtbot, page.outputs)
    assert "Left out: empty.txt holds no text; add texts or leave the file out." in words_on(page.outputs)
    assert not page.row.button.isEnabled()
    assert window.view.audit.document.analyser.n == 240


def test_a_bad_file_has_its_sentence_and_the_others_are_measured(qtbot, page, tmp_path, outputs):
    bad = tmp_path / "broken.csv"
    bad.write_bytes(b"\x00\x01\x02")
    page.outputs.take([outputs, bad])
    looked_at(qtbot, page.outputs)
    assert "outputs.jsonl: 60 texts" in words_on(page.outputs)
    assert "Left out: broken.csv" in words_on(page.outputs)
    assert page.outputs.given().paths == (outputs,)


def test_a_table_is_shown_with_likely_columns_which_the_keyboard_can_change(qtbot, page, outputs):
    page.outputs.take([outputs])
    looked_at(qtbot, page.outputs)
    columns = page.outputs.given().columns
    assert (columns.text, columns.prompt, columns.release) == ("body", "prompt", "version")
    box = page.outputs.findChildren(QComboBox)[2]
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: not page.outputs.is_looking, timeout=60_000)
    assert page.outputs.given().columns.release is None


def test_files_and_folders_are_dropped_and_removed(qtbot, page, tmp_path, outputs):
    folder = tmp_path / "letters"
    folder.mkdir()
    lines(folder / "one.jsonl", [{"body": text(1), "prompt": "p", "version": "2"}])
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(path)) for path in (outputs, folder)])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, dropped, buttons, keys, QEvent.Type.Drop)
    page.outputs.dropEvent(event)
    looked_at(qtbot, page.outputs)
    assert [(file.path, file.texts) for file in page.outputs.look.files] == [(outputs, 60), (folder, 1)]
    remove = next(b for b in page.outputs.findChildren(QPushButton) if b.accessibleName() == "Remove letters")
    remove.click()
    assert page.outputs.paths == (outputs,)


def test_pasted_texts_are_measured(qtbot, window, page):
    page.outputs.way.choose("paste")
    assert not page.row.button.isEnabled()
    page.outputs.pasted.setPlainText("\n---\n".join(text(n) for n in range(12)))
    qtbot.waitUntil(page.row.button.isEnabled, timeout=5_000)
    measured(qtbot, page)
    assert window.view.audit.sample_reading.texts == 12


def test_two_releases_of_one_file_are_compared(qtbot, window, page, outputs):
    page.outputs.take([outputs])
    looked_at(qtbot, page.outputs)
    page.against.choice.press(2)
    page.against.within.where.choose("within")
    assert (page.against.within.later, page.against.within.earlier) == ("1.10", "1.9")
    assert page.against.choice.selected() == (EARLIER,)
    measured(qtbot, page)
    audit = window.view.audit
    assert audit.sample_reading.texts == 30
    assert audit.document.analyser.baseline == "earlier release (1.9)"
    assert "at least 30 texts" in audit.sample_reading.reasons[0]  # a prompt counts once
    fold = next(f for f in page.result.findChildren(LateFold) if f.button.text().startswith("Answers prompt by prompt"))
    fold.button.click()
    qtbot.wait(50)
    assert "The product 1" in words_on(fold)
    assert "The earlier release 1" in words_on(fold)


def test_the_model_release_and_months_that_are_meant_are_chosen_and_said(qtbot, window, page, tmp_path):
    rows = [
        {
            "text": text(n),
            "model": "large" if n % 2 else "small",
            "version": "2" if n < 40 else "1",
            "date": f"2026-0{1 + n // 20}-10",
        }
        for n in range(60)
    ]
    page.outputs.take([lines(tmp_path / "mixed.jsonl", rows)])
    looked_at(qtbot, page.outputs)
    box = page.outputs.only_box
    assert box.isVisible()
    assert "All 60 texts." in words_on(box)

    def choose(which: str, value: str) -> None:
        choice = box.choices[which]
        choice.setCurrentIndex(choice.findData(value))
        choice.activated.emit(choice.currentIndex())
        qtbot.waitUntil(lambda: not page.outputs.is_looking, timeout=60_000)

    choose("model", "large")
    assert "30 of 60 texts." in words_on(box)
    choose("since", "2026-02")
    assert "20 of 60 texts." in words_on(box)
    measured(qtbot, page)
    reading = window.view.audit.sample_reading
    assert reading.texts == 20
    assert "Only texts of model large, dated from 2026-02 were read: 20 of 60." in reading.reasons
    choose("release", "1")
    choose("until", "2026-01")
    assert "0 of 60 texts." in words_on(box)
    assert not page.row.button.isEnabled()


def test_a_choice_goes_with_the_column_it_was_made_in(qtbot, page, tmp_path):
    rows = [{"text": text(n), "model": "large" if n % 2 else "small"} for n in range(6)]
    page.outputs.take([lines(tmp_path / "mixed.jsonl", rows)])
    looked_at(qtbot, page.outputs)
    box = page.outputs.only_box
    box.choices["model"].setCurrentIndex(1)
    box.choices["model"].activated.emit(1)
    qtbot.waitUntil(lambda: not page.outputs.is_looking, timeout=60_000)
    columns = page.outputs.findChildren(QComboBox)[4]
    columns.setFocus()
    qtbot.keyClick(columns, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: not page.outputs.is_looking and not box.isVisible(), timeout=60_000)
    assert page.outputs.given().only.model == ""
    assert page.outputs.look.meant == 6


def test_the_encoding_used_is_said_when_it_is_not_the_usual_one(qtbot, page, tmp_path):
    file = tmp_path / "letters.txt"
    file.write_bytes("Ein Café voll Gäste\n---\nZweiter Brief über Bäume".encode("windows-1252"))
    page.outputs.take([file])
    looked_at(qtbot, page.outputs)
    assert "letters.txt: 2 texts. letters.txt is not UTF-8; it was read as Windows-1252." in words_on(page.outputs)


def test_a_comparison_without_its_texts_is_said_and_not_measured(qtbot, page, outputs):
    page.outputs.take([outputs])
    looked_at(qtbot, page.outputs)
    page.against.choice.press(1)
    assert page.against.choice.selected() == (PEOPLE,)
    assert not page.row.button.isEnabled()
    assert page.row.state.text() == "Give your own documents as well, or choose another comparison."
    page.against.choice.press(4)
    assert page.against.choice.selected() == (NOTHING,)
    assert page.row.button.isEnabled()


def test_own_documents_give_a_figure_words_never_used_and_texts_side_by_side(qtbot, page, tmp_path, outputs):
    people = tmp_path / "ours.txt"
    people.write_text("\n---\n".join(f"our lasting word {text(n, 5)}" for n in range(60)), encoding="utf-8")
    page.outputs.take([outputs])
    page.against.choice.press(1)
    page.against.reference.take([people])
    measured(qtbot, page)
    for fold in page.result.findChildren(LateFold):
        fold.button.click()
    qtbot.wait(50)
    tables = {table.accessibleName(): table for table in page.result.findChildren(QTableWidget)}
    assert any(name == "Words the sample never uses" for name in tables)
    groups = [part for part in page.result.findChildren(TextsSideBySide) if part.isVisible()]
    assert len(groups) == 2
    copies = next(part for part in groups if part.table.accessibleName() == "Groups of near copies")
    assert copies.table.count() >= 1
    shown = [field.toPlainText() for field in copies.findChildren(QWidget) if hasattr(field, "toPlainText")]
    assert shown[0] == shown[1]


def test_cancelling_stops_at_once_and_changes_nothing(qtbot, window, page, tmp_path):
    page.outputs.take([lines(tmp_path / "many.jsonl", [{"text": text(n)} for n in range(900)])])
    before = window.view.audit.document
    qtbot.waitUntil(page.row.button.isEnabled, timeout=60_000)
    page.measure()
    qtbot.waitUntil(lambda: page.row.state.text() not in ("", "Starting…"), timeout=60_000)
    assert page.row.child.is_busy
    pressed = time.perf_counter()
    page.row.cancel_button.click()
    assert time.perf_counter() - pressed < 1.0
    assert not page.row.child.is_busy
    assert page.row.state.text() == "Cancelled. Nothing was changed."
    assert page.row.button.isEnabled()
    qtbot.wait(200)
    assert window.view.audit.document == before


def test_the_window_goes_on_while_it_measures(qtbot, window, page, tmp_path):
    """The longest gap between ticks, against the longest while a program that has nothing to do with it works."""
    texts = lines(tmp_path / "many.jsonl", [{"text": text(n)} for n in range(600)])
    people = lines(tmp_path / "people.jsonl", [{"text": text(n, 9)} for n in range(600)])
    page.outputs.take([texts])
    page.against.choice.press(1)
    page.against.reference.take([people])
    looked_at(qtbot, page.outputs)
    looked_at(qtbot, page.against.reference)
    audit = window.view.audit
    qtbot.waitUntil(lambda: not audit.scoring, timeout=60_000)
    ticks: list[float] = []
    timer = QTimer()
    timer.setInterval(5)
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    timer.start()
    other = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    qtbot.wait(2_500)
    other.kill()
    other.wait()
    unrelated = worst_gap(ticks)
    page.measure()
    qtbot.wait(300)  # the button's own work and the start of the process are over
    ticks.clear()
    qtbot.waitUntil(lambda: page.row.bar.value() > 0 or not page.row.child.is_busy, timeout=60_000)
    qtbot.wait(2_000)
    busy = worst_gap(ticks)
    timer.stop()
    page.row.cancel()
    assert busy < max(0.05, 3 * unrelated), f"{1000 * busy:.0f} ms, unrelated {1000 * unrelated:.0f} ms"


def worst_gap(ticks: list[float]) -> float:
    return max(after - before for before, after in itertools.pairwise(ticks))


def test_leaving_the_audit_while_it_measures_leaves_nothing_behind(qtbot, window, page, tmp_path):
    page.outputs.take([lines(tmp_path / "many.jsonl", [{"text": text(n)} for n in range(900)])])
    qtbot.waitUntil(page.row.button.isEnabled, timeout=60_000)
    page.measure()
    qtbot.waitUntil(lambda: page.row.state.text() not in ("", "Starting…"), timeout=60_000)
    assert page.row.child.is_busy
    window.show_start()
    qtbot.wait(100)
    assert window.view is None


def test_hostile_words_are_shown_as_they_are(qtbot, page, tmp_path):
    rows = [{HOSTILE: f"{HOSTILE} {n % 2}", "prompt": HOSTILE, "release": HOSTILE} for n in range(40)]
    page.outputs.take([lines(tmp_path / "h.jsonl", rows)])
    looked_at(qtbot, page.outputs)
    measured(qtbot, page)
    for fold in page.result.findChildren(LateFold):
        fold.button.click()
    qtbot.wait(20)
    for label in page.findChildren(PlainLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText
    qtbot.wait(50)
    assert page.widget().minimumSizeHint().width() <= page.viewport().width()


def test_everything_that_takes_the_focus_is_named_in_every_part(qtbot, window, page, outputs):
    page.outputs.take([outputs])
    looked_at(qtbot, page.outputs)
    page.against.choice.press(3)
    page.against.choice.press(2)
    page.against.choice.press(1)
    measured_page = window.view.page("samples")
    for part in ("outputs", "rare", "marks", "training"):
        measured_page.show_part(part)
        qtbot.wait(20)
        for widget in measured_page.findChildren(QWidget):
            if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible():
                spoken = QAccessible.queryAccessibleInterface(widget)
                assert spoken.text(QAccessible.Text.Name), f"{type(widget).__name__} in {part}"
