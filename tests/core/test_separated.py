"""Tables as spreadsheets save them: the mark at the beginning, and what separates the columns."""

import pytest

from bpsim.core.separated import separated_records, separated_rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a,b\n1,2", [["a", "b"], ["1", "2"]]), ("a;b\n1,5;2,5", [["a", "b"], ["1,5", "2,5"]]),
        ("a\tb\n", [["a", "b"]]), ("one\n", [["one"]]), ("", []),
        ('\ufeff"x;y",z\n1;2', [["x;y", "z"], ["1;2"]]),
        ("Lovelace, Ada;1\n", [["Lovelace, Ada", "1"]]),
        ('a,"two\nlines"\n', [["a", "two\nlines"]]),
    ],
)  # fmt: skip
def test_the_first_line_tells_what_separates_the_columns(text: str, rows: list[list[str]]) -> None:
    assert list(separated_rows(text)) == rows


def test_the_first_row_names_the_cells_of_the_others() -> None:
    records = separated_records('\ufeffname;"a;b"\nAda;1,5\n')
    assert list(records) == [{"name": "Ada", "a;b": "1,5"}]
    assert records.line_num == 2
