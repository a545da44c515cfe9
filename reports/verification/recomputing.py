"""The data inside a report: read without trust, computed again, and compared number by number."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast, get_args

from pydantic import ValidationError

from core.assessment.assess import assess
from core.assessment.evaluate import Evaluation
from core.audit.consistency import check_audit
from core.audit.document import AuditDocument
from core.risk.parameters import Parameters
from core.risk.score import FEWEST_DRAWS, score_risk
from core.samples.result import SampleReading
from questionnaires.errors import UnusableInputError
from questionnaires.library import Library
from reports.branding import Branding
from reports.editions import Edition
from reports.record import ASSESSMENT, AUDIT_FILE, RISK, SAMPLES, canonical, computed, fingerprint, read_back
from reports.verification.contents import Contents

MOST_DRAWS = 200_000
"""More would let a file keep the program busy for hours."""
_RELATIVE, _ABSOLUTE = 1e-9, 1e-12  # another processor may round the last digits otherwise
_VERSIONS = frozenset({"version"})
_SHOWN = 60


class RecordError(ValueError):
    """The data inside cannot be read; the sentence says why, without a full stop."""


@dataclass(frozen=True, slots=True)
class Record:
    """What a report carries. results: assessment and risk as recorded; version: of the program that computed them."""

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

    def evaluation(self) -> Evaluation:
        """The results as recorded. Raises RecordError if they are not in the form this version writes."""
        try:
            risk = RISK.validate_json(canonical(self.results["risk"]))
            return Evaluation(self.document, risk, ASSESSMENT.validate_json(canonical(self.results["assessment"])))
        except ValidationError as error:
            raise RecordError(f"result.json is not as this version writes it ({_first(error)})") from None


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
    risk = _section(found, "risk")
    seed, draws, edition = risk.get("seed"), risk.get("draws"), found.get("edition")
    if type(seed) is not int or not 0 <= seed < 2**63:
        raise RecordError("result.json holds no seed")
    if type(draws) is not int or not FEWEST_DRAWS <= draws <= MOST_DRAWS:
        raise RecordError(f"result.json asks for a number of draws outside {FEWEST_DRAWS} to {MOST_DRAWS}")
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
            is_of_audit=found.get("audit_sha256") == fingerprint(audit),
        )
    except ValidationError as error:
        raise RecordError(f"the data are not as a report writes them ({_first(error)})") from None


def recompute(record: Record, library: Library) -> Evaluation:
    """Simulate and assess the recorded audit again, with the recorded seed and draws.

    Raises RecordError for an audit that does not fit its packs.
    """
    document = record.document
    try:
        check_audit(document, library, AUDIT_FILE)
    except UnusableInputError as error:
        raise RecordError(str(error).removesuffix(".")) from None
    risk = score_risk(
        document.answers,
        library.packs_of(document.packs, document.audit_id),
        document.context.lane,
        seed=record.seed,
        draws=record.draws,
        parameters=record.parameters,
    )
    return Evaluation(document, risk, assess(document, risk, library))


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


def _section(found: dict[str, Any], name: str) -> dict[str, Any]:
    section = found.get(name)
    if not isinstance(section, dict):
        raise RecordError(f"result.json lacks {name}")
    return section


def _no_number(word: str) -> float:
    raise ValueError(f"{word} is not a number")


def _first(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    place = ", ".join(str(part)[:_SHOWN] for part in first["loc"])
    return f"{place}: {first['msg'][:_SHOWN]}"
