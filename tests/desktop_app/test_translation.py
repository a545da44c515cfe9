"""Every word of the window can be translated: in its code, and on every page as it is shown.

What is not the window's own is data and stays as it is: packs (they have translations of their own), rules, findings,
letters and the words of the report, which is one document in one language, and sentences of errors.
"""

from __future__ import annotations

import ast
import dataclasses
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from pydantic import BaseModel
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QLineEdit, QPushButton, QWidget

import desktop_app
import reports.figures.gauges
import reports.words
from core.risk.parameters import load_parameters
from desktop_app.settings import Settings
from desktop_app.widgets.fold import Fold
from desktop_app.window import MainWindow

PACKAGE = Path(desktop_app.__file__).parent
NOT_SHOWN = {"command_line", "child_process"}
PASSED = {"tr", "translate", "_say", "say", "TypeVar"}
WORDS = re.compile(r"[A-Za-z]{2,}[ ,.:]+[A-Za-z(]|^[A-Z][a-z]{2,}|\b[a-z]+[.…?!]$")
KEYS = re.compile(r"((Ctrl|Alt|Shift)\+)+\S*|Esc|Return|Enter|Left|Right|Home|End")
NAMES = re.compile(r"[\w-]+(\.\w+)+|\w+\.\w+\.\w+")
OURS = {
    "Fusion",  # the style's name
    "Headwater",  # the program's name
    "light contrast", "dark contrast", "side by side", "over time", "not known", "open diamond",  # ids
    "nothing is shown",  # what cannot happen
    "handing over", "newer packs", "audits to compare", "example of collapse", "what would change the risk",
    "imagining begins", "the returned file",  # names of tasks
    "Headwater ", "Started ", " UTC, process ", "While cleaning up: ",  # the record of a session, for its makers
    "Value error, ",  # the beginning that is taken off a sentence
    "Headwater uses no network, so the attempt to reach ", " was stopped; nothing was sent.",  # of an error
    ", frozen pack ", "the vendor's reply", "the return date ",  # inside a sentence of an error
    " is before the day of sending, ", "this audit does not use it, so answers to it would have no place; it uses ",
    "-questions.",  # in the name of a file
    "No outputs of the product were measured.", "The vendor's answers, ",  # kept with the audit
}  # fmt: skip


def untranslated(code: str) -> Iterator[str]:
    """Every literal of a module that reads like words and that no translation is asked for."""
    tree = ast.parse(code)
    passed: set[ast.AST] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant()):
                passed.add(node.value)  # a docstring
            case ast.Call(func=ast.Attribute(attr=name)) | ast.Call(func=ast.Name(id=name)):
                if name in PASSED or name.endswith("Error"):
                    passed.update(ast.walk(node))
            case ast.Assign(targets=[ast.Name(id="cause")]):
                passed.update(ast.walk(node))  # of an error
            case ast.Subscript(slice=names):
                passed.update(ast.walk(names))  # of types, or keys
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in passed:
            words = node.value
            known = KEYS.fullmatch(words) or NAMES.fullmatch(words) or words in OURS
            if WORDS.search(words) and not known:
                yield words


