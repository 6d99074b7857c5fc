"""What the columns of a table are for, and the examples that this makes."""

from dataclasses import replace
from typing import Any, get_args

import numpy as np

from bpsim.base.words import tr, tr_n
from bpsim.core.arrays import Array, frozen
from bpsim.formats.content import Answers, Content, FoundScaling, Guess
from bpsim.formats.data import MOST_CLASSES, applied, required_rows
from bpsim.formats.errors import Cell, PlaceError, quoted
from bpsim.formats.pictures import scaling_of_bytes
from bpsim.formats.tables.choices import Scale, TableChoices
from bpsim.formats.tables.numbers import is_missing, numbers
from bpsim.formats.tables.patterns import spread_classes
from bpsim.formats.tables.roles import Column, roles_of
from bpsim.formats.tables.split import held_out_rows
from bpsim.formats.tables.table import TOLD_APART, WORDS, Form, laid_out

FEW_WHOLE = 12
MOST_BESIDE = 5

Outputs = tuple[Array, tuple[str, ...], tuple[str, ...]]
"""Targets, a row for each example, their names, and the classes if they are any."""


def chosen(content: Content, answers: Answers, guesses: list[Guess], notices: list[str]) -> Content:
    """The content with x and y; raises PlaceError where the table makes no examples."""
    table = content.table
    assert table is not None
    choices = table.asked(answers.table or TableChoices())
    form, found = laid_out(table, choices)
    names = found.names
    columns = [
        column_of(
            n, names[n - 1] if names else tr("column {n}", n=n), column, form, choices, notices
        )
        for n, column in enumerate(found.cells, start=1)
    ]
    if found.total:
        notices.append(
            tr(
                "The last row, {total}, sums up the others and is left out.",
                total=quoted(found.total),
            )
        )
    for words in found.beside[:MOST_BESIDE]:
        notices.append(tr("{words} stands beside the table and is left out.", words=quoted(words)))
    _say_form(form, choices, len(columns), guesses)
    roles = roles_of(columns, choices, guesses)
    inputs, targets = roles.places("input"), roles.places("target")
    if not inputs:
        raise PlaceError(tr("no column is left for the inputs"))
    x, x_names = _inputs([columns[n] for n in inputs])
    alone = not content.has_network
    y, y_names, classes = _outputs([columns[n] for n in targets], choices, alone, guesses)
    kept = _usable(x, y, choices, notices)
    x, y = x[kept], y[kept]
    _doubtful_zeros([columns[n] for n in inputs], notices)
    apart = held_out_rows(y, choices.held_out, choices.seed, stratified=bool(classes))
    rest = np.setdiff1d(np.arange(len(x)), apart)
    x = _filled(x, rest, notices)
    held_out = (frozen(x[apart]), frozen(y[apart])) if len(apart) else None
    named = roles.places("name")
    own: Any = np.array(_names(columns[named[0]]), dtype=object)[kept] if named else None
    content = replace(
        content, x=frozen(x[rest]), y=frozen(y[rest]), held_out=held_out,
        x_names=x_names, y_names=y_names, classes=classes, table=None,
    )  # fmt: skip
    if named:
        content = replace(content, names=tuple(own[rest]), held_out_names=tuple(own[apart]))
    return _scaled(content, choices, guesses)


def column_of(
    place: int,
    name: str,
    cells: Array | list[str],
    form: Form,
    choices: TableChoices,
    notices: list[str],
) -> Column:
    """The cells of the ``place``-th column as numbers, or as texts where they are none."""
    if isinstance(cells, np.ndarray):
        found: Array = cells
    else:
        read = numbers(cells, form.decimal)
        if read is None:
            known = {cell: "" if is_missing(cell) else cell.strip() for cell in set(cells)}
            return Column(place, name, None, [known[cell] for cell in cells])
        found, odd = read
        if odd:
            notices.append(_odd_words(name, odd))
    if name in choices.zeros or str(place) in choices.zeros:
        found = np.where(found == 0, np.nan, found)
    return Column(place, name, found, [])


def _odd_words(name: str, odd: list[str]) -> str:
    """That some cells hold no numbers, with the first of them."""
    first, others = quoted(odd[0]), len(odd) - 1
    if not others:
        return tr("{name}: {odd} is no number and counts as missing.", name=name, odd=first)
    return tr_n(
        "{name}: {odd} is no number and counts as missing, and so does {others:,} other cell.",
        "{name}: {odd} is no number and counts as missing, and so do {others:,} other cells.",
        others,
        name=name,
        odd=first,
        others=others,
    )


