"""Cells as spreadsheets and statistics programs write them, and what rows and columns mean."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pytest

from bpsim.core.document import Document
from bpsim.formats.assemble import assembled, together
from bpsim.formats.content import Answers, Content, Opened
from bpsim.formats.errors import PlaceError
from bpsim.formats.tables.choices import TableChoices
from bpsim.formats.tables.numbers import number
from bpsim.formats.tables.table import form_of, read
from tests.formats.test_tables import document, opened


@pytest.mark.parametrize(
    ("cell", "decimal", "value"),
    [
        ("10%", ".", 10.0),
        ("-2,5 %", ",", -2.5),
        ("$12.50", ".", 12.5),
        ("-$3", ".", -3.0),
        ("7 €", ",", 7.0),
        ("1,234", ".", 1234.0),
        ("1,234,567.5", ".", 1234567.5),
        ("1.234,5", ",", 1234.5),
        ("1.234", ",", 1234.0),
        ("1 234,5", ",", 1234.5),
        ("1,23", ".", None),
        ("12,34,567", ".", None),
        ("1.234,5", ".", None),
        ("1,234.5", ",", None),
        ("inf", ".", None),
        ("%", ".", None),
        ("$", ".", None),
        ("5%%", ".", None),
    ],
)
def test_a_number_with_what_people_write_beside_it(
    cell: str, decimal: str, value: float | None
) -> None:
    assert number(cell, decimal) == value


@pytest.mark.parametrize(
    ("text", "x"),
    [
        ("a,b,y\n10%,1,0\n20%,2,1\n-5%,3,0\n", [[10, 1], [20, 2], [-5, 3]]),
        ("a;b;y\n1.200,5;1;0\n3.400,25;2;1\n", [[1200.5, 1], [3400.25, 2]]),
        ("a;b;y\n1.200;1,5;0\n3.400;2;1\n", [[1200, 1.5], [3400, 2]]),
        ('a,b,y\n"1,200",1,0\n"3,400",2.5,1\n', [[1200, 1], [3400, 2.5]]),
        ("a;b;y\n1,200;1;0\n3,400;2;1\n", [[1.2, 1], [3.4, 2]]),
        ('a,b,y\n"$1,200.50",1,0\n$99,2,1\n', [[1200.5, 1], [99, 2]]),
        ("1;0,5;1;0\n0;2;0;1\n3;4;1;0\n", [[1, 0.5], [0, 2], [3, 4]]),
        ('a,b,y\n"1,5","2,25",0\n"2,5",4,1\n', [[1.5, 2.25], [2.5, 4]]),
        ('a,b,y\n"1,200",1,0\n"3,400",2,1\n', [[1200, 1], [3400, 2]]),
    ],
    ids=[
        "per cent",
        "German",
        "whole",
        "English",
        "a comma alone",
        "dollars",
        "first row alone",
        "commas between commas",
        "quoted thousands",
    ],
)
def test_decimal_sign_and_thousands_are_told_apart(text: str, x: list[list[float]]) -> None:
    np.testing.assert_array_equal(document(text).examples.x, x)


def test_blanks_within_cells_separate_no_columns() -> None:
    text = "height (cm),weight (kg),sex,y\n" + "".join(
        f"{160 + n} cm,{50 + n} kg,{'mf'[n % 2]},{n % 2}\n" for n in range(6)
    )
    _, form = form_of(text.encode(), TableChoices())
    assert (form.delimiter, form.header) == (",", True)


@pytest.mark.parametrize("text", ["a:b:y\n1:2:0\n3:4:1\n", "a\n1\n2\n"])
def test_one_column_is_refused_with_a_way_on(text: str) -> None:
    with pytest.raises(PlaceError, match="only one was found: does another sign"):
        opened(text)


def test_texts_that_no_two_rows_share_are_no_input() -> None:
    """Beside the names of the rows a date, say, would be an input for each row."""
    rows = "".join(f"pupil {n},2024-01-{n + 10},{n}.5,{n % 2}\n" for n in range(12))
    found = opened("name,date,height,y\n" + rows)
    assert found.document is not None
    assert found.document.examples.x_names == ("height",)
    (left_out,) = (each for each in found.guesses if each.option == "ignored")
    assert left_out.value == "date"
    few = document("name,colour,height,y\na,red,1,0\nb,blue,2,1\nc,green,3,0\n")
    assert len(few.examples.x_names) == 4


def test_numbers_with_their_units_are_told_where_nothing_else_is_left() -> None:
    rows = "".join(f"{160 + n} cm,{50 + n} kg,{'mf'[n % 2]}\n" for n in range(12))
    with pytest.raises(PlaceError, match="“160 cm” in the column “height” is no number"):
        opened("height,weight,sex\n" + rows)


def test_a_quotation_mark_that_is_never_closed_is_told_where_it_is() -> None:
    with pytest.raises(PlaceError, match="quotation mark that is never closed") as caught:
        opened('a,b,y\n1,2,0\n3,"4,1\n5,6,0\n7,8,1\n')
    assert caught.value.place == "row 3"
    assert len(document('a,b,y\n"1",2,0\n3,4,1\n').examples) == 2
    inches = document('size,b,y\n5",2,0\n3",4,1\n5",6,0\n').examples
    assert len(inches) == 3


def test_infinite_numbers_count_as_missing_however_many_there_are() -> None:
    found = opened("a,b,y\n1,2,0\ninf,3,1\n-Infinity,4,0\n5,6,1\n")
    assert found.document is not None
    np.testing.assert_array_equal(found.document.examples.x, [[1, 2], [5, 6]])
    assert "a: “inf” is no number and counts as missing, and so does 1 other cell." in found.notices


@pytest.mark.parametrize("last", ["Total,9,12,2", "total:;;;2", "Summe,9", "Average\t3\t4\t0.6"])
def test_a_last_row_that_sums_up_is_left_out_and_that_is_said(last: str) -> None:
    mark = next((sign for sign in ";\t" if sign in last), ",")
    rows = [["a", "b", "c", "y"], ["1", "2", "3", "0"], ["2", "3", "4", "1"], ["3", "4", "5", "1"]]
    text = "\n".join(mark.join(row) for row in rows)
    found = opened(f"{text}\n{last}\n")
    assert found.document is not None
    np.testing.assert_array_equal(found.document.examples.x, [[1, 2, 3], [2, 3, 4], [3, 4, 5]])
    word = last.split(mark)[0]
    assert f"The last row, “{word}”, sums up the others and is left out." in found.notices


def test_a_class_called_total_is_one() -> None:
    text = "a,kind\n1,total\n2,part\n3,part\n4,total\n"
    assert document(text).classes == ("part", "total")


def test_texts_that_differ_in_every_row_name_it() -> None:
    found = document("who,a,y\nAnn,1,0\nBen,2,1\nCy,3,0\n").examples
    assert found.names == ("Ann", "Ben", "Cy")
    assert found.x_names == ("a",)


LABELS = "a,b,y\n" + "".join(f"{n},{n % 3},{2 + 2 * (n % 2)}\n" for n in range(12))


def test_two_whole_numbers_other_than_0_and_1_are_classes() -> None:
    found = opened(LABELS)
    assert found.document is not None
    assert found.document.classes == ("2", "4")
    assert "classes" in [each.option for each in found.guesses]
    assert document(LABELS, classes=False).classes == ()
    assert document(LABELS.replace(",4\n", ",0\n").replace(",2\n", ",1\n")).classes == ()


def picture(first: bool, heads: bool = False) -> Opened:
    rng = np.random.default_rng(3)
    pixels, labels = rng.integers(0, 256, (40, 64)), np.arange(40).reshape(-1, 1) % 10
    rows = np.hstack([labels, pixels] if first else [pixels, labels]).tolist()
    text = "\n".join(",".join(map(str, row)) for row in rows)
    names = ["label", *(f"pixel{n}" for n in range(64))]
    text = f"{','.join(names)}\n{text}" if heads else text
    return assembled(read(text.encode(), "digits.csv"), Answers(table=TableChoices()))


@pytest.mark.parametrize(("first", "heads"), [(True, False), (True, True), (False, False)])
def test_labels_stand_before_or_after_the_pixels_which_are_divided_by_255(
    first: bool, heads: bool
) -> None:
    found = picture(first, heads).document
    assert found is not None
    assert found.classes == tuple("0123456789")
    assert found.network.layers[0] == 64
    assert found.scaling is not None and set(found.scaling.scale) == {255.0}
    raw = found.scaling.undone(found.examples.x)
    np.testing.assert_allclose(raw, np.random.default_rng(3).integers(0, 256, (40, 64)))
    np.testing.assert_array_equal(found.examples.y, np.eye(10)[np.arange(40) % 10])


def test_pixels_may_be_scaled_otherwise_or_not_at_all() -> None:
    def scaled(kind: str) -> Document:
        text = "\n".join(",".join(map(str, [255, *range(1 + n, 64 + n), n])) for n in range(9))
        return document(text, scale=kind)

    assert scaled("none").scaling is None
    standard = scaled("standard").scaling
    assert standard is not None and len(set(standard.shift)) > 1


@pytest.mark.parametrize(
    ("text", "names", "rows"),
    [
        ("0,1,y\n5,6,7\n8,9,1\n", ("0", "1"), 2),
        (",0,1,2,3\n0,5,6,7,8\n1,8,9,1,2\n", ("0", "1", "2"), 2),
        ("0,1,2,3\n5,6,7,8\n8,9,1,2\n", ("0", "1", "2"), 2),
        ("0,1,2,3\n4,5,6,7\n8,9,10,11\n", ("column 1", "column 2", "column 3"), 3),
        ("0,1,2\n5,6,7\n8,9,1\n", ("column 1", "column 2"), 3),
        ("0,1,a\n5,6,b\n8,9,a\n", ("column 1", "column 2"), 3),
    ],
    ids=["named", "with an index", "bare", "counting on", "too few", "labels"],
)
def test_headings_that_count_the_columns(text: str, names: tuple[str, ...], rows: int) -> None:
    found = document(text).examples
    assert found.x_names == names
    assert len(found) == rows


def test_pixels_beside_a_network_are_divided_by_255_too() -> None:
    text = "\n".join(",".join(map(str, [n % 2, *range(192 + n, 256), *[0] * n])) for n in range(9))
    weights = {"W1": np.ones((3, 64)), "b1": np.ones(3), "W2": np.ones((1, 3)), "b2": np.ones(1)}
    both = together([Content("npz", arrays=weights), read(text.encode(), "digits.csv")])
    found = assembled(both, Answers()).document
    assert found is not None
    assert found.examples.x.max() == 1.0
    unscaled = assembled(both, Answers(table=TableChoices(scale="none"))).document
    assert unscaled is not None
    assert unscaled.examples.x.max() == 255.0


def rows_of(*columns: Iterable[Any]) -> str:
    return "\n".join(",".join(map(str, row)) for row in zip(*columns, strict=True))


PARTS = [n / 7 for n in range(30)]


def test_a_first_column_that_counts_classes_is_the_target() -> None:
    groups = [1 + n // 10 for n in range(30)]
    assert document(rows_of(groups, PARTS, PARTS)).classes == ("1", "2", "3")
    mixed = [1 + n % 3 for n in range(30)]
    assert document(rows_of(mixed, PARTS, PARTS)).examples.y_names == ("column 3",)
    headed = f"a,b,c\n{rows_of(groups, PARTS, PARTS)}"
    assert document(headed).examples.y_names == ("c",)


def test_a_first_column_that_counts_the_rows_is_left_out() -> None:
    numbers = list(range(1, 31))
    assert document(rows_of(numbers, PARTS, PARTS, PARTS)).network.layers[0] == 2
    assert document(rows_of(numbers, PARTS)).network.layers[0] == 1
    assert document(rows_of(PARTS, numbers, PARTS, PARTS)).network.layers[0] == 3


@pytest.mark.parametrize(
    ("heading", "left_out"),
    [("PassengerId", True), ("customer_id", True), ("userID", True), ("Order ID", True),
     ("citric acid", False), ("grid", False)],
)  # fmt: skip
def test_a_heading_that_ends_in_id_numbers_the_rows(heading: str, left_out: bool) -> None:
    ids = [1000 + 17 * n for n in range(30)]
    found = document(f"{heading},b,c,y\n{rows_of(ids, PARTS, PARTS, PARTS)}").examples
    assert (heading not in found.x_names) == left_out


def test_columns_that_are_mostly_empty_are_left_out() -> None:
    sparse = ["" if n % 3 else n for n in range(30)]
    cabins = ["" if n % 3 else "abc"[n % 9 // 3] for n in range(30)]
    found = opened(f"a,b,cabin,y\n{rows_of(PARTS, sparse, cabins, PARTS)}")
    assert found.document is not None
    assert found.document.examples.x_names == ("a",)
    assert len(found.document.examples) == 30
    assert "b, cabin" in [each.value for each in found.guesses]


def test_columns_of_which_one_is_1_in_each_row_are_the_targets() -> None:
    kinds = [[int(n % 3 == kind) for n in range(30)] for kind in range(3)]
    found = document(f"a,b,red,green,blue\n{rows_of(PARTS, PARTS, *kinds)}")
    assert found.classes == ("red", "green", "blue")
    assert found.network.activations[-1].name == "softmax"
    both = document(f"a,b,c,d\n{rows_of(PARTS, PARTS, kinds[0], kinds[1])}")
    assert both.examples.y_names == ("d",)
