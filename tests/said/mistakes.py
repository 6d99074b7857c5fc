"""Mistakes in what is said, built in for as long as a test runs."""

import sys
import types
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType

ROOT = Path(__file__).parents[2]
ROOMS = ("bpsim/steps", "bpsim/notation", "bpsim/core/activations", "bpsim/core/costs")


@cache
def sources() -> dict[Path, str]:
    """What the files say in which mistakes are built."""
    paths = (path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")))
    return {path: path.read_text(encoding="utf-8") for path in paths}


@contextmanager
def built_in(right: str, wrong: str) -> Iterator[None]:
    """The program with ``wrong`` in the place of ``right``, a text that its source has once.

    The functions keep their identity and get other code, so that whoever has imported one of them
    runs the mistake as well.
    """
    found = [path for path, source in sources().items() if right in source]
    assert found, f"nothing in the program reads “{right}” any more: build the mistake in anew"
    changed: list[tuple[FunctionType, CodeType]] = []
    for path in found:
        source = sources()[path].replace(right, wrong)
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        __import__(name)
        codes = dict(_codes(compile(source, str(path), "exec"), ""))
        for function in _functions(sys.modules[name]):
            code = codes.get(function.__qualname__)
            if code is not None and code != function.__code__:
                changed.append((function, function.__code__))
                function.__code__ = code
    assert changed, f"“{right}” is in no function"
    from bpsim.notation import numerals

    numerals.number_text.cache_clear()
    try:
        yield
    finally:
        for function, code in changed:
            function.__code__ = code
        numerals.number_text.cache_clear()


def _codes(code: CodeType, prefix: str) -> Iterator[tuple[str, CodeType]]:
    """The code of each function of a module and of its classes, by qualified name."""
    for constant in code.co_consts:
        if isinstance(constant, CodeType) and not constant.co_name.startswith("<"):
            yield constant.co_qualname, constant
            if not constant.co_flags & 0x2:  # a class body, not a function
                yield from _codes(constant, constant.co_qualname)


def _functions(module: types.ModuleType) -> Iterator[FunctionType]:
    """The functions that a module defines, methods and properties included."""
    for thing in vars(module).values():
        if getattr(thing, "__module__", None) != module.__name__:
            continue
        if isinstance(thing, FunctionType):
            yield thing
        elif isinstance(thing, type):
            for inner in vars(thing).values():
                function = getattr(inner, "fget", None) or getattr(inner, "func", inner)
                function = getattr(function, "__func__", function)
                if isinstance(function, FunctionType):
                    yield function
        elif isinstance(getattr(thing, "__wrapped__", None), FunctionType):
            yield thing.__wrapped__
