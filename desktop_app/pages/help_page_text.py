"""The guides that come with the program, read into the few kinds of blocks that they are made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

FOLDER = Path(__file__).parents[1] / "help"
_FIRST = ("quick-start", "meeting", "consultants", "how-to-read-the-report")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"\*\*|__|`|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)")
_ITEM = re.compile(r"(?P<mark>[-*+]|\d+[.)])\s+(?P<words>.*)")
_PICTURE = re.compile(r"!\[(?P<words>[^\]]+)\]\((?P<file>pictures/[\w-]+\.png)\)")
_RULE = re.compile(r"\|?[\s:|-]+\|?$")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below the title; level 2 to 6."""

    level: int
    words: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running words."""

    words: str


@dataclass(frozen=True, slots=True)
class Item:
    """One point of a list, with its mark."""

    mark: str
    words: str


@dataclass(frozen=True, slots=True)
class Code:
    """Lines to be typed as they stand."""

    words: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the guides' folder, and the words that say what is on it."""

    file: str
    words: str


Block: TypeAlias = Heading | Paragraph | Item | Code | Table | Picture


@dataclass(frozen=True, slots=True)
class Guide:
    """One guide: its file's name without the ending, its title, its blocks."""

    id: str
    title: str
    blocks: tuple[Block, ...]


def read_guides(folder: Path = FOLDER) -> tuple[Guide, ...]:
    """Every guide of the folder, those for newcomers first."""
    places = {name: place for place, name in enumerate(_FIRST)}
    files = sorted(folder.glob("*.md"), key=lambda path: (places.get(path.stem, len(places)), path.stem))
    return tuple(_guide(path.stem, path.read_text(encoding="utf-8")) for path in files)


def _guide(guide_id: str, text: str) -> Guide:
    title, _, rest = text.lstrip().partition("\n")
    return Guide(guide_id, plain(title.lstrip("# ")), parse(rest))


def parse(text: str) -> tuple[Block, ...]:
    """The blocks of a text in the small part of Markdown that the guides use."""
    blocks: list[Block] = []
    lines = text.splitlines()
    at = 0
    while at < len(lines):
        line = lines[at].strip()
        if line.startswith("```"):
            end = next((n for n in range(at + 1, len(lines)) if lines[n].strip().startswith("```")), len(lines))
            blocks.append(Code("\n".join(lines[at + 1 : end])))
            at = end + 1
        elif line.startswith("|"):
            end = next((n for n in range(at, len(lines)) if not lines[n].strip().startswith("|")), len(lines))
            blocks.append(_table(lines[at:end]))
            at = end
        else:
            _add_line(blocks, line, new=at == 0 or not lines[at - 1].strip())
            at += 1
    return tuple(blocks)


def plain(words: str) -> str:
    """Words without the marks of Markdown; of a link, its words."""
    return _MARKS.sub("", _LINK.sub(r"\1", words)).strip()


def _add_line(blocks: list[Block], line: str, *, new: bool) -> None:
    item, picture = _ITEM.fullmatch(line), _PICTURE.fullmatch(line)
    if not line:
        return
    if picture:
        blocks.append(Picture(picture["file"], plain(picture["words"])))
    elif line.startswith("#"):
        marks = len(line) - len(line.lstrip("#"))
        blocks.append(Heading(marks, plain(line[marks:])))
    elif item:
        mark = "•" if item["mark"] in "-*+" else item["mark"]
        blocks.append(Item(mark, plain(item["words"])))
    elif not new and blocks and isinstance(blocks[-1], Item):
        blocks[-1] = Item(blocks[-1].mark, f"{blocks[-1].words} {plain(line)}")
    elif not new and blocks and isinstance(blocks[-1], Paragraph):
        blocks[-1] = Paragraph(f"{blocks[-1].words} {plain(line)}")
    else:
        blocks.append(Paragraph(plain(line)))


def _table(lines: list[str]) -> Table:
    rows = [tuple(plain(cell) for cell in line.strip().strip("|").split("|")) for line in lines if not _is_rule(line)]
    return Table(rows[0], tuple(rows[1:]))


def _is_rule(line: str) -> bool:
    return "-" in line and _RULE.fullmatch(line.strip()) is not None
