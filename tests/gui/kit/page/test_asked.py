"""A question and its answers: each stands beside its letter, all begin at one edge."""

from itertools import pairwise

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bpsim.gui.kit.page.asked import Asked
from bpsim.gui.kit.page.paragraph import Paragraph
from bpsim.teach.questions import Question

LONG = "It falls, but not as far as with the right algorithm, whatever the weights are. " * 2
ANSWERS = ("It rises.", LONG, "It stays.", "None of these.")


def test_answers_stand_beside_their_letters_and_begin_at_one_edge(qtbot: QtBot) -> None:
    asked = Asked()
    qtbot.addWidget(asked)
    asked.resize(300, 400)
    asked.show()
    asked.ask(Question("What will J do?", ANSWERS, 0, ""))
    for _ in range(4):
        QApplication.processEvents()
    found = {each.text(): each for each in asked.findChildren(Paragraph) if each.text() in ANSWERS}
    places = [QRect(found[text].mapTo(asked, found[text].rect().topLeft()), found[text].size())
              for text in ANSWERS]  # fmt: skip
    assert len({place.left() for place in places}) == 1
    for button, place, text in zip(asked.buttons, places, ANSWERS, strict=True):
        middle = button.mapTo(asked, button.rect().center()).y()
        assert abs(place.center().y() - middle) <= 1
        assert place.height() == found[text].heightForWidth(place.width())
    assert all(one.bottom() < other.top() for one, other in pairwise(places))
