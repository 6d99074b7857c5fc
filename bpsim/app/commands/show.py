"""bpsim show: what a network file holds, J(Θ), and the cost of what is held out."""

import argparse
import math
from typing import Any

from bpsim.app.commands.answering import opened_file, said_of
from bpsim.app.commands.reading import add_json, to_json
from bpsim.base.words import in_local_signs, tr
from bpsim.core.costs.table import COSTS, scale_of
from bpsim.core.held_out import held_out_cost
from bpsim.core.methods.descent import PLAIN
from bpsim.core.training import whole_gradient
from bpsim.formats.files import name_of
from bpsim.formats.native.write import activation_plain, method_plain
from bpsim.formats.registry import require_document
from bpsim.notation.formula import number_text
from bpsim.steps.explain.methods.table import written
from bpsim.teach.doctor.targets import misfit

LEAST_WIDE = 15
"""Signs of the column of names."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--json."""
    add_json(parser)


def run(arguments: argparse.Namespace) -> tuple[str, int]:
    """The text and the exit status; a cost is null where it overflows or has no examples."""
    found = opened_file(arguments)
    document = require_document(found, name_of(arguments.file))
    network, examples, training = document.network, document.examples, document.training
    J = math.nan
    if len(examples):
        J = whole_gradient(document).J
    apart = held_out_cost(network, document.cost, document.held_out)
    doubt = misfit(document)
    if arguments.json:
        shown: dict[str, Any] = {
            "layers": list(network.layers),
            "activations": list(map(activation_plain, network.activations)),
            "cost": COSTS[document.cost].name,
            "cost_scale": scale_of(document.cost),
            "examples": len(examples),
            "J": J if math.isfinite(J) else None,
            "lambda": training.lam,
            "learning_rate": training.learning_rate,
            "method": method_plain(training.method),
        }
        if len(document.held_out):
            shown["held_out"] = len(document.held_out)
            shown["held_out_cost"] = apart if math.isfinite(apart) else None
        if found.guesses:
            shown["guessed"] = {each.what: each.value for each in found.guesses}
        if document.classes:
            shown["classes"] = list(document.classes)
        if doubt:
            shown["targets"] = doubt
        return to_json(shown), 0
    J_text = tr("— (no examples)") if not len(examples) else number_text(J, 6)
    batch = training.batch_size or tr("all examples")
    lines = [
        (tr("title"), document.title),
        (tr("layers"), "-".join(map(str, network.layers))),
        (tr("activations"), ", ".join(each.label for each in network.activations)),
        (
            tr("weights"),
            tr("{weights:,}, biases counted", weights=sum(w.size for w in network.weights)),
        ),
        (tr("cost"), document.cost),
        (tr("examples"), in_local_signs(f"{len(examples):,}")),
        ("J(Θ)", J_text),
        ("λ", in_local_signs(f"{training.lam:g}")),
        (tr("learning rate"), in_local_signs(f"{training.learning_rate:g}")),
        (tr("batch"), str(batch)),
    ]
    if training.method != PLAIN:
        lines.append((tr("method"), written(training.method).label))
    if len(document.held_out):
        at = [name for name, _ in lines].index("λ")
        lines[at:at] = [
            (tr("held out"), tr("{held_out:,}, not trained with", held_out=len(document.held_out))),
            (
                tr("held-out cost"),
                tr("{apart}, their mean cost without λ", apart=number_text(apart, 6)),
            ),
        ]
    if document.classes:
        lines.append((tr("classes"), ", ".join(document.classes)))
    if doubt:
        lines.append((tr("targets"), doubt))
    wide = max(LEAST_WIDE, *(len(name) + 2 for name, _ in lines))
    text = [f"{name + ':':{wide}}{value}" for name, value in lines]
    return "\n".join([*text, *said_of(found)]), 0
