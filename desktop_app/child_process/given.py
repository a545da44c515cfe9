"""Texts as a person gave them: files and folders, or words pasted, with the columns that were chosen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.samples.columns import Columns
from core.samples.only import Only
from core.samples.text_set import TextSet

_USUAL = Columns()
_ALL = Only()


@dataclass(frozen=True, slots=True)
class Given:
    """pasted: used instead of the files where it holds anything. only: which of the texts in the files are meant."""

    paths: tuple[Path, ...] = ()
    pasted: str = ""
    columns: Columns = _USUAL
    only: Only = _ALL

    def read(self) -> TextSet:
        """The texts. Raises SampleError."""
        from core.samples.read import pasted_texts, read_texts

        if self.pasted:
            return pasted_texts(self.pasted)
        return self.only.of(read_texts(self.paths, columns=self.columns))
