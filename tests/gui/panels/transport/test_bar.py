"""The transport bar: what it says about a Step, what each gesture asks for, and no echoes."""

import itertools
import math

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from bpsim.core.arrays import frozen
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.settings import Convention, TrainingSettings
from bpsim.gui.kit.controls.button import Button
from bpsim.gui.looks.theme import DARK, LIGHT, Theme, use_theme
from bpsim.gui.panels.transport.bar import GRANULARITIES, TransportBar
from bpsim.gui.panels.transport.speed import SPEEDS, nearest, speed_words
from bpsim.gui.panels.transport.timeline import TransportTimeline
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.trace import Trace
from tests.traces import traced

UNIT = Granularity.UNIT


def trace_of(layers: tuple[int, ...] = (2, 2, 2, 1), m: int = 4, iteration: int = 3) -> Trace:
    """A walk over m examples of a network with random weights."""
    draw = np.random.default_rng(1)
    weights = [
        frozen(draw.normal(size=(s, before + 1))) for before, s in itertools.pairwise(layers)
    ]
    network = Network.of(("sigmoid",) * len(weights), weights)
    x, y = draw.integers(0, 2, (m, layers[0])), draw.integers(0, 2, (m, layers[-1]))
    settings = TrainingSettings()
    return traced(network, "cross-entropy", Examples.of(x, y), settings, Convention(), iteration)


class Heard:
    """Everything that a transport bar has asked for."""

    def __init__(self, bar: TransportBar) -> None:
        self.words: list[object] = []
        for name in ("first", "back", "play_toggled", "forward", "last"):
            getattr(bar, name).connect(lambda name=name: self.words.append(name))
        for name in ("step_requested", "granularity_chosen", "speed_chosen", "example_requested"):
            getattr(bar, name).connect(lambda value, name=name: self.words.append((name, value)))


def middle_of(timeline: TransportTimeline, index: int) -> QPointF:
    """Where the lower tier shows the middle of a stop."""
    assert timeline._walk is not None
    segment, lower = timeline._walk.segment_of(index), timeline.lower_rect()
    assert segment.first <= index < segment.first + segment.stops
    return QPointF(lower.left() + sum(segment.span(index)) / 2, lower.center().y())


@pytest.fixture
def trace() -> Trace:
    return trace_of()


@pytest.fixture
def bar(qtbot: QtBot, trace: Trace) -> TransportBar:
    bar = TransportBar()
    qtbot.addWidget(bar)
    bar.set_examples(4, 1)
    bar.resize(760, bar.heightForWidth(760))
    bar.show()
    bar.show_step(trace.step(17, UNIT), trace.schedule)
    return bar


@pytest.fixture
def heard(bar: TransportBar) -> Heard:
    return Heard(bar)


# --- what it says ---------------------------------------------------------------------------------


def test_the_position_is_told_in_words(bar: TransportBar, trace: Trace) -> None:
    assert bar.position.text() == "Example 2 of 4 · forward · z and a of unit 2, layer 2"
    assert bar.counter.text() == "Iteration 3 · step 18 of 64"
    assert bar.timeline.accessibleDescription().startswith("Example 2 of 4, forward, z and a")


def test_a_step_marks_its_granularity_and_example(bar: TransportBar, trace: Trace) -> None:
    assert bar.examples.current() == 2
    bar.show_step(trace.step(60, UNIT), trace.schedule)
    assert bar.examples.current() is None, "the end of the iteration belongs to no example"
    bar.show_step(trace.step(3, Granularity.PASS), trace.schedule)
    assert bar.granularity.current() == GRANULARITIES.index(Granularity.PASS)


def test_showing_and_setting_asks_for_nothing(bar: TransportBar, trace: Trace) -> None:
    heard = Heard(bar)
    for granularity in Granularity:
        for index in (0, trace.schedule.count(granularity) - 1):
            bar.show_step(trace.step(index, granularity), trace.schedule)
        bar.set_granularity(granularity)
    bar.set_speed(math.inf)
    bar.set_speed(0.25)
    bar.set_playing(True)
    bar.set_examples(5000, 77)
    bar.set_examples(3, 2)
    bar.set_enabled_walk(False)
    bar.set_enabled_walk(True)
    use_theme(DARK)
    assert heard.words == []


