"""``headwater audit reaudit`` and ``migrate``: the next audit of a product, and an audit with the packs of today."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.command_line.command import Outcome, Subparsers, add_audit, add_command
from desktop_app.command_line.packs_in_reach import frozen_texts, library_in, open_with_packs, texts_kept_with

if TYPE_CHECKING:
    from core.audit.document import AuditDocument
    from questionnaires.migration import Migration


def add(parts: Subparsers) -> None:
    """Declare the commands."""
    again = add_command(
        parts,
        "reaudit",
        run_reaudit,
        summary="begin the next audit of a product, with the last one's answers to be confirmed",
        example="headwater audit reaudit AUD-20261120-1f0c3a",
    )
    add_audit(again)
    migrate = add_command(
        parts,
        "migrate",
        run_migrate,
        summary="show what an audit would be with the packs of today, and make that copy with --apply",
        example="headwater audit migrate AUD-20261120-1f0c3a --apply",
    )
    add_audit(migrate)
    migrate.add_argument("--apply", action="store_true", help="make the copy instead of only showing what differs")


def run_reaudit(arguments: argparse.Namespace, data_dir: Path) -> Outcome:
    """Begin the next audit from the last; what is carried counts for nothing until it is confirmed."""
    from core.audit.exchange.in_words import as_plain
    from core.audit.new_id import new_audit_id
    from core.audit.pack_texts import freeze_packs
    from core.audit.workspace import Workspace
    from core.comparison.carry import begin_again
    from questionnaires.frozen import with_packs_of

    last, frozen = open_with_packs(arguments.audit, data_dir)
    library = with_packs_of(frozen, library_in(data_dir))
    begun = begin_again(last, library, new_audit_id(), dt.date.today())
    with Workspace.open(data_dir) as workspace:
        kept = workspace.add(begun)
        freeze_packs(workspace, kept.audit_id, frozen_texts(kept.packs, library))
    left_behind = sorted(last.answers.keys() - kept.answers.keys())
    text = [
        f"Started {kept.audit_id} for {kept.vendor}: {kept.product}.",
        f"{len(kept.answers)} answers of {last.audit_id} are filled in; none counts until you confirm it.",
    ]
    if left_behind:
        text.append(f"Not carried, since they held no words or are asked no longer: {', '.join(left_behind)}.")
    data = {"audit": as_plain(kept), "previous": last.audit_id, "not_carried": left_behind}
    return Outcome(data, "\n".join(text))


def run_migrate(arguments: argparse.Namespace, data_dir: Path) -> Outcome:
    """Show what differs, or make a copy with the packs of today; the old audit stays as it was."""
    from core.audit.consistency import check_audit
    from core.audit.exchange.file import read_audit_file
    from core.audit.new_id import new_audit_id
    from core.audit.pack_texts import freeze_packs
    from core.audit.workspace import Workspace
    from core.comparison.migrated import migrated
    from questionnaires.frozen import thaw

    name = arguments.audit
    library = library_in(data_dir)
    since = [thaw(text, f"{name}, frozen pack {pack}") for pack, text in texts_kept_with(name, data_dir).items()]
    if Path(name).exists():
        old = read_audit_file(Path(name)).document
    else:
        with Workspace.open(data_dir, read_only=True) as workspace:
            old = workspace.load(name)
    copy, found = migrated(old, since, library, new_audit_id())
    check_audit(copy, library, name)
    if arguments.apply:
        with Workspace.open(data_dir) as workspace:
            workspace.back_up()
            workspace.add(copy)
            freeze_packs(workspace, copy.audit_id, frozen_texts(copy.packs, library))
    data = {
        "audit": old.audit_id,
        "copy": copy.audit_id if arguments.apply else None,
        "moved": [list(pair) for pair in found.moved],
        "reworded": list(found.reworded),
        "new": list(found.new),
        "gone": list(found.gone),
        "left_behind": [{"question": one.question, "cause": one.cause} for one in found.left_behind],
    }
    return Outcome(data, "\n".join(_difference(old, copy, found, applied=arguments.apply)))


def _difference(old: AuditDocument, copy: AuditDocument, found: Migration, *, applied: bool) -> list[str]:
    lines = [
        f"{pack}: {old.pack_versions.get(pack, 'no version named')} -> {version}"
        for pack, version in copy.pack_versions.items()
    ]
    lines += [f"  {one} -> {other}, which asks the same now" for one, other in found.moved]
    for words, names in (("asked in other words", found.reworded), ("new", found.new), ("asked no longer", found.gone)):
        if names:
            lines.append(f"  {words}: {', '.join(names)}")
    lines += [f"  not taken along: {one.question}: {one.cause}" for one in found.left_behind]
    end = (
        f"Made {copy.audit_id}; {old.audit_id} stays as it was." if applied else "Nothing was changed; --apply does it."
    )
    return [*lines, f"{len(copy.answers)} of {len(old.answers)} answers are taken along.", end]
