"""The costs as files: every digit in the table, the right curves in the pictures, or a sentence."""

import csv
import re
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from pytestqt.qtbot import QtBot

from bpsim.core.errors import BpsimError
from bpsim.core.progress import silent
from bpsim.formats.cost_table import Column, table_pieces
from bpsim.gui.looks.theme import DARK, LIGHT, Theme
from bpsim.gui.panels.cost.accessible import plotted
from bpsim.gui.panels.cost.costs import Costs
from bpsim.gui.panels.cost.data import CostData
from bpsim.gui.panels.cost.export import prepared

FALLING = 0.7 * np.exp(-np.arange(200) / 40)


@pytest.fixture
def data(qtbot: QtBot) -> CostData:
    data = CostData()
    data.costs = Costs(FALLING)
    data.set_runs([("α = 0.1, “slow”", 0, FALLING[:50] * 2)])
    data.set_series([("held-out", FALLING * 1.5), ("hidden", FALLING * 9)])
    data.show_series("hidden", False)
    return data


def export_costs(
    path: Path, data: CostData, theme: Theme = LIGHT, shown: tuple[float, float] | None = None
) -> None:
    prepared(path, data, theme, shown)(silent)


def table(path: Path) -> list[list[str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_a_table_has_every_number_to_the_last_bit(data: CostData, tmp_path: Path) -> None:
    path = tmp_path / "costs.csv"
    export_costs(path, data)
    head, *rows = table(path)
    assert head == ["iteration", "J", "held-out", "α = 0.1, “slow”"]
    assert [row[0] for row in rows] == [str(n) for n in range(200)]
    np.testing.assert_array_equal([float(row[1]) for row in rows], FALLING)
    np.testing.assert_array_equal([float(row[2]) for row in rows], FALLING * 1.5)
    np.testing.assert_array_equal([float(row[3]) for row in rows[:50]], FALLING[:50] * 2)
    assert all(row[3] == "" for row in rows[50:]), "where a run has ended there is nothing"


def test_a_table_says_what_is_not_finite(qtbot: QtBot, tmp_path: Path) -> None:
    data = CostData()
    data.costs = Costs([1.0, np.inf, np.nan])
    export_costs(tmp_path / "costs.csv", data)
    assert table(tmp_path / "costs.csv")[1:] == [["0", "1.0"], ["1", "inf"], ["2", "nan"]]


def test_what_was_not_measured_is_left_empty(data: CostData, tmp_path: Path) -> None:
    data.set_series([("held-out", [0.5, np.nan, 0.25])])
    export_costs(tmp_path / "costs.csv", data)
    assert [row[2] for row in table(tmp_path / "costs.csv")[1:5]] == ["0.5", "", "0.25", ""]


def test_a_table_keeps_the_sign_on_screen(data: CostData, tmp_path: Path) -> None:
    data.sign = -1.0
    export_costs(tmp_path / "costs.csv", data)
    head, first, *_ = table(tmp_path / "costs.csv")
    assert head[1] == "J (lecture)"
    assert float(first[1]) == -0.7


def read(path: Path) -> QImage:
    """The picture in a PNG or SVG file, 960 pixels wide."""
    if path.suffix == ".png":
        return QImage(str(path)).scaledToWidth(960)
    image = QImage(960, 600, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(path.read_bytes())).render(painter)
    painter.end()
    return image


def columns_of(image: QImage, colour: QColor) -> list[int]:
    """The columns of pixels, legend left out, in which a colour is seen."""
    pixels = np.frombuffer(image.convertToFormat(QImage.Format.Format_RGB32).constBits(), np.uint8)
    pixels = pixels.reshape(image.height(), -1, 4)[:, :, 2::-1].astype(int)
    distance = np.abs(pixels - colour.getRgb()[:3]).sum(axis=2)
    distance[:150, 600:] = 999
    return np.flatnonzero((distance < 60).any(axis=0)).tolist()


@pytest.mark.parametrize(
    ("suffix", "theme", "log"),
    [(".png", LIGHT, False), (".svg", DARK, False), (".PNG", DARK, True), (".svg", LIGHT, True)],
)
def test_a_picture_has_every_visible_curve(
    data: CostData, tmp_path: Path, suffix: str, theme: Theme, log: bool
) -> None:
    data.log_wanted = log
    path = tmp_path / f"costs{suffix}"
    export_costs(path, data, theme)
    image = read(path if suffix != ".PNG" else path.rename(tmp_path / "costs.png"))
    assert image.pixelColor(2, 2) == theme.colour("surface")
    whole = columns_of(image, theme.colour("accent"))
    assert whole[0] < 200 and whole[-1] > 850
    short = columns_of(image, theme.term(0))
    assert short and short[-1] < 400, "a quarter of the iterations"
    assert columns_of(image, theme.term(6))
    assert not columns_of(image, theme.term(7)), "switched off"


@pytest.mark.parametrize("suffix", [".png", ".svg"])
def test_a_picture_of_what_is_on_show(data: CostData, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"costs{suffix}"
    export_costs(path, data, LIGHT, (40.0, 60.0))
    image = read(path)
    short = columns_of(image, LIGHT.term(0))
    assert 400 < short[-1] < 600, "it ends in the middle of the part on show"
    axis = columns_of(image, LIGHT.colour("muted"))
    assert min(columns_of(image, LIGHT.colour("accent"))) >= min(axis), "nothing sticks out"


def test_svg_has_its_words_as_text(data: CostData, tmp_path: Path) -> None:
    data.costs = Costs([*data.costs.values(), np.inf])
    path = tmp_path / "costs.svg"
    export_costs(path, data)
    text = "".join(re.findall(r">([^<>]+)</text>", path.read_text(encoding="utf-8")))
    for words in ("iteration", "J(Θ)", "held-out", "α = 0.1", "diverged at iteration 200"):
        assert words in text


@pytest.mark.parametrize("suffix", [".png", ".svg"])
def test_a_picture_says_what_it_shows(data: CostData, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"costs{suffix}"
    export_costs(path, data)
    if suffix == ".png":
        image = QImage(str(path))
        title, description = image.text("Title"), image.text("Description")
    else:
        words = [each.text for each in ElementTree.parse(path).getroot()[:2]]
        title, description = map(str, words)
    assert title == "Cost over iterations"
    assert description == plotted(data)
    assert "from iteration 0 to" in description and "held-out" in description


def test_a_name_is_text_and_not_markup(data: CostData, tmp_path: Path) -> None:
    data.set_runs([("<img src=x> & <b>", 0, FALLING)])
    path = tmp_path / "costs.svg"
    export_costs(path, data)
    words = "".join(ElementTree.parse(path).getroot().itertext())
    assert "<imgsrc=x>&<b>" in "".join(words.split())


def test_the_iteration_on_screen_is_not_in_a_picture(data: CostData, tmp_path: Path) -> None:
    data.iteration = 50
    export_costs(tmp_path / "there.png", data)
    data.iteration = 0
    export_costs(tmp_path / "start.png", data)
    assert read(tmp_path / "there.png") == read(tmp_path / "start.png")


def test_a_cost_that_stands_alone_can_be_seen(qtbot: QtBot, tmp_path: Path) -> None:
    data = CostData()
    data.costs = Costs([0.5])
    export_costs(tmp_path / "costs.png", data)
    assert columns_of(read(tmp_path / "costs.png"), LIGHT.colour("accent"))


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("costs.txt", "costs.txt: costs can be exported as .csv, .png or .svg only"),
        ("costs", "costs: costs can be exported as"),
        ("missing/costs.csv", "costs.csv: it cannot be saved: there is no such file or folder"),
    ],
)
def test_what_cannot_be_written_is_one_sentence(
    data: CostData, tmp_path: Path, name: str, reason: str
) -> None:
    with pytest.raises(BpsimError, match=reason):
        export_costs(tmp_path / name, data)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", [".csv", ".png", ".svg"])
def test_without_a_cost_there_is_nothing_to_write(
    qtbot: QtBot, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"costs{suffix}"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(BpsimError, match="no cost to export yet"):
        export_costs(path, CostData())
    assert path.read_text(encoding="utf-8") == "old"


def test_a_long_table_comes_in_pieces_of_whole_lines() -> None:
    J = np.linspace(1, 0, 25_000)
    columns = [
        Column("J", J),
        Column("short, “kept”", np.array([0.5, np.nan])),
        Column("sampled", np.array([np.nan, 0.25]), sparse=True),
    ]
    pieces = list(table_pieces(columns))
    assert len(pieces) == 4
    assert all(piece.endswith(b"\n") for piece in pieces)
    rows = list(csv.reader(b"".join(pieces).decode().splitlines()))
    assert rows[:4] == [
        ["iteration", "J", "short, “kept”", "sampled"],
        ["0", "1.0", "0.5", ""],
        ["1", repr(float(J[1])), "nan", "0.25"],
        ["2", repr(float(J[2])), "", ""],
    ]
    np.testing.assert_array_equal([float(row[1]) for row in rows[1:]], J)
