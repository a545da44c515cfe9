"""A difference as plain data for scripts and as lines for people, old and new side by side."""

from __future__ import annotations

from typing import Any

from core.audit.exchange.difference import Change, Difference
from questionnaires.answer import Frozen


def as_plain(value: Frozen) -> dict[str, Any]:
    """An audit, or a piece of one, as plain data without what it does not say."""
    return value.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def difference_as_plain(found: Difference) -> dict[str, Any]:
    """``new``: whether we do not have the audit yet; ``changes``, ``conflicts`` and ``warnings`` as lists."""
    return {
        "new": found.ours is None,
        "changes": [_plain(change, "old", "new") for change in found.changes],
        "conflicts": [_plain(change, "ours", "theirs") for change in found.conflicts],
        "warnings": list(found.warnings),
    }


def difference_in_lines(found: Difference) -> list[str]:
    """What would change, what needs a choice, and what deserves a word."""
    document = found.theirs.document
    known = "not in the workspace yet" if found.ours is None else "in the workspace already"
    lines = [f"{document.audit_id}, {document.vendor}: {document.product} ({known})"]
    if found.ours is None:
        lines.append(f"  {len(document.answers)} answers and {len(document.evidence)} pieces of evidence")
    else:
        lines += [line for change in found.changes for line in _lines(change, "old", "new")]
    if found.conflicts:
        lines.append("Both sides say something else here, so one must be chosen:")
        lines += [line for change in found.conflicts for line in _lines(change, "ours", "theirs")]
    return [*lines, *found.warnings]


def _plain(change: Change, ours: str, theirs: str) -> dict[str, Any]:
    old = None if change.ours is None else as_plain(change.ours)
    return {"place": change.place, ours: old, theirs: as_plain(change.theirs)}


def _lines(change: Change, ours: str, theirs: str) -> list[str]:
    """The place, and under it every field that differs."""
    lines = [f"  {change.place}"]
    for field, old, new in change.differing():
        if old is None:
            lines.append(f"      {field}: {new}")
        else:
            lines += [f"      {field}, {ours}: {old}", f"      {field}, {theirs}: {new}"]
    return lines
