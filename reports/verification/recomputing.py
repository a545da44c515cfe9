"""The data inside a report: read without trust, computed again, and compared number by number."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast, get_args

from pydantic import TypeAdapter, ValidationError

from core.assessment.evaluate import Evaluation, evaluate
from core.audit.consistency import check_audit
from core.audit.document import AuditDocument
from core.audit.log_head import LogHead
from core.audit.outcome import LetterWritten
from core.comparison.compare import MOST
from core.risk.parameters import Parameters
from core.risk.score import FEWEST_DRAWS
from core.samples.result import SampleReading
from questionnaires.errors import UnusableInputError
from questionnaires.frozen import library_of
from questionnaires.library import Library
from reports.branding import Branding
from reports.compared import Compared
from reports.editions import Edition
from reports.record import (
    ASSESSMENT,
    AUDIT_FILE,
    CHANGE_LOG,
    COMPARED_FILE,
    LETTERS,
    PACKS_FILE,
    RISK,
    SAMPLES,
    canonical,
    computed,
    fingerprint,
    read_back,
)
from reports.verification.contents import Contents

MOST_DRAWS = 200_000
"""More would let a file keep the program busy for hours."""
_RELATIVE, _ABSOLUTE = 1e-9, 1e-12  # another processor may round the last digits otherwise
_VERSIONS = frozenset({"version"})
_SHOWN = 60


class RecordError(ValueError):
    """The data inside cannot be read; the sentence says why, without a full stop."""


@dataclass(frozen=True, slots=True)
class OtherAudit:
    """An audit that the report is compared with, and its results as recorded."""

    document: AuditDocument
    results: dict[str, Any]
    seed: int
    draws: int


@dataclass(frozen=True, slots=True)
class Record:
    """What a report carries. results: assessment and risk as recorded; version: of the program that computed them.

    others: the audits it is compared with.
    """

    document: AuditDocument
    results: dict[str, Any]
    edition: Edition
    samples: SampleReading | None
    parameters: Parameters | None
    branding: Branding | None
    seed: int
    draws: int
    version: str
    drawn_with: str
    is_of_audit: bool
    others: tuple[OtherAudit, ...]
    in_order_of_time: bool
    log: LogHead | None
    letters: tuple[LetterWritten, ...]

    def evaluation(self) -> Evaluation:
        """The results as recorded. Raises RecordError if they are not in the form this version writes."""
        return _as_recorded(self.document, self.results)

    def compared(self) -> Compared | None:
        """The audits compared with, as recorded; None where there were none. Raises RecordError as ``evaluation``."""
        found = tuple(_as_recorded(other.document, other.results) for other in self.others)
        return Compared(found, self.in_order_of_time) if found else None


def _as_recorded(document: AuditDocument, results: dict[str, Any]) -> Evaluation:
    try:
        risk = RISK.validate_json(canonical(results["risk"]))
        return Evaluation(document, risk, ASSESSMENT.validate_json(canonical(results["assessment"])))
    except ValidationError as error:
        raise RecordError(f"the results are not as this version writes them ({_first(error)})") from None


def _seed_and_draws(risk: dict[str, Any], name: str) -> tuple[int, int]:
    seed, draws = risk.get("seed"), risk.get("draws")
    if type(seed) is not int or not 0 <= seed < 2**63:
        raise RecordError(f"{name} holds no seed")
    if type(draws) is not int or not FEWEST_DRAWS <= draws <= MOST_DRAWS:
        raise RecordError(f"{name} asks for a number of draws outside {FEWEST_DRAWS} to {MOST_DRAWS}")
    return seed, draws


def _others(compared: bytes | None) -> tuple[tuple[OtherAudit, ...], bool]:
    """The audits compared with, and whether they are one vendor's. Raises RecordError where they cannot be read."""
    if compared is None:
        return (), False
    found = _object(compared, COMPARED_FILE)
    listed = found.get("compared")
    if not isinstance(listed, list) or not 0 < len(listed) < MOST:
        raise RecordError(f"{COMPARED_FILE} does not list the audits compared with")
    others: list[OtherAudit] = []
    for item in listed:
        if not isinstance(item, dict):
            raise RecordError(f"{COMPARED_FILE} does not list the audits compared with")
        results = {name: _section(item, name, COMPARED_FILE) for name in ("assessment", "risk")}
        try:
            document = AuditDocument.model_validate_json(canonical(item.get("audit")))
        except ValidationError as error:
            raise RecordError(f"{COMPARED_FILE} holds no audit ({_first(error)})") from None
        others.append(OtherAudit(document, results, *_seed_and_draws(results["risk"], COMPARED_FILE)))
    return tuple(others), found.get("in_order_of_time") is True


