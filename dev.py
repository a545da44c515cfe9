#!/usr/bin/env python3
"""Set up and start Headwater with nothing installed but Python 3.11 or newer and pip.

    python3 dev.py run  [-- arguments]   the program; without a screen, the demo reports   (Windows: py dev.py run)
    python3 dev.py test [-- arguments]   every unmarked and slow test, no screen needed
    python3 dev.py run --neural          with the measurements that need torch and transformers

Arguments after -- go to headwater or to pytest. Everything is kept in .venv, which is set up again only when
pyproject.toml or packaging/constraints.txt changes.
"""

from __future__ import annotations

import ctypes.util
import hashlib
import os
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
CONSTRAINTS = ROOT / "packaging" / "constraints.txt"
INSTALLED = ENVIRONMENT / "installed.txt"

# What Qt loads at run time, by the name the linker knows and the Debian package that holds it.
DRAWING_LIBRARIES = {
    "EGL": "libegl1",
    "GL": "libgl1",
    "fontconfig": "libfontconfig1",
    "freetype": "libfreetype6",
    "dbus-1": "libdbus-1-3",
    "glib-2.0": "libglib2.0-0",
    "xkbcommon": "libxkbcommon0",
}
SCREEN_LIBRARIES = {
    "xkbcommon-x11": "libxkbcommon-x11-0",
    "X11-xcb": "libx11-xcb1",
    "xcb": "libxcb1",
    "xcb-cursor": "libxcb-cursor0",
    "xcb-icccm": "libxcb-icccm4",
    "xcb-image": "libxcb-image0",
    "xcb-keysyms": "libxcb-keysyms1",
    "xcb-randr": "libxcb-randr0",
    "xcb-render": "libxcb-render0",
    "xcb-render-util": "libxcb-render-util0",
    "xcb-shape": "libxcb-shape0",
    "xcb-shm": "libxcb-shm0",
    "xcb-sync": "libxcb-sync1",
    "xcb-util": "libxcb-util1",
    "xcb-xfixes": "libxcb-xfixes0",
    "xcb-xkb": "libxcb-xkb1",
    "xcb-glx": "libxcb-glx0",
}


def main(arguments: Sequence[str]) -> int:
    """Run what was asked for; the exit code is that of the program or of the tests."""
    ours, theirs = split_arguments(arguments)
    extras = ["neural"] if "--neural" in ours else []
    words = [word for word in ours if word != "--neural"]
    if words == ["run"]:
        return run_program(extras, theirs)
    if words == ["test"]:
        return run_tests(theirs)
    print(__doc__)
    return 2


def split_arguments(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """What is for this script, and what stands after -- for the program it starts."""
    words = list(arguments)
    if "--" not in words:
        return words, []
    mark = words.index("--")
    return words[:mark], words[mark + 1 :]


def run_program(extras: Sequence[str], arguments: Sequence[str]) -> int:
    """Open the window; without a screen, write the demo reports and say where they are."""
    install(extras)
    if arguments:
        return start("-m", "desktop_app", *arguments)
    if has_screen():
        require({**DRAWING_LIBRARIES, **SCREEN_LIBRARIES})
        return start("-m", "desktop_app")
    print("No screen was found, so the sample audits are worked out and their reports written instead.", flush=True)
    return start("-m", "desktop_app", "demo")


def run_tests(arguments: Sequence[str]) -> int:
    """Run the tests, drawing to memory where there is no screen."""
    install(["test", "neural"])
    require(DRAWING_LIBRARIES)
    if not has_screen():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return start("-m", "pytest", *arguments)


def start(*arguments: str) -> int:
    """Start the environment's Python in the project's folder and wait for it."""
    return subprocess.call([str(PYTHON), *arguments], cwd=ROOT)


def install(extras: Sequence[str]) -> None:
    """Make the environment and install into it, unless exactly this was installed before.

    What an earlier call installed besides stays, so that ``run`` after ``test`` has nothing to do.
    """
    if sys.version_info < (3, 11):  # noqa: UP036 - said in a sentence to whoever starts this with an older one
        sys.exit(f"Headwater needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    inputs = (ROOT / "pyproject.toml").read_bytes() + CONSTRAINTS.read_bytes() + sys.version.encode()
    digest = hashlib.sha256(inputs).hexdigest()
    before = INSTALLED.read_text().split() if INSTALLED.exists() else []
    present = set(before[1:]) if before[:1] == [digest] else set()
    if PYTHON.exists() and before[:1] == [digest] and present >= set(extras):
        return

    if not PYTHON.exists():
        print("Making .venv ...", flush=True)
        venv.create(ENVIRONMENT, with_pip=False)  # Debian's python3 comes without ensurepip
    wanted = sorted(present | set(extras))
    target = f".[{','.join(wanted)}]" if wanted else "."
    print(f"Installing{' with ' + ' and '.join(wanted) if wanted else ''} ...", flush=True)
    command = [sys.executable, "-m", "pip", "--python", str(PYTHON), "install", "--quiet"]
    command += ["--disable-pip-version-check", "--constraint", str(CONSTRAINTS), "--editable", target]
    if subprocess.call(command, cwd=ROOT):
        sys.exit("The installation failed; pip says why above. Nothing outside .venv was changed.")
    INSTALLED.write_text(" ".join([digest, *wanted]))


def has_screen() -> bool:
    """Whether a window can be shown."""
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def require(libraries: dict[str, str]) -> None:
    """Stop with the exact line to install what is missing, where the system does not bring it."""
    if not sys.platform.startswith("linux"):
        return
    missing = [package for name, package in libraries.items() if ctypes.util.find_library(name) is None]
    if missing:
        needed = "Qt needs system libraries that are missing. On Debian or Ubuntu, install them with:"
        sys.exit(f"{needed}\n  {install_line(missing)}")


def install_line(packages: Sequence[str]) -> str:
    """The command that installs these Debian or Ubuntu packages."""
    return f"sudo apt-get install --no-install-recommends {' '.join(packages)}"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
