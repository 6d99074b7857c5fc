"""The controls above the cost plot: running, settings, numbers as typed, and enough room."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractSpinBox, QApplication
from pytestqt.qtbot import QtBot

from bpsim.core.settings import TrainingSettings
from bpsim.gui.kit.entry.number_edit import NumberEdit
from bpsim.gui.panels.cost.panel import CostPanel
from bpsim.gui.panels.cost.progress import progress_words
from bpsim.session.progress import RunProgress
from tests.gui.panels.cost.panels import FALLING, Heard, shown_panel


@pytest.fixture
def panel(qtbot: QtBot) -> CostPanel:
    return shown_panel(qtbot, 190)


@pytest.fixture
def heard(panel: CostPanel) -> Heard:
    return Heard(panel)


def test_run_one_run_many_and_stop(qtbot: QtBot, panel: CostPanel, heard: Heard) -> None:
    controls = panel.controls
    qtbot.mouseClick(controls.run_one, Qt.MouseButton.LeftButton)
    controls.goal.many.setValue(250)
    qtbot.mouseClick(controls.run_many, Qt.MouseButton.LeftButton)
    panel.run_many()
    panel.show_progress(RunProgress(340, 1000, 4200.0))
    assert controls.stop.isVisible() and not controls.run_one.isVisible()
    qtbot.mouseClick(controls.stop, Qt.MouseButton.LeftButton)
    panel.set_idle()
    assert controls.run_one.isVisible() and not controls.stop.isVisible()
    assert heard.words == [
        ("run_requested", 1),
        ("run_requested", 250),
        ("run_requested", 250),
        "stop",
    ]


def test_without_examples_nothing_runs(panel: CostPanel) -> None:
    panel.set_example_count(0)
    assert not panel.controls.run_one.isEnabled()
    assert not panel.controls.run_many.isEnabled()


def test_the_keyboard_stays_with_the_run_when_its_buttons_change(
    qtbot: QtBot, panel: CostPanel
) -> None:
    panel.activateWindow()
    panel.controls.run_one.setFocus(Qt.FocusReason.TabFocusReason)
    panel.show_progress(RunProgress(1, 10, 1.0))
    assert panel.focusWidget() is panel.controls.stop
    panel.set_idle()
    assert panel.focusWidget() is panel.controls.run_one


def test_the_keyboard_goes_back_to_the_field_that_a_run_took_away(panel: CostPanel) -> None:
    panel.activateWindow()
    many = panel.controls.goal.many
    many.setFocus(Qt.FocusReason.TabFocusReason)
    panel.show_progress(RunProgress(1, 10, 1.0))
    assert panel.focusWidget() is panel.controls.stop
    panel.set_idle()
    assert panel.focusWidget() is many


@pytest.mark.parametrize(("typed", "value"), [("2000000", 1_000_000), ("12,345", 12_345)])
def test_a_number_of_iterations_is_never_a_digit_short(
    qtbot: QtBot, panel: CostPanel, typed: str, value: int
) -> None:
    many = panel.controls.goal.many
    many.setFocus(Qt.FocusReason.TabFocusReason)
    many.selectAll()
    qtbot.keyClicks(many, typed)
    assert many.text() == typed
    qtbot.keyClick(many, Qt.Key.Key_Return)
    assert many.value() == value


def test_settings_are_shown_without_an_echo_and_asked_for_as_a_whole(
    qtbot: QtBot, panel: CostPanel, heard: Heard
) -> None:
    given = TrainingSettings(learning_rate=0.3, lam=1e-3, batch_size=2, seed=7, train_biases=False)
    panel.set_settings(given)
    panel.set_example_count(4)
    controls = panel.controls
    assert (controls.rate.text(), controls.lam.text()) == ("0.3", "0.001")
    assert controls.batches.batch.value() == 2
    assert heard.words == []
    controls.rate.selectAll()
    qtbot.keyClicks(controls.rate, "1/8")
    qtbot.keyClick(controls.rate, Qt.Key.Key_Return)
    controls.batches.batch.setValue(0)
    assert heard.words == [
        ("settings_changed", TrainingSettings(0.125, 1e-3, 2, False, 7)),
        ("settings_changed", TrainingSettings(0.125, 1e-3, None, False, 7)),
    ]
    assert controls.batches.batch.text() == "all"


def test_the_scale_is_chosen_by_a_button(qtbot: QtBot, panel: CostPanel, heard: Heard) -> None:
    qtbot.mouseClick(panel.controls.log, Qt.MouseButton.LeftButton)
    assert panel.data.log
    panel.set_log_axis(False)
    assert not panel.controls.log.isChecked()
    assert heard.words == [("log_axis_toggled", True)]


# --- numbers --------------------------------------------------------------------------------------


@pytest.fixture
def field(qtbot: QtBot) -> NumberEdit:
    field = NumberEdit("Learning rate α")
    qtbot.addWidget(field)
    field.set_value(0.5)
    return field


def enter(qtbot: QtBot, field: NumberEdit, text: str) -> None:
    field.setText(text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("text", "value"),
    [("0.25", 0.25), ("0,25", 0.25), (" 1/3 ", 1 / 3), ("1e-3", 1e-3), ("3/0,5", 6.0),
     ("1,234", 1.234), ("2×10⁻³", 2e-3)],
)  # fmt: skip
def test_numbers_as_people_write_them(
    qtbot: QtBot, field: NumberEdit, text: str, value: float
) -> None:
    with qtbot.waitSignal(field.committed) as committed:
        enter(qtbot, field, text)
    assert committed.args == [value]


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "missing"), ("fast", "“fast” is not a number"), ("1/0", "fraction"),
     ("1/2/3", "not a number"), ("nan", "not a number"), ("inf", "not a number"),
     ("1e999", "too large"), ("0.1.2", "not a number"), ("−2", "below 0")],
)  # fmt: skip
def test_what_is_no_number_is_refused_with_a_reason(
    qtbot: QtBot, field: NumberEdit, text: str, reason: str
) -> None:
    enter(qtbot, field, text)
    assert field.refused() and reason in field.toolTip()
    assert field.value() == 0.5


def test_a_refused_number_stays_until_it_is_taken_back(qtbot: QtBot, field: NumberEdit) -> None:
    committed: list[float] = []
    field.committed.connect(committed.append)
    field.selectAll()
    qtbot.keyClicks(field, "-1")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.refused() and field.text() == "-1"
    assert "below 0" in field.toolTip()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not field.refused() and field.text() == "0.5"
    assert field.toolTip() == "Learning rate α"
    assert committed == []


@pytest.mark.parametrize("value", [1e6, 123456.789, 1e-15, 1 / 3])
def test_a_long_number_is_shown_whole(field: NumberEdit, value: float) -> None:
    short = field.width()
    field.set_value(value)
    room = field.width() - field.fontMetrics().horizontalAdvance(field.text())
    assert room >= field.fontMetrics().height() // 2
    field.set_value(0.1)
    assert field.width() == short


def test_the_same_number_again_is_no_change(qtbot: QtBot, field: NumberEdit) -> None:
    committed: list[float] = []
    field.committed.connect(committed.append)
    for text in ("1/2", "0.7"):
        field.selectAll()
        qtbot.keyClicks(field, text)
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert committed == [0.7]


@pytest.mark.parametrize("value", [1 / 3, 0.1, 1e-300, 5e-324, 0.0, 123456789.123])
def test_a_field_shows_every_digit_that_counts(field: NumberEdit, value: float) -> None:
    field.set_value(value)
    assert float(field.text()) == value


def test_progress_in_words() -> None:
    assert (
        progress_words(RunProgress(340, 1000, 4200.0)) == "340 of 1,000 · 4,200/s · 0\u00a0s left"
    )
    assert progress_words(RunProgress(5, 100, 0.5)) == "5 of 100 · 0.5/s · 3\u00a0min left"
    assert progress_words(RunProgress(1234, None, 90.0)) == "1,234 done · 90/s"
    assert progress_words(RunProgress(0, 10, 0.0)) == "0 of 10"


# --- room -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("width", "height", "scale"), [(760, 190, 1), (400, 260, 1), (900, 420, 2)]
)
@pytest.mark.parametrize("running", [False, True])
def test_nothing_is_cut_off(
    qtbot: QtBot, width: int, height: int, scale: int, running: bool
) -> None:
    panel = CostPanel()
    qtbot.addWidget(panel)
    font = QFont(panel.font())
    font.setPointSizeF(9.0 * scale)
    panel.setFont(font)
    panel.set_costs(FALLING)
    panel.set_example_count(250)
    panel.set_settings(TrainingSettings(batch_size=25, order="shuffled"))
    panel.controls.goal.many.setValue(1_000_000)
    if running:
        panel.show_progress(RunProgress(340, 1000, 4200.0))
    panel.resize(width, height)
    panel.show()
    QApplication.processEvents()
    assert (panel.width(), panel.height()) == (width, height)
    controls, plot = panel.controls, panel.plot
    assert plot is not None
    assert panel.rect().contains(plot.geometry())
    assert panel.rect().contains(controls.geometry())
    assert not controls.geometry().intersects(plot.geometry())
    assert plot.plot_rect().height() >= 60
    shown = [
        w for w in (
            controls.run_one, controls.run_many, controls.goal.kind, controls.goal.many,
            controls.stop, controls.progress, controls.rate, controls.lam, controls.batches.batch,
            controls.batches.order, controls.batches.seed, controls.log, controls.cost,
        ) if w.isVisible()
    ]  # fmt: skip
    assert len(shown) == (9 if running else 11)
    for widget in shown:
        corner = widget.mapTo(controls, QPoint(0, 0))
        assert controls.rect().contains(corner)
        assert controls.rect().contains(corner + widget.rect().bottomRight())
        if isinstance(widget, QAbstractSpinBox):
            room = widget.lineEdit().contentsRect().width()
            assert room >= widget.fontMetrics().horizontalAdvance(widget.text())
        else:
            assert widget.width() >= widget.minimumSizeHint().width()


@pytest.mark.parametrize("running", [False, True])
def test_all_controls_stand_in_two_lines_where_there_is_some_width(
    qtbot: QtBot, running: bool
) -> None:
    panel = CostPanel()
    qtbot.addWidget(panel)
    font = QFont("DejaVu Sans")
    font.setPointSizeF(9.0)
    panel.setFont(font)
    panel.set_example_count(250)
    panel.set_series([("J (all examples)", FALLING)])
    panel.set_costs(FALLING)
    if running:
        panel.show_progress(RunProgress(340, 1000, 4200.0))
    panel.resize(760, 190)
    panel.show()
    QApplication.processEvents()
    assert panel.controls.height() < 3 * panel.controls.run_one.sizeHint().height()
