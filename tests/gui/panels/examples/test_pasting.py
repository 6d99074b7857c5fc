"""Numbers as other programs copy them: quotes, blanks, headings, decimal commas."""

from pathlib import Path

import numpy as np
import pytest

from bpsim.core.examples import Examples
from bpsim.gui.panels.examples.edits import with_pasted
from bpsim.gui.panels.examples.pasting import Labels, PasteError, read_rows

CASES = Path(__file__).parents[5] / "shared" / "cases"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('"1";"2,5"\n"-3";"4"', [[1, 2.5], [-3, 4]]),
        ('"1","2.5"\n"-3","4"', [[1, 2.5], [-3, 4]]),
        ('"0,5","1,5"', [[0.5, 1.5]]),
        ('"1 200"\t"3"', [[1200, 3]]),
        ("0.5 1.5 1\n2 3 4", [[0.5, 1.5, 1], [2, 3, 4]]),
        ("  1   200   3 ", [[1, 200, 3]]),
        ("1,5 2,5\n3,5 4", [[1.5, 2.5], [3.5, 4]]),
        ("1, 2, 3", [[1, 2, 3]]),
        ("1 200;3", [[1200, 3]]),
        ("1 200 300\n1 2 3", [[1, 200, 300], [1, 2, 3]]),
        ("\ufeff1;2", [[1, 2]]),
        ("1|2\n3|4", [[1, 2], [3, 4]]),
        ("| 1 | 2 |\n| 3 | 4 |", [[1, 2], [3, 4]]),
        ("array([[1., 2.],\n       [3., 4.]])", [[1, 2], [3, 4]]),
        ("1/3\t2×10⁻³\n−1\t2", [[1 / 3, 0.002], [-1, 2]]),
    ],
)
def test_numbers_are_read_as_they_are_meant(text: str, rows: list[list[float]]) -> None:
    assert read_rows(text).values.tolist() == rows


@pytest.mark.parametrize(
    ("text", "rows", "names"),
    [
        ("0,5", [[0.5]], ()),
        ("0,5\n−1,25\n2\n", [[0.5], [-1.25], [2]], ()),
        ("1.234,5\n2,5", [[1234.5], [2.5]], ()),
        ("x1\n0,5\n1,5", [[0.5], [1.5]], ("x1",)),
        ("1\n2", [[1], [2]], ()),
        ("0,5\t1,5", [[0.5, 1.5]], ()),
        ("0,1,1\n1,0,1", [[0, 1, 1], [1, 0, 1]], ()),
        ("a,b\n1,2", [[1, 2]], ("a", "b")),
    ],
)
def test_a_column_with_decimal_commas_is_one_where_decimals_are_written_so(
    text: str, rows: list[list[float]], names: tuple[str, ...]
) -> None:
    pasted = read_rows(text, comma=True)
    assert (pasted.values.tolist(), pasted.names) == (rows, names)


def test_elsewhere_a_comma_parts_cells() -> None:
    assert read_rows("1,5\n2,5").values.tolist() == [[1, 5], [2, 5]]


@pytest.mark.parametrize("text", ["1 200 300", "1 200 300\n4 500 600", "x y\n1 200", "-1 200"])
def test_blanks_that_can_be_read_in_two_ways_are_refused(text: str) -> None:
    with pytest.raises(PasteError, match="can be read as one number or as"):
        read_rows(text)


def test_blanks_in_one_column_do_not_move_the_rows_below() -> None:
    with pytest.raises(PasteError, match="Row 2 of what was pasted is empty"):
        read_rows("1\n\n3\n")


def test_text_that_is_no_table_gets_a_sentence() -> None:
    with pytest.raises(PasteError, match="Nothing was pasted"):
        read_rows('"' + "9" * 200_000 + '";1')


@pytest.mark.parametrize("name", ["paste-bom-decimal-comma", "paste-quoted"])
def test_the_shared_cases(name: str) -> None:
    path = CASES / f"{name}.csv"
    if not path.exists():
        pytest.skip("the shared cases are not here")
    pasted = read_rows(path.read_bytes().decode("utf-8"))
    assert pasted.names == ("x1", "x2", "y")
    assert pasted.values[0].tolist() == [0.5, 1.5, 1]


def test_half_a_character_is_no_number() -> None:
    with pytest.raises(PasteError, match="column 2"):
        read_rows("1\t\ud800\n2\t3")


def test_a_label_is_named_with_its_place() -> None:
    path = CASES / "paste-labels.csv"
    if not path.exists():
        pytest.skip("the shared cases are not here")
    with pytest.raises(PasteError, match="row 2, column 3, “red” is not a number"):
        read_rows(path.read_text(encoding="utf-8"))


def test_headings_above_whole_rows_name_the_columns() -> None:
    pasted = read_rows("height;;heavy\n1;2;3")
    examples = with_pasted(Examples.none(2, 1), pasted, 0, 0)
    assert examples.x_names == ("height", "x2")
    assert examples.y_names == ("heavy",)
    part = read_rows("width;depth\n8;9")
    changed = with_pasted(examples, part, 0, 1)
    assert changed.x_names == ("height", "x2")
    assert np.array_equal(changed.x, [[1, 8]])


@pytest.mark.parametrize(
    ("classes", "outputs", "text", "targets"),
    [
        (("a", "b", "c"), 3, "1;2;b\n3;4;C\n", [[0, 1, 0], [0, 0, 1]]),
        (("1", "2", "0"), 3, "1\t2\t0\n3\t4\t1\n", [[0, 0, 1], [1, 0, 0]]),
        (("no", "yes"), 1, 'a;b;kind\n1;2;"yes"\n3;4;no\n', [[1], [0]]),
        (("2", "4"), 1, "1;2;4\n3;4;2\n", [[4], [2]]),
    ],
    ids=["texts", "digits", "two", "two numbers"],
)
def test_labels_of_the_classes_become_targets(
    classes: tuple[str, ...], outputs: int, text: str, targets: list[list[float]]
) -> None:
    pasted = read_rows(text, labels=Labels(classes, 2, outputs))
    assert pasted.values.tolist() == [[1, 2, *targets[0]], [3, 4, *targets[1]]]


def test_a_label_that_is_no_class_is_named_with_its_place() -> None:
    with pytest.raises(PasteError, match="row 1, column 3, “red” is not a number"):
        read_rows("1;2;red\n3;4;green", labels=Labels(("blue", "green"), 2, 1))


def test_below_headings_rows_are_counted_with_them_beside_labels_too() -> None:
    with pytest.raises(PasteError, match="row 3, column 2, “x” is not a number"):
        read_rows("a;b;kind\n1;2;yes\n3;x;no", labels=Labels(("no", "yes"), 2, 1))
