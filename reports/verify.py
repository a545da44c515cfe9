"""Whether a report is still as it was made: its numbers computed again, its pages drawn again.

A report of this version, drawn by the same library, is compared byte for byte. Of any other the numbers are computed
again and the pages are not judged.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.assessment.evaluate import Evaluation
from core.version import program_version
from questionnaires.errors import UnusableInputError
from questionnaires.library import Library, load_library
from reports.compared import Compared
from reports.pdf.metadata import PRODUCER
from reports.report import draw
from reports.verification.appended import appended_to
from reports.verification.comparison import REWRITTEN, differences
from reports.verification.contents import Contents, read_contents
from reports.verification.recomputing import (
    Record,
    RecordError,
    library_in,
    read_record,
    recompute,
    recompute_others,
    unequal,
    unequal_others,
    version_of,
)
from reports.verification.revisions import read_revision

LARGEST_FILE = 200_000_000
_MOST_NUMBERS = 20
_WARNING = "Do not rely on this file; ask whoever made the report for the original."
_ONLY_THE_DATA = "The audit inside is whole and every number follows from it; the pages cannot be compared with it."
_ASK_FOR_THE_ORIGINAL = "Do not rely on the pages; ask whoever made the report for the file as it was made."


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found.

    intact: whether nothing in the file was changed; None where that cannot be told: another version made it, or another
    program saved it again.
    recomputed: whether every number follows from the data inside. differences: what differs, in words.
    explanation: what that means, in a few sentences.
    """

    intact: bool | None
    recomputed: bool
    differences: tuple[str, ...]
    explanation: str


def verify_report(path: Path) -> Verification:
    """Read a report, compute its numbers and draw its pages again, and compare.

    Raises UnusableInputError, one sentence, for a file that cannot be read as a report of Headwater.
    """
    data = _read(path)
    contents = read_contents(data, path.name)
    try:
        record = read_record(contents)
        library = library_in(contents, load_library())
        again = recompute(record, library)
        others = recompute_others(record, again, library)
    except RecordError as error:
        return _unreadable(contents, str(error), path.name)
    same_version = record.version == program_version()
    numbers = unequal(record, again, same_version=same_version)
    numbers += unequal_others(record, others, same_version=same_version)
    if record.version != program_version() or record.drawn_with != PRODUCER:
        return _without_pages(record, contents, numbers)
    # Recorded figures that agree are drawn as recorded: another processor may round their last digits otherwise.
    evaluation = again if numbers else record.evaluation()
    compared = Compared(others, record.in_order_of_time) if numbers and others else record.compared()
    return _with_pages(record, evaluation, compared, data, contents, numbers, library)


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise UnusableInputError(path.name, "", f"it has more than {LARGEST_FILE / 1e6:.0f} MB; reports have less")
        return path.read_bytes()
    except OSError as error:
        raise UnusableInputError(path.name, "", f"it cannot be read ({error.strerror})") from None


def _unreadable(contents: Contents, cause: str, name: str) -> Verification:
    """The data cannot be computed again: by this version, or at all."""
    try:
        version = version_of(contents.result)
    except RecordError:
        version = program_version()
    if version != program_version():
        made = f"it was made by Headwater {version}, whose data Headwater {program_version()} cannot read ({cause})"
        raise UnusableInputError(name, "", f"{made}; verify it with that version")
    found = tuple(said for said in (contents.fault, cause) if said)
    return Verification(False, False, found, f"The data inside were changed and cannot be computed again. {_WARNING}")


def _without_pages(record: Record, contents: Contents, numbers: list[str]) -> Verification:
    """The answer for a report whose pages another version, or another drawing library, laid out."""
    found = _data_differences(record, contents, numbers)
    made = f"This report was made by Headwater {record.version} with {record.drawn_with}; this is Headwater "
    made += f"{program_version()} with {PRODUCER}. The numbers were computed again"
    judged = "" if not numbers else ", and differ; the rules or the simulation may have changed between the versions"
    advice = "The pages were not compared: to know whether they are as written, verify it with the version that made it"
    return Verification(False if found[len(numbers) :] else None, not numbers, found, f"{made}{judged}. {advice}.")


def _with_pages(
    record: Record,
    evaluation: Evaluation,
    compared: Compared | None,
    data: bytes,
    contents: Contents,
    numbers: list[str],
    library: Library,
) -> Verification:
    """The answer for a report that this version can draw again."""
    parameters = record.parameters if evaluation.risk.custom_parameters else None
    redrawn = draw(
        evaluation,
        library,
        edition=record.edition,
        samples=record.samples,
        parameters=parameters,
        branding=record.branding,
        compared=compared,
        log=record.log,
        letters=record.letters,
    )
    found = list(_data_differences(record, contents, numbers))
    notes: list[str] = []
    end = len(data)
    if data.startswith(redrawn.content):
        end = len(redrawn.content)
        notes.append("The pages were drawn again and are the same, byte for byte.")
    elif contents.revision is not None:
        end = contents.revision.end
        found += differences(contents.revision, read_revision(redrawn.content))
        notes.append("The pages were drawn again and are the same; only the packing differs.")
    tail = appended_to(data, end)
    found += tail.faults
    if found == [REWRITTEN]:
        return Verification(None, True, (REWRITTEN,), f"{_ONLY_THE_DATA} {_ASK_FOR_THE_ORIGINAL}")
    if found:
        return Verification(False, not numbers, tuple(found), _what_to_make_of(record, contents, numbers))
    return Verification(True, True, (), " ".join([_how_computed(record), *notes, *tail.notes, *_samples_note(record)]))


def _data_differences(record: Record, contents: Contents, numbers: list[str]) -> tuple[str, ...]:
    """What differs in the data, numbers first."""
    found = numbers[:_MOST_NUMBERS]
    if len(numbers) > _MOST_NUMBERS:
        found[-1] = f"{len(numbers) - _MOST_NUMBERS + 1} more results differ"
    if not record.is_of_audit:
        found.append("audit.json is not the audit that the results were computed from")
    if contents.fault:
        found.append(contents.fault)
    return tuple(found)


def _how_computed(record: Record) -> str:
    return (
        f"This is the report that Headwater {record.version} made: every number was computed again from the audit "
        f"inside, with seed {record.seed} and {record.draws} draws."
    )


def _samples_note(record: Record) -> list[str]:
    if record.samples is None:
        return []
    return ["The readings of sample outputs are as recorded: computing them again needs the texts."]


def _what_to_make_of(record: Record, contents: Contents, numbers: list[str]) -> str:
    if numbers:
        what = "The data inside were changed: the results are not what the audit gives."
    elif not record.is_of_audit:
        what = "The audit inside was changed after the report was made, in something that moves no number."
    elif contents.fault:
        what = "The numbers follow from the data inside, but the pages cannot be compared with them."
    else:
        what = "The numbers follow from the data inside, but the file shows or holds something else."
    return f"{what} {_WARNING}"
