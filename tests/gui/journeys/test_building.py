"""Building the network in the window: the controls on the graph, keys, menus and history."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox
from pytestqt.qtbot import QtBot

from bpsim.core.activations.leaky_relu import LeakyRelu
from bpsim.core.activations.table import ACTIVATIONS
from bpsim.core.breakpoints import Breakpoint
from bpsim.core.initial_weights import Start
from bpsim.core.network import Network
from bpsim.core.training import whole_gradient
from bpsim.formats.registry import read, save
from bpsim.gui.dialogs.history import HistoryDialog
from bpsim.gui.dialogs.parameters import ParametersDialog
from bpsim.gui.graph.building.controls import BuildControls
from bpsim.gui.window.main_window import MainWindow
from bpsim.gui.wiring.building import MEANS, rebuild
from bpsim.session import reshaping
from bpsim.steps.places import EdgePlace, UnitPlace

from .conftest import Open

Press = Callable[..., None]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


def controls_of(window: MainWindow) -> BuildControls:
    controls: BuildControls = window.wiring["graph"].building.controls
    return controls


def network_of(window: MainWindow) -> Network:
    return window.controller.session.document.network


def last_edit(window: MainWindow) -> str:
    return window.controller.undo_stack.undoText()


def choose(words: str) -> None:
    """Choose the action of that text in the menu that opens, or in a menu of it."""

    def find(menu: QMenu) -> bool:
        for action in menu.actions():
            below = action.menu()
            if isinstance(below, QMenu) and find(below):
                return True
            if action.text().replace("&", "") == words:
                action.trigger()
                return True
        return False

    def do() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        found = find(menu)
        menu.close()
        assert found, f"no “{words}” in the menu"

    QTimer.singleShot(0, do)


def answer(words: str) -> None:
    """Press the button of that text in the question that is asked."""

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        next(each for each in box.buttons() if each.text().replace("&", "") == words).click()

    QTimer.singleShot(0, press)


def test_units_come_and_go_with_the_signs_below_the_headings(
    window: MainWindow, qtbot: QtBot
) -> None:
    controls, before = controls_of(window), network_of(window)
    assert before.layers == (2, 2, 2, 1)
    qtbot.mouseClick(controls.plus[1], LEFT)
    after = network_of(window)
    assert after.layers == (2, 3, 2, 1)
    assert np.array_equal(after.theta(1)[:2], before.theta(1))
    assert np.array_equal(after.theta(2)[:, :3], before.theta(2))
    drawn = Start("uniform", 1).weights((2, 3, 2, 1), after.activations)
    assert np.array_equal(after.theta(1)[2], drawn[0][2])
    assert last_edit(window) == "Add a unit to layer 2"
    assert window.views.graph.rect_of(UnitPlace(2, 3)) is not None
    qtbot.mouseClick(controls.minus[1], LEFT)
    assert network_of(window).layers == (2, 2, 2, 1)
    window.controller.undo_stack.undo()
    window.controller.undo_stack.undo()
    assert network_of(window) is before
    assert not window.isWindowModified()


def test_new_weights_are_drawn_as_chosen_last(window: MainWindow) -> None:
    window.preferences.start = Start("he", 7)
    assert window.preferences.start == Start("he", 7)
    window.wiring["graph"].building.add_unit(2)
    after = network_of(window)
    drawn = Start("he", 7).weights((2, 3, 2, 1), after.activations)
    assert np.array_equal(after.theta(1)[2], drawn[0][2])


def test_a_layer_is_inserted_and_removed(window: MainWindow, qtbot: QtBot) -> None:
    controls = controls_of(window)
    qtbot.mouseClick(controls.between[0], LEFT)
    assert network_of(window).layers == (2, 2, 2, 2, 1)
    assert len(controls.plus) == 5
    assert all(each.isVisible() for each in controls.all())
    choose("Remove layer 2")
    graph = window.views.graph
    picture = graph.picture
    box = picture.scene.layout.heading_box(2)
    at = QPoint(round(box.cx), round(box.y + 2))
    window.wiring["graph"]._context_menu(None, graph.mapToGlobal(at))
    assert network_of(window).layers == (2, 2, 2, 1)
    assert len(controls.plus) == 4
    assert last_edit(window) == "Remove layer 2"


def test_the_key_for_a_layer_is_refused_at_the_outputs(window: MainWindow, press: Press) -> None:
    window.controller.select(UnitPlace(4, 1))
    window.views.graph.setFocus()
    press(window, Qt.Key.Key_Insert, modifier=Qt.KeyboardModifier.ShiftModifier)
    assert network_of(window).layers == (2, 2, 2, 1)
    assert window.views.messages.text == "No layer can stand behind the output layer."


def test_an_activation_is_changed_by_its_name(window: MainWindow, qtbot: QtBot) -> None:
    controls = controls_of(window)
    before = network_of(window)
    choose("tanh")
    qtbot.mouseClick(controls.names[0], LEFT)
    after = network_of(window)
    assert after.activation(2).name == "tanh"
    assert np.array_equal(after.theta(1), before.theta(1))
    assert "tanh" in controls.names[0].accessibleName()
    choose("squared error")
    qtbot.mouseClick(controls.cost, LEFT)
    assert window.controller.session.document.cost == "squared-error"
    assert "squared error" in controls.cost.accessibleName()


def test_a_parameter_is_changed_where_the_activation_is_chosen(
    window: MainWindow, qtbot: QtBot
) -> None:
    controls, building = controls_of(window), window.wiring["graph"].building

    def accept() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ParametersDialog)
        line = dialog.lines.lines["slope"]
        qtbot.keyClicks(line, "x")
        assert not dialog.use.isEnabled() and "not a number" in dialog.wrong.text()
        line.selectAll()
        qtbot.keyClicks(line, "0.2")
        dialog.accept()

    choose("leaky-relu")
    qtbot.mouseClick(controls.names[0], LEFT)
    QTimer.singleShot(0, accept)
    building.ask_parameters(2)
    assert network_of(window).activation(2) == LeakyRelu(0.2)
    assert last_edit(window) == "Change layer 2 to leaky-relu with slope 0.2"
    choose("Change slope 0.2…")
    QTimer.singleShot(50, lambda: QApplication.activeModalWidget().reject())
    qtbot.mouseClick(controls.names[0], LEFT)
    window.controller.undo_stack.undo()
    assert network_of(window).activation(2) == LeakyRelu()


def test_the_scale_of_the_cost_is_a_switch_of_its_own(window: MainWindow, qtbot: QtBot) -> None:
    controls, cost = controls_of(window), window.views.cost.controls
    assert cost.scale.parentWidget().isHidden()
    window.wiring["graph"].building.add_unit(4)
    assert not cost.scale.parentWidget().isHidden()
    one = whole_gradient(window.controller.session.document).J
    choose(MEANS["outputs"])
    qtbot.mouseClick(controls.cost, LEFT)
    assert window.controller.session.document.cost == "cross-entropy per output"
    name = controls.cost
    written = QFontMetrics(name._type).horizontalAdvance(name._words)
    assert written <= name.width() - 4  # whole, if a little smaller
    assert last_edit(window) == "Take the mean over the outputs"
    assert cost.scale.value() == "outputs"
    assert np.isclose(whole_gradient(window.controller.session.document).J, one / 2)
    choose("squared error")
    qtbot.mouseClick(controls.cost, LEFT)
    assert window.controller.session.document.cost == "squared-error per output"
    cost.scale.setCurrentIndex(0)
    cost.scale.activated.emit(0)
    assert window.controller.session.document.cost == "squared-error"


def test_a_cost_that_does_not_fit_says_why(window: MainWindow, qtbot: QtBot) -> None:
    rebuild(window.controller, reshaping.set_cost, "categorical-cross-entropy")
    assert "softmax" in window.views.messages.text
    assert window.controller.session.document.cost == "cross-entropy"
    window.wiring["graph"].building.set_activation(4, network_of(window).activation(4))
    assert not window.isWindowModified()


def test_keys_build_where_a_unit_is_selected(window: MainWindow, press: Press) -> None:
    window.views.graph.setFocus()
    window.controller.select(UnitPlace(2, 1))
    press(window, Qt.Key.Key_Insert)
    assert network_of(window).layers == (2, 3, 2, 1)
    press(window, Qt.Key.Key_Insert, modifier=Qt.KeyboardModifier.ShiftModifier)
    assert network_of(window).layers == (2, 3, 3, 2, 1)
    press(window, Qt.Key.Key_Delete)
    assert network_of(window).layers == (2, 2, 3, 2, 1)
    assert last_edit(window) == "Remove unit 1 of layer 2"
    assert window.controller.selection == UnitPlace(2, 1)  # the one that was the second
    window.controller.select(UnitPlace(2, 2))
    press(window, Qt.Key.Key_Delete)
    assert network_of(window).layers == (2, 1, 3, 2, 1)
    assert window.controller.selection == UnitPlace(2, 1)  # what is left


def test_a_removed_input_takes_its_column_along(window: MainWindow) -> None:
    said: list[str] = []
    window.controller.message.connect(lambda words, kind: said.append(words))
    before = window.controller.session.document
    answer("Cancel")
    window.wiring["graph"].building.remove_unit(1, 1)
    assert window.controller.session.document is before
    answer("Remove")
    window.wiring["graph"].building.remove_unit(1, 1)
    after = window.controller.session.document
    assert after.examples.x_names == before.examples.x_names[1:]
    assert np.array_equal(after.examples.x, before.examples.x[:, 1:])
    assert before.examples.x_names[0] in said[-1]
    assert "Undo" in said[-1]
    window.controller.undo_stack.undo()
    assert window.controller.session.document is before


def test_what_points_at_units_moves_along_or_goes(window: MainWindow) -> None:
    controller = window.controller
    said: list[str] = []
    controller.message.connect(lambda words, kind: said.append(words))
    stops = (
        Breakpoint("delta", layer=2, unit=1),
        Breakpoint("delta", layer=2, unit=2),
        Breakpoint("iteration", number=3),
    )
    controller.set_breakpoints(stops)
    controller.select(EdgePlace(2, 1, 2))
    window.wiring["graph"].building.remove_unit(2, 1)
    assert controller.breakpoints == (Breakpoint("delta", layer=2, unit=1), stops[2])
    assert controller.selection == EdgePlace(2, 1, 1)
    assert any("A breakpoint went" in words for words in said)
    window.wiring["graph"].building.insert_layer(1)
    assert controller.breakpoints[0] == Breakpoint("delta", layer=3, unit=1)
    assert controller.selection == EdgePlace(3, 1, 1)
    controller.undo_stack.undo()
    controller.undo_stack.undo()
    assert controller.breakpoints == stops
    assert network_of(window).layers == (2, 2, 2, 1)


def test_a_selection_in_a_layer_that_undo_takes_away_is_dropped(window: MainWindow) -> None:
    window.wiring["graph"].building.add_unit(2)
    window.controller.select(UnitPlace(2, 3))
    window.controller.undo_stack.undo()
    assert window.controller.selection is None


@pytest.mark.parametrize("panel", ["slope", "curve", "weight", "map", "matrices", "examples"])
def test_every_panel_follows_another_shape(window: MainWindow, panel: str, qtbot: QtBot) -> None:
    window.docks.bring_up(panel)
    building, controller = window.wiring["graph"].building, window.controller
    controller.last()
    controller.select(EdgePlace(1, 2, 2))
    for do in (
        lambda: building.remove_unit(2),
        lambda: building.add_unit(1),
        lambda: building.insert_layer(3),
        lambda: building.add_unit(5),
        lambda: rebuild(window.controller, reshaping.remove_layer, 2, Start()),
        lambda: (answer("Remove"), building.remove_unit(1)),
    ):
        do()
        controller.last()
        QApplication.processEvents()
    assert network_of(window).layers == (2, 2, 2, 2)
    for _ in range(controller.undo_stack.count()):
        controller.undo_stack.undo()
        controller.back()
    assert network_of(window).layers == (2, 2, 2, 1)


def test_a_trained_run_comes_back_with_undo(window: MainWindow) -> None:
    said: list[str] = []
    window.controller.message.connect(lambda words, kind: said.append(words))
    controller = window.controller
    controller.go_to_iteration(0)
    controller.session.trace_of(3)
    history = controller.session.history
    assert history.length == 3
    window.wiring["graph"].building.add_unit(3)
    assert controller.session.history.length == 0
    assert "the run of 3 iterations" in said[-1]
    controller.undo_stack.undo()
    assert controller.session.history is history


def test_the_history_goes_to_any_edit(window: MainWindow) -> None:
    building = window.wiring["graph"].building
    building.add_unit(2)
    building.add_unit(3)

    def go_back() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, HistoryDialog)
        model = dialog.view.model()
        assert [model.index(row, 0).data() for row in range(model.rowCount())] == [
            "As it was opened", "Add a unit to layer 2", "Add a unit to layer 3",
        ]  # fmt: skip
        dialog.view.setCurrentIndex(model.index(1, 0))
        dialog.reject()

    QTimer.singleShot(0, go_back)
    window.actions_["history"].trigger()
    assert network_of(window).layers == (2, 3, 2, 1)


def test_the_controls_are_reached_and_pressed_by_keys(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    controls = controls_of(window)
    window.views.graph.setFocus()
    enabled = [each for each in controls.all() if each.isEnabled()]
    for control in enabled:
        press(window, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is control
    controls.plus[1].setFocus(Qt.FocusReason.TabFocusReason)
    press(window, Qt.Key.Key_Return)
    assert network_of(window).layers == (2, 3, 2, 1)
    press(window, Qt.Key.Key_Space)
    assert network_of(window).layers == (2, 4, 2, 1)
    assert not window.controller.playback.playing


def test_a_menu_older_than_the_network_asks_for_no_parameters(window: MainWindow) -> None:
    building = window.wiring["graph"].building
    menu = QMenu()
    building.fill_layer(menu, 2)
    building.set_activation(2, ACTIVATIONS["relu"])
    before = window.controller.session.document
    entries = [each for part in (menu, *menu.findChildren(QMenu)) for each in part.actions()]
    change = [each for each in entries if each.text().startswith("Change ")]
    assert len(change) == 1
    change[0].trigger()  # no dialog comes, which would wait for an answer
    building.ask_parameters(99)
    assert window.controller.session.document == before


def test_what_was_kept_is_saved_with_another_shape(window: MainWindow, tmp_path: Path) -> None:
    controller = window.controller
    controller.session.trace_of(4)
    controller.history_changed.emit()
    controller.keeping.keep()
    window.wiring["graph"].building.add_unit(2)
    path = tmp_path / "wider.bpsim"
    save(controller.saved_form, path)
    again = read(path)
    assert again.network.layers == (2, 3, 2, 1)
    assert len(again.runs) == 1


def test_what_an_edit_brought_with_it_is_said_until_the_next_one(window: MainWindow) -> None:
    building, bar = window.wiring["graph"].building, window.views.messages
    building.add_unit(1)
    assert bar.text.endswith("Undo takes the change back.")
    window.controller.undo_stack.undo()
    assert bar.text == ""


def test_the_name_of_the_cost_covers_no_sign(window: MainWindow) -> None:
    controls, view = controls_of(window), window.views.graph
    for _ in range(4):
        for sign in (controls.plus[-1], controls.minus[-1]):
            assert not controls.cost.geometry().intersects(sign.geometry())
        view.zoom_in()
        QApplication.processEvents()
