"""The curve panel: its pictures, its choice of outputs, and its words."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QFont, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bpsim.core.activations.table import ACTIVATIONS
from bpsim.core.arrays import frozen
from bpsim.gui.looks.theme import DARK, LIGHT, Theme, use_theme
from bpsim.gui.panels.curve.paint import ranges
from bpsim.gui.panels.curve.panel import CurvePanel
from bpsim.notation.formula import Symbol
from bpsim.steps.schedule import Granularity
from bpsim.steps.shown.cost_curves import CostCurves
from bpsim.steps.shown.curve import ActivationCurve, Bars, Content
from tests.steps.shown.test_curve import CE, SOFT, SQUARED, walk

HEADLINE = Symbol("a")
SIGMOID, TANH = ACTIVATIONS["sigmoid"], ACTIVATIONS["tanh"]
POINT = ActivationCurve(SIGMOID, 2, (0.0,), (0.5,), HEADLINE, "words", unit=1)


def costs(cost: str = CE, h: tuple[float, ...] = (0.3, 0.9), y: tuple[float, ...] = (1.0, 0.0),
          bounded: bool = True, factor: float = 1.0) -> CostCurves:  # fmt: skip
    with np.errstate(all="ignore"):
        z = np.log(np.array(h) / (1 - np.array(h)))
    return CostCurves(cost, factor, frozen(z), frozen(h), frozen(y), bounded)


@pytest.fixture
def panel(qtbot: QtBot) -> CurvePanel:
    panel = CurvePanel()
    qtbot.addWidget(panel)
    font = QFont("DejaVu Sans")
    font.setPixelSize(13)
    panel.setFont(font)
    panel.resize(420, 260)
    panel.show()
    panel.activateWindow()
    QApplication.processEvents()
    return panel


def picture(panel: CurvePanel, content: Content) -> QImage:
    panel._show(content)
    QApplication.processEvents()
    return panel.view.grab().toImage()


def amount(image: QImage, colour: str) -> int:
    """The number of pixels that have exactly ``colour``."""
    pixels = image.convertToFormat(QImage.Format.Format_RGB32).constBits()
    return int((np.frombuffer(pixels, np.uint32) == QColor(colour).rgb()).sum())


# --- pictures -------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_point_the_tangent_and_the_target_come_when_they_are_there(
    panel: CurvePanel, theme: Theme
) -> None:
    use_theme(theme)
    none = picture(panel, ActivationCurve(SIGMOID, 2, (), (), HEADLINE, "w"))
    assert amount(none, theme.forward) > 20
    assert amount(none, theme.accent) == 0
    point = picture(panel, POINT)
    assert amount(point, theme.accent) > 20
    assert amount(point, theme.backward) == 0
    tangent = picture(panel, ActivationCurve(SIGMOID, 2, (0.0,), (0.5,), HEADLINE, "w", slope=0.25))
    assert amount(tangent, theme.backward) > 5
    assert amount(tangent, theme.warning) == 0
    target = picture(panel, ActivationCurve(SIGMOID, 2, (0.0,), (0.5,), HEADLINE, "w", target=1.0))
    assert amount(target, theme.warning) > 5


def test_a_slope_that_is_left_out_is_dashed(panel: CurvePanel) -> None:
    whole, dashed = (
        picture(panel, ActivationCurve(
            ACTIVATIONS["linear"], 2, (0.0,), (0.0,), HEADLINE, "w", slope=-1.0, left_out=left_out
        ))
        for left_out in (False, True)
    )  # fmt: skip
    assert amount(dashed, LIGHT.backward) < 0.9 * amount(whole, LIGHT.backward)


def test_higher_bars_for_larger_activations(panel: CurvePanel) -> None:
    low = picture(panel, Bars(3, (0.2, 0.8), HEADLINE, "w", unit=1))
    high = picture(panel, Bars(3, (0.8, 0.2), HEADLINE, "w", unit=1))
    assert amount(high, LIGHT.accent) > 2 * amount(low, LIGHT.accent)
    assert amount(high, LIGHT.warning) == 0
    targets = picture(panel, Bars(3, (0.8, 0.2), HEADLINE, "w", targets=(1.0, 0.0), unit=1))
    assert amount(targets, LIGHT.warning) > 10


def test_both_costs_are_drawn_with_their_points(panel: CurvePanel) -> None:
    image = picture(panel, costs())
    assert amount(image, LIGHT.positive) > 20
    assert amount(image, LIGHT.negative) > 5
    assert amount(image, LIGHT.accent) > 10
    alone = picture(panel, costs(SQUARED, bounded=False))
    assert amount(alone, LIGHT.negative) == 0


def test_a_saturated_point_is_still_on_the_curve_of_g() -> None:
    (low, high), _ = ranges(ActivationCurve(TANH, 2, (-900.0,), (-1.0,), HEADLINE, "w"))
    assert low < -900.0 < 0.0 < high
    (low, high), _ = ranges(ActivationCurve(TANH, 2, (np.inf,), (1.0,), HEADLINE, "w"))
    assert (low, high) == (-3.5, 3.5)


@pytest.mark.parametrize(
    "content",
    [
        ActivationCurve(
            ACTIVATIONS["relu"], 2, (np.inf,), (np.inf,), HEADLINE, "w", slope=1.0, target=3.0
        ),
        ActivationCurve(ACTIVATIONS["linear"], 2, (np.nan, 1.0), (np.nan, 1.0), HEADLINE, "w"),
        ActivationCurve(SIGMOID, 2, (1e300,), (1.0,), HEADLINE, "w", slope=0.0),
        Bars(3, (np.nan, None), HEADLINE, "w", targets=(1.0, 0.0), unit=2),
        Bars(3, tuple(0.001 for _ in range(1000)), HEADLINE, "w", unit=999),
        costs(SQUARED, (np.inf, np.nan), (1.0, 0.0), bounded=False),
        costs(CE, (1.0, 0.0), (0.0, 1.0)),
    ],
    ids=["overflow", "undefined", "far", "no bar", "a thousand bars", "no cost", "saturated"],
)
def test_what_is_out_of_range_does_no_harm(panel: CurvePanel, content: Content) -> None:
    assert not picture(panel, content).isNull()
    panel.next.click()
    assert not panel.view.grab().isNull()
    assert panel.view.accessibleDescription()


@pytest.mark.parametrize("granularity", list(Granularity))
@pytest.mark.parametrize(
    ("cost", "output", "outputs"), [(CE, "sigmoid", 2), (SQUARED, "tanh", 1), (SOFT, "softmax", 3)]
)
def test_the_whole_walk_can_be_drawn(
    panel: CurvePanel, cost: str, output: str, outputs: int, granularity: Granularity
) -> None:
    trace = walk(cost, output, outputs)
    for index in range(trace.schedule.count(granularity)):
        panel.show_step(trace.step(index, granularity))
        assert not panel.view.grab().isNull()
        assert panel.view.accessibleDescription()
        assert panel.accessibleDescription() == panel.view.accessibleDescription()


# --- the choice of outputs ------------------------------------------------------------------------


def test_one_output_needs_no_choice(panel: CurvePanel) -> None:
    picture(panel, costs(h=(0.3,), y=(1.0,)))
    assert not panel.previous.isVisible()
    picture(panel, POINT)
    assert not panel.previous.isVisible()


def test_the_output_that_pays_most_comes_first(qtbot: QtBot, panel: CurvePanel) -> None:
    picture(panel, costs())
    assert panel.output() == 2
    assert panel.which.text() == "output 2 of 2"
    assert panel.words.text().startswith("Output 2 is 0.9 off its target y = 0")
    assert "cross-entropy 2.3026" in panel.view.accessibleDescription()


def test_another_output_can_be_chosen_and_is_kept(qtbot: QtBot, panel: CurvePanel) -> None:
    picture(panel, costs())
    qtbot.mouseClick(panel.next, Qt.MouseButton.LeftButton)
    assert panel.which.text() == "output 1 of 2"
    assert "0.3" in panel.view.accessibleDescription()
    picture(panel, POINT)
    picture(panel, costs(h=(0.8, 0.7)))
    assert panel.output() == 1
    panel.previous.setFocus()
    qtbot.keyClick(panel.previous, Qt.Key.Key_Space)
    assert panel.output() == 2
    picture(panel, costs(h=(0.8, 0.7, 0.1), y=(1.0, 0.0, 1.0)))
    assert panel.output() == 3


# --- words ----------------------------------------------------------------------------------------


def test_a_message_instead(panel: CurvePanel) -> None:
    picture(panel, POINT)
    assert panel.words.isVisible()
    panel.clear("There is no example yet.")
    assert not panel.words.isVisible()
    assert panel.view.accessibleDescription() == "There is no example yet."


def test_a_low_panel_gives_its_room_to_the_picture(panel: CurvePanel) -> None:
    picture(panel, POINT)
    assert panel.words.isVisible()
    font = QFont(panel.font())
    font.setPixelSize(26)
    panel.setFont(font)
    QApplication.processEvents()
    assert not panel.words.isVisible()
    panel.resize(420, 500)
    QApplication.processEvents()
    assert panel.words.isVisible()


@pytest.mark.parametrize("size", [(300, 200), (420, 260), (800, 500)])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_overlaps(panel: CurvePanel, size: tuple[int, int], scale: float) -> None:
    font = QFont(panel.font())
    font.setPixelSize(round(13 * scale))
    panel.setFont(font)
    picture(panel, costs())
    panel.resize(*size)
    QApplication.processEvents()
    panel.resize(panel.size().expandedTo(panel.minimumSizeHint()))
    QApplication.processEvents()
    parts = [each for each in (panel.next, panel.which, panel.view, panel.words)
             if each.isVisible()]  # fmt: skip
    rects = [each.rect().translated(each.mapTo(panel, QPoint(0, 0))) for each in parts]
    for n, rect in enumerate(rects):
        assert panel.rect().contains(rect)
        assert not any(rect.intersects(other) for other in rects[n + 1 :])


def test_the_sentence_asks_for_no_more_width_than_the_picture(panel: CurvePanel) -> None:
    margins = panel.layout().contentsMargins()
    picture = panel.view.minimumSizeHint().width() + margins.left() + margins.right()
    assert panel.layout().minimumSize().width() == picture
