"""Writing and reading a ``.headwater`` file.

Its parts: ``mimetype``, ``manifest.json`` (hashes, sizes, versions), ``audit.json`` (the audit, canonical JSON),
``history.jsonl`` (every answer ever given, one a line, where known), ``packs/<id>`` (frozen packs) and
``files/<sha256>`` (evidence). The hashes show damage and careless edits; they are not a signature, since whoever
changes a part can write a new list.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from core.audit.atomic_file import write_atomically
from core.audit.consistency import check_structure
from core.audit.document import AuditDocument
from core.audit.errors import WorkspaceError
from core.audit.exchange.canonical_json import read_json, write_json
from core.audit.exchange.container import ASK_AGAIN, MAX_TOTAL, pack, unpack
from core.audit.exchange.manifest import PLACE, Manifest, check_parts, read_manifest, records_of
from core.audit.exchange.package import GivenAnswer, Package
from core.audit.qaudit import read_audit
from core.version import program_version
from questionnaires.errors import UnusableInputError
from questionnaires.reading import validate

SUFFIX = ".headwater"
MIMETYPE = b"application/vnd.headwater.audit+zip"
AUDIT = "audit.json"
HISTORY = "history.jsonl"
FILES = "files/"
PACKS = "packs/"


def write_package(package: Package, path: Path) -> None:
    """Write a package, whole or not at all; the same package gives the same bytes.

    Raises WorkspaceError when it cannot be written or could not be read again, UnusableInputError when the audit breaks
    its own rules; what was at ``path`` then stays.
    """
    check_structure(package.document)
    try:
        content = package_bytes(package)
        again = package_bytes(parse_package(content, path.name))
    except (ValueError, UnusableInputError) as error:
        raise WorkspaceError(path, f"the audit cannot be written to such a file ({str(error).rstrip('.')})") from None
    if again != content:
        raise WorkspaceError(path, "the audit holds something that such a file cannot, so it was not written")
    write_atomically(path, content)


def package_bytes(package: Package) -> bytes:
    """The content of the file. Raises ValueError for numbers that are not finite and for broken text."""
    parts = {AUDIT: write_json(package.document.model_dump(mode="json", by_alias=True))}
    if package.history:
        lines = [write_json(given.model_dump(mode="json")) for given in package.history]
        parts[HISTORY] = b"".join(line + b"\n" for line in lines)
    parts |= {PACKS + pack_id: text.encode() for pack_id, text in package.packs.items()}
    parts |= {FILES + sha256: content for sha256, content in package.files.items()}
    manifest = Manifest(made_by=program_version(), parts=records_of(parts))
    return pack({"mimetype": MIMETYPE, "manifest.json": write_json(manifest.model_dump(mode="json")), **parts})


def read_package(path: Path) -> Package:
    """The package in a file. Raises UnusableInputError, naming the file, the part and the cause.

    Whether the answers fit the packs the audit names is for ``check_audit`` to say.
    """
    try:
        if not path.is_file():
            raise UnusableInputError(path.name, "", "it is a folder" if path.is_dir() else "there is no such file")
        with path.open("rb") as file:
            content = file.read(MAX_TOTAL + 1)
    except OSError as error:
        raise UnusableInputError(path.name, "", f"it could not be read ({error.strerror})") from None
    if len(content) > MAX_TOTAL:
        raise UnusableInputError(path.name, "", f"it has more than the {MAX_TOTAL // 1_000_000} MB allowed")
    return parse_package(content, path.name)


def read_audit_file(path: Path) -> Package:
    """An audit from either kind of file: a ``.headwater`` package, or an audit written as YAML, which is one alone."""
    return read_package(path) if path.suffix.lower() == SUFFIX else Package(read_audit(path))


def parse_package(content: bytes, source: str) -> Package:
    """The package in the content of a file, which ``source`` names. Raises UnusableInputError."""
    parts = unpack(content, source)
    if parts.pop("mimetype", None) != MIMETYPE:
        raise UnusableInputError(source, "", "it is a zip file, but not a Headwater package")
    if "manifest.json" not in parts:
        raise UnusableInputError(source, PLACE, f"it is missing; {ASK_AGAIN}")
    manifest = read_manifest(read_json(parts.pop("manifest.json"), source, PLACE), source)
    check_parts(manifest, parts, source)
    if AUDIT not in parts:
        raise UnusableInputError(source, f"part {AUDIT!r}", f"it is missing; {ASK_AGAIN}")
    document = validate(read_json(parts.pop(AUDIT), source, f"part {AUDIT!r}"), AuditDocument, source)
    check_structure(document, source)
    history = _read_history(parts.pop(HISTORY, b""), source)
    packs = _read_packs(parts, document, source)
    files = _read_files(parts, document, source)
    return Package(document, history, files, packs, manifest.made_by)


def _read_history(content: bytes, source: str) -> tuple[GivenAnswer, ...]:
    given = []
    for number, line in enumerate(content.splitlines(), 1):
        place = f"part {HISTORY!r}, line {number}"
        given.append(validate(read_json(line, source, place), GivenAnswer, f"{source}, {place}"))
    return tuple(given)


def _read_packs(parts: dict[str, bytes], document: AuditDocument, source: str) -> dict[str, str]:
    """Take the frozen packs out of the parts; each is of a pack that the audit uses."""
    packs = {}
    for pack_id in document.packs:
        content = parts.pop(PACKS + pack_id, None)
        if content is not None:
            try:
                packs[pack_id] = content.decode()
            except UnicodeDecodeError:
                place = f"part {PACKS + pack_id!r}"
                raise UnusableInputError(source, place, f"it is not text in UTF-8; {ASK_AGAIN}") from None
    return packs


def _read_files(parts: Mapping[str, bytes], document: AuditDocument, source: str) -> dict[str, bytes]:
    """What is left of the parts must be files of the audit's evidence, each under the hash of its content."""
    named = {item.sha256 for item in document.evidence.values()}
    files = {}
    for name, content in parts.items():
        sha256 = name.removeprefix(FILES)
        if not name.startswith(FILES) or sha256 not in named:
            raise UnusableInputError(source, f"part {name[:80]!r}", f"it does not belong to this audit; {ASK_AGAIN}")
        if hashlib.sha256(content).hexdigest() != sha256:
            raise UnusableInputError(
                source, f"part {name[:80]!r}", f"its content is not what its name says; {ASK_AGAIN}"
            )
        files[sha256] = content
    return files
