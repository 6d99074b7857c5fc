"""Examples for a network from the data of a file, and a network for data that come without one."""

from dataclasses import replace
from typing import Any

import numpy as np

from bpsim.base.counted import counted
from bpsim.base.words import tr
from bpsim.core.arrays import Array, frozen
from bpsim.core.examples import Examples
from bpsim.core.initial_weights import Start
from bpsim.core.sizes import sizes_text
from bpsim.formats.choices import CLASSES, COURSE, NUMBERS
from bpsim.formats.content import Answers, Content, FoundScaling, Guess, Layer
from bpsim.formats.errors import PlaceError
from bpsim.formats.native.layout import require_examples_fit, require_layers_fit
from bpsim.formats.pictures import is_square, scaling_of_bytes

MOST_CLASSES = 100
SEED = 1


def with_classes(content: Content, outputs: int | None, guesses: list[Guess]) -> Content:
    """The content with a column of whole labels spread over a column for each class.

    ``outputs`` are those of the network, None where there is none yet; then only labels that look
    like classes are taken for such.
    """
    y = content.y
    if y is None or y.shape[1] != 1 or outputs == 1:
        return content
    known = [y] if content.held_out is None else [y, content.held_out[1]]
    if content.classes:
        # Two classes are one column of 0 and 1, which a network with two outputs takes apart.
        if outputs != 2 or len(content.classes) != 2:
            return content
        column = content.y_names[0] if content.y_names else "y"
        target = column.removesuffix(f" = {content.classes[1]}")
        return _apart(content, 0, content.classes, target)
    labels = np.concatenate([each.ravel() for each in known])
    found = _label_range(labels, outputs)
    if found is None:
        return content
    start, count = found
    classes = tuple(str(start + n) for n in range(count))
    why = tr(
        "y holds the whole numbers {start} to {start_2}", start=start, start_2=start + count - 1
    )
    if start == 1 and count == 10 and content.x is not None and is_square(content.x.shape[1]):
        classes = (*classes[:9], "0")
        why += tr("; as in the course's digits, 10 stands for 0")
    guesses.append(Guess(tr("the classes"), ", ".join(classes), why))
    return _apart(content, start, classes)


def _label_range(labels: Array, outputs: int | None) -> tuple[int, int] | None:
    """The smallest label and how many there are; None where they are no classes."""
    if not labels.size or not np.isfinite(labels).all() or (labels != np.round(labels)).any():
        return None
    low, high = int(labels.min()), int(labels.max())
    start = 1 if low >= 1 else 0
    count = outputs if outputs is not None else high - start + 1
    if low < 0 or high >= start + count or count > MOST_CLASSES:
        return None
    if outputs is None and (count < 3 or len(set(labels.tolist())) < count):
        return None
    return start, count


def _apart(content: Content, start: int, classes: tuple[str, ...], target: str = "y") -> Content:
    """The content with a target for each of ``classes``; the first has the label ``start``."""
    held_out, count = content.held_out, len(classes)
    assert content.y is not None
    if held_out is not None:
        held_out = (held_out[0], _spread(held_out[1], start, count))
    names = tuple(f"{target} = {name}" for name in classes)
    spread = _spread(content.y, start, count)
    return replace(content, y=spread, held_out=held_out, classes=classes, y_names=names)


def _spread(labels: Array, start: int, count: int) -> Array:
    targets = np.zeros((len(labels), count))
    targets[np.arange(len(labels)), labels.ravel().astype(int) - start] = 1.0
    return frozen(targets)


def examples_of(content: Content, layers: tuple[int, ...]) -> tuple[Examples, Examples]:
    """The training set and what is held out; raises PlaceError where the network has others."""
    if content.x is None or content.y is None:
        none = Examples.of(
            np.empty((0, layers[0])),
            np.empty((0, layers[-1])),
            content.x_names if len(content.x_names) == layers[0] else (),
            content.y_names if len(content.y_names) == layers[-1] else (),
        )
        return none, none
    for name, array, units, end in (
        ("x", content.x, layers[0], "input"),
        ("y", content.y, layers[-1], "output"),
    ):
        if array.shape[1] != units:
            columns, has = counted(array.shape[1], "column"), counted(units, end)
            raise PlaceError(
                tr(
                    "{name} has {columns}, but the network has {has}",
                    name=name,
                    columns=columns,
                    has=has,
                )
            )
    x, y = content.x, content.y
    held_x, held_y = content.held_out or (x[:0], y[:0])
    require_examples_fit(len(x), layers, len(held_x))
    return (
        Examples.of(x, y, content.x_names, content.y_names, content.names),
        Examples.of(held_x, held_y, content.x_names, content.y_names, content.held_out_names),
    )


