"""A setting as an attribute: how it is kept between runs, and how the dialog of settings offers it.

Whatever cannot be understood in the file of settings reads as if it were not there.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from enum import Enum
from typing import Generic, Protocol, TypeVar, cast

from PySide6.QtCore import QSettings

from bpsim.base.words import tr

T = TypeVar("T")
MOST_SEED = 2**53 - 1
YES_NO = {True: tr("Yes"), False: tr("No")}


class Stored:
    """The file of settings, read by the types of what it holds."""

    def __init__(self) -> None:
        self.file = QSettings("bpsim", "bpsim")

    def text(self, key: str, default: str = "") -> str:
        """A text."""
        value = self.file.value(key, default)
        return value if isinstance(value, str) else default

    def number(self, key: str, default: float) -> float:
        """A finite number."""
        try:
            value = float(cast(str, self.file.value(key, default)))
        except (TypeError, ValueError):
            return default
        return value if math.isfinite(value) else default

    def seed(self, key: str, default: int) -> int:
        """A seed of random numbers."""
        return max(0, min(MOST_SEED, round(self.number(key, default))))

    def one_of(self, key: str, values: Collection[T], default: T) -> T:
        """The one of ``values`` that was kept."""
        text = str(self.file.value(key))
        return next((each for each in values if _as_text(each) == text), default)

    def flag(self, key: str, default: bool = False) -> bool:
        """True or false."""
        return self.one_of(key, (True, False), default)

    def keep(self, key: str, value: object) -> None:
        """Keep a value under a key."""
        self.file.setValue(key, _as_text(value))


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value.value if isinstance(value, Enum) else value)


class HasStored(Protocol):
    """Whatever settings are attributes of."""

    stored: Stored


class Setting(Generic[T]):
    """An attribute that stands in the file of settings.

    Where it has a ``title`` the dialog of settings offers its ``values``, each with its words;
    ``more`` says what it is for, and ``words`` are further words by which it is found.
    """

    def __init__(
        self,
        read: Callable[[Stored], T],
        write: Callable[[Stored, T], None],
        values: Mapping[T, str] | None = None,
        title: str = "",
        more: str = "",
        words: str = "",
    ) -> None:
        self._read, self._write = read, write
        self.values, self.title, self.more, self.words = values or {}, title, more, words

    def __get__(self, owner: HasStored, kind: type | None = None) -> T:
        return self._read(owner.stored)

    def __set__(self, owner: HasStored, value: T) -> None:
        self._write(owner.stored, value)

    def matches(self, searched: str) -> bool:
        """True if it is about every word of ``searched``."""
        own = " ".join((self.title, self.more, self.words, *self.values.values())).casefold()
        return all(word in own for word in searched.casefold().split())


def one_of(
    key: str, default: T, values: Mapping[T, str], title: str = "", more: str = "", words: str = ""
) -> Setting[T]:
    """A setting that has one of ``values``."""
    return Setting(
        lambda stored: stored.one_of(key, values, default),
        lambda stored, value: stored.keep(key, value),
        values, title, more, words,
    )  # fmt: skip


def flag(
    key: str, default: bool = False, title: str = "", more: str = "", words: str = ""
) -> Setting[bool]:
    """A setting that is on or off."""
    return one_of(key, default, YES_NO, title, more, words)
