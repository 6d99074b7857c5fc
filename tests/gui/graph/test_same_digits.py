"""A number has the same digits on the graph as in the explanation, however little room there is."""

from collections.abc import Callable

import pytest

from bpsim.gui.graph.paint.faces import faces, unit_numbers
from bpsim.gui.graph.paint.picture import Picture
from bpsim.gui.graph.paint.scene import Scene
from bpsim.notation.numerals import number_text
from bpsim.steps.places import UnitPlace
from bpsim.steps.schedule import Phase
from tests.gui.graph.walks import lecture


@pytest.mark.parametrize("width", [578, 834, 1118])
def test_units_and_edges_show_four_decimals(scene_of: Callable[..., Scene], width: int) -> None:
    update = lecture(Phase.UPDATE)
    for step in (lecture(Phase.OUTPUT_DELTA, 4, 1), lecture(Phase.HIDDEN_DELTA, 2, 1), update):
        scene = scene_of(step, width=width)
        for place, face in faces(step, scene).items():
            if isinstance(place, UnitPlace) and place.unit:
                numbers = unit_numbers(step, place.layer, place.unit)
                known = [number_text(number) for number in numbers if number is not None]
                shown = [*face.values, *([] if face.delta is None else [face.delta])]
                assert [text for text in shown if text != "—"] == known
        lit = Picture.of(step, scene, {}, None, frozenset(), False).lit
        labelled = [ray for ray in lit if ray.edge.labelled]
        assert [ray.text for ray in labelled] == [number_text(ray.edge.weight) for ray in labelled]
        assert step is not update or all(ray.label is not None for ray in labelled)
