"""bpsim gradients: J, Δ and D over the whole training set, with the course's signs."""

import argparse

from bpsim.app.commands.reading import add_json, document_with_examples, matrix_lines, to_json
from bpsim.core.training import whole_gradient


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--json."""
    add_json(parser)


def run(arguments: argparse.Namespace) -> tuple[str, int]:
    """The text and the exit status."""
    found = whole_gradient(document_with_examples(arguments))
    if arguments.json:
        return to_json({"J": found.J, "Delta": list(found.Delta), "D": list(found.D)}), 0
    lines = [f"J = {found.J!r}"]
    for name, matrices in (("Δ", found.Delta), ("D", found.D)):
        for layer, matrix in enumerate(matrices, start=1):
            lines += ["", *matrix_lines(f"{name}({layer})", matrix)]
    return "\n".join(lines), 0
