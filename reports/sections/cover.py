"""The cover: who was audited, for which use, the verdict in word, shape and colour, and how to identify the report."""

from __future__ import annotations

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, NextPageTemplate, PageBreak, Spacer

from core.version import program_version
from reports.figures.verdict_mark import verdict_mark
from reports.material import Material
from reports.pdf.blocks import gap
from reports.pdf.drawing import FigureFlowable
from reports.pdf.layout import COVER_HEIGHT, PLAIN
from reports.pdf.paragraph import P, fill, show
from reports.pdf.styles import KICKER, LEAD, TEXT_WIDTH, style
from reports.pdf.table import beside, facts_table, height_of
from reports.text import Markup, shorten
from reports.words import audit_status, date_words, joined, reviewer_words, verdict_additions

_MARK = 66.0
_SPARE = 6.0
_BELOW_BAR, _BELOW_LOGO = 26.0, 56.0
_NAME_LENGTH, _USE_LENGTH = 120, 210
_NAME_SIZES = ((48, 32.0), (80, 24.0), (_NAME_LENGTH, 19.0))
_PRODUCT = style("product", 15, 21, tone="muted", after=4)
_VERDICT = style("verdict", 25, 31, bold=True, after=4)


def cover(material: Material) -> list[Flowable]:
    """The first page."""
    document, library = material.document, material.library
    words = library.rules.verdicts.labels[material.assessment.verdict]
    mark = verdict_mark(material.assessment.verdict, words.label, _MARK)
    additions = [P(show(line), LEAD) for line in verdict_additions(library, material.assessment)]
    verdict: list[Flowable] = [
        P(fill("VERDICT FOR THIS USE"), KICKER),
        gap(3),
        P(show(words.label), _VERDICT),
        P(show(words.sentence), LEAD),
        *additions,
    ]
    name = shorten(document.vendor, _NAME_LENGTH)
    upper: list[Flowable] = [
        Spacer(1, _BELOW_LOGO if material.branding.logo else _BELOW_BAR),
        P(fill("AI VENDOR AUDIT · TRAINING DATA"), KICKER),
        gap(8),
        P(show(name), _name_style(len(name)), "H1"),
        P(show(shorten(document.product, _NAME_LENGTH) or "Product not named"), _PRODUCT),
        gap(38),
        beside([FigureFlowable(mark, decorative=True), verdict], [_MARK + 22, TEXT_WIDTH - _MARK - 22]),
    ]
    facts = facts_table(_facts(material))
    spring = gap(max(20.0, COVER_HEIGHT - height_of([*upper, facts]) - _SPARE))
    return [*upper, spring, facts, NextPageTemplate(PLAIN), PageBreak()]


def _name_style(length: int) -> ParagraphStyle:
    size = next(size for longest, size in _NAME_SIZES if length <= longest)
    return style(f"name {size}", size, size * 1.22, bold=True, after=4)


def _facts(material: Material) -> list[tuple[str, Markup]]:
    document, context, vocabulary = material.document, material.document.context, material.library.vocabulary
    stakes = vocabulary.stakes[context.stakes]
    packs = joined(f"{pack.pack.title} {material.assessment.pack_versions.get(pack.id, '')}" for pack in material.packs)
    auditor = document.auditor
    role = f" ({shorten(auditor.role, 60)})" if auditor.role else ""
    signed = document.signoff
    facts = [
        ("Use", show(shorten(context.use, _USE_LENGTH) or "not stated")),
        ("Stakes", show(f"{stakes.label}. {stakes.test}")),
        ("Who made the model", show(vocabulary.lanes[context.lane].label)),
        ("Audited by", show(shorten(auditor.name, 90) + role)),
        ("Reviewed by", show(reviewer_words(signed, 90))),
        ("Interest", show(shorten(signed.interest or "", _USE_LENGTH) or "not stated by whoever audited or reviewed")),
        ("Dates", show(_dates(material))),
        ("Status", show(audit_status(document))),
        ("Report", show(f"{document.audit_id} · Headwater {program_version()}")),
        ("Questions", show(f"{packs}; rules {material.assessment.rules_version}")),
        ("Data, SHA-256", show(material.fingerprint)),
    ]
    if material.branding.confidentiality:
        facts.insert(0, ("Confidentiality", show(material.branding.confidentiality)))
    if document.client:
        facts.insert(0, ("Prepared for", show(shorten(document.client, _NAME_LENGTH))))
    if document.sample:
        facts.insert(0, ("Sample", fill("<b>An invented audit that shows what a report looks like.</b>")))
    return facts


def _dates(material: Material) -> str:
    document = material.document
    met = f"vendor met {date_words(document.signoff.met_on)}, " if document.signoff.met_on else ""
    closed = f"closed {date_words(document.closed)}" if document.closed else "still open"
    return f"Opened {date_words(document.opened)}, {met}{closed}; renew by {date_words(material.valid_until)}"
