"""What stands in the workspace's folder of packs: own packs, translations, and what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from questionnaires.custom import FOLDER, with_custom_packs
from questionnaires.library import load_library
from questionnaires.translation import in_language, languages_in


@dataclass(frozen=True, slots=True)
class OwnPacks:
    """folder: where they lie. packs: titles of usable ones. languages: that there are translations for.

    missing: texts that the chosen language lacks. problems: why a file cannot be used, a sentence each.
    """

    folder: Path
    packs: tuple[str, ...]
    languages: tuple[str, ...]
    missing: int
    problems: tuple[str, ...]


def own_packs_in(data_dir: Path, language: str) -> OwnPacks:
    """Read the folder anew."""
    folder = data_dir / FOLDER
    found = with_custom_packs(load_library(), folder)
    spoken = in_language(found.library, language, folder)
    return OwnPacks(
        folder=folder,
        packs=tuple(found.library.packs[pack_id].pack.title for pack_id in found.origin),
        languages=languages_in(folder),
        missing=sum(len(texts) for texts in spoken.missing.values()),
        problems=(*found.problems, *spoken.problems),
    )
