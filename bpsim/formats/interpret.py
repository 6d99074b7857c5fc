"""From arrays with names to the layers of a network, the data beside it and what is left over."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from math import isqrt
from typing import Any, get_args

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.core.sizes import sizes_text
from bpsim.formats.content import (
    Answers,
    Content,
    FileQuestion,
    FoundScaling,
    Guess,
    Layer,
    Orientation,
)
from bpsim.formats.errors import PlaceError, quoted
from bpsim.formats.layers import ends_of, laid_out
from bpsim.formats.naming import Sorted, sorted_out, usual_orientation

MOST_NAMED = 12
NUMBERED = re.compile(r"\d")
_SIZES = (
    re.compile(r"^(n_?)?(input|inputs|in|features?)(?![a-z])"),
    re.compile(r"^(n_?)?(hidden|hid)(?![a-z])"),
    re.compile(r"^(n_?|num_?)?(labels?|outputs?|out|classes)(?![a-z])"),
)
"""Names of numbers of units: input_layer_size, hidden_layer_size, num_labels."""


def interpreted(
    content: Content, answers: Answers, guesses: list[Guess]
) -> tuple[Content, tuple[Layer, ...], tuple[FileQuestion, ...]]:
    """The content with its arrays sorted out, the layers from the input on, or what to ask.

    There are no layers where the file holds data only. Raises PlaceError where the weights fit
    neither each other nor the answers.
    """
    layers, usual = content.layers, None
    if content.arrays:
        found = sorted_out(content.arrays)
        rolled, sizes = bool(found.unrolled) and not layers, answers.layers
        if rolled and sizes is None:
            sizes = _sizes_in(content.arrays, found, guesses)
        content = _with_data(content, found)
        _require_inputs(content, found)
        if rolled:
            layers, questions = _rolled(found.unrolled, content, sizes, answers, guesses)
            if questions:
                return content, (), questions
        elif not layers:
            layers = tuple(found.layers)
            usual = usual_orientation(each.name for each in layers)
            if layers and not found.named:
                guesses.append(_by_shape(layers))
    if not layers:
        return content, (), ()
    return *_in_order(layers, content, answers, guesses, usual), ()


def _require_inputs(content: Content, found: Sorted) -> None:
    """Raise PlaceError where a file holds targets and nothing else."""
    network = content.layers or found.layers or found.unrolled
    if content.x is None and "y" in found.data and "x" not in found.data and not network:
        words = tr(
            "the file holds targets alone: open the file of the inputs, and add this one to it"
        )
        raise PlaceError(words)


def _in_order(
    layers: Sequence[Layer],
    content: Content,
    answers: Answers,
    guesses: list[Guess],
    usual: Orientation | None,
) -> tuple[Content, tuple[Layer, ...]]:
    """The layers laid out in the order in which they fit each other, or those of one network."""
    for order in _orders(layers):
        found = _tried(order, content, answers, guesses, usual)
        if found:
            names = [each.name for each in order]
            # Those without numbers, hidden and out say, mean no order.
            if names != [each.name for each in layers] and all(map(NUMBERED.search, names)):
                guesses.append(_reordered(names))
            return content, found
    for name, group, others in _several(layers):
        found = _tried(group, content, answers, guesses, usual)
        if found:
            words = tr(
                "The file holds several networks; {name} is opened, not {others}.",
                name=quoted(name),
                others=", ".join(map(quoted, others)),
            )
            return replace(content, left_out=(*content.left_out, words)), found
    return content, laid_out(layers, content, answers, guesses)


def _tried(
    layers: Sequence[Layer],
    content: Content,
    answers: Answers,
    guesses: list[Guess],
    usual: Orientation | None,
) -> tuple[Layer, ...]:
    """The layers laid out; none where they do not fit each other."""
    marks = len(guesses)
    try:
        return laid_out(layers, content, answers, guesses, usual or "out-in")
    except PlaceError:
        del guesses[marks:]
        return ()


def _several(layers: Sequence[Layer]) -> Iterator[tuple[str, tuple[Layer, ...], list[str]]]:
    """Layers whose names begin alike, such as actor.0 and actor.2, and how others begin."""
    groups: dict[str, list[Layer]] = {}
    for each in layers:
        groups.setdefault(each.name.partition(".")[0], []).append(each)
    if len(groups) > 1 and all(len(each) > 1 for each in groups.values()):
        for name, group in groups.items():
            yield name, tuple(group), [other for other in groups if other != name]


def _by_shape(layers: Sequence[Layer]) -> Guess:
    names = ", ".join(each.name for each in layers[:MOST_NAMED])
    return Guess(tr("the weights"), names, tr("no name says what they are, but their shapes fit"))


def _reordered(names: Sequence[str]) -> Guess:
    reason = tr("in the order of their names the matrices do not fit each other")
    return Guess(tr("the order of the layers"), ", ".join(names), reason)


def _orders(layers: Sequence[Layer]) -> Iterator[tuple[Layer, ...]]:
    """The order that the names mean, then one in which each matrix fits the one before."""
    yield tuple(layers)
    if len(layers) > MOST_NAMED or any(each.weights.ndim != 2 for each in layers):
        return
    for orientation in get_args(Orientation):
        for place in ("none", "first"):
            ends = [ends_of(each, orientation, place) for each in layers]
            outs, ins = [out for _, out in ends], [into for into, _ in ends]
            first = [n for n, into in enumerate(ins) if into not in outs]
            if len(first) != 1 or len(set(ins)) < len(ins):
                continue
            chain = first
            while len(chain) < len(layers) and outs[chain[-1]] in ins:
                chain.append(ins.index(outs[chain[-1]]))
            if len(set(chain)) == len(layers):
                yield tuple(layers[n] for n in chain)


# --- one vector for all weights -------------------------------------------------------------------


def _rolled(
    vectors: dict[str, Array],
    content: Content,
    sizes: tuple[int, ...] | None,
    answers: Answers,
    guesses: list[Guess],
) -> tuple[tuple[Layer, ...], tuple[FileQuestion, ...]]:
    """Θ^(1) … of a vector that holds them one after the other, each with its bias column first."""
    name, vector = next(iter(vectors.items()))
    if sizes is None:
        reason = tr(
            "{name} holds {size:,} weights in one vector, and the file does "
            "not say how many units each layer has",
            name=quoted(name),
            size=vector.size,
        )
        example = _example(vector.size, content)
        return (), (FileQuestion(tr("the layers"), reason, "layers", example=example),)
    pairs = list(pairwise(sizes))
    needed = _needed(sizes)
    if needed != vector.size or not pairs:
        raise PlaceError(
            tr(
                "holds {size:,} weights, but layers of {shown} need {needed:,}",
                size=vector.size,
                shown=sizes_text(sizes),
                needed=needed,
            ),
            quoted(name),
        )
    by_columns = answers.orientation != "in-out" if answers.orientation else not content.by_rows
    guesses.append(
        Guess(
            tr("the order of the weights"),
            "out-in" if by_columns else "in-out",
            tr("matrices unrolled column by column, as Θ(:) does")
            if by_columns
            else tr("matrices unrolled row by row, as ravel() does"),
            ("in-out" if by_columns else "out-in",),
            "orientation",
        )
    )
    layers, start = [], 0
    for into, out in pairs:
        piece = vector.ravel()[start : start + (into + 1) * out]
        theta = piece.reshape((out, into + 1), order="F" if by_columns else "C")
        layers.append(Layer(theta, None, None, "out-in", "first", name))
        start += piece.size
    return tuple(layers), ()


def _needed(sizes: Sequence[int]) -> int:
    return sum((into + 1) * out for into, out in pairwise(sizes))


def _sizes_in(
    arrays: Mapping[str, Array], found: Sorted, guesses: list[Guess]
) -> tuple[int, ...] | None:
    """The units of each layer as variables beside the vector say them, where they fit it.

    They stand in one vector, or each in a number of its own: input, hidden and output.
    """
    size = next(iter(found.unrolled.values())).size
    ends: list[list[int]] = [[], [], []]
    names: list[str] = []
    for name, each in arrays.items():
        known = [int(n) for n in each.ravel().tolist()] if _are_sizes(each) else []
        if len(known) > 1 and _needed(known) == size:
            ends, names = [known, [], []], [name]
            break
        place = next((n for n, words in enumerate(_SIZES) if words.search(name.lower())), None)
        if len(known) == 1 and place is not None:
            ends[place] += known
            names.append(name)
    sizes = tuple(n for end in ends for n in end)
    if len(sizes) < 2 or _needed(sizes) != size:
        return None
    found.rest = [name for name in found.rest if name not in names]
    why = tr("the file says so as {names}", names=", ".join(names))
    guesses.append(Guess(tr("the layers"), sizes_text(sizes), why, (), "layers"))
    return sizes


def _are_sizes(array: Array) -> bool:
    few = 0 < array.size <= MOST_NAMED
    return few and bool((array > 0).all() and (array < 1e6).all() and (array % 1 == 0).all())


def _example(size: int, content: Content) -> str:
    """Sizes with one hidden layer that would do; the course's if none is found."""
    inputs = None if content.x is None else content.x.shape[1]
    for into in [inputs] if inputs else range(2, isqrt(size) * 4):
        for out in range(1, 27):
            hidden, left = divmod(size - out, into + 1 + out)
            if not left and hidden >= max(2, out):
                return f"{into},{hidden},{out}"
    return "400,25,10"


