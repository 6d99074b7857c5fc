"""What a map says in words: at rest, under the pointer, and to a screen reader."""

import numpy as np

from bpsim.base.words import listed, named, tr, tr_n
from bpsim.core.arrays import Array
from bpsim.core.decision import values_at
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.gui.panels.map.view import ALL, MapView, Scale, symbol_of
from bpsim.notation.formula import to_text
from bpsim.notation.numerals import number_text
from bpsim.steps.explain import symbols

MOST_TOLD = 8
TOO_LARGE = tr("Grey: too large for a float64.")


def refusal(inputs: int) -> str:
    """Why there is no map."""
    return tr("The map needs a network with two inputs; this one has {inputs}.", inputs=inputs)


def name_of(view: MapView, layers: tuple[int, ...], examples: Examples) -> str:
    """What is on the map: "h over the input plane"."""
    symbol = symbol_of(view, layers, examples.x_names)
    if symbol == ALL:
        return tr("All outputs over the input plane")
    return tr("{symbol} over the input plane", symbol=symbol)


def at_rest(view: MapView, symbol: str, scale: Scale | None, whole: bool) -> str:
    """What the colours and the line mean."""
    if scale is None:
        text = tr("Colour: the largest output, stronger the further it leads.")
    elif view.layer == 1 or scale.low == scale.neutral:
        over = number_text(scale.neutral)
        text = tr(
            "Blue where {symbol} is above {over}; the line is where it begins.",
            symbol=symbol,
            over=over,
        )
        if view.layer == 1:
            text = tr("The input itself: blue above {over}, orange below.", over=over)
    else:
        level = number_text(scale.level)
        text = tr(
            "Blue: {symbol} above {level}. Orange: below. The line: {symbol} = {level}.",
            symbol=symbol,
            level=level,
        )
    return text if whole else f"{text} {TOO_LARGE}"


def at_point(
    network: Network,
    examples: Examples,
    view: MapView,
    x: Array,
    example: int | None,
    trained: int | None = None,
) -> str:
    """The inputs ``x``, shape (2,), and what becomes of them; of ``example`` (from 1) if any.

    Those after the first ``trained`` are held out.
    """
    where = ", ".join(
        f"{name} = {number_text(float(value), 3)}"
        for name, value in zip(examples.x_names, x, strict=True)
    )
    text = named(where, _result(network, examples, view, x))
    if example is None:
        return text
    target = _target(examples, example)
    if trained is not None and example > trained:
        return tr(
            "Held-out example {example:,}, target {target}. {text}",
            example=example - trained,
            target=target,
            text=text,
        )
    return tr(
        "Example {example:,}, target {target}. {text}", example=example, target=target, text=text
    )


def _target(examples: Examples, example: int) -> str:
    y = examples.y[example - 1]
    if len(y) > 1:
        return examples.y_names[int(np.argmax(y))]
    return number_text(float(y[0]))


def _result(network: Network, examples: Examples, view: MapView, x: Array) -> str:
    if view.unit is not None:
        found = values_at(network, view.layer, view.unit, x[np.newaxis])
        symbol = symbol_of(view, network.layers, examples.x_names)
        return f"{symbol} = {number_text(float(found[0]))}"
    found = values_at(network, view.layer, None, x[np.newaxis])[0]
    if not np.isfinite(found).all():
        return number_text(float("nan"))
    first, second = np.argsort(-found, kind="stable")[:2].tolist()
    return ", ".join(
        f"{to_text(symbols.h(k + 1, len(found)))} = {number_text(float(found[k]))}"
        f" ({examples.y_names[k]})"
        for k in (first, second)
    )


def description(network: Network, examples: Examples, view: MapView, held_out: int = 0) -> str:
    """The map for those who cannot see it: its values at the first examples."""
    words = _told(network, examples, view)
    if not held_out:
        return words
    hollow = tr_n(
        "{held_out:,} example is held out, with a hollow mark.",
        "{held_out:,} examples are held out, with hollow marks.",
        held_out,
        held_out=held_out,
    )
    return f"{words} {hollow}"


def _told(network: Network, examples: Examples, view: MapView) -> str:
    told = min(MOST_TOLD, len(examples))
    if not told:
        return tr("There are no training examples.")
    x = examples.x[:told]
    values = values_at(network, view.layer, view.unit, x)
    parts = []
    for n in range(told):
        where = listed(number_text(each) for each in x[n].tolist())
        if view.unit is None:
            value = examples.y_names[int(np.argmax(values[n]))]
        else:
            value = number_text(float(values[n]), 3)
        parts.append(
            tr(
                "{value} at ({where}), target {target}",
                value=value,
                where=where,
                target=_target(examples, n + 1),
            )
        )
    more, values_told = len(examples) - told, "; ".join(parts)
    if not more:
        return f"{values_told}."
    return tr_n(
        "{values}; and {more:,} more example.",
        "{values}; and {more:,} more examples.",
        more,
        values=values_told,
        more=more,
    )
