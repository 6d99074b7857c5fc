"""What a step results in layer by layer, each folded under a title of its own."""

from collections.abc import Iterator
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.gui.kit.controls.row import column_in
from bpsim.gui.kit.controls.tab_order import follow_layout
from bpsim.gui.kit.formula import FormulaView
from bpsim.gui.kit.formula.fitting import fitted
from bpsim.gui.kit.page.disclosure import Disclosure
from bpsim.gui.panels.step.matrices import MatrixTable
from bpsim.gui.panels.step.moves import MovesTable
from bpsim.gui.panels.step.total_cost import TotalCost
from bpsim.notation.formula import EMPTY, Expr, Row, Words, joined, lines_of
from bpsim.notation.numerals import number_text, superscript
from bpsim.steps.changes import moved_most
from bpsim.steps.schedule import COARSE, Phase
from bpsim.steps.shown.repeats import repeats
from bpsim.steps.step import Step

LETTERS: Final = {Phase.ACCUMULATE: "Δ", Phase.GRADIENT: "D", Phase.UPDATE: "Θ"}


def says_J(step: Step) -> bool:
    """True where the step's own formula writes J out: at the end of a whole iteration or pass."""
    return step.cost_J is not None and step.granularity in COARSE


def written_by_layer(step: Step) -> tuple[Expr, ...]:
    """The lines of the numbers that are about a matrix each, of its own; else none."""
    return _cut(step)[1]


def numbers_above(step: Step) -> Expr:
    """The numbers of ``step`` without those lines: all of them where there are none."""
    return joined(_cut(step)[0], Words("\n")) if _cut(step)[1] else step.numbers


def _cut(step: Step) -> tuple[tuple[Expr, ...], tuple[Expr, ...]]:
    """The lines of the numbers before those about the matrices, and these: the last ones."""
    count = len(step.matrices)
    if count < 2 or says_J(step):
        return (), ()
    lines = tuple(Row(tuple(line)) for line in lines_of(step.numbers))
    alone = len(lines) == count or (step.updating is not None and len(lines) > count)
    return (lines[:-count], lines[-count:]) if alone else ((), ())


class Layer(QWidget):
    """One matrix: written out where its formula says all of it at full size, else as a table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.formula, self.table = FormulaView(), MatrixTable(tr("Matrix"))
        self.formula.set_ground("surface")
        column_in(self, self.formula, self.table, gap=0)

    def show_matrix(
        self, matrix: Array, name: str, before: Array | None, line: Expr, room: int
    ) -> None:
        """Show ``matrix``, called ``name``; ``line`` writes it out, if that fits into ``room``."""
        whole = line != EMPTY and repeats(line, matrix.flat) and self._fits(line, room)
        self.formula.setVisible(whole)
        self.table.setVisible(not whole)
        if whole:
            self.formula.set_expr(line)
        else:
            self.table.show_matrix(matrix, name, before)

    def _fits(self, line: Expr, room: int) -> bool:
        return fitted(line, self.formula.font(), max(1, room))[1] == 1.0


class Layers(QWidget):
    """The matrices of a step, after an update the weights that moved most, and J written out.

    What the user folds or unfolds stays so; all else is unfolded as far as there is room.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._chosen: dict[str, bool] = {}
        self.layers: list[Disclosure] = []
        self.moves = MovesTable(tr("The weights that moved most"))
        self.cost = TotalCost()
        self.most = self._fold(tr("The weights that moved most"), self.moves)
        self.whole = self._fold("J(Θ)", self.cost)

    def folds(self) -> Iterator[Disclosure]:
        """Those that the step on screen has."""
        return (fold for fold in (*self.layers, self.most, self.whole) if not fold.isHidden())

    def layer(self, place: int) -> Layer:
        """What stands below the title of the matrix at ``place``, from 0."""
        content = self.layers[place].content
        assert isinstance(content, Layer)
        return content

    def show_step(self, step: Step, said: bool, room: int) -> None:
        """Show the matrices of ``step`` in a width of ``room``, unless they are ``said`` above."""
        lines = written_by_layer(step)
        letter, first = LETTERS.get(step.phase, ""), step.layer or 1
        count = 0 if said else len(step.matrices)
        while len(self.layers) < count:
            fold = self._fold("", Layer(), at=len(self.layers))
            self.layers.append(fold)
        for n, fold in enumerate(self.layers):
            fold.setVisible(n < count)
            if n < count:
                name = f"{letter}{superscript(f'({first + n})')}"
                fold.set_title(tr("{name} from layer {start} to layer {end}").format(
                    name=name, start=first + n, end=first + n + 1))  # fmt: skip
                before = None if step.before is None else step.before.weights[n]
                line = lines[n] if lines else EMPTY
                self.layer(n).show_matrix(step.matrices[n], name, before, line, room)
        self.most.setVisible(step.before is not None)
        if step.before is not None:
            self.moves.show_moves(moved_most(step))
        J = None if says_J(step) else step.cost_J
        self.whole.setVisible(J is not None)
        if J is not None:
            self.whole.set_title(f"J(Θ) = {number_text(J.J)}")
            self.cost.show_cost(J)
        self.setVisible(any(True for _ in self.folds()))

    def unfold(self, most: int) -> None:
        """Unfold the first ``most`` layers, and fold the rest; the user's own choice goes first."""
        for n, fold in enumerate(self.layers):
            fold.set_open(self._chosen.get(fold.title(), n < most))
        self.most.set_open(self._chosen.get(self._key(self.most), False))
        self.whole.set_open(self._chosen.get(self._key(self.whole), False))

    def settle(self) -> None:
        """Lay out now what has been folded or unfolded, from the inside out."""
        for fold in self.folds():
            for part in (fold.content, fold):
                layout = part.layout()
                if layout is not None:
                    layout.activate()
        self._column.activate()

    def _fold(self, title: str, content: QWidget, at: int = -1) -> Disclosure:
        fold = Disclosure(title, content)
        fold.turned.connect(lambda on: self._chosen.__setitem__(self._key(fold), on))
        self._column.insertWidget(at, fold)
        follow_layout(self)
        return fold

    @staticmethod
    def _key(fold: Disclosure) -> str:
        """What a choice is remembered by; J's title has its number in it."""
        return fold.title().partition(" =")[0]
