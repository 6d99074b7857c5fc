"""What a parsed native file keeps beside its walk, checked before arrays are made."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from bpsim.base.words import tr
from bpsim.core.breakpoints import Breakpoint
from bpsim.core.document import Document
from bpsim.core.edits import LaterEdit
from bpsim.core.errors import ModelError
from bpsim.core.kept_runs import COLOURS, LONGEST_NAME, MOST_NUMBERS, KeptRun
from bpsim.core.network import Network
from bpsim.core.scenes import TalkScene
from bpsim.core.settings import TrainingSettings
from bpsim.formats.checks import (
    a_choice,
    a_flag,
    a_list,
    a_number,
    a_text,
    a_vector,
    a_whole_number,
    an_object,
    required,
)
from bpsim.formats.errors import PlaceError
from bpsim.formats.json_text import joined
from bpsim.formats.native.layout import (
    GRANULARITIES,
    ITEM_KEYS,
    KEYS,
    MAX_LAYERS,
    MAX_UNITS,
    MAX_WHOLE,
    Plain,
    breakpoint_keys,
    require_kept_fit,
)
from bpsim.formats.native.read import activation_of, cost_of, training_of, unknown_keys, weights_of
from bpsim.formats.native.read_examples import examples_of

Extras = dict[str, dict[str, Any]]
Part = TypeVar("Part")


def with_kept(document: Document, value: Plain) -> Document:
    """``document`` with what ``value``, its parsed file, keeps; raises PlaceError or ModelError."""
    items = {key: a_list(value.get(key, []), key) for key in ITEM_KEYS}
    # Before anything is made of them.
    require_kept_fit(items["breakpoints"], items["edits"], items["runs"], items["scenes"])
    _require_costs_fit(items["runs"])
    breakpoints = tuple(_breakpoint(each, n) for n, each in enumerate(items["breakpoints"]))
    edits = tuple(_edit(each, n, document) for n, each in enumerate(items["edits"]))
    runs: list[KeptRun] = []
    for n, each in enumerate(items["runs"]):
        runs.append(_run(each, n, document, runs))
    scenes = tuple(_scene(each, n) for n, each in enumerate(items["scenes"]))
    require_kept_fit(breakpoints, edits, runs, scenes)
    if not (breakpoints or edits or runs or scenes):
        return document
    return document.with_(breakpoints=breakpoints, edits=edits, runs=tuple(runs), scenes=scenes)


def _require_costs_fit(runs: list[Any]) -> None:
    costs = [each["costs"] for each in runs if isinstance(each, dict) and "costs" in each]
    count = sum(len(each) for each in costs if isinstance(each, list))
    if count > MOST_NUMBERS:
        raise PlaceError(
            tr(
                "holds {count:,} costs, but at most {most_numbers:,} can be used",
                count=count,
                most_numbers=MOST_NUMBERS,
            ),
            "runs",
        )


def _breakpoint(value: Any, n: int) -> Breakpoint:
    place = f"breakpoints[{n}]"
    found = an_object(value, place)
    kind = a_text(required(found, "kind", place), f"{place}.kind")
    enabled = a_flag(found.get("enabled", True), f"{place}.enabled")
    extras = unknown_keys(found, place, breakpoint_keys(kind))

    def whole(key: str, low: int, high: int = MAX_WHOLE) -> int:
        return a_whole_number(required(found, key, place), joined(place, key), low, high)

    match kind:
        case "delta":
            layer, unit = whole("layer", 2, MAX_LAYERS), whole("unit", 1, MAX_UNITS)
            return Breakpoint(kind, layer=layer, unit=unit, enabled=enabled, extras=extras)
        case "example" | "iteration":
            number = whole(kind, 1 if kind == "example" else 0)
            return Breakpoint(kind, number=number, enabled=enabled, extras=extras)
        case "cost":
            below = a_number(required(found, "below", place), f"{place}.below")
            return Breakpoint(kind, below=below, enabled=enabled, extras=extras)
    return Breakpoint(kind, enabled=enabled, extras=extras)


def _scene(value: Any, n: int) -> TalkScene:
    place = f"scenes[{n}]"
    found = an_object(value, place)
    granularity = found.get("granularity", "unit")
    whole = partial(a_whole_number, low=0, high=MAX_WHOLE)
    try:
        return TalkScene(
            a_text(required(found, "name", place), f"{place}.name"),
            whole(found.get("iteration", 0), f"{place}.iteration"),
            whole(found.get("step", 0), f"{place}.step"),
            a_choice(granularity, f"{place}.granularity", GRANULARITIES),
            a_text(found.get("panel", ""), f"{place}.panel"),
            a_number(found.get("zoom", 1.0), f"{place}.zoom"),
            unknown_keys(found, place, ITEM_KEYS["scenes"]),
        )
    except ModelError as error:
        raise PlaceError(error.reason, joined(place, error.place)) from error


def _edit(value: Any, n: int, document: Document) -> LaterEdit:
    place = f"edits[{n}]"
    found = an_object(value, place)
    at = f"{place}.iteration"
    iteration = a_whole_number(required(found, "iteration", place), at, 1, MAX_WHOLE)
    layers = list(document.network.layers)
    extras: Extras = {"": unknown_keys(found, place, ITEM_KEYS["edits"])}
    inner = {}
    for key in ("training_before", "examples_before"):
        if key in found:
            inner[key] = an_object(found[key], f"{place}.{key}")
            known = KEYS[key.removesuffix("_before")]
            extras[key] = unknown_keys(inner[key], f"{place}.{key}", known)
    weights = training = examples = cost = None
    if "weights" in found:
        weights = weights_of(found["weights"], layers, f"{place}.weights")
    if "training_before" in found:
        training = _training(inner["training_before"], f"{place}.training_before")
    if "examples_before" in found:
        examples = _within(
            f"{place}.examples_before",
            "examples",
            lambda: examples_of(inner["examples_before"], tuple(layers)),
        )
    if "cost_before" in found:
        cost = cost_of(found, "cost_before", "cost_scale_before", place)
    elif "cost_scale_before" in found:
        raise PlaceError(
            tr("has no cost_before that it could be for"), f"{place}.cost_scale_before"
        )
    kept = {name: each for name, each in extras.items() if each}
    return LaterEdit(iteration, weights, training, cost, examples, kept)


def _run(value: Any, n: int, document: Document, before: list[KeptRun]) -> KeptRun:
    place = f"runs[{n}]"
    found = an_object(value, place)
    name = a_text(required(found, "name", place), f"{place}.name")
    if not 1 <= len(name) <= LONGEST_NAME:
        raise PlaceError(
            tr(
                "must have 1 to {longest_name} characters, but it has {name:,}",
                longest_name=LONGEST_NAME,
                name=len(name),
            ),
            f"{place}.name",
        )
    training = an_object(found.get("training", {}), f"{place}.training")
    extras = {
        "": unknown_keys(found, place, ITEM_KEYS["runs"]),
        "training": unknown_keys(training, f"{place}.training", KEYS["training"]),
    }
    return KeptRun(
        name,
        _training(training, f"{place}.training"),
        a_vector(required(found, "costs", place), f"{place}.costs"),
        _start(found, place, document, before),
        a_whole_number(found.get("colour", 1), f"{place}.colour", 1, COLOURS) - 1,
        a_flag(found.get("shown", True), f"{place}.shown"),
        a_flag(found.get("diverged", False), f"{place}.diverged"),
        {name: each for name, each in extras.items() if each},
    )


def _start(found: Plain, place: str, document: Document, before: list[KeptRun]) -> Network:
    """The network that a run started from: the file's own, an earlier run's, or one of its own."""
    at, start = f"{place}.start", found.get("start")
    if "activations" in found and not isinstance(start, list):
        raise PlaceError(
            tr("has no matrices in start that it could be for"), f"{place}.activations"
        )
    if "start" not in found:
        return document.network
    if not isinstance(start, list):
        number = a_whole_number(start, at, 1, MAX_WHOLE)
        if number > len(before):
            raise PlaceError(
                tr("is {number}, which is none of the runs before it", number=number), at
            )
        return before[number - 1].start
    layers = _layers_of(start, at)
    activations = document.network.activations
    if "activations" in found:
        names = a_list(found["activations"], f"{place}.activations")
        activations = tuple(
            activation_of(each, f"{place}.activations[{k}]") for k, each in enumerate(names)
        )
    if len(activations) != len(layers) - 1:
        raise PlaceError(
            tr(
                "has {layers} matrices for {activations} activations",
                layers=len(layers) - 1,
                activations=len(activations),
            ),
            at,
        )
    weights = weights_of(start, layers, at)
    try:
        return Network(activations, weights)
    except ModelError as error:
        raise PlaceError(tr("cannot be used: {reason}", reason=error.reason), place) from error


def _layers_of(matrices: list[Any], place: str) -> list[int]:
    """The layer sizes that these matrices mean; whether all rows are so long is checked later."""
    if not 1 <= len(matrices) < MAX_LAYERS:
        raise PlaceError(
            tr("must have 1 to {max_layers:,} matrices", max_layers=MAX_LAYERS - 1), place
        )
    rows = [a_list(each, f"{place}[{n}]") for n, each in enumerate(matrices)]
    for n, each in enumerate(rows):
        if not each:
            raise PlaceError(tr("has no row"), f"{place}[{n}]")
    first = a_list(rows[0][0], f"{place}[0][0]")
    if len(first) < 2:
        raise PlaceError(tr("must have a bias and at least one weight"), f"{place}[0][0]")
    return [len(first) - 1, *map(len, rows)]


def _training(found: Plain, place: str) -> TrainingSettings:
    return _within(place, "training", lambda: training_of(found))


def _within(place: str, usual: str, read: Callable[[], Part]) -> Part:
    """What ``read`` reads; a fault in it is said of ``place`` and not of the ``usual`` one."""
    try:
        return read()
    except PlaceError as error:
        raise PlaceError(error.reason, place + error.place.removeprefix(usual)) from error
