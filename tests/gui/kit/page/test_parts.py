"""The parts that panels are made of: words that wrap, headings, remarks, and the scrolling page."""

import pytest
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from bpsim.gui.kit.page.callout import Callout
from bpsim.gui.kit.page.disclosure import Disclosure
from bpsim.gui.kit.page.heading import Heading
from bpsim.gui.kit.page.page import Page
from bpsim.gui.kit.page.paragraph import Paragraph
from bpsim.gui.looks.theme import DARK, HEADING, LIGHT, SMALL, sized, use_theme
from bpsim.notation.aloud import aloud

LONG = "Every weight moves a little against its slope, all layers at once, and then again. " * 3


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    page = Page()
    qtbot.addWidget(page)
    page.resize(300, 200)
    page.show()
    return page


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


def test_words_wrap_and_are_all_seen(page: Page) -> None:
    words = Paragraph()
    page.column.addWidget(words)
    page.column.addStretch(1)
    words.set_text(LONG)
    settle()
    one_line = words.fontMetrics().height()
    assert words.height() == words.heightForWidth(words.width()) >= 4 * one_line
    words.set_text("Short.")
    settle()
    assert words.height() == one_line
    assert words.accessibleName() == "Short."


def test_a_title_that_folds_wraps_as_well(page: Page) -> None:
    """At 200 % in a small window it would end in three dots."""
    content = Paragraph()
    fold = Disclosure("The weights that moved most in the last update of all layers", content)
    page.column.addWidget(fold)
    page.column.addStretch(1)
    line = fold.fontMetrics().height()
    settle()
    assert fold.button.height() >= 2 * line
    page.resize(900, 200)
    settle()
    assert fold.button.height() < 2 * line
    fold.set_title("Θ")
    page.resize(300, 200)
    settle()
    assert fold.button.height() < 2 * line


def test_neighbours_are_moved_only_when_the_number_of_lines_changes(qtbot: QtBot) -> None:
    class Counting(Paragraph):
        asked = 0

        def updateGeometry(self) -> None:
            self.asked += 1
            super().updateGeometry()

    page, words = Page(), Counting()
    qtbot.addWidget(page)
    page.add(words)
    page.column.addStretch(1)
    page.resize(300, 200)
    page.show()
    words.set_text("Unit 1 of layer 2.")
    settle()
    before = words.asked
    words.set_text("Unit 2 of layer 2.")
    assert words.asked == before
    words.set_text(LONG)
    assert words.asked == before + 1


def test_smaller_words_need_less_room(qtbot: QtBot) -> None:
    words = Paragraph()
    qtbot.addWidget(words)
    words.set_text(LONG)
    before = words.heightForWidth(300)
    words.set_scale(SMALL)
    assert words.heightForWidth(300) < before


def test_a_page_scrolls_only_when_it_must(page: Page) -> None:
    words = Paragraph()
    page.column.addWidget(words)
    words.set_text(LONG)
    settle()
    assert page.verticalScrollBar().maximum() == 0
    words.set_text(LONG * 6)
    settle()
    assert page.verticalScrollBar().maximum() > 0
    assert words.height() >= words.heightForWidth(words.width())


def test_a_page_has_the_themes_ground_and_room_that_grows_with_the_text(page: Page) -> None:
    use_theme(DARK)
    assert page.grab().toImage().pixelColor(150, 100) == QColor(DARK.surface)
    before = page.column.contentsMargins().left()
    font = page.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    page.setFont(font)
    assert page.column.contentsMargins().left() > 1.5 * before


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("load example 1", "Load example 1"),
        ("z and a of unit 1", "z and a of unit 1"),
        ("δ of unit 2, layer 3", "δ of unit 2, layer 3"),
        ("g′ of unit 1", "g′ of unit 1"),
        ("δ", "δ"),
        ("", ""),
    ],
)
def test_a_title_starts_with_a_capital_but_a_symbol_stays(
    qtbot: QtBot, title: str, shown: str
) -> None:
    heading = Heading()
    qtbot.addWidget(heading)
    heading.show_title(title, "forward", "forward")
    assert heading.title() == shown
    assert heading.accessibleName() == aloud(f"forward: {shown}")


def test_the_pill_has_the_colour_of_its_pass(qtbot: QtBot) -> None:
    heading = Heading()
    qtbot.addWidget(heading)
    heading.resize(300, heading.sizeHint().height())
    heading.show_title("cost", "forward", "forward")
    first = heading.grab().toImage()
    heading.show_title("cost", "forward", "backward")
    assert heading.grab().toImage() != first
    colours = {first.pixelColor(x, y).name() for x in range(60) for y in range(first.height())}
    assert LIGHT.forward in colours


def test_a_remark_takes_room_only_when_there_is_one(page: Page) -> None:
    note, below = Callout(), QWidget()
    page.column.addWidget(note)
    page.column.addWidget(below)
    settle()
    assert note.isHidden()
    note.set_text("This is the intuition. " * 4)
    settle()
    assert note.isVisible()
    assert note.height() > 2 * note.fontMetrics().height()
    note.set_text("")
    assert note.isHidden()


def test_a_long_word_that_has_no_room_beside_the_pill_stands_below_it(qtbot: QtBot) -> None:
    heading = Heading()
    qtbot.addWidget(heading)
    one_line = heading.heightForWidth(1000)
    words = "The lecture’s story: what backpropagation does"
    large = QFontMetrics(sized(heading.font(), HEADING, bold=True))
    width = large.horizontalAdvance("backpropagation") + 2
    heading.show_title(words)
    alone = heading.heightForWidth(width)
    assert 3.3 * one_line < alone < 4.5 * one_line
    heading.show_title(words, "1 of 24")
    assert heading.heightForWidth(width) >= alone + 0.7 * one_line


@pytest.mark.parametrize("pill", ["", "backward"])
def test_a_title_is_broken_rather_than_shortened(qtbot: QtBot, pill: str) -> None:
    heading = Heading()
    qtbot.addWidget(heading)
    one_line = heading.heightForWidth(1000)
    heading.show_title("δ of unit 1, layer 4", pill, "backward")
    assert heading.heightForWidth(1000) == one_line
    narrow = heading.fontMetrics().horizontalAdvance("δ of unit 1, layer 4")
    assert heading.heightForWidth(narrow) > 1.7 * one_line
    heading.resize(narrow, heading.heightForWidth(narrow))
    image = heading.grab().toImage()
    text = QColor(LIGHT.text).lightness() + 60
    rows = [
        any(image.pixelColor(x, y).lightness() < text for x in range(narrow))
        for y in range(one_line, image.height())
    ]
    assert any(rows)
