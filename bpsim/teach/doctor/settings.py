"""Settings and choices that make J rise or flatten everything: α, λ, cost and output."""

from collections.abc import Iterator

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.core.checkpoint import Checkpoint
from bpsim.core.costs.table import COSTS
from bpsim.core.propagation import cost_J
from bpsim.core.training import updated
from bpsim.teach.doctor.finding import Finding, Patient

STEEP = 1e-9
"""J rises by more than such a share of itself, not by a rounding error."""
OVERWHELMING = 10.0
RATE, LAMBDA = (None, "cost", "rate"), (None, "cost", "lam")
"""Where α and λ are changed."""


def rate_too_large(patient: Patient) -> Iterator[Finding]:
    """One update with this α over all examples makes J larger."""
    training = patient.document.training
    if not training.learning_rate:
        yield Finding("rate-zero", tr("The rate α is 0, so no weight ever changes."), *RATE)
        return
    start = Checkpoint.begin(patient.network.weights, training.method)
    after = patient.network.with_weights(updated(start, patient.gradient.D, training).weights)
    before = patient.gradient.J
    J = cost_J(after, patient.document.cost, patient.x, patient.y, training.lam)
    if not np.isfinite(J) or before + STEEP * max(1.0, abs(before)) < J:
        reached = tr("to {J:.4g}", J=J) if np.isfinite(J) else tr("beyond all numbers")
        yield Finding(
            "rate-too-large",
            tr(
                "The rate α = {learning_rate:g} is too large here: one update "
                "makes J rise from {before:.4g} {reached}. Try a tenth of it.",
                learning_rate=training.learning_rate,
                before=before,
                reached=reached,
            ),
            *RATE,
        )


def penalty_too_strong(patient: Patient) -> Iterator[Finding]:
    """The pull of λ on the weights is many times that of the examples."""
    lam, m = patient.document.training.lam, len(patient.x)
    if not lam:
        return
    penalty = [lam / m * theta[:, 1:] for theta in patient.network.weights]
    from_data = [D[:, 1:] - pull for D, pull in zip(patient.gradient.D, penalty, strict=True)]
    ours, theirs = _size(penalty), _size(from_data)
    if ours > OVERWHELMING * theirs:
        yield Finding(
            "penalty-too-strong",
            tr(
                "λ = {lam:g} flattens the network: it pulls the weights towards 0 "
                "{times} as strongly as the examples pull them elsewhere. Choose a "
                "smaller λ.",
                lam=lam,
                times=_times(ours, theirs),
            ),
            *LAMBDA,
        )


def softmax_with_other_cost(patient: Patient) -> Iterator[Finding]:
    """Outputs that depend on each other under a cost that keeps their slope."""
    output = patient.network.activation(patient.network.depth)
    if not output.elementwise and COSTS[patient.document.cost].keeps_slope:
        yield Finding(
            "softmax-with-other-cost",
            tr(
                "A {output} output is trained with {cost}: where an output is "
                "wrong and saturated its δ is nearly 0. Choose the cross-entropy "
                "made for it.",
                output=output.name,
                cost=COSTS[patient.document.cost].label,
            ),
            panel="graph",
            setting="cost",
        )


def _size(arrays: list[Array]) -> float:
    return float(np.sqrt(sum(float((each**2).sum()) for each in arrays)))


def _times(ours: float, theirs: float) -> str:
    return tr("{ours:,.0f} times", ours=ours / theirs) if theirs else tr("without end")
