"""Examples out of a table that was typed, and out of a file of data."""

from pathlib import Path

import numpy as np
import pytest

from bpsim.formats.errors import FormatError
from bpsim.formats.tables.examples import examples_in_file, examples_in_text

TABLE = "a;b;kind\n1;2,5;red\n2;3;green\n3;4;blue\n0;1;red\n"


def test_a_typed_table_becomes_examples_with_classes() -> None:
    content, examples, held_out = examples_in_text(TABLE)
    assert np.array_equal(examples.x, [[1, 2.5], [2, 3], [3, 4], [0, 1]])
    assert content.classes == ("blue", "green", "red")
    assert np.array_equal(examples.y, [[0, 0, 1], [0, 1, 0], [1, 0, 0], [0, 0, 1]])
    assert held_out is None


def test_a_file_gives_the_same(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(TABLE)
    _, examples, _ = examples_in_file(path)
    assert examples == examples_in_text(TABLE)[1]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "type or paste rows"),
        ("one\ntwo\n", "two columns at least"),
        ("size,kind\n1.0,cat\n2,dog\n3,dog\nabc,cat\n", "“abc” in the column “size” is no number"),
        ("size,kind\n", "the table: it holds headings, but no row of data"),
    ],
)
def test_what_holds_no_examples_is_said(text: str, why: str) -> None:
    with pytest.raises(FormatError, match=why):
        examples_in_text(text)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"nothing\.csv"):
        examples_in_file(tmp_path / "nothing.csv")
