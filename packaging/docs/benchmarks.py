"""Run the benchmarks of tests/benchmarks and write what they say into docs/benchmarks.md.

    python packaging/docs/benchmarks.py [NAME ...]

With names, only those are run; what was measured of the others before stays.
"""

from __future__ import annotations

import ast
import datetime as dt
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "tests" / "benchmarks"
PAGE = ROOT / "docs" / "benchmarks.md"
BY_HAND = {"samples_rates"}
"""Takes folders of texts that are not in the repository."""

_RAN = re.compile(r"^(\d{4}-\d\d-\d\d.*):$", re.MULTILINE)

OPENING = """# Benchmarks

What each measurement printed, with the command that makes it. A shared machine is no clock: ratios against a plain
implementation in the same run say more than seconds. `python packaging/docs/benchmarks.py` makes this page.

| What | Command | Measured |
|---|---|---|
"""


def main(wanted: list[str]) -> int:
    """Measure what is wanted and write the page."""
    before = sections()
    names = [path.stem for path in sorted(FOLDER.glob("*.py")) if path.stem != "__init__"]
    for name in names:
        if name in wanted or (name not in BY_HAND and not wanted):
            before[name] = measure(name)
            write(names, before)
    write(names, before)
    return 0


def write(names: list[str], parts: dict[str, str]) -> None:
    """Write the page with what is known of each benchmark so far."""
    known = {
        name: parts[name] if _RAN.search(parts.get(name, "")) else unmeasured(name) for name in names
    }
    table = "".join(row(name, part) for name, part in known.items())
    PAGE.write_text("\n".join([OPENING + table, *known.values()]), encoding="utf-8")


def row(name: str, part: str) -> str:
    """The line of a benchmark in the table: what it measures, its command, and when it last ran."""
    ran = _RAN.search(part)
    return f"| [{says(name).rstrip('.')}](#{name}) | `{command(name)}` | {ran[1] if ran else 'not yet'} |\n"


def command(name: str) -> str:
    """How a benchmark is run from the repository."""
    return f"python -m tests.benchmarks.{name}"


def says(name: str) -> str:
    """The first paragraph of its docstring, without the command in it."""
    said = ast.get_docstring(ast.parse((FOLDER / f"{name}.py").read_text(encoding="utf-8"))) or ""
    return re.split(r"[:,] by hand|: run this file|\n\n", said)[0].replace("\n", " ").rstrip(".,:") + "."


def measure(name: str) -> str:
    """Run a benchmark on one thread, and its part of the page."""
    alone = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    words = [sys.executable, *command(name).split()[1:]]
    run = subprocess.run(words, cwd=ROOT, env=alone, stdout=subprocess.PIPE, text=True, check=False)
    if not run.stdout:
        raise SystemExit(f"{name} printed nothing, so what was measured before stays.")
    busy = f", load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores" if hasattr(os, "getloadavg") else ""
    return f"{heading(name)}\n{dt.date.today().isoformat()}{busy}:\n\n```text\n{run.stdout.rstrip()}\n```\n"


def unmeasured(name: str) -> str:
    """The part of a benchmark that nobody has run for this page yet."""
    return f"{heading(name)}\nNot measured yet.\n"


def heading(name: str) -> str:
    """Name, meaning and command of a benchmark."""
    return f"## {name}\n\n{says(name)}\n\n```text\n{command(name)}\n```\n"


def sections() -> dict[str, str]:
    """The parts of the page as it is, by benchmark."""
    if not PAGE.exists():
        return {}
    parts = re.split(r"^(?=## )", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return {part.partition("\n")[0].removeprefix("## "): part.rstrip("\n") + "\n" for part in parts}


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
