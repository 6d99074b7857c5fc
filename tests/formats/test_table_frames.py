"""What stands around a table in a file: titles, remarks, rules and brackets are no data."""

import numpy as np
import pytest

from bpsim.formats.assemble import assembled
from bpsim.formats.content import Answers, Opened
from bpsim.formats.errors import Cell, FormatError, PlaceError
from bpsim.formats.registry import FORMATS, made_of
from bpsim.formats.tables.choices import TableChoices
from bpsim.formats.tables.frame import framed
from bpsim.formats.tables.preview import preview_of_refused
from bpsim.formats.tables.table import read

X, Y = [[1.0, 2.5], [3.0, 4.0], [5.0, 6.0]], [[0.0], [1.0], [1.0]]
ROWS = "1,2.5,0\n3,4,1\n5,6,1\n"


def opened(text: str) -> Opened:
    return assembled(read(text.encode(), "data.txt"), Answers(table=TableChoices()))


@pytest.mark.parametrize(
    "text",
    [
        "Made in 2026 by me\n\na,b,y\n" + ROWS,
        "Made,,\n,,\na,b,y\n" + ROWS,
        "a,b,y\n" + ROWS + "\nSource: mine\n",
        "a,b,y\n" + ROWS + ",,\n,,\nmine,,\n",
        "# made\n# a b y\n" + ROWS.replace(",", " "),
        "# a,b,y\n" + ROWS,
        "| a | b | y |\n|---|:-:|--:|\n| 1 | 2.5 | 0 |\n| 3 | 4 | 1 |\n| 5 | 6 | 1 |\n",
        "=== === ===\na b y\n=== === ===\n" + ROWS.replace(",", " ") + "=== === ===\n",
        " a | b | y\n---+---+---\n" + ROWS.replace(",", " | ") + "(3 rows)\n",
    ],
    ids=[
        *("title", "padded", "remark", "padded below", "NumPy, blanks", "NumPy, commas"),
        *("Markdown", "rules", "a data base"),
    ],
)
def test_the_table_is_found(text: str) -> None:
    document = opened(text).document
    assert document is not None
    assert document.examples.x_names + document.examples.y_names == ("a", "b", "y")
    np.testing.assert_array_equal(document.examples.x, X)
    np.testing.assert_array_equal(document.examples.y, Y)


@pytest.mark.parametrize(
    "text",
    [
        "[1, 2.5, 0]\n[3, 4, 1]\n[5, 6, 1]\n",
        "[[1.  2.5 0. ]\n [3.  4.  1. ]\n [5.  6.  1. ]]",
        "[[1, 2.5, 0],\n [3, 4, 1],\n [5, 6, 1]]",
        "[1 2.5 0; 3 4 1; 5 6 1]",
        "[1, 2.5, 0;\n 3, 4, 1;\n 5, 6, 1];\n",
        "array([[1. , 2.5, 0. ],\n       [3. , 4. , 1. ],\n       [5. , 6. , 1. ]], dtype=float32)",
        "x = tensor([[1.0, 2.5, 0.0],\n        [3.0, 4.0, 1.0],\n        [5.0, 6.0, 1.0]])\n",
        "A = [1 2.5 0\n 3 4 1\n 5 6 1];",
    ],
    ids=["Python", "NumPy", "nested", "MATLAB", "MATLAB, lines", "array", "tensor", "assigned"],
)
def test_printed_matrices_are_rows(text: str) -> None:
    document = opened(text).document
    assert document is not None
    np.testing.assert_array_equal(document.examples.x, X)
    np.testing.assert_array_equal(document.examples.y, Y)


def test_what_numpy_prints_is_no_json() -> None:
    json = next(each for each in FORMATS if each.suffixes == (".json",))
    from bpsim.formats import json_weights

    assert json.module == json_weights.__name__
    for text in (b"[[1.  2.5]\n [3. 4.]]", b"[[-1e-3 2]]", b"[1, 2]\n[3, 4]"):
        assert not json_weights.match(text, "m.txt")
    for text in (b"[[1, 2], [3, 4]]", b"[[1]]", b'[["a", 1]]', b"[[[1 ,2]]]", b"[[1.5\n, 2]]"):
        assert json_weights.match(text, "m.txt")


def test_what_is_left_out_is_said() -> None:
    notices = opened("Made by me\n\na,b,y\n" + ROWS + "Source: mine\n").notices
    assert "“Made by me” stands beside the table and is left out." in notices
    assert "“Source: mine” stands beside the table and is left out." in notices


@pytest.mark.parametrize(
    "rows",
    [
        [["a", "b", "c"], ["x", "y", "z"]],
        [["b", "c"], ["1", "2", "3"], ["2", "3", "4"]],
        [["a", "y"], ["1", "?"], ["x"]],
        [["x", "y"], ["", "5"]],
        [["-", "", ""], ["1", "2", "3"]],
        [["5", "", ""], ["1", "2", "3"]],
        [["one"], ["two"]],
    ],
)
def test_rows_of_the_table_stay(rows: list[list[str]]) -> None:
    assert framed(rows).rows == rows


def test_rows_keep_their_numbers_below_a_title() -> None:
    text = "Made by me\na,b,y\n1,2,0\n3,4\n5,6,1\n"
    with pytest.raises(FormatError, match="row 4 has 2 cells") as caught:
        made_of([read(text.encode(), "d.csv")], Answers(), "d.csv")
    table = read(text.encode(), "d.csv").table
    assert table is not None
    shown = preview_of_refused(table, TableChoices(), caught.value.cell)
    assert shown.refused == Cell(4)
    assert shown.rows[shown.numbers.index(4)] == ("3", "4")


def test_one_slip_in_a_short_column_of_numbers_is_a_missing_value() -> None:
    found = opened("a,b,y\n1,2,0\n3,4,1\n5.O,6,1\n7,8,0\n9,1,1\n2,3,0\n")
    assert found.document is not None
    assert found.document.examples.x_names == ("a", "b") and len(found.document.examples) == 5
    assert "a: “5.O” is no number and counts as missing." in found.notices


@pytest.mark.parametrize("large", ["2e308", "1e400", "-1e999"])
def test_a_number_too_large_for_a_float64_is_no_text(large: str) -> None:
    found = opened(f"a,b,y\n1e308,2,0\n{large},4,1\n{large},4,1\n5,6,1\n7,8,0\n")
    assert found.document is not None and found.document.scaling is not None
    assert found.document.examples.x_names == ("a", "b") and len(found.document.examples) == 3
    assert np.isfinite(found.document.scaling.scale).all()


def test_a_heading_too_few_is_counted() -> None:
    content = read(f"2026\n{ROWS}".encode(), "data.txt")
    with pytest.raises(PlaceError, match="row 1 has 1 heading for 3 columns"):
        assembled(content, Answers(table=TableChoices(header=True)))
