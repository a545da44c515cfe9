"""Make a Debian package of a built program: python packaging/linux/deb.py dist/headwater OUT_FOLDER [--fast].

The program lies in /usr/lib/headwater, Qt as separate files. With --fast nothing is compressed, for tests.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent.parent)]

from bundle_rules import version  # noqa: E402

from dev import DRAWING_LIBRARIES  # noqa: E402

CONTROL = """\
Package: headwater
Version: {version}
Architecture: {architecture}
Maintainer: The Headwater contributors <headwater@localhost>
Installed-Size: {kilobytes}
Depends: libc6, {libraries}
Section: utils
Priority: optional
Description: Audit an AI vendor's training data
 Graded answers, simulated collapse risk, measured samples and a report that
 anybody can compute again. Works without a network.
"""


def package(program: Path, out: Path, *, fast: bool = False) -> Path:
    """Write the package of the built ``program`` into the folder ``out`` and return its path."""
    architecture = subprocess.run(
        ["dpkg", "--print-architecture"], capture_output=True, text=True, check=True
    ).stdout.strip()
    made = out / f"headwater_{version()}_{architecture}.deb"
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "root"
        root.mkdir(mode=0o755)
        lay_out(program, root)
        write_control(root, architecture)
        set_times(root)
        how = ["-Znone"] if fast else ["-Zxz", "-z6"]
        subprocess.run(["dpkg-deb", "--root-owner-group", *how, "--build", str(root), str(made)], check=True)
    return made


def lay_out(program: Path, root: Path) -> None:
    """Put the program and what the desktop needs to know of it in their places."""
    shutil.copytree(program, root / "usr/lib/headwater", symlinks=True)
    for source, place in (
        (HERE / "headwater.desktop", "usr/share/applications"),
        (HERE / "headwater.xml", "usr/share/mime/packages"),
        (HERE / "headwater.svg", "usr/share/icons/hicolor/scalable/apps"),
        (HERE / "org.headwater.Headwater.metainfo.xml", "usr/share/metainfo"),
    ):
        (root / place).mkdir(parents=True)
        shutil.copy(source, root / place)
    (root / "usr/bin").mkdir()
    (root / "usr/bin/headwater").symlink_to("../lib/headwater/headwater")
    (root / "usr/share/doc/headwater").mkdir(parents=True)
    shutil.copy(program / "THIRD_PARTY.md", root / "usr/share/doc/headwater/copyright")


def write_control(root: Path, architecture: str) -> None:
    """Write what the package manager reads."""
    size = sum(path.stat().st_size for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    libraries = [f"{name} | {name}t64" if name == "libglib2.0-0" else name for name in DRAWING_LIBRARIES.values()]
    (root / "DEBIAN").mkdir(mode=0o755)
    (root / "DEBIAN/control").write_text(
        CONTROL.format(
            version=version(), architecture=architecture, kilobytes=size // 1024, libraries=", ".join(libraries)
        )
    )


def set_times(root: Path) -> None:
    """Give every file one time and plain rights, so that two packages of a build are the same bytes."""
    when = int(os.environ.get("SOURCE_DATE_EPOCH", "315532800"))
    for path in [root, *root.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        os.utime(path, (when, when), follow_symlinks=False)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--fast", action="store_true", help="compress nothing")
    given = parser.parse_args()
    print(package(given.program, given.out, fast=given.fast))