def whole_rows(content: Content, notices: list[str]) -> Content:
    """The content without examples of which a number is missing; raises PlaceError if all are."""
    x, y = content.x, content.y
    if x is None or y is None:
        return content
    kept = required_rows(~(np.isfinite(x).all(axis=1) & np.isfinite(y).all(axis=1)), notices)
    held_out = content.held_out
    if held_out is not None:
        both = np.isfinite(held_out[0]).all(axis=1) & np.isfinite(held_out[1]).all(axis=1)
        held_out = (frozen(held_out[0][both]), frozen(held_out[1][both]))
    if len(kept) == len(x):
        return replace(content, held_out=held_out)
    names = tuple(content.names[n] for n in kept) if content.names else ()
    return replace(content, x=frozen(x[kept]), y=frozen(y[kept]), names=names, held_out=held_out)


def required_rows(gaps: Any, notices: list[str]) -> Any:
    """The places of the rows without ``gaps``; raises PlaceError where no row is complete."""
    dropped = int(gaps.sum())
    if dropped and dropped == len(gaps):
        raise PlaceError(tr("no row is complete: a value is missing in each of them"))
    if dropped:
        notices.append(
            tr(
                "{dropped:,} of {gaps:,} rows were left out because a value is missing.",
                dropped=dropped,
                gaps=len(gaps),
            )
        )
    return np.flatnonzero(~gaps)


def with_scaling(content: Content, answers: Answers, guesses: list[Guess]) -> Content:
    """The inputs on the scale that a file names for them, unless they are there already.

    Pixels from 0 to 255 are divided by 255 where it names none.
    """
    found, x = content.scaling, content.x
    if found is None and x is not None:
        return _with_pixels(content, x, answers, guesses)
    unscaled = replace(content, scaling=None)
    if found is None or x is None or not len(x):
        return unscaled if answers.scaling is False else content
    scaling = found.over(x.shape[1])
    if len(scaling.shift) != x.shape[1]:
        return content  # what has another number of inputs is refused with the network
    if answers.scaling is not None:
        return applied(content, found) if answers.scaling else unscaled
    shift, scale = np.array(scaling.shift), np.array(scaling.scale)
    raw = bool(np.sum(np.abs(x.mean(axis=0) - shift) / np.abs(scale)) < x.shape[1])
    word = tr("applied to") if raw else tr("not applied to")
    why = tr("lie around") if raw else tr("do not lie around")
    guesses.append(
        Guess(
            tr("the scaling"),
            f"{word} x",
            tr("the inputs {why} the means that the file names", why=why),
            ("no" if raw else "yes",),
            "scaling",
        )
    )
    return applied(content, found) if raw else content


def _with_pixels(content: Content, x: Array, answers: Answers, guesses: list[Guess]) -> Content:
    found = scaling_of_bytes(x)
    if found is None or answers.scaling is False:
        return content
    if answers.scaling is None:
        why = tr("the inputs are pixels from 0 to 255")
        guesses.append(Guess(tr("the scaling"), tr("divided by 255"), why, ("no",), "scaling"))
    return applied(content, found)


def applied(content: Content, scaling: FoundScaling) -> Content:
    """The content with all of its inputs scaled."""
    x, held_out = content.x, content.held_out
    assert x is not None
    over = scaling.over(x.shape[1])
    if held_out is not None:
        held_out = (over.applied(held_out[0]), held_out[1])
    return replace(content, x=over.applied(x), held_out=held_out, scaling=scaling)


# --- data without a network -----------------------------------------------------------------------


def network_for(
    content: Content, answers: Answers, guesses: list[Guess]
) -> tuple[tuple[Layer, ...], Content]:
    """Layers with weights drawn by chance, of sizes that fit the data; raises PlaceError."""
    x, y = content.x, content.y
    if content.activations and (x is None or y is None):
        raise PlaceError(
            tr(
                "the file holds the layers of a network without their weights: open the file of "
                "weights, and add this one to it"
            )
        )
    if x is None or y is None:
        raise PlaceError(tr("the file holds no network: no weights were found in it"))
    inputs, outputs = x.shape[1], y.shape[1]
    sizes = answers.layers
    if sizes is None:
        sizes = (inputs, _hidden(inputs, outputs), outputs)
        guesses.append(
            Guess(
                tr("the layers"),
                sizes_text(sizes),
                tr("the file holds data only; the weights are drawn by chance"),
                (),
                "layers",
            )
        )
    if len(sizes) < 2 or (sizes[0], sizes[-1]) != (inputs, outputs):
        raise PlaceError(
            tr(
                "the data have {inputs:,} inputs and {outputs:,} outputs, but {shown} was given",
                inputs=inputs,
                outputs=outputs,
                shown=sizes_text(sizes),
            )
        )
    require_layers_fit(sizes)
    output = _output(y, bool(content.classes))
    hidden = [COURSE] * (len(sizes) - 2)
    weights = Start("uniform", SEED).weights(sizes, [*hidden, output])
    layers = tuple(Layer(theta, None, None, "out-in", "first") for theta in weights)
    return layers, replace(content, activations=content.activations or (*hidden, output))


def _hidden(inputs: int, outputs: int) -> int:
    """Between both ends, and no more than the course has for its digits."""
    return max(2, min(25, round((inputs + outputs) / 2)))


def _output(y: Array, classes: bool) -> str:
    if classes and y.shape[1] > 1:
        return CLASSES
    return COURSE if y.size and y.min() >= 0 and y.max() <= 1 else NUMBERS
