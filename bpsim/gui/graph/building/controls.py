"""The controls that change the network where it stands: + and − below each layer's heading, a +
between two layers, and the names of activations and of the cost, which can be clicked.
"""

from functools import partial
from itertools import pairwise

from PySide6.QtCore import QObject, QPoint, QRect, Signal
from PySide6.QtWidgets import QWidget

from bpsim.base.words import tr
from bpsim.core.costs.table import COSTS
from bpsim.core.network import Network
from bpsim.core.reshape import MOST_LAYERS
from bpsim.gui.graph.building.handle import Control, Name, Sign
from bpsim.gui.graph.canvas import GraphCanvas
from bpsim.gui.graph.layout.layout import Layout
from bpsim.gui.graph.paint.scene import Scene
from bpsim.steps.shown.spoken import heading

SIDE, SIGN, LEAST_SIDE = 0.9, 0.63, 14.0
"""How large a sign is as a part of the gap that it stands in, of the heading, in pixels at least.
"""


class BuildControls(QObject):
    """Keeps the controls at their places as the graph moves; what they ask for is a signal.

    ``activation_asked`` and ``cost_asked`` carry the point of the screen where a menu may open.
    """

    unit_added = Signal(int)
    unit_removed = Signal(int)
    layer_inserted = Signal(int)
    activation_asked = Signal(int, QPoint)
    cost_asked = Signal(QPoint)

    def __init__(self, graph: GraphCanvas) -> None:
        super().__init__(graph)
        self._graph = graph
        self._shown: tuple[Network, str] | None = None
        self._on = True
        self.plus: list[Sign] = []
        self.minus: list[Sign] = []
        self.between: list[Sign] = []
        self.names: list[Name] = []
        """Of the layers from 2 on."""
        self.cost = Name(graph)
        self.cost.clicked.connect(lambda: self.cost_asked.emit(_below(self.cost)))
        self.cost.hide()
        graph.laid_out.connect(self._place)

    def show(self, network: Network, cost: str) -> None:
        """Stand at the layers of ``network``, whose cost is ``cost``."""
        known = self._shown
        if known is not None and known[1] == cost and _same_shape(known[0], network):
            return
        self._shown = network, cost
        self._make(network.depth)
        full = network.depth >= MOST_LAYERS
        for layer, units in enumerate(network.layers, start=1):
            self.plus[layer - 1].say(tr("Add a unit to layer {layer}", layer=layer))
            self.minus[layer - 1].say(tr("Remove the last unit of layer {layer}", layer=layer))
            self.minus[layer - 1].setEnabled(units > 1)
            if layer < network.depth:
                self.between[layer - 1].say(tr("Insert a layer after layer {layer}", layer=layer))
                self.between[layer - 1].setEnabled(not full)
            if layer > 1:
                label = network.activation(layer).label
                self.names[layer - 2].say(
                    tr(
                        "Change the activation of layer {layer}: {label}",
                        layer=layer,
                        label=label,
                    )
                )
        self.cost.say(tr("Change the cost: {cost}", cost=COSTS[cost].label))
        self._place()

    def set_on(self, on: bool) -> None:
        """Show the controls, or none of them."""
        if on != self._on:
            self._on = on
            self._place()

    def all(self) -> list[Control]:
        """Every control, from left to right."""
        out: list[Control] = []
        for n in range(len(self.plus)):
            out += self.names[n - 1 : n] if n else []
            out += [self.minus[n], self.plus[n], *self.between[n : n + 1]]
        return [*out, self.cost]

    def layer_at(self, point: QPoint) -> int | None:
        """The layer whose heading or controls are at a point of the graph; L + 1: the targets."""
        picture = self._graph.picture
        if picture is None:
            return None
        layout = picture.scene.layout
        frame = layout.frame
        for layer in range(1, frame.depth + 2):
            box = layout.heading_box(layer)
            bottom = box.y + box.h + frame.sizes.heading_gap
            if box.x <= point.x() <= box.x + box.w and box.y <= point.y() <= bottom:
                return layer
        return None

    # --- making ----------------------------------------------------------------------------------

    def _make(self, depth: int) -> None:
        """As many controls as a network of ``depth`` layers has."""
        while len(self.plus) > depth:
            for row in (self.plus, self.minus, self.between, self.names):
                if row:
                    _drop(row.pop())
        while len(self.plus) < depth:
            layer = len(self.plus) + 1
            self.minus.append(Sign(self._graph, plus=False))
            self.minus[-1].clicked.connect(partial(self._emit, self.unit_removed, layer))
            self.plus.append(Sign(self._graph, plus=True))
            self.plus[-1].clicked.connect(partial(self._emit, self.unit_added, layer))
            if layer > 1:
                self.between.append(Sign(self._graph, plus=True, dashed=True))
                self.between[-1].clicked.connect(
                    partial(self._emit, self.layer_inserted, layer - 1)
                )
                self.names.append(Name(self._graph))
                self.names[-1].clicked.connect(partial(self._ask_activation, layer))
        for before, after in pairwise([self._graph, *self.all()]):
            QWidget.setTabOrder(before, after)

    def _emit(self, signal: object, layer: int, _checked: bool = False) -> None:
        signal.emit(layer)  # type: ignore[attr-defined]

    def _ask_activation(self, layer: int, _checked: bool = False) -> None:
        self.activation_asked.emit(layer, _below(self.names[layer - 2]))

    # --- where they stand ------------------------------------------------------------------------

    def _place(self) -> None:
        picture, shown = self._graph.picture, self._shown
        if picture is None or shown is None or picture.scene.network.layers != shown[0].layers:
            return  # until the graph shows the network that the controls are for
        for control in self.all():
            if control.isHidden() == self._on:
                control.setVisible(self._on)
        if not self._on:
            return
        scene = picture.scene
        layout, frame = scene.layout, scene.layout.frame
        gap, rise = frame.sizes.heading_gap, frame.sizes.bias_rise
        side = max(LEAST_SIDE, min(SIDE * gap, SIGN * frame.sizes.heading_h))
        y = frame.heading_y + frame.sizes.heading_h + gap / 2
        for layer in range(1, frame.depth + 1):
            x = frame.x[layer - 1]
            if rise:  # the bias unit is beside them, at the right end of the column
                x = frame.edge(layer, -1) + 1.2 * side
                if layer < frame.depth:
                    x = min(x, layout.unit_box(layer, 0).x - 1.2 * side - 2)
            self.minus[layer - 1].setGeometry(_around(x - 0.7 * side, y, side, side))
            self.plus[layer - 1].setGeometry(_around(x + 0.7 * side, y, side, side))
            if layer < frame.depth:
                middle = (frame.x[layer - 1] + frame.x[layer]) / 2
                self.between[layer - 1].setGeometry(_around(middle, y, 0.75 * side, side))
            if layer > 1:
                self._place_name(scene, layout, layer)
        self._place_cost(scene, layout, side, y)

    def _place_name(self, scene: Scene, layout: Layout, layer: int) -> None:
        """Over the second line of the heading."""
        box = layout.heading_box(layer)
        assert self._shown is not None
        text = heading(self._shown[0], layer, layout.frame.shortened(layer))[1]
        width = scene.fonts.small.width(text) + 6
        middle = _around(box.cx, box.y + 0.75 * box.h, width, box.h / 2 + 2)
        self.names[layer - 2].setGeometry(middle)

    def _place_cost(self, scene: Scene, layout: Layout, side: float, y: float) -> None:
        """Below the heading of the targets, more to the left where the name is long."""
        frame = layout.frame
        assert self._shown is not None
        name, font = COSTS[self._shown[1]].label, scene.fonts.small
        left = frame.x[-1] + 1.4 * side
        right = self._graph.width() - 4
        width = max(3 * side, min(font.width(name) + 10, right - left))
        middle = frame.target_x
        if width <= right - left:  # else the targets are out of sight, and so is their cost
            middle = min(middle, right - width / 2)
        self.cost.setGeometry(_around(middle, y, width, font.height + 3))
        short = (width - 10) / font.width(name)  # a little smaller before it is cut
        self.cost.set_words(name, (font if short >= 1.0 else font.narrowed(max(short, 0.75))).font)


def _around(cx: float, cy: float, width: float, height: float) -> QRect:
    return QRect(round(cx - width / 2), round(cy - height / 2), round(width), round(height))


def _below(widget: QWidget) -> QPoint:
    return widget.mapToGlobal(QPoint(0, widget.height() + 1))


def _drop(control: Control) -> None:
    """Take a control away whose click may still be going on."""
    control.hide()
    control.setParent(None)
    control.deleteLater()


def _same_shape(one: Network, other: Network) -> bool:
    return one.layers == other.layers and one.activations == other.activations
