"""Makes what the documentation has from the program itself: the pages of keys and of notation.

``python -m docs.make`` writes them in each language, with ``--pictures`` the pictures as well.
"""

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from bpsim.base.language import LANGUAGE, LANGUAGES, language
from bpsim.base.words import tr
from bpsim.gui.desk.actions import TABLE as ACTIONS
from bpsim.gui.program.tips import bare
from bpsim.gui.wiring.table import ROWS
from bpsim.teach.understanding.notations import BOOKS, GLOSSARY, SOURCES
from bpsim.teach.understanding.notations import TABLE as BOOKS_TABLE

HELP = Path(__file__).parent / "help"
KEY = re.compile(r"[A-Za-z]+")
KEY_NAMES = {
    "Ctrl": tr("Ctrl"),
    "Shift": tr("Shift"),
    "Space": tr("Space"),
    "Right": tr("Right"),
    "Left": tr("Left"),
    "Home": tr("Home"),
    "End": tr("End"),
    "PgDown": tr("PgDown"),
    "PgUp": tr("PgUp"),
    "Ins": tr("Ins"),
    "Del": tr("Del"),
    "Esc": tr("Esc"),
    "Enter": tr("Enter"),
    "Return": tr("Return"),
    "arrows": tr("arrows"),
    "wheel": tr("wheel"),
}
"""As they stand on keyboards."""

ON_THE_GRAPH = (
    (tr("Click a unit"), tr("Go to the step that computes it")),
    ("Alt+arrows", tr("Select the next unit on the graph")),
    (
        "Shift+← →, Alt+Shift+← →",
        tr("Select an edge of the selected unit; then Alt+↑ ↓ for the next one"),
    ),
    (
        tr("Space on an edge"),
        tr("Choose it, or no longer, while “Which edges?” is asked; Enter checks"),
    ),
    ("Enter", tr("Go to the step that computes the selected unit")),
    (
        tr("Enter on a weight, an input or a target"),
        tr("Change its number; Tab and Shift+Tab go on to others, Esc leaves it as it was"),
    ),
    ("Ins", tr("Add a unit to the layer of the selected unit")),
    ("Del", tr("Remove the selected unit")),
    ("Shift+Ins", tr("Insert a layer after that of the selected unit")),
    ("Ctrl+wheel", tr("Zoom around the pointer")),
    (tr("Drag"), tr("Move the network")),
)
WHILE_PRESENTING = (
    ("PgDown, PgUp", tr("One step on, one step back")),
    ("H", tr("Let each result wait until Enter or PgDown asks for it")),
    ("B", tr("A black screen until the next key")),
    ("N, Shift+N", tr("The next scene, the one before")),
    ("Esc", tr("Back to the window as it was")),
)

IN_THE_EXAMPLES = (
    ("Shift+Enter", tr("Go to the selected one")),
    ("Ins", tr("Add one")),
    ("Ctrl+D", tr("Duplicate those selected")),
    ("Del", tr("Remove those selected")),
    ("Ctrl+Shift+V", tr("Paste rows as new ones")),
    ("Ctrl+H", tr("Hold those selected out of training, or take them back")),
    ("Ctrl+Shift+H", tr("Hold out a share, drawn by chance")),
)
ON_PLOTS = (
    (", .", tr("On the cost: one iteration back, one on")),
    ("+ − 0", tr("On the cost: nearer, farther, all of it")),
    ("← →", tr("On δ as a slope: move the point; with Shift farther, Home puts it back")),
    ("[ ]", tr("On the map: the unit before, the next one")),
)
ELSEWHERE = (
    ("Ctrl+1 … Ctrl+5", tr("Step size: term, unit, layer, pass, iteration")),
    (tr("← → on a row of tabs"), tr("The panel before or after")),
    (tr("F1 in a dialog"), tr("Read about the dialog")),
)


def in_the_window() -> list[tuple[str, str]]:
    """The keys of all actions and panels, and what they do."""
    actions = [(_both(entry.keys), bare(entry.text)) for entry in ACTIONS.values() if entry.keys]
    panels = [
        (row.key, tr("Panel “{title}” to the front", title=row.title)) for row in ROWS if row.key
    ]
    return [*actions, *panels, *ELSEWHERE]


def _both(keys: tuple[str, ...]) -> str:
    first, *others = keys
    return tr("{first} or {other}", first=first, other=others[0]) if others else first


def _in_words(key: str) -> str:
    """The names of keys in a text as they stand on keyboards."""
    return KEY.sub(lambda found: KEY_NAMES.get(found[0], found[0]), key)


def keys_page() -> str:
    """The page of keys."""
    return "\n\n".join((
        "# " + tr("Keys"),
        tr("On a Mac, Ctrl is ⌘ and Alt is ⌥."),
        _keys(in_the_window()),
        "## " + tr("Keys on the network"),
        _keys(ON_THE_GRAPH),
        "## " + tr("Keys while presenting"),
        _keys(WHILE_PRESENTING),
        "## " + tr("Keys in the table of examples"),
        _keys(IN_THE_EXAMPLES),
        "## " + tr("Keys on plots"),
        _keys(ON_PLOTS),
    )) + "\n"  # fmt: skip


def _keys(rows: Iterable[tuple[str, str]]) -> str:
    named = [(_in_words(key), words) for key, words in rows]
    return _table((tr("key"), tr("what it does")), named)


def notation_page() -> str:
    """The page of symbols and of what other books write for them."""
    symbols = [(e.symbol, e.name, e.meaning, e.shape, e.computed) for e in GLOSSARY.values()]
    books = [(entry.what, *entry.written) for entry in BOOKS_TABLE]
    return "\n\n".join((
        "# " + tr("Notation"),
        tr(
            "bpsim writes what Andrew Ng's course writes. **Help → Notation** has the same tables "
            "with the shapes for the network that is open."
        ),
        "## " + tr("Symbols"),
        _table(("", tr("name"), tr("meaning"), tr("shape"), tr("computed")), symbols),
        "## " + tr("Other books"),
        _table(("", *BOOKS), books),
        "\n".join(f"- {book}: {SOURCES[book]}" for book in BOOKS),
    )) + "\n"  # fmt: skip


PAGES = {"keys.md": keys_page, "notation.md": notation_page}


def _in_own_language(name: str) -> str:
    """The name of the translation of a page."""
    return name if language() == "en" else str(Path(name).with_suffix(f".{language()}.md"))


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines: list[Sequence[str]] = [headings, ["---"] * len(headings), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines
    )


def main() -> None:
    """Write the pages, and the pictures where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", action="store_true", help="make the pictures as well")
    parser.add_argument("--to", type=Path, default=HELP, help="the folder of the pages")
    parser.add_argument("--own", action="store_true", help="in the language of the process alone")
    asked = parser.parse_args()
    for name, text in PAGES.items():
        (asked.to / _in_own_language(name)).write_text(text(), "utf-8")
    if asked.own:
        return
    for key in LANGUAGES:
        if key != language():  # a process speaks one language
            command = [sys.executable, "-m", "docs.make", "--own", "--to", str(asked.to)]
            subprocess.run(command, env={**os.environ, LANGUAGE: key}, check=True)
    if asked.pictures:
        from docs.pictures import make

        make(HELP.parent)


if __name__ == "__main__":
    main()
