"""The words of the graph."""

from dataclasses import replace

import numpy as np

from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.settings import Convention, TrainingSettings
from bpsim.notation.numerals import full_number, number_text
from bpsim.steps.places import EdgePlace, TargetPlace, UnitPlace
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.shown.spoken import (
    Verbosity,
    announced,
    heading,
    more_text,
    spoken,
    summary,
    tooltip,
)
from tests.gui.graph.walks import EXAMPLES, LECTURE, lecture, network_of
from tests.traces import traced


def test_headings() -> None:
    assert heading(LECTURE, 1, False) == ("Layer 1 · input", "")
    assert heading(LECTURE, 2, False) == ("Layer 2 · hidden", "sigmoid")
    assert heading(LECTURE, 4, False) == ("Layer 4 · output", "sigmoid")
    large = network_of((400, 25, 10))
    assert heading(large, 1, True) == ("Layer 1 · input", "400 units")
    assert heading(large, 2, True) == ("Layer 2 · hidden", "sigmoid · 25 units")
    assert more_text(388) == "⋮ 388 more"


def test_the_tooltip_of_a_unit_has_every_digit() -> None:
    step = lecture(Phase.HIDDEN_DELTA, 3, 1)
    lines = tooltip(step, UnitPlace(3, 1), EXAMPLES).split("\n")
    known = step.known
    values = known.z(3, 1), known.a(3, 1), known.delta(3, 1)
    texts = [full_number(value) for value in values if value is not None]
    assert lines == [
        "Unit 1 of layer 3",
        f"z₁⁽³⁾ = {texts[0]}",
        f"a₁⁽³⁾ = {texts[1]}",
        f"δ₁⁽³⁾ = {texts[2]}",
    ]
    unknown = tooltip(step, UnitPlace(2, 1), EXAMPLES)
    assert unknown.endswith("δ₁⁽²⁾ = —")


def test_the_tooltips_of_inputs_biases_edges_and_targets() -> None:
    step = lecture(Phase.FORWARD, 2, 1)
    assert tooltip(step, UnitPlace(1, 2), EXAMPLES) == "Unit 2 of layer 1 · x2\nx₂ = 1.0"
    assert tooltip(step, UnitPlace(2, 0), EXAMPLES) == "Bias unit of layer 2\na₀⁽²⁾ = 1.0"
    assert tooltip(step, EdgePlace(2, 2, 1), EXAMPLES) == (
        "Θ₂₁⁽²⁾ = 0.7\nfrom unit 1 of layer 2 to unit 2 of layer 3"
    )
    assert tooltip(step, TargetPlace(1), EXAMPLES) == "Target of output unit 1\ny = 1.0"


def test_what_a_screen_reader_says() -> None:
    step = lecture(Phase.FORWARD, 2, 1, Granularity.TERM, back=1)
    z = step.known.z(2, 1)
    assert z is not None
    said = spoken(step, UnitPlace(2, 1), EXAMPLES)
    assert said == "Layer 2 unit 1: z −0.1, a —, δ —"
    assert spoken(step, EdgePlace(1, 1, 2), EXAMPLES) == (
        "Weight −0.2 from unit 2 of layer 1 to unit 1 of layer 2"
    )
    assert spoken(step, TargetPlace(1), EXAMPLES) == "Target y: 1"
    assert spoken(step, UnitPlace(1, 0), EXAMPLES) == "Layer 1 bias unit: a 1"


def test_the_target_of_a_typed_input_is_not_known() -> None:
    step = replace(lecture(Phase.FORWARD, 2, 1), answered=False)
    assert spoken(step, TargetPlace(1), EXAMPLES) == "Target y: —"
    assert tooltip(step, TargetPlace(1), EXAMPLES).endswith("y = —")


def test_the_summary_tells_position_unit_and_selection() -> None:
    step = lecture(Phase.FORWARD, 2, 1)
    text = summary(step, UnitPlace(1, 1), EXAMPLES)
    assert text.startswith(step.position)
    assert spoken(step, UnitPlace(2, 1), EXAMPLES) in text
    assert text.endswith("Selected: Layer 1 unit 1: x 0")


def test_each_target_has_its_own_name() -> None:
    weights = [np.zeros((2, 2))]
    examples = Examples.of([[1.0]], [[0.25, 0.75]], ("x",), ("first", "second"))
    trace = traced(
        Network.of(["sigmoid"], weights), "squared-error", examples, TrainingSettings(),
        Convention(),
    )  # fmt: skip
    step = trace.step(0, Granularity.UNIT)
    assert spoken(step, TargetPlace(1), examples) == "Target first: 0.25"
    assert spoken(step, TargetPlace(2), examples) == "Target second: 0.75"


def test_where_g_is_at_hand_the_sum_is_called_z() -> None:
    trace = traced(LECTURE, "cross-entropy", EXAMPLES, TrainingSettings(), Convention())
    count = trace.schedule.count(Granularity.TERM)
    step = next(
        step
        for step in (trace.step(n, Granularity.TERM) for n in range(count))
        if step.activation is not None
    )
    z, a = number_text(step.known.z(2, 1) or 0.0), number_text(step.activation or 0.0)
    assert announced(step, Verbosity.RESULT) == f"z₁⁽²⁾ = {z}. a = {a}."
