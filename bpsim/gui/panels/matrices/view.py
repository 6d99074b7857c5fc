"""The area in which the matrices of a step are laid out, painted and scrolled."""

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from bpsim.gui.kit.controls.told_aloud import ToldAloud
from bpsim.gui.looks.theme import theme_in_use
from bpsim.gui.panels.matrices.layout import (
    Arrangement,
    PlacedBlock,
    arrange,
    column_widths,
    with_blocks,
)
from bpsim.gui.panels.matrices.matrix_paint import Look
from bpsim.gui.panels.matrices.paint import SheetPainter
from bpsim.steps.places import Place
from bpsim.steps.shown.blocks import NOTHING, Axis, Block, Sheet

KEPT = 64


class SheetView(ToldAloud, QAbstractScrollArea):
    """Shows a Sheet; as much of its matrices as fits, and what the step lights always."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = NOTHING
        self.look = Look()
        self.heat = False
        self._selected: Place | None = None
        self._found: dict[object, Arrangement] = {}
        self._arrangement: Arrangement | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    # --- what it shows ---------------------------------------------------------------------------

    def show_sheet(self, sheet: Sheet) -> None:
        """Show ``sheet``; of one of the same form, cursor and scrolling stay."""
        if sheet.form != self.sheet.form:
            self.look.cursor = self.look.anchor = None
        self.sheet = sheet
        self.setAccessibleName(sheet.text)
        self._arrange()
        self._reveal_light()

    def set_heat(self, heat: bool) -> None:
        """Numbers, or a heat map."""
        if heat != self.heat:
            self.heat = heat
            self._arrange()

    def set_selected(self, place: Place | None) -> None:
        """Frame the cells of ``place``, and scroll to them; no signal."""
        if place == self._selected:
            return
        self._selected = place
        for block in self.sheet.blocks:
            cell = block.cell_of(place)
            if cell is not None:
                self.reveal(block, *cell)
        self.viewport().update()

    def arrangement(self) -> Arrangement:
        """Where everything is, in the coordinates of the sheet."""
        if self._arrangement is None:
            self._arrange()
        assert self._arrangement is not None
        return self._arrangement

    # --- room ------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        margin, size = self.margin(), self.viewport().size()
        room = (size.width() - 2 * margin, self.height() - 2 * margin)
        widths = () if self.heat else column_widths(self.sheet, self.font())
        key = (self.sheet.form, self.font().key(), room, self.heat, widths)
        found = self._found.get(key)
        if found is None:
            if len(self._found) >= KEPT:
                self._found.clear()
            found = self._found[key] = arrange(self.sheet, self.font(), *room, self.heat)
        self._arrangement = with_blocks(found, self.sheet)
        for placed in self._arrangement.blocks:  # an axis may show more than before
            for axis, across in ((placed.block.rows, False), (placed.block.columns, True)):
                if axis is not None and self.look.offset(axis, across):
                    self.scroll_to(axis, across, self.look.offset(axis, across))
        down, right = self.verticalScrollBar(), self.horizontalScrollBar()
        for bar, page in ((down, size.height()), (right, size.width())):
            bar.setPageStep(page)
            bar.setSingleStep(self.fontMetrics().height())
        down.setRange(0, max(0, round(found.height) + 2 * margin - self.height()))
        right.setRange(0, max(0, round(found.width) + 2 * margin - size.width()))
        self.viewport().update()

    def margin(self) -> int:
        """The room around the sheet."""
        return self.fontMetrics().height() // 4

    def origin(self) -> QPointF:
        """Where the sheet's own coordinates begin in the viewport."""
        return QPointF(
            self.margin() - self.horizontalScrollBar().value(),
            self.margin() - self.verticalScrollBar().value(),
        )

    def shown(self, axis: Axis, across: bool) -> int:
        """How many places of ``axis`` are on screen where it runs ``across`` or down; 0: none."""
        counts = (
            placed.columns if across else placed.rows
            for placed in self.arrangement().blocks
            if (placed.block.columns if across else placed.block.rows) == axis
        )  # fmt: skip
        return next(counts, 0)

    def scroll_to(self, axis: Axis, across: bool, first: int) -> None:
        """Have the ``first`` place come first, and matrices that share the axis go along."""
        shown = self.shown(axis, across)
        first = max(0, min(first, axis.count - shown))
        self.look.offsets[axis, across] = first
        other = self.shown(axis, not across)
        if other:
            middle = first + (shown - other) // 2
            self.look.offsets[axis, not across] = max(0, min(middle, axis.count - other))
        self.viewport().update()

    def _placed(self, block: Block) -> PlacedBlock | None:
        return next((p for p in self.arrangement().blocks if p.block is block), None)

    def reveal(self, block: Block, row: int | None, column: int | None, near: bool = True) -> None:
        """Scroll ``block`` so that a row and a column of it are on screen.

        The next one comes in at the edge if ``near``, else with room for those that follow.
        """
        placed = self._placed(block)
        if placed is None:
            return
        for axis, across, at, shown in (
            (block.rows, False, row, placed.rows),
            (block.columns, True, column, placed.columns),
        ):
            if axis is None or at is None:
                continue
            first = self.look.offset(axis, across)
            if not first <= at < first + shown:
                start = at - shown // 2
                if near and at in (first - 1, first + shown):
                    start = at if at < first else at - shown + 1
                elif not near and at == first + shown:
                    start = at - shown // 4
                self.scroll_to(axis, across, start)

    def _reveal_light(self) -> None:
        """Scroll to what the step computes, and to the term it adds."""
        for placed in self.arrangement().blocks:
            if placed.hidden_rows or placed.hidden_columns:
                self.reveal(placed.block, *placed.block.focus, near=False)
        for placed in self.arrangement().blocks:
            at = placed.block.focus[0]
            if at is not None:
                rect = self.look.cell_rect(placed, at, self.look.corner(placed.block)[1])
                self.bring_into_view(rect.translated(self.origin()).toRect())
                break

    def bring_into_view(self, rect: QRect) -> None:
        """Scroll the sheet up or down so that ``rect`` of the viewport is on screen."""
        bar, bottom = self.verticalScrollBar(), self.viewport().height()
        if rect.top() < 0:
            bar.setValue(bar.value() + rect.top() - self.margin())
        elif rect.bottom() >= bottom:
            bar.setValue(bar.value() + rect.bottom() + 1 - bottom + self.margin())

    # --- painting --------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:
            painter.fillRect(event.rect(), theme_in_use().colour("surface"))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(self.origin())
            self.look.focused = self.hasFocus()
            cells = {
                n: cell for n, block in enumerate(self.sheet.blocks)
                if (cell := block.cell_of(self._selected)) is not None
            }  # fmt: skip
            clip = QRectF(event.rect()).translated(-self.origin())
            SheetPainter(painter, theme_in_use(), self.look).paint(self.arrangement(), cells, clip)

    # --- Qt ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        self._reveal_light()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange()

    def minimumSizeHint(self) -> QSize:
        em = self.fontMetrics().height()
        return QSize(10 * em, 5 * em)

    def sizeHint(self) -> QSize:
        em = self.fontMetrics().height()
        return QSize(30 * em, 14 * em)
