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
_PASSED_ON = {"pdf/paragraph.py", "text.py", "meeting_sheet/sheet.py"}
"""Where fill() and m() themselves are written, and where a template sets the size of a number's type."""
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


def first_arguments(source: str) -> Iterator[ast.expr]:
    """What is given to fill() and m() as the template."""
    called = (node for _, node in calls(ast.parse(source)) if isinstance(node.func, ast.Name) and node.args)
    return (node.args[0] for node in called if isinstance(node.func, ast.Name) and node.func.id in ("fill", "m"))


def templates(source: str) -> Iterator[str]:
    """Reviewed literals: every piece of text in the first argument of fill() and m()."""
    for argument in first_arguments(source):
        for node in ast.walk(argument):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def unreviewed(source: str) -> list[int]:
    """Lines where a template is no literal but comes from elsewhere."""
    return [argument.lineno for argument in first_arguments(source) if isinstance(argument, ast.Name | ast.Attribute)]


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
    assert COLOUR_WORD.search("the blue line")


def test_every_template_is_a_literal_where_it_is_used() -> None:
    files = [path for path in FOLDER.rglob("*.py") if path.relative_to(FOLDER).as_posix() not in _PASSED_ON]
    assert {path.name: found for path in files if (found := unreviewed(path.read_text("utf-8")))} == {}


def test_a_template_from_elsewhere_would_be_seen() -> None:
    assert unreviewed("fill(template, a=1)") == [1]


def test_a_number_in_a_joined_template_would_be_seen() -> None:
    assert " page 7 " in list(templates("fill(' and '.join(f' page 7 {x}' for x in y))"))


PRINTED = ("sections", "letters", "exports", "figures", "*words.py", "summary.py")
"""Where words for a reader are written."""
NOT_FOR_READERS = {"Heading 1", "Heading 2", "under\u00a01\u00a0%", "over\u00a099\u00a0%", "5 %", "95 %"}
"""Names of styles; what stands for less or more than a number can say; the ends of a simulated band."""
_TOKEN = re.compile(r"(on )?grade [0-4]|step [1-5]")


def typed_numbers(source: str) -> list[str]:
    """Phrases with a digit or the name of a colour: every number that is printed comes from a fact."""
    tree = ast.parse(source)
    said_of_code = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = (
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said_of_code
    )
    return [text for text in texts if _has_number_or_colour(text)]


def _has_number_or_colour(text: str) -> bool:
    if text in NOT_FOR_READERS or _TOKEN.fullmatch(text) or "[0-9]" in text:
        return False
    phrase = re.search(r"[\s\u00a0]", text) is not None
    return bool(phrase and re.search(r"\d", text.replace("SHA-256", ""))) or bool(phrase and COLOUR_WORD.search(text))


def printed_files() -> list[Path]:
    return [
        path
        for name in PRINTED
        for place in FOLDER.glob(name)
        for path in ([place] if place.is_file() else place.rglob("*.py"))
    ]


def test_no_phrase_for_a_reader_holds_a_number_or_the_name_of_a_colour() -> None:
    files = printed_files()
    assert len(files) > 40
    assert {path.name: found for path in files if (found := typed_numbers(path.read_text("utf-8")))} == {}


@pytest.mark.parametrize(
    "planted",
    [
        "P(show('over 3 days'), CELL)",
        "P(show(f'{name} within 14 days'), CELL)",
        "rows = [('Practice, of 100', points)]",
        "Text(0, 0, 'the blue line')",
        "say('after 12 months')",
        "fill('see page 10')",
    ],
)
def test_a_typed_number_or_colour_would_be_seen(planted: str) -> None:
    assert len(typed_numbers(planted)) == 1


def test_what_is_no_phrase_passes() -> None:
    assert typed_numbers("x = 'H1', f'{y:.0f}', 'S3', 'SHA-256 of its text', 'grade 4'") == []


@pytest.mark.parametrize("folder", ["sections", "letters", "meeting_sheet"])
def test_no_page_is_written_as_a_number(folder: str) -> None:
    texts = [
        node.value
        for path in (FOLDER / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert len(texts) > 10
    assert [text for text in texts if re.search(r"\b[Pp]ages? \d", text)] == []


def test_plain_text_is_refused_as_a_paragraph() -> None:
    with pytest.raises(MarkupNeededError, match="takes Markup from show"):
        P("a<b", BODY)  # type: ignore[arg-type]
    assert P(show("a<b"), BODY).getPlainText() == "a<b"
