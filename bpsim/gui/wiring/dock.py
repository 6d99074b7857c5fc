"""One dock of the window, which knows whether it can be seen."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import (
    QAccessibleWidget,
    QApplication,
    QDockWidget,
    QMainWindow,
    QScrollArea,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from bpsim.gui.kit.controls import accessible
from bpsim.gui.kit.controls.field_keys import give_focus_back
from bpsim.gui.kit.controls.label import Label
from bpsim.gui.kit.controls.tab_order import put_behind
from bpsim.gui.wiring.dock_title import DockTitle
from bpsim.notation.aloud import aloud

CLOSABLE = QDockWidget.DockWidgetFeature.DockWidgetClosable
MOVABLE = QDockWidget.DockWidgetFeature.DockWidgetMovable

RIGHT_LINES, RIGHT_MOST = 21, 330
TIGHT_LINES, TIGHT_MOST = 18, 250
"""Docks at the side are at least so many lines' heights wide, but need no more pixels than that,
and fewer in a window that leaves less than ``TIGHT_LINES`` between two of them.

Otherwise a window that is made narrow for a while leaves nothing but a sliver of them behind.
"""


class Dock(QDockWidget):
    """A dock that keeps a sensible width where it stands at the ``right``.

    It cannot float: that would be one more window to lose. ``closed`` says that its own button has
    hidden it.
    """

    closed = Signal()

    def __init__(self, title: str, right: bool, window: QMainWindow) -> None:
        super().__init__(title, window)
        accessible.install(_interface)
        self._right = right
        self.usual = False
        """Whether it is in front of its place where nobody has chosen another one."""
        self.setFeatures(CLOSABLE | MOVABLE)
        self._title, self._untitled = DockTitle(title), _Frame(self)
        self._untitled.hide()
        self._title.closed.connect(self.close)
        self._title.closed.connect(self.closed)
        self.set_titled(True)
        self._holder = _Frame()
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.setWidget(self._holder)
        self._content: QWidget | None = None
        self._covered = Label()
        self._covered.setWordWrap(True)
        self._covered.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._covered.hide()
        self._column.addWidget(self._covered)
        self.visibilityChanged.connect(self._show_content)
        self.visibilityChanged.connect(self._tell)
        self.fit()

    def set_content(self, content: QWidget) -> None:
        """Hold ``content``, which is hidden while the dock stands behind a tab.

        So neither the Tab key nor a screen reader comes to it there.
        """
        policy = content.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # or the window would change with each tab
        content.setSizePolicy(policy)
        self._column.addWidget(content)
        self._content = content
        self._show_content(self.in_front or not self.isVisible())

    def follow(self, bar: QTabBar) -> None:
        """Have Tab come from ``bar``, which the dock is in front of, to what it holds."""
        if self._content is not None:
            put_behind(self._content, bar)

    def _show_content(self, visible: bool) -> None:
        if self._content is None:
            return
        shown, focus = visible and not self._covered.text(), QApplication.focusWidget()
        if not shown and focus is not None and self._content.isAncestorOf(focus):
            give_focus_back(focus)  # Qt would take what comes next, whatever that does with a key
        self._content.setVisible(shown)

    def _tell(self, visible: bool) -> None:
        """Tell a screen reader, which may have kept what it knew of the dock."""
        kind = QAccessible.Event.ObjectShow if visible else QAccessible.Event.ObjectHide
        for widget in (self, self._holder):
            QAccessible.updateAccessibility(QAccessibleEvent(widget, kind))

    def needed_height(self) -> int:
        """The height that shows the content whole at its width, and no more."""
        content = (
            self._content.widget() if isinstance(self._content, QScrollArea) else self._content
        )
        layout = None if content is None else content.layout()
        if layout is None:
            return 0
        least = layout.totalMinimumHeightForWidth(self.width())
        return max(least, layout.totalMinimumSize().height())

    def cover(self, words: str) -> None:
        """Show ``words`` in place of the content, or the content again where there are none."""
        if words != self._covered.text():
            self._covered.setText(words)
            self._covered.setVisible(bool(words))
            self._show_content(self.in_front or not self.isVisible())

    def set_titled(self, on: bool) -> None:
        """Have a title above it, or none: where it shares a place its tab is title enough."""
        self.setTitleBarWidget(self._title if on else self._untitled)

    def keep_open(self) -> None:
        """Take away the button that closes it."""
        self.setFeatures(MOVABLE)
        self._title.close_button.hide()

    @property
    def in_front(self) -> bool:
        """True if the dock can be seen.

        Qt calls one behind another tab visible too, but has moved it out of the window.
        """
        return self.isVisible() and self.geometry().right() > 0

    def bring_up(self) -> None:
        """Show the dock and put it in front of those it shares its place with."""
        self.show()
        self.raise_()

    def fit(self) -> None:
        """Be as narrow as the window and the text allow."""
        if self._right:
            line = self.fontMetrics().height()
            tight = self.window().width() < 2 * RIGHT_MOST + TIGHT_LINES * line
            self.setMinimumWidth(min(RIGHT_LINES * line, TIGHT_MOST if tight else RIGHT_MOST))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_right"):
            self.fit()


class _Frame(QWidget):
    """What a dock always has: what stands above its content, and what holds that."""


class _Interface(QAccessibleWidget):
    """The interface of a dock or of a part of it: out of sight behind a tab, where Qt says not."""

    def state(self) -> QAccessible.State:
        state, dock = super().state(), _dock_of(self.object())
        if dock is None or not dock.in_front:
            state.invisible = 1
        return state


class _DockInterface(_Interface):
    """The interface of a dock, which has two parts: its title and what it holds."""

    def text(self, kind: QAccessible.Text) -> str:
        dock = _dock_of(self.object())
        if kind is QAccessible.Text.Name and dock is not None:
            return aloud(dock.windowTitle())
        return super().text(kind)

    def childCount(self) -> int:
        return len(self._parts())

    def child(self, index: int) -> QAccessibleInterface:
        return QAccessible.queryAccessibleInterface(self._parts()[index])

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        parts = self._parts()
        return parts.index(child.object()) if child.object() in parts else -1

    def _parts(self) -> list[QObject]:
        dock = _dock_of(self.object())
        return [] if dock is None else [dock.titleBarWidget(), dock.widget()]


def _dock_of(thing: QObject) -> Dock | None:
    dock: object = thing.parent() if isinstance(thing, _Frame) else thing
    return dock if isinstance(dock, Dock) else None


def _interface(key: str, thing: QObject) -> QAccessibleInterface | None:
    if isinstance(thing, Dock):
        return accessible.kept(_DockInterface(thing, QAccessible.Role.Pane))
    if isinstance(thing, _Frame):
        return accessible.kept(_Interface(thing, QAccessible.Role.Client))
    return None
