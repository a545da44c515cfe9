"""The stage of evidence: files in, grades, contradictions and sign-off, by keyboard and with hostile text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton, QWidget

from core.audit.document import Contradiction, EvidenceItem
from core.audit.qaudit import read_audit
from core.audit.workspace import Workspace
from desktop_app.background import Background
from desktop_app.open_audit import OpenAudit
from desktop_app.open_evidence import ask_and_open, safe_name
from desktop_app.pages.evidence_page import EvidencePage
from desktop_app.settings import Settings
from questionnaires.answer import TEXT_LIMIT, Answer
from questionnaires.library import EXAMPLES, load_library

HOSTILE = "<b>&amp;</b><img src='file:///etc/passwd'>\u202eabc\n" + "W" * 300
LIBRARY = load_library()


@pytest.fixture
def audit(qapp, tmp_path: Path) -> Iterator[OpenAudit]:
    with Workspace.open(tmp_path / "workspace") as workspace:
        document = workspace.add(read_audit(EXAMPLES / "B_evasive_vendor.yaml"))
        opened = OpenAudit(workspace, LIBRARY, document, Background())
        yield opened
        opened.close()


@pytest.fixture
def page(qtbot, audit: OpenAudit, appearance) -> EvidencePage:
    shown = EvidencePage(audit, Settings())
    qtbot.addWidget(shown)
    shown.resize(1000, 680)
    shown.show()
    return shown


def settled(page: EvidencePage) -> EvidencePage:
    """The page, once what is being copied in the background has been entered."""
    page.register._background._pool.waitForDone()
    QCoreApplication.processEvents()
    return page


def button(page: QWidget, words: str) -> QPushButton:
    (found,) = [one for one in page.findChildren(QPushButton) if one.text().replace("&", "") == words]
    return found


def test_dropped_files_are_copied_entered_and_shown(page: EvidencePage, audit: OpenAudit, tmp_path: Path) -> None:
    files = [tmp_path / "count.pdf", tmp_path / "log.txt"]
    for file in files:
        file.write_bytes(b"content of " + file.name.encode())
    told: list[str] = []
    page.register.files_refused.disconnect()
    page.register.files_refused.connect(told.append)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in (*files, tmp_path)])
    action = Qt.DropAction.CopyAction
    drop = QDropEvent(QPointF(5, 5), action, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    page.register.dropEvent(drop)
    settled(page)
    entered = {name: item for name, item in audit.document.evidence.items() if item.file_name}
    assert [item.file_name for item in entered.values()] == ["count.pdf", "log.txt"]
    assert audit.workspace.attached_file(entered["B-06"].sha256 or "") == b"content of count.pdf"
    assert page.register.table.current == "B-06"
    assert len(told) == 1
    assert "attach a single file" in told[0]


def test_what_is_typed_about_evidence_is_saved_and_a_wrong_date_is_named(page: EvidencePage, audit: OpenAudit) -> None:
    form = page.register.form
    page.register.table.choose("B-04")
    form.source.setText("Sent by the sales engineer")
    form.received.setText("2026-11-06")
    form.flush()
    item = audit.workspace.load(audit.document.audit_id).evidence["B-04"]
    assert (item.source, item.received) == ("Sent by the sales engineer", dt.date(2026, 11, 6))
    form.received.setText("yesterday")
    form.flush()
    assert "“yesterday” is not a date" in "".join(label.text() for label in form.findChildren(QLabel))
    assert audit.document.evidence["B-04"] == item


def test_evidence_is_linked_and_unlinked(qtbot, page: EvidencePage, audit: OpenAudit) -> None:
    form = page.register.form
    page.register.table.choose("B-04")
    form.question.choose("TD-2.01")
    form.link.click()
    assert audit.answer("TD-2.01").evidence == ("B-03", "B-04")
    qtbot.waitUntil(lambda: bool(button_named(form, "Unlink TD-2.01 from B-04")))
    button_named(form, "Unlink TD-2.01 from B-04")[0].click()
    assert audit.answer("TD-2.01").evidence == ("B-03",)


def test_one_piece_backs_several_answers(qtbot, page: EvidencePage, audit: OpenAudit) -> None:
    form = page.register.form
    page.register.table.choose("B-04")
    for question in ("TD-2.01", "TD-2.02", "TD-3.01"):
        form.question.choose(question)
        form.link.click()
    stored = audit.workspace.load(audit.document.audit_id).answers
    assert all("B-04" in stored[question].evidence for question in ("TD-2.01", "TD-2.02", "TD-3.01"))
    model = page.register.table.model()
    (row,) = [row for row in range(model.rowCount()) if model.index(row, 0).data() == "B-04"]
    wanted = {"TD-2.01", "TD-2.02", "TD-3.01", "TD-7.02"}
    qtbot.waitUntil(lambda: set(model.index(row, 4).data().split(", ")) == wanted)


def test_where_files_can_be_let_go_is_shown_while_they_are_held(page: EvidencePage, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "x.pdf"))])
    at_rest = page.register._drop.grab().toImage()
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.register.dragEnterEvent(QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, left, none))
    assert page.register._drop.grab().toImage() != at_rest
    page.register.dragLeaveEvent(QDragLeaveEvent())
    assert page.register._drop.grab().toImage() == at_rest


def button_named(page: QWidget, name: str) -> list[QPushButton]:
    return [one for one in page.findChildren(QPushButton) if one.accessibleName() == name]


def test_a_file_is_opened_only_after_a_question_whose_default_is_no(
    qtbot, page: EvidencePage, audit: OpenAudit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(
        "desktop_app.open_evidence.QDesktopServices.openUrl", lambda url: opened.append(Path(url.toLocalFile())) or True
    )
    source = tmp_path / "count.pdf"
    source.write_bytes(b"%PDF")
    page.register.add_files([source])
    settled(page)
    page.register.form.open_file.click()
    (box,) = page.findChildren(QMessageBox)
    assert "came from outside" in box.text()
    assert box.textFormat() == Qt.TextFormat.PlainText
    assert box.defaultButton() is box.button(QMessageBox.StandardButton.Cancel)
    assert opened == []
    next(one for one in box.buttons() if "Open" in one.text()).click()
    (copy,) = opened
    assert copy.read_bytes() == b"%PDF"
    assert copy.stat().st_mode & 0o777 == 0o400


def test_a_file_that_could_run_is_not_opened_at_all(page: EvidencePage, audit: OpenAudit, tmp_path: Path) -> None:
    source = tmp_path / "invoice.pdf.exe"
    source.write_bytes(b"MZ")
    page.register.add_files([source])
    settled(page)
    ask_and_open(page, audit.workspace, audit.document.evidence["B-06"])
    (box,) = page.findChildren(QMessageBox)
    assert "can run programs" in box.text()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("a b<c>.PDF", "a_b_c.pdf"),
        ("COUNT.p\u202efdp", "COUNT"),
        ("", "What_was_said"),
        ("x" * 300 + ".txt", "x" * 80 + ".txt"),
    ],
)
def test_a_copy_has_a_name_of_letters_and_digits(name: str, safe: str) -> None:
    item = EvidenceItem(title="What was said", kind="document").model_copy(update={"file_name": name})
    assert safe_name(item) == safe


def test_a_grade_says_what_lowers_it_and_a_reason_is_kept(qtbot, page: EvidencePage, audit: OpenAudit) -> None:
    page.show_part("grades")
    page.grades.table.choose("TD-7.02")
    form = page.grades.form
    form._boxes["scope"].click()
    form._reasons["scope"].setText("Terms of another product")
    form.flush()
    answer = audit.workspace.load(audit.document.audit_id).answers["TD-7.02"]
    assert (answer.adjust, answer.adjust_reasons) == (("scope",), {"scope": "Terms of another product"})
    qtbot.waitUntil(lambda: "counts as 2" in "".join(label.text() for label in form.findChildren(QLabel)))
    form._boxes["scope"].click()
    assert audit.answer("TD-7.02").adjust == ()


def test_old_evidence_is_suggested_as_out_of_date_and_the_reviewer_decides(
    qtbot, page: EvidencePage, audit: OpenAudit
) -> None:
    item = audit.document.evidence["B-04"]
    audit.record.give_evidence("B-04", item.model_copy(update={"dated": dt.date(2025, 1, 15)}))
    page.show_part("grades")
    page.grades.table.choose("TD-7.02")
    assert audit.answer("TD-7.02").adjust == ()
    button(page.grades.form, "Count it as “out of date”").click()
    assert audit.answer("TD-7.02").adjust == ("stale",)
    assert "is dated 2025-01-15" in audit.answer("TD-7.02").adjust_reasons["stale"]


def test_closing_a_contradiction_needs_a_sentence_and_a_name(page: EvidencePage, audit: OpenAudit) -> None:
    page.show_part("contradictions")
    (card,) = page.contradictions._cards.values()
    card.close_it.click()
    assert audit.document.contradictions[0].state == "open"
    card.closed_by.setText("R. Okafor")
    card.resolution.set_words("Two models were meant.")
    card.flush()
    card.close_it.click()
    closed = audit.workspace.load(audit.document.audit_id).contradictions[0]
    assert (closed.state, closed.resolution, closed.closed_by) == ("closed", "Two models were meant.", "R. Okafor")
    assert closed.closed_on == dt.date.today()
    card.reopen.click()
    assert audit.document.contradictions[0].state == "open"


def test_what_the_program_finds_and_what_a_person_writes_are_recorded_as_open(
    qtbot, page: EvidencePage, audit: OpenAudit
) -> None:
    page.show_part("contradictions")
    form = page.contradictions.form
    form.record.click()
    assert len(audit.document.contradictions) == 1
    form.question.choose("TD-1.02")
    form.claim_a.set_words("Licensed only.")
    form.claim_b.set_words("Crawled.")
    form.record.click()
    assert audit.document.contradictions[1].state == "open"
    shares = {"licensed": {"low": 60}, "crawled": {"low": 60}}
    audit.give_answer("TD-1.02", Answer.model_validate({"status": "specific", "grade": 2, "value": shares}))
    qtbot.waitUntil(lambda: bool(page.contradictions.candidates()))
    qtbot.waitUntil(lambda: any(one.text() == "&Record it as open" for one in page.findChildren(QPushButton)))
    next(one for one in page.findChildren(QPushButton) if one.text() == "&Record it as open").click()
    assert audit.document.contradictions[2].why == "The parts of one whole add up to 120 %."
    assert page.contradictions.candidates() == []


def test_at_critical_stakes_the_same_person_cannot_review(page: EvidencePage, audit: OpenAudit) -> None:
    audit.about.give_context(audit.document.context.model_copy(update={"stakes": "S3"}))
    part = page.sign_off
    page.show_part("sign_off")
    part._lines["reviewed_by"].setText("owner")
    part.flush()
    assert "the reviewer is another person" in part.problem.text()
    assert audit.document.signoff.reviewed_by == "R. Okafor"
    part._lines["reviewed_by"].setText("M. Lindqvist")
    part._dates["reaudit_due"].setText("2027-05-20")
    part.flush()
    stored = audit.workspace.load(audit.document.audit_id)
    assert (stored.signoff.reviewed_by, stored.reaudit_due) == ("M. Lindqvist", dt.date(2027, 5, 20))
    audit.undo_stack.undo()
    audit.undo_stack.undo()
    assert part._lines["reviewed_by"].text() == "R. Okafor"


def test_hostile_and_endless_text_stays_plain_text(qtbot, page: EvidencePage, audit: OpenAudit) -> None:
    audit.record.add_evidence([EvidenceItem(title=HOSTILE, kind="written", source=HOSTILE)])
    audit.give_answer("TD-1.02", Answer(status="vague", grade=1, text="W" * TEXT_LIMIT, evidence=("B-06",)))
    long = Contradiction(id="X-9", question="TD-1.02", claim_a=HOSTILE * 20, claim_b="W" * 5000, why=HOSTILE)
    audit.record.give_contradiction(long)
    for part in ("register", "grades", "contradictions", "sign_off"):
        page.show_part(part)
        qtbot.wait(10)
        assert all(label.textFormat() == Qt.TextFormat.PlainText for label in page.findChildren(QLabel))
        assert not page._stack.currentWidget().horizontalScrollBar().isVisible()


def test_looking_at_a_text_that_a_line_cannot_show_does_not_change_it(page: EvidencePage, audit: OpenAudit) -> None:
    audit.record.add_evidence([EvidenceItem(title=f" {HOSTILE}\n ", kind="written", source="one\ntwo ")])
    signed = audit.document.signoff.model_copy(update={"prepared_by": "one\ntwo "})
    audit.record.give_sign_off(signed)
    before, steps = audit.document, audit.undo_stack.count()
    for part in ("register", "grades", "contradictions", "sign_off", "register"):
        page.show_part(part)
    for evidence_id in ("B-06", "B-01", "B-06"):
        page.register.table.choose(evidence_id)
    page.flush()
    assert (audit.document, audit.undo_stack.count()) == (before, steps)


def test_two_thousand_pieces_are_shown_in_a_moment(qtbot, page: EvidencePage, audit: OpenAudit) -> None:
    many = {f"Q-{number}": EvidenceItem(title=f"Log {number}", kind="document") for number in range(2000)}
    audit.document = audit.document.model_copy(update={"evidence": {**audit.document.evidence, **many}})
    audit.record.changed.emit()
    assert page.register.table.count() == 2005
    assert page.register.table.height() < page.height()


def test_an_audit_without_anything_says_so(qtbot, tmp_path: Path, appearance) -> None:
    bare = {"answers": {}, "evidence": {}, "contradictions": (), "closed": None}
    with Workspace.open(tmp_path / "bare") as workspace:
        document = read_audit(EXAMPLES / "B_evasive_vendor.yaml").model_copy(update=bare)
        audit = OpenAudit(workspace, LIBRARY, workspace.add(document), Background())
        page = EvidencePage(audit, Settings())
        qtbot.addWidget(page)
        page.show()
        said = []
        for part in ("register", "grades", "contradictions"):
            page.show_part(part)
            said += [label.text() for label in page._stack.currentWidget().findChildren(QLabel) if label.isVisible()]
        for sentence in ("Nothing is in the register yet.", "None is recorded."):
            assert sentence in said
        audit.close()


def test_a_reader_sees_everything_and_changes_nothing(qtbot, audit: OpenAudit, appearance) -> None:
    with Workspace.open(audit.workspace.folder, read_only=True) as reader:
        seen = OpenAudit(reader, LIBRARY, audit.document, Background())
        page = EvidencePage(seen, Settings())
        qtbot.addWidget(page)
        page.show()
        page.register.form.title.setText("Other")
        page.flush()
        assert seen.document == audit.document
        assert not page.register.form.isEnabled()
        seen.close()


def test_interest_meeting_and_acceptance_are_kept_with_the_audit(page: EvidencePage, audit: OpenAudit) -> None:
    part = page.sign_off
    page.show_part("sign_off")
    said = {"reviewer_role": "partner", "interest": "None in the outcome.", "accepted_by": "M. Lindqvist"}
    for name, words in said.items():
        part._lines[name].setText(words)
    days = {"met_on": dt.date(2026, 11, 4), "accepted_on": dt.date(2026, 11, 12)}
    for name, day in days.items():
        part._dates[name].setText(day.isoformat())
    part.flush()
    stored = audit.workspace.load(audit.document.audit_id).signoff.model_dump()
    assert {name: stored[name] for name in (*said, *days)} == {**said, **days}
