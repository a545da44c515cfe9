from __future__ import annotations

import datetime as dt

import pytest

from questionnaires.errors import UnusableInputError
from questionnaires.library import load_library
from questionnaires.public_record import developers, load_public_record, public_record

INDEX = load_library().transparency_index
OPENED = dt.date(2026, 11, 21)


def test_all_thirteen_developers_of_the_index_are_on_record():
    assert set(developers()) == {company.name for company in INDEX.companies}
    assert len(developers()) == 13


@pytest.mark.parametrize("name", developers())
def test_every_indicator_is_answered_as_the_index_scored_it(name):
    record = public_record(name, INDEX, OPENED)
    company = next(company for company in INDEX.companies if company.name == name)
    assert list(record.answers) == [f"RD-A{number:02}" for number in range(1, 21)]
    assert [int(answer.choice == ("yes",)) for answer in record.answers.values()] == list(company.vector)
    assert record.met == company.data_20 == sum(company.vector)


def test_what_was_met_is_a_public_document_and_what_was_not_is_still_to_be_asked():
    answers = public_record("OpenAI", INDEX, OPENED).answers
    met, silent = answers["RD-A03"], answers["RD-A01"]
    assert (met.status, met.choice, met.grade) == ("specific", ("yes",), 3)
    assert (silent.status, silent.choice, silent.grade) == ("not_asked", ("no",), 0)


def test_every_answer_names_its_source_its_day_and_its_licence():
    record = public_record("Google", INDEX, OPENED)
    for answer in record.answers.values():
        for said in ("Foundation Model Transparency Index", "2025-12-09", "CC BY 4.0", "Gemini 2.5 Pro", "Stanford"):
            assert said in answer.text
        assert answer.evidence == (record.evidence_id,)
        assert answer.date == INDEX.as_of
    assert load_public_record().version[:12] in record.title
    assert "CC BY 4.0" in record.title


def test_a_record_more_than_a_year_old_counts_for_less():
    assert public_record("IBM", INDEX, dt.date(2026, 12, 9)).answers["RD-A01"].adjust == ()
    late = public_record("IBM", INDEX, dt.date(2026, 12, 10)).answers["RD-A01"]
    assert late.adjust == ("stale",)
    assert late.adjust_reasons["stale"]


@pytest.mark.parametrize(("name", "developer"), [("openai", "OpenAI"), (" Claude ", "Anthropic"), ("AWS", "Amazon")])
def test_other_names_lead_to_the_developer(name, developer):
    assert public_record(name, INDEX, OPENED).developer == developer


def test_a_developer_that_the_index_did_not_look_at_is_refused_and_nothing_is_invented():
    with pytest.raises(UnusableInputError, match=r"Cohere.*nothing about it.*OpenAI"):
        public_record("Cohere", INDEX, OPENED)
