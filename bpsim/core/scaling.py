"""What was done to the inputs of the examples, so that others can be brought to the same scale."""

import math
from dataclasses import dataclass

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array, frozen
from bpsim.core.errors import ModelError


@dataclass(frozen=True, slots=True)
class Scaling:
    """Each input x_i of the examples is (raw value − ``shift[i]``) / ``scale[i]``.

    Mean and standard deviation of the training set make a z-score, smallest value and range make
    numbers from 0 to 1. Raises ModelError unless there are as many of both, finite, no scale 0.
    """

    shift: tuple[float, ...]
    scale: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.shift) != len(self.scale):
            raise ModelError(
                tr(
                    "{shift} numbers in shift, but {scale} in scale",
                    shift=len(self.shift),
                    scale=len(self.scale),
                ),
                "scaling",
            )
        for name, values in (("shift", self.shift), ("scale", self.scale)):
            for n, value in enumerate(values):
                if not math.isfinite(value) or (name == "scale" and value == 0):
                    kind = (
                        tr("finite number") if name == "shift" else tr("finite number other than 0")
                    )
                    raise ModelError(tr("a {kind} is expected", kind=kind), f"scaling.{name}[{n}]")

    def applied(self, raw: Array) -> Array:
        """Raw inputs, an example a row, on the scale of the examples."""
        return frozen((raw - np.array(self.shift)) / np.array(self.scale))

    def undone(self, x: Array) -> Array:
        """The raw values of inputs that are scaled."""
        return frozen(x * np.array(self.scale) + np.array(self.shift))


def require_fit(
    scaling: Scaling | None, classes: tuple[str, ...], inputs: int, outputs: int
) -> None:
    """Raise ModelError unless these fit a network of so many inputs and outputs.

    A class is named for each output; a single output may tell two classes apart.
    """
    if scaling is not None and len(scaling.shift) != inputs:
        raise ModelError(
            tr(
                "{inputs} numbers expected, one for each input, but there are {shift}",
                inputs=inputs,
                shift=len(scaling.shift),
            ),
            "scaling.shift",
        )
    if classes and len(classes) != outputs and (outputs, len(classes)) != (1, 2):
        raise ModelError(
            tr(
                "{outputs} names expected, one for each output, but there are {classes}",
                outputs=outputs,
                classes=len(classes),
            ),
            "classes",
        )
