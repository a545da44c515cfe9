"""What taking in a package would do to the audit one has: what is new, what contradicts, what deserves a word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from core.audit.document import EvidenceItem
from core.audit.exchange.package import Package
from core.audit.exchange.parts import ANSWER, pieces_of, says_nothing
from questionnaires.answer import Answer, Frozen

Kind = Literal["change", "kept", "conflict"]

FIXED = ("sample", "opened", "follows", "seed", "risk", "sim_inputs", "what_if")
"""What stays as it was when the audit was made or first read."""
NAMED = 5
"""How many places a warning names."""


@dataclass(frozen=True, slots=True)
class Change:
    """One piece of the audit that differs. place: such as ``answer TD-2.01``; ours is None where we have none."""

    place: str
    ours: Frozen | None
    theirs: Frozen

    def differing(self) -> Iterator[tuple[str, Any, Any]]:
        """Field, our value and theirs as plain data, for every field that is not the same."""
        ours = {} if self.ours is None else self.ours.model_dump(mode="json", exclude_defaults=True)
        theirs = self.theirs.model_dump(mode="json", exclude_defaults=True)
        for name in type(self.theirs).model_fields:
            if ours.get(name) != theirs.get(name):
                yield name, ours.get(name), theirs.get(name)


@dataclass(frozen=True, slots=True)
class Difference:
    """Their package against ours, which is None where the audit is not in the workspace yet.

    changes: what would be taken in without loss: pieces that we do not have, or that their history shows to follow
    ours. conflicts: pieces where both say something else, and somebody must choose. warnings: sentences.
    """

    ours: Package | None
    theirs: Package
    changes: tuple[Change, ...]
    conflicts: tuple[Change, ...]
    warnings: tuple[str, ...]


def difference(ours: Package | None, theirs: Package) -> Difference:
    """Compare their package with ours, or with nothing. Both must be of the same audit."""
    if ours is None:
        added = tuple(
            Change(place, None, piece) for place, piece in pieces_of(theirs.document).items() if not says_nothing(piece)
        )
        return Difference(None, theirs, added, (), tuple(_about_files(theirs)))
    if ours.document.audit_id != theirs.document.audit_id:
        raise ValueError(f"{theirs.document.audit_id} is another audit than {ours.document.audit_id}")
    mine, yours = pieces_of(ours.document), pieces_of(theirs.document)
    sorted_out: dict[Kind, list[Change]] = {"change": [], "kept": [], "conflict": []}
    for place, piece in yours.items():
        change = Change(place, mine.get(place), piece)
        if change.ours != piece:
            sorted_out[_kind(change, ours, theirs)].append(change)
    kept = [change.place for change in sorted_out["kept"]]
    kept += [place for place, piece in mine.items() if place not in yours and not says_nothing(piece)]
    warnings = (*_about_files(theirs), *_about_fixed(ours, theirs), *_about_kept(kept))
    return Difference(ours, theirs, tuple(sorted_out["change"]), tuple(sorted_out["conflict"]), warnings)


def _kind(change: Change, ours: Package, theirs: Package) -> Kind:
    if says_nothing(change.ours):
        return "change"
    if says_nothing(change.theirs):
        return "kept"
    if isinstance(change.ours, EvidenceItem) and isinstance(change.theirs, EvidenceItem):
        if change.ours == change.theirs.model_copy(update={"sha256": None}):
            return "change"
        return "kept" if change.theirs == change.ours.model_copy(update={"sha256": None}) else "conflict"
    if isinstance(change.ours, Answer) and isinstance(change.theirs, Answer):
        question_id = change.place.removeprefix(ANSWER)
        theirs_came_later = change.ours in theirs.answers_to(question_id)
        ours_came_later = change.theirs in ours.answers_to(question_id)
        if theirs_came_later != ours_came_later:
            return "change" if theirs_came_later else "kept"
    return "conflict"


def _about_files(theirs: Package) -> Iterator[str]:
    if theirs.missing_files:
        yield f"The package does not hold the files of {_listed(theirs.missing_files)}; only their hashes are taken in."


def _about_fixed(ours: Package, theirs: Package) -> Iterator[str]:
    for name in FIXED:
        mine, yours = getattr(ours.document, name), getattr(theirs.document, name)
        if yours not in (None, (), "") and mine != yours:
            yield f"The package has another {name.replace('_', ' ')}; ours is kept, since it cannot be changed."


def _about_kept(places: list[str]) -> Iterator[str]:
    if places:
        yield f"Ours is newer, or the package says nothing, about {_listed(places)}; ours is kept."


def _listed(names: tuple[str, ...] | list[str]) -> str:
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "")
