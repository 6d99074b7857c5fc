"""The dialog that holds out a share: what it says before anything is done."""

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from bpsim.gui.dialogs.hold_out import HoldOutDialog, Share, ask_share


@pytest.fixture
def dialog(qtbot: QtBot) -> HoldOutDialog:
    dialog = HoldOutDialog(40)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_it_says_what_will_be(dialog: HoldOutDialog) -> None:
    assert dialog.chosen() == Share(30, 1)
    assert dialog.words.text() == "40 training examples: 12 held out, 28 to train with."
    dialog.percent.setValue(1)
    assert dialog.words.text() == "40 training examples: 1 held out, 39 to train with."
    dialog.percent.setValue(99)
    assert dialog.words.text() == "40 training examples: 39 held out, 1 to train with."
    assert dialog.chosen() == Share(99, 1)


def test_rolling_takes_another_seed(dialog: HoldOutDialog) -> None:
    seeds = [dialog.seed.value()]
    for _ in range(5):
        dialog.dice.click()
        assert dialog.seed.value() != seeds[-1]
        seeds.append(dialog.seed.value())
    assert dialog.chosen().seed == seeds[-1]


def test_what_was_chosen_last_comes_again(qtbot: QtBot) -> None:
    dialog = HoldOutDialog(10, Share(20, 77))
    qtbot.addWidget(dialog)
    assert dialog.chosen() == Share(20, 77)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_every_word_has_room(qtbot: QtBot, scale: float) -> None:
    dialog = HoldOutDialog(5000)
    qtbot.addWidget(dialog)
    font = QFont(dialog.font())
    font.setPointSizeF(font.pointSizeF() * scale)
    dialog.setFont(font)
    dialog.show()
    QApplication.processEvents()
    for label in (dialog.why, dialog.words):
        assert label.height() >= label.heightForWidth(label.width())
    for field in (dialog.percent, dialog.seed, dialog.dice):
        assert dialog.rect().contains(field.geometry())


@pytest.mark.parametrize("accepted", [True, False])
def test_asking(qtbot: QtBot, accepted: bool) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, HoldOutDialog)
        dialog.percent.setValue(50)
        dialog.done(QDialog.DialogCode.Accepted if accepted else QDialog.DialogCode.Rejected)

    QTimer.singleShot(0, parent, answer)
    assert ask_share(parent, 6) == (Share(50, 1) if accepted else None)
