"""What the slope panel says: its legend as formulas, and one plain sentence."""

from bpsim.base.words import tr
from bpsim.notation.formula import EQUALS, TIMES, Expr, Number, Symbol, Words, row, to_text
from bpsim.notation.numerals import number_text
from bpsim.steps.apart.slope import Change, Slope
from bpsim.steps.places import EdgePlace, UnitPlace

SPACE = Words(" ")
SAME = 1e-9
"""The relative distance from which on two slopes are two."""


def legend(slope: Slope, change: Change | None) -> tuple[Expr, ...]:
    """What curve and tangent stand for, and the gap between them once something is nudged."""
    if change is None:
        return (
            row(slope.cost_symbol, EQUALS, Number(slope.cost)),
            row(slope.slope_symbol, EQUALS, Number(slope.slope)),
        )
    predicted = Number(change.predicted, 3)
    letter = "z" if isinstance(slope.nudged, UnitPlace) else "Θ"
    return (
        row(Words("Δ"), _cost_word(slope), SPACE, Number(change.actual, 3)),
        row(slope.slope_symbol, TIMES, Words("Δ"), Symbol(letter), SPACE, predicted),
        row(Words(tr("gap ")), Number(change.gap, 3)),
    )


def _cost_word(slope: Slope) -> Expr:
    return Symbol("cost", style="upright") if slope.of_example else Symbol("J")


def letters(slope: Slope) -> tuple[str, str]:
    """What is nudged and its slope, without indices: within a sentence about one of each."""
    if isinstance(slope.nudged, UnitPlace):
        return "z", "δ"
    return "Θ", tr("the slope") if slope.of_example else "D"


def sentence(slope: Slope, change: Change | None) -> str:
    """What the plot shows, in plain words."""
    name, derivative = letters(slope)
    if change is None:
        return unchanged_sentence(slope)
    if change.by == 0.0:
        return tr("{name} is where it was: nothing changes.", name=name)
    moved = tr("grew") if change.by > 0 else tr("shrank")
    return tr(
        "If {name} {moved} by {by}, {derivative} predicts {signed}; really {signed_2}.",
        name=name,
        moved=moved,
        by=number_text(abs(change.by)),
        derivative=derivative,
        signed=signed(change.predicted, 3),
        signed_2=signed(change.actual, 3),
    )


def unchanged_sentence(slope: Slope) -> str:
    """Where the slope stands in the walk, while nothing is nudged."""
    name, _ = letters(slope)
    here = tr("The slope here is {signed}", signed=signed(slope.slope))
    symbol = to_text(slope.slope_symbol)
    if slope.of_example and isinstance(slope.nudged, EdgePlace):
        return f"{here}. {slope.note}"
    if slope.shown is None:
        when = tr("the way back") if name == "z" else tr("the end of the iteration")
        return tr("{here}: {when} will find it as {symbol}.", here=here, when=when, symbol=symbol)
    if is_shorthand(slope):
        return tr(
            "{here}; the shorthand, without g′, has {signed} (dashed).",
            here=here,
            signed=signed(slope.shown),
        )
    if slope.contribution is not None and slope.examples > 1:
        return tr(
            "{here}: that is {symbol}. This example adds {signed} to Δ.",
            here=here,
            symbol=symbol,
            signed=signed(slope.contribution),
        )
    return tr("{here}: that is {symbol}. Move the point.", here=here, symbol=symbol)


def is_shorthand(slope: Slope) -> bool:
    """True where the number on screen is not the slope."""
    shown = slope.shown
    if shown is None or shown != shown or slope.slope != slope.slope:
        return False
    return abs(shown - slope.slope) > SAME * max(abs(shown), abs(slope.slope))


def signed(value: float, digits: int | None = None) -> str:
    """A number with its sign, + included."""
    text = number_text(value, digits)
    return f"+{text}" if value > 0 else text
