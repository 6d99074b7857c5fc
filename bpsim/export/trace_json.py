"""A step as JSON has it: the keys that the format of the trace promises."""

from collections.abc import Iterable
from typing import Any

from bpsim.notation.formula import to_latex
from bpsim.steps.schedule import Phase
from bpsim.steps.step import Step
from bpsim.steps.trace import Trace


def step_json(trace: Trace, item: int, index: int, step: Step) -> dict[str, Any]:
    """A step with the keys of the file format's contract, ``index`` within this example."""
    out: dict[str, Any] = {
        "index": index,
        "phase": step.phase.value,
        "layer": step.layer,
        "unit": step.unit,
        "symbol": to_latex(step.symbol),
        "formula": to_latex(step.formula),
        "numbers": to_latex(step.numbers),
        "terms": [
            {
                "symbol": to_latex(term.symbol),
                "weight": term.weight,
                "value": term.value,
                "product": term.product,
            }
            for term in step.terms
        ],
        "weighted_sum": step.weighted_sum,
        "factor": step.factor,
        "result": _result(step),
    }
    if step.phase is Phase.FORWARD and step.layer is not None and step.unit is not None:
        # A softmax unit's a needs its whole layer, but readers of the trace get it at once.
        out["a"] = float(trace.values.of(item).a[step.layer - 1][step.unit - 1])
    if step.updating is not None and step.updating.after:
        out["memory"] = {
            letter: [matrix.tolist() for matrix in matrices]
            for letter, matrices in step.updating.after.items()
        }
    if step.term is not None:
        out["term"] = step.term + 1
        out["running_sum"] = step.running
    return out


def example_json(trace: Trace, item: int, steps: Iterable[Step]) -> dict[str, Any]:
    """The steps of the example at ``item`` (from 0) of the batch, and those that end it all."""
    return {
        "example": trace.values.row(item) + 1,
        **_heading(trace),
        "steps": [step_json(trace, item, n, step) for n, step in enumerate(steps)],
    }


def iteration_json(trace: Trace, steps: Iterable[Step]) -> dict[str, Any]:
    """Steps of several examples, each with the ``example`` it is about; None ends the iteration."""
    return {
        **_heading(trace),
        "steps": [
            {"example": step.example} | step_json(trace, step.item or 0, n, step)
            for n, step in enumerate(steps)
        ],
    }


def _heading(trace: Trace) -> dict[str, Any]:
    convention = trace.values.convention
    return {
        "iteration": trace.values.iteration,
        "convention": {
            "sign": convention.sign,
            "lecture_shorthand": convention.lecture_shorthand,
        },
    }


def _result(step: Step) -> Any:
    """One number, the values of a layer, or matrices; None where the step has no result."""
    if step.result is not None:
        return step.result
    if step.phase is Phase.UPDATE:
        return [matrix.tolist() for matrix in step.matrices]
    if step.matrices:
        return step.matrices[0].tolist()
    if step.layer is None or step.term is not None:
        return None
    known, layer = step.known, step.layer
    arrays = {
        Phase.SCALE: known.values.a,
        Phase.LOAD: known.values.a,
        Phase.FORWARD: known.values.z,
        Phase.OUTPUT_DELTA: known.values.delta,
        Phase.HIDDEN_DELTA: known.values.delta,
    }
    return arrays[step.phase][layer - 1].tolist() if step.phase in arrays else None
