"""Tables of data in JSON: a list of records or of rows, a record a line, or columns by name."""

import json
from typing import Any

from bpsim.base.words import tr
from bpsim.formats.errors import PlaceError, quoted
from bpsim.formats.json_text import parse
from bpsim.formats.limits import Budget
from bpsim.formats.naming import is_bias, is_weights
from bpsim.formats.tables.choices import Table, table_of

KIND = tr("JSON file of data")


def parsed(data: bytes) -> Any:
    """The value in the file, a list where each line is a record; raises PlaceError."""
    lines = [line for line in data.removeprefix(b"\xef\xbb\xbf").split(b"\n") if line.strip()]
    if len(lines) > 1 and all(_is_record(line) for line in lines):
        return [parse(line) for line in lines]
    return parse(data)


def _is_record(line: bytes) -> bool:
    line = line.strip()
    return line.startswith(b"{") and line.endswith(b"}")


def table_in(value: Any, name: str) -> Table | None:
    """The table that a value holds, None where it is another thing; raises PlaceError."""
    if isinstance(value, dict) and len(value) == 1:
        (inner,) = value.values()
        records = isinstance(inner, list) and all(isinstance(each, dict) for each in inner)
        if records and not any(_is_nested(one) for each in inner for one in each.values()):
            value = inner
    if isinstance(value, list):
        if value and all(isinstance(each, dict) for each in value):
            return _of_records(value, name)
        if value and all(isinstance(each, list) for each in value):
            return _table([tr("column {n}", n=n) for n in range(1, len(value[0]) + 1)], value, name)
        return None
    if not isinstance(value, dict) or not value:
        return None
    if isinstance(value.get("columns"), list) and isinstance(value.get("data"), list):
        return _table(value["columns"], value["data"], name)  # as pandas splits a frame
    columns = list(value.values())
    if all(isinstance(each, dict) and each for each in columns):
        keys = list(columns[0])
        if all(list(each) == keys and not any(map(_is_nested, each.values())) for each in columns):
            if all(key.isdigit() for key in value) and not all(key.isdigit() for key in keys):
                return _of_records(columns, name)
            return _table(list(value), [[each[key] for each in columns] for key in keys], name)
    named = all(is_weights(key) or is_bias(key) for key in value)
    if not named and all(isinstance(each, list) and len(each) > 1 for each in columns):
        flat = not any(_is_nested(one) for each in columns for one in each)
        if flat and len(set(map(len, columns))) == 1:
            return _table(list(value), list(zip(*columns, strict=True)), name)
    return None


def _of_records(records: list[dict[str, Any]], name: str) -> Table:
    heads = list(dict.fromkeys(key for each in records for key in each))
    return _table(heads, [[each.get(key) for key in heads] for each in records], name)


def _table(heads: list[Any], rows: Any, name: str) -> Table:
    width = len(heads)
    Budget().take((len(rows), width), tr("the table"))
    cells = []
    for n, row in enumerate(rows, start=1):
        if not isinstance(row, list | tuple) or len(row) != width:
            raise PlaceError(
                tr("row {n:,}", n=n), tr("must be a list of {width:,} cells", width=width)
            )
        cells.append([_cell(each, n) for each in row])
    if not cells:
        raise PlaceError("", tr("the file holds no row of data"))
    return table_of([str(each) for each in heads], cells, name)


def _cell(value: Any, row: int) -> str:
    if _is_nested(value):
        shown = quoted(json.dumps(value))
        raise PlaceError(
            tr("row {row:,}", row=row),
            tr("holds {shown}, but a cell is a number or a text", shown=shown),
        )
    if isinstance(value, bool):
        return str(int(value))
    return "" if value is None else str(value)


def _is_nested(value: Any) -> bool:
    return isinstance(value, list | dict)
