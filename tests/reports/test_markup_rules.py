"""Rules about the source: who may make markup, and what a template may hold."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import reports
from reports.pdf.paragraph import MarkupNeededError, P, show
from reports.pdf.styles import BODY

FOLDER = Path(reports.__file__).parent
MAKERS = {"Paragraph": {"pdf/paragraph.py"}, "Markup": {"text.py"}}
COLOUR_WORD = re.compile(r"\b(red|green|blue|amber|orange|yellow|grey|white|black)\b")


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            yield name, node


def makers(source: str, name: str) -> set[str]:
    """Places in the source that make paragraphs or markup, by calling it or by deriving from it."""
    tree = ast.parse(source)
    found = {f"line {node.lineno}" for called, node in calls(tree) if called == name}
    bases = [(node, base) for node in ast.walk(tree) if isinstance(node, ast.ClassDef) for base in node.bases]
    return found | {f"line {node.lineno}" for node, base in bases if isinstance(base, ast.Name) and base.id == name}


def templates(source: str) -> Iterator[str]:
    """Reviewed literals: first arguments of fill() and m()."""
    for name, node in calls(ast.parse(source)):
        if name in ("fill", "m") and node.args and isinstance(node.args[0], ast.Constant):
            yield str(node.args[0].value)


@pytest.mark.parametrize("name", MAKERS)
def test_markup_is_made_in_its_own_module_only(name: str) -> None:
    files = {str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.py") if makers(path.read_text("utf-8"), name)}
    assert files == MAKERS[name]


def test_a_paragraph_made_elsewhere_would_be_seen() -> None:
    assert makers("story.append(platypus.Paragraph(text, style))", "Paragraph") == {"line 1"}
    assert makers("class Loud(Paragraph):\n    pass", "Paragraph") == {"line 1"}


def test_templates_hold_no_number_and_no_name_of_a_colour() -> None:
    literals = [text for path in FOLDER.rglob("*.py") for text in templates(path.read_text("utf-8"))]
    assert len(literals) > 50
    assert [text for text in literals if re.search(r"\d", text) or COLOUR_WORD.search(text)] == []


def test_a_number_in_a_template_would_be_seen() -> None:
    assert list(templates("fill('see page 10')")) == ["see page 10"]


def test_plain_text_is_refused_as_a_paragraph() -> None:
    with pytest.raises(MarkupNeededError, match="takes Markup from show"):
        P("a<b", BODY)  # type: ignore[arg-type]
    assert P(show("a<b"), BODY).getPlainText() == "a<b"
