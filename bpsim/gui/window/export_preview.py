"""What the dialog Export… shows of a kind: the picture, its first page, or how its text begins."""

from collections.abc import Callable, Mapping

from PySide6.QtGui import QImage

from bpsim.core.errors import BpsimError
from bpsim.core.progress import silent
from bpsim.export.classroom.roster import numbered
from bpsim.export.spreadsheet.workbook import sheets_of
from bpsim.formats.registry import written
from bpsim.gui.desk.controller import Controller
from bpsim.gui.window import export_kinds as kinds
from bpsim.gui.window.class_export import ClassExport
from bpsim.gui.window.export_work import ITERATION, Work, blanks_of
from bpsim.gui.window.screenshots import Screenshots
from bpsim.gui.window.step_export import StepExport
from bpsim.steps.schedule import Granularity

SCALE = 1.0
EXAMPLE_SHEET = 1
"""After the sheet of the weights."""
MOST_STEPS = 60
"""Of an example with more steps the first page takes too long to be shown at once."""
Chosen = Mapping[str, str]
DATA_SUFFIX = ".json"
"""Of the forms of data the one that can be read as text and has the weights."""
TEXTS = {kinds.SLIDES: ".md", kinds.TRACE: ".csv"}
"""The kinds of which the beginning of their text is shown, in the form that is read best."""


class ExportPreview:
    """Draws a preview; ``work`` makes what is exported without a painter."""

    def __init__(
        self,
        controller: Controller,
        steps: StepExport,
        screenshots: Screenshots,
        classes: ClassExport,
        work: Callable[[str, Chosen, str], Work],
    ) -> None:
        self._controller, self._steps, self._screenshots = controller, steps, screenshots
        self._classes, self._work = classes, work

    def draw(self, name: str, chosen: Chosen) -> QImage | None:
        """The picture; None for a kind that cannot be seen, or not at once."""
        try:
            return self._draw(name, chosen)
        except BpsimError:  # said once it is asked for
            return None

    def _draw(self, name: str, chosen: Chosen) -> QImage | None:
        if name == kinds.WINDOW:
            return self._screenshots.image(chosen["panel"], chosen["theme"])
        if name == kinds.CODE:
            return self._written(next(iter(kinds.SUFFIXES[name])))  # the first that is offered
        if name == kinds.DATA:
            return self._written(DATA_SUFFIX)
        step = self._controller.step
        if step is None:
            return None
        if name in (kinds.STEP, kinds.FILM, kinds.WALK):
            from bpsim.gui.picture.files import image_of

            # A page has the colours of who reads it, and the step as it is here.
            examples, look = self._steps.drawn_with(chosen, SCALE)
            return image_of(step, examples, look)
        schedule = self._controller.session.trace.schedule
        if schedule.per_example(Granularity.UNIT) > MOST_STEPS:
            return None
        if name == kinds.CLASS:
            return self._sheet(chosen)
        if name == kinds.SPREADSHEET:
            return self._spreadsheet(chosen)
        part = "example" if chosen["part"] == ITERATION else chosen["part"]
        work = self._work(name, {**chosen, "part": part}, TEXTS.get(name, ".pdf"))
        if name in TEXTS:
            return _text(work.files(silent)[""])
        from bpsim.gui.picture.paper import Sheets, sheet_image

        return sheet_image(Sheets.of(work.solution(silent)))

    def _sheet(self, chosen: Chosen) -> QImage:
        """The first page of the first student's sheet."""
        from bpsim.gui.picture.paper import Sheets, sheet_image

        (first,) = self._classes.variants(numbered(1), chosen)
        return sheet_image(Sheets.of(first.sheet))

    def _written(self, suffix: str) -> QImage:
        """How the network begins as that suffix has it."""
        return _text(written(self._controller.saved_form, f"network{suffix}").data)

    def _spreadsheet(self, chosen: Chosen) -> QImage:
        """The sheet of the example on screen."""
        from bpsim.gui.picture.cells import cells_image

        work = self._work(kinds.SPREADSHEET, {**chosen, "part": "example"}, ".xlsx")
        sheet = sheets_of(work.trace, (work.item,))[EXAMPLE_SHEET]
        return cells_image(sheet.shown(blanks_of(chosen)), sheet.headings)


def _text(data: bytes) -> QImage:
    from bpsim.gui.picture.text import text_image

    return text_image(data.decode())
