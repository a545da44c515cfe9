"""Text from outside, marked up and endless, on every page, in a meeting and in every dialog that shows it: as text."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget

from core.audit.document import AuditDocument, Context, Contradiction, EvidenceItem, Person
from core.audit.workspace import Workspace
from desktop_app.backups_dialog import BackupsDialog
from desktop_app.handing_over.files import hand_over
from desktop_app.handing_over.take_in_dialog import TakeInDialog
from desktop_app.open_audit import OpenAudit
from desktop_app.vendor_exchange.reply_dialog import ReplyDialog
from desktop_app.vendor_exchange.send_dialog import SendDialog
from desktop_app.vendor_exchange.sending import questions_of
from desktop_app.widgets.plain_label import PlainLabel
from questionnaires.answer import TEXT_LIMIT, Answer
from questionnaires.exchange.form import BLOCK, form
from questionnaires.exchange.reply import empty_reply

pytestmark = pytest.mark.slow  # opens an audit, has it scored and its report drawn

MARKED = "<b>&amp;</b><img src='file:///etc/passwd'><a href='http://x'>y</a>\u202eabc "
UNBROKEN = "W" * 180
NAME = MARKED + UNBROKEN[:80]
LONG = (MARKED + "word " * TEXT_LIMIT)[: TEXT_LIMIT - 1].strip()
AUDIT = "AUD-H"
STAGES = ("context", "questions", "evidence", "samples", "risk", "verdict", "letters", "report")
WIDTH = 1280


def hostile() -> AuditDocument:
    evidence = {f"E-{n:02d}": EvidenceItem(title=NAME, kind="written", source=NAME) for n in range(1, 40)}
    said = Answer(status="pending", grade=0, text=LONG, by=NAME[:200], due=dt.date(2026, 1, 1), evidence=("E-01",))
    return AuditDocument(
        audit_id=AUDIT,
        vendor=NAME,
        product=NAME,
        auditor=Person(name=NAME),
        packs=("meeting_screen",),
        opened=dt.date(2026, 11, 20),
        context=Context(stakes="S3", human_in_loop="no", lane="A", use=LONG[:4000], worst_case=LONG[:4000]),
        evidence=evidence,
        answers={f"MS-{n:02d}": said for n in range(1, 6)},
        contradictions=(Contradiction(id="X-01", question="MS-01", claim_a=LONG[:4000], claim_b=LONG[:4000]),),
    )


def taken_as_markup(root: QWidget) -> list[str]:
    """Words of labels, and tool tips, that Qt would read as markup."""
    labels = [label.text() for label in root.findChildren(QLabel) if label.textFormat() != Qt.TextFormat.PlainText]
    tips = [one.toolTip() for one in root.findChildren(QWidget) if "<img src" in one.toolTip()]
    return [words[:80] for words in (*labels, *tips) if words]


def test_the_check_sees_a_label_that_would_read_markup(qtbot):
    box = QWidget()
    qtbot.addWidget(box)
    QLabel(MARKED, box)
    QWidget(box).setToolTip(MARKED)
    assert len(taken_as_markup(box)) == 2


def test_no_words_turn_the_direction_of_others_and_endless_ones_are_broken(qtbot):
    label = PlainLabel(MARKED + UNBROKEN + " Signed by nobody.")
    qtbot.addWidget(label)
    assert "\u202e" not in label.text()
    assert label.text().replace("\u200b", "") == MARKED.replace("\u202e", "") + UNBROKEN + " Signed by nobody."
    assert max(len(piece) for piece in re.split(r"[\s\u200b]", label.text())) <= 100
    digest = "0123456789abcdef" * 4
    label.setText(digest)
    assert label.text() == digest


@pytest.fixture
def view(qtbot, window):
    window.session.workspace().add(hostile())
    window.resize(WIDTH, 720)
    window.open_audit(AUDIT)
    qtbot.waitUntil(lambda: window.view is not None, timeout=20_000)
    qtbot.waitUntil(lambda: window.view.audit.evaluation is not None, timeout=60_000)
    return window.view


def test_every_stage_and_every_question_of_a_meeting(qtbot, window, view):
    for stage in STAGES:
        view.go_to(stage)
        qtbot.wait(50)
        assert taken_as_markup(window) == [], stage
        assert window.width() <= WIDTH, stage
    qtbot.waitUntil(lambda: view.page("report").preview._shown is not None, timeout=60_000)
    for part in ("register", "grades", "contradictions", "sign_off"):
        view.page("evidence").show_part(part)
        qtbot.wait(20)
        assert taken_as_markup(view.page("evidence")) == [], part
    view.go_to("letters")
    letters = view.page("letters")
    for row in range(letters.list.count()):
        letters.list.setCurrentRow(row)
        qtbot.wait(10)
    assert "<b>" in letters.text.toPlainText() or not letters.text.isVisible()
    window.start_meeting()
    meeting = window.meeting
    for question in meeting.questions():
        meeting.show_question(question.id)
        QApplication.processEvents()
        assert taken_as_markup(meeting) == [], question.id
        assert meeting._page.horizontalScrollBar().maximum() == 0, question.id
        assert meeting.form.words.toPlainText() in ("", LONG)


def test_dialogs_of_exchange_and_backups(qtbot, window, view, tmp_path):
    def shown(kind: type[QDialog]) -> QDialog:
        qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(kind)), timeout=20_000)
        (dialog,) = [one for one in window.findChildren(kind) if one.isVisible()]
        qtbot.wait(50)
        assert taken_as_markup(dialog) == []
        assert dialog.width() <= max(dialog.screen().availableSize().width(), WIDTH)
        return dialog

    window.exchanges.send_questions()
    shown(SendDialog).reject()
    window.exchanges.show_reply(reply(view.audit, tmp_path / "<b>&amp;<img src=x>.html"))
    dialog = shown(ReplyDialog)
    assert "<b>" in dialog.state.text()
    for row in range(dialog.list.count()):
        dialog.list.setCurrentRow(row)
    assert MARKED.strip()[:20] in dialog.after.text()
    dialog.reject()
    with Workspace.open(tmp_path / "there") as there:
        there.add(hostile().model_copy(update={"product": "Other " + NAME}))
        there.save_answer(AUDIT, "MS-07", Answer(status="vague", text=LONG))
        hand_over(there, AUDIT, tmp_path / "x.headwater")
    window.open_file(tmp_path / "x.headwater")
    dialog = shown(TakeInDialog)
    for row in range(dialog.list.count()):
        dialog.list.setCurrentRow(row)
        QApplication.processEvents()
    assert taken_as_markup(dialog) == []
    dialog.reject()
    backups = BackupsDialog(window.session, lambda: True, window)
    backups.open()
    qtbot.waitUntil(lambda: backups.message.text() != "Reading the backups…", timeout=20_000)
    backups.make.click()
    qtbot.waitUntil(lambda: backups.table.rowCount() > 0, timeout=20_000)
    shown(BackupsDialog).reject()


def reply(audit: OpenAudit, path: Path) -> Path:
    """The page that went to the vendor, come back with hostile words for every question."""
    today = dt.date.today()
    questions = questions_of(audit.document, audit.library, audit.document.packs, today, today + dt.timedelta(days=14))
    page = form(questions).decode()
    start = page.index(">", page.index(f'id="{BLOCK}"')) + 1
    entries = {question.id: {"comment": MARKED + UNBROKEN, "by": MARKED} for question in audit.questions()}
    plain = {**empty_reply(questions).model_dump(mode="json", exclude={"problems"}), "entries": entries}
    words = json.dumps(plain).replace("</", "<\\/")
    path.write_text(page[:start] + words + page[page.index("</script>", start) :], "utf-8")
    return path
