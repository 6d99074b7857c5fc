"""Everything a gesture can do to the open document: one way in for actions, one signal out."""

import math

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from bpsim.core.arrays import Array
from bpsim.core.breakpoints import Breakpoint
from bpsim.core.document import Document
from bpsim.core.settings import Position
from bpsim.gui.desk.commands import ChangeKept, ChangeState
from bpsim.gui.desk.edits import Edits
from bpsim.gui.desk.playback import Playback
from bpsim.gui.desk.run_keeping import RunKeeping
from bpsim.session.breakpoints import Stop, granularity_for
from bpsim.session.session import Session
from bpsim.session.state import State
from bpsim.session.stops import met_since
from bpsim.session.training_words import divergence_words
from bpsim.steps.apart.bias_delta import bias_delta
from bpsim.steps.apart.delta import DeltaBreakdown
from bpsim.steps.places import EdgePlace, UnitPlace
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.step import Step

Place = UnitPlace | EdgePlace
QUICK_PRODUCTS = 20_000_000
"""Weights times examples that are multiplied within a frame."""


class Controller(QObject):
    """Moves the session and says so; views listen to ``changed`` and never to each other."""

    opened = Signal()
    """Another document was opened, whose walk may stand in a later iteration."""
    about_to_change = Signal()
    """The document is about to be edited or replaced; what runs on it must end first."""
    changed = Signal()
    """Something about the step on screen is new: position, numbers, convention."""
    document_changed = Signal()
    """Another document, or an edited one."""
    history_changed = Signal()
    """There are more, fewer or other iterations."""
    moved_by_hand = Signal()
    granularity_chosen = Signal()
    training_frame = Signal()
    """Training has moved on: one view may render now, in the time of a frame."""
    breakpoints_changed = Signal()
    stopped_at = Signal(object)
    """The breakpoint on which the walk stands, None once it moves on."""
    selection_changed = Signal(object)
    what_if = Signal(object)  # the step on screen as it would be with another number
    message = Signal(str, str)
    """A sentence for the message area, and its kind: "info", "error", "done" or "stop"."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self.playback = Playback(self)
        self.playback.step_due.connect(self._play_on)
        self.selection: Place | None = None
        self.breakpoints = document.breakpoints
        self.bias_delta = False
        """Whether the δ of bias units is computed and shown."""
        self.session = Session(document)
        self.edits = Edits(self)
        self.keeping = RunKeeping(self)
        self._trained_since_save = False
        self.pending: Position | None = None
        """Where the walk will stand once the iterations up to there have been run again."""
        self._shown_length = 0
        self._nearest: tuple[Granularity, int] | None = None
        self._wanted = 0

    # --- documents --------------------------------------------------------------------------

    def open(self, document: Document) -> None:
        """Replace everything by ``document``."""
        self.about_to_change.emit()
        self.playback.stop()
        self.leave_stop()
        self.session = Session(document)
        self.undo_stack.clear()
        self._trained_since_save = False
        # All of it is there before any view is told: a place of the old network may be in none.
        self.breakpoints = document.breakpoints
        self.selection = None
        self.selection_changed.emit(None)
        self.breakpoints_changed.emit()
        self.document_changed.emit()
        self.history_changed.emit()
        self.changed.emit()
        self.opened.emit()

    @property
    def saved_form(self) -> Document:
        """The document as it goes into a file: with where the walk stands, or is going to."""
        document = self.session.saved_form.with_(
            breakpoints=self.breakpoints, runs=self.keeping.runs.items
        )
        return document if self.pending is None else document.with_(position=self.pending)

    @property
    def modified(self) -> bool:
        """True if closing now would lose an edit or a training run."""
        return not self.undo_stack.isClean() or self._trained_since_save

    def saved(self) -> None:
        """What is on screen has just been written to a file."""
        self._trained_since_save = False
        self.undo_stack.setClean()

    def trained(self) -> None:
        """A training run was made, which is work worth saving."""
        if not self._trained_since_save:
            self._trained_since_save = True
            self.undo_stack.cleanChanged.emit(False)

    def take_up_edit(self) -> None:
        """Make the next edit that the document's file tells of, where its iteration begins."""
        self.session.take_up()
        self.document_changed.emit()
        self.history_changed.emit()

    # --- what views show --------------------------------------------------------------------

    @property
    def step(self) -> Step | None:
        """The step on screen."""
        return self.session.step

    def delta_place(self) -> UnitPlace | None:
        """The unit whose δ is shown: the one being computed on the way back, else the selected."""
        return None if self.step is None else self._delta_place(self.step)

    def _delta_place(self, step: Step) -> UnitPlace:
        deltas = (Phase.OUTPUT_DELTA, Phase.HIDDEN_DELTA)
        if step.phase in deltas and step.layer is not None and step.unit is not None:
            return UnitPlace(step.layer, step.unit)
        selected = self.selection
        if isinstance(selected, UnitPlace) and (selected.unit > 0 or self._bias_shown(selected)):
            return selected
        if step.layer is not None and step.layer > 1 and step.units:
            return UnitPlace(*step.units[0])
        return UnitPlace(self.session.document.network.depth, 1)

    def _bias_shown(self, place: UnitPlace) -> bool:
        depth = self.session.document.network.depth
        return self.bias_delta and place.unit == 0 and 2 <= place.layer < depth

    def delta(self) -> DeltaBreakdown | None:
        """The δ to show, taken apart; None for a unit of the input layer."""
        return None if self.step is None else self.delta_at(self.step)

    def delta_at(self, step: Step) -> DeltaBreakdown | None:
        """The δ that is shown at a step of the iteration on screen."""
        place = self._delta_place(step)
        if place.layer == 1:
            return None
        if place.unit == 0:
            return bias_delta(self.session.trace, step, place.layer)
        return self.session.trace.delta(step, place.layer, place.unit)

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
            self.tell_divergence()
            return
        stop = met_since(self.session, self.breakpoints, before)
        if stop is not None:
            self.playback.pause()
            self.stand_on(stop)
        self._after_move(glide=True)

    # --- breakpoints ------------------------------------------------------------------------

    def set_breakpoints(self, breakpoints: tuple[Breakpoint, ...]) -> None:
        """Replace the list of breakpoints, which can be undone."""
        if breakpoints == self.breakpoints:
            return
        more = len(breakpoints) - len(self.breakpoints)
        text = "Add" if more > 0 else "Remove" if more < 0 else "Change"
        self.undo_stack.push(
            ChangeKept(f"{text} breakpoint", self.breakpoints, breakpoints, self._show_breakpoints)
        )

    def _show_breakpoints(self, breakpoints: tuple[Breakpoint, ...]) -> None:
        self.breakpoints = breakpoints
        self.breakpoints_changed.emit()

    def toggle_delta_breakpoint(self, layer: int, unit: int) -> None:
        """Stop at the δ of this unit, or no longer."""
        same = [b for b in self.breakpoints if (b.kind, b.layer, b.unit) == ("delta", layer, unit)]
        if same:
            self.set_breakpoints(tuple(b for b in self.breakpoints if b not in same))
        else:
            new = Breakpoint("delta", layer=layer, unit=unit)
            self.set_breakpoints((*self.breakpoints, new))

    def delta_breakpoints(self) -> frozenset[tuple[int, int]]:
        """The (layer, unit) whose δ is a breakpoint that is on."""
        return frozenset(
            (b.layer, b.unit) for b in self.breakpoints if b.kind == "delta" and b.enabled
        )

    def stand_on(self, stop: Stop) -> None:
        """Show exactly the step on which a breakpoint was met."""
        session = self.session
        session.set_granularity(granularity_for(stop, session.granularity))
        session.go_to_tick(stop.iteration, stop.tick)
        self.stopped_at.emit(stop.met)
        words = f"Stopped at the breakpoint: {stop.met}."
        if stop.met.kind == "not-finite" and session.history.diverged_at == stop.iteration:
            words += f" {divergence_words(stop.iteration, session.history.start)}"
        self.message.emit(words, "stop")

    def leave_stop(self) -> None:
        """The walk moves on from the breakpoint that it stood on, if it did."""
        self.stopped_at.emit(None)

    def _moved(self, moved: bool, glide: bool = False, ahead: bool = True) -> None:
        """A gesture of the user's moved the walk: that ends playing and following."""
        self.playback.pause()
        self._nearest = None
        self.moved_by_hand.emit()
        self.leave_stop()
        if moved:
            self._after_move(glide)
        elif self.session.walkable and ahead:
            self.tell_divergence()

    def _after_move(self, glide: bool = False) -> None:
        known = self.session.history.length
        self.changed.emit()
        self.playback.stepped(glide)
        if known != self._shown_length:
            self._shown_length = known
            self.history_changed.emit()

    def trained_on(self, follow: bool, final: bool) -> None:
        """Training has done more iterations; ``follow`` shows the start of the latest.

        While it runs the views are shown it one after the other; at the end (``final``) at once.
        """
        session = self.session
        self._shown_length = session.history.length
        if follow:
            self._follow()
        if not final:
            self.training_frame.emit()
            return
        if follow:
            self.changed.emit()
        self.history_changed.emit()

    def _follow(self) -> None:
        """To the same step of the latest iteration, or the nearest one that it has.

        The last batch of an epoch may be smaller and have fewer steps: the larger ones after it
        show again the step that the walk stood on before.
        """
        session = self.session
        here = session.granularity, session.index
        if self._nearest != here:
            self._wanted = session.index
        session.go_to(session.history.latest, self._wanted)
        self._nearest = session.granularity, session.index

    def costs(self, resting: bool) -> Array:
        """J of each iteration so far, before its update.

        While nothing runs (``resting``), J of the weights reached last as well, unless the network
        is so large that it would hold up the window; then it comes with the next iteration.
        """
        session, history = self.session, self.session.history
        document = session.document
        products = len(document.examples) * sum(w.size for w in document.network.weights)
        if not (resting and session.walkable and products < QUICK_PRODUCTS):
            return history.costs
        latest = session.trace_of(history.latest).values.gradient.J
        return np.append(history.costs, latest) if math.isfinite(latest) else history.costs

    def tell_divergence(self) -> None:
        """Say where training left the numbers that a float64 can hold."""
        at = self.session.history.diverged_at
        if at is not None:
            words = divergence_words(at, self.session.history.start)
            self.message.emit(words, "error")

    # --- selecting --------------------------------------------------------------------------

    def select(self, place: Place | None) -> None:
        """Select a unit or an edge, or nothing."""
        if place != self.selection:
            self.selection = place
            self.selection_changed.emit(place)

    def click_unit(self, place: UnitPlace) -> None:
        """Select a unit and stand where it is computed."""
        self.select(place)
        if place.unit > 0 and self.session.go_to_unit(place.layer, place.unit):
            self._moved(True)

    # --- changing the document --------------------------------------------------------------

    def change(self, text: str, document: Document, merge_key: int = -1) -> None:
        """Replace the document by an edited one, as one undoable command."""
        self.about_to_change.emit()
        self.push(text, self.session.changed(document), merge_key)

    def push(self, text: str, after: State, merge_key: int = -1) -> None:
        """Make ``after`` the state on screen, as one undoable command."""
        before = self.session.state
        self.undo_stack.push(ChangeState(text, before, after, self._restore, merge_key))

    def _restore(self, state: State) -> None:
        self.about_to_change.emit()
        self.playback.pause()
        self.leave_stop()
        self.session.restore(state)
        self.document_changed.emit()
        self.history_changed.emit()
        self._after_move()
