"""The method of updating and its parameters, chosen where α and λ are set."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from bpsim.core.methods.adam import Adam
from bpsim.core.methods.momentum import Momentum
from bpsim.core.methods.rmsprop import RMSProp
from bpsim.core.settings import TrainingSettings
from bpsim.gui.panels.cost.panel import CostPanel
from tests.gui.panels.cost.panels import Heard, shown_panel


@pytest.fixture
def panel(qtbot: QtBot) -> CostPanel:
    return shown_panel(qtbot, 260)


@pytest.fixture
def heard(panel: CostPanel) -> Heard:
    return Heard(panel)


def enter(qtbot: QtBot, panel: CostPanel, name: str, text: str) -> None:
    field = panel.controls.method.fields[name]
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_a_method_is_chosen_and_its_parameters_stand_beside_it(
    qtbot: QtBot, panel: CostPanel, heard: Heard
) -> None:
    fields = panel.controls.method
    assert fields.choice.accessibleName() == "Method of updating"
    assert not fields.parameters.isVisible() and not fields.fields
    fields.choice.setFocus()
    qtbot.keyClick(fields.choice, Qt.Key.Key_End)
    qtbot.keyClick(fields.choice, Qt.Key.Key_Return)
    if not heard.words:  # some styles tell a choice only of an open list
        fields.choice.activated.emit(fields.choice.currentIndex())
    assert fields.parameters.isVisible()
    assert list(fields.fields) == ["beta1", "beta2", "epsilon"]
    enter(qtbot, panel, "beta1", "0.5")
    assert heard.words == [
        ("settings_changed", TrainingSettings(method=Adam())),
        ("settings_changed", TrainingSettings(method=Adam(beta1=0.5))),
    ]


def test_the_fields_follow_the_document_without_an_echo(panel: CostPanel, heard: Heard) -> None:
    fields = panel.controls.method
    for method, shown in (
        (Momentum(0.8), {"beta": 0.8}),
        (RMSProp(0.99, 1e-6), {"rho": 0.99, "epsilon": 1e-6}),
        (Momentum(0.7), {"beta": 0.7}),
        (TrainingSettings().method, {}),
    ):
        panel.set_settings(TrainingSettings(method=method))
        assert fields.choice.value() == method.name
        assert {name: field.value() for name, field in fields.fields.items()} == shown
        assert all(field.isVisible() and field.accessibleName() for field in fields.fields.values())
        assert fields.parameters.isVisible() == bool(shown)
    assert heard.words == []


@pytest.mark.parametrize(
    ("name", "text", "why"), [("beta1", "1", "below 1"), ("epsilon", "0", "above 0")]
)
def test_what_is_out_of_bounds_is_refused(
    qtbot: QtBot, panel: CostPanel, heard: Heard, name: str, text: str, why: str
) -> None:
    panel.set_settings(TrainingSettings(method=Adam()))
    refused: list[str] = []
    panel.refusal.connect(refused.append)
    enter(qtbot, panel, name, text)
    assert len(refused) == 1 and why in refused[0]
    panel.run_once()
    assert heard.words == [], "nothing is run with a number that is refused"
