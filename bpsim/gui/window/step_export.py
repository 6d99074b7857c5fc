"""The step on screen as a picture: into a file, or onto the clipboard."""

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from bpsim.core.errors import BpsimError
from bpsim.gui.desk.controller import Controller
from bpsim.gui.dialogs.questions import ask_where
from bpsim.gui.program.clipboard import picture_data, put
from bpsim.gui.program.preferences import Preferences
from bpsim.gui.window.appearance import Appearance
from bpsim.gui.window.files import Files, file_name
from bpsim.steps.step import Step

if TYPE_CHECKING:  # what draws is imported with the first picture
    from bpsim.core.examples import Examples
    from bpsim.gui.picture.page import Look

KINDS = {
    ".png": "Picture (*.png)",
    ".svg": "Drawing (*.svg)",
    ".pdf": "Document of one page (*.pdf)",
}
NO_STEP = "There is no step to draw: the network has no training example yet."


class StepExport(QObject):
    """Draws the step on screen, in the window's theme and step size, nothing selected."""

    def __init__(
        self,
        window: QWidget,
        controller: Controller,
        appearance: Appearance,
        files: Files,
        preferences: Preferences,
    ) -> None:
        super().__init__(window)
        self._window, self._controller, self._appearance = window, controller, appearance
        self._files, self._preferences = files, preferences

    def export(self) -> None:
        """Ask for a file and draw the step into it; what goes wrong is said."""
        step = self._step()
        if step is None:
            return
        start = os.path.join(self._preferences.picture_folder, self.suggested_name(step))
        path = ask_where(self._window, "Export a picture of this step", start, KINDS)
        if not path:
            return
        from bpsim.gui.picture.files import write_picture

        try:
            write_picture(path, step, *self._with())
        except BpsimError as error:
            self._controller.message.emit(str(error), "error")
            return
        self._preferences.picture_folder = os.path.dirname(os.path.abspath(path))
        name = os.path.basename(path)
        self._controller.message.emit(f"Exported the picture of this step to {name}.", "done")

    def copy(self) -> None:
        """Put the step on the clipboard, as pixels and as SVG."""
        step = self._step()
        if step is None:
            return
        from bpsim.gui.picture.files import image_of, svg

        examples, look = self._with()
        data = picture_data(image_of(step, examples, look), svg(step, examples, look))
        put(data)
        self._controller.message.emit("Copied the picture of this step.", "done")

    def suggested_name(self, step: Step) -> str:
        """The document's name with the example and the step as `bpsim render` counts them."""
        stem, _ = os.path.splitext(self._files.name)
        name = file_name(stem if self._files.path else self._files.name)
        schedule = self._controller.session.trace_of(step.iteration).schedule
        number = schedule.number_in_example(step.index, step.granularity) + 1
        if step.iteration:
            name += f"-iteration-{step.iteration}"
        if step.example is not None:
            name += f"-example-{step.example}"
        return f"{name}-step-{number}"

    def _step(self) -> Step | None:
        """The step on screen; that there is none is said."""
        step = self._controller.step
        if step is None:
            self._controller.message.emit(NO_STEP, "info")
        return step

    def _with(self) -> "tuple[Examples, Look]":
        """What the step on screen is drawn with."""
        from bpsim.gui.picture.page import Look

        look = Look(self._appearance.theme, bias_deltas=self._controller.bias_delta)
        return self._controller.session.examples, look
