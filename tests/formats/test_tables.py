"""Data files as people have them: separators, decimal signs, headings, labels, what is missing."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bpsim.core.document import Document
from bpsim.core.errors import BpsimError
from bpsim.formats.assemble import assembled
from bpsim.formats.content import Answers, Opened
from bpsim.formats.errors import PlaceError
from bpsim.formats.registry import write
from bpsim.formats.tables.choices import TableChoices
from bpsim.formats.tables.table import LARGE, body_of, form_of, read


def opened(text: str | bytes, **choices: Any) -> Opened:
    data = text.encode() if isinstance(text, str) else text
    table: Mapping[str, Any] = {"scale": "none", **choices}
    return assembled(read(data, "data.csv"), Answers(table=TableChoices(**table)))


def document(text: str | bytes, **choices: Any) -> Document:
    found = opened(text, **choices).document
    assert found is not None
    return found


X, Y = [[1.5, 2.0], [-3.25, 4.0], [5.5, 1000.0]], [[0.5], [7.0], [2.5]]


@pytest.mark.parametrize(
    "text",
    [
        "1.5,2,0.5\n-3.25,4,7\n5.5,1e3,2.5\n",
        "1.5;2;0.5\r\n-3.25;4;7\r\n5.5;1000;2.5\r\n",
        "1,5;2;0,5\n-3,25;4;7\n5,5;1000;2,5\n",
        "1,5\t2\t0,5\n-3,25\t4\t7\n5,5\t1000\t2,5",
        "  1.5  2   0.5\n -3.25 4 7\n5.5\t1000  2.5 \n",
        "1,5 2 0,5\n-3,25 4 7\n5,5 1000 2,5\n",
        '"1.5","2","0.5"\n"-3.25","4","7"\n"5.5","1000","2.5"\n',
        "1.5|2|0.5\n\n-3.25|4|7\n5.5|1000|2.5\n\n",
        "a,b,c\n1.5,2,0.5\n-3.25,4,7\n5.5,1000,2.5\n",
        ",a,b,c\n0,1.5,2,0.5\n1,-3.25,4,7\n2,5.5,1000,2.5\n",
        "Id;a;b;c\n1;1,5;2;0,5\n2;-3,25;4;7\n3;5,5;1 000;2,5\n",
        "1.5,2,0.5,\n-3.25,4,7,\n5.5,1000,2.5,\n",
        "sep=;\r\na;b;c\r\n1,5;2;0,5\r\n-3,25;4;7\r\n5,5;1000;2,5\r\n",
        "# measured by me\n# twice\na,b,c\n1.5,2,0.5\n-3.25,4,7\n5.5,1000,2.5\n",
        "#,a,b,c\n1,1.5,2,0.5\n2,-3.25,4,7\n3,5.5,1000,2.5\n",
    ],
)
@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_same_numbers_however_they_are_written(text: str, coding: str) -> None:
    found = document(text.encode(coding)).examples
    np.testing.assert_array_equal(found.x, X)
    np.testing.assert_array_equal(found.y, Y)


def test_the_minus_of_typeset_tables_is_a_minus() -> None:
    minus = chr(0x2212)
    found = document(f"a,b,c\n{minus}1.5,2,0\n-2,{minus}3,1\n").examples
    np.testing.assert_array_equal(found.x, [[-1.5, 2], [-2, -3]])


def test_texts_of_which_each_row_has_another_one_are_no_classes() -> None:
    found = document("date,low,high\n2020-01-01,1,2.5\n2020-01-02,3,4.5\n2020-01-03,5,6.5\n")
    assert found.examples.y_names == ("high",)
    assert not found.classes


def test_blanks_between_numbers_are_three_numbers() -> None:
    found = document("1 200 300\n4 500 600\n7 800 901\n").examples
    np.testing.assert_array_equal(found.x, [[1, 200], [4, 500], [7, 800]])


def test_headings_in_cp1252_are_names() -> None:
    found = document("größe;naß;ziel\n1,5;2;3,5\n2,5;1;4\n".encode("cp1252"))
    assert found.examples.x_names == ("größe", "naß")
    assert found.examples.y_names == ("ziel",)


def test_labels_in_the_first_column_are_classes() -> None:
    found = document("B,1,2\nA,3,4\nC,5,6\nA,7,8\n")
    assert found.classes == ("A", "B", "C")
    np.testing.assert_array_equal(found.examples.y, np.eye(3)[[1, 0, 2, 0]])
    np.testing.assert_array_equal(found.examples.x, [[1, 2], [3, 4], [5, 6], [7, 8]])


def test_texts_among_the_inputs_get_a_column_for_each_kind() -> None:
    found = document("sex,age,y\nm,1,0.5\nf,2,1.5\nm,3,2\n")
    assert found.examples.x_names == ("sex = f", "sex = m", "age")
    np.testing.assert_array_equal(found.examples.x, [[0, 1, 1], [1, 0, 2], [0, 1, 3]])


MISSING = "a,b,y\n1,NA,0.5\n-,4,1.5\n3,?,2.5\n5,8,3.5\n7,,4.5\n9,10,n/a\n11,12,5.5\n"


def test_rows_with_something_missing_are_left_out_and_that_is_said() -> None:
    found = opened(MISSING)
    assert found.document is not None
    np.testing.assert_array_equal(found.document.examples.x, [[5, 8], [11, 12]])
    assert "5 of 7 rows were left out because a value is missing." in found.notices


def test_a_missing_input_may_become_the_mean() -> None:
    found = document(MISSING, missing="mean").examples
    # Of a: 1, 3, 5, 7, 11; of b: 4, 8, 12. The row without a target is left out of the mean too.
    expected = [[1, 8], [5.4, 4], [3, 8], [5, 8], [7, 8], [11, 12]]
    np.testing.assert_array_equal(found.x, expected)


def test_zeros_that_mean_missing_are_doubted_and_may_be_missing() -> None:
    rows = "".join(f"{100 + n},{n % 7},{n / 2}\n" for n in range(30))
    text = f"glucose,b,y\n{rows}0,1,2\n"
    assert "0 may stand for a missing value in: glucose (1 times)." in opened(text).notices
    assert len(document(text).examples) == 31
    assert len(document(text, zeros=("glucose",)).examples) == 30


def test_whole_numbers_as_targets_are_classes_or_numbers() -> None:
    text = "a,quality\n" + "".join(f"{n / 3},{3 + n % 4}\n" for n in range(40))
    found = opened(text)
    assert "classes" in [each.option for each in found.guesses]
    assert document(text, classes=True).classes == ("3", "4", "5", "6")
    np.testing.assert_array_equal(document(text, classes=False).examples.y[:2], [[3], [4]])


def test_every_choice_can_be_made_otherwise() -> None:
    text = "1.5,2,3\n4,5,6\n"
    found = document(text, targets=("1",), ignored=("2",), header=False)
    np.testing.assert_array_equal(found.examples.x, [[3], [6]])
    np.testing.assert_array_equal(found.examples.y, [[1.5], [4]])
    semicolons = document("1;2,5\n3;4,5\n", delimiter=";", decimal=",")
    np.testing.assert_array_equal(semicolons.examples.y, [[2.5], [4.5]])


@pytest.mark.parametrize(("kind", "low", "high"), [("standard", -1.0, 1.0), ("range", 0.0, 1.0)])
def test_scaling_is_kept_with_the_document(kind: str, low: float, high: float) -> None:
    found = document("0,5,1.5\n10,5,2.5\n", scale=kind)
    np.testing.assert_array_equal(found.examples.x, [[low, 0], [high, 0]])
    assert found.scaling is not None
    np.testing.assert_array_equal(found.scaling.undone(found.examples.x), [[0, 5], [10, 5]])


def test_of_each_class_the_same_share_is_held_out() -> None:
    text = "".join(f"{n},{'abb'[n % 3]}\n" for n in range(60))
    found = document(text, held_out=0.25, seed=3)
    assert found.held_out.y.sum() == 10
    assert (len(found.examples), len(found.held_out)) == (45, 15)
    again = document(text, held_out=0.25, seed=3)
    other = document(text, held_out=0.25, seed=4)
    assert again.held_out == found.held_out
    assert other.held_out != found.held_out
    everything = np.sort(np.concatenate([found.examples.x, found.held_out.x]).ravel())
    np.testing.assert_array_equal(everything, np.arange(60))


def test_a_few_cells_that_are_no_numbers_count_as_missing() -> None:
    text = "a,b\n" + "".join(f"{n},{n / 2}\n" for n in range(50)) + "1_0,3.5\n2,4.2.1\n"
    found = opened(text)
    assert found.document is not None
    assert len(found.document.examples) == 50
    assert "a: “1_0” is no number and counts as missing." in found.notices
    assert "b: “4.2.1” is no number and counts as missing." in found.notices


@pytest.mark.parametrize("end", ["", "1,2,?\n", "1,2,1_0\n", "1,2,inf\n"])
def test_a_large_table_is_read_alike_whether_it_is_plain_or_not(end: str) -> None:
    rows = [[n / 7, -n, n % 5 + 0.5] for n in range(9_000)]
    text = "a,b,c\n" + "".join(f"{a!r},{b},{c}\n" for a, b, c in rows)
    found = document(text + end).examples
    np.testing.assert_array_equal(np.hstack([found.x, found.y]), rows)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("a,b\n", "it holds headings, but no row of data"),
        ("kind,size,colour,\n", "it holds headings, but no row of data"),
        ("1\n2\n3\n", "two columns"),
        ("1,2,3\n4,5\n7,8,9\n", "row 2 .*has 2 cells, but others have 3"),
        ("1,NA\nNA,2\n", "no row is complete"),
        (b"PK\x00\x00\x01", "no text"),
        ("a,b,c\nx,u,y\nz,v,y\n", "only one text"),
    ],
)
def test_what_makes_no_examples_is_refused(text: str | bytes, reason: str) -> None:
    with pytest.raises((PlaceError, BpsimError)) as caught:
        opened(text)
    error = caught.value
    said = f"{error.place} {error.reason}" if isinstance(error, PlaceError) else str(error)
    import re

    assert re.search(reason, said), said


def test_one_column_without_a_heading_has_the_name_of_its_place() -> None:
    text, form = form_of(b"1\n2\n3\n", TableChoices())
    assert body_of(text, form) == ([], [["1"], ["2"], ["3"]])


@pytest.mark.parametrize(("mark", "decimal"), [(",", "."), (";", ",")])
@pytest.mark.parametrize("gap", ["NA", "7"])
def test_a_large_table_has_the_numbers_of_a_small_one(mark: str, decimal: str, gap: str) -> None:
    x = np.random.default_rng(2).normal(size=(3000, 8)).round(6)
    rows = [mark.join(map(repr, row)).replace(".", decimal) for row in x.tolist()]
    rows[10] = mark.join([gap, *rows[10].split(mark)[1:]])
    text = "\n".join(rows)
    assert len(text) > LARGE
    found = document(text).examples
    whole = np.column_stack([found.x, found.y])
    expected = x.copy()
    expected[10, 0] = 7.0
    np.testing.assert_array_equal(whole, np.delete(x, 10, 0) if gap == "NA" else expected)


def test_a_gap_gets_the_mean_of_the_training_rows_alone() -> None:
    rows = [f"{n * n},{n % 7},{n / 8}" for n in range(40)]
    rows[3], rows[20] = ",3,0.5", "400,,0.5"
    found = opened("a,b,y\n" + "\n".join(rows), missing="mean", held_out=0.3, seed=4)
    whole = found.document
    assert whole is not None and (len(whole.examples), len(whole.held_out)) == (28, 12)
    for column, real in ((0, [n * n for n in range(40) if n != 3]), (1, None)):
        # The gap is the one value that no row of the file has.
        known = {float(value) for value in (real or range(7))}
        training = whole.examples.x[:, column]
        mean = np.mean([value for value in training.tolist() if value in known])
        both = [*training.tolist(), *whole.held_out.x[:, column].tolist()]
        (filled,) = [value for value in both if value not in known]
        assert filled == pytest.approx(mean, rel=1e-12)
    assert any("training rows" in each for each in found.notices)


def test_scaling_is_that_of_the_training_rows() -> None:
    rows = [f"{n * n},{n % 7},{n / 8}" for n in range(40)]
    whole = document("\n".join(rows), scale="standard", held_out=0.3)
    np.testing.assert_allclose(whole.examples.x.mean(axis=0), 0.0, atol=1e-12)
    np.testing.assert_allclose(whole.examples.x.std(axis=0), 1.0, rtol=1e-12)
    assert abs(whole.held_out.x.mean(axis=0)).max() > 1e-3


@pytest.mark.parametrize("kinds", [3, 30])
def test_whole_numbers_stay_numbers_where_that_is_said_or_guessed(kinds: int) -> None:
    rows = "\n".join(f"{n / 7},{n % kinds}" for n in range(60))
    assert document(rows, classes=False).network.layers[-1] == 1
    assert document(rows).network.layers[-1] == (3 if kinds == 3 else 1)


CARS = "car,hp,weight,mpg\n" + "".join(
    f"model {n},{50 + n % 9},{n / 4},{n + 0.5}\n" for n in range(30)
)


def test_texts_that_name_the_rows_are_shown_and_not_used() -> None:
    found = opened(CARS, held_out=0.2)
    whole = found.document
    assert whole is not None
    assert whole.examples.x_names == ("hp", "weight")
    assert [each.value for each in found.guesses if each.option == "names"] == ["car"]
    for examples in (whole.examples, whole.held_out):
        assert examples.names == tuple(f"model {n - 0.5:.0f}" for n in examples.y[:, 0])
    assert document(CARS, names=(), ignored=("car",)).examples.names == ()
    numbered = document(CARS, names=("mpg",), ignored=("car",), targets=("hp",)).examples
    assert numbered.names[:3] == ("0.5", "1.5", "2.5") and numbered.x_names == ("weight",)


def test_names_are_written_and_read_again(tmp_path: Path) -> None:
    whole = document(CARS)
    write(whole, tmp_path / "cars.csv")
    again = document((tmp_path / "cars.csv").read_text(), targets=("mpg",))
    assert again.examples.names == whole.examples.names


@pytest.mark.parametrize("held_out", [0.0, 0.3])
def test_what_is_written_beside_examples_is_no_input_when_it_is_read(
    held_out: float, tmp_path: Path
) -> None:
    whole = opened(CARS, held_out=held_out).document
    assert whole is not None
    write(whole, tmp_path / "cars.csv")
    again = document((tmp_path / "cars.csv").read_text()).examples
    assert (again.x_names, again.y_names) == (whole.examples.x_names, whole.examples.y_names)
    assert document("a,held out,y\n1,2,0\n3,4,1\n", ignored=()).examples.x_names[1] == "held out"
