"""The matrices of a step: that they stand as in its equation, and which cells it lights."""

import numpy as np
import pytest

from bpsim.core.settings import Convention
from bpsim.formats.bundled import bundled_network
from bpsim.steps.places import EdgePlace, TargetPlace, UnitPlace
from bpsim.steps.schedule import Phase
from bpsim.steps.shown.blocks import Light, whole
from bpsim.steps.shown.equations import choices, sheet_of, single
from bpsim.steps.step import Step
from bpsim.steps.trace import Trace
from tests.gui.panels.matrices.walks import (
    LAYER,
    TERM,
    UNIT,
    UNSCALED,
    lights,
    named,
    step_at,
    trace,
)

# --- what is shown ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "text"),
    [
        (step_at(Phase.FORWARD, 2), "z⁽²⁾ = Θ⁽¹⁾ [1; a⁽¹⁾]; a⁽²⁾ = g z⁽²⁾"),
        (step_at(Phase.HIDDEN_DELTA, 2), "δ⁽²⁾ = (Θ⁽²⁾)ᵀ δ⁽³⁾ .* g′(z⁽²⁾)"),
        (step_at(Phase.OUTPUT_DELTA, 4), "δ⁽⁴⁾ = a⁽⁴⁾ − y"),
        (step_at(Phase.ACCUMULATE, 2), "Δ⁽²⁾ := Δ⁽²⁾ + δ⁽³⁾ [1; a⁽²⁾]ᵀ"),
        (step_at(Phase.GRADIENT, 1), "D⁽¹⁾ = 1/3 Δ⁽¹⁾"),
        (step_at(Phase.LOAD), "x = a⁽¹⁾; y"),
        (step_at(Phase.COST), "a⁽⁴⁾; y"),
    ],
    ids=lambda value: "" if isinstance(value, str) else value.phase.value,
)
def test_matrices_stand_as_in_the_equation(step: Step, text: str) -> None:
    assert sheet_of(step).text == text


def test_signs_factors_and_the_shorthand_follow_the_walk() -> None:
    lecture = trace(convention=Convention("lecture", True))
    assert sheet_of(step_at(Phase.OUTPUT_DELTA, 4, walk=lecture)).text == "δ⁽⁴⁾ = y − a⁽⁴⁾"
    assert sheet_of(step_at(Phase.HIDDEN_DELTA, 2, walk=lecture)).text == "δ⁽²⁾ = (Θ⁽²⁾)ᵀ δ⁽³⁾"
    squared = trace(cost="squared-error")
    text = sheet_of(step_at(Phase.OUTPUT_DELTA, 4, walk=squared)).text
    assert text == "δ⁽⁴⁾ = (a⁽⁴⁾ − y) .* g′(z⁽⁴⁾)"
    decayed = trace(lam=0.5)
    text = sheet_of(step_at(Phase.GRADIENT, 1, walk=decayed)).text
    assert text == "D⁽¹⁾ = 1/3 Δ⁽¹⁾ + λ/3 Θ⁽¹⁾ without biases"
    assert sheet_of(step_at(Phase.UPDATE)).text.startswith("Θ⁽¹⁾ new := Θ⁽¹⁾ − α D⁽¹⁾; Θ⁽²⁾ new")


@pytest.mark.parametrize("cost", ["cross-entropy", "squared-error"])
def test_the_equations_hold(cost: str) -> None:
    walk = trace((3, 4, 2), cost)
    for granularity in (UNIT, LAYER):
        z, theta, a1, a, inner = sheet_of(step_at(Phase.FORWARD, 2, 4, granularity, None,
                                                  walk)).blocks  # fmt: skip
        assert np.allclose(z.values, theta.values @ a1.values)
        assert np.allclose(a.values, 1 / (1 + np.exp(-inner.values)))
        delta, turned, after, slope = sheet_of(
            step_at(Phase.HIDDEN_DELTA, 2, 4, granularity, None, walk)
        ).blocks
        assert np.allclose(delta.values, turned.values @ after.values * slope.values)
        parts = [b.values for b in sheet_of(
            step_at(Phase.OUTPUT_DELTA, 3, 2, granularity, None, walk)).blocks]  # fmt: skip
        factor = parts[3] if len(parts) > 3 else 1.0
        assert np.allclose(parts[0], (parts[1] - parts[2]) * factor)
    for item in (0, 1):
        new, old, delta, flat = sheet_of(step_at(Phase.ACCUMULATE, 1, walk=walk,
                                                 item=item)).blocks  # fmt: skip
        assert np.allclose(new.values, old.values + delta.values @ flat.values)
    D, Delta = sheet_of(step_at(Phase.GRADIENT, 1, walk=walk)).blocks
    assert np.allclose(D.values, Delta.values / 3)


