"""Write the table of what Headwater depends on, and why: python packaging/dependencies.py.

The reasons are the comments in pyproject.toml; licences are what the installed distributions say of themselves.
"""

from __future__ import annotations

import re
from importlib import metadata

from bundle_rules import ROOT
from inventory import licence_name

PAGE = ROOT / "docs" / "dependencies.md"
_LISTED = re.compile(r'"([A-Za-z0-9_.-]+)[^"]*"')

OPENING = """# Dependencies

What is named in `pyproject.toml`, what it is for, and its licence as it says itself. `python packaging/dependencies.py`
makes this page. What those bring with them is in `packaging/constraints.txt`, and in every build with its licence text.
"""


def reasons(text: str) -> dict[str, list[tuple[str, str]]]:
    """By part of pyproject.toml ("program", or the name of an extra), each distribution and its reason."""
    found: dict[str, list[tuple[str, str]]] = {}
    part, above, inside = "", "", False
    for line in text.splitlines():
        opened = re.match(r"(\w+) = \[", line)
        if opened and (opened[1] == "dependencies" or inside):
            part = "program" if opened[1] == "dependencies" else opened[1]
        elif line.startswith("["):
            inside, part = line == "[project.optional-dependencies]", ""
        code, _, comment = line.partition("#")
        if not code.strip():
            above = comment.strip()
            continue
        for name in _LISTED.findall(code.partition("= [")[2] or code) if part else ():
            if name != "headwater":
                found.setdefault(part, []).append((name, comment.strip() or above))
        if code.strip().endswith("]") and part:
            part, above = "", ""
    return found


def page() -> str:
    """The whole page."""
    lines = [OPENING]
    for part, named in reasons((ROOT / "pyproject.toml").read_text(encoding="utf-8")).items():
        title = "The program" if part == "program" else f"Extra `{part}`"
        lines += [f"## {title}", "", "| What | Licence | What for |", "|---|---|---|"]
        for name, why in dict(named).items():
            licence = licence_name(metadata.distribution(name)).strip()
            lines.append(f"| {name} | {licence[:70]} | {why or '-'} |")
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
