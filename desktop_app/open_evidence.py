"""Looking at an evidence file: with the system's own viewer and only after a question, since it came from outside."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from core.audit.atomic_file import write_atomically
from core.audit.document import EvidenceItem
from core.audit.errors import WorkspaceError
from core.audit.workspace import Workspace
from desktop_app.problems import ask_first, show_problem

VIEWED = frozenset(
    [".pdf", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".tif", ".tiff", ".txt", ".csv", ".json", ".md", ".log", ".eml"]
)
"""Ends of names of files that are looked at. Anything else may run when it is opened, so it can only be saved."""
_LONGEST = 80


def safe_name(item: EvidenceItem) -> str:
    """A name for a copy: letters, digits and the end of the name as it came."""
    end = Path(item.file_name).suffix.lower()
    end = end if re.fullmatch(r"\.[a-z0-9]{1,8}", end) else ""
    stem = re.sub(r"[^A-Za-z0-9_-]+", "_", Path(item.file_name).stem or item.title).strip("_")[:_LONGEST]
    return (stem or "evidence") + end


def ask_and_open(window: QWidget, workspace: Workspace, item: EvidenceItem) -> None:
    """Ask, then hand a copy of the file to the system's viewer; a file that could run is not opened at all."""
    if item.sha256 is None:
        return
    name = safe_name(item)
    if Path(name).suffix not in VIEWED:
        show_problem(window, _say("{} is of a kind that can run programs when it is opened. Save a copy.").format(name))
        return
    try:
        content = workspace.attached_file(item.sha256)
    except WorkspaceError as error:
        show_problem(window, str(error))
        return
    sentence = _say(
        "{} came from outside, and Headwater has not looked into it. A file can harm the program that shows it. "
        "Open a copy with this computer's own viewer?"
    )
    ask_first(window, sentence.format(name), _say("&Open a copy"), lambda: _open(window, name, content))


def save_copy(window: QWidget, workspace: Workspace, item: EvidenceItem) -> None:
    """Write a copy of the file where a person says."""
    if item.sha256 is None:
        return
    place, _ = QFileDialog.getSaveFileName(window, _say("Save a copy"), str(Path.home() / safe_name(item)))
    if place:
        try:
            write_atomically(Path(place), workspace.attached_file(item.sha256))
        except (OSError, WorkspaceError) as error:
            show_problem(window, str(error))


def _open(window: QWidget, name: str, content: bytes) -> None:
    """The copy is private to this user and can only be read, so that nobody takes it for the evidence itself."""
    try:
        place = Path(tempfile.mkdtemp(prefix="headwater-")) / name
        write_atomically(place, content)
        place.chmod(0o400)
    except OSError as error:
        show_problem(window, _say("A copy could not be written: {}").format(error.strerror))
        return
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(place))):
        show_problem(window, _say("This computer has no viewer for {}. Save a copy.").format(name))


def _say(words: str) -> str:
    return QCoreApplication.translate("OpenEvidence", words)
