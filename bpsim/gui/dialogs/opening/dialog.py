"""The dialog itself: fields at the left, a preview at the right, and nothing done before OK."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from bpsim.base.words import capital, named, tr
from bpsim.core.document import Document
from bpsim.core.errors import BpsimError
from bpsim.formats.content import Answers, Content, Guess, Opened
from bpsim.formats.errors import FormatError, PlaceError
from bpsim.formats.lone import HOLDS, decided
from bpsim.formats.registry import contents, made_of
from bpsim.formats.tables.preview import Preview, preview_of, preview_of_refused
from bpsim.gui.dialogs.mnemonics import give_keys
from bpsim.gui.dialogs.opening.fields import AnswerFields
from bpsim.gui.dialogs.opening.table import TableFields
from bpsim.gui.dialogs.opening.words import lines_of
from bpsim.gui.dialogs.shows_network import ShowsNetwork
from bpsim.gui.dialogs.waiting import PATIENCE_MS
from bpsim.gui.kit.controls.fits_font import FitsFont
from bpsim.gui.kit.controls.label import Label
from bpsim.gui.kit.controls.on_screen import resize_on_screen
from bpsim.gui.kit.controls.row import column_in
from bpsim.gui.kit.controls.scrolled import Scrolled
from bpsim.gui.kit.entry.spins import Choice
from bpsim.gui.program.background import Background

REPLACE, APPEND, NEW = "replace", "append", "new"
PLACES = {
    REPLACE: tr("In place of the examples of the open network"),
    APPEND: tr("After the examples of the open network"),
    NEW: tr("Into a new network that fits them"),
}


@dataclass(frozen=True)
class Outcome:
    """What one round found: the document or what is wrong, and how a table reads."""

    opened: Opened | None
    error: str = ""
    lines: tuple[str, ...] = ()
    table: Preview | None = None


class OpeningDialog(FitsFont, QDialog):
    """Asks about ``found``, of which the first was read from the file ``name``.

    ``background`` does the work and outlives the dialog; ``ask_path`` lets the user choose a file
    to be added. With ``into`` data are imported: into that document, or into a new one where the
    user says so, or where they do not fit. ``opened`` is what the fields make of the file, None
    while that is nothing.
    """

    def __init__(
        self,
        found: Sequence[Content],
        name: str,
        background: Background,
        picture: ShowsNetwork,
        parent: QWidget,
        ask_path: Callable[[], str] | None = None,
        into: Document | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(
            tr("Open {name}", name=name) if into is None else tr("Import {name}", name=name)
        )
        self._into = into
        self._found, self._name, self._ask_path = list(found), name, ask_path
        self._picture, self._background = picture, background
        self._again = False
        """Whether something has been answered or added since the work under way began."""
        self._to_read: list[str] = []
        """Files that the user has added and that are not read yet."""
        self._refusal = ""
        """What is wrong with a file that was added; what was there before can still be opened."""
        self.opened: Opened | None = None
        self.heading = Label(_heading(found[0].kind, name))
        self.heading.setWordWrap(True)
        self.fields = AnswerFields()
        self.table = TableFields()
        self.table.setVisible(self._has_table)
        self.words = Label()
        self.words.setWordWrap(True)
        self.words.setAccessibleName(tr("What would be opened"))
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.notes = Label(colour="muted")
        self.notes.setWordWrap(True)
        self.problem = Label(colour="warning")
        self.problem.setWordWrap(True)
        self.where = Choice(tr("Where the data go"), PLACES)
        self.where.setVisible(into is not None)
        self.where.activated.connect(lambda _n: self.work())
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        role = QDialogButtonBox.ButtonRole
        self.use = self.buttons.addButton(
            tr("Open") if into is None else tr("Import"), role.AcceptRole
        )
        self.second = self.buttons.addButton(tr("Add a second file…"), role.ActionRole)
        self.second.setVisible(ask_path is not None)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(tr("Finding out what would be opened"))
        self.bar.hide()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self.bar.show)
        self._lay_out()
        give_keys(self)
        self.use.setDefault(True)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.second.clicked.connect(self._add_file)
        self.fields.changed.connect(self.work)
        self.table.changed.connect(self.work)
        self.work()

    # --- what comes of it -------------------------------------------------------------------

    @property
    def settled(self) -> bool:
        """True if what is shown is what the fields say."""
        return not self._background.busy

    def answers(self) -> Answers:
        """What the fields say."""
        table = self.table.choices() if self._has_table else None
        return Answers(**self.fields.answers(), table=table)

    @property
    def _has_table(self) -> bool:
        return any(each.table is not None for each in self._found)

    @property
    def _joins(self) -> bool:
        """True if the data are to go into the open network."""
        return self._into is not None and self.where.value() != NEW

    def work(self) -> None:
        """Find out what the fields make of the file; the window stays live meanwhile."""
        self.use.setEnabled(False)
        self._again = self._background.busy
        if self._again:
            return
        self._patience.start(PATIENCE_MS)
        if self._to_read:
            read = partial(contents, self._to_read.pop(0))
            self._background.run(read, self._added, self._not_added)
            return
        found = tuple(self._found)
        if self._joins:
            found = (Content("network", document=self._into), *found)
        work = partial(_made, found, self.answers(), self._name)
        self._background.run(work, self._show, self._failed)

    def _failed(self, error: BpsimError) -> None:
        self._show(Outcome(None, str(error)))

    def _show(self, made: Outcome) -> None:
        if self._again:
            self.work()
            return
        self._patience.stop()
        self.bar.hide()
        opened = made.opened
        self.opened = None if opened is None or opened.document is None else opened
        if made.table is not None:
            self.table.show_preview(made.table)
            self.table.show()
        elif not made.error:
            self.table.hide()
        problem = made.error
        if problem and self._joins:
            problem = tr("{error}. They may go into a new network.", error=made.error)
        if opened is not None:
            self._show_opened(opened, made.lines)
            if opened.questions and not problem:
                problem = tr("Please answer what is asked.")
        self._picture.setVisible(self.opened is not None)
        self.problem.setText("\n".join(filter(None, (self._refusal, problem))))
        self.problem.setVisible(bool(self.problem.text()))
        self._refusal = ""
        self.use.setEnabled(self.opened is not None)

    def _show_opened(self, opened: Opened, lines: Sequence[str]) -> None:
        document = opened.document
        depth = 0 if document is None else document.network.depth - 1
        self.fields.show_asked(opened.guesses, opened.questions, depth)
        said = {each.option: each.value for each in opened.guesses}
        self.table.show_kinds(said.get("scale", ""), capital(said.get("classes", "")))
        others = [each for each in opened.guesses if each.option not in self.fields.fields]
        notes = [*map(_guessed, others), *opened.notices, *opened.left_out]
        self.words.setText("\n".join(lines))
        self.notes.setText("\n".join(notes))
        self.notes.setVisible(bool(notes))
        if document is not None:
            self._picture.show_document(document)

    def _add_file(self) -> None:
        path = "" if self._ask_path is None else self._ask_path()
        if path:
            self._to_read.append(path)
            self.work()

    def _not_added(self, error: BpsimError) -> None:
        self._refusal = str(error)
        self.work()

    def _added(self, content: Content) -> None:
        self._found.append(content)
        self.table.forget_roles()
        self.work()

    def done(self, result: int) -> None:
        """Whatever is still being found out is not needed any more."""
        # A number half typed is taken up as its field loses the focus, now or later.
        for fields in (self.fields, self.table):
            fields.blockSignals(True)
        super().done(result)
        self._patience.stop()
        if self._background.busy:
            self._background.forget()

    # --- how it looks -----------------------------------------------------------------------

    def _lay_out(self) -> None:
        left, right = QWidget(), QWidget()
        column_in(left, self.fields).addStretch(1)
        self._right = column_in(right, self._picture, self.words, self.notes)
        self._right.addStretch(1)
        self._halves = QHBoxLayout()
        self._halves.addWidget(left, 1)
        self._halves.addWidget(right, 1)
        body = QWidget()
        rows = column_in(body)
        rows.addWidget(self.table, 1)
        rows.addLayout(self._halves)
        scroll = Scrolled(body)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.heading)
        self._column.addWidget(self.where)
        self._column.addWidget(scroll, 1)
        self._column.addWidget(self.bar)
        self._column.addWidget(self.problem)
        self._column.addWidget(self.buttons)
        self.fit_font()

    def fit_font(self) -> None:
        em = self.fontMetrics().height()
        self._column.setContentsMargins(em, em, em, em)
        self._column.setSpacing(round(0.7 * em))
        self._halves.setSpacing(2 * em)
        self._right.setSpacing(em // 2)
        self._picture.setFixedHeight(11 * em)
        resize_on_screen(self, 52 * em, (42 if self._has_table else 30) * em)


def _made(found: tuple[Content, ...], answers: Answers, name: str) -> Outcome:
    """In another thread: the document that comes of ``answers``, and how a table reads."""
    try:
        found = tuple(decided(found, answers))
    except PlaceError as error:
        return Outcome(None, str(error.of_file(name)))
    # Also what cannot be opened in one reading may be in the other.
    readings = tuple(each for content in found for each in content.guesses if each.option == HOLDS)
    other = Opened(None, readings) if readings else None
    table = next((each.table for each in found if each.table is not None), None)
    choices, preview = answers.table, None
    if table is not None and choices is not None:
        refused = partial(preview_of_refused, table, choices)
        try:
            preview = preview_of(table, choices)
        except PlaceError as error:
            return Outcome(other, str(error.of_file(name)), table=refused(error.cell))
        # What is shown is what is made, even where the whole table might suggest something else.
        choices = replace(
            choices,
            targets=preview.named("target"),
            ignored=preview.named("ignored"),
            names=preview.named("name"),
        )
    try:
        opened = made_of(found, replace(answers, table=choices), name)
    except FormatError as error:
        if preview is not None and error.cell.row:  # further down than was looked at
            preview = refused(error.cell)
        elif preview is not None:
            preview = replace(preview, refused=error.cell)
        return Outcome(other, str(error), table=preview)
    except BpsimError as error:
        return Outcome(other, str(error), table=preview)
    if preview is not None:
        opened = replace(opened, guesses=(*preview.guesses, *opened.guesses))
    lines = () if opened.document is None else tuple(lines_of(opened.document))
    return Outcome(opened, lines=lines, table=preview)


def _guessed(guess: Guess) -> str:
    words = named(guess.what, f"{guess.shown} ({guess.reason}).")
    return capital(words)


def _heading(kind: str, name: str) -> str:
    return tr(
        "{name}: {kind}. What it does not say is guessed; please look whether that is right.",
        name=name,
        kind=kind,
    )
