"""Room for widgets whose height depends on their width."""

from PySide6.QtWidgets import QSizePolicy, QWidget


def height_by_width() -> QSizePolicy:
    """The policy of a widget that layouts are to ask for its height at each width."""
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    return policy


def ask_if_cut_off(widget: QWidget) -> None:
    """Have the layout done again where ``widget`` is lower than it has to be at its width.

    Layouts remember heights by width, and what changes is laid out anew only for the width of that
    moment: another one, with a scroll bar or without, may be given the height of an earlier text.
    """
    if widget.heightForWidth(widget.width()) > widget.height():
        widget.updateGeometry()
