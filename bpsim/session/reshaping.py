"""Edits that build the network: units and layers come and go, activations and the cost change.

Each starts a new run from the weights on screen: what was trained so far belongs to another
network. Undo brings it back whole.
"""

import re
from dataclasses import replace

import numpy as np

from bpsim.base.words import tr
from bpsim.core.activations.activation import Activation
from bpsim.core.arrays import Array, frozen
from bpsim.core.costs.table import COSTS, SCALES, cost_key, scale_of, usual_cost
from bpsim.core.document import Document
from bpsim.core.errors import ModelError
from bpsim.core.examples import Examples, default_names
from bpsim.core.initial_weights import Start
from bpsim.core.network import Network
from bpsim.core.reshape import NewLayer, layers_of, reshaped
from bpsim.core.scaling import Scaling
from bpsim.core.sizes import sizes_text
from bpsim.session.editing import Edit, NotEditableError
from bpsim.session.history import History
from bpsim.session.session import Session


def add_unit(session: Session, layer: int, start: Start) -> Edit:
    """One more unit at the end of ``layer`` (from 1); examples get a column of zeros for it."""
    layers = layers_of(session.network)
    chosen = layers[layer - 1]
    layers[layer - 1] = replace(chosen, units=(*chosen.units, None))
    return _rebuilt(session, tr("Add a unit to layer {layer}", layer=layer), layers, start)


def remove_unit(session: Session, layer: int, unit: int, start: Start) -> Edit:
    """Take ``unit`` out of ``layer``, both from 1; its column of the examples goes too.

    Raises NotEditableError for the last unit of a layer.
    """
    layers = layers_of(session.network)
    chosen = layers[layer - 1]
    if len(chosen.units) == 1:
        raise NotEditableError(
            tr(
                "Layer {layer} has one unit only; a layer cannot be empty. Remove "
                "the layer instead.",
                layer=layer,
            )
        )
    units = tuple(each for each in chosen.units if each != unit)
    layers[layer - 1] = replace(chosen, units=units)
    return _rebuilt(
        session, tr("Remove unit {unit} of layer {layer}", unit=unit, layer=layer), layers, start
    )


def insert_layer(session: Session, after: int, units: int, g: Activation, start: Start) -> Edit:
    """A new hidden layer of ``units`` units behind layer ``after`` (from 1).

    Raises NotEditableError where that is the output layer.
    """
    network = session.network
    if not 1 <= after < network.depth:
        raise NotEditableError(tr("No layer can stand behind the output layer."))
    layers = layers_of(network)
    layers.insert(after, NewLayer(None, (None,) * units, g))
    return _rebuilt(session, tr("Insert a layer after layer {after}", after=after), layers, start)


def remove_layer(session: Session, layer: int, start: Start) -> Edit:
    """Take a hidden layer out. Raises NotEditableError for the input and the output layer."""
    network = session.network
    if not 1 < layer < network.depth:
        raise NotEditableError(tr("The input layer and the output layer cannot be removed."))
    layers = layers_of(network)
    del layers[layer - 1]
    return _rebuilt(session, tr("Remove layer {layer}", layer=layer), layers, start)


def set_activation(session: Session, layer: int, g: Activation) -> Edit | None:
    """Give ``layer`` (from 2) another activation; weights stay.

    A cost that does not fit the new output layer becomes the one that does. Raises
    NotEditableError where there is none.
    """
    network = session.network
    if network.activation(layer) == g:
        return None
    if not g.elementwise and layer != network.depth:
        raise NotEditableError(
            tr("{g} is for the output layer only: its units depend on each other.", g=g.name)
        )
    activations = (*network.activations[: layer - 2], g, *network.activations[layer - 1 :])
    changed = Network.of(activations, network.weights)
    cost = session.document.cost
    if layer == network.depth and not COSTS[cost].fits(g):
        cost = usual_cost(g, like=cost)
    document = session.document.with_(network=changed, cost=cost, edits=())
    return _started(session, tr("Change layer {layer} to {g}", layer=layer, g=g.label), document)


def set_cost_scale(session: Session, scale: str) -> Edit | None:
    """Take J as a mean over "examples" or over all their "outputs"."""
    document = session.document
    if scale == scale_of(document.cost):
        return None
    cost = cost_key(COSTS[document.cost].name, scale)
    network = session.network
    words = (
        tr("Take the mean over the outputs")
        if scale == SCALES[1]
        else tr("Take J as in the course")
    )
    return _started(session, words, document.with_(network=network, cost=cost, edits=()))


