"""Imports PySide6 without what it does at every start for those who write stubs or snake case."""

import builtins
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

HELPERS = "shibokensupport."
"""Where PySide6 keeps the modules that explain its signatures, in errors and in stubs."""
HOOKS = ("__feature_import__", "__orig_import__")
"""Its hook in ``import`` under the name that it gives it, and what that calls in turn."""
METHODS = (
    "match", "fullmatch", "search", "split", "findall", "finditer", "sub", "subn", "scanner",
)  # fmt: skip
LETTERS = {
    re.ASCII: "a", re.IGNORECASE: "i", re.MULTILINE: "m", re.DOTALL: "s", re.VERBOSE: "x",
}  # fmt: skip
"""Flags by the letter that says the same at the beginning of a pattern."""

Compile = Callable[..., Any]


class LatePattern(str):
    """A regular expression that is compiled when it is first asked for something.

    Its methods may be kept before that. To the functions of ``re``, which take either, it is the
    text of the pattern with its flags in front.
    """

    _made: re.Pattern[str] | None
    _make: Callable[[], re.Pattern[str]]

    @classmethod
    def of(cls, pattern: str, flags: int, really: Compile) -> "LatePattern":
        """The pattern that ``really(pattern, flags)`` will make."""
        letters = "".join(letter for flag, letter in LETTERS.items() if flags & flag)
        late = cls(f"(?{letters}){pattern}" if letters else pattern)
        late._made, late._make = None, lambda: really(pattern, flags)
        return late

    def _pattern(self) -> re.Pattern[str]:
        if self._made is None:
            self._made = self._make()
        return self._made

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what Python looks for in everything
            raise AttributeError(name)
        return getattr(self._pattern(), name)


def _late_method(name: str) -> Callable[..., Any]:
    def method(self: LatePattern, *args: Any, **kwargs: Any) -> Any:
        return getattr(self._pattern(), name)(*args, **kwargs)

    return method


for _name in METHODS:  # among them some that a text has too, with another meaning
    setattr(LatePattern, _name, _late_method(_name))


@contextmanager
def late_patterns(package: str) -> Iterator[None]:
    """Let the modules whose names begin with ``package`` have their patterns compiled late."""
    really = re.compile

    def compiled(pattern: Any, flags: int = 0) -> Any:
        caller = sys._getframe(1).f_globals.get("__name__")
        plain = type(pattern) is str and not flags & ~sum(LETTERS)
        if plain and isinstance(caller, str) and caller.startswith(package):
            return LatePattern.of(pattern, int(flags), really)
        return really(pattern, flags)

    re.compile = compiled
    try:
        yield
    finally:
        re.compile = really


@contextmanager
def quick_import() -> Iterator[None]:
    """Import PySide6 within this, in three quarters of the time; modules load as ever after it.

    A PySide6 that is made otherwise is imported as it is.
    """
    # Three patterns that only error messages need take a sixth of the whole import to compile.
    with late_patterns(HELPERS):
        yield
    # Its hook in ``import`` reads the source of each module to see whether that wants methods in
    # snake case, which none of ours does, and takes as long as the import itself. It is taken out
    # only where it is what it was when this was written: a hook before the one it calls.
    hook, original = (getattr(builtins, name, None) for name in HOOKS)
    if builtins.__import__ is hook and callable(original):
        builtins.__import__ = original
