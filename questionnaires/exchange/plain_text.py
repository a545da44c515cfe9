"""Text from outside as it may be stored and shown."""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def plain(text: str) -> str:
    """The text with one kind of line end; control characters and broken ones become the sign for an unknown one."""
    lines = _LINE_ENDS.sub("\n", text)
    kept = (c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs") else "\ufffd" for c in lines)
    return "".join(kept).strip()


def one_line(text: str, length: int) -> str:
    """The text on one line of at most ``length`` characters."""
    line = " ".join(plain(text).split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"
