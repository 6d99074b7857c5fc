"""Breakpoints, edits, kept runs and scenes of a document, as they stand in a native file."""

from collections.abc import Mapping
from typing import Any

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.core.breakpoints import Breakpoint
from bpsim.core.document import Document
from bpsim.core.edits import LaterEdit
from bpsim.core.kept_runs import KeptRun, starts_of
from bpsim.core.scenes import TalkScene
from bpsim.formats.errors import PlaceError
from bpsim.formats.json_text import joined, require_plain
from bpsim.formats.native.layout import (
    ITEM_KEYS,
    KEYS,
    MAX_WHOLE,
    breakpoint_keys,
    require_kept_fit,
)
from bpsim.formats.native.text import (
    Members,
    Text,
    fitted,
    listed,
    matrix_text,
    numbers_text,
    plain,
    tall,
)
from bpsim.formats.native.write import (
    activations_text,
    cost_members,
    example_members,
    training_members,
    unknown_members,
)

Unknown = Mapping[str, Mapping[str, Any]]

ITEM, INSIDE = "    ", "      "


def kept_members(document: Document) -> Members:
    """The keys of those that there are; raises PlaceError for what could not be read again."""
    require_kept_fit(document.breakpoints, document.edits, document.runs, document.scenes)
    members: Members = []
    for key, items in (
        ("breakpoints", [_breakpoint(n, each) for n, each in enumerate(document.breakpoints)]),
        ("edits", [_edit(n, each) for n, each in enumerate(document.edits)]),
        ("runs", _runs(document)),
        ("scenes", [_scene(n, each) for n, each in enumerate(document.scenes)]),
    ):
        if items:
            members.append((key, listed(items, "  ")))
    return members


def _breakpoint(n: int, each: Breakpoint) -> Text:
    place = f"breakpoints[{n}]"
    require_plain(each.kind, f"{place}.kind")
    members: Members = [("kind", plain(each.kind))]
    match each.kind:
        case "delta":
            members += [("layer", plain(each.layer)), ("unit", plain(each.unit))]
        case "example" | "iteration":
            members.append((each.kind, plain(each.number)))
        case "cost":
            members.append(("below", plain(float(each.below))))
    for number in (each.layer, each.unit, each.number):
        if not 0 <= number <= MAX_WHOLE:
            raise PlaceError(tr("holds a number that is too large"), place)
    members.append(("enabled", plain(each.enabled)))
    members += unknown_members(each.extras, place, breakpoint_keys(each.kind))
    return fitted(members, 0, ITEM)


def _scene(n: int, each: TalkScene) -> Text:
    place = f"scenes[{n}]"
    require_plain(each.name, f"{place}.name")
    require_plain(each.panel, f"{place}.panel")
    if max(each.iteration, each.step) > MAX_WHOLE:
        raise PlaceError(tr("holds a number that is too large"), place)
    members: Members = [
        ("name", plain(each.name)),
        ("iteration", plain(each.iteration)),
        ("step", plain(each.step)),
    ]
    for key, value, usual in (
        ("granularity", each.granularity, "unit"), ("panel", each.panel, ""),
        ("zoom", float(each.zoom), 1.0),
    ):  # fmt: skip
        if value != usual:
            members.append((key, plain(value)))
    members += unknown_members(each.extras, place, ITEM_KEYS["scenes"])
    return fitted(members, 0, ITEM)


def _edit(n: int, each: LaterEdit) -> Text:
    members: Members = [("iteration", plain(each.iteration))]
    if each.weights is not None:
        members.append(("weights", _weights(each.weights)))
    for key, inner in (
        ("training_before", None if each.training is None else training_members(each.training)),
        ("examples_before", None if each.examples is None else example_members(each.examples)),
    ):
        if inner is not None:
            inner += _extras("edits", n, each.extras, key)
            members.append((key, fitted(inner, len(key) + 4, INSIDE)))
    if each.cost is not None:
        members += cost_members(each.cost, "cost_before", "cost_scale_before")
    return fitted(members + _extras("edits", n, each.extras), 0, ITEM)


def _runs(document: Document) -> list[Text]:
    starts, firsts = starts_of(document.runs), list[int]()
    items = []
    for n, run in enumerate(document.runs):
        require_plain(run.name, f"runs[{n}].name")
        same = next(k for k, start in enumerate(starts) if start == run.start)
        start: Members = []
        if run.start != document.network:
            if same < len(firsts):
                start = [("start", plain(firsts[same]))]
            else:
                start = _start(run, document)
        if same == len(firsts):
            firsts.append(n + 1)
        items.append(_run(n, run, start))
    return items


def _start(run: KeptRun, document: Document) -> Members:
    members: Members = [("start", _weights(run.start.weights))]
    if run.start.activations != document.network.activations:
        members.append(("activations", activations_text(run.start.activations)))
    return members


def _run(n: int, run: KeptRun, start: Members) -> Text:
    training = training_members(run.settings) + _extras("runs", n, run.extras, "training")
    members: Members = [
        ("name", plain(run.name)),
        ("shown", plain(run.shown)),
        ("colour", plain(run.colour + 1)),
        ("training", fitted(training, len('"training": '), INSIDE)),
        *start,
    ]
    if run.diverged:
        members.append(("diverged", plain(True)))
    members += [("costs", numbers_text(run.costs, INSIDE))]
    return tall(members + _extras("runs", n, run.extras), ITEM)


def _weights(weights: tuple[Array, ...]) -> Text:
    return listed([matrix_text(theta, INSIDE + "  ") for theta in weights], INSIDE)


def _extras(kind: str, n: int, extras: Unknown, inside: str = "") -> Members:
    """The unknown keys of an item, or of an object inside it."""
    place = joined(f"{kind}[{n}]", inside) if inside else f"{kind}[{n}]"
    known = KEYS[inside.removesuffix("_before")] if inside else ITEM_KEYS[kind]
    return unknown_members(extras.get(inside, {}), place, known)
