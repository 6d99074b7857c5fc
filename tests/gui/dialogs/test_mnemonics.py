"""Every button of a dialog can be pressed by a key of its own."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
)
from pytestqt.qtbot import QtBot

from bpsim.formats.bundled import bundled_network
from bpsim.gui.dialogs.go_to import GoToDialog
from bpsim.gui.dialogs.hold_out import HoldOutDialog
from bpsim.gui.dialogs.initial_weights import InitialWeightsDialog
from bpsim.gui.dialogs.mnemonics import give_keys
from bpsim.session.go_to_target import Walk
from bpsim.steps.schedule import Granularity


def go_to() -> QDialog:
    document = bundled_network("lecture").load()
    return GoToDialog(Walk(0, 3, lambda _iteration: document, Granularity.UNIT, None))


DIALOGS: dict[str, Callable[[], QDialog]] = {
    "go to": go_to,
    "hold out": lambda: HoldOutDialog(10),
    "initial weights": lambda: InitialWeightsDialog(bundled_network("lecture").load().network),
}


def keys_of(dialog: QDialog) -> list[str]:
    """The keys of its buttons and of the labels that lead to a field."""
    buttons = [each.shortcut().toString() for each in dialog.findChildren(QAbstractButton)]
    labels = [each.text() for each in dialog.findChildren(QLabel) if each.buddy() is not None]
    return [key for key in buttons if key] + [
        f"Alt+{text.partition('&')[2][:1].upper()}" for text in labels
    ]


@pytest.mark.parametrize("name", DIALOGS)
def test_each_button_has_a_key_and_no_two_the_same(name: str, qtbot: QtBot) -> None:
    dialog = DIALOGS[name]()
    qtbot.addWidget(dialog)
    buttons = dialog.findChildren(QPushButton)
    assert buttons and all(not button.shortcut().isEmpty() for button in buttons)
    keys = keys_of(dialog)
    assert len(set(keys)) == len(keys), keys


def test_a_key_presses(qtbot: QtBot) -> None:
    dialog = HoldOutDialog(10)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    seed = dialog.seed.value()
    qtbot.keyClick(dialog, Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: dialog.seed.value() != seed)
    key = dialog.use.shortcut()[0].key()
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog, key, Qt.KeyboardModifier.AltModifier)


def test_letters_that_are_taken_are_not_given_again(qtbot: QtBot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    column, line = QVBoxLayout(dialog), QLineEdit()
    label, box = QLabel("&Salt && pepper"), QDialogButtonBox()
    label.setBuddy(line)
    for widget in (label, line, box):
        column.addWidget(widget)
    role = QDialogButtonBox.ButtonRole.ActionRole
    texts = ["Save", "&Apply", "Ss", "Aslant", "…", "Save"]
    buttons = [box.addButton(text, role) for text in texts]
    give_keys(dialog)
    assert [each.text() for each in buttons] == [
        "Sa&ve", "&Apply", "Ss", "As&lant", "…", "Sav&e",
    ]  # fmt: skip


def test_the_words_of_a_question_take_no_letter(qtbot: QtBot) -> None:
    button = QMessageBox.StandardButton
    box = QMessageBox(QMessageBox.Icon.Question, "", "Save “R&D”?", button.Save | button.Discard)
    qtbot.addWidget(box)
    give_keys(box)
    assert [box.button(each).text() for each in (button.Save, button.Discard)] == [
        "&Save", "&Discard",
    ]  # fmt: skip
