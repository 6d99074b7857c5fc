"""The picture of a step: all of it fits, whatever the network, the step and the shape."""

import numpy as np
import pytest
from PySide6.QtGui import QColor, QFont, QImage
from PySide6.QtWidgets import QApplication

from bpsim.core.settings import Convention
from bpsim.formats.bundled import NETWORKS
from bpsim.gui.kit.controls.painting import mixed
from bpsim.gui.looks.theme import DARK, LIGHT, Theme
from bpsim.gui.picture.explanation import LaidOutExplanation
from bpsim.gui.picture.files import image_of
from bpsim.gui.picture.formulas import Formulas
from bpsim.gui.picture.page import MARGIN, SIDE, TOP, PictureLook, PicturePage
from bpsim.notation.formula import EMPTY
from bpsim.steps.places import UnitPlace
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.step import Step
from bpsim.steps.trace import Trace
from tests.gui.graph.walks import lecture, step_at
from tests.gui.picture.likeness import alike
from tests.gui.picture.walks import LARGE, document, walk

pytestmark = pytest.mark.usefixtures("qapp")

SHAPES = ((1280, 720), (800, 800), (500, 1400), (2400, 500), (320, 180))


def stops(trace: Trace) -> list[Step]:
    """The first stop, a forward, cost and δ ones, the last, and those that are whole passes."""
    depth = trace.values.network.depth
    hidden = [(Phase.HIDDEN_DELTA, layer) for layer in range(2, depth)]
    unit = [
        step_at(trace, phase, layer)
        for phase, layer in (
            (Phase.LOAD, 1), (Phase.FORWARD, depth), (Phase.COST, depth),
            (Phase.OUTPUT_DELTA, depth), *hidden, (Phase.ACCUMULATE, 1), (Phase.GRADIENT, 1),
            (Phase.UPDATE, None),
        )
    ]  # fmt: skip
    coarse = [
        trace.step(index, granularity)
        for granularity in (Granularity.PASS, Granularity.ITERATION)
        for index in {0, trace.schedule.count(granularity) - 1}
    ]
    return [*unit, *coarse]


def whole(page: PicturePage) -> None:
    """Nothing of the page sticks out of it, and its two parts stand apart."""
    width, height = page.look.width / page.zoom, page.look.height / page.zoom
    frame, words = page.graph.picture.scene.layout.frame, page.explanation
    scale = page.graph.scale
    assert SIDE + scale * (frame.left + frame.width) <= width + 1
    assert TOP + scale * (frame.top + frame.height) <= page.top + 1
    assert page.top + page.shrink * words.height <= height - MARGIN + 0.5
    assert page.shrink * words.width <= width - 2 * MARGIN + 0.5
    inner = words.width - 1.4 * words.fonts.body.height
    for line in words.formulas.lines:
        x, box, size = line.equations[-1]
        assert x + box.width * size <= inner + 1, "a formula wider than its card"
    for lines in (words.title, words.sentence, words.note):
        assert lines.width <= words.width + 1


@pytest.mark.parametrize("name", [*NETWORKS, *LARGE])
@pytest.mark.parametrize("width, height", SHAPES)
def test_every_kind_of_step_fits(name: str, width: int, height: int) -> None:
    for step in stops(walk(name)):
        page = PicturePage.of(
            step, document(name).examples, PictureLook(width=width, height=height)
        )
        whole(page)
        assert page.top >= 0.35 * height / page.zoom, "the graph has room"
        assert page.graph.scale > 0.3


@pytest.mark.parametrize("name", ["lecture", "iris", *LARGE])
def test_formulas_stay_legible(name: str) -> None:
    for step in stops(walk(name)):
        page = PicturePage.of(step, document(name).examples, PictureLook())
        assert page.shrink == 1.0
        for line in page.explanation.formulas.lines:
            for _, box, scale in line.equations:
                assert scale * box.placed[0].leaf.raw.pixelSize() > 11  # type: ignore[union-attr]


def test_z_and_a_stand_abreast_in_columns() -> None:
    page = PicturePage.of(lecture(Phase.FORWARD, 3, 1), document("lecture").examples, PictureLook())
    formula, numbers = page.explanation.formulas.lines
    assert [x for x, _, _ in formula.equations] == [x for x, _, _ in numbers.equations]
    assert len(formula.equations) == 2


def test_the_lecture_s_shorthand_is_called_what_it_is() -> None:
    trace = Trace.of(document("lecture").with_(convention=Convention("lecture", True)))
    step = step_at(trace, Phase.HIDDEN_DELTA, 2, 1)
    words = PicturePage.of(step, document("lecture").examples, PictureLook()).explanation
    assert "Lecture shorthand" in " ".join(words.note.texts)


