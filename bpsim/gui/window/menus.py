"""The menu bar and the tool bar."""

import os
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QActionGroup, QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QToolBar, QToolButton

from bpsim import __version__
from bpsim.base.words import tr
from bpsim.formats.bundled import bundled_networks
from bpsim.gui.desk.desk import Desk
from bpsim.gui.desk.modes import TIPS, Mode
from bpsim.gui.kit.controls.in_menu import in_menu
from bpsim.gui.kit.controls.segmented import Segmented
from bpsim.gui.program.preferences import OFFERED, TEXT_SIZES, THEME_NAMES
from bpsim.gui.program.tips import tip
from bpsim.gui.window.appearance import Appearance
from bpsim.gui.window.files import Files
from bpsim.gui.wiring.docks import Docks
from bpsim.gui.wiring.focus import go_to
from bpsim.gui.wiring.table import ROWS
from bpsim.steps.schedule import GRANULARITY_TIPS, GRANULARITY_WORDS, Granularity

MODE_ACTIONS = {
    "mode_watch": Mode.WATCH,
    "mode_practise": Mode.PRACTISE,
    "mode_break_it": Mode.BREAK_IT,
    "mode_lesson": Mode.LESSON,
}


class Menus:
    """Builds the menus of ``window`` and keeps the changing ones up to date."""

    def __init__(
        self,
        window: QMainWindow,
        desk: Desk,
        files: Files,
        docks: Docks,
        appearance: Appearance,
        fill_network: Callable[[QMenu], None],
    ) -> None:
        self._fill_with_network = fill_network
        self._window = window
        self.desk, self._files, self._docks = desk, files, docks
        self.scenes = QMenu(tr("&Scenes"), window)
        self._appearance = appearance
        self._theme_actions: dict[str, QAction] = {}
        self._panel_actions: dict[str, QAction] = {}
        self._size_actions: dict[int, QAction] = {}
        self._examples = QMenu(tr("&Examples"), window)
        self._examples.setToolTipsVisible(True)
        self._recent = QMenu(tr("Open &Recent"), window)
        self._network = QMenu(tr("&Network"), window)
        self._network.aboutToShow.connect(self._fill_network)
        self._build()

    def _build(self) -> None:
        actions, bar = self.desk.actions, self._window.menuBar()
        for network in bundled_networks():
            action = self._examples.addAction(network.title)
            action.setToolTip(tip(network.description))
            action.triggered.connect(partial(self._files.new, network.path))
        self._recent.aboutToShow.connect(self._fill_recent)
        file = bar.addMenu(tr("&File"))
        file.addAction(actions["new"])
        file.addMenu(self._examples)
        file.addAction(actions["open"])
        file.addMenu(self._recent)
        file.addAction(actions["import_data"])
        file.addAction(actions["import_clipboard"])
        file.addSeparator()
        for name in ("save", "save_as", "save_copy", "revert"):
            file.addAction(actions[name])
        file.addSeparator()
        file.addAction(actions["export"])
        file.addAction(actions["export_costs"])
        file.addAction(actions["print"])
        file.addSeparator()
        file.addAction(actions["close"])
        file.addAction(actions["quit"])
        edit = bar.addMenu(tr("&Edit"))
        edit.addAction(actions["undo"])
        edit.addAction(actions["redo"])
        edit.addAction(actions["history"])
        edit.addSeparator()
        edit.addMenu(self._network)
        edit.addSeparator()
        edit.addAction(actions["copy_step"])
        edit.addSeparator()
        edit.addAction(actions["hold_out_share"])
        edit.addSeparator()
        edit.addAction(actions["settings"])
        walk = bar.addMenu(tr("&Walk"))
        for name in ("play", "forward", "back", "next_pass", "previous_pass", "first", "last"):
            walk.addAction(actions[name])
        walk.addSeparator()
        self._granularities(walk.addMenu(tr("Step &size")))
        walk.addSeparator()
        for name in ("go_to", "", "run", "run_many", "stop", "", "rewind", "start_weights"):
            if name:
                walk.addAction(actions[name])
            else:
                walk.addSeparator()
        learn = bar.addMenu(tr("&Learn"))
        for name, mode in MODE_ACTIONS.items():
            learn.addAction(actions[name])
            actions.connect(name, partial(self._choose_mode, mode))
        learn.addSeparator()
        learn.addAction(actions["pull"])
        view = bar.addMenu(tr("&View"))
        for name in ("zoom_in", "zoom_out", "fit"):
            view.addAction(actions[name])
        view.addSeparator()
        self._choices(view)
        view.addAction(actions["animated"])
        view.addAction(actions["bias_delta"])
        view.addSeparator()
        panels = view.addMenu(tr("&Panels"))
        for row in (row for row in ROWS if row.in_dock and row.mode is None):
            key = QKeySequence(row.key)
            shown = key.toString(QKeySequence.SequenceFormat.NativeText)
            action = panels.addAction(f"{row.title}\t{shown}" if shown else row.title)
            action.setCheckable(True)
            action.triggered.connect(partial(self._toggle_panel, row.name))
            self._panel_actions[row.name] = action
            if not row.shown:
                learn.addAction(row.title).triggered.connect(partial(go_to, self._docks, row.name))
            if not row.key:
                continue
            to_front = QShortcut(key, self._window)
            to_front.activated.connect(partial(go_to, self._docks, row.name))
        panels.aboutToShow.connect(self._show_panels)
        view.addSeparator()
        view.addAction(actions["next_panel"])
        view.addAction(actions["previous_panel"])
        view.addSeparator()
        view.addAction(actions["present"])
        view.addAction(actions["present_there"])
        view.addMenu(self.scenes)
        view.addAction(actions["full_screen"])
        view.addAction(actions["reset"])
        help_menu = bar.addMenu(tr("&Help"))
        for name in ("help", "what_is_this", "shortcuts", "notation", "about"):
            help_menu.addAction(actions[name])
        self._tool_bar()
        self._mode_switch()

    def _tool_bar(self) -> None:
        window, actions = self._window, self.desk.actions
        bar = QToolBar(tr("Tools"), window)
        bar.setObjectName("tool_bar")
        bar.setMovable(False)
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        examples = QToolButton(bar)
        examples.setDefaultAction(actions["networks"])
        examples.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        examples.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        examples.setMenu(self._examples)
        examples.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # as Qt's own buttons of a tool bar
        actions["networks"].triggered.connect(examples.showMenu)
        bar.addAction(actions["new"])
        bar.addWidget(examples)
        for name in ("open", "save", "", "undo", "redo", "", "zoom_out", "fit", "zoom_in", "",
                     "dark", "present"):  # fmt: skip
            if not name:
                bar.addSeparator()
                continue
            bar.addAction(actions[name])
            button = bar.widgetForAction(actions[name])
            if isinstance(button, QToolButton) and name not in ("open", "save"):
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        window.addToolBar(bar)
        self.bar = bar
        self.fit_icons()

    def _mode_switch(self) -> None:
        """The modes at the right end of the menu bar, where there is room for them at any size."""
        modes = self.desk.modes
        self.mode_switch = Segmented(
            [mode.value for mode in Mode], tr("Mode"), [TIPS[mode] for mode in Mode], low=True
        )
        self.mode_switch.set_current(0)
        self.mode_switch.chosen.connect(lambda place: self._choose_mode(list(Mode)[place]))
        modes.changed.connect(lambda mode: self.mode_switch.set_current(list(Mode).index(mode)))
        self._window.menuBar().setCornerWidget(self.mode_switch)

    def fit_icons(self) -> None:
        """Icons of the tool bar as large as the text asks for."""
        # The window's own font is the old one until it has been shown.
        side = round(QFontMetrics(QApplication.font()).height() * 1.2)
        self.bar.setIconSize(QSize(side, side))

    def _granularities(self, menu: QMenu) -> None:
        group = QActionGroup(menu)
        controller = self.desk.controller
        for number, granularity in enumerate(Granularity, start=1):
            action = menu.addAction(GRANULARITY_WORDS[granularity])
            action.setCheckable(True)
            action.setShortcut(f"Ctrl+{number}")
            action.setData(granularity)
            action.setToolTip(tip(GRANULARITY_TIPS[number - 1]))
            group.addAction(action)
            action.triggered.connect(
                lambda _checked=False, chosen=granularity: controller.set_granularity(chosen)
            )

        def mark() -> None:
            for action in group.actions():
                action.setChecked(action.data() == controller.session.granularity)

        menu.aboutToShow.connect(mark)

    def _choices(self, view: QMenu) -> None:
        """Light, dark or high contrast, and the size of the text."""
        themes, sizes = view.addMenu(tr("&Colours")), view.addMenu(tr("&Text size"))
        theme_group, size_group = QActionGroup(view), QActionGroup(view)
        for name, words in THEME_NAMES.items():
            action = themes.addAction(words)
            action.setToolTip(tip(OFFERED["theme"].more))
            action.setCheckable(True)
            theme_group.addAction(action)
            action.triggered.connect(partial(self._set_theme, name))
            self._theme_actions[name] = action
        for size in TEXT_SIZES:
            action = sizes.addAction(f"{size}\u00a0%")
            action.setToolTip(tip(OFFERED["text_size"].more))
            action.setCheckable(True)
            size_group.addAction(action)
            action.triggered.connect(partial(self._set_text_size, size))
            self._size_actions[size] = action
        themes.aboutToShow.connect(self.show_appearance)
        sizes.aboutToShow.connect(self.show_appearance)

    def show_appearance(self) -> None:
        """Mark what is chosen."""
        preferences = self.desk.preferences
        self._theme_actions[preferences.theme].setChecked(True)
        self._size_actions[preferences.text_size].setChecked(True)

    def _choose_mode(self, mode: Mode) -> None:
        """Go into a mode; in it already, to its panel, which others may stand in front of."""
        modes = self.desk.modes
        if mode is not modes.mode:
            modes.choose(mode)
            return
        for row in ROWS:
            if row.mode is mode:
                go_to(self._docks, row.name)

    def _toggle_panel(self, name: str) -> None:
        self._docks.toggle(name)

    def _show_panels(self) -> None:
        for name, action in self._panel_actions.items():
            action.setChecked(not self._docks.by_name[name].isHidden())

    def _set_theme(self, name: str) -> None:
        self._appearance.set_theme(name)

    def _set_text_size(self, size: int) -> None:
        self._appearance.set_text_size(size)

    def _fill_network(self) -> None:
        self._network.clear()
        self._fill_with_network(self._network)

    def _fill_recent(self) -> None:
        self._recent.clear()
        preferences = self.desk.preferences
        for number, path in enumerate(preferences.recent, start=1):
            name = in_menu(os.path.basename(path))
            action = self._recent.addAction(f"&{number % 10}  {name}")
            action.setToolTip(tip(path))
            action.setStatusTip(path)
            action.triggered.connect(partial(self._open_recent, path))
        self._recent.setToolTipsVisible(True)
        if not preferences.recent:
            self._recent.addAction(tr("No file was opened yet")).setEnabled(False)
            return
        self._recent.addSeparator()
        forget = self._recent.addAction(tr("Forget these"))
        forget.setToolTip(tr("Take the names of these files out of the menu"))
        forget.triggered.connect(self._forget)

    def _open_recent(self, path: str) -> None:
        self._files.open(path)

    def _forget(self) -> None:
        self.desk.preferences.forget_recent()

    def open_bar(self) -> None:
        """Open the first menu."""
        bar = self._window.menuBar()
        bar.setFocus(Qt.FocusReason.MenuBarFocusReason)
        bar.setActiveAction(bar.actions()[0])

    def show_notation(self) -> None:
        """What each symbol means, and how other books write the same."""
        from bpsim.gui.dialogs.notation import show_notation

        controller = self.desk.controller
        show_notation(self._window, controller.session.document.network, controller.step)

    def show_about(self) -> None:
        """What this is."""
        from bpsim.gui.dialogs.about import show_about

        show_about(self._window, __version__)
