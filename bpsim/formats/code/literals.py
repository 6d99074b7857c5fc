"""What the programs share: numbers as text that gives the same float64, and a title as comment."""

from collections.abc import Mapping
from dataclasses import fields

from bpsim.base.words import tr
from bpsim.core.activations.table import ACTIVATIONS
from bpsim.core.arrays import Array
from bpsim.core.costs.table import COSTS
from bpsim.core.document import Document
from bpsim.core.sizes import sizes_text
from bpsim.formats.errors import PlaceError, one_line

MAX_NUMBERS = 2_000_000
"""So many numbers make a program of some forty megabytes, which nobody reads or runs."""


def require_program_fits(document: Document) -> None:
    """Raise PlaceError where there are too many numbers for a program, or no example."""
    if not len(document.examples):
        raise PlaceError(
            tr(
                "a program prints J and D, but there is no example to compute with: import data "
                "first, on the command line with --also"
            )
        )
    count = sum(theta.size for theta in document.network.weights)
    count += document.examples.x.size + document.examples.y.size
    if count > MAX_NUMBERS:
        raise PlaceError(
            tr("a program of {count:,} numbers is too long; save an .npz instead", count=count)
        )


def python_matrix(name: str, matrix: Array) -> str:
    """``name = np.array([...])`` with a row a line."""
    rows = ",\n".join(f"    {row!r}" for row in matrix.tolist())
    if not len(matrix):
        return f"{name} = np.zeros(({matrix.shape[0]}, {matrix.shape[1]}))\n"
    return f"{name} = np.array([\n{rows},\n])\n"


def octave_matrix(name: str, matrix: Array) -> str:
    """``name = [...];`` with a row a line."""
    if not len(matrix):
        return f"{name} = zeros({matrix.shape[0]}, {matrix.shape[1]});\n"
    rows = "\n".join(f"  {' '.join(map(repr, row))}" for row in matrix.tolist())
    return f"{name} = [\n{rows}\n];\n"


def python_data(document: Document) -> str:
    """Theta, X, Y and lam as NumPy arrays."""
    require_program_fits(document)
    weights = document.network.weights
    lines = [python_matrix(f"Theta{n}", theta) for n, theta in enumerate(weights, start=1)]
    names = ", ".join(f"Theta{n}" for n in range(1, len(weights) + 1))
    lines += [
        f"Theta = [{names}]  # a row for each unit, the bias in column 0\n",
        python_matrix("X", document.examples.x),
        python_matrix("Y", document.examples.y),
        f"lam = {float(document.training.lam)!r}\n",
    ]
    return "".join(lines)


def title_of(document: Document) -> str:
    """Title and layers for a comment: one line, whatever the title holds."""
    layers = sizes_text(document.network.layers)
    title = one_line(document.title).replace('"', "'").replace("\\", "/")
    return f"{title} ({layers})" if title else tr("A network of {layers} units", layers=layers)


def by_name(document: Document, table: Mapping[str, str], program: str) -> list[str]:
    """What ``table`` has for the activation of each layer; raises PlaceError where it has none.

    A name is for the activation as it usually is. A name with " *" is for any parameters of it,
    which stand in braces: "{slope}".
    """
    found = []
    for g in document.network.activations:
        text = table.get(g.name) if g == ACTIVATIONS.get(g.name) else None
        if text is None:
            text = table.get(f"{g.name} *")
            if text is None:
                reason = tr(
                    "a {program} program cannot be written with {g} units yet",
                    program=program,
                    g=g.label,
                )
                raise PlaceError(reason)
            text = text.format(**{each.name: repr(getattr(g, each.name)) for each in fields(g)})
        found.append(text)
    return found


def for_cost(
    document: Document, table: Mapping[str, str], program: str, per_output: str = " / Y.shape[1]"
) -> str:
    """What ``table`` has for the cost; raises PlaceError where it has nothing.

    ``per_output`` is what comes behind it where the cost is the mean over the outputs.
    """
    cost = COSTS[document.cost]
    if cost.name not in table:
        raise PlaceError(
            tr(
                "a {program} program cannot be written with {cost} yet",
                program=program,
                cost=cost.label,
            )
        )
    return table[cost.name] + (per_output if cost.per_output else "")


def for_method(document: Document, table: Mapping[str, str], program: str, biases: str) -> str:
    """What ``table`` has for the training method, its parameters in their places.

    ``biases`` stands in the place of that name. Raises PlaceError where it has nothing.
    """
    method = document.training.method
    if method.name not in table:
        reason = tr(
            "a {program} program cannot be written with {method} yet",
            program=program,
            method=method.label,
        )
        raise PlaceError(reason)
    return table[method.name].format(biases=biases, **method.parameters)
