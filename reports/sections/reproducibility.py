"""How to compute the report again: versions, seed, fingerprints, and who signed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from reportlab.platypus import Flowable, KeepTogether

from core.audit.document import SignOff
from core.version import program_version
from reports.branding import Signatory
from reports.material import Material
from reports.pdf.blocks import gap, heading
from reports.pdf.metadata import PRODUCER, STANDARDS
from reports.pdf.paragraph import P, fill, show
from reports.pdf.styles import BODY, CELL, CELL_BOLD, CELL_SMALL, LEAD, TEXT_WIDTH
from reports.pdf.table import Cell, data_table, facts_table
from reports.record import AUDIT_FILE, PARAMETERS_FILE, RESULT_FILE, fingerprint, parameters_json
from reports.text import Markup, shorten
from reports.words import date_words, joined, reviewer_words

_NAME, _INTEREST = 120, 400
_ROOM_TO_SIGN = 26.0


def reproducibility(material: Material) -> list[Flowable]:
    """The last section."""
    return [
        *heading("Reproducibility", "reproducibility", 1),
        P(fill("Every number printed here can be computed again from the data inside this file."), LEAD),
        P(
            fill(
                "The file carries the audit as {audit} and everything computed from it as {result}. Headwater reads "
                "them back, computes the results again and draws the pages again.",
                audit=AUDIT_FILE,
                result=RESULT_FILE,
            ),
            BODY,
        ),
        facts_table(_facts(material)),
        gap(8),
        KeepTogether(
            [
                *heading("Sign-off", "sign-off"),
                facts_table(_sign_off(material)),
                *_by_hand(material.branding.signatories),
            ]
        ),
    ]


def _facts(material: Material) -> list[tuple[str, Markup]]:
    risk, assessment = material.risk, material.assessment
    own = " (the consultant's own copy)" if risk.custom_parameters else ""
    packs = joined(f"{name} {version}" for name, version in sorted(assessment.pack_versions.items()))
    carried = [(f"{AUDIT_FILE}, SHA-256", material.fingerprint), (f"{RESULT_FILE}, SHA-256", material.result_digest)]
    if risk.custom_parameters:
        carried.append((f"{PARAMETERS_FILE}, SHA-256", fingerprint(parameters_json(material.parameters))))
    return [
        ("Program", show(f"Headwater {program_version()}")),
        *([("Follows", show(shorten(material.document.follows, _NAME)))] if material.document.follows else []),
        ("Question packs", show(packs)),
        ("Rules", show(assessment.rules_version)),
        ("Simulation", show(f"version {risk.version}, parameters {risk.parameters_version}{own}")),
        ("Seed and draws", show(f"{risk.seed}, {risk.draws}")),
        *[(name, show(digest)) for name, digest in carried],
        ("Change log", _newest_change(material)),
        ("Drawn with", show(PRODUCER)),
        ("Built to", show(f"{STANDARDS}, not certified")),
    ]


def _newest_change(material: Material) -> Markup:
    """The newest entry of the change log; printed, it later shows whether the log was rebuilt."""
    log = material.log
    if log is None:
        return show("none: the audit was read from a file and stands in no workspace")
    return show(f"entry {log.entries}, SHA-256 {log.sha256}")


def _by_hand(signatories: Sequence[Signatory]) -> list[Flowable]:
    """Room for signatures in ink."""
    rows: list[list[Cell]] = [
        [
            [P(show(one.name), CELL_BOLD), P(show(one.role), CELL_SMALL), gap(_ROOM_TO_SIGN)],
            P(fill(""), CELL),
            P(fill(""), CELL),
        ]
        for one in signatories
    ]
    if not rows:
        return []
    return [gap(14), data_table(("To be signed by", "Signature", "Date"), rows, (170, TEXT_WIDTH - 270, 100))]


def _sign_off(material: Material) -> list[tuple[str, Markup]]:
    signed = material.document.signoff
    return [
        ("Prepared by", _signed(signed.prepared_by, signed.prepared_on, "not signed")),
        (
            "Reviewed by",
            _signed(signed.reviewed_by and reviewer_words(signed, _NAME), signed.reviewed_on, _nobody(material)),
        ),
        ("Interest", show(shorten(signed.interest or "", _INTEREST) or "not stated by whoever audited or reviewed")),
        *_accepted(signed),
    ]


def _nobody(material: Material) -> str:
    """What is said where nobody reviewed; critical stakes ask for a second person."""
    if material.document.context.stakes == "S3":
        return "nobody yet; at critical stakes this is another person than whoever prepared it"
    return "nobody yet"


def _accepted(signed: SignOff) -> list[tuple[str, Markup]]:
    """Who accepted the conditions for the client, where somebody did."""
    if not signed.accepted_by:
        return []
    return [("Conditions accepted", _signed(signed.accepted_by, signed.accepted_on, ""))]


def _signed(name: str | None, day: dt.date | None, nobody: str) -> Markup:
    """The name, and the day where it was written down."""
    if not name:
        return show(nobody)
    return show(f"{shorten(name, 2 * _NAME)}, {date_words(day) if day else 'day not recorded'}")
