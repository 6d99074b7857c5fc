"""bpsim makes backpropagation visible: a feed-forward network, one step at a time.

What ``import bpsim`` offers to Python is listed in ``OFFERED``; it is loaded when it is asked for.
"""

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bpsim.api.check import check as check
    from bpsim.api.check import check_function as check_function
    from bpsim.api.documents import gradients as gradients
    from bpsim.api.documents import load as load
    from bpsim.api.documents import network as network
    from bpsim.api.documents import train as train
    from bpsim.api.walking import show as show
    from bpsim.api.walking import trace as trace

__version__ = "0.1.0"

# One thread for a multiplication, said before anything imports NumPy: with more, its last bits
# depend on how many cores there are, and the window would have none to paint with. Who sets these
# variables wants something else, and gets it.
for _name in (
    "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS",
):  # fmt: skip
    os.environ.setdefault(_name, "1")

OFFERED = {
    "check": "bpsim.api.check",
    "check_function": "bpsim.api.check",
    "gradients": "bpsim.api.documents",
    "load": "bpsim.api.documents",
    "network": "bpsim.api.documents",
    "show": "bpsim.api.walking",
    "trace": "bpsim.api.walking",
    "train": "bpsim.api.documents",
}
"""Each name with the module of ``bpsim.api`` that has it."""


def __getattr__(name: str) -> Any:
    """What is offered, loaded now; importing bpsim itself costs neither NumPy nor Qt."""
    if name in OFFERED:
        return getattr(import_module(OFFERED[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *OFFERED])
