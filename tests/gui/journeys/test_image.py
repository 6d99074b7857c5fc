"""Inputs as a picture: which way pixels follow, which weights stand beside them."""

import numpy as np
import pytest

from bpsim.core.document import Document
from bpsim.core.examples import Examples
from bpsim.core.initial_weights import Start
from bpsim.core.network import Network
from bpsim.gui.panels.image.panel import COLUMNS, ROWS, side_of
from bpsim.gui.window.main_window import MainWindow
from bpsim.steps.places import UnitPlace

from .conftest import Open


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


@pytest.mark.parametrize(
    ("inputs", "side"), [(2, None), (49, None), (64, 8), (400, 20), (784, 28), (401, None)]
)
def test_which_inputs_are_a_picture(inputs: int, side: int | None) -> None:
    assert side_of(inputs) == side


def digits(inputs: int) -> Document:
    """Two examples: one pixel is lit in each, the second of the first row or column."""
    weights = Start("uniform", 4).weights((inputs, 3, 2), ["sigmoid", "sigmoid"])
    x = np.zeros((2, inputs))
    x[0, 1] = x[1, inputs - 1] = 1.0
    network = Network.of(("sigmoid", "sigmoid"), weights)
    return Document("digits", network, "cross-entropy", Examples.of(x, np.eye(2)))


def shown(open_window: Open, inputs: int) -> MainWindow:
    window = open_window(digits(inputs))
    window.docks.bring_up("image")
    return window


def lit(window: MainWindow) -> tuple[int, int]:
    """The row and column of the pixel that is unlike the others in the picture painted."""
    image = window.views.image.input.image()
    side = image.width()
    colours = [[image.pixel(c, r) for c in range(side)] for r in range(side)]
    flat = [each for row in colours for each in row]
    odd = next(each for each in flat if flat.count(each) == 1)
    return next((r, row.index(odd)) for r, row in enumerate(colours) if odd in row)


def test_rows_or_columns(open_window: Open) -> None:
    window = shown(open_window, 784)
    panel = window.views.image
    assert panel.order.current() == ROWS
    assert lit(window) == (0, 1)
    panel.order.set_current(COLUMNS)
    panel.order.chosen.emit(COLUMNS)
    assert lit(window) == (1, 0)
    assert panel.input.words_at(1, 0) == "Row 2, column 1: input 2 = 1"


def test_the_course_s_digits_follow_by_columns_and_the_example_is_the_one_on_screen(
    open_window: Open,
) -> None:
    window = shown(open_window, 400)
    assert window.views.image.order.current() == COLUMNS
    assert lit(window) == (1, 0)
    window.controller.choose_example(2)
    assert lit(window) == (19, 19)


def test_the_weights_are_those_of_the_unit_selected(open_window: Open) -> None:
    window = shown(open_window, 64)
    window.controller.select(UnitPlace(2, 3))
    theta = window.controller.session.document.network.weights[0]
    np.testing.assert_array_equal(window.views.image.weights._values, theta[2, 1:].reshape(8, 8))
    assert "unit 3 of layer 2" in window.views.image.weight_words.text()


def test_a_few_inputs_are_no_picture_and_that_is_said(window: MainWindow) -> None:
    window.docks.bring_up("image")
    assert "no picture" in window.views.image.message.text()
    assert window.views.image.input.isHidden() or not window.views.image.input.isVisible()
