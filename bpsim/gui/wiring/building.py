"""Building the network in the window: its controls on the graph, its keys and its menus."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from bpsim.base.counted import counted
from bpsim.base.words import tr, tr_n
from bpsim.core.activations.activation import Activation
from bpsim.core.activations.table import ACTIVATIONS
from bpsim.core.costs.table import COSTS, SCALES, scale_of
from bpsim.core.initial_weights import Start
from bpsim.core.network import Network, layer_kind
from bpsim.core.reshape import MOST_LAYERS
from bpsim.gui.desk.controller import Controller
from bpsim.gui.dialogs.parameters import ask_parameters
from bpsim.gui.dialogs.questions import agreed
from bpsim.gui.graph.building.controls import BuildControls
from bpsim.gui.graph.view import GraphView
from bpsim.gui.kit.controls.access_letters import give_letters
from bpsim.gui.program.preferences import Preferences
from bpsim.gui.program.tips import tip
from bpsim.notation.formula import Symbol, to_text
from bpsim.session import reshaping
from bpsim.session.editing import Edit
from bpsim.steps.explain.activations.table import written
from bpsim.steps.places import Place, TargetPlace, UnitPlace

Make = Callable[..., Edit | None]
UNDO = tr("Undo takes the change back.")
MEANS = {
    "examples": tr("J is the mean over the examples, as in the course"),
    "outputs": tr("J is the mean over the outputs too, as Keras and PyTorch print it"),
}
MOST_NEW_UNITS = 16
"""A layer that is inserted has no more units than this, however large its neighbours are."""


def rebuild(
    controller: Controller, make: Make, *args: object, also: Callable[[], str] = str
) -> None:
    """Make the edit; say what went with it (``also``), and that undo takes it all back."""
    session = controller.session
    before = session.state
    stops = len(controller.breakpoints)
    controller.edit(make, *args)
    if session.state is before:
        return
    words, lost = [also()], stops - len(controller.breakpoints)
    if lost:
        words.append(
            tr_n(
                "A breakpoint went with what was removed.",
                "{lost} breakpoints went with what was removed.",
                lost,
                lost=lost,
            )
        )
    trained = before.history.length  # only now: a run under way has ended with the edit
    if trained:
        count = counted(trained, "iteration")
        words.append(
            tr(
                "Training starts anew with the weights on screen: the run of "
                "{count} belongs to the network as it was.",
                count=count,
            )
        )
    if any(words):
        controller.message.emit(" ".join([*filter(None, words), UNDO]), "edit")


class Building(QObject):
    """Carries out what the controls, the keys and the menus ask for, each as one undoable edit."""

    def __init__(self, controller: Controller, graph: GraphView, preferences: Preferences) -> None:
        super().__init__(controller)
        self._controller, self._graph, self._preferences = controller, graph, preferences
        self._allowed = True
        self.controls = controls = BuildControls(graph)
        controls.unit_added.connect(self.add_unit)
        controls.unit_removed.connect(self.remove_unit)
        controls.layer_inserted.connect(self.insert_layer)
        controls.activation_asked.connect(self._open_activations)
        controls.cost_asked.connect(self._open_costs)
        graph.unit_wanted.connect(self.add_unit)
        graph.removal_wanted.connect(lambda place: self.remove_unit(place.layer, place.unit))
        graph.layer_wanted.connect(self.insert_layer)

    def show(self) -> None:
        """Stand at the network on screen, unless it is another one than the user's own."""
        document = self._controller.session.document
        self.controls.set_on(self._allowed and not self._controller.visiting)
        self.controls.show(document.network, document.cost)

    def set_allowed(self, on: bool) -> None:
        """Offer to build, or show the network alone, as for an audience."""
        self._allowed = on
        self.show()

    # --- what is done ------------------------------------------------------------------------

    @property
    def _network(self) -> Network:
        return self._controller.session.document.network

    @property
    def _start(self) -> Start:
        """How new weights are drawn: as those of the document were, if that is known."""
        return self._controller.session.document.start or self._preferences.start

    def _edit(self, make: Make, *args: object, also: Callable[[], str] = str) -> None:
        rebuild(self._controller, make, *args, also=also)

    def add_unit(self, layer: int) -> None:
        """One more unit in ``layer``."""
        document = self._controller.session.document
        rows = len(document.examples) + len(document.held_out)
        kind = {1: tr("input"), document.network.depth: tr("target")}.get(layer)
        words = ""
        if rows and kind is not None:
            words = tr(
                "The new {kind} is 0 in every example; its numbers are typed in Examples.",
                kind=kind,
            )
        self._edit(reshaping.add_unit, layer, self._start, also=lambda: words)

    def remove_unit(self, layer: int, unit: int | None = None) -> None:
        """Take ``unit`` out of ``layer``, or its last one; an input with numbers asks first."""
        document = self._controller.session.document
        unit = unit or document.network.layers[layer - 1]
        names = {
            1: document.examples.x_names,
            document.network.depth: document.examples.y_names,
        }.get(layer)
        words = ""
        if names is not None and (len(document.examples) or len(document.held_out)):
            words = tr(
                "The column {names} of the examples went with the unit.", names=names[unit - 1]
            )
            if layer == 1 and len(names) > 1 and not self._may_lose(names[unit - 1]):
                return
        start = self._start
        self._edit(reshaping.remove_unit, layer, unit, start, also=lambda: words)

    def _may_lose(self, name: str) -> bool:
        """Ask before the numbers of an input go; where nothing may be changed, nothing is asked."""
        document = self._controller.session.document
        rows = len(document.examples) + len(document.held_out)
        loses = tr_n(
            "The number that the example has for it goes as well.",
            "The numbers that all {rows:,} examples have for it go as well.",
            rows,
            rows=rows,
        )
        return self._controller.visiting or agreed(
            self._graph.window(),
            tr("Remove the input {name}?", name=name),
            loses,
            tr("Remove"),
        )

    def insert_layer(self, after: int) -> None:
        """A hidden layer behind ``after``, like a hidden layer beside it."""
        network = self._network
        beside = [n for n in (after, after + 1) if 1 < n < network.depth]
        units = network.layers[beside[0] - 1] if beside else max(2, network.layers[-1])
        g = network.activation(beside[0]) if beside else ACTIVATIONS["sigmoid"]
        units = min(units, MOST_NEW_UNITS)
        self._edit(reshaping.insert_layer, after, units, g, self._start)

    def set_activation(self, layer: int, g: Activation) -> None:
        """Give ``layer`` another activation; a cost that no longer fits follows, which is said."""
        before = self._controller.session.document.cost

        def words() -> str:
            after = self._controller.session.document.cost
            if after == before:
                return ""
            return tr(
                "The cost is {after} now: {before} is not made for {g} units.",
                after=after,
                before=before,
                g=g.label,
            )

        self._edit(reshaping.set_activation, layer, g, also=words)

    def ask_parameters(self, layer: int) -> None:
        """Ask for the parameters of the activation that ``layer`` has."""
        if layer > self._network.depth or not self._network.activation(layer).parameters:
            return  # the network has changed since the menu was opened
        g = ask_parameters(
            self._graph.window(), self._network.activation(layer), tr("layer {layer}", layer=layer)
        )
        if g is not None:
            self.set_activation(layer, g)

    # --- menus -------------------------------------------------------------------------------

    def fill(self, menu: QMenu, place: Place | None) -> None:
        """What can be done with the unit or target at ``place``, or with the whole network."""
        if isinstance(place, UnitPlace):
            self.fill_layer(menu, place.layer, place.unit)
        elif isinstance(place, TargetPlace):
            self._add_costs(menu)
        elif place is None:
            self.fill_network(menu)

    def fill_layer(self, menu: QMenu, layer: int, unit: int = 0) -> None:
        """What can be done with a layer, and with one of its units."""
        network = self._network
        if layer > network.depth:
            self._add_costs(menu)
            return
        self._add(menu, tr("Add a unit to layer {layer}", layer=layer), self.add_unit, layer)
        removed = tr("Remove unit {unit} of layer {layer}", unit=unit, layer=layer) if unit else ""
        words = removed or tr("Remove the last unit of layer {layer}", layer=layer)
        action = self._add(menu, words, self.remove_unit, layer, unit or None)
        action.setEnabled(network.layers[layer - 1] > 1)
        if layer < network.depth:
            action = self._add(
                menu,
                tr("Insert a layer after layer {layer}", layer=layer),
                self.insert_layer,
                layer,
            )
            action.setEnabled(network.depth < MOST_LAYERS)
        if 1 < layer < network.depth:
            words = tr("Remove layer {layer}", layer=layer)
            self._add(menu, words, self._edit, reshaping.remove_layer, layer, self._start)
        if layer > 1:
            self._fill_activations(
                menu.addMenu(tr("Activation of layer {layer}", layer=layer)), layer
            )

    def fill_network(self, menu: QMenu) -> None:
        """Every layer with what can be done with it, and the cost."""
        network = self._network
        for layer in range(1, network.depth + 1):
            kind = layer_kind(layer, network.depth)
            self.fill_layer(
                menu.addMenu(tr("Layer {layer} · {kind}", layer=layer, kind=kind)), layer
            )
        self._add_costs(menu)

    def open_menu(self, layer: int, at: QPoint) -> None:
        """The menu of a heading."""
        self._open(partial(self.fill_layer, layer=layer), at)

    def _open_activations(self, layer: int, at: QPoint) -> None:
        self._open(partial(self._fill_activations, layer=layer), at)

    def _open_costs(self, at: QPoint) -> None:
        self._open(self._fill_costs, at)

    def _open(self, fill: Callable[[QMenu], None], at: QPoint) -> None:
        menu = QMenu(self._graph)
        fill(menu)
        give_letters(menu)
        menu.exec(at)
        menu.deleteLater()

    def _add(self, menu: QMenu, words: str, slot: Callable[..., None], *args: object) -> QAction:
        action = menu.addAction(words)
        action.triggered.connect(lambda _checked=False: slot(*args))
        return action

    def _fill_activations(self, menu: QMenu, layer: int) -> None:
        """Every activation, the layer's own marked; one that cannot stand there says why."""
        menu.setToolTipsVisible(True)
        network = self._network
        own, last = network.activation(layer), layer == network.depth
        known = list(ACTIVATIONS.values())
        if own not in known:
            known[[each.name for each in known].index(own.name)] = own
        for g in known:
            action = self._add(menu, g.label, self.set_activation, layer, g)
            action.setCheckable(True)
            action.setChecked(g == own)
            formula = to_text(written(g).value(Symbol("z")))
            words = tr(
                "Let the units of layer {layer} put out {formula}", layer=layer, formula=formula
            )
            action.setToolTip(tip(words))
            if not g.elementwise and not last:
                action.setText(tr("{g} (for the output layer only)", g=g.label))
                action.setEnabled(False)
                action.setToolTip(tip(tr("Its units depend on each other.")))
        if own.parameters:
            menu.addSeparator()
            self._add(
                menu, tr("Change {words}…", words=own.parameter_words), self.ask_parameters, layer
            )

    def _add_costs(self, menu: QMenu) -> None:
        """A menu of the costs, under the name of the one that is used."""
        cost = COSTS[self._controller.session.document.cost].label
        self._fill_costs(menu.addMenu(tr("Cost: {cost}", cost=cost)))

    def _fill_costs(self, menu: QMenu) -> None:
        """Every cost; one that does not fit says why when it is chosen."""
        document = self._controller.session.document
        output = document.network.activations[-1]
        scale = scale_of(document.cost)
        for cost in COSTS.values():
            if scale_of(cost.key) != scale:
                continue
            name, words = cost.key, cost.words
            if not cost.fits(output):
                needed = tr(" or ").join(each.name for each in cost.outputs)
                words = tr("{cost} (needs a {needed} output layer)", cost=cost.words, needed=needed)
            action = self._add(menu, words, self._edit, reshaping.set_cost, name)
            action.setCheckable(True)
            action.setChecked(name == document.cost)
            action.setToolTip(tip(tr("Train with {cost} as the cost from now on", cost=cost.words)))
        menu.addSeparator()
        for each in SCALES:
            action = self._add(menu, MEANS[each], self._edit, reshaping.set_cost_scale, each)
            action.setCheckable(True)
            action.setChecked(each == scale)
