"""The panel of predictions on its own: rows, order, summary, confusion, and an input to try."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.predictions import Classes, classes_of, predictions
from bpsim.gui.panels.predictions.content import HEADINGS, RIGHT, WRONG, PredictedExamples
from bpsim.gui.panels.predictions.panel import BETWEEN, NO_CLASSES, PredictionsPanel

# h = 1 / (1 + e^−x): right for the first and the last of the three.
NETWORK = Network.of(("sigmoid",), (np.array([[0.0, 1.0]]),))
TRAINING = Examples.of([[2.0], [1.0], [-3.0]], [[1.0], [0.0], [0.0]])
HELD_OUT = Examples.of([[-1.0]], [[1.0]])


def content_of(training: Examples, held_out: Examples, sign: float = 1.0) -> PredictedExamples:
    classes = classes_of([training, held_out])
    return PredictedExamples(
        training,
        held_out,
        predictions(NETWORK, "cross-entropy", training, classes),
        predictions(NETWORK, "cross-entropy", held_out, classes),
        classes,
        sign,
    )


@pytest.fixture
def panel(qtbot: QtBot) -> PredictionsPanel:
    panel = PredictionsPanel()
    qtbot.addWidget(panel)
    panel.resize(900, 300)
    panel.show()
    panel.show_content(content_of(TRAINING, HELD_OUT))
    return panel


def column(panel: PredictionsPanel, number: int) -> list[str]:
    model = panel.table.model()
    return [model.index(row, number).data() for row in range(model.rowCount())]


def test_every_example_has_a_row(panel: PredictionsPanel) -> None:
    assert column(panel, 0) == ["1", "2", "3", "1 held out"]
    assert [float(text) for text in column(panel, 5)] == pytest.approx(
        [0.8808, 0.7311, 0.0474, 0.2689], abs=1e-4
    )
    assert column(panel, 1) == ["1", "1", "0", "0"]
    assert column(panel, 2) == ["1", "0", "0", "1"]
    assert column(panel, 3) == [RIGHT, WRONG, RIGHT, WRONG]
    assert float(column(panel, 4)[1]) == pytest.approx(-np.log(1 - 0.731058), abs=1e-4)


def test_a_heading_sorts_and_sorts_the_other_way(panel: PredictionsPanel, qtbot: QtBot) -> None:
    header = panel.table.horizontalHeader()
    x = header.sectionViewportPosition(5) + 5
    at = header.rect().topLeft()
    at.setX(x)
    at.setY(header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert column(panel, 0) == ["3", "1 held out", "2", "1"]
    assert "▲" in panel.table.model().headerData(5, Qt.Orientation.Horizontal)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert column(panel, 0) == ["1", "2", "1 held out", "3"]
    panel.show_content(content_of(TRAINING, HELD_OUT))  # as while it trains
    assert column(panel, 0) == ["1", "2", "1 held out", "3"]


def test_accuracy_and_confusion_are_those_of_either_set(panel: PredictionsPanel) -> None:
    training, held_out = panel.summary.text().split("\n")
    assert training.startswith("Training: 2 of 3 right (66.7\u00a0%), mean cost 0.4")
    assert held_out.startswith("Held out: 0 of 1 right (0\u00a0%), mean cost 1.3")
    assert np.array_equal(panel.confusion.confusion.counts, [[1, 1], [0, 1]])
    panel.sets.set_current(1)
    panel.sets.chosen.emit(1)
    assert np.array_equal(panel.confusion.confusion.counts, [[0, 0], [1, 0]])


def test_a_cost_has_the_sign_of_the_convention(panel: PredictionsPanel) -> None:
    before = column(panel, 4)
    panel.show_content(content_of(TRAINING, HELD_OUT, sign=-1.0))
    assert [text.lstrip("−") for text in column(panel, 4)] == before
    assert all(text.startswith("−") for text in column(panel, 4))


def test_numbers_are_not_called_right_or_wrong(panel: PredictionsPanel) -> None:
    panel.show_content(content_of(Examples.of([[1.0]], [[0.25]]), Examples.none(1, 1)))
    assert panel.table.model().columnCount() == 4
    assert not panel.confusion.isVisible()
    assert panel.hint.text() == NO_CLASSES
    assert "right" not in panel.summary.text()


def test_a_row_is_chosen_by_key(panel: PredictionsPanel, qtbot: QtBot) -> None:
    panel.table.setCurrentIndex(panel.table.model().index(1, 0))
    with qtbot.waitSignal(panel.row_chosen) as chosen:
        qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    assert chosen.args == [2]
    panel.table.setCurrentIndex(panel.table.model().index(3, 0))
    with qtbot.waitSignal(panel.held_out_chosen) as chosen:
        qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    assert chosen.args == [1]


def test_an_input_is_tried_as_it_is_typed(panel: PredictionsPanel, qtbot: QtBot) -> None:
    typed: list[list[float]] = []
    panel.input_typed.connect(typed.append)
    panel.line.setFocus()
    qtbot.keyClicks(panel.line, "1/2")
    assert typed[-1] == [0.5]
    qtbot.keyClicks(panel.line, " 3")
    assert panel.answer.text() == "2 of 1 input typed."
    panel.line.clear()
    qtbot.keyClicks(panel.line, "two")
    assert panel.answer.text()
    assert {tuple(x) for x in typed} == {(1.0,), (0.5,)}  # "1/" is no number, nor is "two"


@pytest.mark.parametrize(
    ("text", "asked", "said"),
    [
        ("2", [2.0], ""),
        ("2;", [2.0], ""),
        (";2", None, "A number is missing here."),
        ("2;;", None, "A number is missing here."),
        ("2; 3", None, "2 of 1 input typed."),
        ("2,3;1", None, f"2 of 1 input typed. {BETWEEN}"),
        ("0.3,0.7", None, f"“0.3,0.7” is not a number. {BETWEEN}"),
    ],
)
def test_a_number_left_out_between_others_is_missed(
    panel: PredictionsPanel, qtbot: QtBot, text: str, asked: list[float] | None, said: str
) -> None:
    heard: list[object] = []
    panel.line.setFocus()
    qtbot.keyClicks(panel.line, text[:-1])
    panel.input_typed.connect(heard.append)
    qtbot.keyClicks(panel.line, text[-1])
    assert (heard, panel.answer.text()) == ([asked] if asked else [], said)


@pytest.mark.parametrize("text", ["(2)", "[2]", "[[ 2; ]]"])
def test_brackets_as_programs_print_them_are_passed_over(
    panel: PredictionsPanel, text: str
) -> None:
    heard: list[list[float]] = []
    panel.input_typed.connect(heard.append)
    panel.line.setText(text)
    panel.try_input()
    assert heard == [[2.0]]


def test_three_classes_are_seen_whole_where_the_place_is_low(qtbot: QtBot) -> None:
    names = ("setosa", "versicolor", "virginica")
    network = Network.of(("softmax",), (np.zeros((3, 2)),))
    training = Examples.of([[1.0], [2.0], [3.0]], np.eye(3).tolist(), y_names=names)
    held_out = Examples.of([[4.0]], [[1.0, 0.0, 0.0]], y_names=names)
    classes = classes_of([training, held_out], names)
    cost = "categorical-cross-entropy"
    panel = PredictionsPanel()
    qtbot.addWidget(panel)
    line = panel.fontMetrics().height()
    panel.resize(56 * line, 13 * line)
    panel.show()
    panel.show_content(
        PredictedExamples(
            training,
            held_out,
            predictions(network, cost, training, classes),
            predictions(network, cost, held_out, classes),
            classes,
            1.0,
        )
    )
    QApplication.sendPostedEvents()
    table = panel.confusion
    assert table.verticalScrollBar().maximum() == table.horizontalScrollBar().maximum() == 0
    assert panel.caption.isVisible() and panel.sets.isVisible()


def test_a_column_has_room_for_its_names_whatever_its_heading_is_called(
    panel: PredictionsPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(HEADINGS, "predicted", "p")
    panel.resize(300, 300)
    content = replace(
        content_of(TRAINING, HELD_OUT), classes=Classes(("quite a long name indeed", "other"))
    )
    panel.show_content(content)
    panel.table.fit_columns()
    metrics = panel.table.fontMetrics()
    assert panel.table.columnWidth(1) >= metrics.horizontalAdvance("quite a long name indeed")


@pytest.mark.parametrize("width", [420, 560, 900])
def test_an_input_has_room_to_be_typed(panel: PredictionsPanel, width: int) -> None:
    panel.walk.setText("Recorrerla paso a paso")
    panel.resize(width, 400)
    QApplication.processEvents()
    assert panel.line.width() >= 8 * panel.fontMetrics().height()
    for part in (panel.line, panel.walk):
        assert part.visibleRegion().boundingRect() == part.rect()
    assert not panel.line.geometry().intersects(panel.walk.geometry())


def test_the_label_of_the_line_wraps_rather_than_widen_the_panel(panel: PredictionsPanel) -> None:
    one_line = panel._asked.height()
    panel._asked.setText(4 * "Try an input ")
    panel.resize(400, 300)
    QApplication.processEvents()
    assert panel.minimumSizeHint().width() <= 400
    assert panel._asked.height() > one_line
