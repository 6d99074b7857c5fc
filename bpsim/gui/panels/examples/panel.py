"""The panel with the examples: looked through, edited in place, pasted from elsewhere."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from bpsim.base.counted import counted
from bpsim.base.words import tr, tr_n
from bpsim.core.examples import Examples
from bpsim.gui.kit.controls.button import Button
from bpsim.gui.kit.controls.fits_font import FitsFont
from bpsim.gui.kit.controls.flow import FlowLayout
from bpsim.gui.kit.controls.label import Label
from bpsim.gui.kit.controls.live_text import LiveText
from bpsim.gui.kit.controls.painting import Grounded
from bpsim.gui.panels.examples import edits
from bpsim.gui.panels.examples.pasting import Labels, PasteError, read_rows
from bpsim.gui.panels.examples.split import Split
from bpsim.gui.panels.examples.table import ExamplesTable
from bpsim.gui.program.tips import tip


class ExamplesPanel(FitsFont, Grounded):
    """Shows the training set and, below it, what is held out; it changes nothing itself.

    ``value_edited`` carries a row and a column (from 0), between them "x" or "y", and the number;
    the rows held out count on after those of the training set. ``examples_changed`` carries
    another training set, another set held out and what was done, for Undo, ``example_chosen`` the
    example to go to, from 1, ``held_out_chosen`` one that cannot be gone to, ``message`` what could
    not be done. ``share_requested`` asks for a part of the training set, drawn by chance, to be
    held out.
    """

    value_edited = Signal(int, str, int, float)
    examples_changed = Signal(object, object, str)
    share_requested = Signal()
    example_chosen = Signal(int)
    held_out_chosen = Signal(int)
    message = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_ground("surface")
        self._wanted: tuple[int, int, int | None] | None = None
        self.classes: tuple[str, ...] = ()
        """Labels that may be pasted in place of targets."""
        self._build()
        self._make_actions()
        self.table.edited.connect(self._edited)
        self.table.chosen.connect(self._choose_row)
        self.table.selectionModel().selectionChanged.connect(self._enable)
        self.table.selectionModel().currentChanged.connect(self._enable)
        self.show_examples(Examples.none(1, 1), None)

    def _build(self) -> None:
        self.add_button = Button("plus", tr("Add example"), framed=True)
        self.duplicate_button = Button("copy", tr("Duplicate"))
        self.remove_button = Button("trash", tr("Remove"))
        self.hold_button = Button("", tr("Hold out"), framed=True)
        self.share_button = Button("", tr("Hold out a share…"), framed=True)
        self.count = LiveText(tr("8,888 examples"), "muted", right=True)
        self.table = ExamplesTable()
        self._head = QWidget()
        self._flow = FlowLayout(self._head)
        for button in (self.add_button, self.duplicate_button, self.remove_button,
                       self.hold_button, self.share_button):  # fmt: skip
            self._flow.add(button)
        self._flow.add(self.count, stretch=True)
        self.hint = Label(
            tr("There are no training examples yet. Add one and type its numbers, "
                "or paste rows from a spreadsheet.")
        )  # fmt: skip
        self.hint.set_colour("muted")
        self.hint.setWordWrap(True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.first_button = Button("plus", tr("Add example"), primary=True)
        self.paste_button = Button("", tr("Paste rows"), framed=True)
        buttons = QWidget()
        self._first = FlowLayout(buttons)
        self._first.add(self.first_button)
        self._first.add(self.paste_button)
        self._empty = QWidget()
        middle = QVBoxLayout(self._empty)
        middle.addStretch(1)
        middle.addWidget(self.hint)
        middle.addWidget(buttons, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._head)
        self._column.addWidget(self.table, 1)
        self._column.addWidget(self._empty, 1)
        self.fit_font()

    def _make_actions(self) -> None:
        key = QKeySequence.StandardKey
        self.edit_action = self._action(tr("Edit value"), "F2", self.table.edit_cell)
        go = tr("Go to this example")
        self.choose_action = self._action(go, "Shift+Return", self.choose)
        self._divide()
        self.add_action = self._action(tr("Add example"), "Ins", self.add)
        self.duplicate_action = self._action(tr("Duplicate"), "Ctrl+D", self.duplicate)
        self.remove_action = self._action(tr("Remove"), "Del", self.remove)
        self._divide()
        self.hold_action = self._action(tr("Hold out"), "Ctrl+H", self.hold_out)
        self.share_action = self._action(
            tr("Hold out a share…"), "Ctrl+Shift+H", self.share_requested.emit
        )
        self._divide()
        self.copy_action = self._action(tr("Copy"), key.Copy, self.copy)
        self.paste_action = self._action(tr("Paste"), key.Paste, self.paste)
        self.append_action = self._action(
            tr("Paste as new examples"), "Ctrl+Shift+V", self.paste_new
        )
        for button, action in (
            (self.add_button, self.add_action), (self.first_button, self.add_action),
            (self.duplicate_button, self.duplicate_action),
            (self.remove_button, self.remove_action), (self.paste_button, self.append_action),
            (self.hold_button, self.hold_action), (self.share_button, self.share_action),
        ):  # fmt: skip
            button.clicked.connect(action.trigger)
            self._tip(button, action)
        self._tip(
            self.share_button,
            self.share_action,
            tr("Hold out a part of the training set, drawn by chance"),
        )

    @staticmethod
    def _tip(button: Button, action: QAction, words: str = "") -> None:
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        button.setToolTip(tip(f"{words or action.text()} ({keys})"))

    def _action(
        self, text: str, keys: str | QKeySequence.StandardKey, do: Callable[[], None]
    ) -> QAction:
        action = QAction(text, self.table)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _checked: do())
        self.table.addAction(action)
        return action

    def _divide(self) -> None:
        line = QAction(self.table)
        line.setSeparator(True)
        self.table.addAction(line)

    # --- what it shows ---------------------------------------------------------------------------

    def show_examples(
        self, examples: Examples, current: int | None, held_out: Examples | None = None
    ) -> None:
        """Show ``examples``, the one on screen (from 1, None for none of them) marked.

        Those of ``held_out`` come below, apart from them.
        """
        apart = Examples.none(1, 1) if held_out is None else held_out
        split = Split(examples, apart.beside(examples))
        table, before = self.table, self.table.currentIndex()
        row, column = before.row(), before.column()
        mark = None if current is None else current - 1
        moved = mark != table.examples.current
        other = table.examples.show_examples(split, mark)
        rows, wanted = len(split), self._wanted
        if other:
            table.fit()
            if wanted is None and row >= 0:
                wanted = row, column, None
        if wanted is not None and rows:
            row, column, last = wanted
            last = None if last is None else min(last, rows - 1)
            columns = table.examples.columnCount()
            table.go_to(min(row, rows - 1), min(column, columns - 1), last)
        if self._wanted is None and (other or moved):
            table.show_current()
        self._wanted = None
        self._show_either(table if rows else self._empty)
        self.count.set_text(self._count_words(split))
        self._enable()

    def _show_either(self, shown: QWidget) -> None:
        """The table, or what stands in its place; the keys of what goes are its own then."""
        goes = self._empty if shown is self.table else self.table
        focus = QApplication.focusWidget()
        had_keys = focus is not None and (goes is focus or goes.isAncestorOf(focus))
        shown.show()
        if had_keys:  # else Qt gives them to what comes next, which may be anything
            (self.table if shown is self.table else self.first_button).setFocus()
        goes.hide()
        self._head.setVisible(shown is self.table)

    def _count_words(self, split: Split) -> str:
        m = len(split.training)
        words = counted(m, "example")
        if len(split.held_out):
            words += tr(" · {count:,} held out", count=len(split.held_out))
        return words

    # --- gestures --------------------------------------------------------------------------------

    def choose(self) -> None:
        """Go to the example with the cursor."""
        row = self.table.currentIndex().row()
        if row >= 0:
            self._choose_row(row)

    def _choose_row(self, row: int) -> None:
        if self._split.is_held_out(row):
            self.held_out_chosen.emit(row - len(self._split.training) + 1)
        else:
            self.example_chosen.emit(row + 1)

    def add(self) -> None:
        """Add a training example of zeros, and put the cursor on its first input."""
        split = self._split
        new = Split(edits.with_new(split.training), split.held_out)
        self._change(new, tr("Add example"), (len(split.training), 0, None))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def duplicate(self) -> None:
        """Add copies of the selected examples behind them."""
        rows = self.table.rows()
        if rows:
            training, _ = self._split.parts(rows)
            here = training or rows
            at = here[-1] + 1
            what = _edit_words("Duplicate", len(rows))
            wanted = (at, 0, at + len(here) - 1)
            self._change(self._split.changed(rows, edits.with_doubled), what, wanted)

    def remove(self) -> None:
        """Remove the selected examples."""
        rows = self.table.rows()
        if rows:
            what = _edit_words("Remove", len(rows))
            column = max(0, self.table.currentIndex().column())
            after = self._split.changed(rows, edits.without)
            self._change(after, what, (rows[0], column, None))

    def hold_out(self) -> None:
        """Hold the selected examples out of training, or take them back if all are held out."""
        rows, split = self.table.rows(), self._split
        training, held_out = split.parts(rows)
        at = (rows[0] if rows else 0, max(0, self.table.currentIndex().column()), None)
        if training and len(training) == len(split.training):
            self.message.emit(
                tr("Training needs at least one example, so not all can be held out.")
            )
        elif training:
            what = _edit_words("Hold out", len(training))
            self._change(split.with_held_out(rows), what, at)
        elif held_out:
            what = _edit_words("Take back", len(held_out))
            self._change(split.with_taken_back(rows), what, at)

    def copy(self) -> None:
        """Put the selected cells on the clipboard, at full precision, separated by tabs."""
        block = self.table.block()
        if block is not None:
            QGuiApplication.clipboard().setText(edits.rows_text(self._split.cells(*block)))

    def paste(self) -> None:
        """Write the numbers on the clipboard over the table, from the selected cell on."""
        block = self.table.block()
        if block is None:
            self.paste_new()
        else:
            self._paste(block[0], block[1])

    def paste_new(self) -> None:
        """Add the rows on the clipboard as new training examples."""
        self._paste(len(self._split.training), 0, new=True)

    def _paste(self, row: int, column: int, new: bool = False) -> None:
        """What reaches beyond the end of its set becomes new examples of that set."""
        split = self._split
        apart = split.is_held_out(row) and not new
        try:
            labels = self._labels() if column == 0 else None
            pasted = read_rows(QGuiApplication.clipboard().text(), labels=labels)
            if apart:
                at = row - len(split.training)
                held_out = edits.with_pasted(split.held_out, pasted, at, column)
                after = Split(split.training, held_out)
            else:
                training = edits.with_pasted(split.training, pasted, row, column)
                after = Split(training, split.held_out)
        except PasteError as error:
            self.message.emit(str(error))
            return
        height, width = pasted.values.shape
        if width == self.table.examples.columnCount():
            what = _edit_words("Paste", height)
            self._change(after, what, (row, column, row + height - 1))
        else:
            self._change(after, tr("Paste numbers"), (row, column, None))

    def _labels(self) -> Labels:
        examples = self._split.training
        return Labels(self.classes, len(examples.x_names), len(examples.y_names))

    def _change(self, after: Split, what: str, wanted: tuple[int, int, int | None]) -> None:
        self._wanted = wanted
        self.examples_changed.emit(after.training, after.held_out, what)
        self._wanted = None

    def _edited(self, row: int, column: int, value: float) -> None:
        inputs = self.table.examples.inputs
        if column < inputs:
            self.value_edited.emit(row, "x", column, value)
        else:
            self.value_edited.emit(row, "y", column - inputs, value)

    @property
    def _split(self) -> Split:
        return self.table.examples.split

    def _enable(self) -> None:
        """Offer what can be done with the selection."""
        rows = self.table.rows()
        some = bool(rows)
        for action in (self.edit_action, self.choose_action, self.duplicate_action,
                       self.remove_action, self.copy_action, self.hold_action):  # fmt: skip
            action.setEnabled(some)
        for button in (self.duplicate_button, self.remove_button, self.hold_button):
            button.setEnabled(some)
        back = some and all(map(self._split.is_held_out, rows))
        words = tr("Take back") if back else tr("Hold out")
        if words != self.hold_action.text():
            self.hold_action.setText(words)
            self.hold_button.setText(words)
        self._tip(
            self.hold_button,
            self.hold_action,
            tr("Train with the selected examples again")
            if back
            else tr("Do not train with the selected examples, only measure their cost"),
        )

    # --- Qt --------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        # Where there is no table yet, its Paste still is the panel's.
        if isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Paste):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.paste()
                return True
        return super().event(event)

    def fit_font(self) -> None:
        em = self.fontMetrics().height()
        self._column.setContentsMargins(em // 2, em // 3, em // 2, em // 3)
        self._column.setSpacing(em // 4)
        for flow in (self._flow, self._first):
            flow.set_gaps(em // 3, em // 4)


def _edit_words(verb: str, number: int) -> str:
    """What an edit of so many rows is called in the history."""
    match verb:
        case "Duplicate":
            return tr_n("Duplicate example", "Duplicate {n:,} examples", number, n=number)
        case "Remove":
            return tr_n("Remove example", "Remove {n:,} examples", number, n=number)
        case "Hold out":
            return tr_n("Hold out example", "Hold out {n:,} examples", number, n=number)
        case "Take back":
            return tr_n("Take back example", "Take back {n:,} examples", number, n=number)
        case _:
            return tr_n("Paste example", "Paste {n:,} examples", number, n=number)