# --- data and scaling -----------------------------------------------------------------------------


def _with_data(content: Content, found: Sorted) -> Content:
    data, rest = found.data, list(found.rest)
    changes: dict[str, Any] = {}
    if content.x is None and "x" in data and "y" in data:
        x, y = _rows(data["x"], data["y"])
        if len(x) == len(y):
            changes |= {"x": x, "y": y}
        else:
            rest.append(tr("X and y, of which one has more examples"))
    elif content.x is None and "x" in data:
        rest.append(tr("X without y"))
    if content.x is not None and {"x", "y"} <= set(data):
        rest.append(tr("X and y, as there are examples before them"))
    if content.held_out is None and "x apart" in data and "y apart" in data:
        x, y = _rows(data["x apart"], data["y apart"])
        if len(x) == len(y):
            changes["held_out"] = (x, y)
    if content.scaling is None and "shift" in data and "scale" in data:
        shift, scale = data["shift"].ravel(), data["scale"].ravel()
        if shift.size == scale.size:
            changes["scaling"] = FoundScaling(shift, scale)
    if rest:
        named = ", ".join(rest[:MOST_NAMED]) + (tr(" and others") if len(rest) > MOST_NAMED else "")
        changes["left_out"] = (
            *content.left_out,
            tr("These mean nothing here: {named}.", named=named),
        )
    return replace(content, arrays={}, **changes)


def _rows(x: Array, y: Array) -> tuple[Array, Array]:
    """Both with an example a row, even where they lie by columns."""
    x = x.reshape((-1, 1)) if x.ndim == 1 else x
    y = y.reshape((-1, 1)) if y.ndim == 1 else y
    if len(x) == len(y):
        return x, y
    if len(y) == 1 and y.shape[1] == len(x):
        return x, y.T
    if x.shape[1] == y.shape[1]:
        return x.T, y.T
    if len(y) == x.shape[1]:
        return x.T, y
    return x, y
