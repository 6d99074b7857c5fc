"""The only place where panels and desk meet: makes every panel of the table and joins it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import QObject

from bpsim.base.words import tr
from bpsim.gui.desk.desk import Desk
from bpsim.gui.graph.view import GraphView
from bpsim.gui.wiring.announcements import Announcements
from bpsim.gui.wiring.docks import Docks
from bpsim.gui.wiring.graph import GraphWiring
from bpsim.gui.wiring.next_step import NextStep
from bpsim.gui.wiring.open_editors import OpenEditors
from bpsim.gui.wiring.panel_wiring import PanelWiring
from bpsim.gui.wiring.table import ROWS, Row


class Wiring(QObject):
    """Holds the wiring of each panel by the panel's name."""

    def __init__(self, desk: Desk, docks: Docks, graph: GraphView) -> None:
        super().__init__(desk.controller)
        self._desk = desk
        self._by_name: dict[str, PanelWiring[Any]] = {}
        self.views = SimpleNamespace()
        """The panels by name, as attributes."""
        self._turns: Iterator[Callable[[], None]] = iter(())
        controller, training = desk.controller, desk.training
        controller.about_to_change.connect(training.give_way)
        controller.moved_by_hand.connect(training.let_go)
        self._editors = OpenEditors(controller)
        self._add("graph", GraphWiring(desk, graph))
        self._announcements = Announcements(desk, graph)
        for row in ROWS:
            wiring = row.wiring(desk)
            docks.fill(row, wiring)
            self._add(row.name, wiring)
            if wiring.dock is not None:
                wiring.dock.closed.connect(partial(self._say_hidden, row))
        self._take_memory()
        self.next_step = NextStep(controller, self.in_front)
        controller.opened.connect(self.resume_walk)
        training.started.connect(self._begin_turns)
        controller.training_frame.connect(self._frame)
        controller.playback.progress.connect(self._arrive)

    def __getitem__(self, name: str) -> Any:
        """The wiring of the panel called ``name``."""
        return self._by_name[name]

    def _add(self, name: str, wiring: PanelWiring[Any]) -> None:
        self._by_name[name] = wiring
        setattr(self.views, name, wiring.panel)
        if wiring.editor is not None:
            self._editors.watch(wiring.editor, wiring.editor_of_step)
            wiring.editor.refused.connect(self._desk.controller.refuse)
        wiring.take_preferences()

    def _say_hidden(self, row: Row) -> None:
        """Say where a panel is found again: who closed it may have meant something else."""
        words = tr("“{panel}” is hidden; View › Panels shows it again.", panel=row.title)
        self._desk.controller.message.emit(words, "done")

    # --- for all of them --------------------------------------------------------------------

    def in_front(self) -> list[PanelWiring[Any]]:
        """The wirings of the panels that can be seen."""
        return [each for each in self._by_name.values() if each.in_front]

    def show_all(self) -> None:
        """Hand every panel that can be seen everything."""
        for each in self._by_name.values():
            each.refresh()

    def cover(self) -> None:
        """Put a sentence in place of each panel that would give a blank value away."""
        # Seldom: twenty panels need not be asked.
        blank = self._desk.controller.blanking.now is not None
        for each in self._by_name.values():
            if each.dock is not None:
                each.dock.cover(each.why_covered() if blank else "")

    def _arrive(self, progress: float | None) -> None:
        """Causes have come to their result: the other panels show it as well."""
        if progress is None:
            for each in self._by_name.values():
                each.arrive()

    def _begin_turns(self) -> None:
        """Those left over from another run may be of another document."""
        self._turns = iter(())

    def _frame(self) -> None:
        """Show one panel while training runs, so that no frame waits for all of them."""
        show = next(self._turns, None)
        if show is None:
            shown = [each for each in self._by_name.values() if each.always or each.in_front]
            self._turns = iter([part for each in shown for part in each.frames()])
            show = next(self._turns)
        show()

    def take_preferences(self) -> None:
        """Show what the preferences say."""
        for each in self._by_name.values():
            each.take_preferences()
        self._take_memory()

    def _take_memory(self) -> None:
        self._desk.controller.memory.change(self._desk.preferences.memory * 2**20)

    def finish(self) -> None:
        """The window goes: end what runs."""
        self._desk.controller.playback.stop()
        self._desk.training.shut_down()
        self.next_step.stop()
        for each in self._by_name.values():
            each.finish()

    def resume_walk(self) -> None:
        """Go to where the walk stood when the document was saved."""
        session = self._desk.controller.session
        position = session.document.position
        # The last edit that a file tells of is part of its run, wherever that is said to end.
        reached = max([position.reached, *(each.start for each in session.later_edits)])
        if position.iteration or reached:
            self._desk.training.resume(replace(position, reached=reached))
