"""What came back from the vendor, as it was written: every field is text, nothing has been understood yet."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from questionnaires.answer import Frozen
from questionnaires.exchange.for_vendor import VendorQuestions

Figure = Literal["low", "best", "high"]


class Entry(Frozen):
    """What stands in the fields of one question.

    answers: by part, what was chosen, ticked or written; figures: by part, what stands for low, best and high.
    asked: the wording as it stands in the returned file, where the vendor could have changed it; else empty.
    stray: words found where nothing was asked, each with its place.
    """

    status: str = ""
    due: str = ""
    by: str = ""
    evidence: str = ""
    comment: str = ""
    basis: str = ""
    sample_size: str = ""
    answers: dict[str, str] = {}
    figures: dict[str, dict[Figure, str]] = {}
    asked: str = ""
    stray: tuple[str, ...] = ()

    @property
    def blank(self) -> bool:
        """Whether the vendor left the question alone."""
        said = (self.status, self.due, self.by, self.evidence, self.comment, self.basis, self.sample_size)
        figures = [text for given in self.figures.values() for text in given.values()]
        return not any(text.strip() for text in (*said, *self.answers.values(), *figures, *self.stray))


class Reply(Frozen):
    """A whole file that came back.

    packs: version of each pack that was sent; wordings: fingerprint of each question as it was sent.
    by, on: who filled it in and when, for every question that names nobody itself.
    problems: sentences on what is wrong with the file as a whole.
    """

    format: Literal["headwater-reply/1"] = "headwater-reply/1"
    audit: str = Field(min_length=1, max_length=80)
    packs: dict[str, str]
    due: dt.date
    wordings: dict[str, str]
    by: str = ""
    on: str = ""
    entries: dict[str, Entry] = {}
    problems: tuple[str, ...] = ()


def empty_reply(questions: VendorQuestions) -> Reply:
    """The reply to these questions before anybody has written into it."""
    return Reply(
        audit=questions.audit_id,
        packs={pack.id: pack.version for pack in questions.packs},
        due=questions.due,
        wordings=questions.wordings,
    )
