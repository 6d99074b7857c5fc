"""Every action of the window in one table: its words, its keys, its icon."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from bpsim.base.words import tr
from bpsim.gui.desk.held_keys import HeldKeys
from bpsim.gui.looks.icons import icon
from bpsim.gui.looks.theme import Theme
from bpsim.gui.program.tips import bare, tip


@dataclass(frozen=True, slots=True)
class Entry:
    """One action: ``keys`` are shortcuts in QKeySequence's portable text, the first one shown."""

    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    tip: str = ""
    checkable: bool = False


TABLE: dict[str, Entry] = {
    "new": Entry(
        tr("&New…"),
        ("Ctrl+N",),
        "file-plus",
        tr("Describe a network: layers, activations, cost, weights and data"),
    ),
    "networks": Entry(
        tr("&Examples"),
        ("Ctrl+Alt+N",),
        "grid-dots",
        tr("Start with one of the networks that come with bpsim"),
    ),
    "open": Entry(
        tr("&Open…"),
        ("Ctrl+O",),
        "folder-open",
        tr("Open a network or data, of this program or another"),
    ),
    "save": Entry(tr("&Save"), ("Ctrl+S",), "device-floppy", tr("Save the network")),
    "save_as": Entry(
        tr("Save &As…"), ("Ctrl+Shift+S",), tip=tr("Save the network under another name")
    ),
    "import_data": Entry(
        tr("&Import data…"),
        ("Ctrl+I",),
        tip=tr("Examples from a table or another program's file"),
    ),
    "import_clipboard": Entry(
        tr("Import what was copied…"),
        ("Ctrl+Alt+V",),
        tip=tr("A table on the clipboard as examples, columns chosen"),
    ),
    "save_copy": Entry(
        tr("Save a cop&y as…"), tip=tr("For another program: MATLAB, NumPy, ONNX, a table, code")
    ),
    "revert": Entry(tr("Re&vert"), tip=tr("Go back to the file as it was saved last")),
    "close": Entry(
        tr("&Close"), ("Ctrl+W",), tip=tr("Close the window; what is not saved is asked about")
    ),
    "quit": Entry(tr("&Quit"), ("Ctrl+Q",), tip=tr("End bpsim; what is not saved is asked about")),
    "undo": Entry(tr("&Undo"), ("Ctrl+Z",), "arrow-back-up", tr("Take back the last change")),
    "redo": Entry(
        tr("&Redo"),
        ("Ctrl+Shift+Z", "Ctrl+Y"),
        "arrow-forward-up",
        tr("Make the change again that was taken back"),
    ),
    "history": Entry(
        tr("&History…"),
        ("Ctrl+Alt+Z",),
        tip=tr("Every edit since the file was opened, to go back to any of them"),
    ),
    "play": Entry(tr("&Play"), ("Space",), "player-play", tr("Let the steps follow by themselves")),
    "forward": Entry(
        tr("Step &forward"), ("Right",), "player-track-next", tr("To the next step of the walk")
    ),
    "back": Entry(
        tr("Step &back"), ("Left",), "player-track-prev", tr("To the step of the walk before")
    ),
    "first": Entry(tr("F&irst step"), ("Home",), "player-skip-back", tr("To the very first step")),
    "last": Entry(
        tr("&Last step"),
        ("End",),
        "player-skip-forward",
        tr("To the last step of the last iteration reached"),
    ),
    "next_pass": Entry(
        tr("&Next pass"), ("PgDown",), tip=tr("To the end of this pass, or of the next")
    ),
    "previous_pass": Entry(
        tr("P&revious pass"),
        ("PgUp",),
        tip=tr("To the end of the pass before"),
    ),
    "go_to": Entry(tr("&Go to…"), ("Ctrl+G",), "target", tr("Any step of any iteration")),
    "run": Entry(
        tr("Run &one iteration"),
        ("Ctrl+R",),
        "repeat",
        tr("One update of all weights, without its steps"),
    ),
    "run_many": Entry(
        tr("Run to the go&al"),
        ("Ctrl+Return",),
        tip=tr("So many iterations, until a cost, or until stopped, as Cost says"),
    ),
    "rewind": Entry(
        tr("Re&wind to the start"),
        ("Ctrl+Shift+R",),
        "refresh",
        tr("Back to the starting weights; undo brings the run back"),
    ),
    "start_weights": Entry(
        tr("New w&eights…"), ("Ctrl+Shift+N",), tip=tr("Draw weights to start from")
    ),
    "stop": Entry(
        tr("S&top"), ("Esc",), "player-stop", tr("Stop what runs, else go back to watching")
    ),
    "mode_watch": Entry(tr("&Watch"), ("F4",), tip=tr("Walk through the network and train it")),
    "mode_practise": Entry(
        tr("&Practise"), ("F7",), tip=tr("Values are blank, and you work them out")
    ),
    "mode_break_it": Entry(
        tr("&Break it"), ("F8",), tip=tr("A wrong algorithm beside the right one")
    ),
    "mode_lesson": Entry(tr("&Lesson"), ("F9",), tip=tr("Follow a text from stop to stop")),
    "zoom_in": Entry(
        tr("Zoom &in"), ("Ctrl++", "Ctrl+="), "zoom-in", tr("Show the network larger")
    ),
    "zoom_out": Entry(tr("Zoom &out"), ("Ctrl+-",), "zoom-out", tr("Show the network smaller")),
    "fit": Entry(
        tr("&Fit the network"), ("F", "Ctrl+0"), "arrows-maximize", tr("Show the whole network")
    ),
    "present": Entry(
        tr("Prese&nt"),
        ("F5",),
        "presentation",
        tip=tr("The graph and the explanation alone, large, on the whole screen"),
    ),
    "present_there": Entry(
        tr("Present on the ot&her screen"),
        ("Shift+F5",),
        tip=tr("The same on the screen that the window is not on"),
    ),
    "next_scene": Entry(tr("&Next scene"), ("N",), tip=tr("To the next scene of the talk")),
    "previous_scene": Entry(
        tr("&Previous scene"), ("Shift+N",), tip=tr("To the scene of the talk before")
    ),
    "add_scene": Entry(
        tr("&Add this step as a scene"),
        ("Ctrl+Alt+S",),
        tip=tr("The step on screen with its zoom, kept in the file for a talk"),
    ),
    "full_screen": Entry(
        tr("F&ull screen"),
        ("F11",),
        tip=tr("The window without its frame, on the whole screen"),
        checkable=True,
    ),
    "animated": Entry(
        tr("Caus&e before result"),
        checkable=True,
        tip=tr("Values travel along the edges before the result of a step appears"),
    ),
    "bias_delta": Entry(
        tr("δ of &bias units"),
        checkable=True,
        tip=tr("Compute and show the δ of bias units, which nothing uses"),
    ),
    "hold_out_share": Entry(
        tr("Hold out a &share…"),
        tip=tr("Hold a part of the examples, drawn by chance, out of training"),
    ),
    "export": Entry(
        tr("Expor&t…"),
        ("Ctrl+E",),
        tip=tr("Pictures, films, pages, worksheets, spreadsheets, slides, code and data"),
    ),
    "print": Entry(
        tr("&Print…"),
        ("Ctrl+P",),
        tip=tr("This step, the window, a panel or a worked solution, with a preview"),
    ),
    "copy_step": Entry(
        tr("&Copy a picture of this step"), ("Ctrl+Shift+E",), tip=tr("For pasting into slides")
    ),
    "export_costs": Entry(
        tr("E&xport the costs…"), tip=tr("J of every iteration as CSV, PNG or SVG")
    ),
    "dark": Entry(
        tr("Light or dark"), ("Ctrl+Shift+D",), "moon", tr("Switch between light and dark")
    ),
    "next_panel": Entry(
        tr("Next p&art of the window"),
        ("F6",),
        tip=tr("Give the keys to the next panel, or to the network"),
    ),
    "previous_panel": Entry(
        tr("Pre&vious part of the window"),
        ("Shift+F6",),
        tip=tr("Give the keys to the panel before, or to the network"),
    ),
    "menu_bar": Entry(tr("Open the &menus"), ("F10",), tip=tr("Give the keys to the menus")),
    "settings": Entry(
        tr("Settin&gs…"), ("Ctrl+,",), "settings", tr("What you prefer, in one place")
    ),
    "reset": Entry(tr("&Reset the window"), tip=tr("Default panels, size of text and looks")),
    "pull": Entry(
        tr("Whose p&ull is it?"),
        ("Alt+P",),
        tip=tr("What each example says about the selected weight, and what cancels"),
    ),
    "notation": Entry(
        tr("&Notation…"),
        ("Ctrl+Shift+F1",),
        tip=tr("What each symbol means, and how other books write it"),
    ),
    "help": Entry(tr("&Help"), ("F1",), "help", tr("Read about what has the focus, and search")),
    "what_is_this": Entry(
        tr("&What is this?"),
        ("Shift+F1",),
        "info-circle",
        tr("Then click something, or press Enter, to read what it is or what has the focus"),
    ),
    "shortcuts": Entry(
        tr("&Keyboard shortcuts"), ("Ctrl+F1",), "keyboard", tr("Read which keys there are")
    ),
    "about": Entry(tr("&About bpsim"), tip=tr("Which version this is, and what it is made of")),
}

PAUSE = Entry(tr("&Pause"), tip=tr("Stop at the step on screen; Play goes on from there"))


class Actions:
    """The actions by name, as attributes of a mapping; icons follow the theme."""

    def __init__(self, window: QWidget) -> None:
        self._actions: dict[str, QAction] = {}
        self._held = HeldKeys(window)
        for name, entry in TABLE.items():
            action = QAction(entry.text, window)
            action.setIconText(bare(entry.text))
            action.setObjectName(name)
            action.setShortcuts([QKeySequence(keys) for keys in entry.keys])
            action.setCheckable(entry.checkable)
            _say(action, entry)
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
        entry, action = PAUSE if playing else TABLE["play"], self._actions["play"]
        action.setText(entry.text)
        _say(action, entry)


def _say(action: QAction, entry: Entry) -> None:
    """Give ``action`` the tool tip of ``entry``, with its key."""
    words = entry.tip or bare(entry.text)
    key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    action.setToolTip(tip(f"{words} ({key})" if key else words))
