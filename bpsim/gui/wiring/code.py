"""The code panel: the program of the document, with the lines of the step on screen lit."""

from collections.abc import Mapping
from typing import NamedTuple

from bpsim.base.words import sentence, tr
from bpsim.core.document import Document
from bpsim.core.errors import BpsimError
from bpsim.core.unexpected import attempted
from bpsim.formats.code.lit_lines import PROGRAMS, Program, lit_lines
from bpsim.formats.errors import PlaceError
from bpsim.gui.desk.desk import Desk
from bpsim.gui.panels.code.panel import CodePanel
from bpsim.gui.program.background import Background
from bpsim.gui.wiring.panel_wiring import PanelWiring
from bpsim.gui.wiring.words import NO_EXAMPLE
from bpsim.notation.formula import EMPTY, to_text
from bpsim.steps.step import Step

NOT_THERE = tr("No line of this program does this step.")
BLANK_HERE = tr("Its lines are not lit while its values are blank.")
WRITING = tr("The program is being written.")
QUICK_NUMBERS = 20_000
"""So many are written out within a frame."""


class Written(NamedTuple):
    """A program, which of its lines do each phase, and what keeps it from being written."""

    text: str
    lines: Mapping[str, tuple[int, ...]]
    problem: str


class CodeWiring(PanelWiring[CodePanel]):
    """Joins the panel; the program is written anew only for another document."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, CodePanel(tuple(program.label for program in PROGRAMS)))
        self._program = PROGRAMS[0]
        self._written: tuple[object, Written] = None, Written("", {}, "")
        self.background = Background(self)
        self.panel.language_chosen.connect(self._choose)
        self.show_on(self.controller.changed)

    def show(self) -> None:
        step, document = self.controller.step, self.controller.session.document
        if step is None:
            self.panel.show_program("", (), NO_EXAMPLE)
            return
        key = (self._program, document)
        if self._written[0] != key and _numbers_in(document) > QUICK_NUMBERS:
            self._write_later(*key)
            self.panel.show_program("", (), WRITING)
            return
        if self._written[0] != key:
            try:
                self._written = key, attempted(lambda: written(*key))
            except BpsimError as error:
                self._written = key, not_written(error)
        text, lines, problem = self._written[1]
        if problem:
            self.panel.show_program("", (), problem)
            return
        # The lines of a step that is to be worked out would tell its formula.
        lit = lines.get(step.phase.value, ()) if step.formula != EMPTY else ()
        words = _numbers(step) or step.position
        if step.formula == EMPTY:
            words = f"{words}. {BLANK_HERE}"
        elif not lit:
            words = f"{words}. {NOT_THERE}"
        self.panel.show_program(text, lit, words)

    def finish(self) -> None:
        self.background.end()

    def _write_later(self, program: Program, document: Document) -> None:
        """Write it in a thread, unless another one is being written: then after that."""
        if not self.background.busy:
            self.background.run(
                lambda: written(program, document),
                lambda found: self._arrived((program, document), found),
                lambda error: self._arrived((program, document), not_written(error)),
            )

    def _arrived(self, key: object, found: Written) -> None:
        self._written = key, found
        self.refresh()

    def _choose(self, place: int) -> None:
        self._program = PROGRAMS[place]
        self.refresh()


def written(program: Program, document: Document) -> Written:
    """The program of ``document``, or why there is none."""
    try:
        text = program.write(document, "").data.decode()
    except PlaceError as error:
        return not_written(error)
    return Written(text, lit_lines(program, text), "")


def not_written(error: Exception) -> Written:
    """No program, and why."""
    return Written("", {}, sentence(str(error)))


def _numbers_in(document: Document) -> int:
    examples = document.examples
    return examples.x.size + sum(theta.size for theta in document.network.weights)


def _numbers(step: Step) -> str:
    """What the step computes, for the margin: of each equation its start and its result."""
    equations = (line.split(" = ") for line in to_text(step.numbers).splitlines())
    return ",  ".join(f"{parts[0]} = {parts[-1]}" for parts in equations if len(parts) > 1)
