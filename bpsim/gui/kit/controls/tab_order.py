"""The order of Tab, where something is made after what comes behind it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def put_behind(before: QWidget, widget: QWidget) -> None:
    """Have Tab come to ``widget`` right behind ``before``, which need not take the focus itself.

    Qt alone leaves what is made later at the end of the window's order.
    """
    policy = before.focusPolicy()
    before.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # Qt orders nothing else
    QWidget.setTabOrder(before, widget)
    before.setFocusPolicy(policy)
