"""The structure of a tagged PDF: what each piece of a page is, for people who hear it read aloud."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Literal

Role = Literal[
    "Document", "Sect", "Div", "P", "H1", "H2", "H3", "L", "LI", "LBody", "TOC", "TOCI", "Link",
    "Table", "TR", "TH", "TD", "Figure", "Caption",
]  # fmt: skip
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class MarkedContent:
    """A run of drawing on a page, by its number there."""

    page: int
    number: int


@dataclass(slots=True, eq=False)
class Element:
    """One node of the structure.

    alternative: what is read aloud in place of a figure. scope: what a header cell stands for.
    box: left, bottom, right, top on the page, in points.
    """

    role: Role
    parent: Element | None
    alternative: str = ""
    scope: Literal["", "Column", "Row"] = ""
    box: Box | None = None
    children: list[Element | MarkedContent] = field(default_factory=list)

    def is_empty(self) -> bool:
        """Whether nothing is drawn inside."""
        return all(isinstance(child, Element) and child.is_empty() for child in self.children)


@dataclass(frozen=True, slots=True)
class LinkPlace:
    """Where a link's annotation is: its element, its page and the name of the annotation object."""

    element: Element
    page: int
    annotation: str


class StructureTree:
    """Grows while pages are drawn.

    pages: for each page number, the element of each marked run in the order of their numbers.
    """

    def __init__(self) -> None:
        self.root = Element("Document", None)
        self.pages: dict[int, list[Element]] = {}
        self.links: list[LinkPlace] = []
        self._path = [self.root]
        self._by_key: dict[Hashable, Element] = {}

    @property
    def current(self) -> Element:
        """The innermost open element."""
        return self._path[-1]

    def knows(self, key: Hashable) -> bool:
        """Whether an element of that key was opened before, as with a table that goes on over the page."""
        return key in self._by_key

    def open(self, role: Role, key: Hashable | None = None) -> Element:
        """Open an element inside the current one; a known key opens that element again."""
        element = self._by_key.get(key) if key is not None else None
        if element is None:
            element = Element(role, self.current)
            self.current.children.append(element)
            if key is not None:
                self._by_key[key] = element
        self._path.append(element)
        return element

    def close(self) -> None:
        """Close the innermost open element."""
        self._path.pop()

    def mark(self, page: int) -> int:
        """Number the next run of drawing on the page and give it to the current element."""
        runs = self.pages.setdefault(page, [])
        runs.append(self.current)
        self.current.children.append(MarkedContent(page, len(runs) - 1))
        return len(runs) - 1

    def elements(self) -> list[Element]:
        """Every element that holds something, parents first."""
        found: list[Element] = []
        waiting = [self.root]
        while waiting:
            element = waiting.pop()
            found.append(element)
            inner = [child for child in element.children if isinstance(child, Element) and not child.is_empty()]
            waiting.extend(reversed(inner))
        return found
