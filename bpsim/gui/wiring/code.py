"""The code panel: the program of the document, with the lines of the step on screen lit."""

from collections.abc import Mapping

from bpsim.base.words import tr
from bpsim.formats.code.lit_lines import PROGRAMS, lit_lines
from bpsim.formats.errors import PlaceError
from bpsim.gui.desk.desk import Desk
from bpsim.gui.panels.code.panel import CodePanel
from bpsim.gui.wiring.panel_wiring import PanelWiring
from bpsim.gui.wiring.words import NO_EXAMPLE
from bpsim.notation.formula import EMPTY, to_text
from bpsim.steps.step import Step

NOT_THERE = tr("No line of this program does this step.")
BLANK_HERE = tr("Its lines are not lit while its values are blank.")


class CodeWiring(PanelWiring[CodePanel]):
    """Joins the panel; the program is written anew only for another document."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, CodePanel(tuple(program.label for program in PROGRAMS)))
        self._program = PROGRAMS[0]
        self._written: tuple[object, str, Mapping[str, tuple[int, ...]]] = None, "", {}
        self.panel.language_chosen.connect(self._choose)
        self.show_on(self.controller.changed, self.training.finished)

    def show(self) -> None:
        step, document = self.controller.step, self.controller.session.document
        if step is None:
            self.panel.show_program("", (), NO_EXAMPLE)
            return
        key = (self._program, document)
        if self._written[0] != key:
            try:
                text = self._program.write(document, "").data.decode()
            except PlaceError as error:
                self.panel.show_program("", (), f"{error}.")
                return
            self._written = key, text, lit_lines(self._program, text)
        _, text, lines = self._written
        # The lines of a step that is to be worked out would tell its formula.
        lit = lines.get(step.phase.value, ()) if step.formula != EMPTY else ()
        words = _numbers(step) or step.position
        if step.formula == EMPTY:
            words = f"{words}. {BLANK_HERE}"
        elif not lit:
            words = f"{words}. {NOT_THERE}"
        self.panel.show_program(text, lit, words)

    def _choose(self, place: int) -> None:
        self._program = PROGRAMS[place]
        self.refresh()


def _numbers(step: Step) -> str:
    """What the step computes, for the margin: of each equation its start and its result."""
    equations = (line.split(" = ") for line in to_text(step.numbers).splitlines())
    return ",  ".join(f"{parts[0]} = {parts[-1]}" for parts in equations if len(parts) > 1)
