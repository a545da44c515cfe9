"""Build the program as one folder with PyInstaller, the same bytes from the same commit where the tools allow.

    python packaging/build.py [--neural] [--out FOLDER]

Run it in an environment that holds nothing but what is shipped and PyInstaller:
pip install --require-hashes -r packaging/constraints-hashed.txt && pip install --no-deps .
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent


def main() -> int:
    """Build, collect the licences of what went in, and say where the program lies."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--neural", action="store_true", help="with torch and transformers")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", metavar="FOLDER", help="where to build (dist)")
    arguments = parser.parse_args()
    variant = "neural" if arguments.neural else "standard"
    out: Path = arguments.out.resolve()
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", str(out), "--workpath", str(out / "work"), str(HERE / "headwater.spec")]
    subprocess.run(command, cwd=ROOT, env=environment(variant), check=True)
    lists = out / "work" / "headwater"
    for script, made in (
        ("licences.py", out / "headwater" / "THIRD_PARTY.md"),
        ("sbom.py", out / "headwater.cdx.json"),
    ):
        subprocess.run([sys.executable, str(HERE / script), str(lists), str(made)], check=True)
    shutil.copy(ROOT / "LICENSE", out / "headwater" / "LICENSE.txt")
    print(out / "headwater")
    return 0


def environment(variant: str) -> dict[str, str]:
    """What makes two builds of a commit alike: one time for every file, one order for every set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH") or last_commit()
    return {**os.environ, "HEADWATER_VARIANT": variant, "SOURCE_DATE_EPOCH": epoch, "PYTHONHASHSEED": "0"}


def last_commit() -> str:
    """Seconds since 1970 of the last commit; without a history, 1980, the oldest time a zip file can hold."""
    run = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False)
    return run.stdout.strip() or "315532800"


if __name__ == "__main__":
    raise SystemExit(main())
