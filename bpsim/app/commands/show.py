"""bpsim show: what a network file holds, and J(Θ)."""

import argparse
import math

from bpsim.app.commands.reading import add_json, to_json
from bpsim.core.propagation import cost_J
from bpsim.formats.registry import read
from bpsim.steps.notation import number_text


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--json."""
    add_json(parser)


def run(arguments: argparse.Namespace) -> tuple[str, int]:
    """The text and the exit status; J is null where it overflows or there are no examples."""
    document = read(arguments.file)
    network, examples, training = document.network, document.examples, document.training
    J = math.nan
    if len(examples):
        J = cost_J(network, document.cost, examples.x, examples.y, training.lam)
    if arguments.json:
        shown = {
            "layers": list(network.layers),
            "activations": list(network.activations),
            "cost": document.cost,
            "examples": len(examples),
            "J": J if math.isfinite(J) else None,
            "lambda": training.lam,
            "learning_rate": training.learning_rate,
        }
        return to_json(shown), 0
    J_text = "— (no examples)" if not len(examples) else number_text(J, 6)
    batch = training.batch_size or "all examples"
    lines = (
        ("title", document.title),
        ("layers", "-".join(map(str, network.layers))),
        ("activations", ", ".join(network.activations)),
        ("weights", f"{sum(w.size for w in network.weights):,}, biases counted"),
        ("cost", document.cost),
        ("examples", f"{len(examples):,}"),
        ("J(Θ)", J_text),
        ("λ", f"{training.lam:g}"),
        ("learning rate", f"{training.learning_rate:g}"),
        ("batch", str(batch)),
    )
    return "\n".join(f"{name + ':':15}{value}" for name, value in lines), 0
