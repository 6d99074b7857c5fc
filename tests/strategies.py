"""Hypothesis strategies for networks, training sets, settings and documents of any shape.

Those that many draws ask for are made once: making and validating one takes longer than drawing.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from bpsim.core.activations.activation import Activation
from bpsim.core.activations.elu import Elu
from bpsim.core.activations.hard_sigmoid import HardSigmoid
from bpsim.core.activations.leaky_relu import LeakyRelu
from bpsim.core.activations.sigmoid import Sigmoid
from bpsim.core.activations.table import ACTIVATIONS
from bpsim.core.activations.tanh import Tanh
from bpsim.core.arrays import Array, frozen
from bpsim.core.breakpoints import KINDS as BREAKPOINT_KINDS
from bpsim.core.breakpoints import Breakpoint
from bpsim.core.costs.table import COSTS
from bpsim.core.document import Document
from bpsim.core.edits import LaterEdit
from bpsim.core.examples import Examples
from bpsim.core.initial_weights import METHODS, Start
from bpsim.core.kept_runs import KeptRun
from bpsim.core.methods.adam import Adam
from bpsim.core.methods.method import Method
from bpsim.core.methods.momentum import Momentum
from bpsim.core.methods.rmsprop import RMSProp
from bpsim.core.methods.table import UPDATE_METHODS
from bpsim.core.network import Network
from bpsim.core.scaling import Scaling
from bpsim.core.scenes import MOST_ZOOM, TalkScene
from bpsim.core.settings import Convention, Position, TrainingSettings
from bpsim.formats.native.layout import GRANULARITIES, ITEM_KEYS, KEYS, breakpoint_keys

Floats = st.SearchStrategy[float]

HIDDEN: tuple[Activation, ...] = (
    *(each for each in ACTIVATIONS.values() if each.elementwise),
    LeakyRelu(0.25),
    Elu(0.5),
    HardSigmoid(0.2),
    Sigmoid(2.5),
    Tanh(0.5),
)

OUTPUTS = (*HIDDEN, ACTIVATIONS["softmax"])

# Weights and inputs with which units neither saturate nor overflow.
MODERATE: Floats = st.floats(-2.0, 2.0, allow_subnormal=False)
# Every float64 that a network may hold, −0.0 and subnormal numbers included.
FINITE: Floats = st.floats(allow_nan=False, allow_infinity=False)

COUNTS = st.integers(0, 2**53 - 1)


@cache
def matrices(rows: int, columns: int, numbers: Floats = MODERATE) -> st.SearchStrategy[Array]:
    """Matrices of shape (rows, columns)."""
    return hnp.arrays(np.float64, (rows, columns), elements=numbers)


@cache
def layers(
    most_layers: int = 4, most_units: int = 4, least_layers: int = 2
) -> st.SearchStrategy[list[int]]:
    """Layer sizes s_1 … s_L."""
    return st.lists(st.integers(1, most_units), min_size=least_layers, max_size=most_layers)


@st.composite
def networks(
    draw: st.DrawFn,
    sizes: Sequence[int] | None = None,
    numbers: Floats = MODERATE,
    hidden: Sequence[str | Activation] = HIDDEN,
    outputs: Sequence[str | Activation] = OUTPUTS,
) -> Network:
    """Networks of the given layer sizes, or of any small ones."""
    s = sizes or draw(layers())
    names = draw(st.lists(st.sampled_from(hidden), min_size=len(s) - 2, max_size=len(s) - 2))
    weights = [draw(matrices(to, frm + 1, numbers)) for frm, to in pairwise(s)]
    return Network.of([*names, draw(st.sampled_from(outputs))], weights)


def costs_of(network: Network) -> st.SearchStrategy[str]:
    """The costs that are defined for the network's output layer."""
    output = network.activations[-1]
    return st.sampled_from([name for name, cost in COSTS.items() if cost.fits(output)])


@st.composite
def examples_for(
    draw: st.DrawFn,
    network: Network,
    numbers: Floats = MODERATE,
    least: int = 1,
    most: int = 4,
    names: bool = False,
) -> Examples:
    """Training sets that fit the network; with ``names`` they have names of their own."""
    m = draw(st.integers(least, most))
    ends = (network.layers[0], network.layers[-1])
    x, y = (draw(matrices(m, units, numbers)) for units in ends)
    if not names:
        return Examples.of(x, y)
    x_names, y_names = (
        tuple(draw(st.lists(st.text(), min_size=units, max_size=units))) for units in ends
    )
    return Examples(Examples.of(x, y).x, Examples.of(x, y).y, x_names, y_names)


