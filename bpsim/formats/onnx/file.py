"""ONNX as one format: how a file is recognised, read and written."""

from bpsim.formats.onnx.network import match, read
from bpsim.formats.onnx.write import write

__all__ = ["match", "read", "write"]
