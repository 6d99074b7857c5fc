"""Names that take time to make are made for those who listen, and for nobody else."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

import bpsim.gui
from bpsim.gui.kit.controls.label import Label
from bpsim.gui.kit.controls.picture import PictureWidget
from bpsim.gui.kit.controls.spoken import Spoken
from bpsim.gui.kit.controls.told_aloud import ToldAloud
from bpsim.gui.panels.map.canvas import MapCanvas


class Name:
    """Words that count how often they were asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.asked = 0

    def __call__(self) -> str:
        self.asked += 1
        return self.text


@pytest.fixture
def widget(qtbot: QtBot) -> Iterator[Spoken]:
    made = Spoken()
    qtbot.addWidget(made)
    made.show()
    yield made


def test_nobody_listens_and_no_name_is_made(widget: Spoken) -> None:
    name = Name("δ = 1")
    widget.set_spoken(name)
    assert name.asked == 0


def test_a_name_is_made_once_when_it_is_read(widget: Spoken) -> None:
    name = Name("δ = 1")
    widget.set_spoken(name)
    assert [widget.accessibleName(), widget.accessibleName()] == ["Delta equals 1"] * 2
    assert name.asked == 1


def test_only_the_latest_name_is_made(widget: Spoken) -> None:
    passed, latest = Name("δ = 1"), Name("δ = 2")
    widget.set_spoken(passed)
    widget.set_spoken(latest)
    assert widget.accessibleName() == "Delta equals 2"
    assert passed.asked == 0


def test_assistive_technology_reads_it_and_hears_of_the_next_at_once(widget: Spoken) -> None:
    widget.set_spoken(Name("δ = 1"))
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface.text(QAccessible.Text.Name) == "Delta equals 1"
    widget.set_spoken(Name("δ = 2"))
    assert QWidget.accessibleName(widget) == "Delta equals 2"
    assert interface.text(QAccessible.Text.Name) == "Delta equals 2"


def test_a_picture_of_numbers_is_a_chart(qtbot: QtBot) -> None:
    chart = PictureWidget()
    qtbot.addWidget(chart)
    chart.setAccessibleName("J of each iteration")
    interface = QAccessible.queryAccessibleInterface(chart)
    assert interface.role() is QAccessible.Role.Chart
    assert interface.text(QAccessible.Text.Name) == "J of each iteration"


def test_a_label_is_put_into_words_once_somebody_asks_for_it(qtbot: QtBot) -> None:
    label = Label("δ = 1")
    qtbot.addWidget(label)
    label.setToolTip("δ₁⁽²⁾")
    told = (QWidget.accessibleName(label), QWidget.accessibleDescription(label))
    assert told == ("", "")
    interface = QAccessible.queryAccessibleInterface(label)
    assert interface.text(QAccessible.Text.Name) == "Delta equals 1"
    assert interface.text(QAccessible.Text.Description) == "Delta of unit 1 in layer 2"
    label.setText("δ = 2")
    label.setToolTip("δ₂⁽²⁾")
    assert QWidget.accessibleName(label) == "Delta equals 2"
    assert QWidget.accessibleDescription(label) == "Delta of unit 2 in layer 2"
    label.setText("as it is")
    label.setAccessibleDescription("β")
    label.setToolTip("δ₂⁽²⁾")
    assert interface.text(QAccessible.Text.Name) == "as it is"
    assert QWidget.accessibleDescription(label) == "beta"


def test_no_widget_has_something_else_by_the_names_of_what_puts_it_into_words() -> None:
    for module in pkgutil.walk_packages(bpsim.gui.__path__, "bpsim.gui."):
        importlib.import_module(module.name)
    own = {name for name in vars(ToldAloud) if name.startswith("_") and name[1] != "_"}
    assert len(own) > 4
    below, left = set[type](), [ToldAloud]
    while left:
        found = set(left.pop().__subclasses__()) - below
        below |= found
        left += found
    assert MapCanvas in below
    assert [each for each in below if own & vars(each).keys()] == []
