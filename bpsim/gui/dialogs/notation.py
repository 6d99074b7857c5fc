"""How other books write the same, and what each symbol means."""

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from bpsim.base.words import tr
from bpsim.core.network import Network
from bpsim.gui.dialogs.mnemonics import give_keys
from bpsim.gui.dialogs.showing import accepted
from bpsim.gui.kit.controls.on_screen import resize_on_screen
from bpsim.gui.kit.table.texts import TextTable
from bpsim.gui.program.tips import tip
from bpsim.notation.formula import to_text
from bpsim.steps.step import Step
from bpsim.teach.understanding.meaning import explained, symbols_of
from bpsim.teach.understanding.notations import BOOKS, GLOSSARY, SOURCES, TABLE, shape_here


def notation_dialog(parent: QWidget, network: Network, step: Step | None = None) -> QDialog:
    """The dialog; shapes are given for ``network`` as well, the symbols of ``step`` come first."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(tr("Notation"))
    tabs = QTabWidget()
    books = _table(
        tr("The same in other books"),
        ("", *BOOKS),
        [(e.what, *e.written) for e in TABLE],
        (tr("What is written"), *(SOURCES[book] for book in BOOKS)),
    )
    rows = []
    for term in GLOSSARY.values():
        shapes = ", ".join(filter(None, (
            shape_here(term.symbol, layer, network) for layer in range(1, network.depth + 1)
        )))  # fmt: skip
        shape = (
            tr("{term_shape}; here {shapes}", term_shape=term.shape, shapes=shapes)
            if shapes
            else term.shape
        )
        rows.append((term.symbol, term.name, term.meaning, shape, term.computed))
    glossary = _table(
        tr("Glossary"), ("", tr("name"), tr("meaning"), tr("shape"), tr("computed")), rows,
        (
            tr("The symbol as formulas write it"), tr("What one calls it"),
            tr("What it stands for"), tr("How many rows and columns it has"),
            tr("When the walk computes it"),
        ),
    )  # fmt: skip
    symbols = () if step is None else symbols_of(step)
    if symbols:
        told = [(to_text(each), explained(each, network)) for each in symbols]
        here = _table(
            tr("Symbols of this step"),
            ("", tr("meaning")),
            told,
            (tr("The symbol as formulas write it"), tr("What it stands for")),
        )
        tabs.addTab(here, tr("In this step"))
        _narrow(here)
    _narrow(glossary)
    tabs.addTab(glossary, tr("Symbols"))
    tabs.addTab(books, tr("Other books"))
    for table in tabs.findChildren(TextTable):
        tabs.setTabToolTip(tabs.indexOf(table), tip(table.accessibleName()))
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    layout = QVBoxLayout(dialog)
    layout.addWidget(tabs)
    layout.addWidget(buttons)
    give_keys(dialog)
    em = dialog.fontMetrics().height()
    resize_on_screen(dialog, em * 64, em * 42)
    return dialog


def _narrow(table: TextTable) -> None:
    """Have the column of symbols take no more than they need."""
    table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)


def _table(
    name: str, headings: Sequence[str], rows: Sequence[Sequence[str]], tips: Sequence[str]
) -> TextTable:
    table = TextTable(name, headings, tips=tips, numbers=False)
    table.setWordWrap(True)
    table.show_rows(rows)
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    return table


def show_notation(parent: QWidget, network: Network, step: Step | None = None) -> None:
    """Open it; it closes with Escape."""
    accepted(notation_dialog(parent, network, step))
