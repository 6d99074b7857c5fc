"""The 2-2-2 network that many texts compute step by step, and the numbers that they print.

Matt Mazur, "A Step by Step Backpropagation Example" (2015): total error ½ Σ (target − output)²,
learning rate 0.5, all weights updated at once, biases left alone.
"""

import pytest

from bpsim.core.checkpoint import Checkpoint
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.propagation import backward, cost_J, forward, gradient
from bpsim.core.settings import TrainingSettings
from bpsim.core.training import batch_gradient, updated

NETWORK = Network.of(
    ["sigmoid", "sigmoid"],
    [[[0.35, 0.15, 0.20], [0.35, 0.25, 0.30]], [[0.60, 0.40, 0.45], [0.60, 0.50, 0.55]]],
)
EXAMPLES = Examples.of([[0.05, 0.10]], [[0.01, 0.99]])
SETTINGS = TrainingSettings(learning_rate=0.5, train_biases=False)
COST = "squared-error"
PRINTED = 5e-10  # nine decimals


def test_forward_pass() -> None:
    passed = forward(NETWORK, EXAMPLES.x)
    assert passed.z[1][0, 0] == pytest.approx(0.3775, abs=PRINTED)
    assert passed.a[1][0].tolist() == pytest.approx([0.593269992, 0.596884378], abs=PRINTED)
    assert passed.z[2][0, 0] == pytest.approx(1.105905967, abs=PRINTED)
    assert passed.a[2][0].tolist() == pytest.approx([0.75136507, 0.772928465], abs=PRINTED)


def test_total_error() -> None:
    assert cost_J(NETWORK, COST, EXAMPLES.x, EXAMPLES.y) == pytest.approx(0.298371109, abs=PRINTED)


def test_backward_pass() -> None:
    passed = forward(NETWORK, EXAMPLES.x)
    back = backward(NETWORK, COST, passed, EXAMPLES.y)
    assert back.delta[2][0, 0] == pytest.approx(0.138498562, abs=PRINTED)
    assert back.slope[2][0, 0] == pytest.approx(0.186815602, abs=PRINTED)
    assert back.weighted_sum[1][0, 0] == pytest.approx(0.036350306, abs=PRINTED)
    assert back.slope[1][0, 0] == pytest.approx(0.241300709, abs=PRINTED)
    found = gradient(NETWORK, COST, EXAMPLES.x, EXAMPLES.y)
    assert found.D[1][0, 1] == pytest.approx(0.082167041, abs=PRINTED)
    assert found.D[0][0, 1] == pytest.approx(0.000438568, abs=PRINTED)


def test_weights_and_error_after_one_round() -> None:
    found = batch_gradient(NETWORK, COST, EXAMPLES, SETTINGS, 0)
    after = NETWORK.with_weights(updated(Checkpoint(NETWORK.weights), found.D, SETTINGS).weights)
    assert after.weights[1][:, 1:].ravel().tolist() == pytest.approx(
        [0.35891648, 0.408666186, 0.511301270, 0.561370121], abs=PRINTED
    )
    assert after.weights[0][:, 1:].ravel().tolist() == pytest.approx(
        [0.149780716, 0.19956143, 0.24975114, 0.29950229], abs=5e-9
    )
    assert [theta[:, 0].tolist() for theta in after.weights] == [[0.35, 0.35], [0.6, 0.6]]
    # The article prints 0.291027924, which is not what its own description gives.
    assert cost_J(after, COST, EXAMPLES.x, EXAMPLES.y) == pytest.approx(0.291027774, abs=PRINTED)
