"""Export…: kinds at the left, the options of the one chosen at the right, a picture below."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QImage, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from bpsim.base.words import tr
from bpsim.gui.dialogs.exporting.preview import Preview
from bpsim.gui.dialogs.mnemonics import give_keys
from bpsim.gui.kit.controls.fits_font import FitsFont
from bpsim.gui.kit.controls.flow import FlowBar
from bpsim.gui.kit.controls.label import Label
from bpsim.gui.kit.controls.on_screen import resize_on_screen
from bpsim.gui.kit.controls.row import column_in
from bpsim.gui.kit.controls.scrolled import Scrolled
from bpsim.gui.kit.controls.tab_order import follow_layout
from bpsim.gui.kit.entry.spins import Choice, Spin
from bpsim.gui.program.tips import tip


@dataclass(frozen=True)
class Option:
    """Something to choose about a kind: words for each value, the first one usual.

    Where ``numbers`` are given it is a whole number, from the first to the second of them. It is
    there ``only`` while another option, named first, has a value.
    """

    name: str
    title: str
    words: Mapping[str, str] = field(default_factory=dict)
    first: str = ""
    numbers: tuple[int, int] | None = None
    only: tuple[str, str] | None = None


@dataclass(frozen=True)
class Kind:
    """Something that can be exported; ``why_not`` says why not now, empty where it can be.

    ``copies`` says that it can go onto the clipboard, ``prints`` that it can be printed.
    """

    name: str
    title: str
    about: str
    options: tuple[Option, ...] = field(default=())
    why_not: str = ""
    copies: bool = False
    prints: bool = False


class Answer(Enum):
    """What is to be done with what was chosen."""

    EXPORT = auto()
    COPY = auto()
    PRINT = auto()


MOST_WIDTH = 18
"""Of a field, in heights of a line."""
MOST_OF_KINDS = 0.42
"""Of the width, what the kinds take: with less than they need their words take more lines."""
Draw = Callable[[str, Mapping[str, str]], QImage | None]
"""The preview of a kind with its options, None where there is none."""


class ExportDialog(FitsFont, QDialog):
    """Chooses one of ``kinds`` and its options; ``draw`` makes the preview.

    ``printing`` asks what to print: then there is no other way to go on. Accepted, ``answer`` says
    which way it was.
    """

    def __init__(
        self,
        kinds: Sequence[Kind],
        draw: Draw,
        first: str = "",
        parent: QWidget | None = None,
        printing: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Print") if printing else tr("Export"))
        self.answer = Answer.PRINT if printing else Answer.EXPORT
        self._printing = printing
        self._kinds, self._draw = tuple(kinds), draw
        self.kinds = QListWidget()
        self.kinds.setAccessibleName(tr("What to print") if printing else tr("What to export"))
        self.kinds.setWordWrap(True)
        self.kinds.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.kinds.addItems([each.title for each in kinds])
        for row, each in enumerate(kinds):
            self.kinds.item(row).setToolTip(tip(each.about))
        self.about = Label()
        self.about.setWordWrap(True)
        self.problem = Label(colour="warning")
        self.problem.setWordWrap(True)
        self.options: dict[str, Choice | Spin] = {}
        self._rows: list[FlowBar] = []
        self.preview = Preview()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        role = QDialogButtonBox.ButtonRole
        words = tr("Preview…") if printing else tr("Export…")
        self.use = self.buttons.addButton(words, role.AcceptRole)
        self.copy = self.buttons.addButton(tr("Copy"), role.ActionRole)
        self.print = self.buttons.addButton(tr("Print…"), role.ActionRole)
        self.use.setToolTip(
            tr("See the pages before they are printed")
            if printing
            else tr("Choose a file and write what is chosen")
        )
        self.copy.setToolTip(tr("Put it on the clipboard, for another program"))
        self.print.setToolTip(tr("See the pages, then print them"))
        self._lay_out()
        give_keys(self)
        self.use.setDefault(True)
        self.buttons.accepted.connect(self.accept)
        self.copy.clicked.connect(partial(self._go_on, Answer.COPY))
        self.print.clicked.connect(partial(self._go_on, Answer.PRINT))
        self.buttons.rejected.connect(self.reject)
        self.kinds.currentRowChanged.connect(lambda _row: self._show_kind())
        self.kinds.itemActivated.connect(lambda _item: self.accept())
        names = [each.name for each in kinds]
        self.kinds.setCurrentRow(names.index(first) if first in names else 0)

    @property
    def kind(self) -> Kind:
        """The kind chosen."""
        return self._kinds[max(0, self.kinds.currentRow())]

    def chosen(self) -> dict[str, str]:
        """The value of each option."""
        return {name: str(choice.value()) for name, choice in self.options.items()}

    def accept(self) -> None:
        """Close, where the kind can be exported."""
        if not self.kind.why_not:
            super().accept()

    def _go_on(self, answer: Answer) -> None:
        self.answer = answer
        self.accept()

    def _field(self, option: Option) -> Choice | Spin:
        """The field of an option, showing what is usual."""
        if option.numbers is not None:
            spin = Spin(option.title, *option.numbers, int(option.first))
            spin.valueChanged.connect(lambda _n: self._show_preview())
            return spin
        choice = Choice(option.title, dict(option.words))
        choice.show_silently(option.first or next(iter(option.words)))
        choice.currentIndexChanged.connect(lambda _n: self._show_preview())
        return choice

    def _show_kind(self) -> None:
        kind = self.kind
        for row in self._rows:
            self._below.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.options, self._rows = {}, []
        labels = [Label(option.title, colour="muted") for option in kind.options]
        widest = max((label.sizeHint().width() for label in labels), default=0)
        for option, label in zip(kind.options, labels, strict=True):
            choice = self._field(option)
            choice.setMaximumWidth(MOST_WIDTH * self.fontMetrics().height())
            label.setMinimumWidth(widest)
            # Below its label where its words have no room beside it.
            self._rows.append(FlowBar(label, choice, stretch=choice))
            self._below.addWidget(self._rows[-1])
            self.options[option.name] = choice
        follow_layout(self)
        self.about.setText(kind.about)
        self.problem.setText(kind.why_not)
        self.problem.setVisible(bool(kind.why_not))
        self.use.setEnabled(not kind.why_not)
        for button, offered in ((self.copy, kind.copies), (self.print, kind.prints)):
            button.setVisible(offered and not self._printing)
            button.setEnabled(not kind.why_not)
        self._show_preview()

    def _show_preview(self) -> None:
        for option, row in zip(self.kind.options, self._rows, strict=True):
            if option.only is not None:
                name, value = option.only
                row.setVisible(str(self.options[name].value()) == value)
        image = None if self.kind.why_not else self._draw(self.kind.name, self.chosen())
        self.preview.show_image(image)

    # --- how it looks -----------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._below = QVBoxLayout()
        inside = QWidget()
        right = column_in(inside, self.about)
        right.addLayout(self._below)
        right.addWidget(self.problem)
        right.addWidget(self.preview, 1)
        right.addStretch(0)
        self._halves = QHBoxLayout()
        self._halves.addWidget(self.kinds)
        self._scroll = Scrolled(inside)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._halves.addWidget(self._scroll, 1)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._halves, 1)
        self._column.addWidget(self.buttons)
        self.fit_font()

    def _fit_kinds(self) -> None:
        """Give the kinds the width of their words, but leave most of it to the options."""
        metrics = QFontMetrics(self.kinds.font())
        words = max(metrics.horizontalAdvance(kind.title) for kind in self._kinds)
        needed = words + round(2.5 * metrics.height())
        self.kinds.setFixedWidth(min(needed, round(MOST_OF_KINDS * self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_kinds()

    def fit_font(self) -> None:
        em = self.fontMetrics().height()
        self._column.setContentsMargins(em, em, em, em)
        self._halves.setSpacing(em)
        self._fit_kinds()
        self.preview.setMinimumHeight(9 * em)
        resize_on_screen(self, 56 * em, 36 * em)
