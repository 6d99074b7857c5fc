"""Actions that ask first: where to go, which weights to start from, how many to hold out."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from bpsim.base.words import tr
from bpsim.core.settings import Position
from bpsim.gui.desk.desk import Desk
from bpsim.session.editing import draw_weights, split_examples
from bpsim.steps.schedule import Schedule

if TYPE_CHECKING:
    from bpsim.gui.dialogs.hold_out import Share
    from bpsim.session.go_to_target import Target


class DialogActions(QObject):
    """Opens the dialogs and carries out what they answer."""

    def __init__(self, window: QWidget, desk: Desk) -> None:
        super().__init__(window)
        self._window, self._controller, self._training = window, desk.controller, desk.training
        self._preferences = desk.preferences
        self._share: Share | None = None

    def go_to(self) -> None:
        """Ask for a step of any iteration; one not reached yet is trained up to."""
        from bpsim.gui.dialogs.go_to import ask_target
        from bpsim.session.go_to_target import Walk

        session = self._controller.session
        if not session.walkable:
            return
        history = session.history
        walk = Walk(
            session.iteration, history.length, history.document_at, session.granularity,
            history.diverged_at,
        )  # fmt: skip
        target = ask_target(self._window, walk)
        if target is not None:
            self._training.resume(self._position(target))

    def _position(self, target: "Target") -> Position:
        """The target as a position: its step counted from 0 within the iteration."""
        session = self._controller.session
        granularity, step = session.granularity, (target.step or 1) - 1
        if target.example is not None:
            document = session.history.document_at(target.iteration)
            batch = document.batch_of(target.iteration)
            schedule = Schedule.of(document, target.iteration)
            step = (batch.index(target.example - 1) or 0) * schedule.per_example(granularity)
        return Position(target.iteration, step, granularity.value)

    def start_weights(self) -> None:
        """Ask how to draw new weights to start from."""
        from bpsim.gui.dialogs.initial_weights import ask_initial_weights

        document = self._controller.session.document
        first = document.start or self._preferences.start
        chosen = ask_initial_weights(self._window, document.network, first)
        if chosen is None:
            return
        self._preferences.start = chosen
        self._controller.edit(draw_weights, chosen)

    def hold_out_share(self) -> None:
        """Ask for a share of the training set, and hold out so many examples drawn by chance."""
        from bpsim.core.held_out import drawn_rows, moved
        from bpsim.gui.dialogs.hold_out import ask_share

        document = self._controller.session.document
        count = len(document.examples)
        if count < 2:
            self._controller.message.emit(
                tr("There must be two training examples at least to hold one out."), "error"
            )
            return
        share = ask_share(self._window, count, self._share)
        if share is None:
            return
        self._share = share
        rows = drawn_rows(count, share.percent / 100, share.seed)
        rest, apart = moved(document.examples, document.held_out, rows)
        what = tr("Hold out {percent}\u00a0%, seed {seed}", percent=share.percent, seed=share.seed)
        self._controller.edit(split_examples, rest, apart, what)
