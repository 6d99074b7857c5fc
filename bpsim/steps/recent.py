"""A memory of the last few values made, for things that are looked at again and again."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Recent(Generic[K, V]):
    """The ``kept`` values used last.

    Unlike a cached method it does not hold its owner, so that a walk with all its arrays is freed
    the moment nothing shows it any more, and not when the garbage collector comes by.
    """

    def __init__(self, kept: int) -> None:
        self._kept = kept
        self._values: OrderedDict[K, V] = OrderedDict()

    def get(self, key: K, make: Callable[[], V]) -> V:
        """The value of ``key``, made now if it is not remembered."""
        if key in self._values:
            self._values.move_to_end(key)
            return self._values[key]
        value = make()
        self._values[key] = value
        if len(self._values) > self._kept:
            self._values.popitem(last=False)
        return value
