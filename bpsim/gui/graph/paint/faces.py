"""What is written in each unit and target at a step: values that compare, made without painting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from bpsim.gui.graph.layout.box import Box
from bpsim.gui.graph.paint.scene import Scene
from bpsim.notation.numerals import known_text
from bpsim.steps.places import Place, TargetPlace, UnitPlace
from bpsim.steps.shown.spoken import UNUSED, shows_delta

if TYPE_CHECKING:
    from bpsim.steps.step import Step


class Face(NamedTuple):
    """A unit or a target as it looks now; two equal faces paint alike.

    ``values`` are the texts from left to right (z and a, or a single one), ``delta`` the text
    beneath, None where none is due. ``computed`` marks what the step computes, ``fresh`` says that
    the values are what is new, ``broken`` that the walk stops here. ``chip`` is where the δ of a
    bias unit stands, ``unused`` the words behind it.
    """

    place: UnitPlace | TargetPlace
    box: Box
    values: tuple[str, ...]
    delta: str | None = None
    computed: bool = False
    fresh: bool = False
    selected: bool = False
    broken: bool = False
    chip: Box | None = None
    unused: str = ""


def faces(
    step: Step | None,
    scene: Scene,
    selected: Place | None = None,
    breakpoints: frozenset[tuple[int, int]] = frozenset(),
    bias_deltas: bool = False,
) -> dict[Place, Face]:
    """The faces of all units and targets in the picture; without a step every value is unknown."""
    out: dict[Place, Face] = {}
    for face in _units(step, scene, selected, breakpoints):
        out[face.place] = face
    if bias_deltas and step is not None and shows_delta(step):
        out |= with_bias_deltas(step, scene, out)
    for face in _targets(step, scene, selected):
        out[face.place] = face
    return out


def _units(
    step: Step | None,
    scene: Scene,
    selected: Place | None,
    breakpoints: frozenset[tuple[int, int]],
) -> Iterator[Face]:
    layout = scene.layout
    computed = frozenset(step.units) if step is not None else frozenset()
    backwards = step is not None and _backwards(step)
    delta_due = step is not None and shows_delta(step)
    for layer, units in enumerate(layout.shown, start=1):
        if layer < layout.frame.depth:
            bias = UnitPlace(layer, 0)
            yield Face(bias, layout.unit_box(layer, 0), ("+1",), selected=bias == selected)
        for unit in units:
            place, box = UnitPlace(layer, unit), layout.unit_box(layer, unit)
            now = (layer, unit) in computed
            fresh = now and not backwards
            numbers = unit_numbers(step, layer, unit)
            rooms = layout.number_boxes(layer, unit)
            delta = None
            if delta_due and layer > 1:
                delta = known_text(numbers[2])
            yield Face(
                place,
                box,
                tuple(map(known_text, numbers[: len(rooms)])),
                delta,
                computed=now,
                fresh=fresh,
                selected=place == selected,
                broken=(layer, unit) in breakpoints,
            )


def unit_numbers(step: Step | None, layer: int, unit: int) -> tuple[float | None, ...]:
    """x of an input; z, a and δ of any other unit; None for what is not known."""
    if step is None:
        return (None,) if layer == 1 else (None, None, None)
    known = step.known
    if layer == 1:
        return (known.a(1, unit),)
    return known.z(layer, unit), known.a(layer, unit), known.delta(layer, unit)


def with_bias_deltas(step: Step, scene: Scene, drawn: Mapping[Place, Face]) -> dict[Place, Face]:
    """The faces of the hidden layers' bias units with their δ, which nothing uses, beside them."""
    layout, small = scene.layout, scene.fonts.small
    part = layout.frame.sizes
    room = part.chip_w - 0.7 * part.chip_h - small.width("δ ")
    out: dict[Place, Face] = {}
    for layer in range(2, layout.frame.depth):
        place = UnitPlace(layer, 0)
        delta = known_text(step.known.bias_delta(layer))
        before, words = scene.fonts.small_bold.width("δ") + small.width(" "), f" · {UNUSED}"
        number = before + min(small.width(delta), room) + 0.9 * part.chip_h
        whole = number + small.width(words)
        chip = layout.bias_chip_box(layer, whole)
        if chip is None:
            words, chip = "", layout.bias_chip_box(layer, number)
        if chip is not None:
            out[place] = drawn[place]._replace(delta=delta, chip=chip, unused=words)
    return out


def _targets(step: Step | None, scene: Scene, selected: Place | None) -> Iterator[Face]:
    layout = scene.layout
    for unit in layout.shown[-1]:
        place = TargetPlace(unit)
        value = None if step is None else step.target(unit)
        compared = step is not None and _compares(step) and (layout.frame.depth, unit) in step.units
        yield Face(
            place,
            layout.target_box(unit),
            (known_text(value),),
            computed=compared,
            selected=place == selected,
        )


# The phases are imported with the first step: the network at rest is painted without them.


def _backwards(step: Step) -> bool:
    from bpsim.steps.schedule import BACKWARD_PASS

    return step.phase in BACKWARD_PASS


def _compares(step: Step) -> bool:
    """True where the outputs are held against the targets."""
    from bpsim.steps.schedule import Phase

    return step.phase in (Phase.COST, Phase.OUTPUT_DELTA)
