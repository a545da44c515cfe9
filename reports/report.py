"""An evaluated audit as a PDF file: the same audit gives the same bytes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reportlab.platypus import CondPageBreak, Flowable, PageBreak

from core.assessment.evaluate import Evaluation
from core.audit.atomic_file import write_atomically
from core.audit.log_head import LogHead
from core.audit.outcome import LetterWritten
from core.risk.parameters import Parameters, load_parameters
from core.samples.result import SampleReading
from core.version import program_version
from questionnaires.frozen import freeze
from questionnaires.library import Library, load_library
from reports.branding import Branding
from reports.compared import Compared
from reports.editions import Edition, for_edition, pack_for, samples_for
from reports.material import Material
from reports.pdf.attachments import Attachment
from reports.pdf.layout import PageDrawn, PageNumbers, Running, draw_report
from reports.pdf.metadata import Metadata
from reports.record import (
    AUDIT_FILE,
    BRANDING_FILE,
    COMPARED_FILE,
    PACKS_FILE,
    PARAMETERS_FILE,
    RESULT_FILE,
    audit_json,
    branding_json,
    compared_json,
    fingerprint,
    packs_json,
    parameters_json,
    read_back,
    result_json,
)
from reports.sections.actions import what_to_do
from reports.sections.answers import answers
from reports.sections.comparison import comparison as comparison_section
from reports.sections.contents import Entry, contents
from reports.sections.contract import contract
from reports.sections.cover import cover
from reports.sections.evidence import evidence
from reports.sections.findings import findings
from reports.sections.frameworks import frameworks
from reports.sections.glossary import glossary
from reports.sections.limits import limits
from reports.sections.method import method
from reports.sections.open_points import open_points
from reports.sections.owner import owner
from reports.sections.reproducibility import reproducibility
from reports.sections.risk import risk
from reports.sections.samples import samples
from reports.sections.sources import sources
from reports.text import clean, shorten

Section = Callable[[Material], list[Flowable]]


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A report that was written. sha256: of the file; fingerprint: SHA-256 of the audit inside it."""

    path: Path
    pages: int
    sha256: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class DrawnReport:
    """A report before it is written. content: the PDF; fingerprint: SHA-256 of the audit inside it."""

    content: bytes
    pages: int
    fingerprint: str


ORDER: tuple[tuple[Entry, Section], ...] = (
    (Entry("Findings", "findings", "what was found, what to do about it, who and by when", new_page=True), findings),
    (Entry("What to do", "what-to-do", "every action in order, contract points, what to tell staff"), what_to_do),
    (Entry("Simulated risk", "risk", "what the answers mean for rare cases over the next rounds", room=430), risk),
    (Entry("Sample outputs", "samples", "what was measured, and what it can tell", room=150), samples),
    (Entry("Answers, word for word", "answers", "every question, answer, grade and source"), answers),
    (Entry("Evidence register", "evidence", "what was received, with fingerprints"), evidence),
    (Entry("Open points", "open-points", "promises, contradictions, the vendor's comment"), open_points),
    (Entry("Contract points", "contract", "wording to start from, for your lawyer"), contract),
    (Entry("Framework map", "frameworks", "which points of published frameworks the answers speak to"), frameworks),
    (Entry("Method", "method", "grades, scores and the rules that limited the verdict", room=250), method),
    (Entry("Limits", "limits", "what this report cannot say"), limits),
    (Entry("Words", "words", "five problems that sound alike, and other words"), glossary),
    (Entry("Sources", "sources", "what the questions rest on"), sources),
    (
        Entry("Reproducibility", "reproducibility", "versions, seed, fingerprints, signing", room=400),
        reproducibility,
    ),
)

COMPARED: tuple[Entry, Section] = (
    Entry("Comparison", "comparison", "other audits beside this one, or over time", new_page=True),
    comparison_section,
)
_COMPARED_AT = 4  # after the sample outputs


def write_report(
    evaluation: Evaluation,
    library: Library,
    path: Path,
    *,
    edition: Edition = "client",
    samples: SampleReading | None = None,
    parameters: Parameters | None = None,
    branding: Branding | None = None,
    compared: Compared | None = None,
    log: LogHead | None = None,
    letters: Sequence[LetterWritten] = (),
    page_drawn: PageDrawn | None = None,
) -> ReportFile:
    """Draw the report and put it at ``path``; a file that was there stays whole until the new one is.

    Arguments as for ``draw``; what ``page_drawn`` raises ends the work, and nothing is written. Raises
    WorkspaceError, one sentence, if it cannot be written.
    """
    drawn = draw(
        evaluation,
        library,
        edition=edition,
        samples=samples,
        parameters=parameters,
        branding=branding,
        compared=compared,
        log=log,
        letters=letters,
        page_drawn=page_drawn,
    )
    write_atomically(path, drawn.content)
    return ReportFile(path, drawn.pages, fingerprint(drawn.content), drawn.fingerprint)


