"""The formula that a mistake changes: what is struck out has a line through it, what is put in
stands bold and underlined."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from bpsim.base.words import tr
from bpsim.gui.kit.controls.fits_font import FitsFont
from bpsim.gui.kit.controls.flow import FlowLayout
from bpsim.gui.kit.controls.label import Label
from bpsim.gui.kit.controls.room import height_by_width
from bpsim.gui.kit.controls.told_aloud import ToldAloud
from bpsim.gui.looks.theme import HEADING, sized
from bpsim.teach.break_it.formulas import Piece

NAMES = {"stays": "{text}", "struck out": tr("struck out: {text}"), "put in": tr("put in: {text}")}


class Pieces(FitsFont, ToldAloud, QWidget):
    """Shows the pieces of one formula."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(height_by_width())
        self._flow = FlowLayout(self)
        self._flow.set_gaps(2, 2)
        self._labels: list[tuple[Label, Piece]] = []

    def show_pieces(self, pieces: Sequence[Piece]) -> None:
        """Show these pieces one after the other."""
        for label, _ in self._labels:
            self._flow.removeWidget(label)
            label.hide()
            label.deleteLater()
        self._labels = []
        for piece in pieces:
            label = Label(piece.text.strip())
            label.setAccessibleName(NAMES[piece.fate].format(text=piece.text.strip()))
            self._flow.add(label)
            label.show()
            self._labels.append((label, piece))
        spoken = " ".join(NAMES[each.fate].format(text=each.text.strip()) for each in pieces)
        self.setAccessibleName(tr("The formula with the mistake: {spoken}", spoken=spoken))
        self.fit_font()

    def fit_font(self) -> None:
        for label, piece in self._labels:
            font = sized(self.font(), HEADING, bold=piece.fate == "put in")
            font.setStrikeOut(piece.fate == "struck out")
            font.setUnderline(piece.fate == "put in")
            label.setFont(font)
