"""What is asked when a file leaves something open, in the user's words."""

from pytestqt.qtbot import QtBot

from bpsim.formats.content import Guess
from bpsim.gui.dialogs.opening.fields import AnswerFields
from bpsim.gui.kit.entry.spins import Choice


def test_a_cost_is_offered_by_its_name_and_answered_by_its_key(qtbot: QtBot) -> None:
    fields = AnswerFields()
    qtbot.addWidget(fields)
    others = ("log-cosh", "squared-error per output")
    guess = Guess("the cost", "squared-error", "because", others, "cost")
    fields.show_asked([guess], [], 2)
    (choice,) = fields.findChildren(Choice)
    texts = [choice.itemText(n) for n in range(choice.count())]
    assert texts == ["squared error", "log-cosh", "squared error per output"]
    assert guess.shown == "squared error"
    choice.setCurrentIndex(2)
    choice.activated.emit(2)
    assert fields.answers() == {"cost": "squared-error per output"}
