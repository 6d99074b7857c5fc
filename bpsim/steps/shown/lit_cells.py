"""Which cells of the matrices of a step are lit, and which are to be in view."""

from dataclasses import replace

from bpsim.steps.shown.blocks import Block, Focus, Light, Lit, dark, whole
from bpsim.steps.step import Step


class LitCells:
    """The light of one step."""

    def __init__(self, step: Step) -> None:
        self.step = step

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

    def terms(self, row_is_unit: bool) -> Lit:
        """Along the unit's row, the terms' colours; at term granularity only the one at hand."""
        terms, now, at = self.step.terms, self.step.term, self.unit_row()
        if self.step.unit is None or not len(terms):
            return dark

        def lit(r: int, c: int) -> int | Light | None:
            if row_is_unit and r != at:
                return None
            t = c if row_is_unit else r
            if t >= len(terms) or (now is not None and t != now):
                return Light.PART if t < len(terms) else None
            return Light.PART if terms.colour(t) is None else terms.colour(t)

        return lit

    def nth_term(self, own: bool, colour: int) -> Lit:
        """The unit's row in the colour of one of the two terms of a − y."""
        if not own or self.step.unit is None:
            return dark
        at = self.unit_row()
        return lambda r, c: colour if r == at else None
