"""Who may hand text from outside to a part that could obey it: each such call has its own listed modules."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted(
    path for name in ("questionnaires", "core", "reports", "desktop_app") for path in (ROOT / name).rglob("*.py")
)

ONLY_IN = {
    "QLabel": {"desktop_app/widgets/plain_label.py", "desktop_app/widgets/pdf_preview.py"},
    "QMessageBox": {"desktop_app/problems.py"},
    "openUrl": {"desktop_app/open_evidence.py", "desktop_app/pages/report_page.py"},
    "Workbook": {"reports/exports/workbook.py", "questionnaires/exchange/workbook.py"},
    "Document": {"reports/exports/word_document.py", "reports/letters/as_word.py"},
}
"""Makers of labels, boxes, links and files, and the modules that were read for how they pass text on."""

NOWHERE = {
    # Qt parts that read their text as markup, or open what a text points to.
    *("QTextBrowser", "QErrorMessage", "setHtml", "insertHtml", "appendHtml", "setMarkdown", "setOpenExternalLinks"),
    *("QTextEdit", "QToolTip", "setWhatsThis", "about"),
    # Cells that a spreadsheet would work out or follow.
    *("write_formula", "write_array_formula", "write_dynamic_array_formula", "write_url", "add_vba_project"),
    # Files that are unpacked to wherever their names say.
    *("extractall", "extract", "unpack_archive"),
}


def called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def users(name: str) -> set[str]:
    return {
        str(path.relative_to(ROOT))
        for path in SOURCES
        if any(called(call) == name for call in calls(ast.parse(path.read_text("utf-8")))) or derives(path, name)
    }


def derives(path: Path, name: str) -> bool:
    classes = (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.ClassDef))
    return any(isinstance(base, ast.Name) and base.id == name for node in classes for base in node.bases)


def unsafe(tree: ast.AST) -> list[str]:
    """Calls that no module may make, and tool tips whose text did not pass the gate."""
    found = [called(call) for call in calls(tree) if called(call) in NOWHERE]
    tips = [call for call in calls(tree) if called(call) in ("setToolTip", "setStatusTip")]
    return found + [ast.unparse(call) for call in tips if not _is_safe_tip(call.args[0])]


def _is_safe_tip(text: ast.expr) -> bool:
    """Whether a tip passed the gate, or is one of our own sentences."""
    if not isinstance(text, ast.Call):
        return isinstance(text, ast.Constant)
    return called(text) == "plain_tip" or (called(text) == "tr" and isinstance(text.args[0], ast.Constant))


@pytest.mark.parametrize("name", ONLY_IN)
def test_text_reaches_a_part_that_may_obey_it_from_listed_modules_only(name: str) -> None:
    assert users(name) == ONLY_IN[name]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_hands_text_to_a_part_that_obeys_it(path: Path) -> None:
    assert unsafe(ast.parse(path.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "line",
    [
        "view = QTextBrowser(self)",
        "view.setHtml(answer.text)",
        "sheet.write_formula(0, 0, text)",
        "sheet.write_url(0, 0, text)",
        "archive.extractall(folder)",
        "label.setToolTip(answer.text)",
        "label.setToolTip(self.tr(answer.text))",
    ],
)
def test_an_unsafe_call_would_be_seen(line: str) -> None:
    assert unsafe(ast.parse(line)) != []


def test_a_safe_tip_passes() -> None:
    assert unsafe(ast.parse("label.setToolTip(plain_tip(answer.text))")) == []
    assert unsafe(ast.parse("label.setToolTip(self.tr('Copy'))")) == []