@pytest.mark.parametrize("name", ["lecture", "xnor", "worked-example"])
def test_a_small_network_is_laid_out_as_on_screen(name: str) -> None:
    for step in stops(walk(name)):
        graph = PicturePage.of(step, document(name).examples, PictureLook()).graph
        frame = graph.picture.scene.layout.frame
        assert graph.scale == 1.0 and frame.scale >= 0.95
        assert frame.sizes.captions
        assert not any(frame.shortened(layer) for layer in range(1, frame.depth + 1))


# --- pixels ---------------------------------------------------------------------------------------


def near(a: QColor, b: QColor, by: int = 6) -> bool:
    return max(abs(a.red() - b.red()), abs(a.green() - b.green()), abs(a.blue() - b.blue())) <= by


def counted(image: QImage, colour: QColor) -> int:
    """How many pixels have a colour."""
    pixels = np.frombuffer(image.convertToFormat(QImage.Format.Format_RGB32).constBits(), np.uint8)
    found = pixels.reshape(-1, 4).astype(np.int16)
    parts = zip((2, 1, 0), colour.getRgb()[:3], strict=True)
    return int(np.logical_and.reduce([abs(found[:, n] - part) <= 6 for n, part in parts]).sum())


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("size", [1, 2])
def test_named_pixels(theme: Theme, size: int) -> None:
    step, examples = lecture(Phase.HIDDEN_DELTA, 2, 2), document("lecture").examples
    look = PictureLook(theme=theme, width=1280 * size, height=720 * size, scale=1.0)
    image, page = image_of(step, examples, look), PicturePage.of(step, examples, look)
    assert (image.width(), image.height()) == (1280 * size, 720 * size)
    assert image.pixelColor(2, 2) == theme.colour("surface")
    layout = page.graph.picture.scene.layout

    def at(x: float, y: float) -> QColor:
        scale = page.graph.scale
        return image.pixelColor(
            round(page.zoom * (SIDE + scale * x)), round(page.zoom * (TOP + scale * y))
        )

    accent, fill = theme.colour("accent"), theme.colour("unit_fill")
    for unit, colour in ((1, fill), (2, mixed(accent, fill, 0.13))):
        box = layout.unit_box(2, unit)
        assert near(at(box.x + box.w / 4, box.y + 0.78 * box.h), colour)
    for ray in page.graph.picture.lit:
        x, y = ray.at(0.55)
        close = [at(x + dx, y + dy) for dx in (-6, -3, 0, 3, 6) for dy in (-1, 0, 1)]
        assert any(near(colour, theme.term(ray.edge.colour)) for colour in close)
    card = round(page.zoom * (page.top + page.explanation.height - 8))
    assert near(image.pixelColor(round(page.zoom * (MARGIN + 20)), card), theme.colour("window"))
    below = image.copy(0, round(page.zoom * page.top), image.width(), image.height())
    for term in (0, 1):
        assert counted(below, theme.term(term)) > 100 * size * size, "its terms in the formula"


def test_the_same_picture_at_any_size(qapp: QApplication) -> None:
    step, examples = lecture(Phase.FORWARD, 3, 1), document("lecture").examples
    large = image_of(step, examples, PictureLook(width=2560, height=1440, scale=1.0))
    assert alike(large, image_of(step, examples, PictureLook(scale=2.0)))


def test_the_delta_of_bias_units_where_it_is_wanted() -> None:
    step, examples = lecture(Phase.UPDATE), document("lecture").examples
    for wanted in (False, True):
        faces = PicturePage.of(step, examples, PictureLook(bias_deltas=wanted)).graph.picture.faces
        assert (faces[UnitPlace(2, 0)].delta is not None) is wanted


def test_what_an_update_moved_glows() -> None:
    step, examples = lecture(Phase.UPDATE), document("lecture").examples
    glow = mixed(LIGHT.colour("update"), LIGHT.colour("surface"), 0.4)
    assert counted(image_of(step, examples, PictureLook()), glow) > 500
    before = lecture(Phase.GRADIENT, 1)
    assert counted(image_of(before, examples, PictureLook()), glow) < 100


@pytest.mark.parametrize("abreast", [False, True])
def test_no_formula_takes_no_room(abreast: bool) -> None:
    font = QFont()
    font.setPixelSize(18)
    assert Formulas.of((EMPTY, EMPTY), font, 500.0, abreast).height == 0.0


def test_words_are_broken_into_lines_of_like_length() -> None:
    page = PicturePage.of(
        lecture(Phase.HIDDEN_DELTA, 2, 2), document("lecture").examples, PictureLook()
    )
    fonts = page.explanation.fonts
    words = LaidOutExplanation.of(page.explanation.step, fonts, 700.0, 300.0, 400.0)
    widths = [fonts.body.width(text) for text in words.sentence.texts]
    assert len(widths) == 2 and min(widths) > 0.85 * max(widths)
