"""Which part of the window has the keys: a dock by name, or one part after the other."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from bpsim.gui.wiring.dock import Dock
from bpsim.gui.wiring.docks import Docks

BY_KEY = Qt.FocusReason.ShortcutFocusReason


def go_to(docks: Docks, name: str) -> None:
    """Bring a dock up with the focus in it."""
    docks.bring_up(name)
    _enter(docks.by_name[name])


def go_round(docks: Docks, by: int) -> None:
    """Give the focus to the next part that can be seen: the middle, or a dock in front."""
    focus = QApplication.focusWidget()
    seen = [dock for dock in docks.by_name.values() if dock.in_front]
    around = [focus is not None and dock.isAncestorOf(focus) for dock in seen]
    here = around.index(True) + 1 if True in around else 0
    place = (here + by) % (len(seen) + 1)
    if place:
        _enter(seen[place - 1])
    else:
        docks.middle.setFocus(BY_KEY)


def _enter(dock: Dock) -> None:
    """Give the focus to the first part of a dock that takes keys, or to the dock."""
    # In the order in which they were laid out, which is that of the Tab key. Its own order is not
    # asked for: PySide takes whatever nextInFocusChain returns for a child of the widget asked, and
    # when one of these is deleted it gives up the whole window that has become its child.
    for part in dock.findChildren(QWidget):
        if part.isVisible() and part.isEnabled() and _takes_tab(part):
            part.setFocus(BY_KEY)
            return
    dock.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    dock.setFocus(BY_KEY)


def _takes_tab(widget: QWidget) -> bool:
    tab = Qt.FocusPolicy.TabFocus
    return widget.focusPolicy() & tab == tab
