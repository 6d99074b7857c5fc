"""The picture as a file: shapes and no images, the same bytes each time, or one sentence."""

import os
import re
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from bpsim.core.errors import BpsimError
from bpsim.gui.looks.theme import DARK, LIGHT, Theme
from bpsim.gui.picture.files import WRITERS, image_of, pdf, png, svg, write_picture
from bpsim.gui.picture.page import PictureLook
from bpsim.steps.schedule import Phase
from tests.gui.graph.walks import EXAMPLES, lecture, step_at
from tests.gui.picture.walks import document, walk

pytestmark = pytest.mark.usefixtures("qapp")
STEP = (Phase.HIDDEN_DELTA, 2, 2)


def pixels(image: QImage) -> "np.ndarray[tuple[int, ...], np.dtype[np.int_]]":
    found = np.frombuffer(image.convertToFormat(QImage.Format.Format_RGB32).constBits(), np.uint8)
    return found.reshape(image.height(), image.width(), 4)[:, :, 2::-1].astype(int)


def rendered(data: bytes, width: int, height: int) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0)
    renderer = QSvgRenderer(QByteArray(data))
    assert renderer.isValid()
    with QPainter(image) as painter:
        renderer.render(painter)
    return image


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("name", ["lecture", "iris", "overfitting"])
def test_svg_looks_as_png_does(theme: Theme, name: str) -> None:
    step, examples = step_at(walk(name), Phase.HIDDEN_DELTA, 2, 2), document(name).examples
    look = PictureLook(theme=theme, scale=1.0)
    drawn = pixels(rendered(svg(step, examples, look), look.width, look.height))
    expected = pixels(image_of(step, examples, look))
    other = np.abs(drawn - expected).max(axis=2)
    assert (other > 60).mean() < 0.01, "but for how the edges of letters are smoothed"
    assert abs(drawn.mean() - expected.mean()) < 1.0


def test_svg_is_made_of_shapes_only() -> None:
    step = lecture(*STEP)
    data = svg(step, EXAMPLES, PictureLook())
    root = ElementTree.fromstring(data)
    kinds = {each.tag.partition("}")[2] for each in root.iter()}
    assert {"path", "title", "desc"} <= kinds
    assert not kinds & {"image", "text", "font", "use", "style", "script"}
    assert root.get("viewBox") == "0 0 1280 720"
    described = "".join(root.itertext())
    for words in ("δ₂⁽²⁾ = (Θ₁₂⁽²⁾δ₁⁽³⁾", "= −0.01971", "collects the δ of layer 3"):
        assert words in described
    assert b"font-" not in data, "the window's is not told"
    paths = [each.get("d") or "" for each in root.iter() if each.tag.endswith("path")]
    assert sum(map(len, paths)) > 50_000, "letters as outlines"


@pytest.mark.parametrize("term", [0, 1])
def test_svg_has_the_terms_in_their_colours(term: int) -> None:
    data = svg(lecture(*STEP), EXAMPLES, PictureLook()).decode()
    # The edge and its label, its arrow, the formula, and its numbers.
    assert data.count(LIGHT.terms[term]) >= 4


def test_pdf_is_one_page_of_the_right_size() -> None:
    data = pdf(lecture(*STEP), EXAMPLES, PictureLook())
    assert data.startswith(b"%PDF-")
    assert data.rstrip().endswith(b"%%EOF")
    assert re.findall(rb"/Count (\d+)", data) == [b"1"]
    assert len(re.findall(rb"/Type /Page\b", data)) == 1
    (box,) = re.findall(rb"/MediaBox \[([^]]+)\]", data)
    assert list(map(float, box.split())) == [0, 0, 960, 540]
    assert b"/Subtype /Image" not in data
    assert b"/FontFile" in data, "the fonts are in it"
    # Where the table of its objects says it is, it is.
    start = int(re.findall(rb"startxref\s+(\d+)", data)[0])
    assert data[start:].startswith(b"xref")


def test_png_says_what_it_shows() -> None:
    step = lecture(Phase.HIDDEN_DELTA, 3, 1)
    image = QImage.fromData(png(step, EXAMPLES, PictureLook()), "png")  # type: ignore[arg-type]
    assert image.text("Title") == step.position
    description = image.text("Description")
    assert description.startswith(step.sentence) and "δ₁⁽³⁾" in description


def test_png_knows_how_large_it_is() -> None:
    data = png(lecture(*STEP), EXAMPLES, PictureLook(width=640, height=360, scale=3.0))
    image = QImage.fromData(data)
    assert (image.width(), image.height()) == (1920, 1080)
    assert image.dotsPerMeterX() == image.dotsPerMeterY() == round(3 * 96 / 0.0254)


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_the_same_bytes_each_time(suffix: str, theme: Theme) -> None:
    draw, step = WRITERS[suffix], step_at(walk("iris"), Phase.FORWARD, 3, 2)
    examples, look = document("iris").examples, PictureLook(theme=theme, width=640, height=360)
    assert draw(step, examples, look) == draw(step, examples, look)
    other = lecture(*STEP)
    assert draw(other, EXAMPLES, look) != draw(step, examples, look)


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf", ".PNG", ".Svg"])
def test_the_suffix_decides(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"step{suffix}"
    write_picture(path, lecture(*STEP), EXAMPLES, PictureLook())
    begins = {".png": b"\x89PNG", ".svg": b"<?xml", ".pdf": b"%PDF"}[suffix.lower()]
    assert path.read_bytes().startswith(begins)
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("step.jpg", "step.jpg: a picture can be written as .png, .svg or .pdf only"),
        ("step", "step: a picture can be written as"),
        ("no/step.png", "step.png: it cannot be saved: its folder does not exist"),
    ],
)
def test_what_cannot_be_written_is_one_sentence(tmp_path: Path, name: str, reason: str) -> None:
    with pytest.raises(BpsimError, match=re.escape(reason)):
        write_picture(tmp_path / name, lecture(*STEP), EXAMPLES, PictureLook())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write")
def test_a_folder_that_may_not_be_written_to(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o500)
    with pytest.raises(BpsimError, match="its folder may not be written to"):
        write_picture(folder / "step.svg", lecture(*STEP), EXAMPLES, PictureLook())


def test_an_old_picture_is_replaced_or_kept(tmp_path: Path) -> None:
    path = tmp_path / "step.png"
    path.write_text("old")
    path.chmod(0o444)
    if os.access(path, os.W_OK):  # root
        path.chmod(0o644)
    else:
        with pytest.raises(BpsimError, match="write-protected"):
            write_picture(path, lecture(*STEP), EXAMPLES, PictureLook())
        assert path.read_text() == "old"
        path.chmod(0o644)
    write_picture(path, lecture(*STEP), EXAMPLES, PictureLook())
    assert path.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_deep_network_in_every_format(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"deep{suffix}"
    step = step_at(walk("deep"), Phase.HIDDEN_DELTA, 4, 3)
    write_picture(path, step, document("deep").examples, PictureLook())
    assert path.stat().st_size > 20_000
