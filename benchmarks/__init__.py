"""Repeatable figures: ``python -m benchmarks`` prints a table; no test asserts any of them."""

# Before NumPy, as it says how many threads a multiplication gets.
import bpsim

VERSION = bpsim.__version__
HOME = "BPSIM_BENCHMARKS_HOME"
"""The variable that says where a window under measurement keeps its settings."""
