"""What differs between a report and the one that its data give, named as a reader would."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from reports.verification.pdf_values import PdfReadError, Reference, Value
from reports.verification.revisions import PdfObject, Revision

REWRITTEN = "the file was saved again by another program, or changed; which of the two cannot be told"
_NAMED_PAGES = 12
_KINDS = {
    "Annot": "the links",
    "Catalog": "the first entry of the file",
    "EmbeddedFile": "a file inside",
    "Filespec": "the list of files inside",
    "Font": "the fonts",
    "FontDescriptor": "the fonts",
    "Metadata": "what the file says about itself",
    "Outlines": "the bookmarks",
    "Page": "the frames of pages",
    "StructElem": "what is read aloud",
    "StructTreeRoot": "what is read aloud",
}


def differences(report: Revision, redrawn: Revision) -> list[str]:
    """Each part that differs, in words; empty where the two hold the same, however they are packed."""
    if report.head != redrawn.head:
        return [REWRITTEN]
    theirs, ours = pages_of(report), pages_of(redrawn)
    if len(theirs) != len(ours):
        return [f"it has {len(theirs)} pages, its data give {len(ours)}"]
    found: list[str] = []
    changed = [
        number
        for number, (one, other) in enumerate(zip(theirs, ours, strict=True), 1)
        if not same_content(report.objects.get(one.drawing), redrawn.objects.get(other.drawing))
    ]
    if changed:
        found.append(f"{_pages(changed)} not as the data give {'it' if len(changed) == 1 else 'them'}")
    found += _other_parts(report, redrawn)
    if not found and not _same_objects(report, redrawn):
        found.append("parts of the file that belong to no page")
    return found


class Page(NamedTuple):
    """A page by the numbers of its objects: the page itself, and what is drawn on it."""

    entry: int
    drawing: int


def pages_of(revision: Revision) -> list[Page]:
    """The pages in order, where they are listed as in our reports; empty otherwise."""
    catalog = revision.follow(revision.trailer.get("Root"))
    tree = revision.follow(catalog.entries.get("Pages")) if catalog else None
    kids = tree.entries.get("Kids") if tree else None
    pages = []
    for kid in kids if isinstance(kids, list) else []:
        page = revision.follow(kid)
        drawing = page.entries.get("Contents") if page is not None and page.kind == "Page" else None
        if isinstance(kid, Reference) and isinstance(drawing, Reference):
            pages.append(Page(kid.number, drawing.number))
    return pages


def same_content(one: PdfObject | None, other: PdfObject | None) -> bool:
    """Whether two objects hold the same, however tightly they are packed."""
    if one is None or other is None:
        return one is other
    if (one.stream is None) != (other.stream is None) or _without_length(one) != _without_length(other):
        return False
    if one.stream == other.stream:
        return True
    try:
        return one.content() == other.content()
    except PdfReadError:
        return False


def _without_length(item: PdfObject) -> Value:
    if item.stream is None or not isinstance(item.value, dict):
        return item.value
    return {name: value for name, value in item.value.items() if name != "Length"}


def _same_objects(report: Revision, redrawn: Revision) -> bool:
    """Whether all is the same but the identifier of the file, which depends on how tightly it is packed."""
    trailers = [{name: value for name, value in one.trailer.items() if name != "ID"} for one in (report, redrawn)]
    return (
        trailers[0] == trailers[1]
        and list(report.objects) == list(redrawn.objects)
        and all(same_content(report.objects[number], redrawn.objects[number]) for number in redrawn.objects)
    )


def _other_parts(report: Revision, redrawn: Revision) -> Iterator[str]:
    """Kinds of objects that differ, where both files number their objects alike."""
    if report.objects.keys() != redrawn.objects.keys():
        return
    named = dict(_named(redrawn))
    drawn = {page.drawing for page in pages_of(redrawn)}
    changed = {
        named.get(number) or _KINDS.get(ours.kind, "the layout of the file")
        for number, ours in redrawn.objects.items()
        if number not in drawn and not same_content(report.objects[number], ours)
    }
    for part in sorted(changed):
        yield f"{part} differ{'' if part.endswith('s') else 's'} from what the data give"


def _named(redrawn: Revision) -> Iterator[tuple[int, str]]:
    """Objects that say no kind of their own, by what points to them."""
    for item in redrawn.objects.values():
        entries = item.entries
        for key, part in (("ToUnicode", "the fonts"), ("FontFile2", "the fonts"), ("First", "the bookmarks")):
            if isinstance(target := entries.get(key), Reference):
                yield target.number, part
        if item.kind == "Filespec" and isinstance(files := entries.get("EF"), dict):
            name = entries.get("UF")
            for target in files.values():
                if isinstance(target, Reference) and isinstance(name, bytes):
                    yield target.number, name.decode("latin-1")
    if isinstance(info := redrawn.trailer.get("Info"), Reference):
        yield info.number, _KINDS["Metadata"]


def _pages(numbers: list[int]) -> str:
    if len(numbers) == 1:
        return f"page {numbers[0]} is"
    more = len(numbers) - _NAMED_PAGES
    last = f"{more} more" if more > 0 else str(numbers.pop())
    return f"pages {', '.join(str(number) for number in numbers[:_NAMED_PAGES])} and {last} are"
