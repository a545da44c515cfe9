"""Which of the texts that were read are meant: those of one release, of one model, of some months."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import yaml

from core.samples.errors import SampleError
from core.samples.text_set import Origin, TextSet

_DATA = Path(__file__).with_name("data") / "chat_models.yaml"
_DAY = re.compile(r"\d{4}-\d{2}(-\d{2})?(?!\d)")


@dataclass(frozen=True, slots=True)
class Only:
    """release, model: as the files name them; since, until: first and last month or day, 2026-03 or 2026-03-31.

    Empty where all are meant.
    """

    release: str = ""
    model: str = ""
    since: str = ""
    until: str = ""

    def of(self, texts: TextSet) -> TextSet:
        """The texts that are meant, with a note on how many those are. Raises SampleError where there are none."""
        if self == Only():
            return texts
        kept = [place for place, origin in enumerate(texts.origins) if self._means(origin)]
        if not kept:
            raise SampleError(f"None of the {len(texts.texts)} texts is {self._spoken()}; choose otherwise.")
        note = f"Only texts {self._spoken()} were read: {len(kept)} of {len(texts.texts)}."
        return replace(texts.at(kept), notes=(*texts.notes, note))

    def _means(self, origin: Origin) -> bool:
        if self.release not in ("", origin.release) or self.model not in ("", origin.model):
            return False
        if not (self.since or self.until):
            return True
        day = day_of(origin.date)
        return bool(day) and day[: len(self.since)] >= self.since and day[: len(self.until)] <= self.until

    def _spoken(self) -> str:
        said = (
            ("of release", self.release),
            ("of model", self.model),
            ("dated from", self.since),
            ("dated until", self.until),
        )
        return ", ".join(f"{words} {value[:80]}" for words, value in said if value)


def day_of(date: str) -> str:
    """The day, or the month where no day is said, as 2026-03-31 or 2026-03; empty where the order is not certain."""
    found = _DAY.match(date.strip().replace("/", "-"))
    return found.group() if found else ""


def months_of(texts: TextSet) -> tuple[str, ...]:
    """The months in which texts are dated, the earliest first."""
    return tuple(sorted({day_of(origin.date)[:7] for origin in texts.origins} - {""}))


def models_of(texts: TextSet) -> tuple[str, ...]:
    """The models named, in the order they first come."""
    return tuple(dict.fromkeys(origin.model for origin in texts.origins if origin.model))


def with_warning_of_late_texts(reference: TextSet) -> TextSet:
    """Text that people are said to have written, with a note where dates do not bear that out."""
    since = _public_since()
    late = sum(day_of(origin.date)[: len(since)] > since for origin in reference.origins)
    if not late:
        return reference
    note = (
        f"{late} of {len(reference.texts)} texts of the reference are dated after {since}, when chat models became"
        " public; make sure that people wrote them without one."
    )
    return replace(reference, notes=(*reference.notes, note))


@cache
def _public_since() -> str:
    return str(yaml.safe_load(_DATA.read_text(encoding="utf-8"))["public_since"]["value"])
