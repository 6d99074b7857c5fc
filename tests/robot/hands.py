"""How each kind of move is made on the real window."""

import random
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDropEvent, QKeySequence, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import Shiboken

from bpsim.base.language import DIGITS, USUAL_DIGITS, Speech, choose
from bpsim.core.breakpoints import Breakpoint
from bpsim.formats.bundled import bundled_networks
from bpsim.gui.desk.actions import TABLE
from bpsim.gui.desk.modes import Mode
from bpsim.gui.program.preferences import TEXT_SIZES
from bpsim.gui.window.main_window import MainWindow
from bpsim.gui.wiring.focus import go_to
from bpsim.gui.wiring.table import ROWS
from bpsim.session.goal import Goal
from bpsim.steps.schedule import Granularity
from tests.robot.answers import KEYS, NAMES, TEXTS, parts, typed, use

PLAIN = (
    "Right", "Left", "Up", "Down", "Space", "Home", "End", "PgDown", "PgUp", "Tab", "Shift+Tab",
    "Return", "Esc", "Del", "Ins", "Shift+Ins", "Alt+Right", "Alt+Left", "Alt+Up", "Alt+Down", "B",
    "Ctrl+D", "Ctrl+C", "Ctrl+V", "Ctrl+A", "Ctrl+H", "Backspace", "1", "2", "Ctrl+1", "Ctrl+2",
    "Ctrl+3", "Ctrl+4", "Ctrl+5", "Shift+Down", "Menu", "Ctrl+Shift+V", "Shift+Return",
)  # fmt: skip
SHORTCUTS = (
    *(keys for entry in TABLE.values() for keys in entry.keys),
    *(row.key for row in ROWS if row.key),
)
SIZES = ((1280, 800), (1024, 768), (1920, 1080), (700, 500))
PASTED = ("0.5\t1\n2\t3\n", "1", "x\ty\n0,5\t1,5\n", "", "[[0.1, 0.2], [0.3, 0.4]]", "nonsense")
STEPS_FORWARD = 12