@cache
def settings() -> st.SearchStrategy[TrainingSettings]:
    """Training settings, among them extreme ones."""
    rates = st.floats(0.0, allow_infinity=False)
    return st.builds(
        TrainingSettings,
        learning_rate=rates,
        lam=rates,
        batch_size=st.none() | st.integers(1, 2**53 - 1),
        train_biases=st.booleans(),
        seed=COUNTS,
        order=st.sampled_from(["file", "shuffled"]),
        method=methods(),
    )


@cache
def methods() -> st.SearchStrategy[Method]:
    """Every method of updating, with the usual parameters and with others."""
    shares = st.floats(0.0, 1.0, exclude_max=True)
    small = st.floats(0.0, exclude_min=True, allow_infinity=False)
    others = (
        st.builds(Momentum, beta=shares),
        st.builds(RMSProp, rho=shares, epsilon=small),
        st.builds(Adam, beta1=shares, beta2=shares, epsilon=small),
    )
    return st.one_of(st.sampled_from(list(UPDATE_METHODS.values())), *others)


@cache
def conventions() -> st.SearchStrategy[Convention]:
    """Both signs, with and without the lecture's shorthand."""
    return st.builds(Convention, st.sampled_from(["course", "lecture"]), st.booleans())


@cache
def positions() -> st.SearchStrategy[Position]:
    """Places on a walk, however far."""
    granularities = st.sampled_from(["term", "unit", "layer", "pass", "iteration"])
    return st.builds(Position, COUNTS, COUNTS, granularities, COUNTS)


@cache
def json_values() -> st.SearchStrategy[Any]:
    """Whatever JSON can hold."""
    plain = st.none() | st.booleans() | st.integers() | FINITE | st.text()
    return st.recursive(
        plain,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=8,
    )


def extras(known: dict[str, tuple[str, ...]]) -> st.SearchStrategy[dict[str, dict[str, Any]]]:
    """Unknown keys for some of the objects of a file whose ``known`` keys are given."""
    unknown = {name: unknown_keys(tuple(keys)) for name, keys in known.items()}
    return st.fixed_dictionaries({}, optional=unknown)


@cache
def unknown_keys(known: tuple[str, ...], others: tuple[str, ...] = ()) -> st.SearchStrategy[Any]:
    """One to three keys of an object that has the ``known`` ones, some of them of ``others``."""
    keys = st.text()
    if others:
        keys |= st.sampled_from(others)
    fresh = keys.filter(lambda key: key not in known)
    return st.dictionaries(fresh, json_values(), min_size=1, max_size=3)


@st.composite
def breakpoints(draw: st.DrawFn, unknown: bool = False) -> Breakpoint:
    """Breakpoints of every kind, whether a network has their place or not.

    With ``unknown`` also such as no version has yet, and with keys that do not belong to a kind.
    """
    places: dict[str, dict[str, st.SearchStrategy[Any]]] = {
        "delta": {"layer": st.integers(2, 9), "unit": st.integers(1, 9)},
        "example": {"number": st.integers(1, 2**53 - 1)},
        "iteration": {"number": COUNTS},
        "cost": {"below": FINITE},
        "not-finite": {},
    }
    assert set(places) == set(BREAKPOINT_KINDS)
    kinds: st.SearchStrategy[str] = st.sampled_from(BREAKPOINT_KINDS)
    kind = draw(kinds | st.text() if unknown else kinds)
    keys = unknown_keys(tuple(breakpoint_keys(kind)), tuple(ITEM_KEYS["breakpoints"]))
    return Breakpoint(
        kind,
        enabled=draw(st.booleans()),
        extras=draw(st.just({}) | keys) if unknown else {},
        **{name: draw(place) for name, place in places.get(kind, {}).items()},
    )