def _say_form(form: Form, choices: TableChoices, columns: int, guesses: list[Guess]) -> None:
    if choices.delimiter is None and form is not TOLD_APART:
        guesses.append(
            Guess(
                tr("the columns"),
                tr("separated by {get}", get=WORDS.get(form.delimiter, form.delimiter)),
                _form_words(form, columns),
                (),
                "delimiter",
            )
        )


def _form_words(form: Form, columns: int) -> str:
    """Why the columns are told apart so, and what else was found out on the way."""
    if form.header:
        return tr(
            "each row has {columns:,} cells then; the decimal sign is “{decimal}”, "
            "the text {encoding}, the first row holds headings",
            columns=columns,
            decimal=form.decimal,
            encoding=form.encoding,
        )
    return tr(
        "each row has {columns:,} cells then; the decimal sign is “{decimal}”, "
        "the text {encoding}, there are no headings",
        columns=columns,
        decimal=form.decimal,
        encoding=form.encoding,
    )


def _names(column: Column) -> list[str]:
    """The texts of the column that names the examples."""
    if column.numbers is None:
        return column.texts
    return ["" if np.isnan(each) else f"{each:.15g}" for each in column.numbers.tolist()]


def _inputs(columns: list[Column]) -> tuple[Array, tuple[str, ...]]:
    """Numbers as they are, a column of 0 and 1 for each kind of text."""
    arrays, names = [], []
    for each in columns:
        if each.numbers is not None:
            arrays.append(each.numbers)
            names.append(each.name)
            continue
        if len(each.kinds) > MOST_CLASSES:
            raise PlaceError(
                tr("holds {kinds:,} different texts", kinds=len(each.kinds)),
                quoted(each.name),
                Cell(0, each.number),
            )
        texts = np.array(each.texts)
        for kind in each.kinds:
            arrays.append(np.where(texts == "", np.nan, texts == kind))
            names.append(f"{each.name} = {kind}")
    if not arrays:
        raise PlaceError(tr("no column of the inputs holds a number"))
    return np.column_stack(arrays), tuple(names)


def _outputs(
    columns: list[Column], choices: TableChoices, alone: bool, guesses: list[Guess]
) -> Outputs:
    """Targets, their names and the classes: 0 and 1 for two classes, else one column for each."""
    if len(columns) > 1:
        return _several_targets(columns)
    (column,) = columns
    if column.numbers is None:
        return _of_classes(column, column.kinds, column.texts)
    values = column.numbers
    known = values[~np.isnan(values)]
    different = sorted(set(known.tolist()))
    if not _are_classes(column.name, known, choices, alone, guesses) or len(different) < 2:
        return values.reshape(-1, 1), (column.name,), ()
    texts = ["" if np.isnan(each) else f"{each:g}" for each in values.tolist()]
    return _of_classes(column, [f"{each:g}" for each in different], texts)


def _several_targets(columns: list[Column]) -> Outputs:
    """A target for each column; three and more with a single 1 in each row are classes."""
    texts = next((each for each in columns if each.numbers is None), None)
    if texts is not None:
        raise PlaceError(
            tr("holds texts, and is not the only target"), quoted(texts.name), Cell(0, texts.number)
        )
    arrays = [each.numbers for each in columns if each.numbers is not None]
    names = tuple(each.name for each in columns)
    of_classes = len(arrays) > 2 and spread_classes([arrays[0], *arrays]) == len(arrays)
    return np.column_stack(arrays), names, names if of_classes else ()