def test_nothing_lies_before_the_very_first_step(bar: TransportBar) -> None:
    start = trace_of(iteration=0)
    bar.show_step(start.step(0, UNIT), start.schedule)
    assert not bar.back_button.isEnabled()
    bar.show_step(start.step(1, UNIT), start.schedule)
    assert bar.back_button.isEnabled()
    later = trace_of(iteration=1)
    bar.show_step(later.step(0, UNIT), later.schedule)
    assert bar.back_button.isEnabled(), "the iteration before is there to go back to"


def test_without_a_walk_nothing_can_be_asked_for(bar: TransportBar, heard: Heard) -> None:
    bar.set_enabled_walk(False)
    assert not bar.play_button.isEnabled()
    assert not bar.timeline.isEnabled()
    assert bar.timeline.words_at(bar.timeline.lower_rect().center()) == ""
    assert "Nothing to step through" in bar.position.text()


def test_play_becomes_pause(bar: TransportBar) -> None:
    button, words = bar.play_button, bar.play_button.toolTip()
    assert button._icon == "player-play"
    bar.set_playing(True)
    assert (button._icon, button.accessibleName()) == ("player-pause", "Pause")
    bar.set_playing(False)
    assert (button.toolTip(), button.accessibleName()) == (words, "Play")


def test_every_control_has_a_name(bar: TransportBar) -> None:
    buttons = [button for button in bar.findChildren(Button) if button.isVisible()]
    assert len(buttons) == 5
    assert all(button.accessibleName() and button.toolTip() for button in buttons)
    assert bar.speed.slider.accessibleName()
    assert bar.timeline.accessibleName()


# --- gestures -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("button", "word"),
    [
        ("first_button", "first"),
        ("back_button", "back"),
        ("play_button", "play_toggled"),
        ("forward_button", "forward"),
        ("last_button", "last"),
    ],
)
def test_a_button_asks_for_its_step(
    qtbot: QtBot, bar: TransportBar, heard: Heard, button: str, word: str
) -> None:
    qtbot.mouseClick(getattr(bar, button), Qt.MouseButton.LeftButton)
    qtbot.keyClick(getattr(bar, button), Qt.Key.Key_Return)
    assert heard.words == [word, word]


def test_back_and_forward_repeat_while_held(bar: TransportBar) -> None:
    assert bar.back_button.autoRepeat() and bar.forward_button.autoRepeat()
    assert not bar.play_button.autoRepeat()


def test_granularity_by_click_and_by_arrow_key(
    qtbot: QtBot, bar: TransportBar, heard: Heard
) -> None:
    with qtbot.waitActive(bar):  # arrow keys go on from the button that has the focus
        bar.activateWindow()
    segments = bar.granularity.findChildren(QWidget)
    qtbot.mouseClick(segments[2], Qt.MouseButton.LeftButton)
    segments[2].setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(segments[2], Qt.Key.Key_Right)
    assert heard.words == [
        ("granularity_chosen", Granularity.LAYER),
        ("granularity_chosen", Granularity.PASS),
    ]


def test_choosing_an_example_is_one_click(qtbot: QtBot, bar: TransportBar, heard: Heard) -> None:
    numbers = [w for w in bar.examples.findChildren(QWidget) if w.toolTip().startswith("Go to")]
    assert len(numbers) == 4
    qtbot.mouseClick(numbers[3], Qt.MouseButton.LeftButton)
    assert heard.words == [("example_requested", 4)]


