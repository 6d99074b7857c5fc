"""Tables of data in JSON: a list of records or of rows, a record a line, or columns by name."""

import json
from collections.abc import Iterable
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
    value = _unwrapped(value)
    if isinstance(value, list):
        return _of_list(value, name)
    if not isinstance(value, dict) or not value:
        return None
    if isinstance(value.get("columns"), list) and isinstance(value.get("data"), list):
        return _table(value["columns"], value["data"], name)  # as pandas splits a frame
    if all(isinstance(each, dict) for each in value.values()):
        return _of_dictionaries(value, name)
    if all(isinstance(each, list) for each in value.values()):
        return _of_columns(value, name)
    return None


def _unwrapped(value: Any) -> Any:
    """The list of flat records that is the only thing in a dictionary; else the value itself."""
    inner = next(iter(value.values())) if isinstance(value, dict) and len(value) == 1 else None
    if not isinstance(inner, list) or not all(isinstance(each, dict) for each in inner):
        return value
    return inner if all(_is_flat(each.values()) for each in inner) else value


def _of_list(value: list[Any], name: str) -> Table | None:
    """Records, or rows whose columns have no names."""
    if value and all(isinstance(each, dict) for each in value):
        return _of_records(value, name)
    if value and all(isinstance(each, list) for each in value):
        return _table([tr("column {n}", n=n) for n in range(1, len(value[0]) + 1)], value, name)
    return None


def _of_dictionaries(value: dict[str, dict[str, Any]], name: str) -> Table | None:
    """Columns with a cell for each row's key or, where only the outer keys are numbers, records."""
    inner = list(value.values())
    keys = list(inner[0])
    if not keys or not all(list(each) == keys and _is_flat(each.values()) for each in inner):
        return None
    if all(key.isdigit() for key in value) and not all(key.isdigit() for key in keys):
        return _of_records(inner, name)
    return _table(list(value), [[each[key] for each in inner] for key in keys], name)


def _of_columns(value: dict[str, list[Any]], name: str) -> Table | None:
    """Columns by name, as long as each other, unless all names are those of weights and biases."""
    columns = list(value.values())
    lengths = {len(each) for each in columns}
    weights = all(is_weights(key) or is_bias(key) for key in value)
    if weights or len(lengths) != 1 or min(lengths) < 2 or not all(map(_is_flat, columns)):
        return None
    return _table(list(value), list(zip(*columns, strict=True)), name)


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
                tr("must be a list of {width:,} cells", width=width), tr("row {n:,}", n=n)
            )
        cells.append([_cell(each, n) for each in row])
    if not cells:
        raise PlaceError(tr("the file holds no row of data"))
    return table_of([str(each) for each in heads], cells, name)


def _cell(value: Any, row: int) -> str:
    if _is_nested(value):
        shown = quoted(json.dumps(value))
        raise PlaceError(
            tr("holds {shown}, but a cell is a number or a text", shown=shown),
            tr("row {row:,}", row=row),
        )
    if isinstance(value, bool):
        return str(int(value))
    return "" if value is None else str(value)


def _is_flat(cells: Iterable[Any]) -> bool:
    return not any(map(_is_nested, cells))


def _is_nested(value: Any) -> bool:
    return isinstance(value, list | dict)
