"""The window: graph and transport in the middle, the explanation at the right, the cost below."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStyle, QVBoxLayout, QWidget

from bpsim.base.language import changed
from bpsim.base.words import tr
from bpsim.core.document import Document
from bpsim.gui.graph.view import GraphView
from bpsim.gui.kit.controls.in_menu import in_menu
from bpsim.gui.program.preferences import Preferences
from bpsim.gui.program.soon import Soon
from bpsim.gui.window.appearance import Appearance
from bpsim.gui.window.first_picture import margins_around, usual_margins

if TYPE_CHECKING:
    from bpsim.gui.desk.modes import Mode

DEFAULT_SIZE = QSize(1280, 800)


class MainWindow(QMainWindow):
    """One open document with everything around it.

    With ``furnish`` false it shows the network and nothing else until :meth:`furnish` is called:
    a picture that is there long before all the rest is imported.
    """

    def __init__(
        self,
        document: Document,
        furnish: bool = True,
        preferences: Preferences | None = None,
    ) -> None:
        super().__init__()
        self._document = document
        self._furnished = self._unarranged = False
        self._keeps: bool | None = None
        """Whether what is not saved is kept as the window ends without asking; None: it asks."""
        self.tips: QWidget | None = None
        self._looks_again = Soon(self, self._look_again)
        self.preferences = preferences or Preferences()
        # The views are built with the right font from the start.
        self.appearance = Appearance(self.preferences, self)
        self.appearance.apply()
        self._graph = GraphView(accessible=False)  # so that it is painted sooner
        self._restore_geometry()
        if furnish:
            self.furnish()
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
        self._graph.show_network(self._document.network, self._document.examples)

    @property
    def painted(self) -> bool:
        """Whether the network has been on the screen yet."""
        return self._graph.painted

    def furnish(self) -> None:
        """Import and make everything around the graph."""
        from bpsim.gui.desk.actions import Actions
        from bpsim.gui.desk.controller import Controller
        from bpsim.gui.desk.desk import Desk
        from bpsim.gui.desk.modes import Modes
        from bpsim.gui.desk.training import Training
        from bpsim.gui.window.autosave import Autosave
        from bpsim.gui.window.dialog_actions import DialogActions
        from bpsim.gui.window.exchange import Exchange
        from bpsim.gui.window.exporting import Exporting
        from bpsim.gui.window.files import Files
        from bpsim.gui.window.help import Help
        from bpsim.gui.window.menus import Menus
        from bpsim.gui.window.step_export import StepExport
        from bpsim.gui.wiring.docks import Docks
        from bpsim.gui.wiring.lesson_links import LessonLinks
        from bpsim.gui.wiring.wiring import Wiring

        self._graph.make_accessible()
        self.controller = Controller(self._document, self)
        del self._document  # or it would be kept for as long as the window, whatever is opened
        self.training = Training(self.controller, self)
        self.actions_ = Actions(self)
        self.modes = Modes(self.controller, self.training)
        self.desk = desk = Desk(
            self.controller, self.training, self.actions_, self.preferences, self.modes
        )
        # Before anything else that the key does: it leaves a mode only where nothing runs.
        self.actions_.connect("stop", self.modes.escape)
        # What was painted stays on the screen until everything has its place.
        self.setUpdatesEnabled(False)
        try:
            self.docks = Docks(self, self._graph)
            self.modes.changed.connect(self._show_mode)
            self.wiring = Wiring(desk, self.docks, self._graph)
            self.views = self.wiring.views
            self.lesson_links = LessonLinks(desk, self.wiring, self.docks)
            self.files = Files(self, self.controller, self.preferences)
            self.autosave = Autosave(self.files, self.controller, self.preferences)
            self.dialog_actions = DialogActions(self, desk)
            self.step_export = StepExport(
                self, self.controller, self.appearance, self.files, self.preferences
            )
            self.exchange = Exchange(self, self.controller, self.files)
            self.exporting = Exporting(
                self, self.controller, self.docks, self.step_export, self.appearance
            )
            self.help = Help(self, self.controller)
            self.menus = Menus(
                self, desk, self.files, self.docks, self.appearance,
                self.wiring["graph"].building.fill_network,
            )  # fmt: skip
            self._connect()
            self.appearance.style()
            self.setAcceptDrops(True)
            self.docks.arrange()
            if self.isVisible():  # docks can be seen, and take sizes, only once they have a place
                QCoreApplication.sendPostedEvents()
            self._default_layout = self.docks.state()
            self._restore_docks()
            self.docks.modes.show_mode(self.modes.mode)
            for signal in (self.controller.changed, self.controller.selection_changed):
                signal.connect(self.wiring.cover)
            self.actions_.set_theme(self.appearance.theme)
            self.appearance.changed.connect(self.actions_.set_theme)
            self.appearance.changed.connect(lambda _theme: self.menus.fit())
            self.appearance.changed.connect(lambda _theme: self.docks.fit())
            self.wiring.show_all()
            self._show_title()
            self._graph.setFocus()
            self._furnished = True
        finally:
            self.setUpdatesEnabled(True)

    def begin(self) -> None:
        """Everything is on the screen: go to where the walk stood when the file was saved."""
        if self._by_default:  # the panels have their own sizes only now
            self.docks.arrange()
        else:
            self.docks.fit()
        self.wiring.resume_walk()

    def welcome(self) -> None:
        """Say once, to whoever opens the program for the first time, what one can do here."""
        if not self.preferences.welcomed:
            from bpsim.gui.window.first_tips import FirstTips

            self.tips = FirstTips(self._graph, self.views.messages, self.desk)
            self.tips.make_way(self.presenting)
            self.tips.ended.connect(self.docks.fit)  # there is room that they had
            self.preferences.welcomed = True

    def _connect(self) -> None:
        """The window's own actions; those of a panel are connected with the panel."""
        from bpsim.gui.dialogs.history import show_history
        from bpsim.gui.window.new_document import new_document
        from bpsim.gui.window.presenting import Presenting
        from bpsim.gui.window.scenes import Scenes
        from bpsim.gui.wiring.focus import go_round

        controller, files, actions = self.controller, self.files, self.actions_
        costs = self.wiring["cost"]
        for name, slot in (
            ("new", lambda: new_document(self, files, self.preferences)),
            ("open", lambda: files.open()),
            ("save", lambda: files.save()),
            ("save_as", lambda: files.save_as()),
            ("save_copy", self.exchange.save_copy),
            ("import_clipboard", self.exchange.import_clipboard),
            ("import_data", lambda: self.exchange.import_data()),
            ("revert", files.revert),
            ("close", self.close),
            ("quit", self.close),
            ("undo", controller.undo_stack.undo),
            ("redo", controller.undo_stack.redo),
            ("history", lambda: show_history(self, controller.undo_stack)),
            ("go_to", self.dialog_actions.go_to),
            ("start_weights", self.dialog_actions.start_weights),
            ("rewind", controller.keeping.rewind),
            ("hold_out_share", self.dialog_actions.hold_out_share),
            ("export", lambda: self.exporting.ask()),
            ("export_costs", lambda: self.exporting.export_costs(costs.prepared_export)),
            ("print", lambda: self.exporting.ask(printing=True)),
            ("copy_step", lambda: self.step_export.copy()),
            ("dark", self.appearance.toggle),
            ("next_panel", lambda: go_round(self.docks, 1)),
            ("previous_panel", lambda: go_round(self.docks, -1)),
            ("menu_bar", self.menus.open_bar),
            ("settings", self.show_settings),
            ("reset", self.reset),
            ("help", self.help.open),
            ("what_is_this", self.help.what_is_this),
            ("shortcuts", self.help.show_keys),
            ("notation", self.help.show_notation),
            ("about", self.help.show_about),
        ):
            actions.connect(name, slot)
        self.presenting = Presenting(self, controller, self.docks, self.wiring, self.appearance)
        actions.connect("present", self.presenting.toggle)
        actions.connect("present_there", self.presenting.begin_there)
        self.scenes = Scenes(self, self.desk, self.docks, self._graph, self.presenting)
        self.menus.scenes.aboutToShow.connect(lambda: self.scenes.fill(self.menus.scenes))
        actions["full_screen"].toggled.connect(self._set_full_screen)
        for signal in (
            controller.undo_stack.cleanChanged,
            controller.undo_stack.indexChanged,
            controller.document_changed,
            controller.history_changed,
            files.title_changed,
        ):
            signal.connect(self._show_title)
        files.background.busy_changed.connect(self._show_title)

    def _show_mode(self, mode: Mode) -> None:
        from bpsim.gui.desk.modes import Mode

        self.docks.modes.show_mode(mode)
        if mode is Mode.WATCH:
            self._graph.setFocus()

    # --- the title and what goes with it ----------------------------------------------------

    def _show_title(self) -> None:
        files, stack, actions = self.files, self.controller.undo_stack, self.actions_
        busy = f" ({files.background.doing}…)" if files.background.doing else ""
        self.setWindowTitle(tr("{files}[*]{busy} — bpsim", files=files.name, busy=busy))
        self.setWindowModified(self.controller.modified)
        actions["revert"].setEnabled(files.path is not None)
        actions["undo"].setEnabled(stack.canUndo())
        actions["redo"].setEnabled(stack.canRedo())
        undone, redone = in_menu(stack.undoText()), in_menu(stack.redoText())
        actions["undo"].setText(tr("&Undo {what}", what=undone) if undone else tr("&Undo"))
        actions["redo"].setText(tr("&Redo {what}", what=redone) if redone else tr("&Redo"))

    def _set_full_screen(self, on: bool) -> None:
        state = self.windowState() & ~Qt.WindowState.WindowFullScreen
        self.setWindowState(state | Qt.WindowState.WindowFullScreen if on else state)

    def show_settings(self) -> None:
        """Ask what the user prefers."""
        from bpsim.gui.dialogs.settings import show_settings

        show_settings(self, self.preferences, self.use_preferences, self.reset)
        if changed():
            from bpsim.gui.window.another_language import begin_anew

            begin_anew(self.files, self.controller, self.end_at_once)

    def use_preferences(self) -> None:
        """Use what has just been chosen, or reset."""
        self.wiring.take_preferences()
        self.appearance.apply()
        self.menus.show_appearance()

    def reset(self) -> None:
        """Default panels, layout, text size, looks and speed."""
        self.preferences.reset()
        self.actions_["full_screen"].setChecked(False)
        self.use_preferences()
        self.docks.restore(self._default_layout)
        self.menus.bar.show()
        self.docks.arrange()
        self.docks.modes.show_mode(self.modes.mode)
        self._graph.fit()

    # --- the window itself ------------------------------------------------------------------

    def _restore_geometry(self) -> None:
        self.resize(DEFAULT_SIZE)
        geometry = self.preferences.layout("geometry")
        if not geometry.isEmpty():
            self.restoreGeometry(geometry)
        if not self.windowState():  # the screen may be smaller than the last one
            self._fit_screen()

    def _restore_docks(self) -> None:
        state = self.preferences.layout("docks")
        self._unarranged = state.isEmpty() or not self.docks.restore(state)
        if not self._unarranged:
            self.docks.right.recall(self.preferences.docks_at_right)
        self.menus.bar.show()
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
        room = self.screen().availableGeometry().adjusted(0, title, 0, 0)
        self.resize(self.size().boundedTo(room.size()))
        if not room.contains(self.geometry()) and self.pos() != QPoint(0, 0):
            self.move(room.topLeft())

    def showEvent(self, event: QShowEvent) -> None:
        """Docks take the sizes asked for only once the window has its own."""
        super().showEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key that means nothing else shows the result of a step that is on its way."""
        if self._furnished:
            self.controller.playback.complete()
        super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes on as one reads."""
        if self._furnished:
            self.docks.order_for_tab()
        return super().focusNextPrevChild(next)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A local file, or a few that belong together, may be dropped anywhere on the window."""
        from bpsim.gui.window.file_names import dropped_files

        if dropped_files(event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what is dropped."""
        from bpsim.gui.window.file_names import dropped_files

        paths = dropped_files(event.mimeData().urls())
        if paths:
            event.acceptProposedAction()
            # The drop must end before a question may be asked.
            Soon(self, partial(self.files.open, *paths)).start()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask before unsaved work is lost, end what runs, remember the layout.

        What runs goes on while it asks, and after Cancel.
        """
        from bpsim.gui.desk.modes import Mode

        if not self._furnished:
            super().closeEvent(event)
            return
        event.ignore()  # an error that nobody expected must not close what is not saved
        if self._keeps is None and not self.files.may_discard():
            return
        event.accept()
        self.presenting.end()
        self.wiring.finish()
        self.files.finish()
        self.autosave.finish(keep=bool(self._keeps))
        if not self.isFullScreen():
            self.preferences.set_layout("geometry", QByteArray(self.saveGeometry()))
        self.docks.modes.show_mode(Mode.WATCH)  # or the next window would have to have room for it
        self.preferences.docks_at_right = self.docks.right.kept()  # may give heights back
        self.preferences.set_layout("docks", self.docks.state())
        self.preferences.graph_margins = margins_around(self._graph, self)
        self.preferences.write()
        self.appearance.restore_font()
        super().closeEvent(event)

    def end_at_once(self, keep: bool = True) -> None:
        """End without a question; to ``keep`` what is not saved is left to the next start."""
        if keep:
            self.keep_unsaved()
        self._keeps = keep
        self.close()

    def keep_unsaved(self, *_session: object) -> None:
        """The session of the desktop may be about to end."""
        if self._furnished:
            self.autosave.keep()

    def changeEvent(self, event: QEvent) -> None:
        """Whoever comes back to the window may have changed the file elsewhere."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and self._furnished:
            self._looks_again.start()

    def _look_again(self) -> None:
        if self.isActiveWindow() and QApplication.activeModalWidget() is None:
            self.files.look_again()
