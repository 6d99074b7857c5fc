"""bpsim check: every weight's gradient by propagation beside its central difference."""

import argparse
import sys

from bpsim.app.commands.progress import bar
from bpsim.app.commands.reading import add_json, document_with_examples, to_json
from bpsim.base.words import tr, tr_n
from bpsim.core.gradient_check import TOLERANCE, Kink, WeightCheck, check_each_weight, kinks_met
from bpsim.core.propagation import forward
from bpsim.notation.numerals import full_number

KINK_KEYS = ("example", "layer", "unit", "z", "kink", "above")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--json."""
    add_json(parser)


def run(arguments: argparse.Namespace) -> tuple[str, int]:
    """The text and the exit status: 1 if the largest relative error exceeds 1e-6."""
    document = document_with_examples(arguments)
    network, examples = document.network, document.examples
    checks = check_each_weight(
        network, document.cost, examples.x, examples.y, document.training.lam
    )
    total = sum(theta.size for theta in network.weights)
    quiet = not sys.stderr.isatty()
    found = list(bar(iterable=checks, total=total, unit=" weights", disable=quiet, leave=False))
    known = [each for each in found if each.checkable]
    worst = max(known, key=lambda check: check.relative_error, default=None)
    passed = worst is None or worst.relative_error <= TOLERANCE
    kinks = list(kinks_met(network, forward(network, examples.x)))
    if arguments.json:
        keys = ("l", "j", "i", "analytic", "numeric")
        shown = {
            "max_relative_error": None if worst is None else worst.relative_error,
            "worst": None if worst is None else {key: getattr(worst, key) for key in keys},
            "passed": passed,
            "not_checked": total - len(known),
            "kinks": [{key: getattr(kink, key) for key in KINK_KEYS} for kink in kinks],
        }
        return to_json(shown), 0 if passed else 1
    lines = [*_result(worst, passed, len(known)), *_not_checked(total - len(known)), *_kinks(kinks)]
    return "\n".join(lines), 0 if passed else 1


def _result(worst: WeightCheck | None, passed: bool, checked: int) -> list[str]:
    if worst is None:
        return []
    return [
        _outcome(worst.relative_error, passed, checked),
        tr(
            "worst: Θ({l}) from unit {i} of layer {l} to unit {j} of layer "
            "{l_2}: by propagation {analytic}, by central difference "
            "{numeric}",
            l=worst.l,
            i=worst.i,
            j=worst.j,
            l_2=worst.l + 1,
            analytic=full_number(worst.analytic),
            numeric=full_number(worst.numeric),
        ),
    ]


def _outcome(error: float, passed: bool, checked: int) -> str:
    if passed:
        return tr(
            "passed: {checked:,} weights checked, largest relative error "
            "{error:.3g} (allowed {tolerance:g})",
            checked=checked,
            error=error,
            tolerance=TOLERANCE,
        )
    return tr(
        "FAILED: {checked:,} weights checked, largest relative error "
        "{error:.3g} (allowed {tolerance:g})",
        checked=checked,
        error=error,
        tolerance=TOLERANCE,
    )


def _not_checked(count: int) -> list[str]:
    if not count:
        return []
    return [
        tr_n(
            "cannot be checked: 1 weight, whose nudges are lost in rounding",
            "cannot be checked: {count:,} weights, whose nudges are lost in rounding",
            count,
            count=count,
        )
    ]


def _kinks(kinks: list[Kink]) -> list[str]:
    if not kinks:
        return []
    first, more = kinks[0], len(kinks) - 1
    side = (
        tr("the slope is that of the side above it")
        if first.above
        else tr("the slope is that of the side at or below it")
    )
    words = tr(
        "kink: z of unit {unit}, layer {layer}, is {z} in example "
        "{example:,}, so near {kink} that a nudge would cross it; {side}",
        unit=first.unit,
        layer=first.layer,
        z=full_number(first.z),
        example=first.example,
        kink=full_number(first.kink),
        side=side,
    )
    return [words if not more else tr("{words} (and so for {more:,} more)", words=words, more=more)]
