"""The values of one example where a single step is done with a mistake, the rest as it follows."""

from dataclasses import dataclass, replace
from typing import get_args

import numpy as np

from bpsim.core.arrays import Array
from bpsim.teach.mistakes.backprop import backprop
from bpsim.teach.mistakes.kind import Mistake, Part, Stage
from bpsim.teach.practice.blanks import Chain, ValuePlace

CHANGED: dict[str, tuple[Part, ...]] = {
    "output-delta": ("output-delta",),
    "sum": ("theta",),
    "slope": ("slope",),
    "delta": ("theta", "slope"),
    "Delta": ("input",),
    "D": ("input", "D"),
    "weight": ("input", "D"),
}
"""What a mistake may change for the step that gives a value of this kind."""
assert {part for parts in CHANGED.values() for part in parts} <= set(get_args(Part))


@dataclass(frozen=True, eq=False)
class Mistaken(Chain):
    """Those before ``at`` are the student's own or follow from them; ``at`` is got wrong."""

    mistake: Mistake
    at: ValuePlace

    @property
    def touched(self) -> bool:
        """Whether the mistake can be made in the step that gives the value at all."""
        layer = self.at.layer
        made_in = self.mistake.layers(self.problem.network)
        return self.mistake.part in CHANGED.get(self.at.kind, ()) and layer in made_in

    def _computed(self, place: ValuePlace) -> float:
        value = super()._computed(place)
        layer, unit, part = place.layer, place.unit - 1, self.mistake.part
        if layer != self.at.layer:
            return value
        with np.errstate(all="ignore"):
            match place.kind, part:
                case "output-delta", "output-delta":
                    units = self._units(layer)
                    right = [super(Mistaken, self)._computed(place._replace(unit=k)) for k in units]
                    return float(self._changed(np.array([right]))[0, unit])
                case "sum", "theta":
                    theta = self._changed(self.problem.network.theta(layer)[:, 1:])
                    delta = [self.delta(layer + 1, k) for k in self._units(layer + 1)]
                    return float(theta[:, unit] @ np.array(delta))
                case "slope", "slope":
                    activation = self.problem.network.activation(layer)
                    right_slope = activation.derivative(self._row("z", layer))
                    return float(self._changed(right_slope)[0, unit])
                case "Delta", "input":
                    inputs = np.array([[self.input(layer, n) for n in (0, *self._units(layer))]])
                    return self.delta(layer + 1, unit + 1) * float(
                        self._changed(inputs)[0, place.frm or 0]
                    )
                case "D", "D":
                    D = np.array(backprop(self.problem).D[layer - 1])
                    D[unit, place.frm or 0] = value
                    return float(self._changed(D)[unit, place.frm or 0])
        return value

    def _changed(self, value: Array) -> Array:
        """``value`` as the mistake has it, made with the activations that the student has."""
        computed = range(2, self.problem.network.depth + 1)
        z = [np.empty((1, 0)), *(self._row("z", layer) for layer in computed)]
        x = self.problem.x[self.example - 1 : self.example]
        a = [x, *(self._row("a", layer) for layer in computed)]
        one = replace(self.problem, y=self.problem.y[self.example - 1 : self.example])
        layer = self.at.layer
        Delta = D = None
        if self.mistake.part in ("theta", "D"):
            right = backprop(self.problem)
            Delta, D = self._own_Delta(right.Delta[layer - 1], layer), right.D[layer - 1]
        return self.mistake.change(Stage(one, layer, z, a, Delta, D), value)

    def _own_Delta(self, right: Array, layer: int) -> Array:
        """Δ of all examples with this one's part as the student has it."""
        out, meant = right.copy(), Chain(self.problem, self.example, {})
        for j, i in np.ndindex(right.shape):
            place = ValuePlace("Delta", layer, j + 1, i)
            out[j, i] += self.get(place) - meant.value(place)
        return out
