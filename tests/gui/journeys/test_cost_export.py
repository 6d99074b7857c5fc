"""A long table of costs is exported beside the window: live, to be stopped, whole or not at all."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from bpsim.formats import cost_table
from bpsim.gui.dialogs.waiting import Waiting
from bpsim.gui.panels.cost.costs import Costs
from bpsim.gui.window.main_window import MainWindow

from .conftest import Open

ROWS = 60_000
Export = Callable[[Path], None]


@pytest.fixture
def window(new_window: Open) -> MainWindow:
    window = new_window()
    window.views.cost.data.costs = Costs(np.linspace(1, 0, ROWS))
    return window


@pytest.fixture
def export(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Export:
    def to(path: Path) -> None:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
        window.actions_["export_costs"].trigger()

    return to


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """The table is written only once this is set."""
    gate, pieces = threading.Event(), cost_table.table_pieces

    def slow(*arguments: Any) -> Iterator[bytes]:
        for n, piece in enumerate(pieces(*arguments)):
            if n == 2:
                gate.wait()
            yield piece

    monkeypatch.setattr("bpsim.gui.panels.cost.export.table_pieces", slow)
    yield gate
    gate.set()


def test_a_long_table_is_written_while_the_window_goes_on(
    window: MainWindow, export: Export, tmp_path: Path, qtbot: QtBot, held: threading.Event
) -> None:
    path = tmp_path / "costs.csv"
    export(path)
    assert not path.exists() and "(writing costs.csv…)" in window.windowTitle()
    (waiting,) = window.findChildren(Waiting)
    qtbot.waitUntil(lambda: (waiting.bar.value(), waiting.bar.maximum()) == (10_000, ROWS))
    window.views.cost.data.costs = Costs(np.zeros(5))  # what happens meanwhile is not in it
    export(tmp_path / "other.csv")
    assert window.views.messages.text == "Still writing costs.csv; please wait."
    held.set()
    qtbot.waitUntil(lambda: not window.files.background.busy)
    assert window.views.messages.text == "Exported costs.csv."
    rows = path.read_text().splitlines()
    assert len(rows) == ROWS + 1
    assert rows[-1] == f"{ROWS - 1},0.0"
    assert [each.name for each in tmp_path.iterdir()] == ["costs.csv"]


def test_a_stopped_export_leaves_the_old_file(
    window: MainWindow, export: Export, tmp_path: Path, held: threading.Event
) -> None:
    path = tmp_path / "costs.csv"
    path.write_text("precious")
    export(path)
    (waiting,) = window.findChildren(Waiting)
    waiting.reject()
    held.set()
    window.files.background.wait()
    assert [each.name for each in tmp_path.iterdir()] == ["costs.csv"]
    assert path.read_text() == "precious"


def test_closing_writes_what_was_asked_for(
    window: MainWindow, export: Export, tmp_path: Path
) -> None:
    export(tmp_path / "costs.csv")
    window.close()
    assert len((tmp_path / "costs.csv").read_text().splitlines()) == ROWS + 1


def test_what_cannot_be_written_is_told(window: MainWindow, export: Export, tmp_path: Path) -> None:
    for name in ("no/costs.csv", "no/costs.png", "costs.bpsim"):
        export(tmp_path / name)
        window.files.background.wait()
        assert Path(name).name in window.views.messages.text
        assert window.views.messages.kind == "error" and list(tmp_path.iterdir()) == []
