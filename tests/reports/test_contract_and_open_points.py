"""The report prints the same terms and the same requests as the letters."""

from __future__ import annotations

from reports.letters.case import Case
from reports.letters.clause_list import clause_list
from reports.letters.writing import write_letter


def in_one_line(text: str) -> str:
    return " ".join(text.split())


def test_every_term_of_the_clause_list_is_in_the_report(reports, library):
    written = reports["B_evasive_vendor"]
    text = in_one_line(written.text)
    chapters = clause_list(written.evaluation, library).chapters
    for chapter in chapters:
        assert chapter.title in text
        for group in chapter.groups:
            for term in group.terms:
                assert term.id in text
    assert [group.ask in text for group in chapters[0].groups].count(True) >= 3


def test_what_the_follow_up_letter_asks_is_in_the_report(reports, library):
    written = reports["B0_evasive_vendor_meeting_day"]
    document = written.evaluation.document
    letter = write_letter("follow_up", Case(written.evaluation, library, document.closed))
    text = in_one_line(written.text)
    assert "What is asked of the vendor" in text
    for request in letter.requests:
        assert request.about in text
