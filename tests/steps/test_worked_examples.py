"""Numbers that others have published, and the lecture's formulas to the letter."""

import numpy as np
import pytest

from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.propagation import cost_J
from bpsim.core.settings import Convention, TrainingSettings
from bpsim.notation.formula import to_latex, to_text
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.step import Step
from bpsim.steps.trace import Trace
from tests.traces import traced


def step_of(trace: Trace, phase: Phase, layer: int | None = None, unit: int = 1) -> Step:
    """The unit-granular stop of a unit, in the first example."""
    tick = trace.schedule.tick_where(phase, layer, unit, 0)
    return trace.step(trace.schedule.index_of(tick, Granularity.UNIT), Granularity.UNIT)


class TestMattMazursExample:
    """ "A Step by Step Backpropagation Example": 2-2-2 sigmoids, squared error, fixed biases.

    The article prints nine digits. Its last figure, 0.291027924, does not follow from the round
    that it describes, which leaves a total error of 0.291027774.
    """

    network = Network.of(
        ["sigmoid", "sigmoid"],
        [
            [[0.35, 0.15, 0.20], [0.35, 0.25, 0.30]],
            [[0.60, 0.40, 0.45], [0.60, 0.50, 0.55]],
        ],
    )
    examples = Examples.of([[0.05, 0.10]], [[0.01, 0.99]])
    training = TrainingSettings(learning_rate=0.5, train_biases=False)

    def trace(self, convention: Convention | None = None) -> Trace:
        return traced(
            self.network, "squared-error", self.examples, self.training, convention or Convention()
        )

    def test_forward(self) -> None:
        trace = self.trace()
        for layer, unit, z, a in [
            (2, 1, 0.3775, 0.593269992),
            (2, 2, 0.3925, 0.596884378),
            (3, 1, 1.105905967, 0.75136507),
            (3, 2, 1.224921404, 0.772928465),
        ]:
            step = step_of(trace, Phase.FORWARD, layer, unit)
            assert step.result == pytest.approx(z, abs=5e-10)
            assert step.activation == pytest.approx(a, abs=5e-10)

    def test_total_error(self) -> None:
        cost = step_of(self.trace(), Phase.COST)
        assert cost.result == pytest.approx(0.298371109, abs=5e-10)
        assert cost.terms.products == pytest.approx([0.274811083, 0.023560026], abs=5e-10)

    def test_output_deltas(self) -> None:
        first = step_of(self.trace(), Phase.OUTPUT_DELTA, 3, 1)
        assert first.weighted_sum == pytest.approx(0.74136507, abs=5e-9)
        assert first.factor == pytest.approx(0.186815602, abs=5e-10)
        assert first.result == pytest.approx(0.138498562, abs=5e-10)
        assert "= 0.1385" in to_text(first.numbers)
        second = step_of(self.trace(), Phase.OUTPUT_DELTA, 3, 2)
        assert second.result == pytest.approx(-0.03809824, abs=5e-9)

    def test_hidden_delta(self) -> None:
        first = step_of(self.trace(), Phase.HIDDEN_DELTA, 2, 1)
        assert first.terms.products == pytest.approx([0.055399425, -0.019049119], abs=1e-9)
        assert first.weighted_sum == pytest.approx(0.036350306, abs=5e-10)
        assert first.factor == pytest.approx(0.241300709, abs=5e-10)

    def test_slopes_of_the_weights(self) -> None:
        trace = self.trace()
        hidden = step_of(trace, Phase.GRADIENT, 1).matrices[0]
        output = step_of(trace, Phase.GRADIENT, 2).matrices[0]
        assert output[0, 1] == pytest.approx(0.082167041, abs=5e-10)
        assert hidden[0, 1] == pytest.approx(0.000438568, abs=5e-10)

    @pytest.mark.parametrize("sign", ["course", "lecture"])
    def test_new_weights_and_what_they_achieve(self, sign: str) -> None:
        trace = self.trace(Convention(sign))  # type: ignore[arg-type]
        hidden, output = step_of(trace, Phase.UPDATE).matrices
        np.testing.assert_allclose(
            hidden,
            [[0.35, 0.149780716, 0.19956143], [0.35, 0.24975114, 0.29950229]],
            atol=5e-9,
            rtol=0,
        )
        np.testing.assert_allclose(
            output,
            [[0.60, 0.35891648, 0.408666186], [0.60, 0.511301270, 0.561370121]],
            atol=5e-9,
            rtol=0,
        )
        after = cost_J(trace.values.after, "squared-error", self.examples.x, self.examples.y)
        assert after == pytest.approx(0.291027774, abs=5e-10)


