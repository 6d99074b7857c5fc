"""The order of Tab where parts are made after what comes behind them.

Qt leaves what is made later at the end of the window's order.
"""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QScrollArea, QWidget


def put_behind(before: QWidget, widget: QWidget) -> None:
    """Have Tab come to ``widget`` right behind ``before``; neither need take the focus now."""
    policies = [(each, each.focusPolicy()) for each in (before, widget)]
    for each, _ in policies:
        each.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # Qt orders nothing else
    QWidget.setTabOrder(before, widget)
    for each, policy in policies:
        each.setFocusPolicy(policy)


def follow_layout(container: QWidget) -> None:
    """Have Tab go through what stands in ``container`` as it is laid out there."""
    before = container
    for widget in _laid_out(container):
        put_behind(before, widget)
        before = widget


def _laid_out(widget: QWidget) -> Iterator[QWidget]:
    scrolled = widget.widget() if isinstance(widget, QScrollArea) else None
    layout = widget.layout()
    if scrolled is not None:
        inner = iter([scrolled])
    else:
        inner = iter(()) if layout is None else _widgets(layout)
    for each in inner:
        if each.focusProxy() is None:
            yield each
            yield from _laid_out(each)


def _widgets(layout: QLayout) -> Iterator[QWidget]:
    places = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        places.sort(key=lambda place: tuple(layout.getItemPosition(place)))  # type: ignore[arg-type]
    for place in places:
        item = layout.itemAt(place)
        widget = None if item is None else item.widget()
        inner = None if item is None else item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _widgets(inner)