def modules() -> list[Path]:
    return [path for path in sorted(PACKAGE.rglob("*.py")) if not NOT_SHOWN & set(path.parts)]


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_literal_that_reads_like_words_is_translated(path: Path) -> None:
    assert list(untranslated(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "code",
    [
        'PlainLabel("Nothing was found.")',
        'button.setText("Open it there")',
        'KINDS = {"a": "our judgement, since nobody has measured it"}',
        'label.setText(f"After round {number}, of all kinds: {known}")',
        'action = QAction("Print", page)',
    ],
)
def test_the_check_sees_words_that_nobody_can_translate(code: str) -> None:
    assert list(untranslated(code)) != []


def test_the_check_lets_translated_words_pass() -> None:
    assert list(untranslated('"""About it."""\nlabel.setText(self.tr("{} was found.").format(name))')) == []


class Bracketed(QTranslator):
    """Translates every string into itself between signs."""

    def translate(self, _context, source, _disambiguation=None, _n=-1):
        return f"«{source}»"


@pytest.fixture
def bracketed(qapp) -> Iterator[None]:
    """The language of the window: everything that is translated stands between signs."""
    translator = Bracketed()
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


def strings(value: object) -> Iterator[str]:
    """Every string inside a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        yield from strings(list(value.__dict__.values()))
    elif dataclasses.is_dataclass(value):
        yield from strings([getattr(value, field.name) for field in dataclasses.fields(value)])
    elif isinstance(value, Mapping):
        yield from strings([*value.keys(), *value.values()])
    elif isinstance(value, (list, tuple, set, frozenset)):
        for part in value:
            yield from strings(part)


def plain(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", text).replace("\u00a0", " ").casefold().split())


def data_behind(view) -> str:
    """What a person may read that is not the window's own: packs, rules, answers, results, words of the report."""
    world = load_parameters()
    parts = (view.audit.library, view.audit.evaluation, view.audit.document, world)
    words = [vars(reports.words), vars(reports.figures.gauges)]
    return "\n".join(plain(text) for text in strings([*parts, *words]))


def shown_on(root: QWidget) -> Iterator[str]:
    """What a person reads, or is read to, on a page; not what they typed."""
    for widget in root.findChildren(QWidget):
        if widget.isVisibleTo(root):
            texts = [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
            if isinstance(widget, QLabel | QAbstractButton):
                texts.append(widget.text())
            if isinstance(widget, QLineEdit):
                texts.append(widget.placeholderText())
            yield from (text for text in texts if any(letter.isalpha() for letter in text))


def untranslated_on(root: QWidget, data: str) -> list[str]:
    """What stands on a page outside the signs and is no data, piece by piece."""
    left = []
    for text in shown_on(root):
        if "«" not in text:
            pieces = re.split(r"\n|•|·|  +|: |; ", text)
            left += [text for piece in pieces if any(map(str.isalpha, piece)) and plain(piece).strip(" .") not in data]
    return left


@pytest.mark.slow
def test_every_word_on_every_page_is_translated_or_data(qtbot, bracketed, window, open_sample) -> None:
    view = open_sample("B_evasive_vendor").view
    qtbot.waitUntil(lambda: view.audit.evaluation is not None and not view.audit.scoring, timeout=60_000)
    data = data_behind(view)
    left = []
    for stage in view.names:
        view.go_to(stage)
        page = view.page(stage)
        qtbot.waitUntil(page.isVisible)
        for fold in page.findChildren(Fold):
            fold.open()
        qtbot.wait(300)
        left += [(stage, words) for words in untranslated_on(page, data)]
    assert left == [], "\n".join(map(str, left))
    window.show_start()
    assert untranslated_on(window.start_page, data) == []


def test_that_check_sees_one_word_that_is_not(qtbot, bracketed) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    QPushButton("Open it there", box)
    QPushButton(QCoreApplication.translate("Test", "Back"), box)
    QLabel("Vendor: Acme", box)
    assert untranslated_on(box, "vendor\nacme") == ["Open it there"]


def test_every_word_of_the_menus_and_dialogs_is_translated(qtbot, bracketed, tmp_path, appearance) -> None:
    window = MainWindow(tmp_path, Settings(), appearance)
    qtbot.addWidget(window)
    window.show_keys()
    window.show_commands()
    window.show_about()
    actions = [action.text() for action in window.findChildren(QAction) if action.text()]
    titles = [dialog.windowTitle() for dialog in window.findChildren(QDialog)]
    assert len(actions) > 30
    assert len(titles) == 3
    assert [words for words in [*actions, *titles] if "«" not in words] == []
    for dialog in window.findChildren(QDialog):
        dialog.reject()
    window.close()