def draw(
    evaluation: Evaluation,
    library: Library,
    *,
    edition: Edition = "client",
    samples: SampleReading | None = None,
    parameters: Parameters | None = None,
    branding: Branding | None = None,
    compared: Compared | None = None,
    log: LogHead | None = None,
    letters: Sequence[LetterWritten] = (),
    page_drawn: PageDrawn | None = None,
) -> DrawnReport:
    """The report as bytes; drawing the same evaluation again gives the same bytes.

    parameters: the consultant's own copy that the risk was simulated with; None for the shipped ones.
    compared: audits to put beside this one; only the client's edition has them, and nothing of their own clients.
    log: the newest entry of the workspace's change log; None for an audit that stands in no workspace.
    letters: those that were written for the audit, the first one first; the vendor's edition has none.
    page_drawn: called after every page with its number and how many there are going to be, 0 while nobody knows.
    Raises ValueError where ``parameters`` are not those of the evaluation: its bands could not be drawn. Raises
    UnusableInputError for audits that cannot be compared.
    """
    if evaluation.risk.custom_parameters != (parameters is not None):
        raise ValueError("a report needs exactly the parameters that its risk was simulated with")
    shown, samples = for_edition(evaluation, edition, library), samples_for(samples, edition)
    audit = audit_json(shown.document)
    shown = replace(shown, document=read_back(audit))
    beside = compared.without_other_clients(library) if compared is not None and edition == "client" else None
    texts = _own_packs(library, [shown, *(beside.evaluations if beside is not None else ())], edition)
    kept = () if edition == "vendor" else tuple(letters)
    result = result_json(shown, samples, edition, beside, texts, log, kept)
    print_of_audit, print_of_result = fingerprint(audit), fingerprint(result)
    used = parameters or load_parameters()
    comparison = None if beside is None else beside.beside(shown, library)

    def story(numbers: PageNumbers) -> Sequence[Flowable]:
        digests = print_of_audit, print_of_result
        own = branding or Branding()
        drawn = Material(shown, library, samples, used, *digests, numbers, own, comparison, log, kept)
        return _story(drawn, edition)

    attachments = [
        Attachment(AUDIT_FILE, "The audit: every printed number can be computed from it", audit, "Source"),
        Attachment(RESULT_FILE, "Everything computed from the audit", result, "Data"),
    ]
    if parameters is not None:
        said = "The consultant's own parameters of the simulation"
        attachments.append(Attachment(PARAMETERS_FILE, said, parameters_json(parameters), "Source"))
    if branding is not None:
        said = "The name, logo, colour and lines that its maker put on the report"
        attachments.append(Attachment(BRANDING_FILE, said, branding_json(branding), "Source"))
    if beside is not None:
        said = "The audits that this one is compared with, and everything computed from them"
        attachments.append(Attachment(COMPARED_FILE, said, compared_json(beside), "Source"))
    if texts:
        said = "The question packs that do not ship with Headwater"
        attachments.append(Attachment(PACKS_FILE, said, packs_json(texts), "Source"))
    running = _running(shown, branding or Branding())
    content, pages = draw_report(story, _metadata(shown), attachments, running, page_drawn)
    return DrawnReport(content, pages, print_of_audit)


def _own_packs(library: Library, evaluations: Sequence[Evaluation], edition: Edition) -> dict[str, str]:
    """The text of every pack of these audits that is not as it ships with this version."""
    named = dict.fromkeys(name for one in evaluations for name in one.document.packs)
    packs = library.packs_of(named, evaluations[0].document.audit_id)
    shipped = load_library().packs
    return {pack.id: freeze(pack_for(pack, edition)) for pack in packs if shipped.get(pack.id) != pack}


def _running(evaluation: Evaluation, branding: Branding) -> Running:
    ours = f"Headwater audit report · {evaluation.document.audit_id}"
    footer = f"{branding.confidentiality} · {ours}" if branding.confidentiality else ours
    return Running(evaluation.document.vendor, footer, branding.name, branding.colour, branding.logo_image())


def _story(material: Material, edition: Edition) -> list[Flowable]:
    if edition == "one-page":
        return owner(material)
    order = ORDER if material.comparison is None else (*ORDER[:_COMPARED_AT], COMPARED, *ORDER[_COMPARED_AT:])
    story = [*cover(material), *owner(material), *contents(material, [entry for entry, _ in order])]
    for entry, section in order:
        story += [PageBreak() if entry.new_page else CondPageBreak(entry.room), *section(material)]
    return story


def _metadata(evaluation: Evaluation) -> Metadata:
    document = evaluation.document
    day = document.closed or document.opened
    return Metadata(
        title=clean(f"AI vendor audit: {shorten(document.vendor, 120)}"),
        author=shorten(document.auditor.name, 120),
        subject=shorten(f"{document.product}, {document.audit_id}", 200),
        keywords="AI vendor audit, training data, model collapse",
        creator=f"Headwater {program_version()}",
        created=dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC),
    )
