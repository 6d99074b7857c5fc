"""The window: graph and transport in the middle, step and δ at the right, the cost below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QByteArray,
    QPoint,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QStyle, QVBoxLayout, QWidget

from bpsim.core.document import Document
from bpsim.gui.graph.view import GraphView
from bpsim.gui.program.preferences import Preferences, usual_margins
from bpsim.gui.window.appearance import Appearance

if TYPE_CHECKING:
    from PySide6.QtCore import QUrl

    from bpsim.gui.program.slices import Later
    from bpsim.gui.window.menus import Bundled
    from bpsim.gui.wiring.extra_curves import ExtraCurves
    from bpsim.gui.wiring.panels import SideWiring

DEFAULT_SIZE = QSize(1280, 800)
LAYOUT_VERSION = 4


class MainWindow(QMainWindow):
    """One open document with everything around it.

    With ``furnish`` false it shows the network and nothing else until :meth:`furnish` is called:
    a picture that is there long before all the rest is imported.
    """

    complete = Signal()
    """Everything is there, after :meth:`warm_up`."""

    def __init__(
        self, document: Document, bundled: Sequence[Bundled] = (), furnish: bool = True
    ) -> None:
        super().__init__()
        self._document = document
        self._furnished = self._unarranged = False
        self._later: Later | None = None
        self.side: SideWiring | None = None
        """The panels behind tabs, once they are there; likewise the curves beside J."""
        self.curves: ExtraCurves | None = None
        self.preferences = Preferences()
        # The views are built with the right font from the start.
        self.appearance = Appearance(self.preferences, self)
        self.appearance.apply()
        self._graph = GraphView(accessible=False)  # so that it is painted sooner
        self._restore_geometry()
        if furnish:
            self.furnish(bundled)
        else:
            self._show_graph_alone()

    def _show_graph_alone(self) -> None:
        """The network at rest, about where it is going to stand."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        margins = self.preferences.graph_margins or usual_margins(self.width())
        column.setContentsMargins(*margins)
        column.addWidget(self._graph)
        self.setCentralWidget(holder)
        self._graph.set_theme(self.appearance.theme)
        self._graph.show_network(self._document.network, self._document.examples)

    @property
    def painted(self) -> bool:
        """Whether the network has been on the screen yet."""
        return self._graph.painted

    def furnish(self, bundled: Sequence[Bundled] = ()) -> None:
        """Make everything around the graph; what stands behind tabs comes with warm_up.

        ``bundled`` are the networks that File > New offers.
        """
        for _ in self._furnishing(bundled):
            pass

    def furnish_in_view(self, bundled: Sequence[Bundled] = ()) -> None:
        """The same in slices, for a window whose graph is on the screen already."""
        from bpsim.gui.program.slices import do_in_view

        do_in_view(self._furnishing(bundled))

    def _furnishing(self, bundled: Sequence[Bundled]) -> Iterator[None]:
        from bpsim.gui.program.slices import FURNITURE, imported

        yield from imported(*FURNITURE)
        from bpsim.gui.desk.actions import Actions
        from bpsim.gui.desk.controller import Controller
        from bpsim.gui.desk.training import Training
        from bpsim.gui.window.asking import Asking
        from bpsim.gui.window.files import Files
        from bpsim.gui.window.menus import Menus
        from bpsim.gui.window.step_export import StepExport
        from bpsim.gui.wiring.views import Views
        from bpsim.gui.wiring.wiring import Wiring

        self._graph.make_accessible()
        self.controller = Controller(self._document, self)
        del self._document  # or it would be kept for as long as the window, whatever is opened
        self.training = Training(self.controller, self)
        self.files = Files(self, self.controller, self.preferences)
        self.actions_ = Actions(self)
        self.views = Views(self._graph)
        yield from self.views.making()
        # What was painted stays on the screen until everything has its place.
        self.setUpdatesEnabled(False)
        try:
            yield from self._build_middle()
            self.wiring = Wiring(
                self.controller, self.training, self.views, self.docks, self.actions_
            )
            self.wiring.connect_actions()
            self.asking = Asking(self, self.controller, self.training, self.appearance, self.views)
            self.step_export = StepExport(
                self, self.controller, self.appearance, self.files, self.preferences
            )
            self.menus = Menus(self, bundled)
            self._connect()
            yield
            self.setAcceptDrops(True)
            self.docks.arrange()
            self._default_layout = self.saveState(LAYOUT_VERSION)
            self._restore_docks()
            self.wiring.set_theme(self.appearance.theme)
            self.appearance.changed.connect(self.wiring.set_theme)
            self.appearance.changed.connect(lambda _theme: self.menus.fit_icons())
            yield
            self.wiring.show_all()
            self._show_title()
            self.views.graph.setFocus()
            self._furnished = True
            yield
        finally:
            self.setUpdatesEnabled(True)

    # --- building ---------------------------------------------------------------------------

    def _build_middle(self) -> Iterator[None]:
        from bpsim.gui.wiring.docks import Docks

        views = self.views
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(views.graph, 1)
        column.addWidget(views.transport)
        self.setCentralWidget(middle)
        views.messages.float_over(views.graph)
        self.docks = Docks(self)
        for name, panel in (("step", views.step), ("delta", views.delta), ("cost", views.cost)):
            self.docks.fill(name, panel)
            yield

    def _connect(self) -> None:
        from bpsim.gui.wiring.choices import Choices

        controller, files, actions = self.controller, self.files, self.actions_
        for name, slot in (
            ("open", lambda: files.open()),
            ("save", lambda: files.save()),
            ("save_as", lambda: files.save_as()),
            ("revert", files.revert),
            ("close", self.close),
            ("quit", self.close),
            ("undo", controller.undo_stack.undo),
            ("redo", controller.undo_stack.redo),
            ("go_to", self.asking.go_to),
            ("start_weights", self.asking.start_weights),
            ("rewind", self.wiring.keeping.rewind),
            ("hold_out_share", self.asking.hold_out_share),
            ("export_step", self.step_export.export),
            ("copy_step", self.step_export.copy),
            ("export_costs", self.asking.export_costs),
            ("dark", self.appearance.toggle),
            ("reset", self.reset),
            ("shortcuts", self.menus.show_shortcuts),
            ("about", self.menus.show_about),
        ):
            actions[name].triggered.connect(lambda _checked=False, slot=slot: slot())
        actions["stop"].triggered.connect(lambda _checked=False: self.asking.exporting.stop())
        actions["full_screen"].toggled.connect(self._set_full_screen)
        self.choices = Choices(self.preferences, actions, self.wiring)
        self.views.cost.export_requested.connect(self.asking.export_costs)
        for signal in (
            controller.undo_stack.cleanChanged,
            controller.undo_stack.indexChanged,
            controller.document_changed,
            controller.history_changed,
            files.title_changed,
        ):
            signal.connect(self._show_title)
        files.background.busy_changed.connect(self._show_title)

    # --- the title and what goes with it ----------------------------------------------------

    def _show_title(self) -> None:
        files, stack, actions = self.files, self.controller.undo_stack, self.actions_
        busy = f" ({files.busy_with}…)" if files.background.busy else ""
        self.setWindowTitle(f"{files.name}[*]{busy} — bpsim")
        self.setWindowModified(self.controller.modified)
        actions["revert"].setEnabled(files.path is not None)
        actions["undo"].setEnabled(stack.canUndo())
        actions["redo"].setEnabled(stack.canRedo())
        actions["undo"].setText(f"&Undo {stack.undoText()}".rstrip())
        actions["redo"].setText(f"&Redo {stack.redoText()}".rstrip())

    def _set_full_screen(self, on: bool) -> None:
        state = self.windowState() & ~Qt.WindowState.WindowFullScreen
        self.setWindowState(state | Qt.WindowState.WindowFullScreen if on else state)

    def reset(self) -> None:
        """Default panels, layout, text size, looks and speed."""
        self.preferences.reset()
        self.actions_["full_screen"].setChecked(False)
        self.choices.apply()
        self.appearance.apply()
        self.menus.show_appearance()
        self.restoreState(self._default_layout, LAYOUT_VERSION)
        self.docks.arrange()
        self.views.graph.fit()

    # --- the window itself ------------------------------------------------------------------

    def _restore_geometry(self) -> None:
        self.resize(DEFAULT_SIZE)
        geometry = self.preferences.layout("geometry")
        if not geometry.isEmpty():
            self.restoreGeometry(geometry)
        else:
            self._fit_screen()

    def _restore_docks(self) -> None:
        state = self.preferences.layout("docks")
        self._unarranged = state.isEmpty() or not self.restoreState(state, LAYOUT_VERSION)
        self._by_default = self._unarranged
        if self.isVisible():
            self._arrange()

    def _arrange(self) -> None:
        if self._unarranged:
            self._unarranged = False
            self.docks.arrange()

    def _fit_screen(self) -> None:
        # How high the window's title is, only the window manager knows, once it has shown it.
        title = self.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
        available = self.screen().availableSize() - QSize(0, title)
        self.resize(DEFAULT_SIZE.boundedTo(available))

    def showEvent(self, event: QShowEvent) -> None:
        """Docks take the sizes asked for only once the window has its own."""
        super().showEvent(event)
        self._arrange()

    def warm_up(self) -> None:
        """Import what is not needed for the first picture, once that is on screen."""
        from bpsim.gui.program.slices import Later

        if self._by_default:  # the panels have their own sizes only now
            self.docks.arrange()
        self._later = Later(self._warming_up(), self)
        self._later.done.connect(self.complete)

    def _warming_up(self) -> Iterator[None]:
        from bpsim.gui.program.slices import BEHIND_TABS, imported, qt_classes

        self.wiring.resume_walk()
        yield from imported(*BEHIND_TABS)
        from bpsim.gui.wiring.extra_curves import ExtraCurves
        from bpsim.gui.wiring.panels import SideWiring

        self.curves = ExtraCurves(self.controller, self.training, self.views.cost, self.preferences)
        yield
        side = SideWiring(
            self.controller, self.training, self.wiring.keeping, self.views, self.docks,
            self.wiring.editors,
        )  # fmt: skip
        yield from side.making()
        self.side = side
        side.set_theme(self.appearance.theme)
        self.appearance.changed.connect(side.set_theme)
        self.wiring.side_frame.connect(side.show_all)
        self.choices.take_up(side.matrices)
        side.examples.share_requested.connect(self.asking.hold_out_share)
        side.show_all()
        yield
        yield from qt_classes("QtCore", "QtGui", "QtWidgets")  # pyqtgraph asks for each of them
        yield from imported("pyqtgraph", "bpsim.gui.panels.cost.plot")
        self.views.cost.warm_up()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A single local file may be dropped anywhere on the window."""
        if _local_file(event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the file dropped."""
        path = _local_file(event.mimeData().urls())
        if path:
            event.acceptProposedAction()
            # The drop must end before a question may be asked.
            QTimer.singleShot(0, self, lambda: self.files.open(path))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask before unsaved work is lost, end what runs, remember the layout.

        What runs goes on while it asks, and after Cancel.
        """
        if not self._furnished:
            super().closeEvent(event)
            return
        event.ignore()  # an error that nobody expected must not close what is not saved
        if not self.files.may_discard():
            return
        event.accept()
        if self._later is not None:
            self._later.stop()
        self.controller.playback.stop()
        self.training.shut_down()
        if self.curves is not None:
            self.curves.finish()
        self.files.finish()
        self.asking.exporting.finish()
        if self.side is not None:
            self.side.finish()
        if not self.isFullScreen():
            self.preferences.set_layout("geometry", QByteArray(self.saveGeometry()))
        self.preferences.set_layout("docks", QByteArray(self.saveState(LAYOUT_VERSION)))
        self._remember_graph()
        self.appearance.restore_font()
        super().closeEvent(event)

    def _remember_graph(self) -> None:
        at, graph = self._graph.mapTo(self, QPoint(0, 0)), self._graph.size()
        right, bottom = (
            self.width() - at.x() - graph.width(),
            self.height() - at.y() - graph.height(),
        )
        self.preferences.graph_margins = (at.x(), at.y(), max(0, right), max(0, bottom))


def _local_file(urls: Sequence[QUrl]) -> str:
    return urls[0].toLocalFile() if len(urls) == 1 and urls[0].isLocalFile() else ""
