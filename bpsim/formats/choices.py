"""Activations and the cost of a network whose file does not say which it was made with."""

from collections.abc import Sequence

import numpy as np

from bpsim.base.words import tr
from bpsim.core.activations.activation import Activation
from bpsim.core.activations.table import ACTIVATIONS
from bpsim.core.costs.table import COSTS, SCALES, cost_key, usual_cost
from bpsim.formats.content import Answers, Content, Guess, Layer
from bpsim.formats.layers import unfolded

COURSE, HIDDEN, NUMBERS, CLASSES = "sigmoid", "relu", "linear", "softmax"


def activations_of(
    content: Content, layers: Sequence[Layer], answers: Answers, guesses: list[Guess]
) -> tuple[Activation | str, ...]:
    """One activation for each layer after the input; raises PlaceError for a wrong number."""
    if answers.activations is not None:
        return unfolded(answers.activations, len(layers))
    known: list[Activation | str | None] = [each.activation for each in layers]
    if content.activations:
        known = list(unfolded(content.activations, len(layers)))
    if all(known):
        return tuple(name for name in known if name)
    hidden, last, reason = _usual(content, layers)
    usual = [hidden] * (len(layers) - 1) + [last]
    chosen = tuple(name or other for name, other in zip(known, usual, strict=True))
    names = [each if isinstance(each, str) else each.name for each in chosen]
    guesses.append(
        Guess(
            tr("the activations"),
            ", ".join(names),
            reason,
            tuple(name for name in ACTIVATIONS if name not in names),
            "activations",
        )
    )
    return chosen


def _usual(content: Content, layers: Sequence[Layer]) -> tuple[str, str, str]:
    """What networks like this one mostly have: hidden, output, and why."""
    names = [each.name.lower() for each in layers]
    course = any(name.rpartition(".")[2].startswith("theta") for name in names)
    folded = all(each.bias_place in ("first", "last") for each in layers)
    hidden, why = HIDDEN, tr("the file names none; networks like it mostly have ReLU units")
    if course or folded:
        hidden, why = COURSE, tr("the file names none; networks of the course have sigmoid units")
    y = content.y
    if y is not None and y.size and (y.min() < 0 or y.max() > 1):
        return hidden, NUMBERS, tr("{why}, and the targets are numbers beyond 0 to 1", why=why)
    if course or folded:
        return hidden, COURSE, why
    if y is not None and y.shape[1] > 1 and bool(np.all(y.sum(axis=1) == 1)):
        return hidden, CLASSES, tr("{why}, and each target names one class", why=why)
    if y is not None and y.size:
        return hidden, COURSE, tr("{why}, and the targets lie between 0 and 1", why=why)
    return (
        hidden,
        NUMBERS,
        tr("{why}, and outputs without one where it stands in the cost", why=why),
    )


def cost_of(
    content: Content,
    output: Activation,
    answers: Answers,
    guesses: list[Guess],
    notices: list[str],
) -> str:
    """The cost that is asked for or stands in the file, else the one made for the output layer."""
    if answers.cost is not None:
        return answers.cost
    fitting = usual_cost(output)
    if content.cost is not None:
        named = COSTS.get(content.cost)
        if named is not None and named.fits(output):
            return cost_key(content.cost, content.cost_scale or SCALES[0])
        notices.append(
            tr(
                "The file was trained with {cost}, which does not belong to "
                "{output} outputs: {fitting} is used.",
                cost=content.cost if named is None else named.label,
                output=output.label,
                fitting=COSTS[fitting].label,
            )
        )
        return fitting
    reason = tr("the file names none; this one belongs to {output} outputs", output=output.label)
    others = tuple(name for name, each in COSTS.items() if name != fitting and each.fits(output))
    guesses.append(Guess(tr("the cost"), fitting, reason, others, "cost"))
    return fitting
