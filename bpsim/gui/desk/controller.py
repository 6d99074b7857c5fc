"""Everything a gesture can do to the open document: one way in for actions, one signal out."""

import math

import numpy as np
from PySide6.QtCore import QObject

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.core.document import Document
from bpsim.core.settings import Position
from bpsim.gui.desk.blanking import Blanking
from bpsim.gui.desk.commands import ChangeKept
from bpsim.gui.desk.open_document import OpenDocument
from bpsim.gui.desk.past import OpenState, past_of
from bpsim.gui.desk.run_keeping import RunKeeping
from bpsim.gui.desk.scene_list import SceneList
from bpsim.gui.desk.shown_delta import ShownDelta
from bpsim.session.breakpoints import MetBreakpoint, granularity_for
from bpsim.session.editing import Edit
from bpsim.session.past import Past
from bpsim.session.stops import met_since
from bpsim.session.training_words import divergence_words
from bpsim.steps.places import UnitPlace
from bpsim.steps.schedule import Granularity
from bpsim.steps.step import Step

NO_WAY_BACK = tr(
    "That is the answer. Your input has no target, so there is no cost "
    "and nothing flows back. Press Esc to go back to the examples."
)
QUICK_PRODUCTS = 20_000_000
"""Weights times examples that are multiplied within a frame."""


