"""What of a step is not shown: the blanks of practice, and results that wait while presenting."""

from bpsim.gui.desk.open_document import OpenDocument
from bpsim.steps.step import Step
from bpsim.teach.practice.blanks import ValuePlace
from bpsim.teach.practice.masking import Blanks
from bpsim.teach.practice.result_hidden import ResultHidden


class Blanking:
    """Takes what is blank out of every step of ``opened`` that views are handed."""

    def __init__(self, opened: OpenDocument) -> None:
        self._opened = opened
        self._blanks: Blanks | None = None
        self._hides_results = False
        self._asked_for: ResultHidden | None = None
        self._masked: tuple[Step, Blanks | ResultHidden, Step] | None = None

    @property
    def now(self) -> Blanks | ResultHidden | None:
        """What is not shown at the step on screen; None where everything is."""
        step = self._opened.session.step
        if self._blanks is None and self._hides_results and step is not None:
            hidden = ResultHidden.of(step)
            return hidden if hidden.places and hidden != self._asked_for else None
        return self._blanks

    @property
    def places(self) -> frozenset[ValuePlace]:
        """The places that are blank at the step on screen."""
        step, blanks = self._opened.session.step, self.now
        return frozenset() if step is None or blanks is None else blanks.at(step)

    def set(self, blanks: Blanks | None) -> None:
        """Show these values no longer, or all again."""
        if blanks != self._blanks:
            self._blanks = blanks
            self._opened.changed.emit()

    @property
    def hides_results(self) -> bool:
        """Whether the result of each step waits until it is asked for."""
        return self._hides_results

    def hide_results(self, on: bool) -> None:
        """Let the result of each step wait until it is asked for, or no longer."""
        if on != self._hides_results:
            self._hides_results, self._asked_for = on, None
            self._opened.changed.emit()

    def ask_for_result(self) -> bool:
        """Show the result of the step on screen; False where it is shown already."""
        blanks = self.now
        if not isinstance(blanks, ResultHidden):
            return False
        self._asked_for = blanks
        self._opened.changed.emit()
        return True

    def masked(self, step: Step) -> Step:
        """Any step without what is blank now."""
        blanks = self.now
        return step if blanks is None else blanks.masked(step)

    def shown(self, step: Step | None) -> Step | None:
        """The step on screen without what is blank."""
        blanks = self.now
        if step is None or blanks is None:
            return step
        # The same object for the same step: views tell by it whether anything is new.
        masked = self._masked
        if masked is None or masked[0] is not step or masked[1] != blanks:
            self._masked = masked = (step, blanks, blanks.masked(step))
        return masked[2]
