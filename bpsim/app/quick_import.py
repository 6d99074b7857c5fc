"""Imports PySide6 without what it does at every start for those who write stubs or snake case."""

import builtins
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

HELPERS = "shibokensupport."
"""Where PySide6 keeps the modules that explain its signatures, in errors and in stubs."""
METHODS = frozenset(
    {"match", "fullmatch", "search", "split", "findall", "finditer", "sub", "subn", "scanner"}
)


class LatePattern:
    """A regular expression that is compiled when it is first asked for something.

    Its methods may be kept before that.
    """

    def __init__(self, make: Callable[[], re.Pattern[str]]) -> None:
        self._make = make
        self._made: re.Pattern[str] | None = None

    def _pattern(self) -> re.Pattern[str]:
        if self._made is None:
            self._made = self._make()
        return self._made

    def __getattr__(self, name: str) -> Any:
        if name in METHODS:
            return lambda *args, **kwargs: getattr(self._pattern(), name)(*args, **kwargs)
        if name.startswith("__"):  # what Python looks for in everything
            raise AttributeError(name)
        return getattr(self._pattern(), name)


@contextmanager
def late_patterns(package: str) -> Iterator[None]:
    """Let the modules whose names begin with ``package`` have their patterns compiled late."""
    really = re.compile

    def compiled(pattern: Any, flags: int = 0) -> Any:
        if sys._getframe(1).f_globals.get("__name__", "").startswith(package):
            return LatePattern(lambda: really(pattern, flags))
        return really(pattern, flags)

    re.compile = compiled
    try:
        yield
    finally:
        re.compile = really


@contextmanager
def quick_import() -> Iterator[None]:
    """Import PySide6 within this, in three quarters of the time; modules load as ever after it."""
    # Three patterns that only error messages need take a sixth of the whole import to compile.
    with late_patterns(HELPERS):
        yield
    # Its hook in ``import`` reads the source of each module to see whether that wants methods in
    # snake case, which none of ours does, and takes as long as the import itself.
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
