"""Everything that ships as data, read once: packs, vocabulary, rules, findings, sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from questionnaires.advice import AdviceFile, AdviceRule
from questionnaires.errors import UnusableInputError
from questionnaires.findings import Finding, FindingsFile
from questionnaires.letters import Clause, LettersFile
from questionnaires.pack import Pack, Question
from questionnaires.reading import read_model
from questionnaires.rules import ScoringRules
from questionnaires.sources import Source, SourcesFile, TransparencyIndex
from questionnaires.vocabulary import Vocabulary

FOLDER = Path(__file__).parent
EXAMPLES = FOLDER / "examples"
"""The worked audits, as ``qaudit/1`` files."""


@dataclass(frozen=True, slots=True)
class Library:
    """What every part of the program looks things up in. Packs are keyed by id, in the order a person meets them."""

    packs: Mapping[str, Pack]
    vocabulary: Vocabulary
    rules: ScoringRules
    findings: Mapping[str, Finding]
    findings_version: str
    clauses: Mapping[str, Clause]
    letters: LettersFile
    advice: tuple[AdviceRule, ...]
    sources: Mapping[str, Source]
    transparency_index: TransparencyIndex

    def packs_of(self, pack_ids: Iterable[str], source: str = "the audit") -> tuple[Pack, ...]:
        """The packs of these ids, in this order. Raises UnusableInputError, naming ``source``, for an unknown one."""
        return tuple(self._pack(pack_id, source) for pack_id in pack_ids)

    def question(self, question_id: str) -> Question | None:
        """The question of that id in any pack, or None."""
        for pack in self.packs.values():
            found = pack.question(question_id)
            if found is not None:
                return found
        return None

    def _pack(self, pack_id: str, source: str) -> Pack:
        try:
            return self.packs[pack_id]
        except KeyError:
            known = ", ".join(self.packs)
            raise UnusableInputError(source, f"pack {pack_id}", f"there is no such pack; there are {known}") from None


_ORDER = ("meeting_screen", "training_data", "in_house_finetune", "agents_context", "regulatory_disclosure")


@cache
def load_library() -> Library:
    """The library that ships with the program. Raises UnusableInputError if a shipped file was damaged."""
    rules = FOLDER / "rules"
    findings = read_model(rules / "findings.yaml", FindingsFile)
    letters = read_model(rules / "letters.yaml", LettersFile)
    return Library(
        packs=MappingProxyType({pack.id: pack for pack in map(read_pack, shipped_packs())}),
        vocabulary=read_model(rules / "vocabulary.yaml", Vocabulary),
        rules=read_model(rules / "scoring.yaml", ScoringRules),
        findings=MappingProxyType(findings.findings),
        findings_version=findings.version,
        clauses=MappingProxyType(letters.clauses),
        letters=letters,
        advice=read_model(rules / "advice.yaml", AdviceFile).advice,
        sources=MappingProxyType(read_model(rules / "sources.yaml", SourcesFile).sources),
        transparency_index=read_model(rules / "fmti_2025_data_indicators.yaml", TransparencyIndex),
    )


def shipped_packs() -> tuple[Path, ...]:
    """The pack files that ship, in the order a person meets them."""
    return tuple(FOLDER / "packs" / f"{name}.yaml" for name in _ORDER)


def read_pack(path: Path) -> Pack:
    """Read one pack file. Raises UnusableInputError naming the file, the question and the cause."""
    return read_model(path, Pack)
