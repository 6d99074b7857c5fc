"""Heads and words in a page are never cut off, whatever stood there at which width."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from bpsim.gui.kit.page.heading import Heading
from bpsim.gui.kit.page.page import Page
from bpsim.gui.kit.page.paragraph import Paragraph

SHORT, LONG = "δ", "the weighted sum of the δ of the next layer and its slope"


def head(text: str) -> tuple[QWidget, Callable[[str], None]]:
    widget = Heading()
    widget.show_title(text, "forward")
    return widget, lambda text: widget.show_title(text, "forward")


def words(text: str) -> tuple[QWidget, Callable[[str], None]]:
    widget = Paragraph()
    widget.set_text(text)
    return widget, widget.set_text


@pytest.mark.parametrize("make", [head, words])
def test_a_height_asked_for_at_another_width_is_asked_for_again(
    qtbot: QtBot, make: Callable[[str], tuple[QWidget, Callable[[str], None]]]
) -> None:
    page, wide = Page(), 700
    qtbot.addWidget(page)
    widget, show = make(LONG)
    page.column.addWidget(widget)
    page.column.addStretch()
    page.resize(wide, 400)
    page.show()
    show(f"{LONG} {LONG} {LONG}")
    high = widget.heightForWidth(widget.width())
    show(LONG)
    rim = page.width() - widget.width()
    narrow = next(w for w in range(wide, 50, -1) if widget.heightForWidth(w) >= high)
    assert widget.heightForWidth(narrow) == high > widget.heightForWidth(widget.width())
    page.resize(narrow + rim, 400)
    QApplication.processEvents()
    show(LONG.upper())
    show(LONG)
    page.resize(wide, 400)
    QApplication.processEvents()
    show(f"{LONG} {LONG} {LONG}")
    page.settle()
    QApplication.processEvents()
    assert widget.height() >= widget.heightForWidth(widget.width()) == high


@pytest.mark.parametrize("make", [head, words])
def test_a_width_seen_with_an_earlier_text_is_measured_again(
    qtbot: QtBot, make: Callable[[str], tuple[QWidget, Callable[[str], None]]]
) -> None:
    page = Page()
    qtbot.addWidget(page)
    widget, show = make(SHORT)
    page.column.addWidget(widget)
    page.column.addStretch()
    page.show()
    for width in (200, 900):  # the layout remembers both
        page.resize(width, 400)
        QApplication.processEvents()
    show(LONG)  # as high as the other at 900
    page.settle()
    page.resize(200, 400)
    QApplication.processEvents()
    assert widget.height() >= widget.heightForWidth(widget.width())


def test_what_fits_beside_no_scroll_bar_has_none_after_something_that_scrolled(
    qtbot: QtBot,
) -> None:
    page, paragraph = Page(), Paragraph()
    qtbot.addWidget(page)
    page.column.addWidget(paragraph)
    page.show()
    bar = page.verticalScrollBar()
    text = 12 * f"{LONG} "
    paragraph.set_text(text)
    page.resize(400, 400)
    margins = 400 - page.room()
    # A width at which the bar would cost a line, and a height that has room for all but that one.
    wide = next(
        width
        for width in range(300, 500)
        if paragraph.heightForWidth(width - bar.sizeHint().width())
        > paragraph.heightForWidth(width)
    )
    page.resize(wide + margins, 400)
    QApplication.processEvents()
    page.resize(wide + margins, 400 + page.missing())
    paragraph.set_text(3 * text)
    QApplication.processEvents()
    assert bar.maximum() > 0
    paragraph.set_text(text)
    page.settle()
    QApplication.processEvents()
    assert page.missing() <= 0
    assert bar.maximum() == 0


def test_large_text_is_not_given_wide_margins(qtbot: QtBot) -> None:
    page, words = Page(), Paragraph()
    qtbot.addWidget(page)
    page.add(words)
    page.resize(400, 300)
    usual = page.room()
    font = page.font()
    font.setPointSizeF(3 * font.pointSizeF())
    page.setFont(font)
    assert 400 - 2 * 16 <= page.room() < usual
