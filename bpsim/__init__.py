"""bpsim makes backpropagation visible: a feed-forward network, one step at a time."""

import os

__version__ = "0.1.0"

# One thread for a multiplication, said before anything imports NumPy: with more, its last bits
# depend on how many cores there are, and the window would have none to paint with. Who sets these
# variables wants something else, and gets it.
for _name in (
    "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS",
):  # fmt: skip
    os.environ.setdefault(_name, "1")
