"""Export…: asks what and where, and writes it while the window stays alive."""

import os
from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QWidget

from bpsim.core.document import Document
from bpsim.core.errors import BpsimError
from bpsim.export.solution.content import Solution
from bpsim.formats.files import require_place, write_bytes
from bpsim.formats.registry import write
from bpsim.gui.desk.controller import Controller
from bpsim.gui.dialogs.exporting.dialog import ExportDialog
from bpsim.gui.dialogs.questions import ask_where
from bpsim.gui.dialogs.waiting import Drawing, Waiting
from bpsim.gui.looks.theme import THEMES
from bpsim.gui.program.picture_bytes import png_bytes
from bpsim.gui.window import export_kinds as kinds
from bpsim.gui.window.step_export import StepExport
from bpsim.gui.wiring.docks import Docks
from bpsim.steps.schedule import Granularity
from bpsim.steps.trace import Trace

PREVIEW_SCALE = 1.0

NO_TARGET = (
    "Your input has no target, so that only a picture of the step, the window, code and data can "
    "be exported. Press Esc to go back to the examples."
)


class StoppedError(BpsimError):
    """The user has pressed Cancel while something was drawn."""


class Exporting(QObject):
    """Opens the dialog and carries out what it answers."""

    def __init__(
        self, window: QWidget, controller: Controller, docks: Docks, steps: StepExport
    ) -> None:
        super().__init__(window)
        self._window, self._controller, self._docks = window, controller, docks
        self._steps = steps
        self._last = ""

    def ask(self) -> None:
        """Choose a kind and a file, and write it; what goes wrong is said."""
        panels = {
            name: dock.windowTitle()
            for name, dock in self._docks.by_name.items()
            if dock.isVisible() and not dock.visibleRegion().isEmpty()
        }
        # The window as it looks is drawn before the dialog stands over it.
        shots = {"": self._window.grab().toImage()}
        shots |= {name: self._docks.by_name[name].grab().toImage() for name in panels}
        offered = kinds.kinds_for(self._steps.theme.name, panels, self._controller.step is not None)
        dialog = ExportDialog(offered, partial(self._preview, shots), self._last, self._window)
        try:
            if dialog.exec() != QDialog.DialogCode.Accepted:
                return
            name, chosen = dialog.kind.name, dialog.chosen()
        finally:
            dialog.deleteLater()
        self._last = name
        if name == kinds.STEP:
            self._steps.export(THEMES[chosen["theme"]])
            return
        path = ask_where(self._window, "Export", self._steps.start(), kinds.SUFFIXES[name])
        if path:
            self._export(name, chosen, path, shots)

    def _preview(
        self, shots: Mapping[str, QImage], name: str, chosen: Mapping[str, str]
    ) -> QImage | None:
        if name == kinds.WINDOW:
            return shots[chosen["panel"]]
        step = self._controller.step
        if name not in (kinds.STEP, kinds.FILM) or step is None:
            return None
        from bpsim.gui.picture.files import image_of

        examples, look = self._steps.drawn_with(THEMES[chosen["theme"]], PREVIEW_SCALE)
        return image_of(step, examples, look)

    # --- writing ----------------------------------------------------------------------------

    def _export(
        self, name: str, chosen: Mapping[str, str], path: str, shots: Mapping[str, QImage]
    ) -> None:
        suffix = os.path.splitext(path)[1].lower()
        try:
            require_place(path)
            if name in (kinds.CODE, kinds.DATA):
                self._in_background(path, partial(write, self._controller.saved_form, path))
                return
            if suffix not in kinds.SUFFIXES[name]:
                known = ", ".join(kinds.SUFFIXES[name])
                raise BpsimError(f"{os.path.basename(path)}: a name that ends in {known} is needed")
            if name == kinds.WINDOW:
                write_bytes(path, png_bytes(shots[chosen["panel"]]))
                self._done(path, ())
            elif not self._controller.session.document.examples.answered:
                raise BpsimError(NO_TARGET)
            elif name == kinds.FILM:
                self._film(chosen, path)
            elif suffix == ".pdf":
                self._paper(chosen, path)
            else:
                session = self._controller.session
                make = partial(_made, name, chosen, suffix, session.document, session.trace,
                               self._item())  # fmt: skip
                self._in_background(path, lambda: write_bytes(path, make()))
        except StoppedError:
            return
        except BpsimError as error:
            self._controller.message.emit(str(error), "error")

    def _item(self) -> int:
        """The place in the batch of the example on screen, the first where there is none."""
        step = self._controller.step
        if step is None or step.example is None:
            return 0
        return self._controller.session.trace.values.batch.index(step.example - 1) or 0

    def _in_background(self, path: str, work: Callable[[], tuple[str, ...] | None]) -> None:
        background = self._steps.files.background
        if background.busy:
            self._controller.message.emit("Another file is being read or written.", "info")
            return
        name = os.path.basename(path)
        background.run(
            work,
            lambda left_out: self._done(path, left_out or ()),
            lambda error: self._controller.message.emit(str(error), "error"),
        )
        Waiting(self._window, background, f"Writing {name}…", can_cancel=False)

    def _film(self, chosen: Mapping[str, str], path: str) -> None:
        from bpsim.export.frames import frames_of
        from bpsim.gui.picture.film import write_film

        trace = self._controller.session.trace
        # Of terms there would be too many to watch.
        granularity = Granularity.UNIT
        steps = frames_of(trace, self._item(), chosen["scene"], granularity)
        examples, look = self._steps.drawn_with(THEMES[chosen["theme"]], 1.0)
        with Drawing(self._window, f"Drawing {os.path.basename(path)}…") as drawing:
            report = partial(_go_on, drawing)
            write_film(path, steps, examples, look, float(chosen["seconds"]), report)
        self._done(path, ())

    def _paper(self, chosen: Mapping[str, str], path: str) -> None:
        from bpsim.gui.picture.paper import solution_pdf

        session = self._controller.session
        solution = _solution(chosen, session.document, session.trace, self._item())
        with Drawing(self._window, f"Drawing {os.path.basename(path)}…") as drawing:
            write_bytes(path, solution_pdf(solution, partial(_go_on, drawing)))
        self._done(path, ())

    def _done(self, path: str, left_out: tuple[str, ...]) -> None:
        self._steps.remember(path)
        words = " ".join([f"Exported {os.path.basename(path)}.", *left_out])
        self._controller.message.emit(words, "info" if left_out else "done")


