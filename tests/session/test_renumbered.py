"""Units, edges and breakpoints found again in a network of another shape."""

import pytest

from bpsim.core.activations.sigmoid import Sigmoid
from bpsim.core.breakpoints import Breakpoint
from bpsim.core.reshape import NewLayer
from bpsim.session.renumbered import breakpoints_after, place_after
from bpsim.steps.places import EdgePlace, TargetPlace, UnitPlace

G = Sigmoid()
# A 3-3-1 network whose second input and first hidden unit are gone, with a layer inserted at the
# end and a new unit in front.
SHAPE = (
    NewLayer(1, (None, 1, 3), None),
    NewLayer(2, (2, 3), G),
    NewLayer(None, (None,), G),
    NewLayer(3, (1,), G),
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, None),
        (UnitPlace(1, 1), UnitPlace(1, 2)),
        (UnitPlace(1, 2), UnitPlace(1, 3)),  # is gone: the one behind it stands for it
        (UnitPlace(3, 3), UnitPlace(4, 1)),  # the last one is: the one before it does
        (UnitPlace(1, 0), UnitPlace(1, 0)),
        (UnitPlace(2, 3), UnitPlace(2, 2)),
        (UnitPlace(3, 1), UnitPlace(4, 1)),
        (EdgePlace(1, 3, 3), EdgePlace(1, 2, 3)),
        (EdgePlace(1, 2, 0), EdgePlace(1, 1, 0)),
        (EdgePlace(1, 1, 3), None),
        (UnitPlace(4, 1), None),  # there is no such layer
        (EdgePlace(2, 1, 2), None),  # a layer lies between its ends now
        (TargetPlace(1), TargetPlace(1)),
        (TargetPlace(2), None),
    ],
)
def test_a_place_is_found_again_or_gone(before: object, after: object) -> None:
    assert place_after(before, SHAPE) == after  # type: ignore[arg-type]


def test_the_bias_unit_of_a_layer_that_has_become_the_output_is_gone() -> None:
    assert place_after(UnitPlace(2, 0), SHAPE[:2]) is None


def test_breakpoints_at_units_move_and_all_others_stay() -> None:
    other = Breakpoint("cost", below=0.5)
    stops = [Breakpoint("delta", layer=2, unit=n, enabled=n > 2) for n in (1, 2, 3)]
    found = breakpoints_after([*stops, other], SHAPE)
    assert found == (
        Breakpoint("delta", layer=2, unit=1, enabled=False),
        Breakpoint("delta", layer=2, unit=2),
        other,
    )
