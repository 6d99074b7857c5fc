"""Every step of one iteration as compact values for a page: equal texts and formulas stand once."""

import math
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any

from bpsim.base.counted import counted
from bpsim.base.words import capitalised, tr
from bpsim.core.errors import BpsimError
from bpsim.core.progress import Report, silent
from bpsim.notation.formula import Expr, to_text
from bpsim.notation.mathml import one_level, pieces_of
from bpsim.notation.numerals import number_text
from bpsim.steps.schedule import DELTAS, Granularity
from bpsim.steps.step import PASS_NAMES, Known, Lit, Step
from bpsim.steps.terms import Terms, TermValue
from bpsim.steps.trace import Trace

MOST_STEPS = 4_000
"""Of one step size; finer sizes that have more are left out."""
AGREES = 1e-6
"""The relative error up to which a central difference confirms a δ, as for `bpsim check`."""
MARK = "\x00"


@dataclass
class Pool:
    """Distinct values in the order of their first use; a value is referred to by its place."""

    items: list[Any] = field(default_factory=list)
    _places: dict[Hashable, int] = field(default_factory=dict)

    def place(self, key: Hashable, made: Callable[[], Any] | None = None) -> int:
        """Where ``key`` stands; what is stored for it is ``made()``, or the key itself."""
        found = self._places.get(key)
        if found is None:
            item = key if made is None else made()
            found = self._places[key] = len(self.items)
            self.items.append(item)
        return found


