"""The menu bar and the tool bar."""

import os
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QActionGroup, QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QToolButton

from bpsim.base.words import tr
from bpsim.formats.bundled import bundled_networks
from bpsim.gui.desk.desk import Desk
from bpsim.gui.desk.modes import Mode
from bpsim.gui.kit.controls.access_letters import give_letters
from bpsim.gui.kit.controls.in_menu import in_menu
from bpsim.gui.kit.controls.segmented import Segmented
from bpsim.gui.program.preferences import OFFERED
from bpsim.gui.program.setting import Setting
from bpsim.gui.program.tips import tip
from bpsim.gui.window.appearance import Appearance
from bpsim.gui.window.bars import MenuBar, ToolBar
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
        self._window, self._appearance = window, appearance
        self._desk, self._files, self._docks = desk, files, docks
        self._menu_bar = MenuBar(window)
        self.scenes = QMenu(tr("&Scenes"), window)
        self._panel_actions: dict[str, QAction] = {}
        self._examples = QMenu(tr("&Examples"), window)
        self._examples.setToolTipsVisible(True)
        self._recent = QMenu(tr("Open &Recent"), window)
        self._network = QMenu(tr("&Network"), window)
        self._network.aboutToShow.connect(self._network.clear)
        self._network.aboutToShow.connect(lambda: fill_network(self._network))
        self._build()

    def _build(self) -> None:
        actions, bar = self._desk.actions, self._menu_bar
        self._window.setMenuBar(bar)
        for network in bundled_networks():
            action = self._examples.addAction(network.title)
            action.setToolTip(tip(network.description))
            action.triggered.connect(partial(self._files.new, network))
        self._recent.aboutToShow.connect(self._fill_recent)
        self._fill(
            bar.addMenu(tr("&File")),
            "new", self._examples, "open", self._recent, "import_data", "import_clipboard", "",
            "save", "save_as", "save_copy", "revert", "", "export", "export_costs", "print", "",
            "close", "quit",
        )  # fmt: skip
        self._fill(
            bar.addMenu(tr("&Edit")),
            "undo", "redo", "history", "", self._network, "", "copy_step", "", "hold_out_share", "",
            "settings",
        )  # fmt: skip
        self._fill(
            bar.addMenu(tr("&Walk")),
            "play", "forward", "back", "next_pass", "previous_pass", "first", "last", "",
            self._granularities(), "", "go_to", "run", "run_many", "stop", "", "rewind",
            "start_weights",
        )  # fmt: skip
        learn = bar.addMenu(tr("&Learn"))
        self._fill(learn, *MODE_ACTIONS, "", "pull")
        for name, mode in MODE_ACTIONS.items():
            actions.connect(name, partial(self._choose_mode, mode))
        panels = QMenu(tr("&Panels"), bar)
        self._panels(panels, learn)
        looks, choices = self._appearance, self._choices
        themes, self._theme_actions = choices(tr("&Colours"), OFFERED["theme"], looks.set_theme)
        sizes, self._size_actions = choices(
            tr("&Text size"), OFFERED["text_size"], looks.set_text_size
        )
        self._fill(
            bar.addMenu(tr("&View")),
            "zoom_in", "zoom_out", "fit", "", themes, sizes, "animated", "bias_delta", "", panels,
            "", "next_panel", "previous_panel", "", "present", "present_there", self.scenes,
            "full_screen", "reset",
        )  # fmt: skip
        self._fill(
            bar.addMenu(tr("&Help")), "help", "what_is_this", "shortcuts", "notation", "about"
        )
        for menu in (*bar.findChildren(QMenu), self._examples, self._recent, self._network):
            menu.aboutToShow.connect(partial(give_letters, menu))
        self._tool_bar()
        self._mode_switch()

    def _fill(self, menu: QMenu, *parts: str | QMenu) -> None:
        """Actions by name and menus one below the other; "" is a line between them."""
        for part in parts:
            if isinstance(part, QMenu):
                menu.addMenu(part)
            elif part:
                menu.addAction(self._desk.actions[part])
            else:
                menu.addSeparator()

    def _panels(self, panels: QMenu, learn: QMenu) -> None:
        """Each panel, to be shown or hidden; ``learn`` has those that are hidden at first, too."""
        for row in (row for row in ROWS if row.in_dock and row.mode is None):
            to_front, key = partial(go_to, self._docks, row.name), QKeySequence(row.key)
            shown = key.toString(QKeySequence.SequenceFormat.NativeText)
            action = panels.addAction(f"{row.title}\t{shown}" if shown else row.title)
            action.setCheckable(True)
            action.triggered.connect(partial(self._docks.toggle, row.name))
            self._panel_actions[row.name] = action
            if not row.shown:
                learn.addAction(row.title).triggered.connect(to_front)
            if row.key:
                QShortcut(key, self._window).activated.connect(to_front)
        panels.aboutToShow.connect(self._show_panels)

    def _tool_bar(self) -> None:
        window, actions = self._window, self._desk.actions
        bar = ToolBar(tr("Tools"), window)
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
        new = bar.widgetForAction(actions["new"])
        assert isinstance(new, QToolButton)
        bar.worded = [new, examples]
        for name in ("open", "save", "", "undo", "redo", "", "zoom_out", "fit", "zoom_in", "",
                     "dark", "present"):  # fmt: skip
            if not name:
                bar.addSeparator()
                continue
            bar.addAction(actions[name])
            button = bar.widgetForAction(actions[name])
            if isinstance(button, QToolButton) and name not in ("open", "save"):
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            elif isinstance(button, QToolButton):
                bar.worded.append(button)
        window.addToolBar(bar)
        self.bar = bar
        self._fit_icons()

    def _mode_switch(self) -> None:
        """The modes at the right end of the menu bar, where there is room for them at any size."""
        modes, tips = (
            self._desk.modes,
            [self._desk.actions[name].toolTip() for name in MODE_ACTIONS],
        )
        self.mode_switch = Segmented([mode.value for mode in Mode], tr("Mode"), tips, low=True)
        self.mode_switch.set_current(0)
        self.mode_switch.chosen.connect(lambda place: self._choose_mode(list(Mode)[place]))
        modes.changed.connect(lambda mode: self.mode_switch.set_current(list(Mode).index(mode)))
        self._menu_bar.set_switch(self.mode_switch)

    def fit(self) -> None:
        """Have both bars as the size of the text asks for."""
        self._fit_icons()
        self.bar.fit()
        self._menu_bar.fit()

    def _fit_icons(self) -> None:
        """Icons of the tool bar as large as the text asks for."""
        # The window's own font is the old one until it has been shown.
        side = round(QFontMetrics(QApplication.font()).height() * 1.2)
        self.bar.setIconSize(QSize(side, side))

    def _granularities(self) -> QMenu:
        menu, controller = QMenu(tr("Step &size"), self._window.menuBar()), self._desk.controller
        group = QActionGroup(menu)
        for number, granularity in enumerate(Granularity, start=1):
            action = group.addAction(menu.addAction(GRANULARITY_WORDS[granularity]))
            action.setCheckable(True)
            action.setShortcut(f"Ctrl+{number}")
            action.setData(granularity)
            action.setToolTip(tip(GRANULARITY_TIPS[number - 1]))
            action.triggered.connect(partial(controller.set_granularity, granularity))

        def mark() -> None:
            for action in group.actions():
                action.setChecked(action.data() == controller.session.granularity)

        menu.aboutToShow.connect(mark)
        return menu

    def _choices(
        self, title: str, setting: Setting[Any], choose: Callable[[Any], None]
    ) -> tuple[QMenu, dict[Any, QAction]]:
        """A menu of what ``setting`` may be, one of them marked, and its actions by value."""
        menu, actions = QMenu(title, self._window.menuBar()), {}
        group = QActionGroup(menu)
        for value, words in setting.values.items():
            actions[value] = action = group.addAction(menu.addAction(words))
            action.setToolTip(tip(setting.more))
            action.setCheckable(True)
            action.triggered.connect(partial(choose, value))
        menu.aboutToShow.connect(self.show_appearance)
        return menu, actions

    def show_appearance(self) -> None:
        """Mark what is chosen."""
        preferences = self._desk.preferences
        self._theme_actions[preferences.theme].setChecked(True)
        self._size_actions[preferences.text_size].setChecked(True)

    def _choose_mode(self, mode: Mode) -> None:
        """Go into a mode; in it already, to its panel, which others may stand in front of."""
        modes = self._desk.modes
        if mode is not modes.mode:
            modes.choose(mode)
            return
        for row in ROWS:
            if row.mode is mode:
                go_to(self._docks, row.name)

    def _show_panels(self) -> None:
        for name, action in self._panel_actions.items():
            action.setChecked(not self._docks.by_name[name].isHidden())

    def _fill_recent(self) -> None:
        self._recent.clear()
        preferences = self._desk.preferences
        for number, path in enumerate(preferences.recent, start=1):
            name = in_menu(os.path.basename(path))
            action = self._recent.addAction(f"&{number % 10}  {name}")
            action.setToolTip(tip(path))
            action.setStatusTip(path)
            action.triggered.connect(partial(self._files.open, path))
        self._recent.setToolTipsVisible(True)
        if not preferences.recent:
            self._recent.addAction(tr("No file was opened yet")).setEnabled(False)
            return
        self._recent.addSeparator()
        forget = self._recent.addAction(tr("Forget these"))
        forget.setToolTip(tr("Take the names of these files out of the menu"))
        forget.triggered.connect(lambda: preferences.forget_recent())

    def open_bar(self) -> None:
        """Open the first menu."""
        bar = self._window.menuBar()
        bar.setFocus(Qt.FocusReason.MenuBarFocusReason)
        bar.setActiveAction(bar.actions()[0])
