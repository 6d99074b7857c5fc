"""Where a lesson and the doctor lead to: a panel in front, practice, a wrong algorithm."""

from typing import Any

from PySide6.QtCore import QObject

from bpsim.core.document import Document
from bpsim.gui.desk.desk import Desk
from bpsim.gui.desk.modes import Mode
from bpsim.gui.wiring.docks import Docks
from bpsim.gui.wiring.wiring import Wiring

SHOWN_IN = {"delta": "step"}
"""The dock of what has none of its own: a δ is taken apart in the explanation."""


class LessonLinks(QObject):
    """Joins the lesson, and the doctor, to the panels that they send a student to."""

    def __init__(self, desk: Desk, wiring: Wiring, docks: Docks) -> None:
        super().__init__(desk.controller)
        self._desk, self._wiring, self._docks = desk, wiring, docks
        lesson: Any = wiring["lesson"]
        lesson.panel_wanted.connect(self._bring_up)
        lesson.practise_wanted.connect(self._practise)
        lesson.break_wanted.connect(self._break)
        doctor: Any = wiring["doctor"]
        doctor.panel_wanted.connect(self._change)

    def _bring_up(self, name: str) -> None:
        """Have in front what a lesson speaks of, unless it would hide the lesson itself."""
        name = SHOWN_IN.get(name, name)
        if not self._docks.covers_mode(name):
            self._docks.bring_up(name)

    def _change(self, name: str, setting: str) -> None:
        """Have a panel in front, with the keys in the field of ``setting``."""
        if name == "graph":  # always to be seen; what is chosen stands on it
            getattr(self._wiring[name].building.controls, setting).setFocus()
            return
        self._docks.bring_up(name)
        if setting:
            field = getattr(self._wiring[name].panel.controls, setting)
            field.setFocus()
            field.selectAll()

    def _practise(self, document: Document, example: int, kinds: tuple[str, ...]) -> None:
        """Practise what has just been explained."""
        self._desk.modes.choose(Mode.PRACTISE)
        self._wiring["practise"].begin(document, example, kinds)

    def _break(self, document: Document, mistake: str) -> None:
        """Make the mistake that the lesson speaks of, on its network."""
        self._desk.modes.choose(Mode.BREAK_IT)
        self._desk.controller.visit(document)
        self._wiring["break_it"].choose(mistake)
