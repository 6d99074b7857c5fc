"""The lesson panel: reads lessons, walks a network of theirs to each stop, keeps progress."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog

from bpsim.base.bundled import in_own_language, resource
from bpsim.base.state_folder import learning_folder
from bpsim.base.words import tr
from bpsim.core.document import Document
from bpsim.core.errors import BpsimError
from bpsim.core.settings import Convention, Position
from bpsim.formats.beside import networks_beside
from bpsim.formats.files import from_text
from bpsim.gui.desk.desk import Desk
from bpsim.gui.desk.modes import Mode
from bpsim.gui.dialogs.lesson_editor import edit_lesson
from bpsim.gui.panels.lesson.panel import LessonPanel
from bpsim.gui.wiring.panel_wiring import PanelWiring
from bpsim.teach.lessons.check import target_of
from bpsim.teach.lessons.lesson import Anchor, Lesson, Stop
from bpsim.teach.lessons.progress import LessonProgress, Progresses
from bpsim.teach.lessons.reading import read_lesson
from bpsim.teach.mistakes.kind import Problem
from bpsim.teach.practice.blanks import places
from bpsim.teach.practice.masking import Blanks

ORDER = ("lecture", "why-slope", "xor", "check-gradients", "failing")
"""The lessons that come with the program, the first one first."""
LARGEST = 4_000_000


class LessonWiring(PanelWiring[LessonPanel]):
    """Joins the panel; the user's own document waits meanwhile."""

    panel_wanted = Signal(str)
    """The panel that a stop wants in front."""
    practise_wanted = Signal(object, int, tuple)
    """A document, an example of it from 1, and the kinds of values to leave blank."""
    break_wanted = Signal(object, str)
    """A document and the id of a mistake to make on it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, LessonPanel())
        panel = self.panel
        self.progresses = Progresses(learning_folder())
        self.paths = [resource("lessons", f"{name}.md") for name in ORDER]
        self.path: Path | None = None
        self.pages: tuple[Stop, ...] = ()
        self.page = 0
        self._load: Callable[[str], Document] | None = None
        self._shown: tuple[Document, Convention] | None = None
        panel.opened.connect(lambda place: self.open(self.paths[place]))
        panel.open_requested.connect(self._ask_for_file)
        panel.edit_requested.connect(self._edit)
        panel.list_requested.connect(self._list)
        panel.onward.connect(lambda: self._turn(1))
        panel.back.connect(lambda: self._turn(-1))
        panel.practise_requested.connect(self._practise)
        panel.break_requested.connect(self._break)
        panel.answered.connect(self._answered)
        desk.modes.changed.connect(self._mode_changed)

    def _mode_changed(self, mode: Mode) -> None:
        self._shown = None
        if mode is not Mode.LESSON:
            return
        if self.pages:
            self._show()
        else:
            self._list()

    # --- which lesson -------------------------------------------------------------------------

    def _list(self) -> None:
        """Show all lessons with how far one is in each."""
        self.pages, self.path = (), None
        self.controller.blanking.set(None)
        kept = self.progresses.read()
        rows = []
        for path in self.paths:
            lesson = self._read(path)
            title = path.stem if lesson is None else lesson.title
            count = 0 if lesson is None else len(lesson.stops) + 1
            rows.append(f"{title}\n{_how_far(kept.get(path.name), count)}")
        self.panel.show_list(rows)

    def _read(self, path: Path) -> Lesson | None:
        """The lesson in a file or in its translation; what is wrong with it is said."""
        try:
            return from_text(in_own_language(path), read_lesson, LARGEST)
        except BpsimError as error:
            self.controller.message.emit(str(error), "error")
            return None

    def _ask_for_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self.panel, tr("Open a lesson"), "", tr("Lessons (*.md);;All files (*)")
        )
        if path:
            self.open(Path(path))

    def open(self, path: Path) -> None:
        """Go on with the lesson in a file where one was; one that is wrong changes nothing."""
        lesson = self._read(path)
        if lesson is None:
            return
        if path not in self.paths:
            self.paths.append(path)
        opening = Stop(
            lesson.title, lesson.opening, 1,
            lesson.stops[0].anchor if lesson.stops else Anchor(), lesson.questions,
        )  # fmt: skip
        self.path, self.pages = path, (opening, *lesson.stops)
        self._load, self._shown = networks_beside(path), None
        kept = self.progresses.read().get(path.name, LessonProgress())
        going_on = 0 < kept.stop < len(lesson.stops) and not kept.done
        self.page = kept.stop + 1 if going_on else 0
        self._show()

    def _edit(self) -> None:
        """Write a lesson, beginning with a copy of the one that is open, and go on with it."""
        shown = None if self.path is None else in_own_language(self.path)
        written = edit_lesson(self.panel.window(), shown)
        if written is not None:
            self.controller.message.emit(
                tr("Saved the lesson {written}.", written=written.name), "done"
            )
            self.open(written)

    # --- its stops ----------------------------------------------------------------------------

    def _turn(self, by: int) -> None:
        if self.page + by >= len(self.pages):
            self._keep(done=True)
            self._list()
        elif self.page + by >= 0:
            self.page += by
            self._keep()
            self._show()

    def _show(self) -> None:
        stop = self.pages[self.page]
        # The opening shows the network and asks; what is practised belongs to its stop.
        anchor = stop.anchor if self.page else replace(stop.anchor, mode="", blanks=())
        note = self._stand(anchor)
        self.panel.show_stop(
            stop.title, stop.text, self.page, len(self.pages), stop.questions, note,
            bool(anchor.blanks), anchor.mode == "break it",
        )  # fmt: skip

    def _stand(self, anchor: Anchor) -> str:
        """Show the place of a stop; why there is none, in words, else nothing."""
        self.controller.blanking.set(None)
        if anchor.panel:
            self.panel_wanted.emit(anchor.panel)
        if not anchor.network or self._load is None:
            return ""
        convention = Convention(sign="lecture") if anchor.sign == "lecture" else Convention()
        try:
            document = self._load(anchor.network)
            target = target_of(anchor, document)
        except BpsimError as error:
            return tr("The place of this stop cannot be shown: {error}.", error=error)
        if self._shown != (document, convention) or not self.controller.visiting:
            self._shown = (document, convention)
            self.controller.visit(document.with_(convention=convention, position=Position()))
        self.controller.go_to(Position(target.iteration, target.index, target.granularity.value))
        if anchor.blanks:
            blank = frozenset(places(Problem.of(document), anchor.blanks))
            self.controller.blanking.set(Blanks(anchor.example or 1, blank))
        return ""

    def _practise(self) -> None:
        anchor = self.pages[self.page].anchor
        if self._shown is not None:
            self.practise_wanted.emit(self._shown[0], anchor.example or 1, anchor.blanks)

    def _break(self) -> None:
        if self._shown is not None:
            self.break_wanted.emit(self._shown[0], self.pages[self.page].anchor.mistake)

    # --- progress -----------------------------------------------------------------------------

    def _answered(self, right: bool) -> None:
        self._keep(asked=1, right=int(right))

    def _keep(self, done: bool = False, asked: int = 0, right: int = 0) -> None:
        if self.path is None:
            return
        before = self.progresses.read().get(self.path.name, LessonProgress())
        after = LessonProgress(
            max(self.page - 1, 0), done or before.done, before.right + right, before.asked + asked
        )
        try:
            self.progresses.keep(self.path.name, after)
        except OSError as error:
            self.controller.message.emit(
                tr("The progress cannot be kept: {error}", error=error), "error"
            )


def _how_far(progress: LessonProgress | None, count: int) -> str:
    if progress is None:
        return tr("not begun")
    words = tr("at {stop} of {count}", stop=progress.stop + 2, count=count)
    if progress.done:
        words = tr("done")
    if progress.asked:
        words += tr(
            ", {right} of {asked} answers right", right=progress.right, asked=progress.asked
        )
    return words
