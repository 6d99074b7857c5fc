"""Prepares the step that is most likely shown next while there is nothing else to do."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from PySide6.QtCore import QObject, QTimer

from bpsim.gui.desk.controller import Controller
from bpsim.gui.wiring.panel_wiring import PanelWiring
from bpsim.session.state import State


class NextStep(QObject):
    """Looks one step ahead, in the direction of the last one.

    What it finds goes into the memories of the walk and of the views, so that a step that follows
    is shown sooner; any other step is shown as it would be without it. It never leaves the
    iteration on screen, as that may take training it first.
    """

    def __init__(
        self, controller: Controller, in_front: Callable[[], Sequence[PanelWiring[Any]]]
    ) -> None:
        super().__init__(controller)
        self._controller, self._in_front = controller, in_front
        self._at = (0, 0)
        self._state: State | None = None
        self._onward = True
        self._work: Iterator[None] = iter(())
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self._go_on)
        controller.changed.connect(self._look)

    @property
    def busy(self) -> bool:
        """True while something is still to be prepared."""
        return self._idle.isActive()

    def stop(self) -> None:
        """Leave undone what is not done yet."""
        self._work, self._state = iter(()), None
        self._idle.stop()

    def _look(self) -> None:
        """Begin anew from the step on screen, once the event loop has nothing else to do."""
        state = self._controller.session.state
        before, self._at = self._at, (state.iteration, state.tick)
        self._state = state
        if before != self._at:
            self._onward = before < self._at
        self._work = self._prepared()
        self._idle.start(0)

    def _go_on(self) -> None:
        """One piece at a time, so that a key never waits for all of them."""
        if self._controller.session.state is not self._state:
            self.stop()  # edited, opened, or moved by training, which tells only the views
            return
        for _ in self._work:
            self._idle.start(0)
            return
        self.stop()

    def _prepared(self) -> Iterator[None]:
        yield  # the step on screen is painted first
        step = self._controller.beside(self._onward)
        if step is None:
            return
        yield
        for wiring in self._in_front():
            if type(wiring).prepare is not PanelWiring.prepare:  # most have nothing to prepare
                wiring.prepare(step)
                yield
