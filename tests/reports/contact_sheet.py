"""Sheets with every page of every report, in colour and in grey, to be looked at: run this file with FOLDER.

The five worked audits, an audit with three times the text in many scripts, and one without any answer, each in all
editions. The page for the owner of one of them is also written by itself, for the documentation.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pypdfium2
from PIL import Image

from core.assessment.evaluate import evaluate
from core.audit.document import AuditDocument, EvidenceItem, Person
from core.audit.qaudit import read_audit
from questionnaires.answer import Answer
from questionnaires.library import EXAMPLES, Library, load_library
from reports.editions import Edition
from reports.report import draw

SCRIPTS = (
    "Τα δεδομένα εκπαίδευσης περιέχουν συνθετικό κείμενο. Обучающие данные содержат синтетический текст. "
    "训练数据包括大量网络文本，其中一部分由机器生成。学習データには人間が書いた文章が含まれています。"
    "학습 데이터의 출처는 공개되지 않았습니다. ⚠ ✅ 😀 🚀 ∀x ⇒ y مرحبا."
)
LONGEST = (
    "Международная Акционерная Компания 深度学习数据服务有限公司 Überlandleitungsgesellschaft Donaudampfschifffahrt "
)
COLUMNS = 4
DRAWS = 400
SCALE = 0.9
_SHOWN, _SHOWN_SCALE = "B_evasive_vendor", 1.6


def stressed(audit: AuditDocument) -> AuditDocument:
    """The audit with three times the words, in many scripts, and names as long as they may be."""
    name = (LONGEST * 3)[:300]

    def answer(given: Answer) -> Answer:
        return given.model_copy(update={"text": f"{given.text} {SCRIPTS} {given.text} {given.text}", "by": name})

    def item(kept: EvidenceItem) -> EvidenceItem:
        return kept.model_copy(update={"title": f"{kept.title} {SCRIPTS} {kept.title}", "source": name})

    changed = {
        "vendor": name,
        "product": name,
        "client": name,
        "auditor": Person(name=name, role=name),
        "context": audit.context.model_copy(update={"use": f"{audit.context.use} {SCRIPTS * 2}"}),
        "answers": {question: answer(given) for question, given in audit.answers.items()},
        "evidence": {key: item(kept) for key, kept in audit.evidence.items()},
        "signoff": audit.signoff.model_copy(
            update={"prepared_by": name, "reviewed_by": name, "vendor_comment": SCRIPTS * 3, "vendor_comment_by": name}
        ),
    }
    return audit.model_copy(update=changed)


def without_answers(audit: AuditDocument) -> AuditDocument:
    """The audit on the day it was made."""
    return audit.model_copy(update={"answers": {}, "evidence": {}, "contradictions": (), "closed": None})


def audits() -> Iterator[tuple[str, AuditDocument]]:
    """Names of the sheets and what is drawn on them."""
    worked = {path.stem: read_audit(path) for path in sorted(EXAMPLES.glob("*.yaml"))}
    yield from worked.items()
    yield "stress-long", stressed(worked["B_evasive_vendor"])
    yield "stress-empty", without_answers(worked["B_evasive_vendor"])


def pictures(content: bytes, scale: float = SCALE) -> list[Image.Image]:
    """The pages of a PDF."""
    with pypdfium2.PdfDocument(content) as pdf:
        return [page.render(scale=scale).to_pil() for page in pdf]


def sheet(pages: list[Image.Image]) -> Image.Image:
    """Pages side by side, row by row."""
    width, height = pages[0].size
    rows = -(-len(pages) // COLUMNS)
    whole = Image.new("RGB", (COLUMNS * (width + 8), rows * (height + 8)), "grey")
    for place, page in enumerate(pages):
        whole.paste(page, (place % COLUMNS * (width + 8), place // COLUMNS * (height + 8)))
    return whole


def write_sheets(folder: Path, library: Library, per_sheet: int = 8) -> None:
    """Write the PDF, and its sheets in colour and in grey, of every edition of every audit."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, audit in audits():
        evaluation = evaluate(audit, library, seed=7, draws=DRAWS)
        for edition in get_args(Edition):
            content = draw(evaluation, library, edition=edition).content
            (folder / f"{name}-{edition}.pdf").write_bytes(content)
            pages = pictures(content)
            for start in range(0, len(pages), per_sheet):
                drawn = sheet(pages[start : start + per_sheet])
                drawn.save(folder / f"{name}-{edition}-{start + 1:02}.png")
                drawn.convert("L").save(folder / f"{name}-{edition}-{start + 1:02}-grey.png")
            if (name, edition) == (_SHOWN, "client"):
                pictures(content, _SHOWN_SCALE)[1].save(folder / "owners-page.png", optimize=True)


if __name__ == "__main__":
    write_sheets(Path(sys.argv[1]), load_library())
