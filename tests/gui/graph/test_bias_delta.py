"""The δ of bias units on the graph: grey, in a broken line, marked as not used, off by default."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from bpsim.gui.graph.paint.faces import Face, faces
from bpsim.gui.graph.paint.scene import Scene
from bpsim.gui.graph.view import GraphView
from bpsim.gui.looks.theme import DARK, LIGHT, Theme, use_theme
from bpsim.notation.numerals import full_number, number_text
from bpsim.steps.places import Place, UnitPlace
from bpsim.steps.schedule import Phase
from bpsim.steps.shown.spoken import spoken, tooltip
from bpsim.steps.step import Step
from bpsim.steps.trace import Trace
from tests.gui.graph.walks import EXAMPLES, document_of, lecture, network_of, step_at

SceneOf = Callable[..., Scene]


def drawn(step: Step, scene: Scene) -> dict[Place, Face]:
    return faces(step, scene, bias_deltas=True)


def test_it_is_there_for_hidden_layers_on_the_way_back(scene_of: SceneOf) -> None:
    forth, back = lecture(Phase.FORWARD, 3, 1), lecture(Phase.HIDDEN_DELTA, 3, 1)
    assert drawn(forth, scene_of(forth))[UnitPlace(3, 0)].delta is None
    found = drawn(back, scene_of(back))
    assert found[UnitPlace(1, 0)].delta is None
    assert found[UnitPlace(2, 0)].delta == "—"
    value = back.known.bias_delta(3)
    assert value is not None
    assert found[UnitPlace(3, 0)].delta in {number_text(value, n) for n in (1, 2, 3, 4)}
    assert found[UnitPlace(3, 0)].unused == " · not used"
    assert faces(back, scene_of(back))[UnitPlace(3, 0)].delta is None


@pytest.mark.parametrize("width", [420, 760, 1500])
def test_it_overlaps_nothing(scene_of: SceneOf, width: int) -> None:
    step = lecture(Phase.HIDDEN_DELTA, 2, 1)
    scene = scene_of(step, width=width)
    found = drawn(step, scene)
    chips = [(place, face.chip) for place, face in found.items() if face.chip is not None]
    assert len(chips) == 2
    for place, chip in chips:
        assert chip is not None
        for other, face in found.items():
            assert not chip.meets(face.box), (place, other)
        for layer in range(1, 5):
            assert not chip.meets(scene.layout.heading_box(layer))


def test_in_little_room_the_words_give_way_to_the_number(scene_of: SceneOf) -> None:
    step = lecture(Phase.HIDDEN_DELTA, 2, 1)
    layout = scene_of(step).layout
    room = layout.bias_chip_box(2, 10.0)
    assert room is not None
    start, end = layout.frame.span(1)
    widest = room.x + room.w - start - 0.45 * (end - start)
    assert layout.bias_chip_box(2, widest - 1) is not None
    assert layout.bias_chip_box(2, widest + 1) is None


def test_words_say_that_it_is_not_used() -> None:
    step, place = lecture(Phase.HIDDEN_DELTA, 2, 1), UnitPlace(2, 0)
    value = step.known.bias_delta(2)
    assert value is not None
    assert tooltip(step, place, EXAMPLES, True).endswith(f"δ₀⁽²⁾ = {full_number(value)} (not used)")
    assert spoken(step, place, EXAMPLES, True).endswith(f"δ {number_text(value)} (not used)")
    assert "δ" not in tooltip(step, place, EXAMPLES)
    assert "δ" not in tooltip(step, UnitPlace(1, 0), EXAMPLES, True)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_it_is_grey_and_goes_without_a_trace(view: GraphView, theme: Theme) -> None:
    use_theme(theme)
    view.show_step(lecture(Phase.HIDDEN_DELTA, 2, 1), EXAMPLES)
    before = view.grab().toImage()
    view.set_bias_delta(True)
    picture = view.picture
    assert picture is not None
    face = picture.faces[UnitPlace(3, 0)]
    assert face.chip is not None
    chip = face.chip
    after = view.grab().toImage()
    assert ink(after, chip.x, chip.w, chip.cy, theme.backward) == 0
    assert ink(after, chip.x, chip.w, chip.cy, theme.muted) > 0
    view.set_bias_delta(False)
    assert view.grab().toImage() == before


def ink(image: QImage, x: float, width: float, y: float, colour: str) -> int:
    """How many pixels near a line have that colour."""
    ratio, wanted = image.devicePixelRatio(), QColor(colour).rgb()
    return sum(
        image.pixel(int(px * ratio), int((y + dy) * ratio)) == wanted
        for px in range(int(x), int(x + width))
        for dy in range(-5, 6)
    )


def test_it_is_shown_beside_a_layer_cut_short(qtbot: QtBot) -> None:
    document = document_of(network_of((40, 30, 20, 3)))
    step = step_at(Trace.of(document), Phase.HIDDEN_DELTA, 2)
    view = GraphView()
    qtbot.addWidget(view)
    view.resize(900, 500)
    view.set_bias_delta(True)
    view.show_step(step, document.examples)
    view.show()
    picture = view.picture
    assert picture is not None
    assert picture.faces[UnitPlace(2, 0)].delta not in (None, "—")
