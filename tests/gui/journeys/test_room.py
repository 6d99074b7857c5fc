"""The window in little room: large text, and a window made narrow and wide again."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QDockWidget, QStyle, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from bpsim.core.document import Document
from bpsim.formats.bundled import bundled_network
from bpsim.gui.desk.modes import Mode
from bpsim.gui.graph.layout import measure
from bpsim.gui.graph.layout.sizes import Form
from bpsim.gui.kit.controls.shrinking import Shrinking
from bpsim.gui.program.preferences import Preferences
from bpsim.gui.window.main_window import MainWindow
from bpsim.gui.wiring.dock_title import DockTitle
from bpsim.gui.wiring.table import ROWS, Area
from bpsim.steps.places import UnitPlace
from tests.gui.journeys.conftest import Open


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


def settle() -> None:
    for _ in range(8):
        QApplication.processEvents()


def begun(
    open_window: Open, size: int, width: int, height: int, document: Document | None = None
) -> MainWindow:
    """A window of that extent with its text at ``size`` per cent, once all of it is there."""
    Preferences().text_size = size
    window = open_window(document, width=width, height=height)
    window.begin()
    settle()
    return window


def right_width(window: MainWindow) -> int:
    return window.docks.by_name["step"].width()


def reachable(window: MainWindow, widget: QWidget) -> bool:
    """True if ``widget`` lies within the window, or in something that scrolls to it."""
    parent: QWidget | None = widget
    while parent is not None and parent.objectName() != "qt_scrollarea_viewport":
        parent = parent.parentWidget()
    if parent is not None:
        return True
    corner = widget.mapTo(window, QPoint(widget.width() - 1, widget.height() - 1))
    return window.rect().contains(corner)


@pytest.mark.parametrize("size", [100, 150, 200])
def test_the_largest_text_fits_a_small_screen(new_window: Open, size: int) -> None:
    window = begun(new_window, size, 1024, 740)
    assert window.minimumSizeHint().width() <= 1024
    assert window.minimumSizeHint().height() <= 730  # and a title bar
    assert (window.width(), window.height()) == (1024, 740)
    views = window.views
    for part in (
        *views.transport._buttons, views.transport.granularity, views.transport.examples,
        views.transport.position, views.transport.timeline, views.cost.controls.run_one,
        views.cost.controls.rate, views.cost.controls.cost, views.step.signs.sign,
        views.step.signs.shorthand,
    ):  # fmt: skip
        assert part.isVisible() and reachable(window, part)
    assert views.graph.height() >= 8 * views.graph.fontMetrics().height()


def test_with_the_largest_text_all_units_of_a_layer_are_seen(
    new_window: Open, qtbot: QtBot
) -> None:
    window = begun(new_window, 200, 1280, 770)
    graph, controls = window.views.graph, window.views.cost.controls
    for trained in (False, True):
        if trained:
            window.training.run(20)
            qtbot.waitUntil(lambda: not window.training.running)
            settle()
        assert graph.picture is not None
        assert max(box.y + box.h for box in graph.picture.taken()) <= graph.height()
    assert controls.run_one.visibleRegion().boundingRect() == controls.run_one.rect()


@pytest.mark.parametrize(("width", "height", "size"), [(1280, 800, 200), (1024, 768, 200)])
def test_a_mode_has_room_on_a_small_screen(
    new_window: Open, width: int, height: int, size: int
) -> None:
    Preferences().text_size = size
    window = new_window(width=width, height=height)
    window.begin()
    for mode in ("mode_practise", "mode_break_it", "mode_lesson"):
        window.actions_[mode].trigger()
        settle()
        assert (window.width(), window.height()) == (width, height)
        for name in ("step", "slope"):
            assert window.docks.by_name[name].geometry().right() < width


@pytest.mark.parametrize("name", ["paths", "paper", "flow", "doctor"])
def test_a_panel_asked_for_has_room_below_the_explanation(window: MainWindow, name: str) -> None:
    for _ in range(11):
        window.controller.forward()
    settle()
    window.docks.toggle(name)  # as the menu does
    settle()
    above, dock = window.docks.by_name["step"], window.docks.by_name[name]
    assert abs(above.height() - dock.height()) <= 60 and dock.height() >= 240
    assert above.geometry().bottom() < dock.geometry().top()


def test_no_mode_and_no_panel_makes_a_narrow_window_wider(new_window: Open) -> None:
    window = begun(new_window, 200, 1024, 740)
    window.resize(window.minimumSizeHint().width() + 8, 740)
    settle()
    width = window.width()
    for mode in ("practise", "watch", "break_it", "watch", "lesson", "practise", "watch"):
        window.actions_[f"mode_{mode}"].trigger()
        settle()
        assert (window.width(), window.height()) == (width, 740), mode
    for row in ROWS:
        if row.in_dock and row.mode is None:
            window.docks.bring_up(row.name)
            settle()
            assert (window.width(), window.height()) == (width, 740), row.name


def test_practice_shows_field_and_verdict_on_a_small_screen(new_window: Open) -> None:
    Preferences().text_size = 200
    window = new_window(width=1024, height=740)
    window.begin()
    for mode in ("mode_lesson", "mode_watch", "mode_practise"):
        window.actions_[mode].trigger()
        settle()
        assert window.docks.by_name["step"].width() >= 0.37 * 1024
    panel = window.views.practise
    panel.begin.click()
    panel.field.setText("0.3811")
    panel.check.click()
    settle()
    for part in (panel.asked, panel.field, panel.verdict):
        assert part.visibleRegion().boundingRect() == part.rect()


def test_large_formulas_do_not_push_words_out_of_the_explanation(window: MainWindow) -> None:
    window.actions_["mode_practise"].trigger()
    window.views.practise.begin.click()  # past the example that is worked out
    settle()
    page = window.views.step.page
    assert window.views.step.card.size_ > 2
    assert page.horizontalScrollBar().maximum() == 0
    sentence = window.views.step.sentence
    assert sentence.mapTo(page, QPoint(sentence.width(), 0)).x() <= page.width()


def test_a_window_made_narrow_and_wide_again_keeps_its_panels(window: MainWindow) -> None:
    before = right_width(window)
    window.resize(413, 544)
    settle()
    window.resize(1280, 800)
    settle()
    line = window.fontMetrics().height()
    assert min(before, 16 * line) <= right_width(window)


def test_in_the_smallest_window_titles_are_whole_and_controls_can_be_scrolled_to(
    window: MainWindow,
) -> None:
    window.controller.go_to_step(9)
    window.resize(413, 300)
    settle()
    assert window.size() == window.minimumSizeHint()
    for heading in (window.views.step.heading,):
        assert heading.height() >= heading.heightForWidth(heading.width())
        title = heading.fontMetrics().horizontalAdvance(heading.title())
        assert heading.width() >= min(title, 7 * heading.fontMetrics().height())
    controls = window.views.cost.controls
    assert controls.height() >= controls.heightForWidth(controls.width())
    for part in (controls.run_one, controls.batches.batch, controls.log, controls.cost):
        assert reachable(window, part)


def own_fonts(window: MainWindow) -> list[float]:
    """The sizes of the texts that are set a little smaller or larger than those around them.

    Tabs are as large as their row has room for.
    """
    own = Qt.WidgetAttribute.WA_SetFont
    widgets = [each for each in window.findChildren(QWidget) if not isinstance(each, QTabBar)]
    sizes = [each.font().pointSizeF() for each in widgets if each.testAttribute(own)]
    assert len(sizes) >= 3
    return sizes


def has_sensible_widths(window: MainWindow) -> bool:
    """Whether the panels at the right have room for words, and leave some to the network."""
    right = [window.docks.by_name[row.name] for row in ROWS if row.area is Area.RIGHT]
    return all(250 <= dock.minimumWidth() <= 340 for dock in right)


def test_small_words_and_panels_keep_up_with_the_text_and_with_another_theme(
    open_window: Open,
) -> None:
    window = open_window()
    before = own_fonts(window)
    assert has_sensible_widths(window)
    for change in (
        lambda: window.appearance.set_text_size(200), lambda: window.appearance.set_theme("dark"),
        lambda: window.appearance.set_theme("light"),
    ):  # fmt: skip
        change()
        settle()
        base = window.font().pointSizeF()
        assert min(own_fonts(window)) >= 0.85 * base
        assert has_sensible_widths(window)
    window.appearance.set_text_size(100)
    settle()
    assert max(own_fonts(window)) <= max(*before, window.font().pointSizeF())
    assert has_sensible_widths(window)


def test_a_new_window_fits_the_screen_with_its_title(qtbot: QtBot) -> None:
    window = MainWindow(bundled_network().load())
    qtbot.addWidget(window)
    title = window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
    assert title > 0
    assert window.height() == min(800, window.screen().availableSize().height() - title)


def tab_bars(window: MainWindow) -> list[QTabBar]:
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    bars = window.findChildren(QTabBar, options=direct)
    return [bar for bar in bars if bar.isVisible() and bar.count()]


def test_tabs_are_whole_and_none_is_left_over_after_a_restart_and_after_presenting(
    new_window: Open,
) -> None:
    first = new_window()
    places = {(bar.count(), bar.x()) for bar in tab_bars(first)}
    first.controller.saved()
    first.close()
    again = new_window()
    again.begin()
    settle()
    for _ in range(2):
        bars = tab_bars(again)
        assert {(bar.count(), bar.x()) for bar in bars} == places
        assert len(bars) == len(places)
        assert {bar.elideMode() for bar in bars} == {Qt.TextElideMode.ElideNone}
        again.presenting.begin()
        settle()
        assert not tab_bars(again)
        again.presenting.end()
        settle()


def test_in_a_narrow_window_a_mode_takes_its_room_from_the_panels_at_the_right(
    open_window: Open,
) -> None:
    window = open_window(width=1024, height=768)
    window.begin()
    settle()
    docks, before = window.docks.by_name, window.views.graph.width()
    for mode in (Mode.PRACTISE, Mode.LESSON):
        window.modes.choose(mode)
        settle()
        assert window.views.graph.width() == before
        for name in ("step", mode.name.lower()):
            assert docks[name].in_front and docks[name].height() >= 200
    window.modes.choose(Mode.WATCH)
    settle()
    assert docks["slope"].in_front and window.views.graph.width() == before


def test_the_modes_are_in_the_window_with_the_largest_text(new_window: Open) -> None:
    Preferences().text_size = 200
    window = new_window(width=1024, height=740)
    settle()
    switch = window.menus.mode_switch
    corner = switch.mapTo(window, switch.rect().bottomRight())
    assert switch.isVisible() and window.rect().contains(corner)
    assert switch.width() >= switch.sizeHint().width()
    assert switch.mapTo(window, QPoint(0, 0)).x() > window.menuBar().actionGeometry(
        window.menuBar().actions()[-1]
    ).right()  # fmt: skip


def test_the_cost_takes_room_for_its_plot_once_there_is_one(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.begin()
    settle()
    graph, plot = window.views.graph, window.views.cost.plot
    alone = graph.height()
    assert not plot.isVisible()
    frame = window.docks.by_name["cost"].findChild(Shrinking)
    assert frame is not None and frame.verticalScrollBar().maximum() == 0  # its buttons are whole
    window.training.run(3)
    qtbot.waitUntil(lambda: not window.training.running)
    settle()
    assert plot.isVisible() and plot.height() > 60
    assert graph.height() < alone
    assert window.docks.by_name["slope"].in_front  # three iterations have taught little
    window.training.run(20)
    qtbot.waitUntil(lambda: not window.training.running)
    assert window.docks.by_name["map"].in_front
    window.docks.bring_up("examples")
    window.controller.open(bundled_network("xor").load())
    settle()
    assert not plot.isVisible() and graph.height() < alone
    window.docks.bring_up("cost")
    settle()
    assert graph.height() == alone


def test_all_text_follows_its_size_and_comes_back(open_window: Open) -> None:
    window = open_window()
    window.begin()
    settle()
    title = window.docks.by_name["step"].titleBarWidget()
    usual_room = (window.views.graph.height(), title.height())

    def sizes() -> dict[QWidget, float]:
        return {each: each.font().pointSizeF() for each in window.findChildren(QWidget)}

    usual = sizes()
    for _ in range(2):
        window.appearance.set_text_size(150)
        large = sizes()
        assert [each for each in usual if 0 < large[each] <= usual[each]] == []
        window.appearance.set_text_size(100)
        assert sizes() == usual
        settle()
        assert (window.views.graph.height(), title.height()) == usual_room


def test_the_title_of_a_panel_is_as_large_as_its_text_and_closes_it(open_window: Open) -> None:
    window = open_window(height=1000)
    window.begin()
    dock = window.docks.by_name["step"]
    title = dock.titleBarWidget()
    assert isinstance(title, DockTitle) and title.name.text() == "Explanation"
    high = title.height()
    window.appearance.set_text_size(200)
    settle()
    assert title.name.font() == QApplication.font()
    assert title.height() > 1.7 * high
    title.close_button.click()
    assert dock.isHidden()
    said = "“Explanation” is hidden; View › Panels shows it again."
    assert window.views.messages.text == said
    window.docks.bring_up("step")
    assert title.isVisible()


@pytest.mark.parametrize("mode", [Mode.PRACTISE, Mode.BREAK_IT, Mode.LESSON])
def test_no_panel_covers_its_title(open_window: Open, mode: Mode) -> None:
    window = open_window()
    window.begin()
    window.modes.choose(mode)
    settle()
    titles = [each for each in window.findChildren(DockTitle) if each.isVisible()]
    assert len(titles) == 2  # the mode's and the explanation's
    for title in titles:
        dock = title.parentWidget()
        assert isinstance(dock, QDockWidget)
        assert dock.widget().geometry().top() > title.geometry().bottom()


def test_no_sign_covers_a_bias_unit(open_window: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    window = begun(open_window, 100, 1280, 800)
    graph, controls = window.views.graph, window.wiring["graph"].building.controls
    forms: dict[int, set[Form]] = {3: set(), 4: set(), 6: set()}
    for size in (115, 130, 150, 200):
        window.appearance.set_text_size(size)
        for digits in forms:
            monkeypatch.setattr(measure, "shown_digits", lambda digits=digits: digits)
            graph._scenes._kept.pop("metrics", None)
            graph.fit()  # lays it out anew
            settle()
            assert graph.picture is not None
            forms[digits].add(graph.picture.scene.layout.frame.sizes.form)
            for layer in (1, 2, 3):
                bias = graph.rect_of(UnitPlace(layer, 0))
                assert bias is not None
                for sign in (*controls.minus, *controls.plus, *controls.between):
                    covered = sign.geometry().intersects(bias.adjusted(2, 2, -2, -2))
                    assert not covered, (size, digits)
    assert all(Form.STACKED in each for each in forms.values())
