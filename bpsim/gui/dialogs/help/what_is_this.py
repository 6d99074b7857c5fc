"""What a click says while “What is this?” waits for one: the words of the tool tip there.

Enter, Space and Shift+F1 ask the same about what has the focus.

What has none is answered by what holds it, up to the panel or the dialog, of which the help has a
section.
"""

from PySide6.QtCore import (
    QAbstractItemModel,
    QCoreApplication,
    QEvent,
    QKeyCombination,
    QObject,
    QPoint,
    Qt,
)
from PySide6.QtGui import QAction, QHelpEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPlainTextEdit,
    QSpinBox,
    QTabBar,
    QTableView,
    QWhatsThis,
    QWidget,
)

from bpsim.base.words import tr
from bpsim.gui.dialogs.help.pages import all_pages, place_of
from bpsim.gui.dialogs.help.pages import plain as without_marks
from bpsim.gui.kit.controls.tip_by_place import TipByPlace
from bpsim.gui.program.announcing import announce
from bpsim.gui.program.tips import bare, plain, tip
from bpsim.notation.aloud import aloud

ASKED = (QEvent.Type.WhatsThis, QEvent.Type.QueryWhatsThis)
ASKING = {
    QKeyCombination(Qt.KeyboardModifier.NoModifier, key)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
} | {
    QKeyCombination(Qt.KeyboardModifier.KeypadModifier, Qt.Key.Key_Enter),
    QKeyCombination(Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_F1),
}
"""The keys that ask about what has the focus."""
TIP = Qt.ItemDataRole.ToolTipRole
MOST_CHOICES = 8


def ask_what_is_this(parent: QWidget) -> None:
    """Wait for a click, or a key that asks about the focus, and say what it is; Escape ends it."""
    _Answers(parent)
    QWhatsThis.enterWhatsThisMode()


class _Answers(QObject):
    """Hears what Qt asks widgets, for as long as it waits for a click."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        app = QCoreApplication.instance()
        assert app is not None
        self._app = app
        self._asked_by_key = False
        app.installEventFilter(self)

    def eventFilter(self, thing: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in ASKED and isinstance(thing, QWidget) and isinstance(event, QHelpEvent):
            words = what_is(thing, event.pos())
            if words:
                event.accept()
                if kind == QEvent.Type.WhatsThis:
                    QWhatsThis.showText(event.globalPos(), tip(words), thing)
                return True
        elif kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            asks = event.keyCombination() in ASKING
            if asks or event.matches(QKeySequence.StandardKey.Cancel):
                # Else the key would do what it does elsewhere. Qt ends the waiting at any key.
                self._asked_by_key = asks
                event.accept()
                return True
        elif kind == QEvent.Type.Show and isinstance(thing, QMenu):
            for action in thing.actions():
                action.setWhatsThis(tip(what_does(action)))
        elif kind == QEvent.Type.LeaveWhatsThisMode:
            self._app.removeEventFilter(self)
            if self._asked_by_key:
                self._asked_by_key = False
                _say_focus(QApplication.focusWidget())
            self.deleteLater()
        return False


def _say_focus(widget: QWidget | None) -> None:
    """Say what has the focus, or what it is part of."""
    if widget is None:
        return
    at = place_of_keys(widget)
    part: QWidget | None = widget
    if isinstance(widget, QAbstractScrollArea):
        part = widget.viewport()
    while part is not None:
        words = what_is(part, at)
        if words:
            QWhatsThis.showText(part.mapToGlobal(at), tip(words), part)
            announce(widget, words)
            return
        at = part.mapToParent(at)
        part = None if part.isWindow() else part.parentWidget()


def place_of_keys(widget: QWidget) -> QPoint:
    """The point of ``widget`` that the keys are at: its current item or tab, else its middle."""
    if isinstance(widget, TipByPlace):
        return widget.place_of_keys()
    if isinstance(widget, QAbstractItemView) and widget.currentIndex().isValid():
        return widget.visualRect(widget.currentIndex()).center()
    if isinstance(widget, QTabBar):
        return widget.tabRect(widget.currentIndex()).center()
    return widget.rect().center()


def what_is(widget: QWidget, at: QPoint) -> str:
    """What a point of ``widget`` is, in plain text; empty where its parent is to answer."""
    area = widget.parentWidget()
    if isinstance(area, QAbstractScrollArea) and area.viewport() is widget:
        widget = area
    words = _at(widget, at) or widget.whatsThis() or widget.toolTip()
    if not words or aloud(words) == widget.accessibleName():
        words = _field(widget) or words or widget.accessibleDescription()
    if not words and isinstance(widget, (QLineEdit, QPlainTextEdit, QAbstractItemView)):
        words = widget.accessibleName()
    if not words and not isinstance(widget, QMainWindow):  # its title is that of a file
        words = _section(widget.windowTitle())
    return plain(words)


def what_does(action: QAction) -> str:
    """What an entry of a menu does, in plain text: its tool tip, or the help on the panel it is."""
    title = bare(action.text().partition("\t")[0])
    words = plain(action.toolTip()).partition("\t")[0]
    return words if words != title.rstrip("….") else _section(title) or title


def _at(widget: QWidget, at: QPoint) -> str:
    """What a widget of many parts says of the one at that point."""
    across = Qt.Orientation.Horizontal
    if isinstance(widget, TipByPlace):
        return widget.what_at(at)
    if isinstance(widget, QHeaderView):
        section, model = widget.logicalIndexAt(at), widget.model()
        return "" if section < 0 else _of_section(model, section, widget.orientation(), widget)
    if isinstance(widget, QAbstractItemView):
        index = widget.indexAt(at)
        if not index.isValid():
            return ""
        words = index.data(TIP)
        if not words and isinstance(widget, QTableView):
            words = _of_section(widget.model(), index.column(), across, widget)
        return str(words or "")
    if isinstance(widget, QTabBar) and (tab := widget.tabAt(at)) >= 0:
        title = bare(widget.tabText(tab))
        words = widget.tabToolTip(tab)  # a dock's is its title
        return words if words != title else _section(title)
    return ""


def _of_section(
    model: QAbstractItemModel, section: int, orientation: Qt.Orientation, widget: QWidget
) -> str:
    """What the heading of a column or row says: its tool tip, or what the table is about."""
    words = model.headerData(section, orientation, TIP)
    table = widget.parentWidget() if isinstance(widget, QHeaderView) else widget
    return str(words or ("" if table is None else table.accessibleName()))


def _field(widget: QWidget) -> str:
    """What can be chosen or typed where a field has no more to say than its name."""
    name = widget.accessibleName()
    if isinstance(widget, QComboBox):
        choices = [widget.itemText(place) for place in range(min(widget.count(), MOST_CHOICES))]
        more = ["…"] if widget.count() > MOST_CHOICES else []
        return tr("{name}: one of {choices}", name=name, choices=", ".join([*choices, *more]))
    if isinstance(widget, QSpinBox):
        low, high = widget.minimum(), widget.maximum()
        return tr("{name}: a whole number from {low:,} to {high:,}", name=name, low=low, high=high)
    return ""


def _section(title: str) -> str:
    """How the help begins to speak of the panel or the dialog with that title."""
    place = place_of(all_pages(), title)
    if place is None:
        return ""
    page, heading = place
    first = without_marks(page.section(heading).partition("\n\n")[0])
    return tr("{title}: {words}", title=heading, words=first)
