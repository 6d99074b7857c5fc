"""The operations of a pickle turned into inert values: nothing is imported, called or looked up.

A pickle is a small program for a stack machine. Here each operation that would import something
leaves a :class:`Name`, and each one that would call something leaves a :class:`Made` that keeps
what would have been called with what. The standard library's ``pickletools`` splits the bytes into
operations; it only reads.
"""

import io
import pickletools
import struct
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bpsim.base.words import tr
from bpsim.formats.errors import PlaceError

MOST_OPERATIONS = 500_000
"""A trained classifier has some thousands; so many take about a second."""


@dataclass(frozen=True, slots=True)
class Name:
    """A global that the pickle asks for, as text."""

    module: str
    name: str

    def __str__(self) -> str:
        return f"{self.module}.{self.name}"


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """Something that stands outside the pickle, by the key it is found under."""

    key: Any


@dataclass(slots=True, eq=False)
class Made:
    """What a call of ``maker`` with ``args`` would have made, and what was put into it after."""

    maker: Any
    args: Any
    state: Any = None
    items: list[Any] = field(default_factory=list)
    pairs: dict[Any, Any] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """The full name of what would have been called; empty where that is no name."""
        maker = self.maker
        if isinstance(maker, Held) and isinstance(maker.key, tuple) and len(maker.key) > 1:
            maker = maker.key[1]  # PyTorch once kept the source of a class beside its name
        return str(maker) if isinstance(maker, Name) else ""


@dataclass(slots=True)
class Operations:
    """How many more there may be, in one pickle or in several together."""

    left: int = MOST_OPERATIONS

    def take(self) -> None:
        """Count one; raises PlaceError where that is too much."""
        self.left -= 1
        if self.left < 0:
            raise PlaceError(
                tr(
                    "the pickle has more than {most_operations:,} operations",
                    most_operations=MOST_OPERATIONS,
                )
            )


AfterBuild = Callable[[Made, io.BytesIO], None]
"""Called with an object whose state is known, and the stream behind it."""


def read_pickle(
    file: io.BytesIO,
    after_build: AfterBuild | None = None,
    held: list[Held] | None = None,
    operations: Operations | None = None,
) -> Any:
    """The value of the pickle that starts where ``file`` stands, which then stands behind it.

    Everything that it names outside itself is added to ``held``; ``operations`` are counted.
    Raises PlaceError where it is damaged, too large, or uses what no file needs.
    """
    machine = _Machine(file, after_build, held if held is not None else [])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # backslashes in texts that mean nothing
            _run(machine, file, operations or Operations())
    except (ValueError, IndexError, KeyError, TypeError, OverflowError, struct.error) as error:
        raise PlaceError(tr("the pickle in it is damaged or cut off")) from error
    if len(machine.stack) != 1:
        raise PlaceError(tr("the pickle in it is damaged or cut off"))
    return machine.stack[0]


def _run(machine: "_Machine", file: io.BytesIO, operations: Operations) -> None:
    for operation, argument, _ in pickletools.genops(file):
        operations.take()
        machine.do(operation.name, argument)


