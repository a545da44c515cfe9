"""How to compute the report again: versions, seed, fingerprints, and who signed."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from core.version import program_version
from reports.material import Material
from reports.pdf.blocks import gap, heading
from reports.pdf.metadata import PRODUCER, STANDARDS
from reports.pdf.paragraph import P, fill, show
from reports.pdf.styles import BODY, CELL, CELL_BOLD, LEAD, TEXT_WIDTH
from reports.pdf.table import Cell, data_table, facts_table
from reports.record import AUDIT_FILE, PARAMETERS_FILE, RESULT_FILE, fingerprint, parameters_json
from reports.text import Markup, shorten
from reports.words import date_words, joined

_NAME = 120
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
        *heading("Sign-off", "sign-off"),
        facts_table(_sign_off(material)),
        *_by_hand(material.branding.signatories),
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
        ("Question packs", show(packs)),
        ("Rules", show(assessment.rules_version)),
        ("Simulation", show(f"version {risk.version}, parameters {risk.parameters_version}{own}")),
        ("Seed and draws", show(f"{risk.seed}, {risk.draws}")),
        *[(name, show(digest)) for name, digest in carried],
        ("Drawn with", show(PRODUCER)),
        ("Built to", show(f"{STANDARDS}, not certified")),
    ]


def _by_hand(signatories: Sequence[str]) -> list[Flowable]:
    """Room for signatures in ink."""
    rows: list[list[Cell]] = [
        [[P(show(shorten(name, _NAME)), CELL_BOLD), gap(_ROOM_TO_SIGN)], P(fill(""), CELL), P(fill(""), CELL)]
        for name in signatories
    ]
    if not rows:
        return []
    return [gap(14), data_table(("To be signed by", "Signature", "Date"), rows, (170, TEXT_WIDTH - 270, 100))]


def _sign_off(material: Material) -> list[tuple[str, Markup]]:
    signed = material.document.signoff
    return [
        (
            "Prepared by",
            show(f"{shorten(signed.prepared_by or 'not signed', _NAME)}, {date_words(signed.prepared_on)}"),
        ),
        (
            "Reviewed by",
            show(f"{shorten(signed.reviewed_by or 'nobody yet', _NAME)}, {date_words(signed.reviewed_on)}"),
        ),
    ]
