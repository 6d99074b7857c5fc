"""Edits of a training set as a table: rows added, doubled, removed, pasted from a spreadsheet."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from bpsim.base.counted import counted
from bpsim.base.words import tr, tr_n
from bpsim.core.arrays import Array, frozen
from bpsim.core.examples import Examples
from bpsim.gui.kit.entry.number_entry import number_to_edit
from bpsim.gui.panels.examples.pasting import Pasted, PasteError


def table(examples: Examples) -> Array:
    """Inputs and targets side by side, shape (m, s_1 + K)."""
    return np.hstack([examples.x, examples.y])


def with_table(examples: Examples, values: Array, rows: Sequence[int]) -> Examples:
    """The training set with these rows, inputs first; ``rows`` says which each of them was."""
    inputs = examples.x.shape[1]
    return Examples(
        frozen(values[:, :inputs]), frozen(values[:, inputs:]), examples.x_names, examples.y_names,
        examples.names_of(rows),
    )  # fmt: skip


def with_new(examples: Examples) -> Examples:
    """One more example, all zeros, at the end."""
    blank = np.zeros((1, len(examples.x_names) + len(examples.y_names)))
    return with_table(examples, np.vstack([table(examples), blank]), range(len(examples) + 1))


def with_doubled(examples: Examples, rows: Sequence[int]) -> Examples:
    """Copies of ``rows`` (from 0) behind the last of them."""
    at = max(rows) + 1
    order = [*range(at), *sorted(rows), *range(at, len(examples))]
    return with_table(examples, table(examples)[order], order)


def without(examples: Examples, rows: Sequence[int]) -> Examples:
    """The training set without ``rows`` (from 0)."""
    left = sorted(set(range(len(examples))) - set(rows))
    return with_table(examples, table(examples)[left], left)


def with_pasted(examples: Examples, pasted: Pasted, row: int, column: int) -> Examples:
    """What was pasted written over the table from ``row`` and ``column`` (from 0) on.

    Whole rows that reach beyond the last example become new ones, and the headings above whole
    rows the names of the columns. Raises PasteError.
    """
    values, block = table(examples), pasted.values
    height, width = block.shape
    columns = values.shape[1]
    if column + width > columns:
        room = columns - column
        raise PasteError(
            tr_n(
                "{columns} cannot be pasted where there is only {room}.",
                "{columns} cannot be pasted where there are only {room}.",
                room,
                columns=counted(width, "column"),
                room=room,
            )
        )
    beyond = row + height - len(values)
    if beyond > 0:
        if width < columns:
            raise PasteError(
                tr(
                    "Only whole rows of {count} can become new examples; these have {width}.",
                    count=counted(columns, "number"),
                    width=width,
                )
            )
        values = np.vstack([values, np.zeros((beyond, columns))])
    values[row : row + height, column : column + width] = block
    changed = with_table(examples, values, range(len(values)))
    if not pasted.names or width < columns:
        return changed
    old = (*examples.x_names, *examples.y_names)
    names = tuple(new or before for new, before in zip(pasted.names, old, strict=True))
    inputs = len(examples.x_names)
    return replace(changed, x_names=names[:inputs], y_names=names[inputs:])


# --- text ----------------------------------------------------------------------------------


def rows_text(values: Array) -> str:
    """Rows of numbers at full precision, separated by tabs."""
    return "\n".join("\t".join(map(number_to_edit, line)) for line in values.tolist())
