"""Content credentials (C2PA) of one file: who signed it, whether it was changed, and whether it says a machine made it.

Needs c2pa-python (extra ``credentials``). Nothing is fetched: neither manifests kept elsewhere nor lists of withdrawn
certificates. Which signers to trust is the user's to say, as certificates in PEM files; none is trusted unasked.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from core.samples.errors import SampleError
from core.version import program_version

MOST_BYTES = 200_000_000
MOST_PEM_BYTES = 1_000_000
MADE_BY_MACHINE = ("trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia")
"""Ends of the IPTC digital source types that say a trained model made the content, or a part of it."""

State = Literal["trusted", "signed", "changed", "none", "unsupported", "unreadable"]
_STATES: Mapping[str, State] = {"Trusted": "trusted", "Valid": "signed"}
_WITHOUT_REPORT: Mapping[str, State] = {
    "ManifestNotFound": "none",
    "NotSupported": "unsupported",
    "Io": "unreadable",
    "Other": "unreadable",
}
"""What it means that the library gives an error instead of a report; any other error is of the credentials."""


@dataclass(frozen=True, slots=True)
class CredentialReading:
    """What the credentials of one file say.

    state: trusted (whole, by a signer the user trusts), signed (whole, by a signer nobody vouched for here), changed
    (the file or its credentials were altered), none, unsupported (this kind of file cannot carry any), or unreadable
    (the file is cut off, or not of the kind that its name says, so nothing is known of its credentials).
    says_made_by_machine: None where the credentials say nothing of it. problems: codes of the C2PA specification.
    """

    file: str
    sha256: str
    state: State
    signer: str | None
    generator: str | None
    says_made_by_machine: bool | None
    problems: tuple[str, ...]
    sentence: str
    version: str


def check_credentials(path: Path, *, trusted: Sequence[Path] = ()) -> CredentialReading:
    """The credentials of the file. trusted: PEM files with the certificates of signers that the user trusts.

    Raises SampleError where the file or a PEM file cannot be read, or c2pa-python is not installed.
    """
    if find_spec("c2pa") is None:
        raise SampleError("Content credentials need c2pa-python, which is missing; install headwater[credentials].")
    data = _bytes_of(path, MOST_BYTES)
    anchors = "\n".join(_pem(file) for file in trusted)
    report, state, problem = _read(data, _kind(path), anchors)
    active = _active(report)
    signer = _text(_mapping(active.get("signature_info")).get("issuer"))
    made_by_machine = _made_by_machine(active)
    return CredentialReading(
        file=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        state=state,
        signer=signer,
        generator=_generator(active),
        says_made_by_machine=made_by_machine,
        problems=_problems(report) or problem,
        sentence=_sentence(path.name, state, signer, made_by_machine),
        version=program_version(),
    )


def _read(data: bytes, kind: str, anchors: str) -> tuple[Mapping[str, Any], State, tuple[str, ...]]:
    """The library's report, what it comes to, and the library's own word where there is no report."""
    import c2pa

    settings: dict[str, Any] = {"verify": {"remote_manifest_fetch": False, "ocsp_fetch": False, "verify_trust": True}}
    if anchors:
        settings["trust"] = {"trust_anchors": anchors}
    try:
        with c2pa.Reader(kind, io.BytesIO(data), context=c2pa.Context.from_dict(settings)) as reader:
            report = json.loads(reader.json())
            return report, _STATES.get(reader.get_validation_state(), "changed"), ()
    except c2pa.C2paError as error:
        word = str(error).partition(":")[0].strip()
        state = _WITHOUT_REPORT.get(word, "changed")
        if state == "unsupported" and kind in c2pa.Reader.get_supported_mime_types():
            state = "unreadable"
        return {}, state, (word,) if state == "changed" else ()


def _bytes_of(path: Path, limit: int) -> bytes:
    if not path.is_file():
        raise SampleError(f"{path.name} was not found; check the name.")
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise SampleError(f"{path.name} could not be opened ({error.strerror}).") from error
    if len(data) > limit:
        raise SampleError(f"{path.name} is larger than {limit // 1_000_000} MB; check a smaller file.")
    return data


def _pem(path: Path) -> str:
    text = _bytes_of(path, MOST_PEM_BYTES).decode("ascii", "replace")
    if "-----BEGIN CERTIFICATE-----" not in text:
        raise SampleError(f"{path.name} holds no certificate; export the signer's root certificate as PEM.")
    return text


def _kind(path: Path) -> str:
    """The ending of the name, which the library knows; what a computer says of endings differs from one to the next."""
    return path.suffix[1:].lower()


def _active(report: Mapping[str, Any]) -> Mapping[str, Any]:
    manifests = _mapping(report.get("manifests"))
    return _mapping(manifests.get(_text(report.get("active_manifest")) or ""))


def _made_by_machine(active: Mapping[str, Any]) -> bool | None:
    assertions = [_mapping(item) for item in _list(active.get("assertions"))]
    actions = [
        _mapping(action)
        for item in assertions
        if str(item.get("label", "")).startswith("c2pa.actions")
        for action in _list(_mapping(item.get("data")).get("actions"))
    ]
    types = [str(action["digitalSourceType"]) for action in actions if "digitalSourceType" in action]
    return any(kind.endswith(MADE_BY_MACHINE) for kind in types) if types else None


def _generator(active: Mapping[str, Any]) -> str | None:
    infos = [_mapping(item) for item in _list(active.get("claim_generator_info"))]
    names = [" ".join(filter(None, (_text(item.get("name")), _text(item.get("version"))))) for item in infos]
    return ", ".join(filter(None, names)) or _text(active.get("claim_generator"))


def _problems(report: Mapping[str, Any]) -> tuple[str, ...]:
    found = _mapping(_mapping(report.get("validation_results")).get("activeManifest"))
    return tuple(str(_mapping(item).get("code", "")) for item in _list(found.get("failure")))


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _sentence(name: str, state: State, signer: str | None, made_by_machine: bool | None) -> str:
    by = f" by {signer}" if signer else ""
    says = {
        True: " They say that a trained model made the content, or a part of it.",
        False: " They do not say that a model made it.",
        None: " They say nothing of how it was made.",
    }[made_by_machine]
    match state:
        case "trusted":
            return f"{name} carries whole content credentials, signed{by}, whom you trust.{says}"
        case "signed":
            return (
                f"{name} carries whole content credentials, signed{by}, but you named no certificate of theirs.{says}"
            )
        case "changed":
            return f"{name} carries content credentials that do not hold: file or credentials were changed or damaged."
        case "none":
            return f"{name} carries no content credentials; that says nothing of how it was made."
        case "unsupported":
            return f"{name} is of a kind that cannot carry content credentials here, as plain text cannot."
        case "unreadable":
            return f"{name} is cut off, or not of the kind that its name says, so nothing can be said of credentials."