class _Machine:
    def __init__(self, file: io.BytesIO, after_build: AfterBuild | None, held: list[Held]) -> None:
        self.file = file
        self.after_build = after_build
        self.all_held = held
        self.stack: list[Any] = []
        self.marks: list[list[Any]] = []
        self.memo: dict[int, Any] = {}

    def do(self, name: str, argument: Any) -> None:
        stack = self.stack
        if name in _PUSH:
            stack.append(argument)
        elif name in _CONSTANTS:
            stack.append(_CONSTANTS[name])
        elif name in _EMPTY:
            stack.append(_EMPTY[name]())
        elif name in _PUT:
            self.memo[argument] = stack[-1]
        elif name in _GET:
            stack.append(self.memo[argument])
        elif name in _IGNORE:
            return
        else:
            handler = _HANDLERS.get(name)
            if handler is None:
                raise PlaceError(
                    tr("the pickle uses the operation {name}, which is not read", name=name)
                )
            handler(self, argument)

    def since_mark(self) -> list[Any]:
        above, self.stack = self.stack, self.marks.pop()
        return above

    def mark(self, _: Any) -> None:
        self.marks.append(self.stack)
        self.stack = []

    def memoize(self, _: Any) -> None:
        self.memo[len(self.memo)] = self.stack[-1]

    def pop(self, _: Any) -> None:
        if self.stack:
            self.stack.pop()
        else:
            self.since_mark()

    def pop_mark(self, _: Any) -> None:
        self.since_mark()

    def duplicate(self, _: Any) -> None:
        self.stack.append(self.stack[-1])

    def tuple_of(self, count: int) -> None:
        if len(self.stack) < count:
            raise IndexError
        self.stack[-count:] = [tuple(self.stack[-count:])]

    def marked_tuple(self, _: Any) -> None:
        items = self.since_mark()
        self.stack.append(tuple(items))

    def marked_list(self, _: Any) -> None:
        items = self.since_mark()
        self.stack.append(items)

    def marked_dict(self, _: Any) -> None:
        items = self.since_mark()
        self.stack.append(_pairs(items))

    def frozen_set(self, _: Any) -> None:
        items = self.since_mark()
        self.stack.append(Made(Name("builtins", "frozenset"), (), items=items))

    def append(self, _: Any) -> None:
        item = self.stack.pop()
        self.items_of(self.stack[-1]).append(item)

    def appends(self, _: Any) -> None:
        items = self.since_mark()
        self.items_of(self.stack[-1]).extend(items)

    @staticmethod
    def items_of(target: Any) -> list[Any]:
        if isinstance(target, Made):
            return target.items
        if isinstance(target, list):
            return target
        raise TypeError

    def set_item(self, _: Any) -> None:
        value, key = self.stack.pop(), self.stack.pop()
        self.pairs_of(self.stack[-1]).update(_pairs([key, value]))

    def set_items(self, _: Any) -> None:
        items = self.since_mark()
        self.pairs_of(self.stack[-1]).update(_pairs(items))

    @staticmethod
    def pairs_of(target: Any) -> dict[Any, Any]:
        if isinstance(target, Made):
            return target.pairs
        if isinstance(target, dict):
            return target
        raise TypeError

    def global_name(self, argument: str) -> None:
        module, _, name = argument.partition(" ")
        self.stack.append(Name(module, name))

    def stack_global(self, _: Any) -> None:
        name, module = self.stack.pop(), self.stack.pop()
        if not isinstance(name, str) or not isinstance(module, str):
            raise TypeError
        self.stack.append(Name(module, name))

    def reduce(self, _: Any) -> None:
        args, maker = self.stack.pop(), self.stack.pop()
        self.stack.append(Made(maker, args))

    def new_object_with_names(self, _: Any) -> None:
        names, args, maker = self.stack.pop(), self.stack.pop(), self.stack.pop()
        self.stack.append(Made(maker, args, pairs=names if isinstance(names, dict) else {}))

    def instance(self, argument: str) -> None:
        module, _, name = argument.partition(" ")
        items = self.since_mark()
        self.stack.append(Made(Name(module, name), tuple(items)))

    def marked_object(self, _: Any) -> None:
        maker, *args = self.since_mark()
        self.stack.append(Made(maker, tuple(args)))

    def build(self, _: Any) -> None:
        state = self.stack.pop()
        made = self.stack[-1]
        if isinstance(made, Made):
            made.state = state
            if self.after_build is not None:
                self.after_build(made, self.file)

    def held(self, argument: Any) -> None:
        self.all_held.append(Held(argument))
        self.stack.append(self.all_held[-1])

    def held_on_stack(self, _: Any) -> None:
        self.held(self.stack.pop())


def _pairs(items: list[Any]) -> dict[Any, Any]:
    """Keys and values in turn. What is neither text nor number is left out: to hash a tuple that
    holds itself many times over could take for ever.
    """
    keys, values = items[::2], items[1::2]
    if len(keys) != len(values):
        raise ValueError
    return {
        key: value
        for key, value in zip(keys, values, strict=True)
        if isinstance(key, str | int | float | bytes)
    }


_PUSH = frozenset(
    (
        *("INT", "BININT", "BININT1", "BININT2", "LONG", "LONG1", "LONG4", "FLOAT", "BINFLOAT"),
        *("STRING", "BINSTRING", "SHORT_BINSTRING", "BINBYTES", "SHORT_BINBYTES", "BINBYTES8"),
        *("BYTEARRAY8", "UNICODE", "SHORT_BINUNICODE", "BINUNICODE", "BINUNICODE8"),
    )
)
_PUT = frozenset({"PUT", "BINPUT", "LONG_BINPUT"})
_GET = frozenset({"GET", "BINGET", "LONG_BINGET"})
_IGNORE = frozenset({"PROTO", "FRAME", "STOP"})
_CONSTANTS: dict[str, Any] = {
    "NONE": None,
    "NEWTRUE": True,
    "NEWFALSE": False,
    "EMPTY_TUPLE": (),
}
_EMPTY: dict[str, Callable[[], Any]] = {
    "EMPTY_LIST": list,
    "EMPTY_DICT": dict,
    "EMPTY_SET": lambda: Made(Name("builtins", "set"), ()),
}
_HANDLERS: dict[str, Callable[[_Machine, Any], None]] = {
    "MARK": _Machine.mark,
    "MEMOIZE": _Machine.memoize,
    "POP": _Machine.pop,
    "POP_MARK": _Machine.pop_mark,
    "DUP": _Machine.duplicate,
    "TUPLE": _Machine.marked_tuple,
    "TUPLE1": lambda machine, _: machine.tuple_of(1),
    "TUPLE2": lambda machine, _: machine.tuple_of(2),
    "TUPLE3": lambda machine, _: machine.tuple_of(3),
    "LIST": _Machine.marked_list,
    "DICT": _Machine.marked_dict,
    "FROZENSET": _Machine.frozen_set,
    "ADDITEMS": _Machine.appends,
    "APPEND": _Machine.append,
    "APPENDS": _Machine.appends,
    "SETITEM": _Machine.set_item,
    "SETITEMS": _Machine.set_items,
    "GLOBAL": _Machine.global_name,
    "STACK_GLOBAL": _Machine.stack_global,
    "REDUCE": _Machine.reduce,
    "NEWOBJ": _Machine.reduce,
    "NEWOBJ_EX": _Machine.new_object_with_names,
    "INST": _Machine.instance,
    "OBJ": _Machine.marked_object,
    "BUILD": _Machine.build,
    "PERSID": _Machine.held,
    "BINPERSID": _Machine.held_on_stack,
}
