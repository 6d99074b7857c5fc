"""Solutions on paper: nothing is cut, and headings stay with what they head."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QImage
from pytestqt.qtbot import QtBot

from bpsim.export.solution import content
from bpsim.formats.bundled import bundled_network
from bpsim.formats.native.file import load
from bpsim.gui.kit.small_text import Type
from bpsim.gui.picture.paper import (
    HEIGHT,
    MARGIN,
    WIDTH,
    Block,
    Sheets,
    paged,
    sheet_image,
    solution_pdf,
)
from bpsim.gui.picture.paragraphs import Lines
from bpsim.steps.schedule import Phase
from bpsim.steps.trace import Trace
from bpsim.teach.practice.exercises import exercise


def block(height: float, keep: bool = False) -> Block:
    return Block(height, 10.0, lambda *_: None, keep)


def test_no_block_reaches_over_the_end_of_a_page() -> None:
    pages = paged([block(400.0) for _ in range(20)])
    assert len(pages) > 1
    for page in pages:
        for y, each in page:
            assert y >= MARGIN
            assert y + each.height <= HEIGHT - MARGIN


def test_a_heading_stays_with_what_follows() -> None:
    room = HEIGHT - 2 * MARGIN
    pages = paged([block(room - 100), block(40, keep=True), block(200)])
    assert [len(page) for page in pages] == [1, 2]


@pytest.mark.parametrize("title", ["Many words. " * 400, "x" * 5000, "许多字" * 2000])
def test_a_title_of_more_than_a_page_runs_over_to_the_next(qtbot: QtBot, title: str) -> None:
    document = load(bundled_network("lecture").path).with_(title=title)
    sheets = Sheets.of(content.of_example(Trace.of(document), 0))
    blocks = [each for page in sheets.pages for each in page]
    assert all(y + each.height <= HEIGHT - MARGIN for y, each in blocks)
    assert sheets.pages[0][0][1].height > 0.9 * (HEIGHT - 2 * MARGIN)
    image = sheet_image(sheets)
    right = QRect(round(WIDTH - MARGIN) + 2, 0, round(MARGIN) - 2, round(HEIGHT))
    blank = QImage(right.size(), image.format())
    blank.fill(Qt.GlobalColor.white)
    assert image.copy(right) == blank  # nothing sticks out
    assert "".join(lines_of(title)) == title.replace(" ", "")


def lines_of(title: str) -> list[str]:
    lines = Lines.of(title, Type(QFont()), WIDTH)
    assert max(map(lines.type.width, lines.texts)) <= WIDTH
    parts = lines.pages(300.0)
    assert len(parts) > 1 and all(each.height <= 300 for each in parts)
    return [text.replace(" ", "") for each in parts for text in each.texts]


def test_chinese_is_broken_where_a_line_may_begin(qtbot: QtBot) -> None:
    lines = Lines.of("每个激活值乘以其边的权重，再让和经过斜率。" * 9, Type(QFont()), 200.0)
    assert len(lines.texts) > 5
    assert not any(text.startswith(("，", "。")) for text in lines.texts)


@pytest.mark.parametrize("blanks", [(), ("hidden-delta", "z")])
def test_a_solution_becomes_a_pdf(qtbot: QtBot, blanks: tuple[str, ...]) -> None:
    document = load(bundled_network("lecture").path)
    solution = content.of_example(Trace.of(document), 0).with_blanks(blanks)
    told: list[tuple[int, int]] = []
    data = solution_pdf(solution, lambda done, total: told.append((done, total)))
    assert data.startswith(b"%PDF-")
    # Load, five units, the cost, five δ, three layers of Δ.
    assert told[-1] == (15, 15)


def test_a_blank_stays_with_its_formula(qtbot: QtBot) -> None:
    document = exercise((2, 3, 2), "relu", 3)
    solution = content.of_example(Trace.of(document), 0)
    asked = solution.with_blanks(("z", "output-delta", "hidden-delta"))
    pages = Sheets.of(asked).pages
    assert len(pages) > 1
    for page in pages:
        assert not page[-1][1].keep
        assert all(y + each.height <= HEIGHT - MARGIN for y, each in page)
    # The formula, z and a of a unit are kept together; a is the last of them.
    kept = [each.keep for page in pages for _, each in page]
    assert kept.count(False) < len(asked.blanks) + 12


def test_the_network_stands_on_the_first_page(qtbot: QtBot) -> None:
    document = load(bundled_network("lecture").path)
    solution = content.of_example(Trace.of(document), 1)
    assert solution.start is not None
    assert (solution.start[0].example, solution.start[0].phase) == (2, Phase.LOAD)
    drawn, bare = (Sheets.of(each) for each in (solution, replace(solution, start=None)))
    added = sum(map(len, drawn.pages)) - sum(map(len, bare.pages))
    assert added == 1
    y, graph = drawn.pages[0][2]
    band = QRect(0, round(y), round(WIDTH), round(graph.height))
    found = ink(sheet_image(drawn).copy(band))
    assert found > 1000
    assert ink(sheet_image(bare).copy(band)) != found


def ink(image: QImage) -> int:
    """How many pixels are not white."""
    pixels = image.convertToFormat(QImage.Format.Format_RGB32).constBits()
    return int((np.frombuffer(pixels, np.uint32) != 0xFFFFFFFF).sum())


def test_the_code_stands_above_the_text_of_the_first_page(qtbot: QtBot) -> None:
    document = load(bundled_network("lecture").path)
    solution = content.of_example(Trace.of(document), 0)
    without = sheet_image(Sheets.of(solution))
    image = sheet_image(Sheets.of(replace(solution, code="bpsim seed 7 variant 1")))
    dark = [
        (x, y)
        for y in range(0, round(MARGIN), 2)
        for x in range(0, image.width(), 2)
        if image.pixelColor(x, y).lightness() < 128
    ]
    assert dark and min(x for x, _ in dark) > image.width() / 2
    below = QRect(0, round(MARGIN), image.width(), image.height())
    assert image.copy(below) == without.copy(below)
