"""The first minute: a few tips on the canvas, one after the other, until they are closed."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from bpsim.base.words import tr
from bpsim.gui.desk.desk import Desk
from bpsim.gui.graph.view import GraphView
from bpsim.gui.kit.controls.button import Button
from bpsim.gui.kit.controls.label import Label
from bpsim.gui.looks.theme import BODY, SMALL, sized, theme_in_use
from bpsim.gui.program.tips import tip
from bpsim.gui.window.presenting import Presenting

TIPS: Final = (
    tr(
        "Press → for the next step and ← to take it back. Space lets the "
        "steps follow by themselves."
    ),
    tr(
        "Click a unit to see how it is computed. Double-click a weight, an "
        "input or a target to change it. With keys, Alt or Shift and an arrow "
        "select, and Enter does the same."
    ),
    tr(
        "Press Ctrl+Return and the network learns. The map at the right "
        "shows what it has learnt: that is the reward."
    ),
)
WIDTH, CORNER = 26, 8.0
"""How wide the card is, in heights of a line, and how round its corners are."""


class FirstTips(QFrame):
    """A card in a corner of the graph where no unit and no message is, at the lower right if free.

    Where each corner of the graph is taken the card has a row of its own below the graph, until
    it is closed. What a tip speaks of, once done, leads to the next, also where it was done before
    the tips came. The card is closed by its button and after the last tip, and goes away for good
    then.
    """

    ended = Signal()

    def __init__(self, graph: GraphView, messages: QWidget, desk: Desk) -> None:
        self._middle = graph.parentWidget() or graph
        super().__init__(self._middle)
        self._graph, self._messages, self._place, self._corner = graph, messages, 0, 0
        self._in_row = False
        self.setAccessibleName(tr("Tips for the first minute"))
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.count, self.words = Label(colour="muted"), Label()
        self.words.setWordWrap(True)
        self.close_button = Button("x")
        self.close_button.setToolTip(tip(tr("Close the tips")))
        self.close_button.setAccessibleName(tr("Close the tips"))
        self.next_button = Button(text=tr("Next tip"), framed=True)
        above = QHBoxLayout()
        above.addWidget(self.count, 1)
        above.addWidget(self.next_button)
        above.addWidget(self.close_button)
        self._lines = QVBoxLayout(self)
        self._lines.addLayout(above)
        self._lines.addWidget(self.words)
        self.close_button.clicked.connect(self.end)
        self.next_button.clicked.connect(lambda: self._go_on(self._place))
        self._controller, self._training = desk.controller, desk.training
        desk.controller.changed.connect(self._stepped)
        desk.controller.selection_changed.connect(self._selected)
        desk.training.finished.connect(self._trained)
        for each in (graph, messages):
            each.installEventFilter(self)
        graph.laid_out.connect(self._stay_in_corner)
        self._say()
        self.show()
        self._stepped()  # keys work before everything is on the screen
        self._selected(desk.controller.selection)

    def end(self) -> None:
        """Take the tips away."""
        for each in (self._graph, self._messages):
            each.removeEventFilter(self)
        self._graph.laid_out.disconnect(self._stay_in_corner)
        self._graph.setFocus()
        self.hide()
        self.deleteLater()
        self._place = len(TIPS)
        self.ended.emit()

    def make_way(self, presenting: Presenting) -> None:
        """Be out of sight while it is presented, and there again afterwards."""
        presenting.bared.connect(self.hide)
        presenting.furnished.connect(self._come_back)
        self.setVisible(not presenting.on)

    def _come_back(self) -> None:
        self.setVisible(self._place < len(TIPS))

    def _stepped(self) -> None:
        self._stay_in_corner()  # the legend may have grown
        step = self._controller.step  # None where there is no example to walk
        if step is not None and step.index > 0:
            self._go_on(0)

    def _selected(self, place: object) -> None:
        if place is not None:
            self._go_on(1)

    def _trained(self) -> None:
        if self._training.again:
            return  # what a file has learnt nobody has let it learn here
        if self._place < len(TIPS) and self._controller.session.history.length > 1:
            self.end()  # whoever lets it learn has found the way

    def _go_on(self, place: int) -> None:
        """The tip at ``place`` has been read, or what it speaks of is done."""
        if place != self._place:
            return
        self._place += 1
        if self._place == len(TIPS):
            self.end()
        else:
            self._say()

    def _say(self) -> None:
        self.count.setText(tr("Tip {place} of {tips}", place=self._place + 1, tips=len(TIPS)))
        self.words.setText(TIPS[self._place])
        last = self._place == len(TIPS) - 1
        self.next_button.setText(tr("Close") if last else tr("Next tip"))
        self.setAccessibleDescription(TIPS[self._place])
        self._stay_in_corner()

    def _stay_in_corner(self) -> None:
        line = self.fontMetrics().height()
        self.count.setFont(sized(self.font(), SMALL))
        self.words.setFont(sized(self.font(), SMALL if self._in_row else BODY))
        width, margin = min(WIDTH * line, self._graph.width() - line), line // 2
        if self._in_row:
            return
        layout = self.layout()
        assert layout is not None
        high = max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height())
        said = [self._messages.geometry()] if self._messages.isVisible() else []
        free = self._graph.free_corner(width, high, margin, self._corner, said)
        if free is None:
            self._take_row()
            return
        self._corner, at = free[0], self._graph.mapTo(self._middle, free[1])
        self.setGeometry(QRect(at, QSize(width, high)))
        self.raise_()

    def _take_row(self) -> None:
        """Stand between the graph and what is below it; a lower graph has no room for the card."""
        column = self._middle.layout()
        if isinstance(column, QVBoxLayout):
            self._in_row = True
            self.count.hide()
            self.words.setFont(sized(self.font(), SMALL))
            self._lines.setDirection(QVBoxLayout.Direction.RightToLeft)
            self._lines.setStretchFactor(self.words, 1)
            column.insertWidget(column.indexOf(self._graph) + 1, self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show):
            self._stay_in_corner()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Follow the size of the text, and the room that the words need in it."""
        done = super().event(event)
        kinds = (QEvent.Type.FontChange, QEvent.Type.LayoutRequest)
        if event.type() in kinds and hasattr(self, "next_button"):
            self._stay_in_corner()
        return done

    def paintEvent(self, event: QPaintEvent) -> None:
        """A card with a frame in the colour of what is in play."""
        theme = theme_in_use()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("accent"), 1.5))
            painter.setBrush(theme.colour("surface"))
            place = self.rect().toRectF().adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(place, CORNER, CORNER)
