"""Reads sentences: every number in one must be that of what the sentence names."""

import re
from collections.abc import Iterable
from functools import cache

from mpmath import mpf

from bpsim.core.activations.activation import Activation
from bpsim.steps.apart.weight import WeightBreakdown
from bpsim.steps.schedule import Phase
from bpsim.steps.shown.curve import ActivationCurve
from bpsim.steps.step import Step
from tests.said.facts import Facts, g_prime
from tests.said.printed import NUMERAL, digits_hold, number_of
from tests.said.tokens import UnreadableError, WrongError

PLACE = re.compile(r"[Uu]nit (\d+)(?: of |, )layer (\d+)")
ALONE = re.compile(r"[Uu]nit (\d+)")
LAYER = re.compile(r"[Ll]ayer (\d+)")


@cache
def steepest(of: Activation) -> object:
    """The largest g′, searched for around 0."""
    return max(g_prime(of, mpf(tenths) / 10) for tenths in range(-60, 61))


def check_sentences(facts: Facts, step: Step) -> None:
    """Title, sentence, note and position of a step."""
    for text in (step.title, step.sentence, step.note, step.position):
        of = step.layer if step.layer is not None and step.layer > 1 else step.network.depth
        told = _check_parameters(step.network.activation(of), text)
        rest = _check_places(facts, step, told)
        rest = _check_counts(facts, step, rest)
        left = re.findall(r"(?<![⁽⁰-⁹₀-₉×^])\d[\d.,]*\d|\d", rest)
        if left:
            raise UnreadableError(f"the numbers {left} in “{text}”")
    _check_signs(facts, step)


def _check_parameters(of: Activation, text: str) -> str:
    """The text without the parameters of an activation, each of which is that of the layer."""
    for key, value in of.parameters.items():
        name = "α" if key == "alpha" else key
        pattern = rf"{name} ([\d.e+-]*\d)"
        for said in re.findall(pattern, text):
            if float(said) != float(f"{value:g}"):
                raise WrongError(f"{name} {said} is {value}")
        text = re.sub(pattern, "", text)
    return text


def _places(step: Step) -> tuple[set[tuple[int, int]], set[int]]:
    """The units and layers that may be named at a step."""
    layer, depth = step.layer, step.network.depth
    if layer is None:
        return set(), set()
    match step.phase:
        case Phase.FORWARD:
            return {(layer, step.unit or 0)}, {layer, layer - 1}
        case Phase.HIDDEN_DELTA:
            return {(layer, step.unit or 0)}, {layer, layer + 1}
        case Phase.OUTPUT_DELTA:
            return {(depth, step.unit or 0)}, {depth}
        case Phase.ACCUMULATE | Phase.GRADIENT:
            return set(), {layer, layer + 1}
    return set(), {layer}


def _check_places(facts: Facts, step: Step, text: str) -> str:
    """The text without its units and layers, each of which is the one at hand or a neighbour."""
    units, layers = _places(step)
    layer, phase = step.layer or 0, step.phase
    if step.term is not None and step.unit is not None:
        if phase is Phase.FORWARD and step.term:
            units.add((layer - 1, step.term))
        elif phase is Phase.HIDDEN_DELTA:
            units.add((layer + 1, step.term + 1))
    if phase in (Phase.SCALE, Phase.LOAD):
        layers = {1}
    found = [(int(m[2]), int(m[1])) for m in PLACE.finditer(text)]
    for place in found:
        if place not in units:
            raise WrongError(f"unit {place[1]} of layer {place[0]} in “{text}”")
    text = PLACE.sub("", text)
    edge = re.search(r"from layer (\d+) to layer (\d+)", text)
    if edge and (int(edge[1]), int(edge[2])) != (layer, layer + 1):
        raise WrongError(f"{edge[0]} in “{text}”")
    flows = re.search(r"δ of layer (\d+) (?:flows|along)", text)
    if flows and int(flows[1]) != layer + 1:
        raise WrongError(f"{flows[0]} in “{text}”")
    collects = re.search(r"collects the δ of layer (\d+)", text)
    if collects and int(collects[1]) != layer + 1:
        raise WrongError(f"{collects[0]} in “{text}”")
    through = re.search(r"through Θ⁽(.)⁾", text)
    if through and through[1] != "⁰¹²³⁴⁵⁶⁷⁸⁹"[layer]:
        raise WrongError(f"{through[0]} in “{text}”")
    text = re.sub(r"Θ⁽[⁰-⁹¹²³]+⁾", "", text)
    for number in LAYER.findall(text):
        if int(number) not in layers:
            raise WrongError(f"layer {number} in “{text}”")
    text = LAYER.sub("", text)
    for number in ALONE.findall(text):
        if int(number) != step.unit:
            raise WrongError(f"unit {number} in “{text}”")
    return ALONE.sub("", text)


