"""bpsim check: every weight's gradient by propagation beside its central difference."""

import argparse
import sys

from tqdm import tqdm

from bpsim.app.commands.reading import add_json, document_with_examples, to_json
from bpsim.core.gradient_check import check_each_weight

TOLERANCE = 1e-6


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
    worst = max(
        tqdm(checks, total=total, unit=" weights", disable=quiet, leave=False),
        key=lambda check: check.relative_error,
    )
    passed = worst.relative_error <= TOLERANCE
    if arguments.json:
        shown = {
            "max_relative_error": worst.relative_error,
            "worst": {key: getattr(worst, key) for key in ("l", "j", "i", "analytic", "numeric")},
            "passed": passed,
        }
        return to_json(shown), 0 if passed else 1
    lines = [
        f"{'passed' if passed else 'FAILED'}: {total:,} weights checked, "
        f"largest relative error {worst.relative_error:.3g} (allowed {TOLERANCE:g})",
        f"worst: Θ({worst.l}) from unit {worst.i} of layer {worst.l} to unit {worst.j} of layer "
        f"{worst.l + 1}: by propagation {worst.analytic!r}, by central difference "
        f"{worst.numeric!r}",
    ]
    return "\n".join(lines), 0 if passed else 1
