"""Where tables break: no row stands alone on the next page, no heading at the foot of one."""

from __future__ import annotations

import re
from typing import Any

import pytest
from reportlab.platypus import PageBreak, Table

from reports.pdf.paragraph import P, show
from reports.pdf.styles import CELL, TEXT_WIDTH
from reports.pdf.table import data_table

HEAD = ("One", "Two")
WIDTHS = (100.0, TEXT_WIDTH - 100)


def table_of(rows: int) -> Table:
    return data_table(HEAD, [[P(show(str(row)), CELL), P(show("words"), CELL)] for row in range(rows)], WIDTHS)


def rows_on_each_page(rows: int, room: float) -> list[int]:
    table = table_of(rows)
    table.wrap(TEXT_WIDTH, room)
    parts = [part for part in table.split(TEXT_WIDTH, room) if not isinstance(part, PageBreak)]
    return [len(part._rowHeights) - 1 for part in parts]


@pytest.mark.parametrize("rows", range(5, 12))
def test_the_last_row_never_stands_alone(rows: int) -> None:
    _, height = table_of(rows).wrap(TEXT_WIDTH, 1000)
    kept, left = rows_on_each_page(rows, height - 1)
    assert (kept, left) == (rows - 2, 2)


def test_an_even_break_is_left_alone() -> None:
    _, height = table_of(10).wrap(TEXT_WIDTH, 1000)
    assert rows_on_each_page(10, height * 0.6) == [5, 5]


def test_no_page_ends_with_a_heading(report: Any) -> None:
    with report.open() as pdf, pdf.open_outline() as outline:
        titles = {item.title for entry in outline.root for item in (entry, *entry.children)}
    for page in report.pages[1:]:
        lines = [line.strip() for line in re.split(r"[\r\n]+", page) if line.strip()]
        body = [line for line in lines if not line.startswith("Headwater audit report") and "Page " not in line]
        assert body[-1] not in titles - {body[0]} or len(body) < 4, body[-3:]
