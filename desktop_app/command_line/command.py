"""What every command shares: how it is declared, what it gives back, how it finds an audit."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from core.audit.document import AuditDocument
    from questionnaires.library import Library

Subparsers = Any  # argparse keeps the type of what add_subparsers returns to itself
Run = Callable[[argparse.Namespace, Path], "Outcome"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command found. data: for scripts; text: for people; code: 0, or 1 for a check that failed."""

    data: Mapping[str, Any]
    text: str
    code: int = 0


class UnusableError(Exception):
    """A setting on the command line that cannot be used, in one sentence."""


def add_command(subparsers: Subparsers, name: str, run: Run, *, summary: str, example: str) -> argparse.ArgumentParser:
    """Declare a command with its help, its example and the --json option."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        name,
        help=summary,
        description=summary[:1].upper() + summary[1:] + ".",
        epilog=f"example:\n  {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
    parser.set_defaults(run=run)
    return parser


def add_audit(parser: argparse.ArgumentParser) -> None:
    """The AUDIT argument."""
    parser.add_argument(
        "audit", metavar="AUDIT", help="an audit file (.yaml or .headwater), or its id in the workspace"
    )


def open_audit(name: str, data_dir: Path, library: Library) -> AuditDocument:
    """The audit of that file (.yaml or .headwater) or workspace id, its late promises counted to today.

    Raises UnusableInputError if it cannot be used.
    """
    from core.audit.exchange.file import read_audit_file
    from core.audit.follow_ups import as_of
    from core.audit.qaudit import check_audit
    from questionnaires.errors import UnusableInputError

    path = Path(name)
    if path.exists() or path.suffix.lower() in (".yaml", ".yml", ".headwater"):
        document = read_audit_file(path).document
        check_audit(document, library, path.name)
        return as_of(document, dt.date.today())
    if (data_dir / "workspace.db").exists():
        from core.audit.workspace import Workspace

        workspace = Workspace.open(data_dir, read_only=True)
        try:
            return as_of(workspace.load(name), dt.date.today())
        finally:
            workspace.close()
    raise UnusableInputError(name, "", "there is no such file, and no audit of that id in the workspace")


def progress(message: str) -> None:
    """Say on standard error what is going on."""
    print(message, file=sys.stderr, flush=True)


class ProgressLine:
    """Says on standard error how far long work is: not in the first seconds, and then not often."""

    QUIET_SECONDS = 3.0

    def __init__(self) -> None:
        self._said = time.monotonic()

    def __call__(self, done: int, wanted: int) -> None:
        """Say it if it is time."""
        now = time.monotonic()
        if now - self._said >= self.QUIET_SECONDS and done < wanted:
            self._said = now
            progress(f"{100 * done / wanted:.0f} % done")
