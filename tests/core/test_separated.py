"""Tables as spreadsheets save them: the mark at the beginning, and what separates the columns."""

from collections.abc import Callable

import pytest

from bpsim.core import separated
from bpsim.core.errors import BpsimError
from bpsim.core.separated import (
    form_to_fill_in,
    plain_name,
    separated_records,
    separated_rows,
)


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
    assert records.headings == ["name", "a;b"]
    assert records.rows == [(2, {"name": "Ada", "a;b": "1,5"})]


def test_what_is_empty_is_no_row_and_no_column() -> None:
    records = separated_records('name;;a\r\n;;\n"Ada";;\nBob\n')
    assert records.headings == ["name", "a"]
    assert records.rows == [(3, {"name": "Ada", "a": ""}), (4, {"name": "Bob", "a": ""})]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,a\nAda,0,6111\n", "row 2 has “6111” in a column without a heading; where numbers"),
        ("name,a,\n\nAda,0,6111\n", "row 3 has “6111” in a column without a heading"),
        ("name,a,b,a\nAda,1,2,3\n", "two columns are called “a”"),
    ],
)
def test_no_cell_is_passed_over(text: str, said: str) -> None:
    with pytest.raises(BpsimError, match=said):
        separated_records(text)


def test_rows_end_as_on_any_system() -> None:
    assert list(separated_rows("a;b\r1,5;2\r\n3;4\n")) == [["a", "b"], ["1,5", "2"], ["3", "4"]]


@pytest.mark.parametrize("read", [separated_records, lambda text: list(separated_rows(text))])
def test_a_quotation_mark_that_is_never_closed_is_told(read: Callable[[str], object]) -> None:
    with pytest.raises(BpsimError, match="is a quotation mark not closed"):
        read('name\n"' + "Ada\n" * 50_000)


def test_a_form_is_one_that_a_spreadsheet_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    assert form_to_fill_in([("name", "a"), ("Ada", "")]) == b"name,a\nAda,\n"
    monkeypatch.setattr(separated, "decimal_sign", lambda: ",")
    form = form_to_fill_in([("name", "a"), ("Müller, Änne", "")])
    assert form == "\ufeffname;a\nMüller, Änne;\n".encode()
    assert separated_records(form.decode()).rows == [(2, {"name": "Müller, Änne", "a": ""})]


def test_a_name_is_the_same_however_its_signs_are_written() -> None:
    assert plain_name(" Mu\u0308ller,\u00a0A\u0308nne ") == "Müller, Änne"