def test_many_examples_have_a_field_and_two_arrows(
    qtbot: QtBot, bar: TransportBar, heard: Heard
) -> None:
    bar.set_examples(5000, 1234)
    assert bar.examples.current() == 1234
    arrows = [b for b in bar.examples.findChildren(Button) if b.isVisible()]
    qtbot.mouseClick(arrows[1], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(arrows[0], Qt.MouseButton.LeftButton)
    assert heard.words == [("example_requested", 1235), ("example_requested", 1234)]


def test_speed_runs_from_slow_motion_to_every_frame(bar: TransportBar, heard: Heard) -> None:
    slider = bar.speed.slider
    slider.setValue(slider.minimum())
    slider.setValue(slider.maximum())
    assert heard.words == [("speed_chosen", 0.25), ("speed_chosen", math.inf)]
    assert bar.speed.label.text() == "every frame"


def test_a_speed_between_two_stops_is_told_as_it_is(bar: TransportBar) -> None:
    bar.set_speed(5.0)
    assert bar.speed.label.text() == "5 steps/s"
    assert SPEEDS[bar.speed.slider.value()] in (4.0, 6.0)


@pytest.mark.parametrize("speed", SPEEDS)
def test_each_speed_of_the_slider_is_its_own_nearest(speed: float) -> None:
    assert SPEEDS[nearest(speed)] == speed
    assert speed_words(1.0) == "1 step/s"


# --- the timeline ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("index", "asked"), [(26, [("step_requested", 26)]), (17, [])])
def test_a_click_in_the_lower_tier_asks_for_that_stop_unless_it_is_on_screen(
    qtbot: QtBot, bar: TransportBar, heard: Heard, index: int, asked: list[object]
) -> None:
    place = middle_of(bar.timeline, index)
    qtbot.mouseClick(bar.timeline, Qt.MouseButton.LeftButton, pos=place.toPoint())
    assert heard.words == asked


def test_dragging_asks_for_each_stop_once(
    qtbot: QtBot, bar: TransportBar, trace: Trace, heard: Heard
) -> None:
    timeline = bar.timeline
    bar.step_requested.connect(lambda index: bar.show_step(trace.step(index, UNIT), trace.schedule))
    places = [middle_of(timeline, index) for index in (18, 19, 20)]
    points = [place.toPoint() for place in places]
    qtbot.mousePress(timeline, Qt.MouseButton.LeftButton, pos=points[0])
    for point in (points[0], points[1], points[1] + QPoint(2, 0), points[2]):
        qtbot.mouseMove(timeline, point)
    outside = QPoint(timeline.width() + 300, points[0].y() + 200)
    qtbot.mouseMove(timeline, outside)
    qtbot.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=outside)
    asked = [word[1] for word in heard.words if isinstance(word, tuple)]
    assert asked == [18, 19, 20, 29], "a drag stays within the example it began in"
    qtbot.mouseMove(timeline, points[0])
    assert len(heard.words) == 4, "after the release nothing is dragged"


def test_the_upper_tier_reaches_any_example_and_the_update(
    qtbot: QtBot, bar: TransportBar, heard: Heard
) -> None:
    upper = bar.timeline.upper_rect()
    y = int(upper.center().y())
    qtbot.mouseClick(bar.timeline, Qt.MouseButton.LeftButton, pos=QPoint(int(upper.left()) + 1, y))
    qtbot.mouseClick(bar.timeline, Qt.MouseButton.LeftButton, pos=QPoint(int(upper.right()) - 2, y))
    assert heard.words == [("step_requested", 0), ("step_requested", 63)]


@pytest.mark.parametrize("key", [Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Space])
def test_the_timeline_leaves_the_keys_to_the_window(
    qtbot: QtBot, bar: TransportBar, key: Qt.Key
) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(bar.timeline, event)
    assert not event.isAccepted()
    assert bar.timeline.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_the_pointer_is_told_what_a_stop_is(bar: TransportBar) -> None:
    place = middle_of(bar.timeline, 26)
    assert bar.timeline.words_at(place) == "Example 2 of 4 · backward · δ of unit 2, layer 2"
    upper = bar.timeline.upper_rect()
    assert bar.timeline.words_at(upper.topRight() - QPointF(2, -2)) == "update of all weights"


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_the_stop_on_screen_has_the_full_colour_of_its_pass(
    bar: TransportBar, trace: Trace, theme: Theme
) -> None:
    use_theme(theme)
    for index, phase in ((17, Phase.FORWARD), (26, Phase.HIDDEN_DELTA), (63, Phase.UPDATE)):
        step = trace.step(index, UNIT)
        assert step.phase is phase
        bar.show_step(step, trace.schedule)
        place = middle_of(bar.timeline, index)
        image = bar.timeline.grab().toImage()
        pass_name = {17: "forward", 26: "backward", 63: "update"}[index]
        bottom = round(bar.timeline.lower_rect().bottom()) - 3
        seen = QColor(image.pixel(round(place.x()), bottom))
        assert seen.name() == getattr(theme, pass_name)


