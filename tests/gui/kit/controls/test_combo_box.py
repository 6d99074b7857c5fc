"""A combo box is heard with its name, and with what is chosen."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from bpsim.gui.kit.controls import combo_box
from bpsim.gui.kit.controls.combo_box import ComboBox

NAME = QAccessible.Text.Name


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is said aloud, as if somebody listened to Qt on Linux."""
    words: list[str] = []
    monkeypatch.setattr(combo_box, "NAMED_BY_LABELS", True)
    monkeypatch.setattr(combo_box, "listened_to", lambda: True)
    monkeypatch.setattr(combo_box, "announce", lambda _box, text: words.append(text))
    return words


@pytest.fixture
def box(said: list[str], qtbot: QtBot) -> Iterator[ComboBox]:
    """A box called "Colours", in a window where something else has the keys first."""
    window = QWidget()
    box = ComboBox()
    box.addItems(["Light", "Dark"])
    box.setAccessibleName("Colours")
    column = QVBoxLayout(window)
    column.addWidget(QLineEdit())
    column.addWidget(box)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield box


def names(box: ComboBox) -> list[str]:
    """What the labels of the box say, as assistive technology follows them."""
    interface = QAccessible.queryAccessibleInterface(box)
    label = QAccessible.RelationFlag.Label
    return [other.text(NAME) for other, kind in interface.relations(label) if kind & label]


def test_it_has_a_name_beside_its_words(box: ComboBox) -> None:
    box.setFocus()
    assert names(box) == ["Colours"]
    box.clearFocus()
    box.setAccessibleName("Colours & lines")
    box.setFocus()
    assert names(box) == ["Colours & lines"]


def test_a_label_that_is_seen_names_it_alone(box: ComboBox) -> None:
    label = QLabel("&Theme", box.parentWidget())
    label.setBuddy(box)
    box.setFocus()
    assert names(box) == ["Theme"]


def test_what_keys_choose_is_said(box: ComboBox, said: list[str], qtbot: QtBot) -> None:
    box.setCurrentIndex(1)  # by the program, while the keys are elsewhere
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Up)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert said == ["Light", "Dark"]