def _check_counts(facts: Facts, step: Step, text: str) -> str:
    """The text without its counts, each of which is true."""
    item = step.item
    row = None if item is None else facts.rows[item] + 1
    known: Iterable[tuple[str, tuple[int | None, ...]]] = (
        (r"[Ee]xample ([\d,]+) of ([\d,]+)(?: \(([\d,]+) of ([\d,]+) in the batch\))?",
         (row, step.examples, None if item is None else item + 1, facts.m)),
        (r"[Ee]xample ([\d,]+)", (row,)),
        (r"term (\d+) of (\d+)",
         (None if step.term is None else step.term + 1, len(step.terms))),
        (r"output (\d+)", (step.unit if step.term is None else step.term + 1,)),
        (r"m = (\d+)", (facts.m,)),
        (r"(?:The|its) ([\d,]+) examples", (facts.m,)),
        (r"iteration (\d+)", (step.iteration,)),
        (r"t = ([\d,]+) updates?", (facts.updates,)),
    )  # fmt: skip
    for pattern, true in known:
        for match in re.finditer(pattern, text):
            said = [None if each is None else int(each.replace(",", "")) for each in match.groups()]
            for mine, theirs in zip(said, true, strict=True):
                if mine is not None and mine != theirs:
                    raise WrongError(f"“{match[0]}”: {mine} is not {theirs}")
        text = re.sub(pattern, "", text)
    text = (
        text.replace("starts from 0", "")
        .replace("Both began with 0", "")
        .replace("add up to 1", "")
        .replace("the weight times 1", "")
    )
    return text.replace("λ = 0", "")


def _check_signs(facts: Facts, step: Step) -> None:
    """What is said of the order of a and y, and of where weights go."""
    wrong = {
        1: ("target minus", "along the slope of J"),
        -1: ("activation minus", "against the slope of J"),
    }[facts.sign]
    for each in wrong:
        if each in step.sentence:
            raise WrongError(f"“{each}” in “{step.sentence}”")


def check_weight_sentence(facts: Facts, weight: WeightBreakdown) -> None:
    """How many examples have added to a weight's Δ."""
    for number, of in re.findall(r"(\d+) of (\d+) examples so far", weight.sentence):
        if (int(number), int(of)) != (weight.added, facts.m):
            raise WrongError(weight.sentence)
    for number in re.findall(r"m = (\d+)", weight.sentence):
        if int(number) != facts.m:
            raise WrongError(weight.sentence)
    if ("λ" in weight.sentence) and not facts.lam:
        raise WrongError(weight.sentence)


def check_curve_words(facts: Facts, item: int, curve: ActivationCurve) -> None:
    """The share of the steepest slope, and how many units stand on a curve."""
    if share := re.search(r"here ([\d.]+)\s%", curve.words):
        assert curve.unit is not None
        slope = facts.example(item).slope(curve.layer, curve.unit)
        true = 100 * slope / steepest(curve.g)
        if abs(true - mpf(share[1])) > (mpf("0.5") if true > 1 else mpf("0.005")):
            raise WrongError(f"{curve.words} is {true}")
    for units in re.findall(r"all (\d+) units", curve.words):
        if int(units) != facts.network.layers[curve.layer - 1]:
            raise WrongError(curve.words)
    for layer in LAYER.findall(curve.words):
        if int(layer) != curve.layer:
            raise WrongError(curve.words)
    rest = re.sub(r"here [\d.]+\s%|all \d+ units|[Ll]ayer \d+", "", curve.words)
    rest = _check_parameters(curve.g, rest)
    if re.search(r"\d", rest):
        raise UnreadableError(f"a number in “{curve.words}”")


def check_cost_words(facts: Facts, item: int, k: int, text: str) -> None:
    """How far off its target an output is."""
    example = facts.example(item)
    which = re.match(r"Output (\d+)", text)
    if which and int(which[1]) != k + 1:
        raise WrongError(text)
    numeral = f"({NUMERAL.pattern})"
    if found := re.search(rf"is {numeral} off its target y = {numeral}", text):
        off = abs(example.a[-1][k] - example.y[k])
        if abs(number_of(found[1]) - off) > 0.0006 * max(1, off):
            raise WrongError(f"{text}: {off}")
        digits_hold(found[2].rstrip("."), example.y[k])
