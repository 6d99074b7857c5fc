"""The bytes of what is exported without a painter: made in a thread, told how far it is."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from bpsim.base.words import tr
from bpsim.core.errors import BpsimError
from bpsim.core.progress import Report, Stages
from bpsim.export.solution.content import Solution
from bpsim.export.solution.key import key_text
from bpsim.export.solution.making import SHEETS, SLIDES, Wanted, solution_of
from bpsim.export.spreadsheet.workbook import workbook
from bpsim.export.trace_json import example_json, iteration_json
from bpsim.export.trace_table import steps_of, trace_table
from bpsim.export.walk.page import walk_page
from bpsim.gui.window import export_kinds as kinds
from bpsim.steps.schedule import Granularity
from bpsim.steps.trace import Trace

ITERATION, DELTA = "iteration", "delta"
USUAL_DIGITS = 4


@dataclass(frozen=True)
class Work:
    """What was chosen of the document; ``item`` is the example's place in the batch from 0.

    ``place`` is the layer and unit of the δ on screen, None where there is none.
    """

    name: str
    chosen: Mapping[str, str]
    suffix: str
    trace: Trace
    item: int
    place: tuple[int, int] | None = None

    @property
    def wanted(self) -> Wanted:
        """Which solution."""
        part, (digits, fractions) = self.chosen["part"], numbers_of(self.chosen)
        return Wanted(
            item=None if part == ITERATION else self.item,
            delta=self.place if part == DELTA else None,
            digits=digits,
            fractions=fractions,
            blanks=blanks_of(self.chosen),
        )

    def solution(self, report: Report) -> Solution:
        """That solution."""
        return solution_of(self.trace, self.wanted, report)

    def files(self, report: Report) -> dict[str, bytes]:
        """What to write, by what is put between the name of the file and its suffix."""
        if self.name == kinds.WALK:
            page = walk_page(self.trace, blanks_of(self.chosen), report)
            return {"": page.encode()}
        if self.name == kinds.TRACE:
            return {"": self._trace(report)}
        if self.name == kinds.SPREADSHEET:
            every = range(self.trace.values.batch.size)
            items = every if self.chosen["part"] == ITERATION else (self.item,)
            blanks = blanks_of(self.chosen)
            return {"": workbook(self.trace, items, blanks, report)}
        stages = Stages(report, 2)
        solution = self.solution(stages.next())
        write = (SLIDES if self.name == kinds.SLIDES else SHEETS)[self.suffix]
        text = write(solution.telling(stages.next()), self.trace)
        return {"": text.encode()} | self.key(solution)

    def key(self, solution: Solution) -> dict[str, bytes]:
        """The answers beside a worksheet, where they are wanted."""
        if not solution.blanks or self.chosen.get("key") != kinds.KEY:
            return {}
        return {f"-{kinds.KEY}.csv": key_text(solution.blanks).encode()}

    def _trace(self, report: Report) -> bytes:
        item = None if self.chosen["part"] == ITERATION else self.item
        steps = steps_of(self.trace, item, Granularity(self.chosen["size"]), report)
        if self.suffix == ".csv":
            return trace_table(steps).encode()
        try:
            whole = iteration_json if item is None else partial(example_json, item=item)
            return json.dumps(
                whole(self.trace, steps=steps), ensure_ascii=False, allow_nan=False
            ).encode()
        except ValueError as error:
            raise BpsimError(
                tr("A number of these steps is beyond what JSON can hold; a table (.csv) can.")
            ) from error


def numbers_of(chosen: Mapping[str, str]) -> tuple[int, bool]:
    """How many decimal places numbers have, and whether they are exact fractions where they can."""
    numbers = chosen.get("numbers", str(USUAL_DIGITS))
    exact = numbers == kinds.FRACTIONS
    return (USUAL_DIGITS if exact else int(numbers)), exact


def blanks_of(chosen: Mapping[str, str]) -> tuple[str, ...]:
    """The kinds that are left blank; a value names one of them or several."""
    return tuple(chosen.get("blank", "").split())