def _log(found: dict[str, Any]) -> LogHead | None:
    """The newest entry of the change log, as recorded; None where there was none."""
    if CHANGE_LOG not in found:
        return None
    try:
        return TypeAdapter(LogHead).validate_json(canonical(found[CHANGE_LOG]))
    except ValidationError:
        raise RecordError("result.json does not say which entry of the change log was the newest") from None


def version_of(result: bytes) -> str:
    """Version of the program that made the results. Raises RecordError if they name none."""
    version = _section(_object(result, "result.json"), "assessment").get("version")
    if not isinstance(version, str) or not 0 < len(version) <= _SHOWN:
        raise RecordError("result.json names no version of Headwater")
    return version


def read_record(contents: Contents) -> Record:
    """The data of a report. Raises RecordError where they are not an audit and its results."""
    audit, result, own, branding = contents.audit, contents.result, contents.parameters, contents.branding
    try:
        document = read_back(audit)
    except ValidationError as error:
        raise RecordError(f"audit.json is not an audit ({_first(error)})") from None
    found = _object(result, "result.json")
    seed, draws = _seed_and_draws(_section(found, "risk"), "result.json")
    others, in_order_of_time = _others(contents.compared)
    edition = found.get("edition")
    if edition not in get_args(Edition):
        raise RecordError("result.json names no edition")
    samples = found.get("samples")
    try:
        return Record(
            document=document,
            results={name: _section(found, name) for name in ("assessment", "risk")},
            edition=cast("Edition", edition),
            samples=None if samples is None else SAMPLES.validate_json(canonical(samples)),
            parameters=None if own is None else Parameters.model_validate_json(own),
            branding=None if branding is None else Branding.model_validate_json(branding),
            seed=seed,
            draws=draws,
            version=version_of(result),
            drawn_with=str(found.get("drawn_with", "an unnamed program"))[:_SHOWN],
            is_of_audit=found.get("audit_sha256") == fingerprint(audit)
            and found.get("compared_sha256") == (fingerprint(contents.compared) if contents.compared else None)
            and found.get("packs_sha256") == (fingerprint(contents.packs) if contents.packs else None),
            others=others,
            in_order_of_time=in_order_of_time,
            log=_log(found),
            letters=TypeAdapter(tuple[LetterWritten, ...]).validate_json(canonical(found.get(LETTERS, []))),
        )
    except ValidationError as error:
        raise RecordError(f"the data are not as a report writes them ({_first(error)})") from None


def library_in(contents: Contents, library: Library) -> Library:
    """The library with the packs that the report carries. Raises RecordError where they cannot be read or used."""
    if contents.packs is None:
        return library
    texts = _section(_object(contents.packs, PACKS_FILE), "frozen_packs", PACKS_FILE)
    if not all(isinstance(text, str) for text in texts.values()):
        raise RecordError(f"{PACKS_FILE} holds no packs")
    try:
        return library_of(texts, library, PACKS_FILE)
    except UnusableInputError as error:
        raise RecordError(str(error).removesuffix(".")) from None


