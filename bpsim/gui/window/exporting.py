"""Export… and Print…: asks what and where, and writes it while the window stays alive."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QMainWindow

from bpsim.base.words import tr
from bpsim.core.errors import BpsimError
from bpsim.core.progress import Progress, Report, Stages, StoppedError
from bpsim.formats.files import (
    require_new_folder,
    require_place,
    write_bytes,
    write_folder,
    write_together,
)
from bpsim.formats.registry import write
from bpsim.gui.desk.controller import Controller
from bpsim.gui.dialogs.exporting.dialog import Answer, ExportDialog
from bpsim.gui.dialogs.questions import ask_where
from bpsim.gui.dialogs.showing import accepted
from bpsim.gui.dialogs.waiting import DrawingProgress
from bpsim.gui.program.clipboard import picture_data, put
from bpsim.gui.program.picture_bytes import png_bytes
from bpsim.gui.window import export_kinds as kinds
from bpsim.gui.window.appearance import Appearance
from bpsim.gui.window.class_export import ClassExport
from bpsim.gui.window.export_preview import ExportPreview
from bpsim.gui.window.export_work import DELTA, Work
from bpsim.gui.window.screenshots import Screenshots
from bpsim.gui.window.step_export import StepExport
from bpsim.gui.wiring.docks import Docks
from bpsim.notation.formula import to_text
from bpsim.steps.explain.symbols import delta
from bpsim.steps.schedule import DELTAS, Granularity
from bpsim.steps.step import Step

Chosen = Mapping[str, str]
NO_TARGET = tr(
    "Your input has no target, so that only a picture of the step, the "
    "window, code and data can be exported. Press Esc to go back to "
    "the examples."
)


class Exporting(QObject):
    """Opens the dialog and carries out what it answers."""

    def __init__(
        self,
        window: QMainWindow,
        controller: Controller,
        docks: Docks,
        steps: StepExport,
        appearance: Appearance,
    ) -> None:
        super().__init__(window)
        self._window, self._controller, self._docks = window, controller, docks
        self._steps, self._appearance = steps, appearance
        self._last = ""

    def ask(self, printing: bool = False) -> None:
        """Choose a kind and a file, and write it; what goes wrong is said.

        While ``printing`` a picture or a solution is printed from a preview instead.
        """
        screenshots = Screenshots(self._window, self._docks, self._appearance)
        step, place = self._controller.step, self._delta_on_screen()
        theme = "light" if printing else self._appearance.theme.name
        named = "" if place is None else to_text(delta(*place))
        offered = kinds.kinds_for(theme, screenshots.panels, step is not None, named)
        offered = [each for each in offered if each.prints or not printing]
        preview = ExportPreview(
            self._controller, self._steps, screenshots, self._classes(), self._work
        )
        dialog = ExportDialog(offered, preview.draw, self._last, self._window, printing)
        if not accepted(dialog):
            return
        name, chosen, answer = dialog.kind.name, dialog.chosen(), dialog.answer
        self._last = name
        try:
            if answer is Answer.COPY:
                self._copy(name, chosen, screenshots)
            elif answer is Answer.PRINT:
                self._print(name, chosen, screenshots)
            else:
                self._export(name, chosen, screenshots)
        except StoppedError:
            return
        except BpsimError as error:
            self._controller.message.emit(str(error), "error")

    def export_costs(self, prepare: Callable[[str], Callable[[Report], None]]) -> None:
        """Ask for a file and write J of every iteration into it.

        ``prepare`` makes what writes it to a path in a thread; it raises BpsimError.
        """
        path = ask_where(self._window, tr("Export the costs"), "costs.csv", kinds.COSTS)
        if path:
            try:
                self._in_background(path, prepare(path))
            except BpsimError as error:
                self._steps.files.not_written(error)

    # --- the clipboard and the printer --------------------------------------------------------

    def _copy(self, name: str, chosen: Chosen, screenshots: Screenshots) -> None:
        if name == kinds.STEP:
            self._steps.copy(chosen)
            return
        put(picture_data(screenshots.image(chosen["panel"], chosen["theme"])))
        what = screenshots.panels.get(chosen["panel"], tr("the window"))
        self._controller.message.emit(tr("Copied a picture of {what}.", what=what), "done")

    def _print(self, name: str, chosen: Chosen, screenshots: Screenshots) -> None:
        from bpsim.gui.window import printing

        if name == kinds.WINDOW:
            image = screenshots.image(chosen["panel"], chosen["theme"])
            title = screenshots.panels.get(chosen["panel"], tr("the window"))
            paint, wide = printing.paint_image(image), image.width() > image.height()
            printing.preview(self._window, title, paint, landscape=wide)
        elif name == kinds.STEP:
            from bpsim.gui.picture.page import PicturePage

            step = self._controller.step
            if step is not None:
                page = PicturePage.of(step, *self._steps.drawn_with(chosen))
                printing.preview(
                    self._window, tr("this step"), printing.paint_step(page), landscape=True
                )
        else:
            from bpsim.gui.picture.paper import Sheets

            with self._drawing(tr("Setting the pages…")) as report:
                stages = Stages(report, 2)
                solution = self._work(name, chosen, ".pdf").solution(stages.next())
                sheets = Sheets.of(solution, stages.next())
            paint = printing.paint_sheets(sheets)
            printing.preview(self._window, solution.title, paint, landscape=False)

    # --- writing ------------------------------------------------------------------------------

    def _export(self, name: str, chosen: Chosen, screenshots: Screenshots) -> None:
        if name == kinds.STEP:
            self._steps.export(chosen)
            return
        classes = self._classes()
        names = classes.names(chosen) if name == kinds.CLASS else None
        if name == kinds.CLASS and names is None:
            return
        start = self._steps.start(kinds.extent(name, chosen))
        path = ask_where(self._window, tr("Export"), start, kinds.SUFFIXES[name])
        if not path:
            return
        if names is not None:
            require_new_folder(path)
            with self._drawing_into(path) as report:
                write_folder(path, classes.files(names, chosen, report))
            self._done(path)
            return
        require_place(path)
        suffix = os.path.splitext(path)[1].lower()
        if name in (kinds.CODE, kinds.DATA):
            form = self._controller.saved_form
            self._in_background(path, lambda report: write(form, path, report))
            return
        if suffix not in kinds.SUFFIXES[name]:
            known = ", ".join(kinds.SUFFIXES[name])
            raise BpsimError(
                tr(
                    "{basename}: a name that ends in {known} is needed",
                    basename=os.path.basename(path),
                    known=known,
                )
            )
        if name == kinds.WINDOW:
            from bpsim.gui.picture.files import described

            image, step = screenshots.image(chosen["panel"], chosen["theme"]), self._controller.step
            what = screenshots.panels.get(chosen["panel"], self._window.windowTitle())
            write_bytes(path, png_bytes(image, what, "" if step is None else described(step)))
            self._done(path)
        elif name == kinds.FILM:
            self._film(chosen, path)
        elif suffix == ".pdf":
            self._paper(self._work(name, chosen, suffix), path)
        else:
            work = self._work(name, chosen, suffix)
            self._in_background(path, lambda report: _written(path, work, report))

    def _classes(self) -> ClassExport:
        return ClassExport(self._window, self._controller.session.document)

    def _work(self, name: str, chosen: Chosen, suffix: str) -> Work:
        self._require_target()
        session = self._controller.session
        place = self._delta_on_screen()
        assert place is not None or chosen.get("part") != DELTA
        return Work(name, chosen, suffix, session.trace, self._item(), place)

    def _require_target(self) -> None:
        """Raise BpsimError on an input that somebody has typed: it is walked forwards only."""
        if not self._controller.session.document.examples.answered:
            raise BpsimError(NO_TARGET)

    def _delta_on_screen(self) -> tuple[int, int] | None:
        """Layer and unit of the δ that the step on screen computes."""
        step: Step | None = self._controller.step
        if step is None or step.phase not in DELTAS:
            return None
        return None if step.layer is None or step.unit is None else (step.layer, step.unit)

    def _item(self) -> int:
        """The place in the batch of the example on screen, the first where there is none."""
        step = self._controller.step
        if step is None or step.example is None:
            return 0
        return self._controller.session.trace.values.batch.index(step.example - 1) or 0

    def _in_background(self, path: str, work: Callable[[Report], tuple[str, ...] | None]) -> None:
        """Do ``work``, which may tell what it has left out, and say so."""
        files, progress = self._steps.files, Progress()
        if files.background.is_free():
            files.background.begin(
                tr("writing {basename}", basename=os.path.basename(path)),
                lambda: work(progress),
                lambda left_out: self._done(path, left_out or ()),
                files.not_written,
                progress,
            )
            files.background.show_waiting()

    def _film(self, chosen: Chosen, path: str) -> None:
        from bpsim.export.frames import frames_of
        from bpsim.gui.picture.film import write_film
        from bpsim.session.moments import training_steps

        self._require_target()
        item = self._item()
        examples, look = self._steps.drawn_with(chosen, 1.0)
        with self._drawing_into(path) as report:
            training = chosen["scene"] == kinds.TRAINING
            stages = Stages(report, 1 + training)
            if training:
                form, count = self._controller.saved_form, int(chosen["iterations"])
                steps = list(training_steps(form, count, item, stages.next()))
            else:
                trace, size = self._controller.session.trace, Granularity(chosen["size"])
                steps = frames_of(trace, item, chosen["scene"], size)
            write_film(path, steps, examples, look, float(chosen["seconds"]), stages.next())
        self._done(path)

    def _paper(self, work: Work, path: str) -> None:
        from bpsim.gui.picture.paper import solution_pdf

        with self._drawing_into(path) as report:
            stages = Stages(report, 2)
            solution = work.solution(stages.next())
            data = solution_pdf(solution, stages.next())
        _write_all(path, {"": data} | work.key(solution))
        self._done(path)

    def _drawing_into(self, path: str) -> AbstractContextManager[Report]:
        return self._drawing(tr("Drawing {basename}…", basename=os.path.basename(path)))

    @contextmanager
    def _drawing(self, words: str) -> Iterator[Report]:
        """Within this something is drawn, and told how far it is; the window lives meanwhile."""
        with DrawingProgress(self._window, words) as drawing:
            yield partial(_go_on, drawing)

    def _done(self, path: str, left_out: tuple[str, ...] = ()) -> None:
        self._steps.remember(path)
        words = " ".join([tr("Exported {basename}.", basename=os.path.basename(path)), *left_out])
        self._controller.message.emit(words, "info" if left_out else "done")


def _written(path: str, work: Work, report: Report) -> None:
    """Make the files and, unless it was stopped, write them."""
    files = work.files(report)
    report(1, 1)
    _write_all(path, files)


def _write_all(path: str, files: Mapping[str, bytes]) -> None:
    """Each file beside ``path``, named by what is put before the suffix; "" is the file itself."""
    stem, _ = os.path.splitext(path)
    write_together({f"{stem}{more}" if more else path: data for more, data in files.items()})


def _go_on(drawing: DrawingProgress, done: int, total: int) -> None:
    """Show how far it is and let the window live; raises StoppedError after Cancel."""
    drawing.show_progress(done, total)
    QCoreApplication.processEvents()
    if drawing.cancelled:
        raise StoppedError(tr("it was stopped"))
