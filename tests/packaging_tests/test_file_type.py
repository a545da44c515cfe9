"""An audit file opens with a double click: each system is told the same type, and the shared list of types knows it."""

from __future__ import annotations

import configparser
import json
import os
import plistlib
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from core.audit.exchange.file import MIMETYPE, SUFFIX, write_package
from core.audit.exchange.package import Package
from core.audit.qaudit import read_audit
from questionnaires.library import EXAMPLES

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
LINUX = PACKAGING / "linux"
TYPE = MIMETYPE.decode()

ASK = """
import json, sys
from PySide6.QtCore import QCoreApplication, QMimeDatabase
application = QCoreApplication([])
print(json.dumps([QMimeDatabase().mimeTypeForFile(name).name() for name in sys.argv[1:]]))
"""


def types_of(files: list[Path], data: Path) -> list[str]:
    """What the shared list of file types in the folder ``data`` says of each file."""
    environment = {**os.environ, "XDG_DATA_DIRS": str(data), "XDG_DATA_HOME": str(data / "none")}
    command = [sys.executable, "-c", ASK, *map(str, files)]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return list(json.loads(run.stdout))


@pytest.fixture
def audit_file(tmp_path: Path) -> Path:
    file = tmp_path / f"an_audit{SUFFIX}"
    write_package(Package(document=read_audit(EXAMPLES / "A_strong_vendor.yaml")), file)
    return file


def test_the_list_of_types_knows_an_audit_by_its_name_and_by_what_is_in_it(audit_file: Path, tmp_path: Path) -> None:
    renamed = tmp_path / "renamed"
    renamed.write_bytes(audit_file.read_bytes())
    places = tmp_path / "mime" / "packages"
    places.mkdir(parents=True)
    (places / "headwater.xml").write_bytes((LINUX / "headwater.xml").read_bytes())
    assert types_of([audit_file, renamed], tmp_path) == [TYPE, TYPE]


def test_without_the_entry_nobody_knows_it(audit_file: Path, tmp_path: Path) -> None:
    assert TYPE not in types_of([audit_file], tmp_path)


def test_the_desktop_entry_opens_the_type_with_the_file() -> None:
    entry = configparser.RawConfigParser()
    entry.optionxform = str  # type: ignore[method-assign, assignment]
    entry.read(LINUX / "headwater.desktop")
    assert entry["Desktop Entry"]["Exec"] == "headwater %f"
    assert entry["Desktop Entry"]["MimeType"] == f"{TYPE};"
    provides = ElementTree.parse(LINUX / "org.headwater.Headwater.metainfo.xml").find("provides")
    assert provides is not None
    assert provides.findtext("mediatype") == TYPE


def test_windows_opens_it_and_forgets_it_with_the_program() -> None:
    lines = [line for line in (PACKAGING / "windows" / "installer.iss").read_text().splitlines() if "HKA" in line]
    below = "Classes\\Headwater.audit\\"  # goes with the key above it
    assert all("Flags: uninsdelete" in line for line in lines if below not in line)
    assert sum(SUFFIX in line for line in lines) == 4
    (command,) = (line for line in lines if "shell\\open\\command" in line)
    assert command.endswith('ValueData: """{app}\\headwater-window.exe"" ""%1"""')
    assert "ChangesAssociations=yes" in (PACKAGING / "windows" / "installer.iss").read_text()


def test_macos_is_told_what_the_type_is_and_that_it_is_ours() -> None:
    with (PACKAGING / "macos" / "Info.plist").open("rb") as file:
        said = plistlib.load(file)
    (declared,) = said["UTExportedTypeDeclarations"]
    (opened,) = said["CFBundleDocumentTypes"]
    assert opened["LSItemContentTypes"] == [declared["UTTypeIdentifier"]]
    tags = declared["UTTypeTagSpecification"]
    assert tags["public.filename-extension"] == [SUFFIX.removeprefix(".")]
    assert tags["public.mime-type"] == [TYPE]
