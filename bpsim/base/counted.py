"""So many of something, in words: 1 row, 5,000 rows."""

from collections.abc import Callable

from bpsim.base.words import tr_n

# A row for each thing that is counted: languages do not all add an s.
THINGS: dict[str, Callable[[int], str]] = {
    "cell": lambda n: tr_n("{n:,} cell", "{n:,} cells", n, n=n),
    "class": lambda n: tr_n("{n:,} class", "{n:,} classes", n, n=n),
    "column": lambda n: tr_n("{n:,} column", "{n:,} columns", n, n=n),
    "digit": lambda n: tr_n("{n:,} digit", "{n:,} digits", n, n=n),
    "example": lambda n: tr_n("{n:,} example", "{n:,} examples", n, n=n),
    "heading": lambda n: tr_n("{n:,} heading", "{n:,} headings", n, n=n),
    "input": lambda n: tr_n("{n:,} input", "{n:,} inputs", n, n=n),
    "input unit": lambda n: tr_n("{n:,} input unit", "{n:,} input units", n, n=n),
    "iteration": lambda n: tr_n("{n:,} iteration", "{n:,} iterations", n, n=n),
    "layer": lambda n: tr_n("{n:,} layer", "{n:,} layers", n, n=n),
    "matrix": lambda n: tr_n("{n:,} matrix", "{n:,} matrices", n, n=n),
    "name": lambda n: tr_n("{n:,} name", "{n:,} names", n, n=n),
    "number": lambda n: tr_n("{n:,} number", "{n:,} numbers", n, n=n),
    "output": lambda n: tr_n("{n:,} output", "{n:,} outputs", n, n=n),
    "output unit": lambda n: tr_n("{n:,} output unit", "{n:,} output units", n, n=n),
    "pass": lambda n: tr_n("{n:,} pass", "{n:,} passes", n, n=n),
    "row": lambda n: tr_n("{n:,} row", "{n:,} rows", n, n=n),
    "step": lambda n: tr_n("{n:,} step", "{n:,} steps", n, n=n),
    "target": lambda n: tr_n("{n:,} target", "{n:,} targets", n, n=n),
    "unit": lambda n: tr_n("{n:,} unit", "{n:,} units", n, n=n),
}


def counted(count: int, thing: str) -> str:
    """``count`` with its noun, one of ``THINGS``."""
    return THINGS[thing](count)
