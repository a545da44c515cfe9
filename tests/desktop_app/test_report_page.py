"""The report page: search in the preview, printing, and other audits beside this one."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QPushButton, QWidget

from core.audit.qaudit import read_audit
from desktop_app.pages.report_page import ReportPage
from desktop_app.printing import PrintingError, print_pdf
from desktop_app.report_comparison import ReportComparison
from desktop_app.widgets.pdf_file import open_pdf
from desktop_app.widgets.pdf_text import find_words
from desktop_app.widgets.work_line import WorkCancelledError
from questionnaires.library import EXAMPLES


def shown(qtbot, window) -> ReportPage:
    """The report page with its report drawn."""
    window.view.go_to("report")
    page = window.view.page("report")
    qtbot.waitUntil(lambda: page.preview.pages.count() > 0, timeout=60_000)
    qtbot.waitUntil(lambda: page.preview._shown is not None, timeout=20_000)
    return page


@pytest.fixture
def page(qtbot, open_sample) -> ReportPage:
    return shown(qtbot, open_sample("B_evasive_vendor"))


def words_in(path: Path) -> str:
    with open_pdf(path) as document:
        return "\n".join(one.get_textpage().get_text_bounded() for one in document)


def made(page: ReportPage) -> Path:
    return Path(page._folder.filePath("preview.pdf"))


def press(qtbot, parent: QWidget, name: str) -> None:
    found = [one for one in parent.findChildren(QPushButton) if name in (one.accessibleName(), one.text())]
    qtbot.keyClick(found[0], Qt.Key.Key_Space)


def look_for(qtbot, page: ReportPage, words: str) -> None:
    with qtbot.waitSignal(page.preview.found, timeout=20_000):
        page._find.field.setText(words)


def test_words_are_found_where_they_stand(page):
    hits = find_words(made(page), "reproducibility")
    assert len(hits) > 2
    assert [hit.page for hit in hits] == sorted(hit.page for hit in hits)
    for area in (area for hit in hits for area in hit.areas):
        assert 0 < area.left() < area.right() < 1
        assert 0 < area.top() < area.bottom() < 1
    assert find_words(made(page), "  ") == find_words(made(page), "quite unheard of") == ()


def test_a_second_thread_waits_until_the_file_is_closed(page):
    """PDFium cannot serve two threads; without the wait this ends the whole run."""
    path = made(page)

    def read() -> int:
        return sum(len(words_in(path)) for _ in range(3))

    with ThreadPoolExecutor(4) as threads:
        assert len({task.result() for task in [threads.submit(read) for _ in range(8)]}) == 1


def test_places_are_stepped_through_by_keys_and_the_last_leads_to_the_first(qtbot, page):
    page.keys[0].trigger()
    assert page._find.field.hasFocus() or not page.window().isActiveWindow()
    look_for(qtbot, page, "Reproducibility")
    count = len(page.preview._hits)
    assert page._find.state.text() == f"1 of {count}"
    page.keys[2].trigger()
    assert page._find.state.text() == f"{count} of {count}"
    assert page.preview.pages.currentRow() == page.preview._hits[-1].page
    page.keys[1].trigger()
    assert page._find.state.text() == f"1 of {count}"


@pytest.mark.slow
def test_a_found_place_is_marked_on_its_page(qtbot, page):
    before = page.preview._sheet.pixmap().toImage()
    row = page.preview.pages.currentRow()
    look_for(qtbot, page, "vendor")
    assert page.preview._hits[0].page == row
    assert page.preview._sheet.pixmap().toImage() != before
    look_for(qtbot, page, "")
    assert page.preview._sheet.pixmap().toImage() == before


@pytest.mark.slow
def test_words_that_are_not_there_are_said_not_to_be(qtbot, page):
    look_for(qtbot, page, "zzzz")
    assert page._find.state.text() == "not found"


@pytest.mark.slow
def test_the_keys_rest_while_another_stage_is_in_front(page):
    assert all(key.isEnabled() for key in page.keys)
    page.window().view.go_to("questions")
    assert not any(key.isEnabled() for key in page.keys)


def test_pages_are_printed_as_shown(page, tmp_path):
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    printer.setFromTo(2, 3)
    assert print_pdf(made(page), printer) == 2
    with open_pdf(tmp_path / "paper.pdf") as paper:
        assert len(paper) == 2
        picture = paper[0].render(scale=1, grayscale=True).to_numpy()
    assert picture.min() < 100 < picture.mean()


@pytest.mark.slow
def test_the_dialog_of_printers_offers_the_pages_there_are(qtbot, page):
    page.keys[3].trigger()
    dialog = page.findChild(QPrintDialog)
    assert dialog.isVisible()
    assert (dialog.minPage(), dialog.maxPage()) == (1, page.preview.pages.count())
    dialog.reject()


@pytest.mark.slow
@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_no_job_is_said_in_one_sentence(page, tmp_path):
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "no such folder" / "paper.pdf"))
    with pytest.raises(PrintingError, match="cannot be printed to"):
        print_pdf(made(page), printer)


def test_everything_has_a_spoken_name(page):
    for widget in page.findChildren(QWidget):
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisibleTo(page):
            assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name), type(widget).__name__


@pytest.mark.slow
def test_another_audit_is_chosen_by_keys_and_stands_in_the_client_edition_only(qtbot, open_sample):
    window = open_sample("B_evasive_vendor")
    window.view.audit.workspace.add(read_audit(EXAMPLES / "A_strong_vendor.yaml"))
    page = shown(qtbot, window)
    press(qtbot, page, "Compare…")
    qtbot.waitUntil(lambda: page.findChild(ReportComparison) is not None, timeout=20_000)
    dialog = page.findChild(ReportComparison)
    assert not dialog.put.isEnabled()
    box = next(one for one in dialog.findChildren(QWidget) if type(one).__name__ == "_Check")
    qtbot.keyClick(box, Qt.Key.Key_Space)
    qtbot.keyClick(dialog.put, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "Beside other audits" in words_in(made(page)), timeout=60_000)
    page._edition.choose("vendor")
    qtbot.waitUntil(lambda: "Beside other audits" not in words_in(made(page)), timeout=60_000)
    assert not page._compare.isEnabled()


@pytest.mark.slow
def test_the_last_audits_are_offered_over_time(qtbot, open_sample):
    window = open_sample("B_evasive_vendor")
    first = window.view.audit.document.audit_id
    window.opening.next_of(first)
    qtbot.waitUntil(lambda: window.view.audit.document.follows == first, timeout=20_000)
    page = shown(qtbot, window)
    press(qtbot, page, "Compare…")
    qtbot.waitUntil(lambda: page.findChild(ReportComparison) is not None, timeout=20_000)
    dialog = page.findChild(ReportComparison)
    assert dialog.kind.current == "over time"
    assert dialog.audits.selected() == (first,)
    qtbot.keyClick(dialog.put, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "Over time" in words_in(made(page)), timeout=60_000)
    page.comparison.compare_with((), False)
    qtbot.waitUntil(lambda: "What became of each answer" not in words_in(made(page)), timeout=60_000)


@pytest.mark.parametrize("ending", ["docx", "xlsx", "json"])
def test_the_audit_is_saved_for_other_programs_with_the_words_of_the_edition(qtbot, page, tmp_path, ending):
    path = tmp_path / f"audit.{ending}"
    page.export_to(path)
    qtbot.waitUntil(lambda: str(path) in page.work.words.text(), timeout=20_000)
    assert path.read_bytes()[:1] in (b"P", b"{")


def test_an_ending_that_no_program_goes_by_is_refused_in_one_sentence(qtbot, page, tmp_path):
    page.export_to(tmp_path / "audit.odt")
    qtbot.waitUntil(lambda: "exports end in" in page.work.words.text(), timeout=20_000)
    assert list(tmp_path.glob("audit*")) == []


@pytest.mark.slow
def test_a_long_report_shows_how_far_it_is_and_is_cancelled_by_key_with_nothing_written(qtbot, page, tmp_path):
    out = tmp_path / "report.pdf"
    out.write_bytes(b"what was there")
    work, said, steps = page.work, [], []
    work.told.connect(said.append)
    work._stepped.connect(lambda _turn, done, wanted: steps.append((done, wanted)))
    work._patience.setInterval(0)
    page.save_to(out)
    qtbot.waitUntil(lambda: work.stop.isVisible() and work.bar.maximum() > 0 and work.bar.value() > 2, timeout=60_000)
    began = time.perf_counter()
    qtbot.keyClick(work.stop, Qt.Key.Key_Space)
    assert time.perf_counter() - began < 0.2
    assert not work.stop.isVisible()
    assert said == ["Cancelled. Nothing has changed."]
    page._audit.background._pool.waitForDone()
    qtbot.wait(50)
    assert out.read_bytes() == b"what was there"
    assert said == ["Cancelled. Nothing has changed."]
    assert steps[-1][0] < steps[-1][1]
    page.save_to(out)
    qtbot.waitUntil(lambda: len(said) == 2, timeout=60_000)
    assert said[1] == f"Saved: {out}"
    assert out.read_bytes().startswith(b"%PDF")


@pytest.mark.slow
def test_a_report_is_saved_while_its_preview_is_still_being_drawn(qtbot, page, tmp_path):
    out = tmp_path / "report.pdf"
    said: list[str] = []
    page.work.told.connect(said.append)
    page._edition.choose("vendor")
    page.save_to(out)
    qtbot.waitUntil(lambda: len(said) == 2, timeout=60_000)
    assert "Fingerprint" in said[0]
    assert said[1] == f"Saved: {out}"


@pytest.mark.slow
def test_a_report_that_cannot_be_saved_is_said_aloud(qtbot, page, tmp_path):
    said: list[str] = []
    page.work.told.connect(said.append)
    page.save_to(tmp_path / "no such folder" / "report.pdf")
    qtbot.waitUntil(lambda: bool(said), timeout=60_000)
    assert said[0].startswith("That did not work: ")


@pytest.mark.slow
def test_printing_is_cancelled_between_two_pages(qtbot, page, tmp_path):
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    seen: list[int] = []

    def stop_after_two(done: int, _wanted: int) -> None:
        seen.append(done)
        if done == 2:
            raise WorkCancelledError

    with pytest.raises(WorkCancelledError):
        print_pdf(made(page), printer, stop_after_two)
    assert seen == [1, 2]
