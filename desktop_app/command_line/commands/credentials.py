"""``headwater credentials``: what the content credentials of files say."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from desktop_app.command_line.command import Outcome, Subparsers, add_command


def add(subparsers: Subparsers) -> None:
    """Declare the command."""
    summary = "check the content credentials (C2PA) that a vendor says its files carry"
    example = "headwater credentials picture.png --trust vendor_root.pem"
    parser = add_command(subparsers, "credentials", run, summary=summary, example=example)
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="pictures, documents or other files")
    parser.add_argument(
        "--trust", type=Path, nargs="+", default=(), metavar="PEM", help="certificates of signers you trust"
    )


def run(arguments: argparse.Namespace, _: Path) -> Outcome:
    """Check each file and say what was found."""
    from core.samples.credentials import check_credentials

    readings = [check_credentials(path, trusted=arguments.trust) for path in arguments.files]
    return Outcome({"files": [asdict(item) for item in readings]}, "\n".join(item.sentence for item in readings))
