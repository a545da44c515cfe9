"""A set of texts as read from files, with what is needed to say where it came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file read. sha256: of its bytes; encoding: the one used; texts: how many it gave."""

    name: str
    sha256: str
    encoding: str
    texts: int


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one text came from, as its file says: release and model of the product, date; empty where unsaid."""

    release: str = ""
    date: str = ""
    model: str = ""


@dataclass(frozen=True, slots=True)
class TextSet:
    """Texts, verbatim, in reading order.

    prompts: what each text answers, where the file says so. prompt_ids: equal for texts that answer the same prompt.
    origins: release, date and model of each. All three are empty or as long as ``texts``. notes: what a reader of the
    result should know about the reading.
    """

    texts: tuple[str, ...]
    prompts: tuple[str | None, ...] = ()
    prompt_ids: tuple[str | None, ...] = ()
    origins: tuple[Origin, ...] = ()
    files: tuple[SourceFile, ...] = ()
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name, values in (
            ("prompts", self.prompts),
            ("prompt_ids", self.prompt_ids),
            ("origins", self.origins),
        ):
            if values and len(values) != len(self.texts):
                raise ValueError(f"{name} has {len(values)} entries for {len(self.texts)} texts")

    def prompt_id(self, position: int) -> str | None:
        """What groups the text at ``position`` with others that answer the same prompt, if known."""
        return self.prompt_ids[position] if self.prompt_ids else None

    @property
    def releases(self) -> tuple[str, ...]:
        """The releases named, in the order they first come."""
        return tuple(dict.fromkeys(origin.release for origin in self.origins if origin.release))

    def at(self, places: Sequence[int]) -> TextSet:
        """The texts at these places, with the files and notes of all."""
        return TextSet(
            tuple(self.texts[place] for place in places),
            tuple(self.prompts[place] for place in places) if self.prompts else (),
            tuple(self.prompt_ids[place] for place in places) if self.prompt_ids else (),
            tuple(self.origins[place] for place in places) if self.origins else (),
            self.files,
            self.notes,
        )

    @property
    def sources(self) -> Mapping[str, str]:
        """SHA-256 of each file, by file name."""
        return {file.name: file.sha256 for file in self.files}
