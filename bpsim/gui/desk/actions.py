"""Every action of the window in one table: its words, its keys, its icon."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from bpsim.gui.desk.held_keys import HeldKeys
from bpsim.gui.looks.icons import icon
from bpsim.gui.looks.theme import Theme
from bpsim.gui.program.tips import tip


@dataclass(frozen=True, slots=True)
class Entry:
    """One action: ``keys`` are shortcuts in QKeySequence's portable text, the first one shown."""

    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    tip: str = ""
    checkable: bool = False


TABLE: dict[str, Entry] = {
    "new": Entry("&New…", ("Ctrl+N",), "file-plus",
                 "Describe a network: layers, activations, cost, weights and data"),
    "networks": Entry("Examples", ("Ctrl+Alt+N",), "grid-dots",
                      "Start with one of the networks that come with bpsim"),
    "open": Entry("&Open…", ("Ctrl+O",), "folder-open",
                  "Open a network or data, of this program or another"),
    "save": Entry("&Save", ("Ctrl+S",), "device-floppy", "Save the network"),
    "save_as": Entry("Save &As…", ("Ctrl+Shift+S",)),
    "import_data": Entry("&Import data…", ("Ctrl+I",),
                         tip="Examples from a table or another program's file"),
    "import_clipboard": Entry("Import what was copied…", ("Ctrl+Alt+V",),
                              tip="A table on the clipboard as examples, columns chosen"),
    "save_copy": Entry("Save a &copy as…",
                       tip="For another program: MATLAB, NumPy, ONNX, a table, code"),
    "revert": Entry("Re&vert", tip="Go back to the file as it was saved last"),
    "close": Entry("&Close", ("Ctrl+W",)),
    "quit": Entry("&Quit", ("Ctrl+Q",)),
    "undo": Entry("&Undo", ("Ctrl+Z",), "arrow-back-up"),
    "redo": Entry("&Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "arrow-forward-up"),
    "history": Entry("&History…", ("Ctrl+Alt+Z",),
                     tip="Every edit since the file was opened, to go back to any of them"),
    "play": Entry("&Play", ("Space",), "player-play", "Let the steps follow by themselves"),
    "forward": Entry("Step &forward", ("Right",), "player-track-next"),
    "back": Entry("Step &back", ("Left",), "player-track-prev"),
    "first": Entry("F&irst step", ("Home",), "player-skip-back"),
    "last": Entry("&Last step", ("End",), "player-skip-forward"),
    "next_pass": Entry("&Next pass", ("PgDown",), tip="To the end of this pass, or of the next"),
    "previous_pass": Entry("P&revious pass", ("PgUp",)),
    "go_to": Entry("&Go to…", ("Ctrl+G",), "target", "Any step of any iteration"),
    "run": Entry("Run &one iteration", ("Ctrl+R",), "repeat"),
    "run_many": Entry("Run &to the goal", ("Ctrl+Return",),
                      tip="So many iterations, until a cost, or until stopped, as Cost says"),
    "rewind": Entry("Re&wind to the start", ("Ctrl+Shift+R",), "refresh",
                    "Back to the starting weights; undo brings the run back"),
    "start_weights": Entry("New &weights…", ("Ctrl+Shift+N",), tip="Draw weights to start from"),
    "stop": Entry("S&top", ("Esc",), "player-stop", "Stop what runs, else go back to watching"),
    "mode_watch": Entry("&Watch", ("F4",), tip="Walk through the network and train it"),
    "mode_practise": Entry("&Practise", ("F7",), tip="Values are blank, and you work them out"),
    "mode_break_it": Entry("&Break it", ("F8",), tip="A wrong algorithm beside the right one"),
    "mode_lesson": Entry("&Lesson", ("F9",), tip="Follow a text from stop to stop"),
    "zoom_in": Entry("Zoom &in", ("Ctrl++", "Ctrl+="), "zoom-in"),
    "zoom_out": Entry("Zoom &out", ("Ctrl+-",), "zoom-out"),
    "fit": Entry("&Fit the network", ("F", "Ctrl+0"), "arrows-maximize"),
    "present": Entry("&Present", ("F5",), "presentation",
                     tip="The graph and the explanation alone, large, on the whole screen"),
    "present_there": Entry("Present on the other &screen", ("Shift+F5",),
                           tip="The same on the screen that the window is not on"),
    "next_scene": Entry("&Next scene", ("N",), tip="To the next scene of the talk"),
    "previous_scene": Entry("&Previous scene", ("Shift+N",)),
    "add_scene": Entry("&Add this step as a scene", ("Ctrl+Alt+S",),
                       tip="The step on screen with its zoom, kept in the file for a talk"),
    "full_screen": Entry("F&ull screen", ("F11",), checkable=True),
    "animated": Entry("&Cause before result", checkable=True,
                      tip="Values travel along the edges before the result of a step appears"),
    "bias_delta": Entry("δ of &bias units", checkable=True,
                        tip="Compute and show the δ of bias units, which nothing uses"),
    "hold_out_share": Entry("&Hold out a share…",
                            tip="Hold a part of the examples, drawn by chance, out of training"),
    "export": Entry("&Export…", ("Ctrl+E",),
                    tip="Pictures, films, pages, worksheets, spreadsheets, slides, code and data"),
    "print": Entry("&Print…", ("Ctrl+P",),
                   tip="This step, the window, a panel or a worked solution, with a preview"),
    "copy_step": Entry("&Copy a picture of this step", ("Ctrl+Shift+E",),
                       tip="For pasting into slides"),
    "export_costs": Entry("Export the &costs…", tip="J of every iteration as CSV, PNG or SVG"),
    "dark": Entry("Light or dark", ("Ctrl+Shift+D",), "moon", "Switch between light and dark"),
    "next_panel": Entry("Next p&art of the window", ("F6",),
                        tip="Give the keys to the next panel, or to the network"),
    "previous_panel": Entry("Pre&vious part of the window", ("Shift+F6",)),
    "menu_bar": Entry("Open the &menus", ("F10",)),
    "settings": Entry("Settin&gs…", ("Ctrl+,",), "settings", "What you prefer, in one place"),
    "reset": Entry("&Reset the window", tip="Default panels, size of text and looks"),
    "pull": Entry("&Whose pull is it?", ("Alt+P",),
                  tip="What each example says about the selected weight, and what cancels"),
    "notation": Entry("&Notation…", ("Ctrl+Shift+F1",),
                      tip="What each symbol means, and how other books write it"),
    "help": Entry("&Help", ("F1",), "help", "Read about what has the focus, and search"),
    "what_is_this": Entry("&What is this?", ("Shift+F1",), "info-circle",
                          "Then click something to read what it is"),
    "shortcuts": Entry("&Keyboard shortcuts", ("Ctrl+F1",), "keyboard"),
    "about": Entry("&About bpsim"),
}  # fmt: skip


class Actions:
    """The actions by name, as attributes of a mapping; icons follow the theme."""

    def __init__(self, window: QWidget) -> None:
        self._actions: dict[str, QAction] = {}
        self._held = HeldKeys(window)
        for name, entry in TABLE.items():
            action = QAction(entry.text, window)
            action.setObjectName(name)
            action.setShortcuts([QKeySequence(keys) for keys in entry.keys])
            action.setCheckable(entry.checkable)
            words = entry.tip or entry.text.replace("&", "").rstrip("…")
            shown = QKeySequence(entry.keys[0]).toString(QKeySequence.SequenceFormat.NativeText) \
                if entry.keys else ""  # fmt: skip
            action.setToolTip(tip(f"{words} ({shown})" if shown else words))
            action.setStatusTip("")
            window.addAction(action)
            self._actions[name] = action

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def connect(self, name: str, slot: Callable[[], object]) -> None:
        """Call ``slot`` when the action is chosen, but not for the late repeats of a held key."""

        def chosen(_checked: bool = False) -> None:
            if not self._held.late:
                slot()

        self._actions[name].triggered.connect(chosen)

    def set_theme(self, theme: Theme) -> None:
        """Colour the icons."""
        for name, entry in TABLE.items():
            if entry.icon:
                self._actions[name].setIcon(icon(entry.icon, theme))
        self._actions["dark"].setIcon(icon("moon" if theme.name == "light" else "sun", theme))

    def set_playing(self, playing: bool) -> None:
        """Show Pause instead of Play while playing."""
        self._actions["play"].setText("&Pause" if playing else "&Play")
