"""bpsim show: what a network file holds, J(Θ), and the cost of what is held out."""

import argparse
import math
from collections.abc import Iterator
from typing import Any

from bpsim.app.commands.answering import opened_file, said_of
from bpsim.app.commands.reading import add_json, to_json
from bpsim.base.words import in_local_signs, tr
from bpsim.core.costs.table import COSTS, scale_of
from bpsim.core.document import Document
from bpsim.core.held_out import held_out_cost
from bpsim.core.methods.descent import PLAIN
from bpsim.core.sizes import sizes_text
from bpsim.core.training import whole_gradient
from bpsim.formats.errors import one_line
from bpsim.formats.files import name_of
from bpsim.formats.native.unknown import unknown_words
from bpsim.formats.native.write import activation_plain, method_plain
from bpsim.formats.registry import require_document
from bpsim.notation.numerals import number_text
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
    J = whole_gradient(document).J if len(document.examples) else math.nan
    apart = held_out_cost(document.network, document.cost, document.held_out)
    if arguments.json:
        shown = _values(document, J, apart)
        if found.guesses:
            shown["guessed"] = {each.what: each.value for each in found.guesses}
        return to_json(shown), 0
    lines = list(_lines(document, J, apart))
    wide = max(LEAST_WIDE, *(len(name) + 2 for name, _ in lines))
    text = [f"{name + ':':{wide}}{value}" for name, value in lines]
    return "\n".join([*text, *said_of(found)]), 0


def _values(document: Document, J: float, apart: float) -> dict[str, Any]:
    """What --json writes."""
    network, training = document.network, document.training
    shown: dict[str, Any] = {
        "layers": list(network.layers),
        "activations": list(map(activation_plain, network.activations)),
        "cost": COSTS[document.cost].name,
        "cost_scale": scale_of(document.cost),
        "examples": len(document.examples),
        "J": J if math.isfinite(J) else None,
        "lambda": training.lam,
        "learning_rate": training.learning_rate,
        "method": method_plain(training.method),
    }
    if len(document.held_out):
        shown["held_out"] = len(document.held_out)
        shown["held_out_cost"] = apart if math.isfinite(apart) else None
    if document.classes:
        shown["classes"] = list(document.classes)
    if doubt := misfit(document):
        shown["targets"] = doubt
    if unknown := unknown_words(document):
        shown["unknown"] = unknown
    return shown


def _lines(document: Document, J: float, apart: float) -> Iterator[tuple[str, str]]:
    """Each line of the text: what it is about, and what is said."""
    network, training, count = document.network, document.training, len(document.examples)
    weights = sum(each.size for each in network.weights)
    yield tr("title"), one_line(document.title)
    yield tr("layers"), sizes_text(network.layers)
    yield tr("activations"), ", ".join(each.label for each in network.activations)
    yield tr("weights"), tr("{weights:,}, biases counted", weights=weights)
    yield tr("cost"), document.cost
    yield tr("examples"), in_local_signs(f"{count:,}")
    yield "J(Θ)", number_text(J, 6) if count else tr("— (no examples)")
    if held_out := len(document.held_out):
        mean = number_text(apart, 6)
        yield tr("held out"), tr("{held_out:,}, not trained with", held_out=held_out)
        yield tr("held-out cost"), tr("{apart}, their mean cost without λ", apart=mean)
    yield "λ", in_local_signs(f"{training.lam:g}")
    yield tr("learning rate"), in_local_signs(f"{training.learning_rate:g}")
    yield tr("batch"), str(training.batch_size or tr("all examples"))
    if training.method != PLAIN:
        yield tr("method"), written(training.method).label
    if document.classes:
        yield tr("classes"), ", ".join(document.classes)
    if doubt := misfit(document):
        yield tr("targets"), doubt
    if unknown := unknown_words(document):
        yield tr("unknown"), unknown
