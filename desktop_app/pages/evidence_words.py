"""The words in which the register speaks."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.audit.document import EvidenceKind
from core.audit.evidence_register import RegisterEntry


def kinds() -> dict[EvidenceKind, str]:
    """Each kind of evidence, in words."""
    say = QCoreApplication.translate
    return {
        "verbal": say("Evidence", "Spoken"),
        "written": say("Evidence", "Written claim"),
        "marketing": say("Evidence", "Marketing"),
        "document": say("Evidence", "Document"),
        "verified": say("Evidence", "Verified"),
    }


def file_words(entry: RegisterEntry) -> str:
    """Whether there is a file, in words."""
    say = QCoreApplication.translate
    match entry.file:
        case "kept":
            return entry.item.file_name or say("Evidence", "here")
        case "missing":
            return say("Evidence", "hash only")
    return say("Evidence", "none")
