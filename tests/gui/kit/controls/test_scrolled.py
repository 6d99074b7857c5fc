"""An area that scrolls is no stop of the Tab key: nobody would see where the keys are."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import bpsim.gui
from bpsim.gui.kit.controls.scrolled import Scrolled
from bpsim.gui.kit.controls.shrinking import Shrinking
from bpsim.gui.kit.page.page import Page


def page(content: QWidget) -> Page:
    made = Page()
    made.add(content)
    return made


@pytest.mark.parametrize("area", [Scrolled, Shrinking, page])
def test_tab_goes_on_to_the_field_within(qtbot: QtBot, area: Callable[[QWidget], QWidget]) -> None:
    holder, before, within = QWidget(), QLineEdit(), QLineEdit()
    column = QVBoxLayout(holder)
    column.addWidget(before)
    column.addWidget(area(within))
    qtbot.addWidget(holder)
    holder.show()
    before.setFocus()
    QTest.keyClick(before, Qt.Key.Key_Tab)
    assert holder.focusWidget() is within


def test_there_is_no_other_area_that_scrolls() -> None:
    made = re.compile(r"\bQScrollArea\(\)|\(QScrollArea\):")
    gui = Path(bpsim.gui.__file__).parent
    found = [file.name for file in gui.rglob("*.py") if made.search(file.read_text("utf-8"))]
    assert found == ["scrolled.py"]
