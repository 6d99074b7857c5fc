"""What is shown of a table before it is opened, and of one that is refused."""

import pytest

from bpsim.formats.content import Answers, Content
from bpsim.formats.errors import WHOLE, Cell, FormatError, PlaceError
from bpsim.formats.registry import made_of
from bpsim.formats.tables.choices import Table, TableChoices, table_of
from bpsim.formats.tables.preview import (
    BESIDE,
    FIRST,
    LONGEST,
    UNREAD,
    preview_of,
    preview_of_refused,
)

LONG = ["x1,x2,y", *(f"{n},{2 * n},{n % 2}" for n in range(1, 400))]


def table(text: str) -> Table:
    return Table(text.encode(), "data.csv")


def with_row(number: int, row: str) -> Table:
    """A long table whose row of that number, from 1 and headings included, is another."""
    return table("\n".join([*LONG[: number - 1], row, *LONG[number:]]))


@pytest.mark.parametrize("row", ["7,8", "7,8,9,10", '7,"8,9'])
def test_the_rows_around_a_refused_one_are_shown(row: str) -> None:
    refused = with_row(251, row)
    with pytest.raises(PlaceError, match=r"^row 251 has ") as caught:
        preview_of(refused, TableChoices())
    shown = preview_of_refused(refused, TableChoices(), caught.value.cell)
    assert shown.refused == Cell(251)
    assert shown.numbers[:FIRST] == (1, 2, 3)
    assert shown.rows[0] == ("x1", "x2", "y")
    place = shown.numbers.index(251)
    assert shown.numbers[place - BESIDE] == 251 - BESIDE
    assert ",".join(shown.rows[place]).startswith(row.replace('"', ""))
    assert shown.rows[place - 1] == ("249", "498", "1")
    assert not shown.roles and len(shown.names) == max(map(len, shown.rows))


def test_the_row_that_differs_from_most_is_the_refused_one() -> None:
    with pytest.raises(PlaceError, match="row 2 has 2 cells, but others have 3"):
        preview_of(table("a,b,y\n1,2\n3,4,0\n5,6,1\n"), TableChoices())


def test_a_mark_that_opens_a_cell_of_half_a_file_is_told() -> None:
    rows = "\n".join(["a,b,y", '1,"2,0', *("3,4,1" for _ in range(40_000))])
    with pytest.raises(PlaceError, match="row 2 has a quotation mark that is never closed"):
        preview_of(table(rows), TableChoices(delimiter=",", header=True))


@pytest.mark.parametrize(
    ("text", "choices", "column"),
    [
        ("a,b,y\n" + "".join(f"{n},t{n % 300},1\n" for n in range(900)), {}, 2),
        ("a,b,c\n1,2,p\n3,4,q\n", {"targets": ("b", "c")}, 3),
        ("a,b\n1,x\n2,x\n3,x\n", {"targets": ("b",)}, 2),
    ],
)
def test_a_refused_column_is_known(text: str, choices: dict[str, tuple[str]], column: int) -> None:
    answers = Answers(table=TableChoices(**choices))  # type: ignore[arg-type]
    with pytest.raises(FormatError) as caught:
        made_of([Content("table", table=table(text))], answers, "data.csv")
    assert caught.value.cell == Cell(0, column)


def test_a_text_that_is_no_number_points_at_its_column() -> None:
    rows = "".join(f"p{n},{n}cm\n" for n in range(160, 180))
    with pytest.raises(PlaceError, match="160cm") as caught:
        preview_of(table(f"who,size\n{rows}"), TableChoices())
    assert caught.value.cell == Cell(0, 2)


def test_headings_alone_and_what_is_no_text() -> None:
    alone = preview_of_refused(table("a,b,c\n"), TableChoices(), WHOLE)
    assert alone.rows == (("a", "b", "c"),)
    wrong = TableChoices(encoding="utf-16")
    unread = preview_of_refused(Table(b"a,b,c\n\xff", "data.csv"), wrong, WHOLE)
    assert unread.form is UNREAD and not unread.rows


def test_a_table_that_knows_its_columns_shows_them_with_their_names() -> None:
    shown = preview_of_refused(table_of(["a", "b"], [["1", "x"]] * 3, ""), TableChoices(), WHOLE)
    assert shown.rows == (("a", "b"), *[("1", "x")] * 3)


def test_a_cell_of_several_lines_is_shown_on_one() -> None:
    text = f'a,b,y\n"one\ntwo",{"long" * LONGEST},1\n3,4,0\n'
    shown = preview_of(table(text), TableChoices()).rows[0]
    assert shown[0] == "one two"
    assert len(shown[1]) == LONGEST + 1
