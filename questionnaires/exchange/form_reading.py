"""Reading a form back: the one block of data in the page, and nothing else of it."""

from __future__ import annotations

from html.parser import HTMLParser

from questionnaires.errors import UnusableInputError
from questionnaires.exchange.form import BLOCK
from questionnaires.exchange.reply import Reply
from questionnaires.exchange.strict_json import read_json
from questionnaires.reading import validate


def read_form(content: bytes, source: str) -> Reply:
    """What the vendor wrote into the page. Raises UnusableInputError where it cannot be a reply."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnusableInputError(source, "", "it is neither a workbook nor a page that Headwater made") from None
    blocks = _Blocks()
    blocks.feed(text)
    blocks.close()
    if not blocks.found:
        cause = "it is neither a workbook nor a page that Headwater made for a vendor; ask for the saved file itself"
        raise UnusableInputError(source, "", cause)
    if len(blocks.found) > 1:
        raise UnusableInputError(source, "", "it holds two sets of answers, so nobody can say which one was meant")
    data = read_json(blocks.found[0], source, "answers")
    if isinstance(data, dict) and "problems" in data:
        raise UnusableInputError(source, "answers", "it was edited by hand; ask for the file as the page saved it")
    return validate(data, Reply, source)


class _Blocks(HTMLParser):
    """Finds the text of every element with the id of our block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the beginning of a block."""
        self._inside = tag == "script" and ("id", BLOCK) in attrs
        if self._inside:
            self.found.append("")

    def handle_data(self, data: str) -> None:
        """Collect what stands in a block."""
        if self._inside:
            self.found[-1] += data

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        """End a block."""
        self._inside = False
