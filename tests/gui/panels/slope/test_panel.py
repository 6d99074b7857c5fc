"""The slope panel: what it draws, what it says, and that it never echoes."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QFont, QImage
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from bpsim.core.arrays import Array
from bpsim.gui.kit.controls.shrinking import Shrinking
from bpsim.gui.looks.theme import DARK, LIGHT, Theme, use_theme
from bpsim.gui.panels.slope.panel import SlopePanel
from bpsim.notation.aloud import aloud
from bpsim.notation.formula import to_text
from bpsim.steps.places import EdgePlace, UnitPlace
from bpsim.steps.shown.slope_words import legend, sentence
from tests.gui.panels.slope.literal_slopes import Curve, by_weight, drag, slope_at

# --- words ----------------------------------------------------------------------------------------


def test_at_rest_it_names_cost_and_slope(panel: SlopePanel) -> None:
    assert [to_text(each) for each in legend(slope_at(1.0), None)] == ["cost = 0.5", "δ₁⁽²⁾ = 1"]
    assert panel.words.text() == "The slope here is +1: that is δ₁⁽²⁾. Move the point."
    assert panel.place.text() == "unit 1 of layer 2"
    assert not panel.restore_button.isEnabled()


def test_its_sentence_makes_it_no_wider_than_its_field(panel: SlopePanel) -> None:
    """In a small window with large text it would scroll sideways."""
    panel.words.set_sample("The sentence of a language of long words, " * 5)
    margins = panel._column.contentsMargins()
    needed = max(panel._value.minimumSizeHint().width(), panel.plot.minimumSizeHint().width())
    assert panel.minimumSizeHint().width() == needed + margins.left() + margins.right()


def test_nudged_it_says_what_is_predicted_and_what_happens(panel: SlopePanel) -> None:
    panel.set_nudge(1.5)
    assert panel.words.text() == "If z grew by 0.5, δ predicts +0.5; really +0.625."
    assert panel.plot.accessibleDescription() == aloud(panel.words.text())
    panel.set_nudge(0.0)
    assert panel.words.text() == "If z shrank by 1, δ predicts −1; really −0.5."
    panel.set_nudge(1.0)
    assert panel.words.text() == "z is where it was: nothing changes."
    change = slope_at(1.0).change(1.5)
    texts = [to_text(each) for each in legend(slope_at(1.0), change)]
    assert texts == ["Δcost 0.625", "δ₁⁽²⁾ · Δz 0.5", "gap 0.125"]


def test_a_weight_is_about_D_and_J() -> None:
    slope = by_weight(-2.0)
    assert sentence(slope, None) == (
        "The slope here is −2: that is D₂₀⁽¹⁾. This example adds +0.25 to Δ."
    )
    assert sentence(slope, slope.change(-1.0)) == ("If Θ grew by 1, D predicts −2; really −1.5.")
    texts = [to_text(each) for each in legend(slope, slope.change(-1.0))]
    assert texts == ["ΔJ −1.5", "D₂₀⁽¹⁾ · ΔΘ −2", "gap 0.5"]


def test_what_the_walk_has_not_computed_is_not_passed_off_as_known() -> None:
    assert sentence(slope_at(1.0, shown=None), None) == (
        "The slope here is +1: the way back will find it as δ₁⁽²⁾."
    )
    assert sentence(by_weight(1.0, shown=None), None) == (
        "The slope here is +1: the end of the iteration will find it as D₂₀⁽¹⁾."
    )


def test_the_shorthand_is_no_slope() -> None:
    text = sentence(slope_at(1.0, shown=4.0), None)
    assert text == "The slope here is +1; the shorthand, without g′, has +4 (dashed)."


def test_one_example_standing_for_many_is_said() -> None:
    slope = by_weight(1.0, of_example=True, examples=1, note="J is too much.")
    assert sentence(slope, None) == "The slope here is +1. J is too much."


def test_without_a_slope_there_is_a_reason(panel: SlopePanel, heard: list[object]) -> None:
    panel.show_slope(None, "An input has no z.")
    assert panel.message.isVisible()
    assert panel.message.text() == "An input has no z."
    assert panel.accessibleDescription() == "An input has no z."
    assert not panel.plot.isVisible()
    panel.show_slope(slope_at(1.0))
    assert panel.plot.isVisible()
    assert not panel.message.isVisible()
    assert heard == []


def test_names_for_those_who_do_not_see_it(panel: SlopePanel) -> None:
    assert panel.plot.accessibleName() == "cost as a function of z of unit 1 in layer 2"
    assert panel.field.accessibleName() == "z of unit 1 in layer 2, unit 1 of layer 2"
    assert panel.restore_button.accessibleName() == "Back to 1"


# --- what comes from outside ----------------------------------------------------------------------


def test_it_never_echoes(panel: SlopePanel, heard: list[object]) -> None:
    panel.set_nudge(2.0)
    panel.set_nudge(None)
    panel.show_slope(slope_at(0.0))
    panel.show_slope(None, "")
    panel.set_nudge(2.0)
    panel.restore()
    assert heard == []


def test_a_nudge_outlives_the_same_slope_and_no_other(
    qtbot: QtBot, panel: SlopePanel, heard: list[object]
) -> None:
    drag(qtbot, panel, panel.plot.handle(), 40)
    nudge = panel.nudge()
    panel.show_slope(slope_at(1.0, shown=None))
    assert panel.nudge() == nudge
    assert panel.plot.dragging()
    panel.show_slope(slope_at(0.5))
    assert panel.nudge() is None
    assert not panel.plot.dragging()
    assert len(heard) == 1
    qtbot.mouseRelease(panel.plot, Qt.MouseButton.LeftButton)
    assert len(heard) == 1


def test_from_a_unit_to_a_weight_and_back(panel: SlopePanel) -> None:
    panel.show_slope(by_weight(0.5))
    assert panel.place.text() == "from the bias unit of layer 1 to unit 2 of layer 2"
    assert panel.plot.accessibleName() == "J as a function of Theta of layer 1 from the bias to 2"
    panel.show_slope(slope_at(0.5))
    assert panel.plot.accessibleName() == "cost as a function of z of unit 1 in layer 2"


# --- pictures -------------------------------------------------------------------------------------


def grabbed(panel: SlopePanel) -> QImage:
    return panel.plot.grab().toImage()


def near(image: QImage, at: QPointF, wanted: str, reach: int = 2) -> bool:
    """True if some pixel around ``at`` has about the colour ``wanted``."""
    colour, x, y = QColor(wanted), round(at.x()), round(at.y())
    for dx in range(-reach, reach + 1):
        for dy in range(-reach, reach + 1):
            if image.rect().contains(x + dx, y + dy):
                found = image.pixelColor(x + dx, y + dy)
                if all(
                    abs(one - two) < 40
                    for one, two in zip(found.getRgb()[:3], colour.getRgb()[:3], strict=True)
                ):
                    return True
    return False


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_curve_tangent_and_point_are_where_they_belong(panel: SlopePanel, theme: Theme) -> None:
    use_theme(theme)
    image = grabbed(panel)
    picture = panel.plot.picture()
    assert picture is not None
    chart = picture.chart
    assert near(image, chart.point(-2.0, 2.0), theme.positive)
    assert near(image, chart.point(4.0, 8.0), theme.positive)
    assert near(image, chart.point(3.0, 2.5), theme.backward)
    assert near(image, chart.point(1.0, 0.5), theme.accent)
    assert not near(image, chart.point(-1.0, 4.0), theme.positive)
    assert image.pixelColor(1, 1) == QColor(theme.surface)


def test_the_gap_has_a_bracket_only_while_there_is_one(panel: SlopePanel) -> None:
    def warned(image: QImage) -> int:
        area = panel.plot.picture().chart.area.toRect()  # type: ignore[union-attr]
        colour = QColor(LIGHT.warning)
        return sum(
            image.pixelColor(x, y) == colour
            for x in range(area.left(), area.right())
            for y in range(area.top(), area.bottom())
        )

    assert warned(grabbed(panel)) == 0
    panel.set_nudge(1.05)
    assert warned(grabbed(panel)) == 0
    panel.set_nudge(4.0)
    small = warned(grabbed(panel))
    panel.set_nudge(4.9)
    assert warned(grabbed(panel)) > small > 0


def test_the_shorthand_has_a_line_of_its_own(panel: SlopePanel) -> None:
    plain = grabbed(panel)
    panel.show_slope(slope_at(1.0, shown=6.0))
    assert grabbed(panel) != plain


@pytest.mark.parametrize("function", [
    lambda v: np.where(v > 2, np.inf, 0.5 * v * v),
    lambda v: np.full_like(v, np.nan),
    lambda v: np.full_like(v, 3.0),
    lambda v: 1e300 * v,
])  # fmt: skip
def test_costs_that_leave_the_range_of_numbers(
    panel: SlopePanel, function: Callable[[Array], Array]
) -> None:
    slope = slope_at(1.0, curve=Curve(function))
    slope = replace(slope, cost=slope.cost_at(1.0))
    panel.show_slope(slope)
    panel.set_nudge(4.0)
    assert not grabbed(panel).isNull()
    panel.show_slope(replace(slope, slope=float("nan"), shown=float("nan")))
    assert not grabbed(panel).isNull()


@pytest.mark.parametrize("size", [(300, 200), (420, 260), (900, 600)])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_everything_has_its_place(panel: SlopePanel, size: tuple[int, int], scale: float) -> None:
    font = QFont(panel.font())
    font.setPixelSize(round(13 * scale))
    panel.setFont(font)
    panel.show_slope(by_weight(1.0))
    panel.set_nudge(2.0)
    frame = Shrinking(panel)  # it has no less than its smallest size, as in the window
    frame.resize(*size)
    frame.show()
    QApplication.processEvents()
    shown = [each for each in (panel.field, panel.restore_button, panel.plot, panel.words)
             if each.isVisible()]  # fmt: skip
    rects = [each.rect().translated(each.mapTo(panel, QPoint(0, 0))) for each in shown]
    for n, rect in enumerate(rects):
        assert not any(rect.intersects(other) for other in rects[n + 1 :])
    assert panel.plot.height() >= 3.5 * panel.plot.fontMetrics().height()
    assert not grabbed(panel).isNull()
    frame.takeWidget()


class Requests(QObject):
    """Counts how often a widget is asked to lay its parts out again."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.LayoutRequest
        return False


