"""What the user has chosen about the window: found again at the next start, kept when changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from bpsim.gui.desk.actions import Actions
from bpsim.gui.program.preferences import Preferences
from bpsim.gui.wiring.wiring import Wiring

if TYPE_CHECKING:  # imported once the window is there
    from bpsim.gui.panels.matrices.panel import MatricesPanel


class Choices(QObject):
    """Carries choices from the preferences to the views, and from the user to both."""

    def __init__(self, preferences: Preferences, actions: Actions, wiring: Wiring) -> None:
        super().__init__(wiring)
        self._preferences, self._actions, self._wiring = preferences, actions, wiring
        self._controller, self._views = wiring.controller, wiring.views
        self._matrices: MatricesPanel | None = None
        actions["animated"].toggled.connect(self._set_animated)
        actions["bias_delta"].toggled.connect(self._set_bias_delta)
        self._controller.playback.animated = preferences.animated
        self.apply()
        views = self._views
        views.transport.speed_chosen.connect(self._set_speed)
        views.cost.controls.goal.remember_in(preferences)
        views.cost.log_axis_toggled.connect(self._set_log_axis)
        for gesture in (views.delta.sign_chosen, views.delta.shorthand_toggled):
            gesture.connect(self._remember_convention)
        self._controller.granularity_chosen.connect(self._remember_granularity)

    def take_up(self, matrices: MatricesPanel) -> None:
        """The panel that is made later has a choice as well."""
        self._matrices = matrices
        matrices.set_heat_map(self._preferences.heat_map)
        matrices.style_choice.chosen.connect(self._remember_heat_map)

    def apply(self) -> None:
        """Show what the preferences say."""
        preferences, views = self._preferences, self._views
        self._actions["animated"].setChecked(preferences.animated)
        self._actions["bias_delta"].setChecked(preferences.bias_delta)
        self._set_speed(preferences.speed)
        views.cost.set_log_axis(preferences.log_axis)
        views.cost.controls.goal.show_goal(preferences.goal)
        if self._matrices is not None:
            self._matrices.set_heat_map(preferences.heat_map)

    def _set_animated(self, on: bool) -> None:
        self._preferences.animated = on
        self._controller.playback.animated = on

    def _set_bias_delta(self, on: bool) -> None:
        self._preferences.bias_delta = on
        self._wiring.show_bias_delta(on)

    def _set_speed(self, speed: float) -> None:
        self._preferences.speed = speed
        self._controller.playback.speed = speed
        self._views.transport.set_speed(speed)

    def _set_log_axis(self, on: bool) -> None:
        self._preferences.log_axis = on
        self._views.cost.set_log_axis(on)

    def _remember_convention(self) -> None:
        self._preferences.convention = self._controller.session.document.convention

    def _remember_granularity(self) -> None:
        self._preferences.granularity = self._controller.session.granularity

    def _remember_heat_map(self) -> None:
        if self._matrices is not None:
            self._preferences.heat_map = self._matrices.heat_map()
