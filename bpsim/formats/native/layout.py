"""What the native file is made of: its names, its keys in order, and how large it may be."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from bpsim.base.words import tr
from bpsim.core.settings import GranularityName, Order, Sign
from bpsim.formats.errors import PlaceError

Plain = dict[str, Any]
"""An object of a file, as read."""

FORMAT = "bpsim"
VERSION = 1
SUFFIX = ".bpsim"

# The keys of each object in the order in which they are written; "" is the file's own object.
KEYS: dict[str, tuple[str, ...]] = {
    "": (
        "format",
        "version",
        "title",
        "network",
        "start",
        "cost",
        "cost_scale",
        "training",
        "examples",
        "held_out",
        "scaling",
        "classes",
        "convention",
        "position",
        "breakpoints",
        "edits",
        "runs",
        "scenes",
    ),
    "network": ("layers", "activations", "weights"),
    "start": ("kind", "epsilon", "seed"),
    "training": (
        "learning_rate",
        "lambda",
        "batch_size",
        "train_biases",
        "seed",
        "order",
        "method",
    ),
    "examples": ("x", "y", "x_names", "y_names", "names"),
    "held_out": ("x", "y", "names"),
    "scaling": ("shift", "scale"),
    "convention": ("sign", "lecture_shorthand"),
    "position": ("iteration", "step", "granularity", "reached"),
}
# The same for the items of the lists among them.
ITEM_KEYS: dict[str, tuple[str, ...]] = {
    "breakpoints": ("kind", "layer", "unit", "example", "iteration", "below", "enabled"),
    "edits": (
        "iteration",
        "weights",
        "training_before",
        "examples_before",
        "cost_before",
        "cost_scale_before",
    ),
    "runs": (
        "name",
        "shown",
        "colour",
        "training",
        "start",
        "activations",
        "diverged",
        "costs",
    ),
    "scenes": ("name", "iteration", "step", "granularity", "panel", "zoom"),
}
# Those of a breakpoint by its kind, beside "kind" and "enabled"; all of them are required.
BREAKPOINT_KEYS: dict[str, tuple[str, ...]] = {
    "delta": ("layer", "unit"),
    "example": ("example",),
    "iteration": ("iteration",),
    "cost": ("below",),
}
REQUIRED: dict[str, tuple[str, ...]] = {
    "": ("format", "version", "network", "cost"),
    "network": ("layers", "activations"),
}

SIGNS: tuple[Sign, ...] = ("course", "lecture")
ORDERS: tuple[Order, ...] = ("file", "shuffled")
GRANULARITIES: tuple[GranularityName, ...] = (
    "term",
    "unit",
    "layer",
    "pass",
    "iteration",
)

# The largest whole number that every reader of JSON gets right.
MAX_WHOLE = 2**53 - 1
MAX_LAYERS = 1_000
MAX_UNITS = 100_000
MAX_WEIGHTS = 10_000_000
MAX_EXAMPLE_NUMBERS = 30_000_000
MAX_BREAKPOINTS = 1_000


def breakpoint_keys(kind: str) -> tuple[str, ...]:
    """The keys that a breakpoint of ``kind`` has; those of other kinds mean nothing to it."""
    return ("kind", *BREAKPOINT_KEYS.get(kind, ()), "enabled")


def require_layers_fit(layers: Sequence[int]) -> None:
    """Raise PlaceError if a network of such ``layers`` is larger than a file may hold."""
    if len(layers) > MAX_LAYERS:
        raise PlaceError(
            tr(
                "has {layers:,} layers, but at most {max_layers:,} can be used",
                layers=len(layers),
                max_layers=MAX_LAYERS,
            ),
            "network.layers",
        )
    for n, units in enumerate(layers):
        if units > MAX_UNITS:
            raise PlaceError(
                tr(
                    "is {units:,}, but a layer can have at most {max_units:,} units",
                    units=units,
                    max_units=MAX_UNITS,
                ),
                f"network.layers[{n}]",
            )
    weights = sum((frm + 1) * to for frm, to in pairwise(layers))
    if weights > MAX_WEIGHTS:
        raise PlaceError(
            tr(
                "means {weights:,} weights, but at most {max_weights:,} can be used",
                weights=weights,
                max_weights=MAX_WEIGHTS,
            ),
            "network.layers",
        )


def require_examples_fit(count: int, layers: Sequence[int], held_out: int = 0) -> None:
    """Raise PlaceError if ``count`` examples for ``layers`` are more than a file may hold.

    ``held_out`` counts those beside the training set, with which they share what there is room for.
    """
    training = count * (layers[0] + layers[-1])
    if training > MAX_EXAMPLE_NUMBERS:
        raise PlaceError(
            tr(
                "holds {numbers:,} numbers, but at most {max_example_numbers:,} can be used",
                numbers=training,
                max_example_numbers=MAX_EXAMPLE_NUMBERS,
            ),
            "examples",
        )
    numbers = (count + held_out) * (layers[0] + layers[-1])
    if numbers > MAX_EXAMPLE_NUMBERS:
        raise PlaceError(
            tr(
                "and the training set hold {numbers:,} numbers together, but at "
                "most {max_example_numbers:,} can be used",
                numbers=numbers,
                max_example_numbers=MAX_EXAMPLE_NUMBERS,
            ),
            "held_out",
        )


def require_kept_fit(
    breakpoints: Sequence[Any],
    edits: Sequence[Any],
    runs: Sequence[Any],
    scenes: Sequence[Any],
) -> None:
    """Raise PlaceError if these, parsed or made, are more than a file may hold.

    Of what is not made of values yet only the number is known.
    """
    from bpsim.core.edits import MOST_EDIT_NUMBERS, MOST_EDITS, LaterEdit
    from bpsim.core.kept_runs import MOST_NUMBERS, MOST_RUNS, KeptRun, numbers_in
    from bpsim.core.scenes import MOST_SCENES

    for place, count, most in (
        ("breakpoints", len(breakpoints), MAX_BREAKPOINTS),
        ("edits", len(edits), MOST_EDITS),
        ("runs", len(runs), MOST_RUNS),
        ("scenes", len(scenes), MOST_SCENES),
    ):
        if count > most:
            raise PlaceError(
                tr("has {count:,} items, but at most {most:,} can be used", count=count, most=most),
                place,
            )
    held = sum(each.numbers for each in edits if isinstance(each, LaterEdit))
    kept = numbers_in([each for each in runs if isinstance(each, KeptRun)])
    for place, count, most in (("edits", held, MOST_EDIT_NUMBERS), ("runs", kept, MOST_NUMBERS)):
        if count > most:
            raise PlaceError(
                tr(
                    "holds {count:,} numbers, but at most {most:,} can be used",
                    count=count,
                    most=most,
                ),
                place,
            )
