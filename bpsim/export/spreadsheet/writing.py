"""The sheets as a file, their blanks judged by hidden sheets that have what is right."""

import io
import math
from typing import Any

from bpsim.base.words import tr
from bpsim.core.packages import needed
from bpsim.core.progress import Stages
from bpsim.export.spreadsheet.sheet import Computed, Sheet, address, is_small, quoted
from bpsim.export.tolerance import tolerance_formula

LONGEST_NAME = 31
"""Of a sheet, as Excel has it."""


def written_book(sheets: list[Sheet], blanks: tuple[str, ...], stages: Stages) -> bytes:
    """The file; with blanks a hidden sheet beside each has what is right."""
    with needed("XlsxWriter", "spreadsheet", "export"):
        import xlsxwriter
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_urls": False})
    looks = {
        "head": book.add_format({"bold": True, "bg_color": "#e9edf3"}),
        "number": book.add_format({"num_format": "0.0000"}),
        "small number": book.add_format({"num_format": "0.000000"}),
        "blank": book.add_format({"bg_color": "#fff4cc", "border": 1, "num_format": "0.0000####"}),
        "right": book.add_format({"bg_color": "#c8f0d4", "font_color": "#0b5d2a"}),
        "wrong": book.add_format({"bg_color": "#ffd0cc", "font_color": "#8c1d13"}),
    }
    filling, waiting = stages.next(), set[tuple[str, str]]()
    for done, sheet in enumerate(sheets, start=1):
        _fill(book.add_worksheet(sheet.name), sheet, looks, blanks, waiting)
        filling(done, len(sheets))
    if blanks:
        names, keys = [sheet.name for sheet in sheets], stages.next()
        for done, sheet in enumerate(sheets, start=1):
            page = book.add_worksheet(key_name(sheet.name))
            _fill(page, _key_of(sheet, names), looks, (), set())
            page.hide()
            keys(done, len(sheets))
    book.close()
    return out.getvalue()


def _fill(
    page: Any,
    sheet: Sheet,
    looks: dict[str, Any],
    blanks: tuple[str, ...],
    waiting: set[tuple[str, str]],
) -> None:
    """Write the cells; those that stay empty and what is made of them are added to ``waiting``."""
    asked = sheet.left_blank(blanks)
    for (row, column), content in sheet.cells.items():
        if (row, column) in asked:
            waiting.add((sheet.name, address(row, column)))
            page.write_blank(row, column, None, looks["blank"])
            _judge(page, sheet.name, row, column, looks)
        elif (row, column) in sheet.headings:
            page.write_string(row, column, str(content), looks["head"])
        elif isinstance(content, Computed):
            value: float | str = content.value if math.isfinite(content.value) else "#NUM!"
            if content.needs(sheet.name, waiting):
                waiting.add((sheet.name, address(row, column)))
                value = ""
            look = "small number" if is_small(content.value) else "number"
            page.write_formula(row, column, f"={content}", looks[look], value)
        elif isinstance(content, str):
            page.write_string(row, column, content)
        else:
            page.write_number(row, column, content)
    page.set_column(0, 30, 12)
    page.set_landscape()
    page.fit_to_pages(1, 0)


def _judge(page: Any, name: str, row: int, column: int, looks: dict[str, Any]) -> None:
    """Green where what is filled in agrees with the key, red where it does not or is no number."""
    cell = address(row, column)
    key = f"{quoted(key_name(name))}!{cell}"
    filled = f"NOT(ISBLANK({cell}))"
    near = f"IFERROR(ABS({cell}-{key})<={tolerance_formula(key)},FALSE)"
    for look, judged in (("right", near), ("wrong", f"NOT({near})")):
        page.conditional_format(
            row, column, row, column,
            {"type": "formula", "criteria": f"=AND({filled},{judged})", "format": looks[look]},
        )  # fmt: skip


def key_name(sheet: str) -> str:
    """The name of the hidden sheet with what is right on ``sheet``."""
    return tr("Key of {sheet}", sheet=sheet)[:LONGEST_NAME]


def _key_of(sheet: Sheet, names: list[str]) -> Sheet:
    """The same sheet computed from the other keys, so that no answer of the reader counts."""
    cells: dict[tuple[int, int], float | str] = {}
    for place, content in sheet.cells.items():
        if isinstance(content, Computed):
            formula = str(content)
            for name in names:
                formula = formula.replace(f"{quoted(name)}!", f"{quoted(key_name(name))}!")
            content = Computed(formula, content.value)
        cells[place] = content
    return Sheet(key_name(sheet.name), cells, {}, sheet.headings)
