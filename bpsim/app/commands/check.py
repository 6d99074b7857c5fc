"""bpsim check: every weight's gradient by propagation beside its central difference."""

import argparse
import sys

from bpsim.app.commands.progress import bar
from bpsim.app.commands.reading import add_json, document_with_examples, to_json
from bpsim.core.gradient_check import TOLERANCE, Kink, WeightCheck, check_each_weight, kinks_met
from bpsim.core.propagation import forward

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
        f"{'passed' if passed else 'FAILED'}: {checked:,} weights checked, "
        f"largest relative error {worst.relative_error:.3g} (allowed {TOLERANCE:g})",
        f"worst: Θ({worst.l}) from unit {worst.i} of layer {worst.l} to unit {worst.j} of layer "
        f"{worst.l + 1}: by propagation {worst.analytic!r}, by central difference "
        f"{worst.numeric!r}",
    ]


def _not_checked(count: int) -> list[str]:
    if not count:
        return []
    which = "1 weight" if count == 1 else f"{count:,} weights"
    return [f"cannot be checked: {which}, whose nudges are lost in rounding"]


def _kinks(kinks: list[Kink]) -> list[str]:
    if not kinks:
        return []
    first, more = kinks[0], len(kinks) - 1
    side = "above" if first.above else "at or below"
    words = (
        f"kink: z of unit {first.unit}, layer {first.layer}, is {first.z!r} in example "
        f"{first.example:,}, so near {first.kink!r} that a nudge would cross it; the slope is "
        f"that of the side {side} it"
    )
    return [words if not more else f"{words} (and so for {more:,} more)"]