def test_ten_thousand_stops_still_show_where_one_is(bar: TransportBar) -> None:
    digits = trace_of((400, 25, 10), 6)
    step = digits.step(5_000, Granularity.TERM)
    bar.show_step(step, digits.schedule)
    place = middle_of(bar.timeline, 5_000)
    image = bar.timeline.grab().toImage()
    bottom = round(bar.timeline.lower_rect().bottom()) - 3
    near = [QColor(image.pixel(round(place.x()) + n, bottom)).name() for n in range(-2, 3)]
    assert LIGHT.forward in near


# --- room -----------------------------------------------------------------------------------------


def overlaps(widget: QWidget) -> list[str]:
    """Visible neighbours that lie on each other or stick out, below ``widget``."""
    wrong = []
    for parent in (widget, *widget.findChildren(QWidget)):
        inside = [
            child
            for child in parent.findChildren(
                QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly
            )
            if child.isVisible() and not child.isWindow()
        ]
        for n, child in enumerate(inside):
            if not parent.rect().contains(child.geometry()):
                wrong.append(f"{child} {child.geometry()} sticks out of {parent} {parent.rect()}")
            for other in inside[n + 1 :]:
                if child.geometry().intersects(other.geometry()):
                    wrong.append(f"{child} lies on {other}")
    return wrong


@pytest.mark.parametrize("width", [1240, 760, 600, 420])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_overlaps_or_sticks_out(
    qtbot: QtBot, trace: Trace, width: int, scale: float
) -> None:
    bar = TransportBar()
    qtbot.addWidget(bar)
    font = QFont(bar.font())
    font.setPointSizeF(9 * scale)
    bar.setFont(font)
    bar.set_examples(4, 1)
    bar.show_step(trace.step(17, UNIT), trace.schedule)
    width = max(width, bar.minimumSizeHint().width())
    bar.resize(width, bar.heightForWidth(width))
    bar.show()
    QApplication.processEvents()
    bar.resize(width, bar.heightForWidth(width))  # its text is measured once it is shown
    QApplication.processEvents()
    assert overlaps(bar) == []
    for child in (bar.granularity, bar.examples, bar.counter, bar.timeline, *bar._buttons):
        assert child.width() >= child.minimumSizeHint().width()
        assert child.height() >= child.minimumSizeHint().height()
    if (width, scale) == (760, 1.0):
        assert bar.height() <= 120


def test_the_height_follows_the_width_in_a_host_that_does_not_ask(
    qtbot: QtBot, bar: TransportBar
) -> None:
    bar.resize(420, 20)
    QApplication.processEvents()
    assert bar.sizeHint().height() == bar.heightForWidth(420) > bar.heightForWidth(760)


def test_in_a_low_window_the_controls_scroll_and_the_position_stays(
    bar: TransportBar, trace: Trace
) -> None:
    bar.resize(420, bar.minimumSizeHint().height())
    QApplication.processEvents()
    bar.resize(420, bar.minimumSizeHint().height())
    assert bar.height() < bar.heightForWidth(420)
    for part in (bar.position, bar.counter, bar.timeline):
        place = part.mapTo(bar, part.rect().bottomRight())
        assert bar.rect().contains(place)
        assert part.visibleRegion().boundingRect() == part.rect()
    assert bar.examples.visibleRegion().isEmpty()
    bar._controls.ensureWidgetVisible(bar.examples)
    assert not bar.examples.visibleRegion().isEmpty()


def test_moving_through_the_walk_moves_no_control(bar: TransportBar, trace: Trace) -> None:
    QApplication.processEvents()
    before = [w.geometry() for w in (bar.timeline, bar.counter, bar.granularity, bar.examples)]
    for index in range(0, 64, 7):
        bar.show_step(trace.step(index, UNIT), trace.schedule)
        QApplication.processEvents()
    assert before == [
        w.geometry() for w in (bar.timeline, bar.counter, bar.granularity, bar.examples)
    ]
