"""The matrices of a step, which of their cells are lit, and which are to be in view."""

from dataclasses import replace

import numpy as np

from bpsim.core.arrays import Array
from bpsim.notation.formula import Expr, Fenced, Symbol, Words, row
from bpsim.steps.explain import symbols as s
from bpsim.steps.schedule import Granularity
from bpsim.steps.shown.blocks import Axis, Block, Focus, Item, Light, Lit, dark, whole
from bpsim.steps.step import Step


def symbol(letter: str, layer: int) -> Expr:
    """Θ^(l), z^(l) and so on; plain y."""
    return Symbol("y") if letter == "y" else s.of_layer(letter, layer)


class StepMatrices:
    """Every matrix that a step can be about, as far as it is known, and the light of the step."""

    def __init__(self, step: Step) -> None:
        self.step = step
        self.known, self.values = step.known, step.known.values
        self.network, self.layers = step.network, step.network.layers
        self.depth = len(self.layers)
        self.fine = step.granularity is Granularity.TERM
        # At its last stop a unit is through with its terms: g or g′ is what happens.
        self.factor = self.fine and step.term is None and step.unit is not None

    # --- light -----------------------------------------------------------------------------------

    def unit_row(self) -> int:
        """The row of the unit at hand."""
        return (self.step.unit or 0) - 1

    def result(self, own: bool) -> Lit:
        """The row of the unit at hand, or everything where the step is about a whole layer."""
        if not own:
            return dark
        if self.step.unit is None:
            return whole
        at = self.unit_row()
        return lambda r, c: Light.RESULT if r == at else None

    def in_view(self, block: Block, own: bool) -> Block:
        """``block`` with the unit at hand to be scrolled to."""
        return replace(block, focus=(self.focus(own)[0], None))

    def focus(self, own: bool) -> Focus:
        """The row of the unit at hand and the column of the term at hand."""
        known = own and self.step.unit is not None
        return (self.unit_row(), self.step.term) if known else (None, None)

    def terms(self) -> Lit:
        """Along the unit's row, the terms' colours; at term granularity only the one at hand."""
        terms, now, at = self.step.terms, self.step.term, self.unit_row()
        if self.step.unit is None or not len(terms):
            return dark

        def lit(r: int, t: int) -> int | Light | None:
            if r != at or t >= len(terms):
                return None
            colour = terms.colour(t)
            return Light.PART if colour is None or now not in (None, t) else colour

        return lit

    def nth_term(self, own: bool, colour: int) -> Lit:
        """The unit's row in the colour of one of the two terms of a − y."""
        if not own or self.step.unit is None:
            return dark
        at = self.unit_row()
        return lambda r, c: colour if r == at else None

    # --- matrices --------------------------------------------------------------------------------

    def named_edges(self, letter: str, layer: int) -> Block:
        """Θ^(l), Δ^(l) or D^(l), as far as it is known."""
        match letter:
            case "Θ":
                return self.weights(layer, dark)
            case "Δ":
                return self.edge_block("Δ", layer, self.known.Delta(layer), dark)
        return self.edge_block("D", layer, self.known.D[layer - 1], dark)

    def vector(self, letter: str, layer: int, lit: Lit = dark) -> Block:
        """z, a or δ of a layer, as far as it is known."""
        values, known = self.values, self.known
        array, count = {
            "z": (values.z, known.z_units),
            "a": (values.a, known.a_units),
            "δ": (values.delta, known.delta_units),
        }[letter]
        units = self.layers[layer - 1]
        numbers = array[layer - 1]
        if not numbers.size:
            numbers, many = np.zeros(units), 0
        else:
            many = count[layer - 1]
        return Block(
            letter, layer, symbol(letter, layer), numbers[:, None], Axis(layer, 1, units),
            known=None if many >= units else many, editable=(letter, layer) == ("a", 1), lit=lit,
        ).without(self.blank(letter, layer))  # fmt: skip

    def blank(self, letter: str, layer: int) -> list[tuple[int, int]]:
        """The cells of a vector whose numbers practice keeps back."""
        if self.known.complete:
            return []
        units = range(1, self.layers[layer - 1] + 1)
        return [(unit - 1, 0) for unit in units if self.known.blank(letter, layer, unit)]

    def with_bias(self, layer: int, lit: Lit) -> Block:
        """[1; a^(l)]."""
        a = self.vector("a", layer)
        known = None if a.known is None else a.known + 1
        return replace(
            a, caption=Fenced(row(s.ONE, Words("; "), s.a(layer)), "[", "]"),
            values=np.concatenate([[[1.0]], a.values]), known=known, lit=lit,
            rows=Axis(layer, 0, self.layers[layer - 1] + 1),
            hidden=frozenset((r + 1, c) for r, c in a.hidden),
        )  # fmt: skip

    def slope(self, layer: int, own: bool) -> Block:
        """g′(z^(l)), known as soon as z is."""
        z = self.vector("z", layer)
        lit = self.result(own and (self.factor or not self.fine))
        values = self.values.slope[layer - 1]
        block = replace(
            z, letter="g′", caption=s.g(s.z(layer), primed=True), values=values[:, None], lit=lit,
            hidden=frozenset(),
        )  # fmt: skip
        return block.without(self.blank("slope", layer))

    def targets(self) -> list[tuple[Item, ...]]:
        """A line with y; none for an input without a target."""
        return [(self.target(),)] if self.step.answered else []

    def target(self) -> Block:
        """y of the example."""
        y = self.values.y
        numbers, known = (y, None) if y.size else (np.zeros(self.layers[-1]), 0)
        rows = Axis(self.depth, 1, self.layers[-1])
        return Block("y", self.depth, Symbol("y"), numbers[:, None], rows, known=known,
                     editable=True)  # fmt: skip

    def weights(self, layer: int, lit: Lit, transposed: bool = False) -> Block:
        """Θ^(l), or its transpose without the bias."""
        theta = self.network.theta(layer)
        block = replace(self.edge_block("Θ", layer, theta, lit), editable=True)
        if not transposed:
            return block
        s_l, s_next = self.layers[layer - 1], self.layers[layer]
        return replace(
            block, values=theta[:, 1:].T, transposed=True,
            caption=s.transposed(Fenced(s.of_layer("Θ", layer))),
            rows=Axis(layer, 1, s_l), columns=Axis(layer + 1, 1, s_next),
        )  # fmt: skip

    def edge_block(self, letter: str, layer: int, values: Array | None, lit: Lit) -> Block:
        """A matrix shaped as Θ^(l); None where it is still to come."""
        shape = self.network.theta(layer)
        return Block(
            letter, layer, symbol(letter, layer), shape if values is None else values,
            Axis(layer + 1, 1, shape.shape[0]), Axis(layer, 0, shape.shape[1]),
            known=0 if values is None else None, lit=lit,
        )  # fmt: skip