class TestTheLecturesNetwork:
    """ "Backpropagation intuition": 2-2-2-1, sigmoids throughout."""

    def trace(self, convention: Convention) -> Trace:
        network = Network.of(
            ["sigmoid"] * 3,
            [
                [[0.1, 0.3, -0.2], [-0.1, 0.5, 0.4]],
                [[0.2, -0.4, 0.6], [0.0, 0.7, -0.3]],
                [[-0.3, 0.8, -0.5]],
            ],
        )
        examples = Examples.of([[0.0, 1.0], [1.0, 1.0]], [[1.0], [0.0]])
        return traced(network, "cross-entropy", examples, TrainingSettings(), convention)

    def test_z_of_a_unit(self) -> None:
        step = step_of(self.trace(Convention()), Phase.FORWARD, 3, 1)
        first = to_text(step.formula).split("\n")[0]
        assert first == "z₁⁽³⁾ = Θ₁₀⁽²⁾ · 1 + Θ₁₁⁽²⁾a₁⁽²⁾ + Θ₁₂⁽²⁾a₂⁽²⁾"

    def test_the_hidden_delta_as_the_lecture_writes_it(self) -> None:
        step = step_of(self.trace(Convention("lecture", True)), Phase.HIDDEN_DELTA, 2, 2)
        assert to_text(step.formula) == "δ₂⁽²⁾ = Θ₁₂⁽²⁾δ₁⁽³⁾ + Θ₂₂⁽²⁾δ₂⁽³⁾"
        assert to_latex(step.formula) == (
            r"\delta_{2}^{(2)} = \Theta_{12}^{(2)}\delta_{1}^{(3)}"
            r" + \Theta_{22}^{(2)}\delta_{2}^{(3)}"
        )

    def test_the_hidden_delta_as_it_is(self) -> None:
        step = step_of(self.trace(Convention()), Phase.HIDDEN_DELTA, 2, 2)
        delta, slope = to_text(step.formula).split("\n")
        assert delta == "δ₂⁽²⁾ = (Θ₁₂⁽²⁾δ₁⁽³⁾ + Θ₂₂⁽²⁾δ₂⁽³⁾) · g′(z₂⁽²⁾)"
        assert slope == "g′(z₂⁽²⁾) = a₂⁽²⁾(1 − a₂⁽²⁾)"
        assert to_latex(step.formula) == (
            r"\begin{aligned} \delta_{2}^{(2)}&= \left(\Theta_{12}^{(2)}\delta_{1}^{(3)}"
            r" + \Theta_{22}^{(2)}\delta_{2}^{(3)}\right) \cdot g'\left(z_{2}^{(2)}\right)"
            r" \\ g'\left(z_{2}^{(2)}\right)&= a_{2}^{(2)}\left(1 - a_{2}^{(2)}\right)"
            r" \end{aligned}"
        )

    def test_the_only_edge_into_the_output(self) -> None:
        step = step_of(self.trace(Convention("lecture", True)), Phase.HIDDEN_DELTA, 3, 2)
        assert to_text(step.formula) == "δ₂⁽³⁾ = Θ₁₂⁽³⁾δ₁⁽⁴⁾"

    def test_the_output_delta_in_both_signs(self) -> None:
        for sign, formula in (("course", "δ₁⁽⁴⁾ = a₁⁽⁴⁾ − y"), ("lecture", "δ₁⁽⁴⁾ = y − a₁⁽⁴⁾")):
            trace = self.trace(Convention(sign))  # type: ignore[arg-type]
            assert to_text(step_of(trace, Phase.OUTPUT_DELTA, 4).formula) == formula

    def test_the_cost_in_both_signs(self) -> None:
        course = step_of(self.trace(Convention()), Phase.COST)
        assert to_text(course.formula) == "cost(i) = −y log h − (1 − y) log(1 − h)"
        lecture = step_of(self.trace(Convention("lecture")), Phase.COST)
        assert to_text(lecture.formula) == "cost(i) = y log h + (1 − y) log(1 − h)"

    def test_the_update_in_both_signs(self) -> None:
        course = step_of(self.trace(Convention()), Phase.UPDATE)
        assert to_text(course.formula) == "Θ⁽ˡ⁾ := Θ⁽ˡ⁾ − αD⁽ˡ⁾"
        lecture = step_of(self.trace(Convention("lecture")), Phase.UPDATE)
        assert to_text(lecture.formula) == "Θ⁽ˡ⁾ := Θ⁽ˡ⁾ + αD⁽ˡ⁾"

    def test_a_layer_at_once(self) -> None:
        trace = self.trace(Convention())
        tick = trace.schedule.tick_where(Phase.HIDDEN_DELTA, 2, 2, 0)
        step = trace.step(trace.schedule.index_of(tick, Granularity.LAYER), Granularity.LAYER)
        assert to_text(step.formula) == "δ⁽²⁾ = (Θ⁽²⁾)ᵀδ⁽³⁾ .* g′(z⁽²⁾)"
        accumulate = step_of(trace, Phase.ACCUMULATE, 2)
        assert to_text(accumulate.formula) == "Δ⁽²⁾ := Δ⁽²⁾ + δ⁽³⁾[1; a⁽²⁾]ᵀ"

    def test_it_calls_the_step_what_the_lecturer_does(self) -> None:
        step = step_of(self.trace(Convention()), Phase.HIDDEN_DELTA, 2, 2)
        assert step.position == "Example 1 of 2 · backward · δ of unit 2, layer 2"
