"""Places in a network that a user can point at: a unit, an edge, a target."""

from typing import NamedTuple

from bpsim.base.words import tr
from bpsim.notation.numerals import index_pair, subscript, superscript


class UnitPlace(NamedTuple):
    """Unit ``unit`` of ``layer``, both from 1; unit 0 is the bias unit."""

    layer: int
    unit: int

    def __str__(self) -> str:
        if self.unit == 0:
            return tr("bias unit of layer {layer}", layer=self.layer)
        return tr("unit {unit} of layer {layer}", unit=self.unit, layer=self.layer)


class EdgePlace(NamedTuple):
    """The edge of Θ^(layer) from unit ``frm`` (0 = bias) to unit ``to`` of the next layer."""

    layer: int
    to: int
    frm: int

    @property
    def symbol(self) -> str:
        """Θ₁₂⁽²⁾, on one line of text."""
        return self.symbol_of("Θ")

    def symbol_of(self, letter: str) -> str:
        """D₁₂⁽²⁾, or what else is said of its weight, likewise."""
        return f"{letter}{subscript(index_pair(self.to, self.frm))}{superscript(f'({self.layer})')}"

    @property
    def start(self) -> UnitPlace:
        """The unit that the edge leaves."""
        return UnitPlace(self.layer, self.frm)

    @property
    def end(self) -> UnitPlace:
        """The unit that the edge reaches."""
        return UnitPlace(self.layer + 1, self.to)

    @property
    def short(self) -> str:
        """From which unit to which, where a symbol beside it says between which layers."""
        if self.frm:
            return tr("from unit {frm} to unit {to}", frm=self.frm, to=self.to)
        return tr("from the bias to unit {to}", to=self.to)

    def __str__(self) -> str:
        start = tr("unit {frm}", frm=self.frm) if self.frm else tr("the bias unit")
        return tr(
            "from {start} of layer {layer} to unit {to} of layer {layer_2}",
            start=start,
            layer=self.layer,
            to=self.to,
            layer_2=self.layer + 1,
        )


class TargetPlace(NamedTuple):
    """The target y of output unit ``unit``, from 1."""

    unit: int

    def __str__(self) -> str:
        return tr("target of output unit {unit}", unit=self.unit)


Place = UnitPlace | EdgePlace | TargetPlace


def has_z(layer: int, unit: int, layers: tuple[int, ...]) -> bool:
    """True if a network with these layers computes a z there, and so an a and a δ."""
    return layer > 1 and unit > 0 and exists(UnitPlace(layer, unit), layers)


def exists(place: Place, layers: tuple[int, ...]) -> bool:
    """True if a network with these layers has the place."""
    match place:
        case UnitPlace(layer, unit):
            if unit == 0:
                return 1 <= layer < len(layers)
            return 1 <= layer <= len(layers) and 1 <= unit <= layers[layer - 1]
        case EdgePlace():
            return exists(place.start, layers) and place.to > 0 and exists(place.end, layers)
        case TargetPlace(unit):
            return 1 <= unit <= layers[-1]
