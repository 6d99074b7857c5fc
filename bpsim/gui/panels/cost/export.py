"""The costs as a file: every number as CSV, or the plot as PNG or SVG."""

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QFont, QImage, QPainter

from bpsim.base.words import tr
from bpsim.core.progress import Report
from bpsim.formats.cost_table import Column, table_pieces
from bpsim.formats.errors import FormatError
from bpsim.formats.files import PathLike, name_of, write_bytes, write_pieces
from bpsim.gui.looks.theme import LIGHT, Theme
from bpsim.gui.panels.cost.accessible import plotted
from bpsim.gui.panels.cost.costs import Costs
from bpsim.gui.panels.cost.data import CostData
from bpsim.gui.panels.cost.picture import CostPicture
from bpsim.gui.panels.cost.samples import Samples
from bpsim.gui.program.picture_bytes import png_bytes, svg_bytes

SIZE = QSize(960, 600)
RATIO = 2.0
TEXT_PIXELS = 18
SUFFIXES = (".csv", ".png", ".svg")


def prepared(
    path: PathLike,
    data: CostData,
    theme: Theme = LIGHT,
    shown: tuple[float, float] | None = None,
) -> Callable[[Report], None]:
    """What writes ``data`` as it is now to ``path``, in any thread, as its suffix says.

    A table (.csv) holds every iteration of every visible curve, at full precision; a picture (.png
    or .svg), which is painted at once, what lies between the two iterations of ``shown``, None for
    all. Raises FormatError, as what is returned may: then a file that was there is as it was.
    """
    suffix = _suffix_of(path, data)
    if suffix == ".csv":
        columns = _columns_of(data)
        return lambda report: write_pieces(path, table_pieces(columns, report))
    content = _as_svg(data, theme, shown) if suffix == ".svg" else _as_png(data, theme, shown)
    return lambda _report: write_bytes(path, content)


def _suffix_of(path: PathLike, data: CostData) -> str:
    """The suffix of ``path``; raises FormatError for another one, or where there is no cost."""
    suffix = Path(os.fspath(path)).suffix.lower()
    if suffix not in SUFFIXES:
        raise FormatError(name_of(path), tr("costs can be exported as .csv, .png or .svg only"))
    if not any(len(costs) for _, costs in _visible(data)):
        raise FormatError(name_of(path), tr("there is no cost to export yet"))
    return suffix


def _columns_of(data: CostData) -> list[Column]:
    """The visible curves by name, in the sign on screen; the arrays are nobody else's."""
    return [
        Column(name, data.sign * costs.values(), isinstance(costs, Samples))
        for name, costs in _visible(data)
    ]


def _visible(data: CostData) -> list[tuple[str, Costs | Samples]]:
    out: list[tuple[str, Costs | Samples]] = []
    if data.main_shown:
        out.append(("J" if data.sign > 0 else "J (lecture)", data.costs))
    out += [(each.name, each.costs) for each in data.visible_series]
    return out + [(run.name, run.costs) for run in data.runs]


def _paint(
    painter: QPainter, data: CostData, theme: Theme, shown: tuple[float, float] | None
) -> None:
    """Paint the plot of the window, with letters whose size does not depend on the window's."""
    font = QFont()
    font.setPixelSize(TEXT_PIXELS)
    picture = CostPicture(data, theme, font, shown)
    picture.paint_into(painter, QRect(QPoint(), SIZE))
    picture.deleteLater()


def _as_png(data: CostData, theme: Theme, shown: tuple[float, float] | None) -> bytes:
    image = QImage(SIZE * RATIO, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(RATIO)
    with QPainter(image) as painter:
        _paint(painter, data, theme, shown)
    return png_bytes(image, tr("Cost over iterations"), plotted(data))


def _as_svg(data: CostData, theme: Theme, shown: tuple[float, float] | None) -> bytes:
    def paint(painter: QPainter) -> None:
        _paint(painter, data, theme, shown)

    content = svg_bytes(SIZE, paint, tr("Cost over iterations"), plotted(data))
    # Other programs do not know what Qt calls the desktop's font, and would take one with serifs.
    family = f'font-family="{QFont().family()}'
    return content.replace(family.encode(), f"{family}, sans-serif".encode())
