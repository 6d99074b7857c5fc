"""A widget that shows one formula and lets it be copied."""

import math

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QFont,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from bpsim.base.words import tr
from bpsim.core.network import Network
from bpsim.gui.kit.controls.painting import Grounded, focus_ring
from bpsim.gui.kit.controls.ring_by_keys import RingByKeys
from bpsim.gui.kit.controls.room import ask_for_room, height_by_width
from bpsim.gui.kit.controls.spoken import Spoken
from bpsim.gui.kit.controls.tip_by_place import TipByPlace
from bpsim.gui.kit.formula.box import Box
from bpsim.gui.kit.formula.copying import picture_data, plain_text
from bpsim.gui.kit.formula.fitting import alike, fitted
from bpsim.gui.kit.formula.paint import draw
from bpsim.gui.kit.formula.painted import Look, Painted
from bpsim.gui.kit.formula.pointing import colour_at, cover_results, paint_marks
from bpsim.gui.looks.theme import theme_in_use
from bpsim.gui.program import clipboard
from bpsim.notation.formula import EMPTY, Expr, Symbol, to_latex

MARGIN, MARGIN_Y = 4, 3
NARROWEST_EM = 8


class FormulaView(TipByPlace, RingByKeys, Grounded, Spoken):
    """One formula, broken into lines where the widget is narrow.

    Where nothing can be broken (a wide matrix) it is drawn smaller. Copy: context menu, the menu
    key, or Ctrl+C (text) and Ctrl+Shift+C (LaTeX) when it has the focus. ``term_pointed`` carries
    the number of the term's colour that the pointer is on, −1 for none.
    """

    term_pointed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._expr: Expr = EMPTY
        self._boxes: dict[int, tuple[Box, float]] = {}
        self._painted: Painted | None = None
        self._backdrop = 0
        self._under_pointer = -1
        self._marked: int | None = None
        self._waiting = False
        self.setMouseTracking(True)
        self.network: Network | None = None
        """What the shapes of symbols are told of, where it is known."""
        self.setSizePolicy(height_by_width())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.copy_latex_action = self._action(tr("Copy as LaTeX"), "Ctrl+Shift+C")
        self.copy_latex_action.triggered.connect(self.copy_latex)
        self.copy_text_action = self._action(tr("Copy as text"), "Ctrl+C")
        self.copy_text_action.triggered.connect(self.copy_text)
        self.copy_picture_action = self._action(tr("Copy as picture"))
        self.copy_picture_action.triggered.connect(self.copy_picture)

    def _action(self, text: str, keys: str = "") -> QAction:
        action = QAction(text, self)
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.setShortcutVisibleInContextMenu(True)
        self.addAction(action)
        return action

    # --- what it shows ------------------------------------------------------------------------

    def expr(self) -> Expr:
        """The formula on show."""
        return self._expr

    def set_expr(self, expr: Expr) -> None:
        """Show ``expr``; an empty row shows nothing."""
        if expr is self._expr:
            return
        self._expr = expr
        self._boxes.clear()
        self.set_spoken(lambda: plain_text(expr))
        self._ask_for_room()
        self.update()

    def mark_term(self, colour: int | None) -> None:
        """Lay a ground behind the term of that colour, or behind none."""
        if colour != self._marked:
            self._marked = colour
            self.update()

    def set_waiting(self, on: bool) -> None:
        """Cover the result for a while: what it is made of is still on its way."""
        if on != self._waiting:
            self._waiting = on
            self.update()

    def set_backdrop(self, colour: QColor) -> None:
        """Say what colour the view stands on where that is not its own ground."""
        self._backdrop = colour.rgba()

    def prepare(
        self, expr: Expr, backdrop: QColor | None = None, font: QFont | None = None
    ) -> None:
        """Lay ``expr`` out and paint it now: most likely it is shown next, on that backdrop.

        ``font`` is what it will be set in, where that is not what the view is set in now.
        """
        if expr is self._expr:
            return
        font = self.font() if font is None else font
        for width in self._boxes:  # those that the layout has asked for this time
            fitted(expr, font, width)
        box, scale = fitted(expr, font, self._inner())
        look = self._look(scale)
        if backdrop is not None:
            look = look._replace(ground=backdrop.rgba())
        # Else a copy would fall between pixels, or there is no room for one yet.
        if look.ground and look.ratio.is_integer() and self.width() > 0:
            width = math.ceil(box.width * scale) + 2 * MARGIN
            height = math.ceil(box.height * scale) + 2 * MARGIN_Y
            self._painted = Painted(box, look, min(width, self.width()), height, (MARGIN, MARGIN_Y))

    def box(self) -> Box:
        """The formula as laid out for the widget's width."""
        return self._fitted(self._inner())[0]

    def _inner(self) -> int:
        return max(1, self.width() - 2 * MARGIN)

    def _look(self, scale: float) -> Look:
        ground = theme_in_use().colour(self._ground).rgba() if self._ground else self._backdrop
        return Look(scale, theme_in_use(), ground, self.devicePixelRatioF())

    def _fitted(self, width: int) -> tuple[Box, float]:
        found = self._boxes.get(width)
        if found is None:
            # A scroll bar more or less seldom makes a difference.
            known = (each for each in self._boxes.values() if alike(each, width))
            found = next(known, None) or fitted(self._expr, self.font(), width)
            self._boxes[width] = found
        return found

    def symbol_at(self, point: QPointF) -> tuple[Symbol, QRectF] | None:
        """The symbol under a point of the widget, and where it is."""
        box, scale = self._fitted(self._inner())
        for symbol, rect in box.symbols():
            start = QPointF(MARGIN, MARGIN_Y + box.ascent * scale)
            place = QRectF(start + rect.topLeft() * scale, rect.size() * scale)
            if place.contains(point):
                return symbol, place
        return None

    def tip_at(self, at: QPoint) -> str:
        from bpsim.teach.understanding.meaning import meaning

        found = self.symbol_at(QPointF(at))
        return "" if found is None else meaning(found[0], self.network)

    def tip_area(self, at: QPoint) -> QRect:
        found = self.symbol_at(QPointF(at))
        return QRect() if found is None else found[1].toAlignedRect()

    # --- copying ------------------------------------------------------------------------------

    def copy_latex(self) -> None:
        """Put the formula on the clipboard as LaTeX."""
        QGuiApplication.clipboard().setText(to_latex(self._expr))

    def copy_text(self) -> None:
        """Put the formula on the clipboard as a line of Unicode text."""
        QGuiApplication.clipboard().setText(plain_text(self._expr))

    def copy_picture(self) -> None:
        """Put the formula on the clipboard as a picture, with an SVG beside it."""
        width = self._inner()
        clipboard.put(picture_data(self._expr, self.font(), width))

    # --- Qt -----------------------------------------------------------------------------------

    def heightForWidth(self, width: int) -> int:
        inner = max(1, width - 2 * MARGIN)
        box, scale = self._fitted(inner)
        return math.ceil(box.height * scale) + 2 * MARGIN_Y

    def sizeHint(self) -> QSize:
        # Not the formula's own width: measuring it would lay it out once more at every step.
        width = max(self.width(), 2 * self._narrowest())
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._narrowest(), self.fontMetrics().height() + 2 * MARGIN_Y)

    def _narrowest(self) -> int:
        # A formula in large type may be broken and drawn smaller; it is no reason to cut off words.
        around = self.parentWidget()
        wide = (self if around is None else around).fontMetrics().height()
        return NARROWEST_EM * min(wide, self.fontMetrics().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        ask_for_room(self)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._boxes.clear()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        box, scale = self._fitted(self._inner())
        found = colour_at(box, scale, event.position() - QPointF(MARGIN, MARGIN_Y))
        self._point(-1 if found is None else found)
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point(-1)

    def _point(self, colour: int) -> None:
        if colour != self._under_pointer:
            self._under_pointer = colour
            self.term_pointed.emit(colour)

    def event(self, event: QEvent) -> bool:
        # Say that the keys are ours, or the window's own Copy would make them ambiguous.
        if isinstance(event, QKeyEvent):
            override = event.type() == QEvent.Type.ShortcutOverride
            if override and self._copies(event):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        copy = self._copies(event)
        if copy is None:
            super().keyPressEvent(event)
        else:
            copy.trigger()

    def paintEvent(self, event: QPaintEvent) -> None:
        box, scale = self._fitted(self._inner())
        look = self._look(scale)
        painted, marked = self._painted, self._marked
        if painted is not None and (marked is not None or not painted.shows(box, look)):
            painted = None
        with QPainter(self) as painter:
            self.paint_ground(painter, event.rect())
            if painted is not None:
                painter.drawPixmap(0, 0, painted.pixmap)
            if self.ringed:
                focus_ring(painter, self.rect().toRectF())
            if marked is not None:
                paint_marks(painter, box, scale, (MARGIN, MARGIN_Y), marked, theme_in_use())
            if painted is None:
                y = MARGIN_Y + box.ascent * scale
                draw(painter, box, MARGIN, y, look.theme, scale)
            if self._waiting:
                cover_results(painter, box, scale, (MARGIN, MARGIN_Y), theme_in_use())

    def _ask_for_room(self) -> None:
        """Have the layout done again, but only if the height really is another one."""
        put_away = self.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
        if put_away and self.isHidden():
            return  # showing it again will ask anyway
        ask_for_room(self)

    def _copies(self, event: QEvent) -> QAction | None:
        if not isinstance(event, QKeyEvent):
            return None
        keys = QKeySequence(event.keyCombination())
        for action in (self.copy_text_action, self.copy_latex_action):
            if action.shortcut() == keys:
                return action
        return None
