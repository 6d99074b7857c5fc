"""What would be opened, in words: the layers, the examples, the cost and one output."""

import numpy as np

from bpsim.base.counted import counted
from bpsim.base.words import in_local_signs, listed, tr
from bpsim.core.activations.table import ACTIVATIONS
from bpsim.core.costs.table import COSTS
from bpsim.core.document import Document
from bpsim.core.errors import BpsimError
from bpsim.core.propagation import forward
from bpsim.core.training import whole_gradient
from bpsim.notation.numerals import number_text

MOST_OUTPUTS = 8
QUICK = 50_000_000
"""Weights times examples that J is computed for at once."""


def lines_of(document: Document) -> list[str]:
    """Lines about what ``document`` holds and what its network computes."""
    network, examples = document.network, document.examples
    layers = [counted(network.layers[0], "input")]
    for units, activation in zip(network.layers[1:], network.activations, strict=True):
        layers.append(in_local_signs(f"{units:,} ") + activation.label)
    lines = [" → ".join(layers), tr("Cost: {cost}", cost=COSTS[document.cost].label)]
    if len(examples):
        held = (
            tr(", {held_out:,} held out", held_out=len(document.held_out))
            if len(document.held_out)
            else ""
        )
        lines.append(
            tr(
                "Examples: {examples:,}{held}{cost}",
                examples=len(examples),
                held=held,
                cost=_cost(document),
            )
        )
    else:
        lines.append(tr("There are no examples."))
    if document.classes:
        lines.append(tr("Classes: {classes}", classes=", ".join(document.classes)))
    lines.append(_output(document))
    return lines


def _cost(document: Document) -> str:
    weights = sum(theta.size for theta in document.network.weights)
    if weights * len(document.examples) > QUICK:
        return ""
    try:
        return f", J(Θ) = {number_text(whole_gradient(document).J, 5)}"
    except BpsimError:
        return ""


def _output(document: Document) -> str:
    network, examples = document.network, document.examples
    first = len(examples) > 0
    x = examples.x[:1] if first else np.zeros((1, network.layers[0]))
    with np.errstate(all="ignore"):
        outputs = forward(network, x).a[-1][0].tolist()
    shown = listed(number_text(value) for value in outputs[:MOST_OUTPUTS])
    more = (
        tr(" and {outputs:,} more", outputs=len(outputs) - MOST_OUTPUTS)
        if len(outputs) > MOST_OUTPUTS
        else ""
    )
    asked = tr("Example 1 gives") if first else tr("Inputs that are all 0 give")
    return f"{asked} {shown}{more}"


def activation_words() -> dict[str, str]:
    """Every activation by its name, in the words of the screen."""
    return {name: each.label for name, each in ACTIVATIONS.items()}