class Hands:
    """Makes moves on ``window``, with ``folder`` for the files."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self.window, self._folder = window, folder

    def make(self, kind: str, dice: random.Random) -> None:
        """Do what ``kind`` says; where there is nothing to do it to, nothing."""
        getattr(self, f"_{kind}")(dice)

    # --- keys and pointer -----------------------------------------------------------------------

    def _target(self) -> QWidget:
        return QApplication.focusWidget() or self.window

    def _key(self, dice: random.Random) -> None:
        keys = PLAIN if dice.random() < 0.6 else SHORTCUTS
        text = dice.choice(keys)
        combination = QKeySequence(text)[0]
        for _ in range(dice.choice((1, 1, 1, 3))):
            QTest.keyClick(self._target(), combination.key(), combination.keyboardModifiers())

    def _widget(self, dice: random.Random) -> QWidget:
        if dice.random() < 0.35:
            return self.window.views.graph
        return dice.choice(parts(self.window) or [self.window])

    @staticmethod
    def _point(widget: QWidget, dice: random.Random) -> QPoint:
        return QPoint(
            dice.randrange(max(1, widget.width())), dice.randrange(max(1, widget.height()))
        )

    def _place(self, dice: random.Random) -> QPoint | None:
        """The middle of a unit, a weight or a target that is drawn."""
        graph = self.window.views.graph
        rects = [rect for place in graph.places() if (rect := graph.rect_of(place)) is not None]
        return dice.choice(rects).center() if rects else None

    def _where(self, dice: random.Random) -> tuple[QWidget, QPoint]:
        widget = self._widget(dice)
        at = self._place(dice) if widget is self.window.views.graph else None
        return widget, at or self._point(widget, dice)

    def _click(self, dice: random.Random) -> None:
        widget, at = self._where(dice)
        modifier = dice.choice((Qt.KeyboardModifier.NoModifier,) * 4 + (
            Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier,
        ))  # fmt: skip
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, modifier, at)

    def _double_click(self, dice: random.Random) -> None:
        self._double_clicked(*self._where(dice))

    @staticmethod
    def _double_clicked(widget: QWidget, at: QPoint) -> None:
        """As QTest does it, and let the button go: what is held goes on for ever."""
        QTest.mouseDClick(widget, Qt.MouseButton.LeftButton, pos=at)
        if Shiboken.isValid(widget) and widget.isVisible():
            QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=at)

    def _context_menu(self, dice: random.Random) -> None:
        widget, at = self._where(dice)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, widget.mapToGlobal(at))
        QApplication.sendEvent(widget, event)

    def _drag(self, dice: random.Random) -> None:
        widget, at = self._where(dice)
        QTest.mousePress(widget, Qt.MouseButton.LeftButton, pos=at)
        for _ in range(3):
            QTest.mouseMove(widget, self._point(widget, dice))
            QApplication.processEvents()
        QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=self._point(widget, dice))

    def _wheel(self, dice: random.Random) -> None:
        widget, at = self._where(dice)
        turn = QPoint(0, dice.choice((-240, -120, 120, 240)))
        modifier = dice.choice(
            (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier)
        )
        QApplication.sendEvent(
            widget,
            QWheelEvent(
                QPointF(at), QPointF(widget.mapToGlobal(at)), QPoint(), turn,
                Qt.MouseButton.NoButton, modifier, Qt.ScrollPhase.NoScrollPhase, False,
            ),
        )  # fmt: skip

    # --- fields -----------------------------------------------------------------------------------

    def _write(self, dice: random.Random) -> None:
        widgets = [each for each in parts(self.window) if each.focusPolicy()]
        if widgets:
            widget = dice.choice(widgets)
            widget.setFocus()
            use(widget, dice)
            QTest.keyClick(self._target(), dice.choice((*KEYS, Qt.Key.Key_Escape)))

    def _edit_on_graph(self, dice: random.Random) -> None:
        at = self._place(dice)
        if at is None:
            return
        self._double_clicked(self.window.views.graph, at)
        editor = self.window.wiring["graph"].editor
        if editor.isVisible():
            typed(editor.line, dice.choice(TEXTS).replace("\n", ""))
            if dice.random() < 0.8:
                QTest.keyClick(editor.line, dice.choice((Qt.Key.Key_Return, Qt.Key.Key_Tab)))

    # --- what has a name --------------------------------------------------------------------------

    def _action(self, dice: random.Random) -> None:
        self.window.actions_[dice.choice(tuple(TABLE))].trigger()

    def _panel(self, dice: random.Random) -> None:
        name = dice.choice([row.name for row in ROWS if row.in_dock and row.mode is None])
        if dice.random() < 0.8:
            go_to(self.window.docks, name)
        else:
            self.window.docks.toggle(name)

    def _mode(self, dice: random.Random) -> None:
        self.window.modes.choose(dice.choice(tuple(Mode)))

    def _train(self, dice: random.Random) -> None:
        window = self.window
        match dice.randrange(5):
            case 0:
                window.training.run_to(Goal(dice.choice((1, 10, 300)), dice.choice((None, 0.1))))
            case 1:
                window.training.stop()
            case 2:
                window.controller.set_granularity(dice.choice(tuple(Granularity)))
                for _ in range(STEPS_FORWARD):
                    window.controller.forward()
            case 3:
                window.controller.toggle_play()
            case _:
                window.training.run(dice.choice((1, 2, 5, 40)))

    def _wait(self, dice: random.Random) -> None:
        until = time.monotonic() + dice.choice((0.0, 0.01, 0.03))
        while time.monotonic() < until:
            QApplication.processEvents()

    def _breakpoint(self, dice: random.Random) -> None:
        controller = self.window.controller
        network = controller.session.document.network
        layer = dice.randrange(2, network.depth + 1)
        if dice.random() < 0.7:
            unit = dice.randrange(1, network.layers[layer - 1] + 1)
            controller.toggle_delta_breakpoint(layer, unit)
        else:
            controller.set_breakpoints((Breakpoint("cost", below=dice.choice((0.5, 0.01))),))

    # --- files ------------------------------------------------------------------------------------

    def _path(self, dice: random.Random) -> Path:
        return dice.choice(sorted(each for each in self._folder.iterdir() if each.is_file()))

    def _open(self, dice: random.Random) -> None:
        if dice.random() < 0.4:
            self.window.files.new(dice.choice(bundled_networks()))
            return
        path = self._path(dice)
        if dice.random() < 0.5:
            self.window.files.open(str(path))
            return
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        event = QDropEvent(
            QPointF(10, 10), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        QApplication.sendEvent(self.window, event)

    def _save(self, dice: random.Random) -> None:
        if dice.random() < 0.6:
            self.window.files.save()
        else:
            self.window.files.save_as()

    def _change_on_disk(self, dice: random.Random) -> None:
        """Another program writes, damages or removes a file."""
        path = self._folder / dice.choice(NAMES[:6])
        match dice.randrange(3):
            case 0:
                path.unlink(missing_ok=True)
            case 1:
                path.write_bytes(self._path(dice).read_bytes())
            case _:
                path.write_text('{"format": "bpsim", "version": 1, "network":')

    def _come_back(self, _dice: random.Random) -> None:
        QApplication.sendEvent(self.window, QEvent(QEvent.Type.ActivationChange))

    def _keep_copy(self, dice: random.Random) -> None:
        if dice.random() < 0.5:
            self.window.autosave.write()
        else:
            self.window.autosave.keep()

    def _language(self, dice: random.Random) -> None:
        """Choose to have numbers written otherwise; once the settings close, a new process does."""
        others = [each for each in DIGITS if each != USUAL_DIGITS]
        choose(Speech(digits=dice.choice(others)))
        self.window.show_settings()

    def _clipboard(self, dice: random.Random) -> None:
        QApplication.clipboard().setText(dice.choice(PASTED))
        if dice.random() < 0.5:
            QTest.keyClick(self._target(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    # --- the window -------------------------------------------------------------------------------

    def _resize(self, dice: random.Random) -> None:
        self.window.resize(*dice.choice(SIZES))

    def _looks(self, dice: random.Random) -> None:
        if dice.random() < 0.5:
            self.window.appearance.toggle()
        else:
            self.window.appearance.set_text_size(dice.choice(TEXT_SIZES))
