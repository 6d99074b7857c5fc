"""Causes move before their result appears: what travels, when it is where, what waits."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QImage

from bpsim.gui.graph.paint import cause
from bpsim.gui.graph.view import GraphView
from bpsim.notation.numerals import UNKNOWN
from bpsim.steps.places import UnitPlace
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.step import Step
from bpsim.steps.trace import Trace
from tests.gui.graph.walks import EXAMPLES, document_of, lecture, network_of, step_at

FORWARD, BACKWARD = lecture(Phase.FORWARD, 3, 2), lecture(Phase.HIDDEN_DELTA, 3, 2)


def number(text: str) -> float:
    return float(text.replace("−", "-"))


def shown(view: GraphView, step: Step, progress: float | None) -> QImage:
    view.show_step(step, EXAMPLES if step.network is FORWARD.network else DEEP_DOCUMENT.examples)
    view.set_animation(progress)
    return view.grab().toImage()


@pytest.mark.parametrize("step", [FORWARD, BACKWARD], ids=["forward", "backward"])
def test_each_edge_carries_the_value_and_the_product_of_its_term(
    view: GraphView, step: Step
) -> None:
    view.show_step(step, EXAMPLES)
    picture = view.picture
    assert picture is not None
    assert len(picture.carried) == len(step.terms)
    found = [tuple(map(number, (each.value, each.product))) for each in picture.carried]
    for value, product in found:
        assert any(
            value == pytest.approx(term.value, rel=2e-3)
            and product == pytest.approx(term.product, rel=2e-3, abs=1e-9)
            for term in step.terms
        )


def test_the_result_comes_last_z_before_a(view: GraphView) -> None:
    view.show_step(FORWARD, EXAMPLES)
    picture = view.picture
    assert picture is not None
    place = UnitPlace(3, 2)
    whole = picture.faces[place].values
    for progress, values in (
        (0.0, (UNKNOWN, UNKNOWN)), (cause.SQUEEZED - 0.01, (UNKNOWN, UNKNOWN)),
        (cause.SQUEEZED, (whole[0], UNKNOWN)), (0.99, (whole[0], UNKNOWN)),
    ):  # fmt: skip
        held = cause.held_back(picture.faces, FORWARD, progress)
        assert held[place].values == values
    assert picture.faces[place].values == whole


def test_a_delta_waits_for_its_sum_and_the_factor(view: GraphView) -> None:
    view.show_step(BACKWARD, EXAMPLES)
    picture = view.picture
    assert picture is not None
    held = cause.held_back(picture.faces, BACKWARD, 0.99)
    assert held[UnitPlace(3, 2)].delta == UNKNOWN
    assert held[UnitPlace(3, 2)].values == picture.faces[UnitPlace(3, 2)].values
    assert cause.squeezed_by(BACKWARD).endswith("· g′")
    assert cause.squeezed_by(FORWARD) == "g"


@pytest.mark.parametrize("step", [FORWARD, BACKWARD], ids=["forward", "backward"])
def test_a_value_goes_from_its_unit_over_the_weight_to_the_sum(view: GraphView, step: Step) -> None:
    view.show_step(step, EXAMPLES)
    picture = view.picture
    assert picture is not None
    for each in picture.carried:
        ways = [cause._way(each.ray, n / 100) for n in range(100)]
        moving = [way for way in ways if way is not None]
        assert moving == sorted(moving)
        assert moving[0] == 0.0 and moving[-1] == 1.0
        assert ways[-1] is None
        label = each.ray.label
        assert label is not None
        assert label.contains(*each.ray.at(cause._way(each.ray, cause.WEIGHT) or 0.0))


DEEP_DOCUMENT = document_of(network_of([3, 4, 4, 2]))
DEEP = Trace.of(DEEP_DOCUMENT)
MOVING = {
    "forward": FORWARD,
    "backward": BACKWARD,
    "first": step_at(DEEP, Phase.FORWARD, 2, 1),
    "several": step_at(DEEP, Phase.HIDDEN_DELTA, 3, 4),
    "layer": step_at(DEEP, Phase.HIDDEN_DELTA, 2, 1, Granularity.LAYER),
    "pass": step_at(DEEP, Phase.FORWARD, 2, 1, Granularity.PASS),
}


@pytest.mark.parametrize("step", MOVING.values(), ids=MOVING)
@pytest.mark.parametrize("zoom", [1.0, 2.4])
def test_nothing_of_the_animation_stays(view: GraphView, step: Step, zoom: float) -> None:
    shown(view, step, None)
    view.magnify(zoom)
    still = shown(view, step, None)
    seen = set()
    for n in range(50):
        view.set_animation(n / 50)
        seen.add(bytes(view.grab().toImage().constBits()))
    assert len(seen) > 25
    view.set_animation(None)
    assert view.grab().toImage() == still


def test_only_what_is_computed_waits_and_only_a_sum_is_squeezed(view: GraphView) -> None:
    view.show_step(FORWARD, EXAMPLES)
    picture = view.picture
    assert picture is not None
    assert set(cause.held_back(picture.faces, FORWARD, 0.0)) == {UnitPlace(3, 2)}
    assert cause.squeezed_by(lecture(Phase.OUTPUT_DELTA, 4, 1)) == ""


def test_on_an_edge_without_a_label_the_weight_stands_in_the_middle(view: GraphView) -> None:
    view.show_step(FORWARD, EXAMPLES)
    picture = view.picture
    assert picture is not None
    bare = [each._replace(ray=replace(each.ray, label=None)) for each in picture.carried]
    assert [cause._middle(each.ray) for each in bare] == [0.5] * len(bare)
