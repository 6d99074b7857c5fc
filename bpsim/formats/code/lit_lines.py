"""Which lines of a program compute a phase of the walk; the programs are those that are written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bpsim.core.document import Document
from bpsim.formats.code import numpy_program, octave, torch
from bpsim.formats.content import Written

Writer = Callable[[Document, str], Written]


@dataclass(frozen=True)
class Program:
    """A language with its writer; ``begins`` has the beginnings of the lines of each phase."""

    label: str
    write: Writer
    begins: Mapping[str, tuple[str, ...]]


PROGRAMS = (
    Program(
        "NumPy",
        numpy_program.write,
        {
            "load": ("a, z = [X]",),
            "forward": ("for theta, function", "z.append(", "a.append("),
            "cost": ("logits =", "top =", "log_sum =", "error = abs", "total ="),
            "output-delta": ("delta = a[-1]", "delta = back[-1]", "delta = delta /"),
            "hidden-delta": ("delta = back[l - 1]",),
            "accumulate": ("gradient = np.column_stack",),
            "gradient": ("gradient = np.column_stack", "gradient[:, 1:] +="),
            "update": ("gradient[:, 0] =", "mean[:] =", "v[:] =", "theta -="),
        },
    ),
    Program(
        "Octave",
        octave.write,
        {
            "load": ("a{1} = X",),
            "forward": ("z{l} =", "function_of =", "a{l} ="),
            "cost": ("total = ", "top =", "off ="),
            "output-delta": (
                "delta = a{L}",
                "back_of = back{L - 1}",
                "delta = back_of(a{L}",
                "delta = back_of(tanh",
                "delta = delta /",
            ),
            "hidden-delta": ("back_of = back{l - 1}", "delta = back_of(delta"),
            "accumulate": ("D{l} = delta'",),
            "gradient": ("D{l} = delta'", "D{l}(:, 2:end) ="),
            "update": (
                "D{l}(:, 1) =",
                "averages{l} = beta",
                "v{l} = beta",
                "v{l} = rho",
                "without =",
                "Theta{l} =",
            ),
        },
    ),
    Program(
        "PyTorch",
        torch.write,
        {
            "load": ("X, Y, m =",),
            "forward": ("z = model", "h = model"),
            "cost": ("J =",),
            # PyTorch goes the whole way back in one call.
            "output-delta": ("J.backward()",),
            "hidden-delta": ("J.backward()",),
            "accumulate": ("J.backward()",),
            "gradient": ("J.backward()", "D = torch"),
            "update": ("optimizer.step()",),
        },
    ),
)
"""The scaling is in none of them: X holds scaled inputs."""


def lit_lines(program: Program, text: str) -> dict[str, tuple[int, ...]]:
    """The numbers (from 0) of the lines that compute each phase; none where no line does."""
    starts = [line.lstrip() for line in text.splitlines()]
    return {
        phase: tuple(n for n, line in enumerate(starts) if line.startswith(begins))
        for phase, begins in program.begins.items()
    }
