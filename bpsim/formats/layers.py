"""Which way weights lie and where their biases stand: found by fitting the shapes together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeVar, get_args

from bpsim.base.words import in_local_signs, tr, tr_n
from bpsim.core.sizes import sizes_text
from bpsim.formats.content import (
    Answers,
    BiasPlace,
    Content,
    Guess,
    Layer,
    Orientation,
)
from bpsim.formats.errors import PlaceError, quoted

Name = TypeVar("Name")

WORDS: dict[Orientation, str] = {
    "out-in": tr("a row for each unit that the weights lead to"),
    "in-out": tr("a row for each unit that the weights come from"),
}
PLACES: dict[BiasPlace, str] = {
    "first": tr("the first one beside the weights"),
    "last": tr("the last one beside the weights"),
    "apart": tr("vectors of their own"),
    "none": tr("none"),
}


@dataclass(frozen=True)
class Reading:
    """One way to read the matrices of a network, and the sizes s_1 … s_L that it means."""

    orientation: Orientation
    bias: BiasPlace
    sizes: tuple[int, ...]


def laid_out(
    layers: Sequence[Layer],
    content: Content,
    answers: Answers,
    guesses: list[Guess],
    usual: Orientation = "out-in",
) -> tuple[Layer, ...]:
    """The layers with orientation and place of the biases decided.

    ``usual`` is the orientation to prefer where the shapes allow both. Raises PlaceError where no
    reading fits.
    """
    _require_matrices(layers)
    if all(each.orientation and each.bias_place for each in layers) and not (
        answers.orientation or answers.bias
    ):
        ends = [ends_of(each, each.orientation, each.bias_place) for each in layers]
        _require_chain(layers, ends)
        _require_sizes(_sizes(ends), answers)
        return tuple(layers)
    readings = [
        each
        for each in _readings(layers, content, answers)
        if answers.layers is None or each.sizes == answers.layers
    ]
    if not readings:
        raise PlaceError(_misfit(layers, answers))
    inputs = None if content.x is None else content.x.shape[1]
    readings.sort(
        key=lambda each: (
            inputs is not None and each.sizes[0] != inputs,
            content.orientation is not None and each.orientation != content.orientation,
            each.orientation != usual,
        )
    )
    chosen = readings[0]
    _say(chosen, readings, content, guesses)
    return tuple(
        replace(each, orientation=chosen.orientation, bias_place=chosen.bias) for each in layers
    )


def _readings(layers: Sequence[Layer], content: Content, answers: Answers) -> Iterator[Reading]:
    orientations = (answers.orientation,) if answers.orientation else get_args(Orientation)
    for place in _places(layers, content, answers):
        for orientation in orientations:
            ends = [ends_of(each, orientation, place) for each in layers]
            biased = place != "apart" or all(
                each.bias is None or each.bias.size == out
                for each, (_, out) in zip(layers, ends, strict=True)
            )
            chained = all(a[1] == b[0] for a, b in pairwise(ends))
            if biased and chained and ends[0][0] > 0:
                yield Reading(orientation, place, _sizes(ends))


def _places(layers: Sequence[Layer], content: Content, answers: Answers) -> tuple[BiasPlace, ...]:
    """Where the biases may stand, the likeliest first."""
    if answers.bias:
        return (answers.bias,)
    if content.bias_place:
        return (content.bias_place,)
    if any(each.bias is not None for each in layers):
        return ("apart",)
    return ("first", "none", "last")


def ends_of(
    layer: Layer, orientation: Orientation | None, place: BiasPlace | None
) -> tuple[int, int]:
    """From how many units to how many the weights lead if they lie that way."""
    rows, columns = layer.weights.shape
    out, into = (rows, columns) if orientation == "out-in" else (columns, rows)
    return into - int(place in ("first", "last")), out


def _sizes(ends: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    return (ends[0][0], *(out for _, out in ends))


def _say(
    chosen: Reading,
    readings: Sequence[Reading],
    content: Content,
    guesses: list[Guess],
) -> None:
    orientations = {each.orientation for each in readings}
    if len(orientations) > 1 and chosen.orientation != content.orientation:
        others = tuple(sorted(orientations - {chosen.orientation}))
        guesses.append(
            Guess(
                tr("the orientation of the weights"),
                chosen.orientation,
                tr("{words}; the shapes fit both ways", words=WORDS[chosen.orientation]),
                others,
                "orientation",
            )
        )
    places = {each.bias for each in readings if each.orientation == chosen.orientation}
    if len(places) > 1:
        guesses.append(
            Guess(
                tr("the biases"),
                chosen.bias,
                tr(
                    "{places}, as in the course; the shapes allow more than one place",
                    places=PLACES[chosen.bias],
                ),
                tuple(sorted(places - {chosen.bias})),
                "bias",
            )
        )


def _require_matrices(layers: Sequence[Layer]) -> None:
    for number, each in enumerate(layers, start=1):
        if each.weights.ndim != 2 or 0 in each.weights.shape:
            place = each.name or tr("the weights of layer {number}", number=number)
            raise PlaceError(
                tr(
                    "must be a matrix, but its shape is {weights_shape}",
                    weights_shape=each.weights.shape,
                ),
                place,
            )


def _require_chain(layers: Sequence[Layer], ends: Sequence[tuple[int, int]]) -> None:
    for number, (before, after) in enumerate(pairwise(ends), start=2):
        if before[1] != after[0]:
            raise PlaceError(
                tr(
                    "come from {ends:,} units, but the layer before has {ends_2:,}",
                    ends=after[0],
                    ends_2=before[1],
                ),
                layers[number - 1].name or tr("the weights of layer {number}", number=number),
            )


def _require_sizes(sizes: tuple[int, ...], answers: Answers) -> None:
    if answers.layers is not None and answers.layers != sizes:
        raise PlaceError(
            tr(
                "the file holds a network of {found} units, not the layers given",
                found=sizes_text(sizes),
            )
        )


def _misfit(layers: Sequence[Layer], answers: Answers) -> str:
    shown = ", ".join(
        (quoted(each.name) if each.name else tr("number {n}", n=n))
        + in_local_signs(f" ({each.weights.shape[0]:,} × {each.weights.shape[1]:,})")
        for n, each in enumerate(layers[:6], start=1)
    )
    given = tr(" as they were described") if answers != Answers() else ""
    return tr("the weights do not fit each other{given}: {shown}", given=given, shown=shown)


def unfolded(names: Sequence[Name], layers: int) -> tuple[Name, ...]:
    """One activation for each layer after the input; two names are for hidden ones and the last.

    Raises PlaceError where the number fits neither.
    """
    if len(names) == layers:
        return tuple(names)
    if len(names) == 2:
        return (*[names[0]] * (layers - 1), names[1])
    raise PlaceError(
        tr_n(
            "{names} activation is given, but {layers} are needed, one for each layer after the "
            "input, or two: for the hidden layers and for the output",
            "{names} activations are given, but {layers} are needed, one for each layer after the "
            "input, or two: for the hidden layers and for the output",
            len(names),
            names=len(names),
            layers=layers,
        )
    )