class WalkData:
    """The tables of a page; ``steps`` has the list of steps of each step size ``among`` those."""

    def __init__(
        self,
        trace: Trace,
        report: Report = silent,
        among: tuple[Granularity, ...] = tuple(Granularity),
    ) -> None:
        self._trace = trace
        self._texts, self._formulas, self._values, self._counts = Pool(), Pool(), Pool(), Pool()
        sizes = [g for g in among if trace.schedule.count(g) <= MOST_STEPS]
        if not sizes or sizes == [Granularity.ITERATION]:
            passes = Granularity.PASS in among
            fewest = trace.schedule.count(Granularity.PASS if passes else among[-1])
            raise BpsimError(
                tr(
                    "The iteration has {steps}, but a page holds at most {most_steps:,} steps; "
                    "choose a smaller batch or one example",
                    steps=counted(fewest, "pass" if passes else "step"),
                    most_steps=MOST_STEPS,
                )
            )
        total = sum(map(trace.schedule.count, sizes))
        self.steps: dict[str, list[dict[str, Any]]] = {}
        done = 0
        for size in sizes:
            steps = self.steps[size.value] = []
            for index in range(trace.schedule.count(size)):
                at = trace.schedule.tick_of(index, size)
                steps.append(self._step(trace.step(index, size), at))
                done += 1
                report(done, total)

    def tables(self) -> dict[str, Any]:
        """Everything as plain lists and dictionaries, ready for JSON."""
        return {
            "texts": self._texts.items,
            "formulas": self._formulas.items,
            "values": self._values.items,
            "counts": self._counts.items,
            "layers": list(self._trace.values.network.layers),
            "steps": self.steps,
        }

    def _step(self, step: Step, at: int) -> dict[str, Any]:
        """One step, which ends at tick ``at``; what it has not is left out."""
        out: dict[str, Any] = {
            "pass": PASS_NAMES[step.phase],
            "phase": step.phase.value,
            "where": self._text(step.example_words),
            "title": self._text(capitalised(step.title)),
            "says": self._text(step.sentence),
            "formula": self._lines(step.formula),
            "numbers": self._lines(step.numbers),
            "values": self._all_values(step.known),
            "known": self._known(step.known),
            "at": at,
        }
        largest = _largest(step)
        optional = {
            "note": self._text(step.note) if step.note else None,
            "units": [list(unit) for unit in step.units],
            "lit": [_lit(lit, step.terms) for lit in step.lit],
            "terms": self._terms(step, largest),
            "more": step.terms.hidden,
            "sums": self._sums(step, largest),
            "check": self._check(step),
        }
        if step.result is not None and math.isfinite(step.result):
            # JSON knows no infinities, and nobody is asked for one; 0 is a result like any other.
            out |= {"result": step.result, "symbol": self._text(to_text(step.symbol))}
        return out | {name: value for name, value in optional.items() if value not in (None, [], 0)}

    def _text(self, text: str) -> int:
        return self._texts.place(text)

    def _lines(self, expr: Expr) -> list[list[int]]:
        return [[self._formula(piece) for piece in line] for line in pieces_of(expr)]

    def _formula(self, expr: Expr) -> int:
        """A formula as texts and the places of the formulas within it."""

        def made() -> list[str | int]:
            text = one_level(expr, lambda inner: f"{MARK}{self._formula(inner)}{MARK}")
            return [int(part) if n % 2 else part for n, part in enumerate(text.split(MARK)) if part]

        return self._formulas.place(expr, made)

    def _all_values(self, known: Known) -> int:
        """z, a and δ of every layer as texts, with y and the cost."""
        values = known.values
        texts = (
            *(tuple(_texts(array) for array in kind) for kind in (values.z, values.a)),
            tuple(_texts(array) for array in values.delta),
            _texts(values.y),
            number_text(values.cost),
        )
        return self._values.place(texts)

    def _known(self, known: Known) -> int:
        counts = (known.z_units, known.a_units, known.delta_units, int(known.cost is not None))
        return self._counts.place(counts)

    def _terms(self, step: Step, largest: float) -> list[list[Any]]:
        """Symbol, weight, value, product, size of the bar and colour of each term written out."""
        return [
            [
                self._formula(term.symbol),
                *(number_text(value) for value in (term.weight, term.value, term.product)),
                _bar(term.product, largest),
                step.terms.colour(t),
            ]
            for t, term in _shown(step)
        ]

    def _sums(self, step: Step, largest: float) -> list[list[Any]]:
        """The sum before g′ and the factor g′, where the step has both, and δ; with their bars."""
        out: list[list[Any]] = []
        if step.weighted_sum is not None and step.factor is not None:
            total, factor = step.weighted_sum, step.factor
            words = tr("weighted sum Σ"), tr("factor g′")
            out.append([self._text(words[0]), number_text(total), _bar(total, largest)])
            out.append([self._text(words[1]), number_text(factor), 0])
        if step.phase in DELTAS and step.result is not None:
            bar = _bar(step.result, largest)
            out.append([self._text(to_text(step.symbol)), number_text(step.result), bar])
        return out

    def _check(self, step: Step) -> int | None:
        """What a central difference says of a δ."""
        if step.granularity is not Granularity.UNIT or step.phase not in DELTAS:
            return None
        if step.layer is None or step.unit is None:
            return None
        delta = self._trace.delta(step, step.layer, step.unit)
        numeric, error = delta.checked.numeric, delta.checked.relative_error
        where = f"∂cost/∂{to_text(delta.nudged)}"
        if delta.shorthand:
            verdict = tr("The shorthand leaves g′ out, so it is the intuition and not this slope.")
            return self._text(
                tr(
                    "Check: {where} is {numeric}. {verdict}",
                    where=where,
                    numeric=number_text(numeric),
                    verdict=verdict,
                )
            )
        if not delta.checkable:
            return self._text(
                tr(
                    "Check: nudging cannot tell {where} from numbers as large as these.",
                    where=where,
                )
            )
        verdict = tr("agrees") if error <= AGREES else tr("differs")
        return self._text(
            tr(
                "Check: nudging {nudged} up and down gives {where} = {numeric}, "
                "which {verdict} (relative error {error:.0e}).",
                nudged=to_text(delta.nudged),
                where=where,
                numeric=number_text(numeric),
                verdict=verdict,
                error=error,
            )
        )


def _texts(array: Iterable[float]) -> tuple[str, ...]:
    return tuple(number_text(float(value)) for value in array)


def _shown(step: Step) -> list[tuple[int, TermValue]]:
    """The terms that are written out so far, with their places."""
    return [(t, step.terms[t]) for t in step.terms.shown if step.term is None or t <= step.term]


def _largest(step: Step) -> float:
    """The size of the longest bar of a step."""
    values = [term.product for _, term in _shown(step)]
    values += [] if step.weighted_sum is None else [step.weighted_sum]
    values += [] if step.result is None or step.phase not in DELTAS else [step.result]
    return max((abs(value) for value in values if math.isfinite(value)), default=0.0)


def _bar(value: float, largest: float) -> float:
    """Its share of the longest bar, with its sign."""
    return round(value / largest, 3) if largest and math.isfinite(value) else 0


def _lit(lit: Lit, terms: Terms) -> list[Any]:
    """Edges to light, and the colours of those that carry a term (by their n-th end)."""
    colours: Any = 0
    if lit.terms and lit.term is not None:
        colours = [terms.colour(lit.term)]
    elif lit.terms:
        colours = [terms.colour(t) for t in range(len(terms))] if not terms.hidden else 0
    return [lit.layer, lit.to, lit.frm, int(lit.backward), colours]
