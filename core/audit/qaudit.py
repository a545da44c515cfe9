"""Audits as text files (``qaudit/1``, YAML): reading, checking and writing them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from core.audit.atomic_file import write_atomically
from core.audit.consistency import check_audit, check_structure
from core.audit.document import AuditDocument
from core.audit.errors import WorkspaceError
from questionnaires.reading import read_model, validate
from questionnaires.safe_yaml import MAX_BYTES, parse_yaml

__all__ = ["check_audit", "read_audit", "write_audit"]

LONGEST_WHOLE_NUMBER = 1e15


def read_audit(path: Path) -> AuditDocument:
    """The audit in a file. Raises UnusableInputError naming the file, the place and the cause.

    Whether its answers fit the packs it names is for ``check_audit`` to say.
    """
    document = read_model(path, AuditDocument)
    check_structure(document, path.name)
    return document


def write_audit(document: AuditDocument, path: Path) -> None:
    """Write an audit so that ``read_audit`` gives back an equal one.

    Raises WorkspaceError when the file cannot be written or could not be read again, and UnusableInputError when the
    audit breaks its own rules; what was at ``path`` then stays.
    """
    parts = document.model_dump(by_alias=True, exclude_defaults=True)
    text = yaml.dump(
        {"schema": document.format, **parts},
        Dumper=_QauditDumper,
        sort_keys=False,
        allow_unicode=True,
        default_flow_style=None,
        width=120,
    )
    content = text.encode()
    if len(content) > MAX_BYTES:
        raise WorkspaceError(path, f"the audit has more than the {MAX_BYTES / 1e6:.0f} MB allowed in a file")
    if validate(parse_yaml(content, path.name), AuditDocument, path.name) != document:
        raise WorkspaceError(path, "the audit holds something that a text file cannot, so it was not written")
    write_atomically(path, content)


class _QauditDumper(yaml.SafeDumper):
    """The safe dumper without aliases, which the reader refuses."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """Text, in quotes where some reader of YAML 1.1 would take it for true or false."""
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"' if text.lower() in ("y", "n") else None)


def _represent_number(dumper: yaml.SafeDumper, number: float) -> yaml.ScalarNode:
    """A number as a person would write it: 72 rather than 72.0."""
    short = number.is_integer() and abs(number) < LONGEST_WHOLE_NUMBER
    return dumper.represent_int(int(number)) if short else dumper.represent_float(number)


_QauditDumper.add_representer(str, _represent_text)
_QauditDumper.add_representer(float, _represent_number)
