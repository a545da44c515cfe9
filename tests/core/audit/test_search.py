from __future__ import annotations

import datetime as dt

import pytest

from core.audit.document import AuditDocument, Context, EvidenceItem, Person
from core.audit.search import Found, excerpt, search
from core.audit.workspace import Workspace
from questionnaires.answer import Answer


@pytest.fixture
def workspace(tmp_path):
    with Workspace.open(tmp_path) as opened:
        for number, (vendor, words) in enumerate(
            (("Harrow & Gate", "We keep 100% of the old letters"), ("Bright_way", "No comment"))
        ):
            opened.add(
                AuditDocument(
                    audit_id=f"AUD-{number}",
                    vendor=vendor,
                    product="Reader",
                    auditor=Person(name="M. Field"),
                    packs=("meeting_screen",),
                    opened=dt.date(2026, 11, 20 + number),
                    context=Context(stakes="S2", human_in_loop="yes", lane="A"),
                    evidence={"E-1": EvidenceItem(title=f"Terms of {vendor}", kind="written")},
                    answers={"MS-01": Answer(status="specific", grade=2, text=words)},
                )
            )
        yield opened


def places(found: tuple[Found, ...]) -> list[tuple[str, str, str]]:
    return [(one.audit_id, one.kind, one.place) for one in found]


def test_names_evidence_and_answers_are_found_whatever_the_case(workspace):
    assert places(search(workspace, "harrow")) == [("AUD-0", "audit", ""), ("AUD-0", "evidence", "E-1")]
    assert places(search(workspace, "OLD LETTERS")) == [("AUD-0", "answer", "MS-01")]
    assert places(search(workspace, "reader")) == [("AUD-1", "audit", ""), ("AUD-0", "audit", "")]


def test_every_word_must_be_there(workspace):
    assert search(workspace, "letters comment") == ()
    assert search(workspace, "  ") == ()


def test_signs_that_a_database_reads_as_anything_are_looked_for_as_written(workspace):
    assert places(search(workspace, "100%")) == [("AUD-0", "answer", "MS-01")]
    assert search(workspace, "1%0") == ()
    assert places(search(workspace, "t_w")) == [("AUD-1", "audit", ""), ("AUD-1", "evidence", "E-1")]
    assert search(workspace, "'; DROP TABLE audit; --") == ()


def test_only_the_answer_that_counts_now_is_found(workspace):
    workspace.save_answer("AUD-0", "MS-01", Answer(status="specific", grade=2, text="We threw them away"))
    assert search(workspace, "letters") == ()
    assert places(search(workspace, "threw")) == [("AUD-0", "answer", "MS-01")]


def test_no_more_are_returned_than_asked_for(workspace):
    assert len(search(workspace, "reader", most=1)) == 1


def test_an_excerpt_is_one_line_around_the_first_word():
    text = "before " * 40 + "the needle\nand " + "after " * 40
    cut = excerpt(text, ["Needle"])
    assert "the needle and after" in cut
    assert (cut[0], cut[-1]) == ("…", "…")
    assert len(cut) < 170
