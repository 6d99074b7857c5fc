"""What every panel's file in this room is made of: the panel, when it shows, what gestures do."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, SignalInstance
from PySide6.QtWidgets import QWidget

from bpsim.gui.desk.desk import Desk
from bpsim.gui.kit.entry.inline_editor import InlineEditor
from bpsim.gui.wiring.dock import Dock
from bpsim.steps.step import Step

Panel = TypeVar("Panel", bound=QWidget)


class PanelWiring(QObject, Generic[Panel]):
    """Joins one panel to the desk.

    A subclass makes its panel, connects its gestures, names the signals that it is shown on and
    says in ``show`` what it is handed. It is shown only while it can be seen, and when it appears.
    """

    always = False
    """Whether it is shown while it cannot be seen too, because others read what it holds."""

    keeps_result_back = False
    """Whether it shows causes on their way and keeps the result back itself; others wait for it."""

    editor_of_step = True
    """Whether its editor stands over a number of the step on screen."""

    def __init__(self, desk: Desk, panel: Panel) -> None:
        super().__init__(desk.controller)
        self.desk, self.controller, self.training = desk, desk.controller, desk.training
        self.panel = panel
        self._waits = False
        self.dock: Dock | None = None
        """None where the panel stands in no dock and can always be seen."""
        self.editor: InlineEditor | None = None
        """Where numbers of the document are edited in the panel; it is closed in time."""

    def show(self) -> None:
        """Hand the panel what it shows now."""

    def why_covered(self) -> str:
        """Why a sentence stands in place of the panel; empty where nothing blank is given away."""
        return ""

    def frames(self) -> tuple[Callable[[], None], ...]:
        """What shows it while training moves on, in parts that each take the time of a frame."""
        return (self.show,)

    def prepare(self, step: Step) -> None:
        """Do beforehand what showing ``step`` is going to take."""

    def take_preferences(self) -> None:
        """Show what the preferences say, at the start and when they are reset."""

    def finish(self) -> None:
        """The window goes: end what runs."""

    @property
    def example(self) -> int | None:
        """The row of the document's training set that is on screen, from 1."""
        step = self.controller.step
        here = step is not None and step.answered and self.controller.session.up_to_date
        return step.example if step is not None and here else None

    @property
    def in_front(self) -> bool:
        """True if the panel can be seen."""
        return self.dock is None or self.dock.in_front

    def show_on(self, *signals: SignalInstance) -> None:
        """Show the panel on each of these signals."""
        for signal in signals:
            signal.connect(self.refresh)

    def refresh(self) -> None:
        """Show the panel if that is to be seen, and the result of the step with it."""
        self._waits = self.controller.result_due and not self.keeps_result_back
        if not self._waits and (self.always or self.in_front):
            self.show()

    def arrive(self) -> None:
        """The result of the step may be seen: show the panel if it has waited for it."""
        if self._waits:
            self.refresh()

    def appeared(self, visible: bool) -> None:
        """Its dock was shown, or hidden."""
        if visible:
            self.controller.playback.complete()
            self.show()
        elif self.editor is not None:
            self.editor.close_editor()
