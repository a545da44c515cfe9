"""A report on an audit with a pack of the user's own carries the pack, and is verified with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pypdfium2
import pytest

from core.assessment.evaluate import Evaluation, evaluate
from questionnaires.answer import Answer
from questionnaires.library import Library
from reports.record import PACKS_FILE
from reports.report import draw, write_report
from reports.verify import verify_report


@pytest.fixture
def with_own(library: Library) -> Library:
    meeting = library.packs["meeting_screen"]
    plain: dict[str, object] = {
        "id": "ZZ-01",
        "concept": "house_rules",
        "carries_to": None,
        "sim": None,
        "gate": False,
        "show_if": None,
    }
    plain |= {"findings": ()} if "findings" in type(meeting.questions[0]).model_fields else {}
    head = meeting.pack.model_copy(update={"id": "house", "title": "House rules"})
    answer = meeting.questions[0].answer.model_copy(update={"type": "text", "choices": ()})
    question = meeting.questions[0].model_copy(update={**plain, "answer": answer})
    own = meeting.model_copy(update={"pack": head, "questions": (question,)})
    return replace(library, packs=MappingProxyType({**library.packs, "house": own}))


def test_it_verifies_where_the_file_of_the_pack_is_not(
    worked: dict[str, Evaluation], with_own: Library, tmp_path: Path
) -> None:
    document = worked["D_large_model_moderate_use"].document
    answers = {**document.answers, "ZZ-01": Answer(status="specific", grade=2, text="Own words.")}
    document = document.model_copy(update={"packs": (*document.packs, "house"), "answers": answers})
    path = tmp_path / "own.pdf"
    write_report(evaluate(document, with_own, seed=7, draws=400), with_own, path)
    found = verify_report(path)
    assert (found.intact, found.recomputed, found.differences) == (True, True, ())
    with pypdfium2.PdfDocument(path) as pdf:
        said = " ".join("".join(page.get_textpage().get_text_bounded() for page in pdf).split())
    assert "House rules: own questions. 1 of 1 answered; they do not count towards scores" in said


def test_a_report_on_shipped_packs_carries_none(worked: dict[str, Evaluation], library: Library) -> None:
    assert PACKS_FILE.encode() not in draw(worked["D_large_model_moderate_use"], library).content
