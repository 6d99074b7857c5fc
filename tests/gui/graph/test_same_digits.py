"""A number in a unit has the digits that it has in formulas and tables, however narrow the unit."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from bpsim.core.arrays import frozen
from bpsim.gui.graph.paint.faces import faces
from bpsim.gui.graph.paint.scene import Scene
from bpsim.notation.numerals import number_text
from bpsim.steps.places import UnitPlace
from bpsim.steps.schedule import Phase
from tests.gui.graph.walks import lecture

VALUES = (-0.5249, 0.06523, -0.013412, 0.0046623, -0.00043281, 7.4712e-5, -2.6123e-7, -123456.789)


@pytest.mark.parametrize("width", [300, 420, 600, 900])
@pytest.mark.parametrize("value", VALUES)
def test_a_number_keeps_its_digits(
    scene_of: Callable[..., Scene], width: int, value: float
) -> None:
    step = lecture(Phase.HIDDEN_DELTA, 2, 1)
    values = step.known.values
    row = frozen(np.array([value, value]))
    values = replace(
        values,
        z=(values.z[0], row, *values.z[2:]),
        delta=(values.delta[0], row, *values.delta[2:]),
    )
    step = replace(step, known=replace(step.known, values=values))
    face = faces(step, scene_of(step, width=width))[UnitPlace(2, 1)]
    assert (face.values[0], face.delta) == (number_text(value), number_text(value))
