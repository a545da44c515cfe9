from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from PySide6.QtGui import QAction, QColor, QIcon
from PySide6.QtWidgets import QApplication, QLabel

import desktop_app
from desktop_app.settings import Settings
from desktop_app.theme.icons import icon
from desktop_app.theme.tokens import figure_tokens, palette_of, scheme_of, tokens
from desktop_app.widgets.fields import NumberField
from desktop_app.widgets.plain_label import PlainLabel

TEXT, SIGN, STRONG = 4.5, 3.0, 7.0
"""Contrast that WCAG 2.2 asks of text (AA), of signs and outlines, and of text at its strongest (AAA)."""
SCHEMES = ("light", "dark", "light contrast", "dark contrast")
ON_SURFACES = ("text", "secondary", "good", "caution", "bad", "accent")
SOURCE = Path(desktop_app.__file__).parent


def luminance(colour: str) -> float:
    parts = [part / 255 for part in QColor(colour).getRgb()[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_itself_knows_black_on_white_and_a_bad_pair():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#AAAAAA", "#FFFFFF") < SIGN


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_and_outlines_can_be_seen_in_both_schemes(scheme):
    named = tokens(scheme)
    for ground, ink in itertools.product(("window", "surface", "sidebar"), ON_SURFACES):
        assert contrast(named[ink], named[ground]) >= TEXT, (ink, ground)
    for ground in ("window", "surface"):
        assert contrast(named["outline"], named[ground]) >= SIGN
    assert contrast(named["on_accent"], named["accent"]) >= TEXT


@pytest.mark.parametrize("scheme", SCHEMES)
def test_figures_can_be_read_in_both_schemes(scheme):
    named = figure_tokens(scheme)
    for ink in ("ink", "muted", "stated", "worst", "human"):
        assert contrast(named[ink], named["paper"]) >= TEXT, ink
    for sign in ("NOT_DEFENSIBLE", "CONDITIONAL", "DEFENSIBLE", "blocker", "major", "minor", "note"):
        assert contrast(named[sign], named["paper"]) >= SIGN, sign
    for grade in range(5):
        assert contrast(named[f"on grade {grade}"], named[f"grade {grade}"]) >= TEXT, grade
    for step in range(1, 6):
        assert contrast(named["ink"], named[f"step {step}"]) >= SIGN, step


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_scheme_names_the_same_purposes(scheme):
    assert tokens("light").keys() == tokens(scheme).keys()
    assert figure_tokens("light").keys() == figure_tokens(scheme).keys()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_palette_knows_its_scheme(scheme):
    assert scheme_of(palette_of(scheme)) == scheme


@pytest.mark.parametrize("scheme", ["light contrast", "dark contrast"])
def test_more_contrast_is_more(scheme):
    named, figure = tokens(scheme), figure_tokens(scheme)
    for ground, ink in itertools.product(("window", "surface", "sidebar"), (*ON_SURFACES, "outline", "border")):
        assert contrast(named[ink], named[ground]) >= STRONG, (ink, ground)
    for ink in ("ink", "muted", "stated", "worst", "human"):
        assert contrast(figure[ink], figure["paper"]) >= STRONG, ink


def test_more_contrast_is_chosen_in_menu_or_settings_and_kept(window, appearance, tmp_path):
    (action,) = [action for action in window.menus.findChildren(QAction) if action.text() == "More &contrast"]
    appearance.set_mode("dark")
    action.trigger()
    assert scheme_of(QApplication.palette()) == "dark contrast"
    assert Settings.read(tmp_path).more_contrast
    appearance.set_more_contrast(False)
    assert not action.isChecked()
    assert scheme_of(QApplication.palette()) == "dark"


def test_no_style_sheet_and_no_rich_text_anywhere():
    sources = {path: path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py")}
    assert sources
    for path, source in sources.items():
        for word in ("setStyleSheet", "setHtml", "RichText", "setTextInteraction"):
            assert word not in source, f"{path.name} uses {word}"


def test_labels_are_made_plain_in_one_place_only():
    for path in SOURCE.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        assert "QLabel(" not in source or "setTextFormat" in source, path.name


def test_icons_change_colour_on_the_selection(qapp, appearance):
    drawn = icon("scale", palette_of("light"))
    normal = drawn.pixmap(32, QIcon.Mode.Normal).toImage()
    selected = drawn.pixmap(32, QIcon.Mode.Selected).toImage()
    assert normal != selected


def test_every_icon_that_ships_is_used_and_comes_with_its_licence():
    folder = SOURCE / "icons"
    source = "".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    assert [path.stem for path in folder.glob("*.svg") if f'"{path.stem}"' not in source] == []
    assert "ISC License" in (folder / "LICENSE.txt").read_text(encoding="utf-8")
    assert all("currentColor" in path.read_text(encoding="utf-8") for path in folder.glob("*.svg"))


def test_larger_text_reaches_labels_and_fields(qtbot, appearance):
    label, field = PlainLabel("words", size="title"), NumberField()
    for widget in (label, field):
        qtbot.addWidget(widget)
        widget.show()
    before = (label.font().pointSizeF(), field.font().pointSizeF(), field.sizeHint().width())
    appearance.set_text_percent(150)
    after = (label.font().pointSizeF(), field.font().pointSizeF(), field.sizeHint().width())
    assert after[0] == pytest.approx(1.5 * before[0])
    assert after[1] == pytest.approx(1.5 * before[1])
    assert after[2] > 1.3 * before[2]


def test_text_steps_stay_within_their_limits(appearance):
    for _ in range(20):
        appearance.step_text(1)
    assert appearance.text_percent == 200
    for _ in range(20):
        appearance.step_text(-1)
    assert appearance.text_percent == 80


def test_the_scheme_is_ours_whatever_the_system_says(qapp, appearance):
    appearance.set_mode("dark")
    assert scheme_of(QApplication.palette()) == "dark"
    appearance.set_mode("light")
    assert scheme_of(QApplication.palette()) == "light"


def test_a_label_shows_markup_as_written(qtbot):
    label = PlainLabel("<b>bold</b> & <img src='file:///etc/passwd'>")
    qtbot.addWidget(label)
    assert isinstance(label, QLabel)
    assert label.textFormat().name == "PlainText"
