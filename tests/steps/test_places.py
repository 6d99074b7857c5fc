"""Places name themselves so that no index pair can be misread."""

import pytest

from bpsim.steps.places import EdgePlace, Place, TargetPlace, UnitPlace, exists


def test_places_in_words() -> None:
    assert str(UnitPlace(3, 2)) == "unit 2 of layer 3"
    assert str(UnitPlace(1, 0)) == "bias unit of layer 1"
    assert str(EdgePlace(2, 1, 2)) == "from unit 2 of layer 2 to unit 1 of layer 3"
    assert str(EdgePlace(2, 1, 0)) == "from the bias unit of layer 2 to unit 1 of layer 3"
    assert str(TargetPlace(1)) == "target of output unit 1"


def test_an_edge_by_its_symbol() -> None:
    assert EdgePlace(2, 1, 2).symbol == "Θ₁₂⁽²⁾"
    assert EdgePlace(1, 25, 4).symbol == "Θ₂₅,₄⁽¹⁾"


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (UnitPlace(1, 2), True),
        (UnitPlace(1, 0), True),
        (UnitPlace(3, 0), False),
        (UnitPlace(4, 1), False),
        (UnitPlace(0, 1), False),
        (UnitPlace(2, 4), False),
        (EdgePlace(1, 3, 0), True),
        (EdgePlace(1, 0, 1), False),
        (EdgePlace(1, 3, 3), False),
        (EdgePlace(3, 1, 1), False),
        (TargetPlace(1), True),
        (TargetPlace(2), False),
    ],
)
def test_a_network_has_a_place_or_not(place: Place, expected: bool) -> None:
    assert exists(place, (2, 3, 1)) is expected
