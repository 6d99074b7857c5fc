"""Inputs in one table and targets in another: both are one set of examples."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bpsim.formats.content import Answers, Opened
from bpsim.formats.errors import FormatError
from bpsim.formats.registry import opened
from bpsim.formats.tables.choices import TableChoices

RNG = np.random.default_rng(9)
X, Y = RNG.normal(size=(30, 3)).round(3), RNG.integers(0, 3, 30)
COMMA = str.maketrans(".", ",")


def written(folder: Path, **texts: str) -> list[Path]:
    paths = []
    for name, text in texts.items():
        paths.append(folder / name.replace("__", "."))
        paths[-1].write_text(text, encoding="utf-8")
    return paths


def lines(array: object, mark: str = ",") -> str:
    rows = np.asarray(array).reshape(30, -1).tolist()
    return "\n".join(mark.join(map(str, row)) for row in rows) + "\n"


def has_both(found: Opened) -> None:
    document = found.document
    assert document is not None and not found.left_out
    np.testing.assert_array_equal(document.examples.x, X)
    np.testing.assert_array_equal(document.examples.y.argmax(axis=1), Y)


@pytest.mark.parametrize(
    "texts",
    [
        {"X__csv": lines(X), "y__csv": lines(Y)},
        {"y__csv": lines(Y), "X__csv": lines(X)},
        {"X_train__csv": "a,b,c\n" + lines(X), "y_train__csv": "kind\n" + lines(Y)},
        {"train_x__txt": lines(X, " "), "train_y__txt": lines(Y)},
        {"mine__csv": lines(X), "other__csv": lines(Y)},
        {"X__csv": lines(X, ";").translate(COMMA), "y__csv": lines(Y)},
    ],
    ids=["by name", "targets first", "headings", "as people call them", "one column", "commas"],
)
def test_two_files_are_one_table(tmp_path: Path, texts: dict[str, str]) -> None:
    has_both(opened(written(tmp_path, **texts)))


def test_of_four_those_that_are_trained_with_belong_together(tmp_path: Path) -> None:
    names = ("X_test", "y_test", "X_train", "y_train")
    arrays = (X + 1, 2 - Y, X, Y)
    texts = {f"{name}__csv": lines(each) for name, each in zip(names, arrays, strict=True)}
    paths = written(tmp_path, **texts)
    for ordered in (paths, paths[::-1]):
        found = opened(ordered)
        assert sum("The second file is left out" in words for words in found.left_out) == 2
        has_both(replace(found, left_out=()))


def test_a_number_of_the_row_in_both_is_no_target(tmp_path: Path) -> None:
    count = np.arange(100, 130)
    both = {
        "X__csv": "Id,a,b,c\n" + lines(np.column_stack([count, X])),
        "y__csv": "Id,kind\n" + lines(np.column_stack([count, Y])),
    }
    found = opened(written(tmp_path, **both))
    has_both(found)


def test_several_targets_and_names_that_stand_in_both(tmp_path: Path) -> None:
    targets = RNG.normal(size=(30, 2)).round(3)
    both = {"X__csv": "a,b,c\n" + lines(X), "y__csv": "a,b\n" + lines(targets)}
    document = opened(written(tmp_path, **both)).document
    assert document is not None
    np.testing.assert_array_equal(document.examples.x, X)
    np.testing.assert_array_equal(document.examples.y, targets)


def test_what_is_chosen_goes_before(tmp_path: Path) -> None:
    paths = written(tmp_path, X__csv="a,b,c\n" + lines(X), y__csv="kind\n" + lines(Y))
    document = opened(paths, Answers(table=TableChoices(targets=("b",)))).document
    assert document is not None
    assert document.examples.x_names == ("a", "c", "kind")


def test_they_join_a_network(tmp_path: Path) -> None:
    network = tmp_path / "network.npz"
    np.savez(network, Theta1=RNG.normal(size=(4, 4)), Theta2=RNG.normal(size=(3, 5)))
    found = opened([network, *written(tmp_path, X__csv=lines(X), y__csv=lines(Y))])
    assert found.document is not None and found.document.network.layers == (3, 4, 3)
    has_both(found)


def test_other_numbers_of_rows_are_refused(tmp_path: Path) -> None:
    paths = written(tmp_path, X__csv=lines(X), y__csv=lines(Y)[:-2])
    with pytest.raises(FormatError, match=r"X\.csv: y\.csv has 29 rows, but X\.csv has 30"):
        opened(paths)


def test_a_second_file_that_adds_nothing_is_said(tmp_path: Path) -> None:
    both = np.column_stack([X, Y])
    found = opened(written(tmp_path, train__csv=lines(both), test__csv=lines(both)))
    assert any("The second file is left out" in words for words in found.left_out)
    network = tmp_path / "network.npz"
    np.savez(network, Theta1=RNG.normal(size=(3, 4)))
    found = opened([network, *written(tmp_path, train__csv=lines(both))])
    assert not found.left_out


def test_choices_about_a_table_that_is_not_there_are_told(tmp_path: Path) -> None:
    network = tmp_path / "network.npz"
    np.savez(network, Theta1=RNG.normal(size=(1, 4)), X=X, y=Y / 2)
    about = Answers(table=TableChoices(targets=("3",)))
    assert any(words.startswith("No table was read") for words in opened([network], about).notices)
    beside = written(tmp_path, data__csv=lines(np.column_stack([X, Y])))
    for paths, answers in (([network], Answers(bias="first")), (beside, about)):
        assert not any("No table" in words for words in opened(paths, answers).notices)


def test_examples_of_the_first_file_go_before_those_of_a_second(tmp_path: Path) -> None:
    network = tmp_path / "network.npz"
    np.savez(network, Theta1=RNG.normal(size=(1, 4)), X=X, y=Y / 2)
    other = written(tmp_path, more__csv=lines(np.column_stack([X + 1, Y / 4])))
    found = opened([network, *other])
    assert found.document is not None
    np.testing.assert_array_equal(found.document.examples.x, X)
    assert any("The second file is left out" in words for words in found.left_out)
    found = opened([*other, network])
    assert found.document is not None
    np.testing.assert_array_equal(found.document.examples.x, X + 1)
    assert any("X and y, as there are examples" in words for words in found.left_out)
