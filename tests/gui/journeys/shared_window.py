"""One window for many tests: making one takes longer than most of what they do in it.

A module whose tests want it overrides the fixture::

    @pytest.fixture
    def open_window(renewed_window: Open) -> Open:
        return renewed_window

That nothing is left of the test before is tested in test_shared_window.py; what the user chose in
the code is, and tests of it have windows of their own.
"""

from weakref import WeakKeyDictionary

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QTabBar

from bpsim.core.document import Document
from bpsim.gui.desk.modes import Mode
from bpsim.gui.kit.controls.combo_box import ComboBox
from bpsim.gui.kit.controls.live_text import LiveText
from bpsim.gui.kit.table.view import TermTable
from bpsim.gui.program.unsaved import OwnCopy
from bpsim.gui.window.first_tips import FirstTips
from bpsim.gui.window.main_window import MainWindow
from bpsim.gui.wiring.break_it import BreakItWiring
from bpsim.gui.wiring.lesson import ORDER, LessonWiring
from bpsim.gui.wiring.own_numbers import OwnNumbersWiring
from bpsim.gui.wiring.practise import PractiseWiring
from bpsim.gui.wiring.table import ROWS

ARRANGED = "bpsim_arranged"
"""The property of a window that holds its arrangement before anybody has moved a panel."""
DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


class Parts:
    """What is renewed in a window, looked for once: that takes milliseconds for each kind."""

    def __init__(self, window: MainWindow) -> None:
        self.boxes = {box: box.currentIndex() for box in window.findChildren(ComboBox)}
        """With what was chosen in them when the window was new."""
        self.texts = window.findChildren(LiveText)
        self.tables = window.findChildren(TermTable)


_PARTS: WeakKeyDictionary[MainWindow, Parts] = WeakKeyDictionary()


def shown_window(document: Document, width: int, height: int) -> MainWindow:
    """A new window on ``document``, shown."""
    window = MainWindow(document)
    window.controller.playback.animated = False
    window.resize(width, height)
    window.show()
    window.activateWindow()
    _PARTS[window] = Parts(window)
    return window


def quieten(window: MainWindow) -> None:
    """End whatever runs in it."""
    window.presenting.end()
    beside_the_graph = window.views.graph.parentWidget()
    for tips in beside_the_graph.findChildren(FirstTips, options=DIRECT):
        if tips.isVisible():  # it has not ended by itself
            tips.end()
    window.tips = None
    window.training.shut_down()
    window.controller.playback.stop()
    window.modes.choose(Mode.WATCH)
    window.files.background.wait()
    window.autosave.background.wait()
    window.wiring["break_it"].background.forget()
    window.wiring["own_numbers"].background.forget()
    window.controller.saved()


def forget_learning(window: MainWindow) -> None:
    """Practice, lessons and mistakes begin anew, and nobody has brought numbers of their own."""
    for wiring in (window.wiring[row.name] for row in ROWS):
        match wiring:
            case PractiseWiring():
                wiring.log.path.unlink(missing_ok=True)
                wiring._worked_out.clear()
                wiring._kinds, wiring._kinds_chosen, wiring._seed = (), False, 0
                wiring._keep_digits(None)
            case LessonWiring():
                wiring.progresses.path.unlink(missing_ok=True)
                del wiring.paths[len(ORDER) :]
                wiring.path, wiring.pages, wiring.page, wiring._load = None, (), 0, None
            case BreakItWiring():
                wiring._problem = wiring._alongside = None
                wiring.panel.list.setCurrentRow(-1)
            case OwnNumbersWiring():
                wiring.found = wiring._problem = wiring._held_against = None
                wiring._outdated = False
                wiring._left_out = ()
                wiring.panel.text.clear()
                wiring.panel.kind.set_current(0)
                wiring.panel.example.setValue(0)
                wiring.panel.show_found(None)


def forget_choices(window: MainWindow) -> None:
    """What was chosen in the panels, and is no preference."""
    for box, chosen in _PARTS[window].boxes.items():
        box.setCurrentIndex(chosen)
    window.views.matrices.choose("")
    window.views.weight.scope.set_current(0)
    window.views.examples.table.selectionModel().clear()
    window.exporting._last = ""


def arrangement(window: MainWindow) -> str:
    """How the panels stand. To put them so again takes half of the time of renewing a window."""
    docks = [
        (name, dock.in_front and dock.geometry(), dock.isHidden(), window.dockWidgetArea(dock))
        for name, dock in window.docks.by_name.items()
    ]
    bars = [bar for bar in window.findChildren(QTabBar, options=DIRECT) if not bar.isHidden()]
    return str((docks, sorted([bar.tabText(n) for n in range(bar.count())] for bar in bars)))


def renew(window: MainWindow, document: Document, width: int, height: int) -> None:
    """Show ``document`` in it as a new window would, with settings that nobody has changed."""
    quieten(window)
    window.preferences.reset()
    window.preferences.forget_recent()
    forget_learning(window)
    forget_choices(window)
    curves = window.wiring["cost"].curves
    if curves is not None:
        curves._curves.clear()  # or what was measured of an equal document is carried over
        curves.take_preferences()
    window.autosave.copy = OwnCopy()  # in the home of this test
    window.autosave._told = False
    window.files.show_new(document)
    if window.controller.session.document != document:
        window.controller.open(document)  # with its own convention and step size
    window.resize(width, height)
    window.use_preferences()
    at_first = window.property(ARRANGED)
    if arrangement(window) != at_first:  # mostly, only other panels have come to the front
        window.docks.arrange()
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    if arrangement(window) == at_first:
        window.views.graph.fit()
    else:
        window.reset()
    window.controller.playback.animated = False
    window.views.predictions.line.clear()
    window.views.predictions.line.textEdited.emit("")
    for text in _PARTS[window].texts:
        text.forget_length()
    for table in _PARTS[window].tables:  # or columns stay as wide as for other numbers
        QApplication.sendEvent(table, QEvent(QEvent.Type.FontChange))
    window.views.graph.clearFocus()
    window.views.graph.setFocus(Qt.FocusReason.MouseFocusReason)  # without the frame for keys
    window.activateWindow()


def end(window: MainWindow) -> None:
    """Close it without a question."""
    window.controller.saved()
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, 52)  # DeferredDelete