def _are_classes(
    name: str, known: Array, choices: TableChoices, alone: bool, guesses: list[Guess]
) -> bool:
    """Whether the ``known`` numbers of the targets are labels; a guess is noted.

    Two whole numbers other than 0 and 1 are labels where the table stands ``alone``; beside a
    network they may be what its outputs aim at.
    """
    if choices.classes is not None:
        return choices.classes
    whole = bool((known == np.round(known)).all())
    different = set(known.tolist())
    fewest = 2 if alone and different != {0, 1} else 3
    as_classes = whole and fewest <= len(different) <= min(FEW_WHOLE, len(known) // 3)
    if whole and fewest <= len(different) <= MOST_CLASSES:
        why = tr(
            "{column} holds {different} different whole numbers",
            column=name,
            different=len(different),
        )
        said, other = ("classes", "numbers") if as_classes else ("numbers", "classes")
        guesses.append(Guess(tr("the kind of the targets"), said, why, (other,), "classes"))
    return as_classes


def _of_classes(column: Column, kinds: list[str], texts: list[str]) -> Outputs:
    """A single column of 0 and 1 for two ``kinds``, else one column for each; "" is unknown."""
    if not 2 <= len(kinds) <= MOST_CLASSES:
        raise PlaceError(
            tr_n(
                "holds only one text; as classes 2 to {most_classes} are possible",
                "holds {kinds:,} different texts; as classes 2 to {most_classes} are possible",
                len(kinds),
                kinds=len(kinds),
                most_classes=MOST_CLASSES,
            ),
            quoted(column.name),
            Cell(0, column.number),
        )
    labels = np.array(texts)
    if len(kinds) == 2:
        single = np.where(labels == "", np.nan, labels == kinds[1])
        return single.reshape(-1, 1), (f"{column.name} = {kinds[1]}",), tuple(kinds)
    spread = np.column_stack([np.where(labels == "", np.nan, labels == kind) for kind in kinds])
    return spread, tuple(kinds), tuple(kinds)


def _usable(x: Array, y: Array, choices: TableChoices, notices: list[str]) -> Any:
    """The places of rows with their targets, and with all inputs unless the mean is put in."""
    gaps: Any = np.isnan(y).any(axis=1)
    if choices.missing == "drop":
        gaps |= np.isnan(x).any(axis=1)
    return required_rows(gaps, notices)


def _filled(x: Array, training: Any, notices: list[str]) -> Array:
    """Gaps with the mean of their column over the ``training`` rows, which alone may be seen."""
    gaps = np.isnan(x)
    if not gaps.any():
        return x
    known = ~gaps[training]
    counts = known.sum(axis=0)
    sums = np.where(known, x[training], 0.0).sum(axis=0)
    notices.append(
        tr(
            "{gaps:,} missing values of inputs became the mean of their column "
            "over the training rows.",
            gaps=int(gaps.sum()),
        )
    )
    return np.where(gaps, sums / np.maximum(counts, 1), x)


def _doubtful_zeros(columns: list[Column], notices: list[str]) -> None:
    """Say where 0 lies far from all other values, so that it may stand for a missing one."""
    found = []
    for each in columns:
        values = each.numbers
        if values is None or (values < 0).any():
            continue
        above = values[values > 0]
        zeros = int((values == 0).sum())
        if zeros and len(set(above.tolist())) > FEW_WHOLE and above.min() > 0.15 * above.max():
            found.append(tr("{each} ({zeros:,} times)", each=each.name, zeros=zeros))
    if found:
        notices.append(tr("0 may stand for a missing value in: {found}.", found=", ".join(found)))


def _scaled(content: Content, choices: TableChoices, guesses: list[Guess]) -> Content:
    x = content.x
    assert x is not None
    pixels = scaling_of_bytes(x)
    if content.scaling is not None or (
        choices.scale is None and content.has_network and not pixels
    ):
        return content  # the network knows what its inputs are
    kind = choices.scale or _guessed_scale(x, pixels is not None, guesses)
    if kind == "none":
        return content
    if kind == "range" and pixels:
        return applied(content, pixels)
    with np.errstate(over="ignore", invalid="ignore"):
        shift, scale = (x.mean(axis=0), x.std(axis=0)) if kind == "standard" else (
            x.min(axis=0), np.ptp(x, axis=0)
        )  # fmt: skip
    # Numbers so large that a float64 has no room for their deviation stay as they are.
    fits = np.isfinite(shift) & np.isfinite(scale) & (scale > 0)
    shift = np.where(fits | (scale == 0), shift, 0.0)
    return applied(content, FoundScaling(shift, np.where(fits, scale, 1.0), kind))


def _guessed_scale(x: Array, pixels: bool, guesses: list[Guess]) -> Scale:
    span = np.abs(x).max(axis=0)
    kind: Scale
    if pixels:
        kind, why = "range", tr("the inputs are pixels from 0 to 255")
    elif span.max() > 10 or span.max() > 10 * max(span.min(), 1e-300):
        kind, why = "standard", tr("the inputs are of very different size")
    else:
        kind, why = "none", tr("the inputs are of like size")
    others = tuple(each for each in get_args(Scale) if each != kind)
    guesses.append(Guess(tr("the scaling"), kind, why, others, "scale"))
    return kind