@st.composite
def edits_for(
    draw: st.DrawFn, network: Network, numbers: Floats, unknown: bool = False
) -> tuple[LaterEdit, ...]:
    """Edits in some later iterations, in order; with ``unknown`` keys as well."""
    shapes = [theta.shape for theta in network.weights]
    found = []
    for iteration in sorted(draw(st.sets(st.integers(1, 10**6), max_size=3))):
        weights = tuple(frozen(draw(matrices(*shape, numbers))) for shape in shapes)
        examples = examples_for(network, numbers, names=True)
        parts = (weights, draw(settings()), draw(costs_of(network)), draw(examples))
        edit = LaterEdit(iteration, *(each if draw(st.booleans()) else None for each in parts))
        known = {"": ITEM_KEYS["edits"]}
        if edit.training is not None:
            known["training_before"] = KEYS["training"]
        if edit.examples is not None:
            known["examples_before"] = KEYS["examples"]
        found.append(replace(edit, extras=draw(extras(known)) if unknown else {}))
    return tuple(found)


@st.composite
def kept_runs(draw: st.DrawFn, network: Network, unknown: bool = False) -> tuple[KeptRun, ...]:
    """Runs from this network and from others, some from the same one."""
    known = {"": ITEM_KEYS["runs"], "training": KEYS["training"]}
    starts = [network, draw(networks(numbers=FINITE)), draw(networks(numbers=FINITE))]
    return tuple(
        KeptRun(
            draw(st.text(min_size=1, max_size=60)),
            draw(settings()),
            frozen(draw(hnp.arrays(np.float64, st.integers(0, 20), elements=FINITE))),
            draw(st.sampled_from(starts)),
            draw(st.integers(0, 5)),
            draw(st.booleans()),
            draw(st.booleans()),
            draw(extras(known)) if unknown else {},
        )
        for _ in range(draw(st.integers(0, 3)))
    )


@cache
def scenes(unknown: bool = False) -> st.SearchStrategy[TalkScene]:
    """Stops of a talk, whether there are such steps and panels or not."""
    keys = st.just({}) | unknown_keys(ITEM_KEYS["scenes"]) if unknown else st.just({})
    granularities = st.sampled_from(GRANULARITIES)
    return st.builds(
        TalkScene, st.text(min_size=1, max_size=20), COUNTS, COUNTS, granularities,
        st.text(max_size=9),
        st.floats(1.0, MOST_ZOOM), keys,
    )  # fmt: skip


@st.composite
def documents(
    draw: st.DrawFn,
    numbers: Floats = FINITE,
    known: dict[str, tuple[str, ...]] | None = None,
) -> Document:
    """Whole documents; with the ``known`` keys of a file, unknown ones as well."""
    network = draw(networks(numbers=numbers))
    examples = draw(examples_for(network, numbers, least=0, names=True))
    unknown = known is not None
    K = network.layers[-1]
    scaling = draw(st.none() | scalings(network.layers[0], numbers))
    kept = draw(extras(known)) if known else {}
    start = draw(st.none() | starts())
    for name, found in (("scaling", scaling), ("start", start)):
        if found is None:  # an object that is not there has no keys
            kept.pop(name, None)
    return Document(
        title=draw(st.text()),
        network=network,
        cost=draw(costs_of(network)),
        examples=examples,
        training=draw(settings()),
        convention=draw(conventions()),
        position=draw(positions()),
        extras=kept,
        held_out=draw(examples_for(network, numbers, least=0)),
        breakpoints=tuple(draw(st.lists(breakpoints(unknown), max_size=3))),
        edits=draw(edits_for(network, numbers, unknown)) if len(examples) else (),
        runs=draw(kept_runs(network, unknown)),
        scenes=tuple(draw(st.lists(scenes(unknown), max_size=2))),
        scaling=scaling,
        classes=tuple(draw(st.just([]) | st.lists(st.text(), min_size=K, max_size=K))),
        start=start,
    )


@cache
def starts() -> st.SearchStrategy[Start]:
    """Ways to draw weights."""
    epsilons = st.none() | st.floats(0.0, exclude_min=True, allow_infinity=False)
    return st.builds(Start, st.sampled_from(METHODS), COUNTS, epsilons)


@st.composite
def scalings(draw: st.DrawFn, inputs: int, numbers: Floats = FINITE) -> Scaling:
    """What was done to so many inputs."""
    each = st.lists(numbers, min_size=inputs, max_size=inputs).map(tuple)
    return Scaling(draw(each), draw(each.filter(all)))
