"""One student's sheet: the worksheet, the same solved, and the numbers that are asked for."""

from dataclasses import dataclass, replace

from bpsim.base.words import named
from bpsim.core.document import Document
from bpsim.export.solution.content import Answer, Solution
from bpsim.export.solution.making import Wanted, solution_of
from bpsim.steps.trace import Trace


@dataclass(frozen=True)
class Variant:
    """``number`` counts from 1; ``seed`` is what ``document`` was drawn from."""

    number: int
    name: str
    seed: int
    document: Document
    solved: Solution
    sheet: Solution

    @property
    def blanks(self) -> tuple[Answer, ...]:
        """What is asked for."""
        return self.sheet.blanks


def variant_of(number: int, name: str, seed: int, document: Document, wanted: Wanted) -> Variant:
    """The sheet of ``document``, whose first example is worked out but for what is left blank.

    Raises BpsimError where fractions are wanted of a network that has none.
    """
    trace = Trace.of(document.with_(title=named(name, document.title)))
    solved = solution_of(trace, replace(wanted, item=0, blanks=()))
    sheet = replace(solved.with_blanks(wanted.blanks), code=f"bpsim seed {seed} variant {number}")
    return Variant(number, name, seed, document, solved, sheet)


def short_name(answer: Answer) -> str:
    """A name that is easy to type: delta_2_1, D_1_2_0 (layer, unit, from)."""
    parts = [answer.kind.replace("-", "_"), str(answer.layer), str(answer.unit)]
    return "_".join(parts if answer.frm is None else [*parts, str(answer.frm)])