class Controller(OpenDocument):
    """Moves the session and says so; views listen to ``changed`` and never to each other."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(document, parent)
        self.playback.step_due.connect(self._play_on)
        self.blanking = Blanking(self)
        self.shown_delta = ShownDelta(self, self.blanking)
        self.keeping = RunKeeping(self)
        self.scenes = SceneList(self)
        self.pending: Position | None = None
        """Where the walk will stand once the iterations up to there have been run again."""
        self._nearest: tuple[Granularity, int] | None = None
        self._wanted = 0

    # --- documents --------------------------------------------------------------------------

    @property
    def saved_form(self) -> Document:
        """The document as it goes into a file: with where the walk stands, or is going to."""
        document = self.own.saved_form.with_(
            breakpoints=self.own_breakpoints,
            runs=self.keeping.runs.items,
            scenes=self.scenes.items,
        )
        return document if self.pending is None else document.with_(position=self.pending)

    @property
    def past(self) -> Past:
        """The user's own document with what can be undone and redone, as it outlives a crash."""
        runs, talk = self.keeping.runs, self.scenes.talk
        now = OpenState(None, self.own_breakpoints, runs, talk, self.saved_form)
        return past_of(self.undo_stack, now)

    def _moved_along(self, edit: Edit) -> list[ChangeKept]:
        return super()._moved_along(edit) + self.scenes.moved_along(edit)

    # --- what views show --------------------------------------------------------------------

    @property
    def step(self) -> Step | None:
        """The step on screen, without what is blank."""
        return self.blanking.shown(self.session.step)

    def beside(self, ahead: bool) -> Step | None:
        """The step after the one on screen, or the one before; None at an end of the iteration."""
        step = self.session.beside(ahead)
        return None if step is None else self.blanking.masked(step)

    @property
    def result_due(self) -> bool:
        """True while the causes of the step on screen are on their way: the result comes last."""
        if not self.playback.gliding:
            return False
        step = self.session.step
        return step is not None and bool(step.lit)

    # --- moving -----------------------------------------------------------------------------

    def forward(self) -> None:
        """One step on."""
        self._moved(self.session.forward(), glide=True)

    def back(self) -> None:
        """One step back."""
        self._moved(self.session.back(), ahead=False)

    def first(self) -> None:
        """To the very first step."""
        self.session.first()
        self._moved(True)

    def last(self) -> None:
        """To the last step of the last iteration reached."""
        self.session.last()
        self._moved(True)

    def next_pass(self) -> None:
        """To the end of this pass, or of the next."""
        self._moved(self.session.next_pass())

    def previous_pass(self) -> None:
        """To the end of the pass before."""
        self._moved(self.session.previous_pass(), ahead=False)

    def go_to_step(self, index: int) -> None:
        """To a step of the iteration on screen."""
        if self.session.walkable and index != self.session.index:
            self.session.go_to(self.session.iteration, index)
            self._moved(True)

    def go_to(self, position: Position) -> None:
        """To a step of an iteration already reached, as a file names it."""
        self.session.set_granularity(Granularity(position.granularity))
        self.session.go_to(position.iteration, position.step)
        self._moved(True)

    def go_to_iteration(self, iteration: int) -> None:
        """To an iteration already reached, at the place of the walk where we are."""
        if self.session.walkable and 0 <= iteration <= self.session.history.length:
            self.session.go_to_tick(iteration, self.session.state.tick)
            self._moved(True)

    def choose_example(self, row: int) -> None:
        """The same step with another example of the iteration on screen, counted from 1."""
        if self.session.walkable:
            self.session.choose_example(row)
            self._moved(True)

    def go_to_example(self, row: int) -> None:
        """The same step with an example of the document's training set, counted from 1."""
        if self.session.walkable:
            self.session.go_to_example(row)
            self._moved(True)

    def set_granularity(self, granularity: Granularity) -> None:
        """Change how far one step goes."""
        if granularity is not self.session.granularity:
            self.session.set_granularity(granularity)
            self.granularity_chosen.emit()
            self._after_move()

    def toggle_play(self) -> None:
        """Play or pause."""
        if self.playback.playing:
            self.playback.pause()
        elif self.session.walkable:
            self.moved_by_hand.emit()
            self.leave_stop()
            self.playback.play()

    def _play_on(self) -> None:
        before = self.session.state
        if not self.session.forward():
            self.playback.pause()
            self.tell_end()
            return
        stop = met_since(self.session, self.breakpoints, before)
        if stop is not None:
            self.playback.pause()
            self.stand_on(stop)
        self._after_move(glide=True)

    def stand_on(self, stop: MetBreakpoint) -> None:
        """Show exactly the step on which a breakpoint was met."""
        session = self.session
        session.set_granularity(granularity_for(stop, session.granularity))
        session.go_to_tick(stop.iteration, stop.tick)
        self.stopped_at.emit(stop.met)
        words = tr("Stopped at the breakpoint: {met}.", met=stop.met)
        if stop.met.kind == "not-finite" and session.history.diverged_at == stop.iteration:
            words += f" {divergence_words(stop.iteration, session.history.start)}"
        self.message.emit(words, "stop")

    def _moved(self, moved: bool, glide: bool = False, ahead: bool = True) -> None:
        """A gesture of the user's moved the walk: that ends playing and following."""
        self.playback.pause()
        self._nearest = None
        self.moved_by_hand.emit()
        self.leave_stop()
        if moved:
            self._after_move(glide)
        elif self.session.walkable and ahead:
            self.tell_end()

    def trained_on(self, follow: bool, final: bool) -> None:
        """Training has done more iterations; ``follow`` goes along to the latest.

        While it runs the views show what they can, one after the other; at the end (``final``) all
        of them show the step on screen.
        """
        self._shown_length = self.session.history.length
        if follow:
            self._follow()
        if final:
            self.changed.emit()
            self.history_changed.emit()
        else:
            self.training_frame.emit()

    def _follow(self) -> None:
        """To the same step of the latest iteration, or the nearest one that it has.

        The last batch of an epoch may be smaller and have fewer steps: the larger ones after it
        show again the step that the walk stood on before.
        """
        session = self.session
        here = session.granularity, session.index
        if self._nearest != here:
            self._wanted = session.index
        session.go_to(session.history.length, self._wanted)
        self._nearest = session.granularity, session.index

    def costs(self, idle: bool) -> Array:
        """J of each iteration so far, before its update.

        While nothing runs (``idle``), J of the weights reached last as well, unless the network
        is so large that it would hold up the window; then it comes with the next iteration.
        """
        session, history = self.session, self.session.history
        document = session.document
        products = len(document.examples) * sum(w.size for w in document.network.weights)
        if not (idle and session.walkable and products < QUICK_PRODUCTS):
            return history.costs
        latest = session.trace_of(history.length).values.gradient.J
        return np.append(history.costs, latest) if math.isfinite(latest) else history.costs

    def tell_end(self) -> None:
        """Say why the walk does not lead on."""
        if self.session.trainable:
            self.tell_divergence()
        else:
            self.message.emit(NO_WAY_BACK, "stop")

    def tell_divergence(self) -> None:
        """Say where training left the numbers that a float64 can hold."""
        at = self.session.history.diverged_at
        if at is not None:
            words = divergence_words(at, self.session.history.start)
            self.message.emit(words, "error")

    # --- selecting --------------------------------------------------------------------------

    def click_unit(self, place: UnitPlace) -> None:
        """Select a unit and stand where it is computed."""
        self.select(place)
        if place.unit > 0 and self.session.go_to_unit(place.layer, place.unit):
            self._moved(True)
