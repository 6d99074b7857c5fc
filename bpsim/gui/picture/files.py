"""The picture of a step as a file: PNG, or SVG and PDF that are made of shapes."""

import os
import re
import uuid
from pathlib import Path

from PySide6.QtCore import QHashSeed, QMarginsF, QSize, QSizeF, QUuid
from PySide6.QtGui import QImage, QPageSize, QPainter, QPdfWriter

from bpsim.base.words import tr
from bpsim.core.examples import Examples
from bpsim.formats.errors import FormatError
from bpsim.formats.files import PathLike, name_of, require_place, write_bytes
from bpsim.gui.picture.page import PictureLook, PicturePage
from bpsim.gui.program.picture_bytes import DPI, open_buffer, png_bytes, svg_bytes
from bpsim.notation.formula import to_text
from bpsim.steps.step import Step

POINTS = 72
_DATES = re.compile(rb"/(?:Creation|Mod)Date \([^)]*\)|xmp:\w+Date=\"[^\"]*\"")
_FONTS = re.compile(rb'font-family="[^"]*"( font-[a-z]+="[^"]*")* *')
_NAMES = uuid.UUID("0f6a4c0e-6a0b-5b0e-9c57-3c1f5d2f1d11")


def image_of(step: Step, examples: Examples, look: PictureLook) -> QImage:
    """The picture in pixels, ``look.scale`` of them for each of the look's."""
    image = QImage(QSize(look.width, look.height) * look.scale, QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(round(look.scale * DPI / 0.0254))
    image.setDotsPerMeterY(round(look.scale * DPI / 0.0254))
    with QPainter(image) as painter:
        painter.scale(image.width() / look.width, image.height() / look.height)
        PicturePage.of(step, examples, look).paint(painter)
    return image


def png(step: Step, examples: Examples, look: PictureLook) -> bytes:
    """The picture as a PNG file."""
    image = image_of(step, examples, look)
    return png_bytes(image, step.position, described(step))


def svg(step: Step, examples: Examples, look: PictureLook) -> bytes:
    """The picture as an SVG file, its text as outlines, which need no font to be seen."""
    page = PicturePage.of(step, examples, look, outlined=True)
    size = QSize(look.width, look.height)
    # No text is set in the fonts that Qt names, among them the window's in its size.
    return _FONTS.sub(b"", svg_bytes(size, page.paint, step.position, described(step)))


def pdf(step: Step, examples: Examples, look: PictureLook) -> bytes:
    """The picture as a PDF file of one page, its fonts included; the same bytes each time."""
    # The order in which Qt writes the fonts depends on how it hashes.
    QHashSeed.setDeterministicGlobalSeed()
    try:
        return _pdf(step, examples, look)
    finally:
        QHashSeed.resetRandomGlobalSeed()


def _pdf(step: Step, examples: Examples, look: PictureLook) -> bytes:
    buffer = open_buffer()
    writer = QPdfWriter(buffer)
    size = QSizeF(look.width, look.height) * (POINTS / DPI)
    match = QPageSize.SizeMatchPolicy.ExactMatch
    writer.setPageSize(QPageSize(size, QPageSize.Unit.Point, "", match))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setTitle(step.position)
    writer.setCreator("bpsim")
    writer.setDocumentId(QUuid(str(uuid.uuid5(_NAMES, described(step)))))
    with QPainter(writer) as painter:
        painter.scale(writer.width() / look.width, writer.height() / look.height)
        PicturePage.of(step, examples, look).paint(painter)
    # Blanks instead of dates, so many that everything else keeps its place in the file.
    return _DATES.sub(lambda found: b" " * len(found[0]), bytes(buffer.data().data()))


WRITERS = {".png": png, ".svg": svg, ".pdf": pdf}


def require_picture(path: PathLike) -> str:
    """The suffix of ``path``; raises FormatError for another one, or where no file can be."""
    suffix = Path(os.fspath(path)).suffix.lower()
    if suffix not in WRITERS:
        raise FormatError(name_of(path), tr("a picture can be written as .png, .svg or .pdf only"))
    require_place(path)
    return suffix


def write_picture(path: PathLike, step: Step, examples: Examples, look: PictureLook) -> None:
    """Write ``step`` to ``path`` as its suffix says.

    ``examples`` has the names of inputs and targets. Raises FormatError, and then a file that was
    there before is as it was.
    """
    suffix = require_picture(path)
    write_bytes(path, WRITERS[suffix](step, examples, look))


def described(step: Step) -> str:
    """The step in plain text, for those who cannot see it and those who search for it."""
    parts = (step.sentence, to_text(step.formula), to_text(step.numbers), step.note)
    return "\n".join(part for part in parts if part)
