"""Writing an export, by the ending of the file's name."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from core.assessment.evaluate import Evaluation
from core.audit.atomic_file import write_atomically
from core.risk.parameters import Parameters
from core.samples.result import SampleReading
from questionnaires.errors import UnusableInputError
from questionnaires.library import Library
from reports.branding import Branding
from reports.exports.content import Edition, material_of
from reports.exports.word_document import word_document
from reports.exports.workbook import workbook
from reports.material import Material
from reports.record import audit_json, canonical, result_json


def write_export(
    evaluation: Evaluation,
    library: Library,
    path: Path,
    *,
    edition: Edition = "client",
    samples: SampleReading | None = None,
    parameters: Parameters | None = None,
    branding: Branding | None = None,
) -> None:
    """Put the audit and its results at ``path``: .json, .xlsx or .docx. The same audit gives the same bytes.

    branding: the consultant's, for what people read; data for programs have none.
    Raises UnusableInputError for another ending, and WorkspaceError if the file cannot be written; what was there
    then stays.
    """
    check_ending(path)
    material = material_of(evaluation, library, edition, samples, parameters, branding)
    writer = _WRITERS.get(path.suffix.lower())
    write_atomically(path, _data(material, edition) if writer is None else writer(material))


def check_ending(path: Path) -> None:
    """Raise UnusableInputError for a file name that no export goes by."""
    if path.suffix.lower() not in (".json", *_WRITERS):
        raise UnusableInputError(path.name, "", "exports end in .json, .xlsx or .docx; choose one of these")


_WRITERS: dict[str, Callable[[Material], bytes]] = {".xlsx": workbook, ".docx": word_document}


def _data(material: Material, edition: Edition) -> bytes:
    """The two data files of a report in one, with their own text unchanged."""
    audit = audit_json(material.document)
    result = result_json(material.evaluation, material.samples, edition)
    return canonical({"audit": json.loads(audit), "result": json.loads(result)})