def recompute(record: Record, library: Library) -> Evaluation:
    """Simulate and assess the recorded audit again, with the recorded seed and draws.

    Raises RecordError for an audit that does not fit its packs.
    """
    return _again(record.document, AUDIT_FILE, library, record.seed, record.draws, record.parameters)


def recompute_others(record: Record, again: Evaluation, library: Library) -> tuple[Evaluation, ...]:
    """The audits that the report is compared with, simulated and assessed again.

    Raises RecordError as ``recompute`` does, and for audits that cannot stand beside the report's own, ``again``.
    """
    others = tuple(
        _again(other.document, COMPARED_FILE, library, other.seed, other.draws, None) for other in record.others
    )
    if others:
        try:
            Compared(others, record.in_order_of_time).beside(again, library)
        except UnusableInputError as error:
            raise RecordError(str(error).removesuffix(".")) from None
    return others


def _again(
    document: AuditDocument, source: str, library: Library, seed: int, draws: int, parameters: Parameters | None
) -> Evaluation:
    try:
        check_audit(document, library, source)
        return evaluate(document, library, seed=seed, draws=draws, parameters=parameters)
    except UnusableInputError as error:
        raise RecordError(str(error).removesuffix(".")) from None


def unequal_others(record: Record, again: Sequence[Evaluation], *, same_version: bool) -> list[str]:
    """Every result of the audits compared with that differs from the one computed again, a sentence each."""
    return [
        said
        for other, evaluation in zip(record.others, again, strict=True)
        for said in _unequal(
            other.results,
            computed(evaluation),
            (f"compared audit {other.document.audit_id[:_SHOWN]}",),
            same_version=same_version,
        )
    ]


def unequal(record: Record, again: Evaluation, *, same_version: bool) -> list[str]:
    """Every result that differs from the one computed again, a sentence each.

    same_version: False leaves out the version and results that only one of the versions has.
    """
    return list(_unequal(record.results, computed(again), (), same_version=same_version))


def _unequal(there: Any, here: Any, place: tuple[str, ...], *, same_version: bool) -> Iterator[str]:
    if isinstance(there, dict) and isinstance(here, dict):
        names = there.keys() | here.keys() if same_version else (there.keys() & here.keys()) - _VERSIONS
        for name in sorted(names):
            yield from _unequal(there.get(name), here.get(name), (*place, str(name)), same_version=same_version)
    elif isinstance(there, list) and isinstance(here, list) and len(there) == len(here):
        for number, (one, other) in enumerate(zip(there, here, strict=True), 1):
            yield from _unequal(one, other, (*place, str(number)), same_version=same_version)
    elif not _same(there, here):
        where = ", ".join(part.replace("_", " ")[:_SHOWN] for part in place)
        yield f"{where}: the file says {_said(there)}, its data give {_said(here)}"


def _same(there: Any, here: Any) -> bool:
    numbers = (int, float)
    if type(there) in numbers and type(here) in numbers:
        return math.isclose(there, here, rel_tol=_RELATIVE, abs_tol=_ABSOLUTE)
    return type(there) is type(here) and bool(there == here)


def _said(value: Any) -> str:
    if isinstance(value, list | dict):
        return f"{len(value)} entries"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _object(content: bytes, name: str) -> dict[str, Any]:
    try:
        found = json.loads(content, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise RecordError(f"{name} is not readable JSON") from None
    if not isinstance(found, dict):
        raise RecordError(f"{name} does not hold keys and values")
    return found


def _section(found: dict[str, Any], name: str, file: str = "result.json") -> dict[str, Any]:
    section = found.get(name)
    if not isinstance(section, dict):
        raise RecordError(f"{file} lacks {name}")
    return section


def _no_number(word: str) -> float:
    raise ValueError(f"{word} is not a number")


def _first(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    place = ", ".join(str(part)[:_SHOWN] for part in first["loc"])
    return f"{place}: {first['msg'][:_SHOWN]}"
