"""Data from a table into the open network: replaced, added, or into a network that fits."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from bpsim.app.resources import bundled_network
from bpsim.gui.dialogs.opening.dialog import APPEND, NEW, OpeningDialog
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
