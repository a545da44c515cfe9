"""Reading YAML that may come from anybody: plain values only, bounded in size, nested a little, never expanded.

An alias in YAML can make a few lines stand for gigabytes, and a tag can name a class to build. Neither has a use in our
files, so both are refused outright, as are keys written twice and keys that YAML 1.1 turns into true or false.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from yaml._yaml import CParser
from yaml.composer import Composer
from yaml.constructor import SafeConstructor
from yaml.resolver import Resolver

from questionnaires.errors import UnusableInputError

MAX_BYTES = 4_000_000
"""A full audit with every answer at its longest stays below 3 MB."""
MAX_DEPTH = 24


class _PlainLoader(Composer, CParser, SafeConstructor, Resolver):
    """The safe loader without aliases, without doubled keys, without keys that turned into true or false.

    The C library only cuts the text into events, four times faster than its Python twin; nodes are put together here.
    """

    def __init__(self, text: str) -> None:
        CParser.__init__(self, text)
        Composer.__init__(self)
        SafeConstructor.__init__(self)
        Resolver.__init__(self)

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise _Refused(self._here(), "it uses YAML aliases, which are not allowed; write the text out")
        self._depth = getattr(self, "_depth", 0) + 1
        if self._depth > MAX_DEPTH:
            raise _Refused(self._here(), f"it is nested more than {MAX_DEPTH} levels deep")
        try:
            return super().compose_node(parent, index)
        finally:
            self._depth -= 1

    def _here(self) -> yaml.Event | None:
        return self.peek_event()

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key_node, _ in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise _Refused(key_node, "a key must be a single word")
            if key_node.tag == "tag:yaml.org,2002:bool":
                raise _Refused(key_node, f"the bare word {key_node.value!r} is read as true or false; put it in quotes")
            if key_node.value in seen:
                raise _Refused(key_node, f"the key {key_node.value!r} appears twice")
            seen.add(key_node.value)
        return super().construct_mapping(node, deep)


class _Refused(Exception):  # noqa: N818 - carries a place and a cause; becomes an UnusableInputError at once
    def __init__(self, where: Any, cause: str) -> None:
        super().__init__(cause)
        self.line = int(where.start_mark.line) + 1
        self.cause = cause


def read_yaml(path: Path) -> Any:
    """The plain value of a YAML file.

    Raises UnusableInputError, naming the file and the line, for a file that is missing, larger than MAX_BYTES, not
    text, not YAML, or that uses aliases, tags, doubled keys or bare yes/no keys.
    """
    return parse_yaml(read_bytes(path), path.name)


def read_bytes(path: Path) -> bytes:
    """The content of a regular file of at most MAX_BYTES."""
    try:
        if not path.is_file():
            cause = "it is a folder, not a file" if path.is_dir() else "there is no such file"
            raise UnusableInputError(path.name, "", cause)
        size = path.stat().st_size
        if size > MAX_BYTES:
            limit = f"{MAX_BYTES / 1e6:.0f} MB"
            raise UnusableInputError(path.name, "", f"the file has {size / 1e6:.1f} MB, more than the {limit} allowed")
        return path.read_bytes()
    except OSError as error:
        raise UnusableInputError(path.name, "", f"it could not be read ({error.strerror})") from None


def parse_yaml(content: bytes, source: str) -> Any:
    """The plain value of YAML text; ``source`` names it in errors. Raises UnusableInputError."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnusableInputError(source, "", "it is not a text file in UTF-8") from None
    if "\x00" in text:
        raise UnusableInputError(source, "", "it is not a text file")
    try:
        return _PlainLoader(text).get_single_data()
    except _Refused as refused:
        raise UnusableInputError(source, f"line {refused.line}", refused.cause) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"line {min(mark.line + 1, len(text.splitlines()))}" if mark else ""  # its end counts as a line more
        raise UnusableInputError(source, place, f"it is not valid YAML ({error.problem})") from None
    except yaml.YAMLError:
        raise UnusableInputError(source, "", "it holds characters that YAML does not allow") from None
    except (ValueError, OverflowError) as error:
        raise UnusableInputError(source, "", f"it holds a value that cannot be read ({error})") from None
    except RecursionError:
        raise UnusableInputError(source, "", "it is nested too deeply") from None
