"""Texts as a person gave them: files and folders, or words pasted, with the columns that were chosen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.samples.columns import Columns
from core.samples.text_set import TextSet

_USUAL = Columns()


@dataclass(frozen=True, slots=True)
class Given:
    """pasted: used instead of the files where it holds anything. release: only the texts of this release, if named."""

    paths: tuple[Path, ...] = ()
    pasted: str = ""
    columns: Columns = _USUAL
    release: str = ""

    def read(self) -> TextSet:
        """The texts. Raises SampleError."""
        from core.samples.read import pasted_texts, read_texts

        texts = pasted_texts(self.pasted) if self.pasted else read_texts(self.paths, columns=self.columns)
        return texts.of_release(self.release) if self.release else texts
