"""Which column of a table probably holds what, for a person to confirm or change.

Of training examples the same fields name the batch, the date and who wrote each.
"""

from __future__ import annotations

from collections.abc import Sequence

from core.samples.columns import PROMPT_ID_NAMES, PROMPT_NAME, TEXT_NAMES, Columns

_NAMES = {
    "prompt": (PROMPT_NAME, "question", "instruction", "input", *PROMPT_ID_NAMES, "case", "case_id"),
    "release": ("release", "version", "model_version", "generation", "batch", "round"),
    "date": ("date", "created", "created_at", "timestamp", "time", "day"),
    "model": ("model", "model_name", "product", "provenance", "origin", "written_by", "author", "source"),
}


def likely_columns(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Columns:
    """By name; the texts, where no column has a usual name, in the one with the longest cells."""
    if not head:
        return Columns()
    found = {what: _named(head, names) for what, names in _NAMES.items()}
    taken = set(found.values())
    text = _named([title for title in head if title not in taken], TEXT_NAMES)
    if text is None:
        places = [place for place, title in enumerate(head) if title not in taken] or list(range(len(head)))
        text = head[max(places, key=lambda place: sum(len(row[place]) for row in rows))]
    return Columns(text=text, **found)


def _named(head: Sequence[str], names: Sequence[str]) -> str | None:
    by_name = {title.strip().casefold(): title for title in head}
    return next((by_name[name] for name in names if name in by_name), None)