def test_only_a_symbol_of_another_width_moves_its_neighbours(panel: SlopePanel) -> None:
    requests = Requests()
    line = panel.symbol.parentWidget()
    line.installEventFilter(requests)
    panel.show_slope(slope_at(1.0))
    QApplication.processEvents()
    requests.count, width = 0, panel.symbol.width()
    panel.show_slope(slope_at(1.0, nudged=UnitPlace(2, 2)))
    QApplication.processEvents()
    assert (requests.count, panel.symbol.width()) == (0, width)
    panel.show_slope(slope_at(1.0, nudged=UnitPlace(2, 128)))
    QApplication.processEvents()
    assert requests.count > 0
    assert panel.symbol.width() == panel.symbol.sizeHint().width() > width


def test_a_panel_that_is_gone_hears_no_more(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    panel, one, two = SlopePanel(window), QLineEdit(window), QLineEdit(window)
    panel.show_slope(slope_at(1.0))
    window.show()
    window.activateWindow()
    one.setFocus()
    panel.deleteLater()
    QApplication.sendPostedEvents(None, 52)
    two.setFocus()
    QApplication.processEvents()
    assert window.focusWidget() is two


# --- while it is being computed -------------------------------------------------------------------


def test_waiting_it_says_what_is_known_and_takes_no_nudge(
    panel: SlopePanel, heard: list[object], qtbot: QtBot
) -> None:
    panel.set_nudge(1.5)
    panel.show_waiting(EdgePlace(1, 2, 0), -0.75)
    assert panel.nudge() is None and panel.words.text() == "…"
    assert panel.field.value() == -0.75 and panel.place.text() == str(EdgePlace(1, 2, 0))
    assert not panel.restore_button.isEnabled()
    image = panel.plot.grab().toImage()
    colours = {image.pixelColor(x, image.height() // 2 + 4).name() for x in range(image.width())}
    assert LIGHT.surface in colours and len(colours) > 1  # the dots, and no curve:
    assert {image.pixelColor(x, 20).name() for x in range(image.width())} == {LIGHT.surface}
    panel.field.setFocus()
    qtbot.keyClicks(panel.field, "7")
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Escape):
        qtbot.keyClick(panel.field, key)
    drag(qtbot, panel, QPointF(panel.plot.rect().center()), 20, 40)
    assert heard == [] and panel.field.value() == -0.75


def test_after_the_waiting_it_can_be_nudged_again(panel: SlopePanel, heard: list[object]) -> None:
    panel.show_waiting(EdgePlace(1, 2, 0), -2.0)
    panel.show_slope(by_weight(-2.0))
    assert panel.words.text().startswith("The slope here is −2")
    panel.field.stepBy(1)
    assert len(heard) == 1 and panel.nudge() == heard[0]
    panel.show_slope(None, "No.")
    assert panel.message.isVisible() and not panel.plot.isVisible()
