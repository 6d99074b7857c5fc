"""What is written in the units: known values, and a dash for those still to come."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from bpsim.core.arrays import frozen
from bpsim.gui.graph.paint.faces import Face, faces
from bpsim.gui.graph.paint.scene import Scene
from bpsim.notation.numerals import number_text
from bpsim.steps.places import Place, TargetPlace, UnitPlace
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.step import Step
from tests.gui.graph.walks import lecture

SceneOf = Callable[..., Scene]


@pytest.fixture
def faces_of(scene_of: SceneOf) -> Callable[[Step], dict[Place, Face]]:
    return lambda step: faces(step, scene_of(step))


def test_what_is_not_computed_yet_is_a_dash(
    faces_of: Callable[[Step], dict[Place, Face]],
) -> None:
    drawn = faces_of(lecture(Phase.FORWARD, 3, 1))
    assert drawn[UnitPlace(1, 2)].values == ("1",)
    assert "—" not in drawn[UnitPlace(2, 2)].values
    assert "—" not in drawn[UnitPlace(3, 1)].values
    assert drawn[UnitPlace(3, 2)].values == ("—", "—")
    assert drawn[UnitPlace(4, 1)].values == ("—", "—")
    assert all(face.delta is None for face in drawn.values())


def test_at_a_term_the_unit_computed_has_no_value_yet(
    faces_of: Callable[[Step], dict[Place, Face]],
) -> None:
    drawn = faces_of(lecture(Phase.FORWARD, 2, 1, Granularity.TERM, back=2))
    assert drawn[UnitPlace(2, 1)].values == ("—", "—")
    with_z = faces_of(lecture(Phase.FORWARD, 2, 1, Granularity.TERM, back=1))
    assert with_z[UnitPlace(2, 1)].values[0] != "—"
    assert with_z[UnitPlace(2, 1)].values[1] == "—"


def test_values_are_those_of_the_step(faces_of: Callable[[Step], dict[Place, Face]]) -> None:
    step = lecture(Phase.HIDDEN_DELTA, 3, 2)
    face = faces_of(step)[UnitPlace(3, 2)]
    known = step.known
    z, a, delta = known.z(3, 2), known.a(3, 2), known.delta(3, 2)
    assert z is not None and a is not None and delta is not None
    assert (*face.values, face.delta) == (number_text(z), number_text(a), number_text(delta))


def test_deltas_appear_on_the_way_back(
    faces_of: Callable[[Step], dict[Place, Face]],
) -> None:
    drawn = faces_of(lecture(Phase.HIDDEN_DELTA, 3, 1))
    assert drawn[UnitPlace(4, 1)].delta not in (None, "—")
    assert drawn[UnitPlace(3, 1)].delta not in (None, "—")
    assert drawn[UnitPlace(3, 2)].delta == "—"
    assert drawn[UnitPlace(2, 1)].delta == "—"
    assert drawn[UnitPlace(1, 1)].delta is None
    assert drawn[UnitPlace(2, 0)].delta is None


def test_the_unit_computed_is_marked(faces_of: Callable[[Step], dict[Place, Face]]) -> None:
    drawn = faces_of(lecture(Phase.FORWARD, 2, 2))
    marked = [place for place, face in drawn.items() if face.computed]
    assert marked == [UnitPlace(2, 2)]
    assert drawn[UnitPlace(2, 2)].fresh
    back = faces_of(lecture(Phase.HIDDEN_DELTA, 2, 2))
    assert back[UnitPlace(2, 2)].computed and not back[UnitPlace(2, 2)].fresh


def test_the_target_is_marked_where_it_is_compared(
    faces_of: Callable[[Step], dict[Place, Face]],
) -> None:
    for phase, compared in (
        (Phase.FORWARD, False),
        (Phase.COST, True),
        (Phase.OUTPUT_DELTA, True),
    ):
        drawn = faces_of(lecture(phase, 4))
        assert drawn[TargetPlace(1)].computed is compared
        assert drawn[TargetPlace(1)].values == ("1",)


def test_selection_and_breakpoints_are_marked(scene_of: SceneOf) -> None:
    step = lecture(Phase.FORWARD, 2, 1)
    drawn = faces(step, scene_of(step), UnitPlace(2, 2), frozenset({(3, 1)}))
    assert [place for place, face in drawn.items() if face.selected] == [UnitPlace(2, 2)]
    assert [place for place, face in drawn.items() if face.broken] == [UnitPlace(3, 1)]


def test_without_a_step_everything_is_unknown(scene_of: SceneOf) -> None:
    step = lecture(Phase.FORWARD, 2, 1)
    drawn = faces(None, scene_of(step))
    for place, face in drawn.items():
        if not (isinstance(place, UnitPlace) and place.unit == 0):
            assert set(face.values) == {"—"}


def test_overflow_is_written_as_what_it_is(scene_of: SceneOf) -> None:
    step = lecture(Phase.HIDDEN_DELTA, 3, 1)
    values = step.known.values
    z = (*values.z[:1], frozen(np.array([np.inf, -np.inf])), *values.z[2:])
    broken = replace(step, known=replace(step.known, values=replace(values, z=z)))
    drawn = faces(broken, scene_of(broken))
    assert drawn[UnitPlace(2, 1)].values[0] == "overflow"
    assert drawn[UnitPlace(2, 2)].values[0] == "−overflow"
