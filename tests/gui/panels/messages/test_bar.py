"""The message area: kinds, where it lies, and what goes away by itself."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from bpsim.gui.graph.layout.box import Box
from bpsim.gui.graph.layout.free_corner import free_along_bottom
from bpsim.gui.looks.theme import DARK, LIGHT, Theme, use_theme
from bpsim.gui.panels.messages import bar as message_bar
from bpsim.gui.panels.messages.bar import MessageBar

LONG = "The file lecture.bpsim cannot be read: layers[1].weights has 3 rows instead of 2. " * 3


class Host(QWidget):
    """A column with a bar that lies over its first widget."""

    def __init__(self) -> None:
        super().__init__()
        self.graph, self.below, self.bar = QWidget(), QWidget(), MessageBar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.bar)
        column.addWidget(self.graph, 1)
        column.addWidget(self.below, 1)
        self.taken: list[Box] = []
        self.bar.float_over(self.graph, self.free)
        self.resize(600, 400)

    def free(self, width: int, height: int, margin: int) -> QPoint | None:
        view = Box(0, 0, self.graph.width(), self.graph.height()).grown(-margin)
        place = free_along_bottom(view, width, height, self.taken)
        return None if place is None else QPoint(round(place.x), round(place.y))


@pytest.fixture
def host(qtbot: QtBot) -> Iterator[Host]:
    host = Host()
    qtbot.addWidget(host)
    host.show()
    QApplication.processEvents()
    yield host


def test_a_message_lies_over_the_graph_and_moves_nothing(host: Host) -> None:
    before = host.graph.geometry()
    host.bar.show_message("Saved.", "info")
    QApplication.processEvents()
    assert host.graph.geometry() == before
    assert host.bar.isVisible() and host.bar.text == "Saved."
    assert before.contains(host.bar.geometry())
    assert host.bar.geometry().top() > before.center().y()  # the headings stay to be seen
    assert host.bar.width() < host.width() / 2  # no wider than it needs to be


def test_a_message_is_narrower_where_that_covers_nothing(host: Host) -> None:
    """A unit stands in the middle at the bottom."""
    host.taken = [Box(250, 100, 100, 100)]
    host.bar.show_message("A few words that are said. " * 4, "stop")
    QApplication.processEvents()
    place = host.bar.geometry()
    assert host.graph.geometry().contains(place)
    assert not place.intersects(QRect(250, 100, 100, 100))
    assert host.bar._text.height() >= host.bar._text.heightForWidth(host.bar._text.width())


def test_a_message_without_a_free_place_has_a_row_until_it_is_gone(host: Host) -> None:
    before = host.graph.geometry()
    host.taken = [Box(0, 0, 2000, 2000)]
    for words in ("Saved.", LONG):
        host.bar.show_message(words, "info")
        QApplication.processEvents()
        above, place, below = (each.geometry() for each in (host.graph, host.bar, host.below))
        assert above.bottom() < place.top() <= place.bottom() < below.top()
        assert host.bar._text.height() >= host.bar._text.heightForWidth(host.bar._text.width())
    host.bar.clear()
    QApplication.processEvents()
    assert host.graph.geometry() == before
    host.taken = []
    host.bar.show_message("Saved.", "info")
    QApplication.processEvents()
    assert host.graph.geometry() == before and before.contains(host.bar.geometry())


@pytest.mark.parametrize("width", [600, 320, 900])
def test_it_follows_what_it_lies_over_and_shows_all_of_its_words(host: Host, width: int) -> None:
    host.bar.show_message(LONG, "error")
    host.resize(width, 400)
    QApplication.processEvents()
    bar = host.bar
    assert bar.x() >= 0 and bar.geometry().right() < width
    label = bar._text
    assert label.height() >= label.heightForWidth(label.width())
    assert abs(bar.geometry().center().x() - width // 2) <= 1


def test_only_what_is_done_goes_away_by_itself(
    host: Host, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    bar = host.bar
    assert message_bar.DONE_MS == 4000 == bar._going.interval()
    for kind in ("info", "error"):
        bar.show_message("Stays", kind)
        assert not bar.leaving
    bar.show_message("Saved lecture.bpsim", "done")
    assert bar.leaving
    with qtbot.waitSignal(bar.closed):
        bar._going.setInterval(0)
    assert bar.text == "" and bar.isHidden() and not bar.leaving


def test_a_message_that_replaces_another_keeps_its_own_time(host: Host) -> None:
    host.bar.show_message("Saved", "done")
    host.bar.show_message("The disk is full.", "error")
    assert not host.bar.leaving


def test_no_timer_goes_on_once_it_is_hidden(host: Host) -> None:
    host.bar.show_message("Saved", "done")
    host.bar.clear()
    assert not host.bar.leaving
    host.bar.show_message("Saved", "done")
    host.hide()
    assert not host.bar.leaving


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize(
    ("kind", "spoken", "edge"),
    [("info", "Message", "accent"), ("error", "Error", "warning"), ("done", "Done", "forward")],
)
def test_its_kind_is_told_by_words_icon_and_edge(
    host: Host, theme: Theme, kind: str, spoken: str, edge: str
) -> None:
    bar = host.bar
    use_theme(theme)
    bar.show_message("Words", kind)
    assert bar.accessibleName() == f"{spoken}: Words"
    image = bar.grab().toImage()
    middle = image.height() // 2
    assert image.pixelColor(2, middle) == QColor(getattr(theme, edge))
    assert image.pixelColor(6, middle) == QColor(theme.surface)
    bar.clear()


def test_an_unknown_kind_is_a_mistake(host: Host) -> None:
    with pytest.raises(KeyError):
        host.bar.show_message("Words", "shout")


def test_what_closes_it_grows_with_the_text_and_is_level_with_it(host: Host) -> None:
    host.bar.show_message("Saved.", "info")
    QApplication.processEvents()
    before = host.bar.close_button.height()
    font = host.bar.font()
    font.setPointSizeF(2 * font.pointSizeF())
    host.bar.setFont(font)
    QApplication.processEvents()
    close = host.bar.close_button
    assert close.height() > 1.8 * before
    assert abs(close.geometry().center().y() - host.bar.rect().center().y()) <= 1