def set_cost(session: Session, cost: str) -> Edit | None:
    """Measure with another cost. Raises NotEditableError where it does not fit the output layer."""
    document = session.document
    if cost == document.cost:
        return None
    output = document.network.activations[-1]
    if not COSTS[cost].fits(output):
        needed = tr(" or ").join(each.name for each in COSTS[cost].outputs)
        raise NotEditableError(
            tr(
                "The cost {cost} is made for a {needed} output layer, but this one "
                "is {output}. Change the activation of the output layer first.",
                cost=COSTS[cost].label,
                needed=needed,
                output=output.name,
            )
        )
    network = session.network
    return _started(
        session,
        tr("Change the cost to {cost}", cost=COSTS[cost].label),
        document.with_(network=network, cost=cost, edits=()),
    )


def _rebuilt(session: Session, text: str, layers: list[NewLayer], start: Start) -> Edit:
    document = session.document
    try:
        network = reshaped(session.network, layers, start)
    except ModelError as error:
        raise NotEditableError(
            tr("{text} is not possible: {error}.", text=text, error=error)
        ) from error
    inputs, outputs = layers[0].units, layers[-1].units
    return _started(
        session,
        text,
        document.with_(
            title=_title_of(document.title, document.network.layers, network.layers),
            network=network,
            examples=_columns_of(document.examples, inputs, outputs),
            held_out=_columns_of(document.held_out, inputs, outputs),
            scaling=_scaling_of(document.scaling, inputs),
            classes=_classes_of(document.classes, outputs),
            edits=(),
        ),
        tuple(layers),
    )


def _started(
    session: Session, text: str, document: Document, layers: tuple[NewLayer, ...] = ()
) -> Edit:
    """A new run of ``document``, at the stop of the walk that was on screen, or the nearest."""
    history = History(document, session.state.history.budget)
    return Edit(text, session.state.with_walk(document, history, 0, layers), layers=layers)


def _title_of(title: str, old: tuple[int, ...], new: tuple[int, ...]) -> str:
    """The title with the sizes of the new layers where it names those of the old ones."""
    return re.sub(rf"(?<![\d-]){sizes_text(old)}(?![\d-])", sizes_text(new), title)


def _columns_of(
    examples: Examples, inputs: tuple[int | None, ...], outputs: tuple[int | None, ...]
) -> Examples:
    """The columns of the units that survive; new ones are 0 in every example."""
    x_names = _names_of(examples.x_names, inputs, default_names("x", len(inputs) + 1))
    y_names = _names_of(examples.y_names, outputs, default_names("y", len(outputs) + 1))
    x, y = _picked(examples.x, inputs), _picked(examples.y, outputs)
    if x is examples.x and y is examples.y:
        return examples
    return Examples(x, y, x_names, y_names, examples.names)


def _picked(columns: Array, units: tuple[int | None, ...]) -> Array:
    """The columns of these units; the very same array, of thousands of rows, where all stay."""
    count = columns.shape[1]
    if units == tuple(range(1, count + 1)):
        return columns
    if None not in units:
        return frozen(columns[:, [unit - 1 for unit in units if unit is not None]])
    shape = (len(columns), len(units))
    # Not np.zeros: the huge pages that it asks for take four times as long on a virtual machine.
    out = np.frombuffer(bytearray(8 * shape[0] * shape[1])).reshape(shape)
    kept = [(n, unit - 1) for n, unit in enumerate(units) if unit is not None]
    if kept == [(n, n) for n in range(count)]:
        out[:, :count] = columns  # a new one behind all others: one copy, row by row
    else:
        places, sources = zip(*kept, strict=True)
        out[:, places] = columns[:, sources]
    out.setflags(write=False)  # nobody else has it: it need not be copied to stay as it is
    return out


def _names_of(
    names: tuple[str, ...], units: tuple[int | None, ...], fresh: tuple[str, ...]
) -> tuple[str, ...]:
    """The names that survive; a new unit takes the first usual name from its place on."""
    taken = {names[unit - 1] for unit in units if unit is not None}
    out = []
    for n, unit in enumerate(units):
        if unit is not None:
            out.append(names[unit - 1])
            continue
        free = (name for name in (*fresh[n:], *fresh) if name not in taken)
        out.append(next(free))
        taken.add(out[-1])
    return tuple(out)


def _scaling_of(scaling: Scaling | None, inputs: tuple[int | None, ...]) -> Scaling | None:
    """The scaling of the inputs that survive; a new one is taken as it is."""
    if scaling is None:
        return None
    shift = tuple(0.0 if unit is None else scaling.shift[unit - 1] for unit in inputs)
    scale = tuple(1.0 if unit is None else scaling.scale[unit - 1] for unit in inputs)
    return Scaling(shift, scale)


def _classes_of(classes: tuple[str, ...], outputs: tuple[int | None, ...]) -> tuple[str, ...]:
    """The names of the classes that survive, a number for a new one; none for a single output."""
    if not classes or len(outputs) == 1 or len(classes) < max(filter(None, outputs), default=0):
        return ()
    return tuple(
        f"class {n}" if unit is None else classes[unit - 1]
        for n, unit in enumerate(outputs, start=1)
    )
