"""The matrices of an update: what the method remembers from now on, and what Θ is made of."""

from collections.abc import Callable
from dataclasses import replace

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.notation.formula import BECOMES, Symbol, Words, row, to_text
from bpsim.steps.explain import symbols as s
from bpsim.steps.explain.methods.table import written
from bpsim.steps.explain.methods.written import Letters
from bpsim.steps.shown.blocks import AIM, Block, Item, Sign
from bpsim.steps.step import Step

WITHOUT_BIASES = Words(tr(" without biases"))


def update_lines(
    step: Step, layer: int, new: Block, edges: Callable[[str, Array | None], Block]
) -> list[tuple[Item, ...]]:
    """The new Θ^(l) := Θ^(l) − α D^(l), or as the method has it; before it what is remembered.

    ``new`` has the new weights, ``edges`` makes a matrix shaped as Θ^(l), "—" in every cell for
    None. The old weights are those of the iteration before. Where D is blank, so is all that comes
    of it.
    """
    updating = step.updating
    assert updating is not None
    blank = step.known.D[layer - 1] is None
    named = replace(new, caption=row(s.of_layer("Θ", layer), Words(tr(" new"))))
    if blank:
        named = replace(named, known=0)
    old = row(BECOMES, s.of_layer("Θ", layer), s.minus(step.convention), Symbol("α"))
    caption = written(updating.method).aim(Letters(str(layer)))
    letter = caption.name if isinstance(caption, Symbol) else AIM
    if step.biases_stay and "D" in to_text(caption):
        caption = row(caption, WITHOUT_BIASES)
    aim = replace(edges(letter, None if blank else updating.aims[layer - 1]), caption=caption)
    kept = [
        (edges(each, None if blank else matrices[layer - 1]),)
        for each, matrices in updating.after.items()
        if each != letter
    ]
    return [*kept, (named, Sign(old), aim)]