@pytest.mark.parametrize("sign", ["course", "lecture"])
def test_softmax_with_the_squared_error_shows_its_jacobian(sign: str) -> None:
    walk = trace((3, 4), "squared-error", "softmax", Convention(sign, False))
    step = step_at(Phase.OUTPUT_DELTA, 2, 3, walk=walk)
    error_name = "a⁽²⁾ − y" if sign == "course" else "y − a⁽²⁾"
    assert sheet_of(step).text == f"δ⁽²⁾ = (∂a⁽²⁾/∂z⁽²⁾)ᵀ {error_name}"
    delta, slopes, error = sheet_of(step).blocks
    assert slopes.shape == (4, 4)
    assert np.allclose(slopes.values.sum(axis=0), 0)  # softmax adds up to 1 whatever z is
    z, a = step.known.values.z[-1], step.known.values.a[-1]
    for k in range(4):
        moved = z + 1e-6 * (np.arange(4) == k)
        nudged = np.exp(moved) / np.exp(moved).sum()
        assert np.allclose(slopes.values[k], (nudged - a) / 1e-6, atol=1e-5)
    assert np.allclose(delta.values, slopes.values @ error.values, rtol=1e-12)
    assert lights(slopes) == {(2, c): c for c in range(4)}
    assert lights(error) == {(c, 0): c for c in range(4)}
    assert slopes.words(2, 0) == "∂a of unit 1 of layer 2 by z of unit 3 of layer 2"
    assert slopes.place(2, 0) == UnitPlace(2, 3) and slopes.cell_of(UnitPlace(2, 3)) is None
    one = step_at(Phase.OUTPUT_DELTA, 2, 3, TERM, 1, walk)
    part = Light.PART
    assert lights(sheet_of(one).blocks[1]) == {(2, 0): part, (2, 1): 1, (2, 2): part, (2, 3): part}


def test_a_huge_jacobian_is_a_symbol_with_its_shape() -> None:
    walk = trace((1, 201), "squared-error", "softmax")
    text = sheet_of(step_at(Phase.OUTPUT_DELTA, 2, 3, walk=walk)).text
    assert text == "δ⁽²⁾ = (∂a⁽²⁾/∂z⁽²⁾)ᵀ (201 × 201) a⁽²⁾ − y"


def test_what_is_not_computed_yet_is_no_number() -> None:
    step = step_at(Phase.FORWARD, 2, 1)
    assert named(step, "z⁽²⁾").value(0, 0) == step.known.z(2, 1)
    assert named(step, "z⁽²⁾").value(1, 0) is None
    assert single(step, "a", 3).blocks[0].value(0, 0) is None
    assert single(step, "Δ", 1).blocks[0].value(0, 0) is None
    assert single(step, "D", 1).blocks[0].value(1, 2) is None
    assert single(step, "δ", 2).blocks[0].value(0, 0) is None
    done = step_at(Phase.UPDATE)
    assert all(
        block.value(0, 0) is not None
        for letter, layer in choices(done) for block in single(done, letter, layer).blocks
    )  # fmt: skip


def test_an_input_without_a_target_has_no_y() -> None:
    document = bundled_network("iris").load()
    walk = Trace.of(document.with_(examples=document.examples.asked([1.0, 2.0, 3.0, 4.0])))
    sheets = [sheet_of(walk.step(n, UNIT)) for n in range(walk.schedule.count(UNIT))]
    assert len(sheets) > 2
    for sheet in sheets:
        assert sheet.blocks
        assert all(np.isfinite(block.values).all() for block in sheet.blocks)