def _go_on(drawing: Drawing, done: int, total: int) -> None:
    """Show how far it is and let the window live; raises StoppedError after Cancel."""
    drawing.show_progress(done, total)
    QCoreApplication.processEvents()
    if drawing.cancelled:
        raise StoppedError("cancelled")


def _made(
    name: str, chosen: Mapping[str, str], suffix: str, document: Document, trace: Trace, item: int
) -> bytes:
    """The bytes of what needs no painter."""
    blank = tuple(filter(None, [chosen.get("blank", "")]))
    if name == kinds.WALK:
        from bpsim.export.walk.page import walk_page

        return walk_page(document, trace, blank).encode()
    if name == kinds.SPREADSHEET:
        from bpsim.export.spreadsheet.workbook import workbook

        whole = chosen["part"] == "iteration"
        items = range(trace.values.batch.size) if whole else (item,)
        return workbook(document, trace, items)
    solution = _solution(chosen, document, trace, item)
    if name == kinds.SLIDES:
        from bpsim.export.slides import to_beamer, to_markdown_slides

        return (to_beamer if suffix == ".tex" else to_markdown_slides)(solution).encode()
    if suffix == ".tex":
        from bpsim.export.solution.latex import to_latex_document

        return to_latex_document(solution).encode()
    if suffix == ".md":
        from bpsim.export.solution.markdown import to_markdown

        return to_markdown(solution).encode()
    from bpsim.export.solution.html import to_html

    return to_html(solution, trace.values.network, trace.values.examples).encode()


def _solution(chosen: Mapping[str, str], document: Document, trace: Trace, item: int) -> Solution:
    from bpsim.export.solution.content import of_example, of_iteration

    if chosen["part"] == "iteration":
        solution = of_iteration(document, trace)
    else:
        solution = of_example(document, trace, item)
    blank = tuple(filter(None, [chosen.get("blank", "")]))
    return solution.with_digits(int(chosen["digits"])).with_blanks(blank)
