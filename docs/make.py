"""Makes what the documentation has from the program itself: the pages of keys and of notation.

``python -m docs.make`` writes them, ``python -m docs.make --pictures`` the pictures as well.
"""

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

from bpsim.gui.desk.actions import TABLE as ACTIONS
from bpsim.gui.wiring.table import ROWS
from bpsim.teach.understanding.notations import BOOKS, GLOSSARY, SOURCES
from bpsim.teach.understanding.notations import TABLE as BOOKS_TABLE

HELP = Path(__file__).parent / "help"

ON_THE_GRAPH = (
    ("Click a unit", "Go to the step that computes it"),
    ("Alt+arrows", "Select the next unit on the graph"),
    ("Alt+Shift+← →", "Select an edge of the selected unit; then Alt+↑ ↓ for the next one"),
    ("Space on an edge", "Choose it, or no longer, while “Which edges?” is asked; Enter checks"),
    ("Enter", "Go to the step that computes the selected unit"),
    ("Ins", "Add a unit to the layer of the selected unit"),
    ("Del", "Remove the selected unit"),
    ("Shift+Ins", "Insert a layer after that of the selected unit"),
    ("Ctrl+wheel", "Zoom around the pointer"),
    ("Drag", "Move the network"),
)
WHILE_PRESENTING = (
    ("PgDown, PgUp", "One step on, one step back"),
    ("H", "Let each result wait until Enter or PgDown asks for it"),
    ("B", "A black screen until the next key"),
    ("N, Shift+N", "The next scene, the one before"),
    ("Esc", "Back to the window as it was"),
)

IN_THE_EXAMPLES = (
    ("Shift+Enter", "Go to the selected one"),
    ("Ins", "Add one"),
    ("Ctrl+D", "Duplicate those selected"),
    ("Del", "Remove those selected"),
    ("Ctrl+Shift+V", "Paste rows as new ones"),
    ("Ctrl+H", "Hold those selected out of training, or take them back"),
    ("Ctrl+Shift+H", "Hold out a share, drawn by chance"),
)
ELSEWHERE = (
    ("Ctrl+1 … Ctrl+5", "Step size: term, unit, layer, pass, iteration"),
    ("← → on a row of tabs", "The panel before or after"),
    ("F1 in a dialog", "Read about the dialog"),
)


def in_the_window() -> list[tuple[str, str]]:
    """The keys of all actions and panels, and what they do."""
    actions = [
        (" or ".join(entry.keys), entry.text.replace("&", "").rstrip("…"))
        for entry in ACTIONS.values()
        if entry.keys
    ]
    panels = [(row.key, f"Panel “{row.title}” to the front") for row in ROWS if row.key]
    return [*actions, *panels, *ELSEWHERE]


def keys_page() -> str:
    """The page of keys."""
    return "\n\n".join((
        "# Keys",
        "On a Mac, Ctrl is ⌘ and Alt is ⌥.",
        _table(("key", "what it does"), in_the_window()),
        "## Keys on the network",
        _table(("key", "what it does"), ON_THE_GRAPH),
        "## Keys while presenting",
        _table(("key", "what it does"), WHILE_PRESENTING),
        "## Keys in the table of examples",
        _table(("key", "what it does"), IN_THE_EXAMPLES),
    )) + "\n"  # fmt: skip


def notation_page() -> str:
    """The page of symbols and of what other books write for them."""
    symbols = [(e.symbol, e.name, e.meaning, e.shape, e.computed) for e in GLOSSARY.values()]
    books = [(entry.what, *entry.written) for entry in BOOKS_TABLE]
    return "\n\n".join((
        "# Notation",
        "bpsim writes what Andrew Ng's course writes. **Help → Notation** has the same tables with "
        "the shapes for the network that is open.",
        "## Symbols",
        _table(("", "name", "meaning", "shape", "computed"), symbols),
        "## Other books",
        _table(("", *BOOKS), books),
        "\n".join(f"- {book}: {SOURCES[book]}" for book in BOOKS),
    )) + "\n"  # fmt: skip


PAGES = {"keys.md": keys_page, "notation.md": notation_page}


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines: list[Sequence[str]] = [headings, ["---"] * len(headings), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines
    )


def main() -> None:
    """Write the pages, and the pictures where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", action="store_true", help="make the pictures as well")
    asked = parser.parse_args()
    for name, text in PAGES.items():
        (HELP / name).write_text(text(), "utf-8")
    if asked.pictures:
        from docs.pictures import make

        make(HELP.parent)


if __name__ == "__main__":
    main()
