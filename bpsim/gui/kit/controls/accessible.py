"""What painted widgets share in telling assistive technology of the parts they consist of."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface

Factory = Callable[[str, QObject], QAccessibleInterface | None]
Interface = TypeVar("Interface", bound=QAccessibleInterface)

_kept: list[QAccessibleInterface] = []
"""Qt refers to these objects without owning them, so they live as long as the process."""
_factories: list[Factory] = []


def install(factory: Factory) -> None:
    """Have Qt ask ``factory`` for interfaces too, after those before it; once is enough."""
    if not _factories:
        QAccessible.installFactory(_interface)
    if factory not in _factories:
        _factories.append(factory)


def _interface(key: str, thing: QObject) -> QAccessibleInterface | None:
    made = (factory(key, thing) for factory in _factories)
    return next((interface for interface in made if interface is not None), None)


def kept(interface: Interface) -> Interface:
    """The same, kept for Qt."""
    _kept.append(interface)
    return interface


def child_at(parent: QAccessibleInterface, x: int, y: int) -> QAccessibleInterface:
    """The part of ``parent`` at a point of the screen, None for none."""
    children = (parent.child(index) for index in range(parent.childCount()))
    found = next((child for child in children if child.rect().contains(x, y)), None)
    return found  # type: ignore[return-value]  # Qt's way to say that there is none


class Part(QAccessibleInterface):
    """The ``index``-th part of a painted widget, or of a part of it; without parts of its own.

    It stands for whatever is in that place now, so a new picture needs no new objects.
    """

    def __init__(self, parent: QAccessibleInterface, index: int) -> None:
        super().__init__()
        self.index = index
        self._parent = parent

    def object(self) -> QObject:
        """None: a part is no object of its own."""
        return None  # type: ignore[return-value]

    def parent(self) -> QAccessibleInterface:
        """What it is a part of."""
        return self._parent

    def child(self, index: int) -> QAccessibleInterface:
        """None."""
        return None  # type: ignore[return-value]

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        """The part at a point of the screen, None for none."""
        return child_at(self, x, y)

    def childCount(self) -> int:
        """0."""
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Its number, −1 if it is no part of this."""
        return child.index if isinstance(child, Part) and child.parent() is self else -1

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Nothing: values are not edited here."""
