"""The words the vendor chooses from. "Adjectives only" is never offered: that is for the reviewer to say."""

from __future__ import annotations

import datetime as dt

from questionnaires.answer import Basis, Status

STATUSES: dict[Status, str] = {
    "specific": "Answered",
    "partial": "Answered in part",
    "pending": "Will send it later (say when)",
    "dont_know": "Not known",
    "refused": "Cannot share it (say why)",
    "na": "Does not apply (say why)",
}
"""How a question is being answered. "Does not apply" is offered only where a question allows it."""

BASES: dict[Basis, str] = {
    "counted": "Counted from labels on every record",
    "sampled": "Checked on a random sample",
    "detected": "Estimated with a detector",
    "estimated": "Engineering estimate",
    "asserted": "No method",
}
YES_PARTLY_NO = {"yes": "Yes", "partly": "Partly", "no": "No"}
STAGES = {"pretraining": "First large training", "later_training": "Later tuning"}
FIGURES = {"low": "Lowest", "best": "Best figure", "high": "Highest"}
TICKED = "Yes"

ASK_STATUS = "How are you answering?"
ASK_BASIS = "How was it measured?"
ASK_SAMPLE = "Sample size, if a sample was checked"
ASK_DUE = "If it comes later: by when? (2026-12-31)"
ASK_BY = "Who answers (name and role)"
ASK_EVIDENCE = "Evidence (file names or addresses)"
ASK_COMMENT = "In your own words"


def readable(name: str) -> str:
    """A name from a pack as words: ``later_training`` as "Later training"."""
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


def long_date(day: dt.date) -> str:
    """A day in words, whatever the language of the computer: 4 December 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
