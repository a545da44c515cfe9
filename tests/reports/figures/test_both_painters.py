"""Paper and window draw the same geometry: every figure is drawn by both, and the ink lies in the same places."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pypdfium2
import pytest
from PIL import Image
from PySide6.QtCore import QBuffer
from PySide6.QtWidgets import QApplication
from reportlab.pdfgen.canvas import Canvas

from core.assessment.evaluate import Evaluation
from core.comparison.compare import compare
from core.comparison.over_time import over_time
from core.risk.parameters import load_parameters
from core.samples.result import Measure
from desktop_app.theme.appearance import Appearance
from desktop_app.widgets.figure_view import FigureView
from questionnaires.library import Library
from reports.figures.ask_next import ask_next_bars
from reports.figures.comparison import comparison_dots
from reports.figures.evidence_grid import SectionGrades, evidence_grid
from reports.figures.fan import risk_fan
from reports.figures.gauges import gauge_bars
from reports.figures.readings import reading_bars
from reports.figures.shapes import Figure
from reports.figures.stages import stages_bar
from reports.figures.trend import trend
from reports.figures.verdict_mark import ORDER, verdict_scale
from reports.pdf.drawing import draw_shapes

WIDTH = 470.0
RARE, GENERAL = (0.10, 0.25, 0.45, 0.70, 1.0), (0.01, 0.05, 0.10, 0.20, 1.0)
ACROSS, FAINT = 40, 70  # steps of grey, of 255: hairlines and tints are fainter
CELL = WIDTH / ACROSS
ALIKE = 0.9
"""Share of cells of about 12 points that agree; the rest are the ends of words, whose fonts differ by a little."""


def figures(worked: dict[str, Evaluation], library: Library) -> Iterator[tuple[str, Figure]]:
    """Every figure of a report."""
    evaluation = worked["B_evasive_vendor"]
    risk = evaluation.risk
    reading = Measure("simpson", "Everyday words met", "share", 0.79, (0.75, 0.82), (0.88, 0.93), "below", "Fewer.")
    comparison = compare([worked["A_strong_vendor"], evaluation], library)
    yield "fan", risk_fan(risk, 0.75, WIDTH)
    yield "gauges", gauge_bars(risk, RARE, GENERAL, WIDTH)
    yield "stages", stages_bar(risk, load_parameters().stages, WIDTH)
    yield "ask next", ask_next_bars(risk, {item.question: "A title" for item in risk.ask_next}, WIDTH)
    yield "readings", reading_bars((reading,) * 4, WIDTH)
    yield "grid", evidence_grid([SectionGrades("A section", (0, 4, 2, 3) * 9)], ("a", "b", "c", "d", "e"), WIDTH)
    yield "verdict", verdict_scale("YELLOW_FLAG", {verdict: verdict.lower() for verdict in ORDER}, WIDTH)
    yield "dots", comparison_dots(comparison, comparison.dials[2], WIDTH)
    yield "trend", trend(over_time([worked["B0_evasive_vendor_meeting_day"], evaluation], library), WIDTH, most=12)


def on_paper(figure: Figure) -> Image.Image:
    target = io.BytesIO()
    canvas = Canvas(target, (figure.width, figure.height))
    draw_shapes(canvas, figure)
    canvas.save()
    with pypdfium2.PdfDocument(target.getvalue()) as pdf:
        return pdf[0].render(scale=2).to_pil().convert("L")


def in_window(figure: Figure) -> Image.Image:
    view = FigureView("figure")
    scale = view._scale
    view.resize(round(figure.width * scale), round(figure.height * scale))
    view.show_figure(lambda _: figure)
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    view.grab().save(buffer, "PNG")
    picture = Image.open(io.BytesIO(buffer.data().data())).convert("L")
    view.deleteLater()
    return picture


def inked(picture: Image.Image, figure: Figure) -> list[bool]:
    """For each cell of a grid over the figure, whether anything is drawn in it."""
    down = max(1, round(figure.height / CELL))
    ground = picture.getpixel((0, picture.height - 1))
    changed = picture.point(lambda value: 255 if abs(value - ground) > FAINT else 0)
    return [value > 8 for value in changed.resize((ACROSS, down), Image.Resampling.BOX).tobytes()]


def agreement(one: list[bool], other: list[bool]) -> float:
    return sum(a == b for a, b in zip(one, other, strict=True)) / len(one)


NAMES = ("fan", "gauges", "stages", "ask next", "readings", "grid", "verdict", "dots", "trend")


@pytest.mark.parametrize("name", NAMES)
def test_both_painters_put_ink_in_the_same_places(
    name: str, worked: dict[str, Evaluation], library: Library, qapp: QApplication
) -> None:
    Appearance(qapp).set_mode("light")
    figure = dict(figures(worked, library))[name]
    paper, window = inked(on_paper(figure), figure), inked(in_window(figure), figure)
    assert any(paper)
    assert agreement(paper, window) >= ALIKE


def test_another_figure_would_not_agree(worked: dict[str, Evaluation], library: Library, qapp: QApplication) -> None:
    Appearance(qapp).set_mode("light")
    fan = dict(figures(worked, library))["fan"]
    assert (
        agreement(inked(on_paper(fan), fan), inked(in_window(fan).transpose(Image.Transpose.FLIP_LEFT_RIGHT), fan))
        < ALIKE
    )
