"""A long table is exported beside the window: live, to be stopped, whole or not at all."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from bpsim.formats import cost_table
from bpsim.formats.bundled import bundled_network
from bpsim.gui.desk.controller import Controller
from bpsim.gui.panels.cost.costs import Costs
from bpsim.gui.panels.cost.data import CostData
from bpsim.gui.wiring.cost_export import CostExport

ROWS = 60_000


@pytest.fixture
def said() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def export(qtbot: QtBot, said: list[tuple[str, str]]) -> Iterator[CostExport]:
    owner = QObject()
    controller = Controller(bundled_network().load(), owner)
    controller.message.connect(lambda text, kind: said.append((text, kind)))
    made = CostExport(controller, owner)
    yield made
    made.finish()
    owner.deleteLater()


@pytest.fixture
def data(qtbot: QtBot) -> CostData:
    data = CostData()
    data.costs = Costs(np.linspace(1, 0, ROWS))
    return data


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """The table is written only once this is set."""
    gate, pieces = threading.Event(), cost_table.table_pieces

    def slow(columns: Any) -> Iterator[bytes]:
        for n, piece in enumerate(pieces(columns)):
            if n == 2:
                gate.wait()
            yield piece

    monkeypatch.setattr(cost_table, "table_pieces", slow)
    yield gate
    gate.set()


def test_a_long_table_is_written_while_the_window_goes_on(
    export: CostExport, data: CostData, tmp_path: Path, qtbot: QtBot, said: list[tuple[str, str]],
    held: threading.Event,
) -> None:  # fmt: skip
    export._timer.setInterval(1)
    path = tmp_path / "costs.csv"
    export.export(str(path), data, None)
    assert export.busy
    assert not path.exists()
    qtbot.waitUntil(lambda: any("16\u00a0% done" in text for text, _ in said))
    assert all("Stop (Esc) ends it" in text for text, _ in said)
    data.costs = Costs(np.zeros(5))  # what happens meanwhile is not in it
    held.set()
    qtbot.waitUntil(lambda: not export.busy)
    assert said[-1] == ("Exported the costs to costs.csv.", "done")
    rows = path.read_text().splitlines()
    assert len(rows) == ROWS + 1
    assert rows[-1] == f"{ROWS - 1},0.0"


def test_a_stopped_export_leaves_the_old_file(
    export: CostExport, data: CostData, tmp_path: Path, qtbot: QtBot, said: list[tuple[str, str]],
    held: threading.Event,
) -> None:  # fmt: skip
    path = tmp_path / "costs.csv"
    path.write_text("precious")
    export.export(str(path), data, None)
    export.stop()
    held.set()
    qtbot.waitUntil(lambda: not export.busy)
    assert said[-1] == ("The export was stopped; costs.csv was not written.", "info")
    assert [each.name for each in tmp_path.iterdir()] == ["costs.csv"]
    assert path.read_text() == "precious"


def test_only_one_at_a_time(
    export: CostExport, data: CostData, tmp_path: Path, said: list[tuple[str, str]],
    held: threading.Event,
) -> None:  # fmt: skip
    export.export(str(tmp_path / "one.csv"), data, None)
    export.export(str(tmp_path / "two.csv"), data, None)
    assert said[-1][0].startswith("Still exporting to one.csv")
    held.set()
    export.finish()
    assert [each.name for each in tmp_path.iterdir()] == ["one.csv"]


def test_closing_writes_what_was_asked_for(
    export: CostExport, data: CostData, tmp_path: Path
) -> None:
    path = tmp_path / "costs.csv"
    export.export(str(path), data, None)
    export.finish()
    assert not export.busy
    assert len(path.read_text().splitlines()) == ROWS + 1


def test_a_folder_that_is_not_there_is_told(
    export: CostExport, data: CostData, tmp_path: Path, qtbot: QtBot, said: list[tuple[str, str]]
) -> None:
    export.export(str(tmp_path / "no" / "costs.csv"), data, None)
    qtbot.waitUntil(lambda: not export.busy)
    assert said[-1][1] == "error" and "costs.csv" in said[-1][0]


def test_a_short_table_and_a_wrong_suffix_are_answered_at_once(
    export: CostExport, tmp_path: Path, said: list[tuple[str, str]], qtbot: QtBot
) -> None:
    data = CostData()
    data.costs = Costs([1.0, 0.5])
    export.export(str(tmp_path / "costs.csv"), data, None)
    assert said[-1][1] == "done" and not export.busy
    export.export(str(tmp_path / "costs.xyz"), data, None)
    assert said[-1][1] == "error"
