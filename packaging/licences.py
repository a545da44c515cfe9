"""The licences of everything in a build, as one file that lies beside the program.

python packaging/licences.py dist/work/headwater dist/headwater/THIRD_PARTY.md
"""

from __future__ import annotations

import sys
from pathlib import Path

from inventory import Component, components, own_texts

OPENING = """# What others made that is in this program

Headwater itself is under the MIT licence. It is built on the work of others; their names, versions and licences
follow, and after the table the whole texts.

**Qt and PySide6** are used under the GNU Lesser General Public License, version 3. They lie beside the program as
separate files (in `PySide6`, `shiboken6`), so you may put your own build of the same version in their place; the
program does not check them. Their source is at https://download.qt.io, and how this program was built is in
`packaging/` of its source.
"""


def page(found: list[Component], own: dict[str, str]) -> str:
    """The whole file: a table, then every text once."""
    lines = [OPENING, "| What | Version | Licence |", "|---|---|---|"]
    lines += [f"| {part.name} | {part.version} | {part.licence} |" for part in found]
    lines += [f"| {Path(place).parent.name} (`{place}`) | - | see the text |" for place in own]
    for text, names in by_text(found, own).items():
        lines += ["", f"## {', '.join(names)}", "", *(f"    {line}".rstrip() for line in text.splitlines())]
    return "\n".join(lines) + "\n"


def by_text(found: list[Component], own: dict[str, str]) -> dict[str, list[str]]:
    """Who is under each text; a text that several share is printed once."""
    shared: dict[str, list[str]] = {}
    for part in found:
        for text in part.texts:
            shared.setdefault(text, []).append(part.name)
    for place, text in own.items():
        shared.setdefault(text, []).append(place)
    return shared


def write(work: Path, out: Path) -> None:
    """Write the file for the build whose lists are in ``work``."""
    out.write_text(page(components(work), own_texts()), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]))
