"""What Windows and macOS are given, as far as it can be seen from here: whole recipes that name what is there."""

from __future__ import annotations

import plistlib
import re
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from icon import POINTS, draw
from PIL import Image

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
SECTIONS = {
    "Tasks": {"Name", "Description", "Flags"},
    "Files": {"Source", "DestDir", "Flags"},
    "Registry": {"Root", "Subkey", "ValueType", "ValueName", "ValueData", "Flags"},
    "Icons": {"Name", "Filename", "Tasks"},
    "Run": {"Filename", "Parameters", "Description", "Flags"},
}
"""The sections of the installer besides [Setup], and the parameters that Inno Setup knows of each."""
PARAMETER = re.compile(r'\s*(\w+):\s*("(?:[^"]|"")*"|[^";]+)\s*(?:;|$)')


class Made:
    """Stands for what PyInstaller gives a recipe: keeps what it was asked for."""

    def __init__(self) -> None:
        self.asked: dict[str, list[dict[str, Any]]] = {}

    def __call__(self, kind: str) -> Any:
        def build(*_: Any, **words: Any) -> SimpleNamespace:
            self.asked.setdefault(kind, []).append(words)
            return SimpleNamespace(binaries=[], datas=[], pure=[], scripts=[])

        return build


def asked_for(platform: str, work: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, list[dict[str, Any]]]:
    """What the recipe asks PyInstaller for on a system."""
    import PyInstaller.utils.hooks as hooks

    monkeypatch.setattr(hooks, "collect_submodules", lambda *_, **__: [])
    monkeypatch.setattr(hooks, "collect_data_files", lambda *_: [])
    made = Made()
    names = {name: made(name) for name in ("Analysis", "PYZ", "EXE", "COLLECT", "BUNDLE")}
    recipe = compile((PACKAGING / "headwater.spec").read_text(), "headwater.spec", "exec")
    with monkeypatch.context() as patch:
        patch.setattr(sys, "platform", platform)
        exec(recipe, {**names, "SPECPATH": str(PACKAGING), "workpath": str(work)})
    return made.asked


def test_macos_gets_a_bundle_that_has_a_window_and_signs_what_it_takes_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIGNING_IDENTITY", "Somebody")
    asked = asked_for("darwin", tmp_path, monkeypatch)
    (program,) = asked["EXE"]
    assert program["console"] is False, "a bundle of a console program works in the background only"
    assert program["codesign_identity"] == "Somebody"
    assert Path(program["entitlements_file"]).is_file()
    (bundle,) = asked["BUNDLE"]
    assert bundle["info_plist"]["CFBundleDocumentTypes"]
    assert bundle["info_plist"]["NSRequiresAquaSystemAppearance"] is False
    assert Path(bundle["icon"]).is_file()


def test_windows_gets_a_program_for_the_console_and_one_for_the_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = asked_for("win32", tmp_path, monkeypatch)["EXE"]
    assert [(program["name"], program["console"]) for program in programs] == [
        ("headwater", True),
        ("headwater-window", False),
    ]
    assert all(Path(program["icon"]).is_file() for program in programs)


def test_linux_gets_one_program_and_no_bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = asked_for("linux", tmp_path, monkeypatch)
    assert [program["console"] for program in asked["EXE"]] == [True]
    assert "BUNDLE" not in asked


def test_the_icon_is_drawn_and_can_be_turned_into_the_form_of_each_system(tmp_path: Path) -> None:
    draw(tmp_path / "icon.png")
    with Image.open(tmp_path / "icon.png") as picture:
        assert picture.size == (POINTS, POINTS)
        colours = picture.convert("RGB").getcolors(POINTS * POINTS) or []
        assert len(colours) > 2
        for ending in ("ico", "icns"):
            picture.save(tmp_path / f"icon.{ending}")
            assert (tmp_path / f"icon.{ending}").stat().st_size > 1_000


def entries(text: str) -> dict[str, list[str]]:
    """The lines of each section of an installer's recipe."""
    found: dict[str, list[str]] = {}
    section = ""
    for line in text.splitlines():
        if match := re.fullmatch(r"\[(\w+)\]", line):
            section = match[1]
        elif section and line and not line.startswith((";", "#")):
            found.setdefault(section, []).append(line)
    return found


def faults(text: str) -> list[str]:
    """Lines of an installer's recipe that Inno Setup would not take."""
    found = []
    for section, lines in entries(text).items():
        for line in lines:
            if section == "Setup":
                good = re.fullmatch(r"[A-Za-z0-9]+=.+", line) is not None
            else:
                parts = list(PARAMETER.finditer(line))
                whole = "".join(match[0] for match in parts) == line
                good = section in SECTIONS and whole and {match[1] for match in parts} <= SECTIONS[section]
            if not good:
                found.append(line)
    return found


def test_the_windows_installer_is_whole() -> None:
    recipe = PACKAGING / "windows" / "installer.iss"
    text = recipe.read_text()
    assert set(entries(text)) == {"Setup", *SECTIONS}
    assert faults(text) == []
    assert "NOT RUN YET" in text
    licence = re.search(r"LicenseFile=(.+)", text)
    assert licence is not None
    assert (recipe.parent / licence[1].replace("\\", "/")).is_file()


@pytest.mark.parametrize("line", ['[Files]\nSource: "a"; Target: "b"', '[Icons]\nName: "a', "[Setup]\nAppName"])
def test_a_fault_in_the_installer_is_seen(line: str) -> None:
    assert faults(line) != []


def test_the_entitlements_ask_for_no_network() -> None:
    with (PACKAGING / "macos" / "entitlements.plist").open("rb") as file:
        assert not any("network" in key for key in plistlib.load(file))
