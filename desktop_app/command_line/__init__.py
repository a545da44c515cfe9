"""The ``headwater`` command: the same functions as the window, for scripts and for people without a screen.

Each command is one file in ``commands`` and loads what it needs only when it runs. Exit codes: 0, 1 for a check that
failed, 2 for input that cannot be used, with one sentence on standard error.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from desktop_app.command_line import commands
from desktop_app.command_line.command import Outcome, UnusableError
from desktop_app.folders import default_data_dir
from desktop_app.offline import refuse_network

CHILD_PROCESS = "--child-process"
"""The window starts the program with this to have one job done in a process of its own."""

AUDIT_FILE = ".headwater"
"""The end of the name of an audit handed over: alone, such a file opens the window on it."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command, or open the window when there is none, on a file if one is named. Returns the exit code."""
    refuse_network()
    given = sys.argv[1:] if argv is None else list(argv)
    if given == [CHILD_PROCESS]:
        from desktop_app.child_process import worker

        return worker.main()
    given, file = without_file(given)
    parser = build_parser()
    arguments, further = parser.parse_known_args(given)
    if further and not getattr(arguments, "takes_further", False):
        parser.error(f"unrecognised: {' '.join(further)}")
    arguments.further = further
    data_dir = arguments.data_dir or default_data_dir()
    if arguments.command is None:
        if not has_screen():
            print("No screen was found; every function is also a command: headwater --help", file=sys.stderr)
            return 2
        from desktop_app.run import run_window

        return run_window(data_dir, file)
    try:
        outcome: Outcome = arguments.run(arguments, data_dir)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    except _unusable() as error:
        print(error, file=sys.stderr)
        return 2
    return show(outcome, as_json=arguments.json)


def without_file(given: list[str]) -> tuple[list[str], Path | None]:
    """Take the audit file off the arguments where it is all there is to do, as after a double click on it."""
    globals_only = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    globals_only.add_argument("--data-dir")
    _, rest = globals_only.parse_known_args(given)
    if len(rest) == 1 and rest[0].lower().endswith(AUDIT_FILE):
        return [one for one in given if one != rest[0]], Path(rest[0])
    return given, None


def has_screen() -> bool:
    """Whether a window can be drawn: on a screen, or wherever QT_QPA_PLATFORM says."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in named)


def show(outcome: Outcome, *, as_json: bool) -> int:
    """Print an outcome for a script or for a person. Returns its exit code."""
    text = json.dumps(outcome.data, ensure_ascii=False, allow_nan=False) if as_json else outcome.text
    try:
        print(text)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return outcome.code


def build_parser() -> argparse.ArgumentParser:
    """The parser of every command."""
    parser = argparse.ArgumentParser(
        prog="headwater",
        description="Audit an AI vendor's training data. "
        "Without a command, the window opens; with a FILE.headwater alone, it opens on that file.",
        epilog="Each command explains itself: headwater assess --help",
    )
    parser.add_argument("--version", action=_ShowVersion, nargs=0, help="print the version")
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help="folder of the workspace to use")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for add in commands.ALL:
        add(subparsers)
    return parser


def _unusable() -> tuple[type[Exception], ...]:
    """The errors that speak in one sentence about something outside the program."""
    from questionnaires.errors import UnusableInputError

    known: list[type[Exception]] = [UnusableInputError, UnusableError]
    # Only a command that used these has loaded them; asking for them here would load them for every command.
    for module, name in (("core.audit.errors", "WorkspaceError"), ("core.samples.errors", "SampleError")):
        if module in sys.modules:
            known.append(getattr(sys.modules[module], name))
    return tuple(known)


class _ShowVersion(argparse.Action):
    """Print the program's version, looked up only now, and stop."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from core.version import program_version

        print(f"headwater {program_version()}")
        parser.exit()
