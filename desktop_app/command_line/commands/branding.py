"""``headwater branding``: the name, logo, colour and lines that the reports of a workspace carry."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.command_line.command import Outcome, Subparsers, UnusableError, add_command

if TYPE_CHECKING:
    from reports.branding import Branding


def add(subparsers: Subparsers) -> None:
    """Declare the command."""
    parser = subparsers.add_parser("branding", help="your own name, logo, colour and lines on reports")
    parts = parser.add_subparsers(dest="part", metavar="show|set|clear", required=True)
    add_command(parts, "show", run_show, summary="say what reports carry", example="headwater branding show")
    put = add_command(
        parts,
        "set",
        run_set,
        summary="let reports carry this from now on; what is not named stays as it was",
        example="headwater branding set --name 'Field & Partners' --logo logo.png --signatory 'M. Field: partner'",
    )
    put.add_argument("--name", help="the name of your firm")
    put.add_argument("--logo", type=Path, metavar="FILE", help="a PNG or JPEG")
    put.add_argument("--colour", metavar="#RRGGBB", help="of the bar on the cover; white must be readable on it")
    put.add_argument("--confidentiality", metavar="LINE", help="a line for every page")
    put.add_argument(
        "--signatory",
        action="append",
        metavar="NAME: ROLE",
        help="who is to sign by hand; up to four, in place of those before",
    )
    add_command(parts, "clear", run_clear, summary="let reports carry none", example="headwater branding clear")


def run_show(_: argparse.Namespace, data_dir: Path) -> Outcome:
    """What reports of the workspace carry."""
    from desktop_app.stored_branding import read_branding

    return _outcome(read_branding(data_dir))


def run_set(arguments: argparse.Namespace, data_dir: Path) -> Outcome:
    """Change what was named."""
    from desktop_app.stored_branding import read_branding, write_branding
    from questionnaires.reading import validate
    from reports.branding import Branding, read_logo

    named: dict[str, Any] = {
        name: getattr(arguments, name)
        for name in ("name", "colour", "confidentiality")
        if getattr(arguments, name) is not None
    }
    if arguments.logo is not None:
        named["logo"] = read_logo(arguments.logo)
    if arguments.signatory is not None:
        named["signatories"] = [_signatory(words) for words in arguments.signatory]
    if not named:
        raise UnusableError("Nothing was set: name what should change, such as --name 'Field & Partners'.")
    before = read_branding(data_dir) or Branding()
    branding = validate({**before.model_dump(mode="json"), **named}, Branding, "branding")
    try:
        write_branding(data_dir, branding)
    except OSError as error:
        raise UnusableError(f"{data_dir}: the branding cannot be kept there ({error.strerror}).") from None
    return _outcome(None if branding == Branding() else branding)


def run_clear(_: argparse.Namespace, data_dir: Path) -> Outcome:
    """Let reports carry none."""
    from desktop_app.stored_branding import clear_branding

    existed = clear_branding(data_dir)
    return Outcome({"cleared": existed}, "Reports carry no branding now." if existed else "There was no branding.")


def _signatory(words: str) -> dict[str, str]:
    name, _, role = words.partition(":")
    return {"name": name.strip(), "role": role.strip()}


def _outcome(branding: Branding | None) -> Outcome:
    if branding is None:
        return Outcome({"branding": None}, "Reports carry no branding.")
    logo = branding.logo_image()
    data = branding.model_dump(mode="json", exclude={"logo"})
    data["logo"] = None if logo is None else {"width": logo.width, "height": logo.height}
    rows = [
        ("Name", branding.name or "–"),
        ("Logo", "–" if logo is None else f"{logo.width} x {logo.height} points"),
        ("Colour", branding.colour or "–"),
        ("Confidentiality", branding.confidentiality or "–"),
        *(("To be signed by", one.in_words) for one in branding.signatories),
    ]
    return Outcome({"branding": data}, "\n".join(f"{name:<16} {said}" for name, said in rows))
