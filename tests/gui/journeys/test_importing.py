"""Data from a table into the open network: replaced, added, or into a network that fits."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from bpsim.formats.bundled import bundled_network
from bpsim.gui.dialogs.opening.dialog import APPEND, NEW, OpeningDialog
from bpsim.gui.dialogs.opening.rows import MARK, MOST_COLUMNS
from bpsim.gui.dialogs.opening.table import REFUSED_HINT
from bpsim.gui.looks.theme import theme_in_use
from bpsim.gui.window import exchange
from bpsim.gui.window.main_window import MainWindow

from .conftest import Open
from .test_opening_foreign import when_asked


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


def choose_place(place: str) -> Callable[[OpeningDialog], None]:
    def act(dialog: OpeningDialog) -> None:
        dialog.where.setCurrentIndex(dialog.where.findData(place))
        dialog.where.activated.emit(0)

    return act


def import_file(window: MainWindow, path: Path) -> None:
    """Import it, and be there when it was read, which another thread does."""
    window.exchange.import_data(str(path))
    window.files.background.wait()


@pytest.fixture
def fitting(window: MainWindow, tmp_path: Path) -> Path:
    """A table that fits the open network: so many inputs, one target."""
    layers = window.controller.session.document.network.layers
    rng = np.random.default_rng(5)
    heads = [*(f"p{n}" for n in range(layers[0])), *(f"y{n + 1}" for n in range(layers[-1]))]
    rows = [[*rng.normal(size=layers[0]), *[0.5] * layers[-1]] for _ in range(6)]
    lines = [",".join(heads), *(",".join(map(repr, map(float, row))) for row in rows)]
    path = tmp_path / "data.csv"
    path.write_text("\n".join(lines))
    return path


def test_data_take_the_place_of_the_examples_and_undo_brings_them_back(
    window: MainWindow, fitting: Path, qtbot: QtBot
) -> None:
    before = window.controller.session.document
    when_asked(qtbot, lambda _dialog: None)
    import_file(window, fitting)
    after = window.controller.session.document
    assert len(after.examples) == 6
    assert after.network == before.network
    table = np.loadtxt(fitting, delimiter=",", skiprows=1)
    np.testing.assert_array_equal(after.examples.x, table[:, : after.examples.x.shape[1]])
    window.controller.undo_stack.undo()
    assert window.controller.session.document.examples == before.examples


def test_the_title_says_that_a_file_is_being_read_and_not_that_it_is_asked_about(
    window: MainWindow, fitting: Path, qtbot: QtBot
) -> None:
    titles: list[str] = []
    window.windowTitleChanged.connect(titles.append)
    when_asked(qtbot, lambda _dialog: None)
    import_file(window, fitting)
    assert ["(opening data.csv…)" in title for title in titles if "…)" in title] == [True]


def test_data_are_added_behind_the_examples(
    window: MainWindow, fitting: Path, qtbot: QtBot
) -> None:
    before = window.controller.session.document
    when_asked(qtbot, choose_place(APPEND))
    import_file(window, fitting)
    after = window.controller.session.document
    assert len(after.examples) == len(before.examples) + 6
    assert after.examples.x_names == before.examples.x_names


def test_what_was_copied_and_does_not_fit_makes_a_network_that_does(
    window: MainWindow, qtbot: QtBot
) -> None:
    before = window.controller.session.document
    labels = "\n".join(f"{n}\t{n % 3}\t{n / 2}\t{'abc'[n % 3]}" for n in range(12))
    QApplication.clipboard().setText(labels)
    problems: list[str] = []

    def act(dialog: OpeningDialog) -> None:
        problems.append(dialog.problem.text())
        assert not dialog.use.isEnabled()
        choose_place(NEW)(dialog)

    when_asked(qtbot, act)
    window.actions_["import_clipboard"].trigger()
    after = window.controller.session.document
    assert "new network" in problems[0]
    assert after is not before
    assert (after.network.layers[0], after.network.layers[-1]) == (3, 3)
    assert after.classes == ("a", "b", "c")


def test_the_examples_of_another_network_are_taken(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    examples = bundled_network("xor").load().examples
    path = tmp_path / "other.bpsim"
    path.write_bytes(bundled_network("xor").path.read_bytes())
    when_asked(qtbot, lambda _dialog: None)
    import_file(window, path)
    assert np.array_equal(window.controller.session.document.examples.x, examples.x)


def test_a_copy_without_a_place_is_not_saved(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange, "ask_where", lambda *_asked: "")
    window.exchange.save_copy()
    assert not window.files.background.busy


def test_a_refused_table_is_shown_with_the_refused_row_marked(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "data.csv"
    rows = ["a;b;y", *(f"{n};{n / 4};{n % 2}".replace(".", ",") for n in range(200))]
    rows[149] = "1;2"
    path.write_text("\n".join(rows))
    seen: list[str] = []

    def look(dialog: OpeningDialog) -> None:
        table = dialog.table.table
        assert "row 150 has 2 cells" in dialog.problem.text()
        row = table.currentRow()
        assert table.verticalHeaderItem(row).text() == f"{MARK} 150"
        assert [table.item(row, n).text() for n in range(2)] == ["1", "2"]
        assert table.item(row, 2) is None
        warning = theme_in_use().colour("warning")
        assert table.item(row, 0).foreground().color() == warning
        assert table.item(row - 1, 0).foreground().color() != warning
        assert table.viewport().rect().contains(table.visualItemRect(table.item(row, 0)))
        assert dialog.table.hint.text() == REFUSED_HINT
        seen.append(table.horizontalHeaderItem(0).text())
        dialog.table.delimiter.setCurrentIndex(dialog.table.delimiter.findData(","))
        dialog.table.delimiter.activated.emit(0)
        qtbot.waitUntil(lambda: dialog.settled)
        seen.append(table.item(0, 0).text())

    when_asked(qtbot, look, ok=False)
    import_file(window, path)
    assert seen == ["column 1", "a;b;y"]


def test_a_refused_column_is_marked(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "data.csv"
    path.write_text("a,b,y\n" + "".join(f"{n},t{n % 300},{n % 2}\n" for n in range(900)))

    def look(dialog: OpeningDialog) -> None:
        heads = dialog.table.table.horizontalHeaderItem
        assert "“b” holds 300 different texts" in dialog.problem.text()
        assert [heads(n).text() for n in (0, 1)] == ["a\nInput", f"{MARK} b\nInput"]
        dialog.where.setCurrentIndex(dialog.where.findData(NEW))
        dialog.table.set_role(1, "ignored")
        qtbot.waitUntil(lambda: dialog.settled and dialog.use.isEnabled())
        assert heads(1).text() == "b\nLeft out"

    when_asked(qtbot, look)
    import_file(window, path)
    assert window.controller.session.document.examples.x_names == ("a",)


def test_of_many_columns_the_targets_are_shown(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "data.csv"
    heads = [*(f"p{n}" for n in range(90)), "label", "after"]
    rows = [[*range(n, n + 90), n % 2, n] for n in range(12)]
    path.write_text("\n".join([",".join(heads), *(",".join(map(str, row)) for row in rows)]))

    def look(dialog: OpeningDialog) -> None:
        dialog.where.setCurrentIndex(dialog.where.findData(NEW))
        table = dialog.table.table
        shown = [table.horizontalHeaderItem(n).text() for n in range(table.columnCount())]
        assert len(shown) == MOST_COLUMNS
        assert shown[:2] == ["p0\nInput", "p1\nInput"]
        assert shown[-2:] == ["label\nTarget", "after\nInput"]
        dialog.table.set_role(90, "ignored")
        dialog.table.set_role(91, "target")
        qtbot.waitUntil(lambda: dialog.settled and dialog.use.isEnabled())
        assert table.item(3, MOST_COLUMNS - 1).text() == "3"

    when_asked(qtbot, look)
    import_file(window, path)
    examples = window.controller.session.document.examples
    assert (examples.y_names, len(examples.x_names)) == (("after",), 90)


def test_the_dialog_says_what_the_file_is_asked_for(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    titles = []

    def choose_none(_parent: object, title: str, *_more: object) -> tuple[str, str]:
        titles.append(title)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose_none)
    for name in ("import_data", "open"):
        window.actions_[name].trigger()
    assert titles == ["Import data", "Open network"]
