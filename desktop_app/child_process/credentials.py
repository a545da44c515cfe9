"""Checking the content credentials of files; the library that reads them is not ours, so it works over there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from desktop_app.child_process.job import Job, Tell


@dataclass(frozen=True, slots=True)
class CredentialsRequest:
    """trusted: PEM files with the certificates of signers that the user trusts."""

    files: tuple[Path, ...]
    trusted: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class CredentialsFound:
    """state: as the reading's, or "problem" where the file could not be read. sentence: the answer for a person.

    sha256: of the file; empty where it could not be read.
    """

    file: str
    state: str
    sentence: str
    sha256: str = ""


JOB = Job("credentials", TypeAdapter(CredentialsRequest), TypeAdapter(tuple[CredentialsFound, ...]))


def work(request: CredentialsRequest, tell: Tell) -> tuple[CredentialsFound, ...]:
    """Check each file; one that cannot be read gets its sentence and does not stop the others."""
    from core.samples.credentials import check_credentials
    from core.samples.errors import SampleError

    found = []
    for place, path in enumerate(request.files):
        tell("files", place, len(request.files))
        try:
            reading = check_credentials(path, trusted=request.trusted)
        except SampleError as problem:
            found.append(CredentialsFound(path.name, "problem", str(problem)))
        else:
            found.append(CredentialsFound(path.name, reading.state, reading.sentence, reading.sha256))
    return tuple(found)
