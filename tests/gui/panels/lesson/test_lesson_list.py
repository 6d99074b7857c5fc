"""The list of lessons."""

from pytestqt.qtbot import QtBot

from bpsim.gui.panels.lesson.panel import LessonPanel


def test_every_lesson_is_seen_whole(qtbot: QtBot) -> None:
    panel = LessonPanel()
    qtbot.addWidget(panel)
    panel.resize(300, 700)
    panel.show()
    qtbot.waitExposed(panel)
    panel.show_list([f"A lesson with a title that wraps, number {n}\nnot begun" for n in range(8)])
    last = panel.list.item(7)
    qtbot.waitUntil(
        lambda: panel.list.visualItemRect(last).bottom() <= panel.list.viewport().height()
    )
