"""Tables in other texts than CSV: ARFF, LIBSVM, and JSON with records or columns."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bpsim.formats.content import Answers, Opened
from bpsim.formats.errors import FormatError
from bpsim.formats.registry import opened
from bpsim.formats.tables.choices import TableChoices


def of(path: Path, data: str | bytes, **choices: Any) -> Opened:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return opened([path], Answers(table=TableChoices(**{"scale": "none", **choices})))


ARFF = """% Weka writes remarks
% so
@RELATION 'iris and more'

@ATTRIBUTE length  REAL
@attribute 'petal width' NUMERIC
@ATTRIBUTE class {Iris-setosa,'Iris versicolor'}

@DATA
5.5,0.25,Iris-setosa
% a remark within
4.5,?,Iris-setosa
4.75,1.5,'Iris versicolor'
5,2,'Iris versicolor'
"""


def test_arff_has_its_attributes_classes_and_gaps(tmp_path: Path) -> None:
    found = of(tmp_path / "iris.arff", ARFF)
    document = found.document
    assert document is not None
    assert document.examples.x_names == ("length", "petal width")
    assert document.classes == ("Iris versicolor", "Iris-setosa")
    np.testing.assert_array_equal(document.examples.x, [[5.5, 0.25], [4.75, 1.5], [5, 2]])
    np.testing.assert_array_equal(document.examples.y, [[1], [0], [0]])
    assert "1 of 4 rows were left out because a value is missing." in found.notices
    assert all(each.option != "delimiter" for each in found.guesses)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("5.5,0.25,Iris-setosa", "{0 5.5, 1 0.25}", "line 10 is sparse"),
        ("5.5,0.25,Iris-setosa", "5.5,0.25", "line 10 has 2 cells for 3 attributes"),
        ("@ATTRIBUTE length  REAL", "@ATTRIBUTE length", "line 5 must give the attribute a name"),
        ("@DATA", "@DATE", "holds no row of data"),
    ],
)
def test_arff_of_another_kind_is_refused(tmp_path: Path, old: str, new: str, reason: str) -> None:
    with pytest.raises(FormatError, match=reason):
        of(tmp_path / "iris.arff", ARFF.replace(old, new))


LIBSVM = "# made by me\n+1 1:0.5 3:-2 # a remark\n-1 2:1e1\n\n+1 qid:7 1:.25\n-1\n-1 3:4\n+1 1:1\n"
DENSE = [[0.5, 0, -2], [0, 10, 0], [0.25, 0, 0], [0, 0, 0], [0, 0, 4], [1, 0, 0]]


@pytest.mark.parametrize("name", ["a1a.libsvm", "a1a.svm", "a1a.txt", "a1a", "a1a.t"])
def test_libsvm_is_known_by_its_content(tmp_path: Path, name: str) -> None:
    document = of(tmp_path / name, LIBSVM).document
    assert document is not None
    np.testing.assert_array_equal(document.examples.x, DENSE)
    np.testing.assert_array_equal(document.examples.y.ravel(), [1, 0, 1, 0, 0, 1])
    assert document.classes == ("-1", "1")
    numbers = of(tmp_path / name, LIBSVM, classes=False).document
    assert numbers is not None
    np.testing.assert_array_equal(numbers.examples.y.ravel(), [1, -1, 1, -1, -1, 1])


def test_libsvm_may_count_from_0(tmp_path: Path) -> None:
    document = of(tmp_path / "a.txt", "2.5 0:1 1:2\n3 0:3\n").document
    assert document is not None
    np.testing.assert_array_equal(document.examples.x, [[1, 2], [3, 0]])
    np.testing.assert_array_equal(document.examples.y, [[2.5], [3]])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1 1:2\n1 two:3\n", "line 2 must be a whole number"),
        ("1 1:2\n1 2:x\n", "line 2 must be a number"),
        ("1 1:2\n1 2\n", "line 2 has “2”, but inputs are written as 3:0.5"),
        ("1 1:2\n1 99999999:1\n", "at most 10,000"),
        ("1 1:2\n" * 4000 + "1 9999:1\n", "at most 30,000,000"),
    ],
)
def test_libsvm_that_is_damaged_or_too_large_is_refused(
    tmp_path: Path, text: str, reason: str
) -> None:
    with pytest.raises(FormatError, match=reason):
        of(tmp_path / "a.libsvm", text)


RECORDS = [{"a": n / 2, "b": n * n, "kind": "xyy"[n % 3], "ok": n % 2 == 0} for n in range(6)]
JSON = {
    "records": json.dumps(RECORDS),
    "lines": "\n".join(map(json.dumps, RECORDS)) + "\n",
    "within an object": json.dumps({"data": RECORDS}),
    "columns": json.dumps({key: [each[key] for each in RECORDS] for key in RECORDS[0]}),
    "columns with an index": json.dumps(
        {key: {str(n): each[key] for n, each in enumerate(RECORDS)} for key in RECORDS[0]}
    ),
    "rows with an index": json.dumps({str(n): each for n, each in enumerate(RECORDS)}),
    "split": json.dumps(
        {
            "columns": list(RECORDS[0]),
            "index": [*range(6)],
            "data": [[*r.values()] for r in RECORDS],
        }
    ),
}


@pytest.mark.parametrize("kind", JSON)
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_json_tables_are_data(tmp_path: Path, kind: str, mark: bytes) -> None:
    document = of(tmp_path / "data.json", mark + JSON[kind].encode()).document
    assert document is not None
    assert document.examples.x_names == ("a", "b", "ok")
    assert document.classes == ("x", "y")
    expected = [[each["a"], each["b"], each["ok"]] for each in RECORDS]
    np.testing.assert_array_equal(document.examples.x, np.array(expected, dtype=float))


def test_json_rows_without_names_are_data(tmp_path: Path) -> None:
    document = of(tmp_path / "rows.json", "[[1, 2, 0.5], [3, 4, 1.5], [5, null, 2]]").document
    assert document is not None
    np.testing.assert_array_equal(document.examples.x, [[1, 2], [3, 4]])
    assert document.examples.y_names == ("column 3",)


def test_records_may_lack_a_key(tmp_path: Path) -> None:
    document = of(
        tmp_path / "data.jsonl", '{"a": 1, "y": 2}\n{"y": 4}\n{"a": 5, "y": 6}\n'
    ).document
    assert document is not None
    np.testing.assert_array_equal(document.examples.x, [[1], [5]])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('[{"a": 1}, {"a": [1, 2]}]', "row 2 holds “.1, 2.”, but a cell is a number or a text"),
        ("[[1, 2], [3]]", "row 2 must be a list of 2 cells"),
        ('{"columns": ["a", "b"], "data": [[1]]}', "row 1 must be a list of 2 cells"),
        ("[1, 2]", "cannot|must hold|no "),
    ],
)
def test_json_that_is_no_table_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(FormatError, match=reason):
        of(tmp_path / "data.json", text)


def test_equal_vectors_named_as_weights_are_weights(tmp_path: Path) -> None:
    document = of(tmp_path / "net.json", '{"weights": [1, 2], "bias": [3, 4]}').document
    assert document is not None
    assert document.network.layers == (1, 2)
