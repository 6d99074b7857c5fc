"""The parts of an ONNX file as plain values: constants as arrays, attributes by name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.formats.errors import PlaceError, quoted
from bpsim.formats.libraries import made_sense, needed
from bpsim.formats.limits import MAX_ITEMS, Budget, floats

KIND = tr("ONNX network")


class Constants:
    """The tensors of a graph that are numbers from the start, by name."""

    def __init__(self, graph: Any) -> None:
        self._budget = Budget()
        if graph.sparse_initializer:
            raise PlaceError(tr("it has sparse weights, which are not read"))
        self._found: dict[str, Any] = {_text(each.name): each for each in graph.initializer}
        self._arrays: dict[str, Array] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._found or name in self._arrays

    def __getitem__(self, name: str) -> Array:
        if name not in self._arrays:
            self._arrays[name] = self._array(self._found[name], name)
        return self._arrays[name]

    def add(self, name: str, array: Array) -> None:
        """One more, computed from others."""
        self._arrays[name] = array

    def add_tensor(self, name: str, tensor: Any) -> None:
        """One more, out of the attribute of a node."""
        self._found[name] = tensor

    def _array(self, tensor: Any, name: str) -> Array:
        from onnx import numpy_helper

        place = tr("the tensor {name}", name=quoted(name))
        if tensor.data_location == tensor.EXTERNAL or tensor.external_data:
            raise PlaceError(tr("stands in another file, and only this one is read"), place)
        self._budget.take(tuple(tensor.dims), place)
        with made_sense(KIND):
            array = numpy_helper.to_array(tensor)
            if array.dtype.kind not in "fiubV" or array.shape != tuple(tensor.dims):
                raise PlaceError(tr("holds no numbers"), place)
            return floats(array)


def graph_of(data: bytes) -> tuple[Any, Mapping[str, int]]:
    """The graph and the version of each set of operators; raises PlaceError."""
    with needed("onnx", KIND):
        import onnx
    protobuf = onnx.serialization.google.protobuf  # type: ignore[attr-defined]
    try:
        with made_sense(KIND):
            model = onnx.load_model_from_string(data)
    except protobuf.message.DecodeError as error:
        raise PlaceError(tr("the file is damaged, or no {kind} after all", kind=KIND)) from error
    graph = model.graph
    if not graph.node:
        raise PlaceError(tr("the file holds no network: its graph has no operators"))
    if len(graph.node) > MAX_ITEMS:
        raise PlaceError(tr("the graph has more than {max_items:,} operators", max_items=MAX_ITEMS))
    versions = {_text(each.domain): int(each.version) for each in model.opset_import}
    return graph, versions


@dataclass(frozen=True, eq=False)
class Node:
    """An operator: what it is, its name, the tensors it takes and gives, and its attributes."""

    op_type: str
    name: str
    input: tuple[str, ...]
    output: tuple[str, ...]
    attributes: dict[str, Any]


def place_of(node: Node) -> str:
    """How a message names an operator."""
    return tr("the node {node}", node=quoted(node.name or node.output[0]))


def node_of(node: Any) -> Node:
    """The same as plain values; damaged texts come as bytes."""
    output = tuple(map(_text, node.output))
    if not output:
        raise PlaceError(tr("an operator of the graph gives nothing"))
    return Node(
        _text(node.op_type), _text(node.name), tuple(map(_text, node.input)), output,
        _attributes(node),
    )  # fmt: skip


def _text(value: str | bytes) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def _attributes(node: Any) -> dict[str, Any]:
    """Those that are numbers, texts or tensors."""
    found: dict[str, Any] = {}
    for each in node.attribute:
        if each.type == each.FLOAT:
            found[_text(each.name)] = float(each.f)
        elif each.type == each.INT:
            found[_text(each.name)] = int(each.i)
        elif each.type == each.STRING:
            found[_text(each.name)] = each.s.decode("utf-8", "replace")
        elif each.type == each.TENSOR:
            found[_text(each.name)] = each.t
        elif each.type == each.FLOATS:
            found[_text(each.name)] = [float(number) for number in each.floats]
        elif each.type == each.INTS:
            found[_text(each.name)] = [int(number) for number in each.ints]
    return found
