"""The workbook: weights and settings, a sheet for each example, then the gradient and the update.

Signs are the course's: δ = ∂cost/∂z, Θ := Θ − α D.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from bpsim.base.words import capital, tr
from bpsim.core.costs.table import COSTS
from bpsim.core.errors import BpsimError
from bpsim.core.progress import Report, Stages, silent
from bpsim.export.spreadsheet.functions import (
    SheetCost,
    sheet_cost,
    sheet_function,
    sheet_method,
)
from bpsim.export.spreadsheet.sheet import Sheet, address
from bpsim.export.spreadsheet.writing import written_book
from bpsim.notation.formula import to_text
from bpsim.notation.numerals import superscript
from bpsim.steps.explain.methods.table import written
from bpsim.steps.trace import Trace

MOST_UNITS, MOST_EXAMPLES = 60, 50


def workbook(
    trace: Trace,
    items: Iterable[int],
    blanks: tuple[str, ...] = (),
    report: Report = silent,
) -> bytes:
    """The workbook for these examples of the batch (from 0) as an .xlsx file.

    What ``blanks`` names, as a worksheet does, is left empty and turns green or red when it is
    filled in. With all examples of the batch the gradient and the update follow, with fewer what
    these add to Δ. Raises BpsimError where the network is too large for a form, or XlsxWriter is
    missing.
    """
    stages = Stages(report, 3 if blanks else 2)
    return written_book(sheets_of(trace, items, stages.next()), blanks, stages)


def sheets_of(trace: Trace, items: Iterable[int], report: Report = silent) -> list[Sheet]:
    """The sheets of that workbook. Raises BpsimError where the network is too large for a form."""
    chosen, sheets = list(items), list[Sheet]()
    if max(trace.values.network.layers) > MOST_UNITS or len(chosen) > MOST_EXAMPLES:
        raise BpsimError(
            tr(
                "A spreadsheet holds at most {most_units} units a layer and "
                "{most_examples} examples; choose one example, or a smaller network",
                most_units=MOST_UNITS,
                most_examples=MOST_EXAMPLES,
            )
        )
    for sheet in _Sheets(trace).all(chosen):
        sheets.append(sheet)
        report(len(sheets), len(chosen) + 2)
    return sheets


class _Sheets:
    """Builds the sheets in the order of the computation."""

    def __init__(self, trace: Trace) -> None:
        self._trace, self._training = trace, trace.values.training
        self._method = sheet_method(self._training.method)
        self._memory: dict[tuple[str, int, int, int], str] = {}
        self._network = trace.values.network
        self._sign = trace.values.convention.factor  # back to the course's
        self._cost = COSTS[trace.values.cost]
        self._weights = Sheet(tr("Weights"))
        self._theta: dict[tuple[int, int, int], str] = {}
        self._settings: dict[str, str] = {}
        self._a: dict[tuple[int, int, int], str] = {}
        self._delta: dict[tuple[int, int, int], str] = {}
        self._costs: list[str] = []

    def all(self, items: list[int]) -> Iterator[Sheet]:
        """Weights, examples, then the gradient; of a part of the batch what it adds to Δ."""
        self._fill_weights()
        yield self._weights
        for item in items:
            yield self._example(item)
        if len(items) == self._trace.values.batch.size:
            yield self._gradient(items)
        else:
            yield self._additions(items)

    def _fill_weights(self) -> None:
        sheet, row = self._weights, 0
        m = self._trace.values.batch.size
        named = {"α": self._training.learning_rate, "λ": self._training.lam, "m": float(m)}
        how = written(self._training.method)
        names = {name: to_text(symbol) for name, symbol in how.parameters.items()}
        named |= {names[name]: each for name, each in how.method.parameters.items()}
        if self._method.memory:
            named["t"] = float(self._trace.values.end.updates)
        for name, value in named.items():
            sheet.head(row, 0, (name,))
            self._settings[name] = sheet.put(row, 1, value)
            row += 1
        for layer in range(1, self._network.depth):
            row += 1
            theta = self._network.theta(layer)
            sheet.head(row, 0, (_matrix_name("Θ", layer), tr("bias"), *_units(theta.shape[1] - 1)))
            for j in range(theta.shape[0]):
                row += 1
                sheet.head(row, 0, (tr("to unit {j}", j=j + 1),))
                for i in range(theta.shape[1]):
                    cell = sheet.put(row, i + 1, float(theta[j, i]))
                    self._theta[layer, j + 1, i] = cell
            row += 1
        self._fill_memory(row + 1)

    def _fill_memory(self, row: int) -> None:
        """What the method remembers of the updates before, below the weights."""
        kept = zip(self._training.method.remembers, self._trace.values.start.memory, strict=True)
        for each, matrices in kept:
            letter = each.letter
            for layer, matrix in enumerate(matrices, start=1):
                heading = (_matrix_name(letter, layer), tr("bias"), *_units(matrix.shape[1] - 1))
                self._weights.head(row, 0, heading)
                for (j, i), value in np.ndenumerate(matrix):
                    self._weights.head(row + j + 1, 0, (tr("to unit {j}", j=j + 1),))
                    cell = self._weights.put(row + j + 1, i + 1, float(value))
                    self._memory[letter, layer, j + 1, i] = cell
                row += matrix.shape[0] + 2

    def _example(self, item: int) -> Sheet:
        values = self._trace.values
        number = values.row(item)
        sheet = Sheet(tr("Example {number}", number=number + 1))
        x, y = values.examples.x[number], values.examples.y[number]
        names = values.examples.x_names
        sheet.head(0, 0, (tr("layer {layer}", layer=1), "a"))
        for i, value in enumerate(x, start=1):
            sheet.put(i, 0, names[i - 1])
            self._a[item, 1, i] = sheet.put(i, 1, float(value))
        row = len(x) + 2
        starts = {}
        for layer in range(2, self._network.depth + 1):
            starts[layer] = row
            self._forward(sheet, item, layer, row)
            row += self._network.layers[layer - 1] + 2
        self._outputs(sheet, item, y, starts[self._network.depth])
        for layer in range(self._network.depth - 1, 1, -1):
            self._hidden(sheet, item, layer, starts[layer])
        return sheet

    def _forward(self, sheet: Sheet, item: int, layer: int, row: int) -> None:
        """Columns: the unit, z, a, g′."""
        sheet.head(row, 0, (tr("layer {layer}", layer=layer), "z", "a", "g′"))
        values = self._trace.values.of(item)
        results = [each[layer - 1] for each in (values.z, values.a, values.slope)]
        size = self._network.layers[layer - 1]
        function = sheet_function(self._network.activation(layer))
        every_z = f"{address(row + 1, 1)}:{address(row + size, 1)}"
        for j in range(1, size + 1):
            terms = [self._theta[layer - 1, j, 0]]
            terms += [
                f"{self._theta[layer - 1, j, i]}*{self._a[item, layer - 1, i]}"
                for i in range(1, self._network.layers[layer - 2] + 1)
            ]
            sheet.put(row + j, 0, tr("unit {j}", j=j))
            z_value, a_value, slope = (each[j - 1] for each in results)
            sheet.compute(row + j, 1, "+".join(terms), z_value, "z")
            z, a = address(row + j, 1), address(row + j, 2)
            self._a[item, layer, j] = sheet.compute(
                row + j, 2, function.value.format(z=z, a="", all_z=every_z), a_value, "z"
            )
            sheet.compute(row + j, 3, function.slope.format(z=z, a=a, all_z=every_z), slope)

    def _outputs(self, sheet: Sheet, item: int, y: Any, row: int) -> None:
        """Columns on: y, what the output pays, δ; below them cost(i)."""
        depth, size = self._network.depth, self._network.layers[-1]
        sheet.head(row, 4, ("y", tr("cost"), "δ"))
        how = sheet_cost(self._cost)
        share = f"/{size}" if self._cost.per_output else ""
        every = {
            name: f"{address(row + 1, column)}:{address(row + size, column)}"
            for name, column in (("a", 2), ("y", 4))
        }
        values, sign = self._trace.values.of(item), self._sign
        paid = self._cost.per_unit(values.z[-1], values.a[-1], values.y)
        for k in range(1, size + 1):
            z, a, slope = (address(row + k, column) for column in (1, 2, 3))
            sheet.put(row + k, 4, float(y[k - 1]))
            target = address(row + k, 4)
            pays = f"({how.pays.format(z=z, a=a, y=target)}){share}"
            sheet.compute(row + k, 5, pays, paid[k - 1], "cost")
            delta = f"{self._output_delta(how, a, target, slope, every)}{share}"
            result = sign * values.delta[-1][k - 1]
            self._delta[item, depth, k] = sheet.compute(row + k, 6, delta, result, "output-delta")
        column = f"{address(row + 1, 5)}:{address(row + size, 5)}"
        sheet.head(row, 8, ("cost(i)",))
        self._costs.append(sheet.compute(row + 1, 8, f"SUM({column})", sign * values.cost, "cost"))

    def _output_delta(
        self, how: SheetCost, a: str, y: str, slope: str, every: dict[str, str]
    ) -> str:
        """∂cost/∂a times g′ or through the Jacobian where the cost was not made for this output."""
        output = self._network.activation(self._network.depth)
        if self._cost.keeps_slope and output.elementwise:
            return f"({how.error.format(a=a, y=y)})*{slope}"
        if self._cost.keeps_slope:
            errors = how.error.format(**every)
            return f"{a}*(({how.error.format(a=a, y=y)})-SUMPRODUCT({errors},{every['a']}))"
        if output.elementwise:
            return f"({a}-{y})"
        return f"({a}*SUM({every['y']})-{y})"

    def _hidden(self, sheet: Sheet, item: int, layer: int, row: int) -> None:
        """Columns on: the weighted sum Σ, δ."""
        sheet.head(row, 5, ("Σ", "δ"))
        values = self._trace.values.of(item, true_delta=True)
        sums = self._sign * values.weighted_sum[layer - 1]
        deltas = self._sign * values.delta[layer - 1]
        for j in range(1, self._network.layers[layer - 1] + 1):
            terms = [
                f"{self._theta[layer, k, j]}*{self._delta[item, layer + 1, k]}"
                for k in range(1, self._network.layers[layer] + 1)
            ]
            sheet.compute(row + j, 5, "+".join(terms), sums[j - 1], "hidden-delta")
            both = f"{address(row + j, 5)}*{address(row + j, 3)}"
            result = deltas[j - 1]
            self._delta[item, layer, j] = sheet.compute(row + j, 6, both, result, "hidden-delta")

    def _additions(self, items: list[int]) -> Sheet:
        sheet, row = Sheet("Δ"), 0
        passes = [self._trace.values.of(item, true_delta=True) for item in items]
        for layer in range(1, self._network.depth):
            rows, columns = self._network.theta(layer).shape
            sheet.head(row, 0, (_matrix_name("Δ", layer), tr("bias"), *_units(columns - 1)))
            Delta = self._sign * sum(
                np.outer(each.delta[layer], [1.0, *each.a[layer - 1]]) for each in passes
            )
            for (j, i), value in np.ndenumerate(Delta):
                sheet.head(row + j + 1, 0, (tr("to unit {j}", j=j + 1),))
                formula = self._added(items, layer, j + 1, i)
                sheet.compute(row + j + 1, 1 + i, formula, value, "Delta")
            row += int(rows) + 2
        return sheet

    def _added(self, items: list[int], layer: int, j: int, i: int) -> str:
        """What the examples add to an entry of Δ: the δ at the end times the a at the start."""
        return "+".join(
            f"{self._delta[item, layer + 1, j]}" + (f"*{self._a[item, layer, i]}" if i else "")
            for item in items
        )

    def _gradient(self, items: list[int]) -> Sheet:
        sheet, row = Sheet(capital(tr("gradient"))), 0
        sheet.head(row, 0, ("J",))
        squares = "+".join(f"{cell}^2" for (_, _, i), cell in self._theta.items() if i)
        mean = f"({'+'.join(self._costs)})/{self._settings['m']}"
        penalty = f"{self._settings['λ']}/(2*{self._settings['m']})*({squares})"
        J = self._trace.values.gradient.J
        sheet.compute(row, 1, f"{mean}+{penalty}", J, "cost")
        for layer in range(1, self._network.depth):
            row = self._matrix(sheet, items, layer, row + 2)
        return sheet

    def _matrix(self, sheet: Sheet, items: list[int], layer: int, row: int) -> int:
        """Δ, D, the new Θ and what is remembered of one layer, side by side; gives the last row."""
        rows, columns = self._network.theta(layer).shape
        kept = self._method.memory
        for n, letter in enumerate(
            ("Δ", "D", *(tr("new {each}", each=each) for each in ("Θ", *kept)))
        ):
            start = n * (columns + 2)
            sheet.head(row, start, (_matrix_name(letter, layer), tr("bias"), *_units(columns - 1)))
        found, end = self._trace.values.gradient, self._trace.values.end
        Delta_l, D_l, theta_l = (each[layer - 1] for each in (found.Delta, found.D, end.weights))
        alpha, lam, m = (self._settings[name] for name in ("α", "λ", "m"))
        for j in range(1, rows + 1):
            sheet.head(row + j, 0, (tr("to unit {j}", j=j),))
            for i in range(columns):
                place, theta = row + j, self._theta[layer, j, i]
                added = self._added(items, layer, j, i)
                sheet.compute(place, 1 + i, added, Delta_l[j - 1, i], "Delta")
                pull = f"+{lam}/{m}*{theta}" if i else ""
                D = f"{address(place, 1 + i)}/{m}{pull}"
                sheet.compute(place, columns + 3 + i, D, D_l[j - 1, i], "D")
                trained = i or self._training.train_biases
                cells = self._cells(address(place, columns + 3 + i) if trained else "0")
                old = {letter: self._memory[letter, layer, j, i] for letter in kept}
                for n, (letter, formula) in enumerate(kept.items(), start=3):
                    at = n * (columns + 2) + 1 + i
                    result = end.memory[n - 3][layer - 1][j - 1, i]
                    sheet.compute(place, at, formula.format(**(cells | old)), result, "weights")
                    cells[letter] = address(place, at)
                step = f"-{alpha}*{self._method.aim.format(**cells)}" if trained else ""
                at = 2 * columns + 5 + i
                sheet.compute(place, at, f"{theta}{step}", theta_l[j - 1, i], "weights")
        return row + int(rows)

    def _cells(self, D: str) -> dict[str, str]:
        """The cells that a method's formulas are made of, but for what it remembers."""
        parameters = written(self._training.method).parameters
        named = {name: self._settings[to_text(symbol)] for name, symbol in parameters.items()}
        return {**named, "D": D, "t": self._settings.get("t", "")}


def _matrix_name(letter: str, layer: int) -> str:
    return f"{letter}{superscript(f'({layer})')}"


def _units(count: int) -> tuple[str, ...]:
    return tuple(tr("from unit {n}", n=n) for n in range(1, count + 1))