def test_every_matrix_can_be_chosen() -> None:
    step = step_at(Phase.LOAD)
    assert choices(step)[:9] == [(letter, n) for letter in "ΘΔD" for n in (1, 2, 3)]
    assert choices(step)[9:] == [
        ("a", 1), ("z", 2), ("a", 2), ("δ", 2), ("z", 3), ("a", 3), ("δ", 3), ("z", 4), ("a", 4),
        ("δ", 4), ("y", 4),
    ]  # fmt: skip
    with pytest.raises(KeyError):
        single(step, "Θ", 4)


# --- light --------------------------------------------------------------------------------------


def test_a_units_row_has_the_colours_of_its_terms() -> None:
    step = step_at(Phase.FORWARD, 3, 2)
    assert lights(named(step, "Θ⁽²⁾")) == {(1, 0): 0, (1, 1): 1, (1, 2): 2}
    assert lights(named(step, "[1; a⁽²⁾]")) == {(0, 0): 0, (1, 0): 1, (2, 0): 2}
    assert lights(named(step, "z⁽³⁾")) == lights(named(step, "a⁽³⁾")) == {(1, 0): Light.RESULT}


def test_a_term_lights_its_one_product() -> None:
    step = step_at(Phase.FORWARD, 3, 2, TERM, 1)
    part = Light.PART
    assert lights(named(step, "Θ⁽²⁾")) == {(1, 0): part, (1, 1): 1, (1, 2): part}
    assert lights(named(step, "[1; a⁽²⁾]"))[1, 0] == 1
    assert lights(named(step, "a⁽³⁾")) == {}
    last = step_at(Phase.FORWARD, 3, 2, TERM)  # g
    assert lights(named(last, "Θ⁽²⁾")) == {}
    assert lights(named(last, "a⁽³⁾")) == {(1, 0): Light.RESULT}


def test_a_hidden_delta_lights_the_way_back() -> None:
    step = step_at(Phase.HIDDEN_DELTA, 2, 2)
    assert lights(named(step, "(Θ⁽²⁾)ᵀ")) == {(1, 0): 0, (1, 1): 1}
    assert lights(named(step, "δ⁽³⁾")) == {(0, 0): 0, (1, 0): 1}
    assert lights(named(step, "g′(z⁽²⁾)")) == {(1, 0): Light.RESULT}
    alone = single(step, "Θ", 2).blocks[0]  # from unit 2, to units 1 and 2
    assert lights(alone) == {(0, 2): 0, (1, 2): 1}


def test_an_output_delta_has_two_terms() -> None:
    step = step_at(Phase.OUTPUT_DELTA, 4, 1)
    assert lights(named(step, "a⁽⁴⁾")) == {(0, 0): 0}
    assert lights(named(step, "y")) == {(0, 0): 1}
    assert lights(named(step, "δ⁽⁴⁾")) == {(0, 0): Light.RESULT}


def test_a_step_about_a_whole_layer_lights_its_result_as_a_whole() -> None:
    step = step_at(Phase.FORWARD, 2, 2, LAYER)
    assert named(step, "z⁽²⁾").lit is whole and named(step, "a⁽²⁾").lit is whole
    assert sheet_of(step_at(Phase.ACCUMULATE, 1)).blocks[0].lit is whole
    assert single(step_at(Phase.ACCUMULATE, 1), "Δ", 1).blocks[0].lit is whole


# --- places -------------------------------------------------------------------------------------


@pytest.mark.parametrize("phase", UNSCALED)
def test_cells_and_places_lead_to_each_other(phase: Phase) -> None:
    for block in sheet_of(step_at(phase)).blocks:
        for r in range(block.shape[0]):
            for c in range(block.shape[1]):
                assert block.cell_of(block.place(r, c)) == (r, c)


def test_a_transposed_cell_belongs_to_the_same_edge() -> None:
    theta = named(step_at(Phase.HIDDEN_DELTA, 2), "(Θ⁽²⁾)ᵀ")
    assert theta.place(1, 0) == EdgePlace(2, 1, 2)
    assert theta.words(1, 0) == "Θ₁₂⁽²⁾ from unit 2 of layer 2 to unit 1 of layer 3"
    assert theta.cell_of(EdgePlace(2, 1, 0)) is None  # the bias has no δ that is used
    assert named(step_at(Phase.OUTPUT_DELTA, 4), "y").place(0, 0) == TargetPlace(1)
