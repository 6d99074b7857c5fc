"""Tab comes to what is made later where it stands, and not behind everything else."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from bpsim.core.activations.leaky_relu import LeakyRelu
from bpsim.core.activations.sigmoid import Sigmoid
from bpsim.core.activations.tanh import Tanh
from bpsim.formats.content import Guess
from bpsim.gui.dialogs.exporting.dialog import ExportDialog, Kind, Option
from bpsim.gui.dialogs.new_network.layers import LayersField
from bpsim.gui.dialogs.opening.fields import AnswerFields
from bpsim.gui.kit.controls.segmented import Segmented
from bpsim.gui.kit.page.asked import Asked
from bpsim.gui.panels.lesson.panel import LessonPanel
from bpsim.teach.questions import Question

QUESTION = Question("Which?", ("This", "That", "Both"), 1, "Because.")


def shown(qtbot: QtBot, *parts: QWidget) -> QWidget:
    """A window with ``parts`` one below the other, the first with the focus."""
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    for part in parts:
        column.addWidget(part)
    window.resize(700, 700)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def stops(first: QWidget) -> Iterator[QWidget]:
    """What Tab comes to from ``first``, with it, until it comes there again."""
    QApplication.processEvents()  # what is new is shown
    first.setFocus()
    focus = first
    while True:
        yield focus
        QTest.keyClick(focus, Qt.Key.Key_Tab)
        found = QApplication.focusWidget()
        assert found is not None
        if found is first:
            return
        focus = found


def read(first: QWidget) -> list[QWidget]:
    """What Tab comes to; each is below the one before, or in its line and further right."""
    found = list(stops(first))
    places = [each.mapTo(first.window(), QPoint(0, each.height() // 2)) for each in found]
    for before, here in pairwise(places):
        line = abs(here.y() - before.y()) < 8
        assert here.x() > before.x() if line else here.y() > before.y()
    return found


def test_choices_offered_anew(qtbot: QtBot) -> None:
    first, choice, last = QLineEdit(), Segmented(["a"], "Choice"), QLineEdit()
    _window = shown(qtbot, first, choice, last)
    choice.set_texts(["b", "c"])
    names = [each.accessibleName() for each in read(first)]
    assert names == ["", "Choice: b", ""]
    choice.set_current(1)
    assert [each.accessibleName() for each in read(first)] == ["", "Choice: c", ""]


def test_the_answers_of_a_question(qtbot: QtBot) -> None:
    first, asked, last = QLineEdit(), Asked(), QLineEdit()
    _window = shown(qtbot, first, asked, last)
    for _ in range(2):
        asked.ask(QUESTION)
        assert read(first) == [first, *asked.buttons, last]


def test_the_questions_of_a_lesson(qtbot: QtBot) -> None:
    first, panel = QLineEdit(), LessonPanel()
    _window = shown(qtbot, first, panel)
    panel.show_stop("Title", "Text.", 1, 3, (QUESTION, QUESTION))
    buttons = [button for asked in panel.questions for button in asked.buttons]
    found = read(first)
    assert [each for each in found if each in buttons] == buttons and panel.next in found


def test_the_rows_of_layers(qtbot: QtBot) -> None:
    first, field, last = QLineEdit(), LayersField((2, 1), (Sigmoid(),)), QLineEdit()
    _window = shown(qtbot, first, field, last)
    for _ in range(2):
        QTest.mouseClick(field.more, Qt.MouseButton.LeftButton)
        found = read(first)
        assert found[1] is field.line and found[-2:] == [field.more, last]
    field.choices[0].setCurrentIndex(field.choices[0].findData(Tanh().name))
    field.choices[0].setCurrentIndex(field.choices[0].findData(LeakyRelu().name))
    (line,) = field.parameters[0].lines.values()
    assert line in read(first)


def test_the_options_of_what_is_exported(qtbot: QtBot) -> None:
    words = {"a": "A", "b": "B"}
    kinds = [
        Kind(name, name, "", options=tuple(Option(f"{name}{n}", str(n), words) for n in range(3)))
        for name in ("one", "two")
    ]
    dialog = ExportDialog(kinds, lambda _name, _chosen: None)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.kinds.setCurrentRow(1)
    found = list(stops(dialog.kinds))
    assert found[: len(dialog.options) + 1] == [dialog.kinds, *dialog.options.values()]
    assert len(found) > len(dialog.options) + 1


def test_the_fields_of_what_a_file_leaves_open(qtbot: QtBot) -> None:
    first, fields, last = QLineEdit(), AnswerFields(), QLineEdit()
    _window = shown(qtbot, first, fields, last)
    cost = Guess("cost", "squared", "", ("cross-entropy",), "cost")
    bias = Guess("bias", "first", "", ("last",), "bias")
    fields.show_asked([cost], (), 2)
    fields.show_asked([cost, bias], (), 2)
    found = read(first)
    assert len(found) == 4 and found[-1] is last
