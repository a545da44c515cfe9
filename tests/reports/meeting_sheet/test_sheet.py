"""The sheet for the meeting: two tagged pages with everything to tick, and nothing of the buyer's own side."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from core.audit.document import AuditDocument
from questionnaires.errors import UnusableInputError
from questionnaires.library import EXAMPLES, Library, load_library
from questionnaires.pack import Lane
from questionnaires.safe_yaml import read_yaml
from reports.meeting_sheet.sheet import PACK, meeting_sheet, write_meeting_sheet


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


@pytest.fixture(scope="module")
def document() -> AuditDocument:
    audit = AuditDocument.model_validate(read_yaml(EXAMPLES / "B0_evasive_vendor_meeting_day.yaml"))
    return audit.model_copy(update={"answers": {}})


def in_lane(document: AuditDocument, lane: Lane) -> AuditDocument:
    return document.model_copy(update={"context": document.context.model_copy(update={"lane": lane})})


def text_of(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as pdf:
        found = []
        for page in pdf:
            text = page.get_textpage()
            found.append(text.get_text_range())
            text.close()
            page.close()
    return " ".join(" ".join(found).split())


@pytest.mark.parametrize("lane", ["A", "B", "C"])
def test_the_sheet_has_two_pages_with_every_choice_and_band(
    document: AuditDocument, library: Library, lane: Lane
) -> None:
    content = meeting_sheet(in_lane(document, lane), library)
    with pypdfium2.PdfDocument(content) as pdf:
        assert len(pdf) == 2
    text = text_of(content)
    for question in library.packs[PACK].questions:
        if lane in question.lanes:
            assert " ".join(question.asked_in(lane).split()) in text
            for words in (*question.answer.choices, *question.answer.bands):
                assert words.label in text
    for words in ("Date", "Who was there", "Does not know", "Declined", "Will come back", "who", "when"):
        assert words in text


def test_the_sheet_is_tagged_and_says_its_language(document: AuditDocument, library: Library) -> None:
    import io

    with pikepdf.open(io.BytesIO(meeting_sheet(document, library))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en-GB"
        assert "/StructTreeRoot" in pdf.Root


def test_the_same_audit_gives_the_same_bytes(document: AuditDocument, library: Library) -> None:
    assert meeting_sheet(document, library) == meeting_sheet(document, library)


def test_the_longest_names_leave_it_at_two_pages(document: AuditDocument, library: Library) -> None:
    long = document.model_copy(update={"vendor": "Wide & <b>bold</b> " * 16, "product": "版" * 300})
    with pypdfium2.PdfDocument(meeting_sheet(long, library)) as pdf:
        assert len(pdf) == 2


def test_a_pack_too_long_for_two_pages_is_refused_and_nothing_is_written(
    document: AuditDocument, library: Library, tmp_path: Path
) -> None:
    from dataclasses import replace

    pack = library.packs[PACK]
    longer = pack.model_copy(update={"questions": pack.questions * 3})
    place = tmp_path / "sheet.pdf"
    with pytest.raises(UnusableInputError, match="more questions than 2 pages"):
        write_meeting_sheet(document, replace(library, packs={**library.packs, PACK: longer}), place)
    assert not place.exists()
