"""The step on screen as a picture: into a file, or onto the clipboard."""

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from bpsim.base.words import tr
from bpsim.core.errors import BpsimError
from bpsim.gui.desk.controller import Controller
from bpsim.gui.dialogs.questions import ask_where
from bpsim.gui.looks.theme import THEMES
from bpsim.gui.program.clipboard import picture_data, put
from bpsim.gui.program.preferences import Preferences
from bpsim.gui.window.appearance import Appearance
from bpsim.gui.window.export_kinds import STEP, SUFFIXES
from bpsim.gui.window.files import Files
from bpsim.steps.step import Step

if TYPE_CHECKING:  # what draws is imported with the first picture
    from bpsim.core.examples import Examples
    from bpsim.gui.picture.page import PictureLook

NO_STEP = tr("There is no step to draw: the network has no training example yet.")


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
        self.files, self._preferences = files, preferences

    def start(self, extent: str = "step") -> str:
        """The file that is offered, without a suffix; its name says how much is in it.

        ``extent`` is a step, an example, an iteration, or what the whole document gives ("").
        """
        step = self._controller.step
        name = self.files.stem
        if step is not None and extent:
            name += self._place(step, extent)
        return os.path.join(self._preferences.picture_folder, name)

    def remember(self, path: str) -> None:
        """Offer the folder of ``path`` the next time."""
        self._preferences.picture_folder = os.path.dirname(os.path.abspath(path))

    def export(self, chosen: Mapping[str, str] | None = None) -> None:
        """Ask for a file and draw the step into it; what goes wrong is said."""
        step = self._step()
        if step is None:
            return
        title, kinds = tr("Export a picture of this step"), SUFFIXES[STEP]
        path = ask_where(self._window, title, self.start(), kinds)
        if not path:
            return
        from bpsim.gui.picture.files import write_picture

        try:
            write_picture(path, step, *self.drawn_with(chosen))
        except BpsimError as error:
            self._controller.message.emit(str(error), "error")
            return
        self.remember(path)
        name = os.path.basename(path)
        self._controller.message.emit(
            tr("Exported the picture of this step to {name}.", name=name), "done"
        )

    def copy(self, chosen: Mapping[str, str] | None = None) -> None:
        """Put the step on the clipboard, as pixels and as SVG."""
        step = self._step()
        if step is None:
            return
        from bpsim.gui.picture.files import image_of, svg

        examples, look = self.drawn_with(chosen)
        data = picture_data(image_of(step, examples, look), svg(step, examples, look))
        put(data)
        self._controller.message.emit(tr("Copied the picture of this step."), "done")

    def _place(self, step: Step, extent: str) -> str:
        """The example and the step for the name of a file, as `bpsim render` counts them."""
        iteration = step.iteration or extent == "iteration"
        name = f"-iteration-{step.iteration}" if iteration else ""
        if step.example is not None and extent != "iteration":
            name += f"-example-{step.example}"
        if extent == "step":
            schedule = self._controller.session.trace_of(step.iteration).schedule
            name += f"-step-{schedule.number_in_example(step.index, step.granularity) + 1}"
        return name

    def _step(self) -> Step | None:
        """The step on screen; that there is none is said."""
        step = self._controller.step
        if step is None:
            self._controller.message.emit(NO_STEP, "info")
        return step

    def drawn_with(
        self, chosen: Mapping[str, str] | None = None, scale: float = 2.0
    ) -> "tuple[Examples, PictureLook]":
        """What the step on screen is drawn with: the window's theme, or as it was chosen.

        Of what was chosen theme, captions and extent count.
        """
        from bpsim.gui.picture.page import HEIGHT, WIDTH, PictureLook

        found = chosen or {}
        width, height = found.get("extent", f"{WIDTH}x{HEIGHT}").split("x")
        look = PictureLook(
            THEMES[found.get("theme", self._appearance.theme.name)], int(width), int(height), scale,
            self._controller.shown_delta.of_biases, bool(found.get("captions", "yes")),
        )  # fmt: skip
        return self._controller.session.examples, look
