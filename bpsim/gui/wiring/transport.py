"""The transport bar: where the walk stands, and every way to move it."""

from bpsim.gui.desk.desk import Desk
from bpsim.gui.panels.transport.bar import TransportBar
from bpsim.gui.wiring.panel_wiring import PanelWiring


class TransportWiring(PanelWiring[TransportBar]):
    """Joins the bar, and the actions that walk and play."""

    keeps_result_back = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, TransportBar())
        controller, bar, actions = self.controller, self.panel, desk.actions
        bar.first.connect(controller.first)
        bar.back.connect(controller.back)
        bar.forward.connect(controller.forward)
        bar.last.connect(controller.last)
        bar.play_toggled.connect(controller.toggle_play)
        bar.step_requested.connect(controller.go_to_step)
        bar.granularity_chosen.connect(controller.set_granularity)
        bar.example_requested.connect(controller.choose_example)
        bar.speed_chosen.connect(self._set_speed)
        for name, slot in (
            ("play", controller.toggle_play),
            ("forward", controller.forward),
            ("back", controller.back),
            ("first", controller.first),
            ("last", controller.last),
            ("next_pass", controller.next_pass),
            ("previous_pass", controller.previous_pass),
            ("stop", controller.playback.stop),
        ):
            actions.connect(name, slot)
        actions["animated"].toggled.connect(self._set_animated)
        self.show_on(controller.changed)
        controller.playback.playing_changed.connect(bar.set_playing)
        controller.playback.playing_changed.connect(actions.set_playing)
        controller.granularity_chosen.connect(self._remember_granularity)

    def show(self) -> None:
        session, step = self.controller.session, self.controller.step
        self.panel.set_enabled_walk(step is not None)
        if step is None:  # none of the network before
            self.panel.set_examples(len(session.document.examples), None)
        else:
            self.panel.set_examples(len(session.examples), step.example)
            self.panel.set_granularity(session.granularity)
            self.panel.show_step(step, session.schedule, session.trace.values.batch)

    def take_preferences(self) -> None:
        preferences = self.desk.preferences
        self.controller.playback.animated = preferences.animated
        self.desk.actions["animated"].setChecked(preferences.animated)
        self._set_speed(preferences.speed)

    def _set_speed(self, speed: float) -> None:
        if speed != self.desk.preferences.speed:
            self.desk.preferences.speed = speed
        self.controller.playback.speed = speed
        self.panel.set_speed(speed)

    def _set_animated(self, on: bool) -> None:
        # What nobody has chosen is not kept: the system is asked again at the next start.
        if on != self.desk.preferences.animated:
            self.desk.preferences.animated = on
        self.controller.playback.animated = on

    def _remember_granularity(self) -> None:
        self.desk.preferences.granularity = self.controller.session.granularity
