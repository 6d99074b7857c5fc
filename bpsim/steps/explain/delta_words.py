"""What is said of a δ beside its formula: g′ written out, and what its sign says of the cost."""

from bpsim.notation.formula import EQUALS, Expr, Number, row
from bpsim.steps.explain import symbols as s
from bpsim.steps.explain.activations.table import written
from bpsim.steps.moment import Moment
from bpsim.steps.step import Values


def slope_written_out(moment: Moment, layer: int, unit: int) -> Expr:
    """g′(z) = a(1 − a) = 0.6 · 0.4 = 0.24, as the layer's activation has it."""
    values, how = moment.values, written(moment.network.activation(layer))
    z, a = float(values.z[layer - 1][unit - 1]), float(values.a[layer - 1][unit - 1])
    slope = float(values.slope[layer - 1][unit - 1])
    symbols = how.slope(s.z(layer, unit), s.a(layer, unit))
    numbers = how.slope_numbers(z, a)
    parts: list[Expr] = [s.g(s.z(layer, unit), primed=True), EQUALS, symbols]
    if not isinstance(numbers, Number):
        parts += [EQUALS, numbers]
    if symbols != s.ONE:
        parts += [EQUALS, s.number(slope)]
    return row(*parts)


def delta_meaning(true: Values, layer: int, unit: int, sign: float) -> str:
    """Whether the cost rises or falls with the unit's z; ``true`` holds every δ with its g′."""
    slope = sign * float(true.delta[layer - 1][unit - 1])
    if slope != slope:
        return ""
    if slope == 0:
        return "A little more or less of this z hardly changes the cost of this example."
    way = "rises" if slope > 0 else "falls"
    turned = (
        "" if sign > 0 else " In the lecture’s signs δ is above 0 where the cost falls."
    )  # fmt: skip
    return f"If this z grows a little, the cost of this example {way}.{turned}"
