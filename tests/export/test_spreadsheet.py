"""The spreadsheet computes by itself what the program computes.

Its formulas are recomputed here by a small engine of their own, which knows nothing of networks.
"""

import io
import math
import os
import re
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest

from bpsim.core.activations.activation import Activation
from bpsim.core.activations.elu import Elu
from bpsim.core.activations.hard_sigmoid import HardSigmoid
from bpsim.core.activations.leaky_relu import LeakyRelu
from bpsim.core.activations.sigmoid import Sigmoid
from bpsim.core.activations.table import ACTIVATIONS
from bpsim.core.activations.tanh import Tanh
from bpsim.core.checkpoint import Checkpoint
from bpsim.core.costs.table import COSTS
from bpsim.core.document import Document
from bpsim.core.errors import BpsimError
from bpsim.core.examples import Examples
from bpsim.core.methods.adam import Adam
from bpsim.core.methods.method import Method
from bpsim.core.methods.momentum import Momentum
from bpsim.core.methods.rmsprop import RMSProp
from bpsim.core.methods.table import UPDATE_METHODS
from bpsim.core.network import Network
from bpsim.core.propagation import gradient
from bpsim.core.settings import Convention, Sign, TrainingSettings
from bpsim.core.training import updated
from bpsim.export.solution.content import BLANKS
from bpsim.export.spreadsheet import workbook as sheets
from bpsim.export.spreadsheet.functions import ACTIVATIONS as SHEET_ACTIVATIONS
from bpsim.export.spreadsheet.functions import COSTS as SHEET_COSTS
from bpsim.export.spreadsheet.functions import METHODS as SHEET_METHODS
from bpsim.export.spreadsheet.sheet import address
from bpsim.export.spreadsheet.workbook import workbook
from bpsim.export.spreadsheet.writing import key_name
from bpsim.formats.bundled import bundled_network
from bpsim.session.history import History
from bpsim.steps.trace import Trace

CELL = re.compile(r"(?:'([^']+)'!)?\$([A-Z]+)\$(\d+)(?::\$([A-Z]+)\$(\d+))?")
FUNCTIONS: dict[str, Any] = {
    "EXP": np.exp, "LN": np.log, "TANH": np.tanh, "SUM": np.sum, "ABS": abs, "MIN": min,
    "SQRT": math.sqrt, "ERF": math.erf, "PI": lambda: math.pi,
    "AND": lambda *words: all(words),
    "MAX": lambda *words: max(float(np.max(word)) for word in words),
    "IF": lambda test, yes, no: yes if test else no,
    "SUMPRODUCT": lambda *words: float(np.sum(np.prod(np.array(words), axis=0))),
}  # fmt: skip


class Recomputed:
    """A workbook with the value of every cell, computed when it is asked for."""

    def __init__(self, data: bytes) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(data))
        self.value = cache(self._value)

    def _value(self, sheet: str, cell: str) -> float:
        content = self.book[sheet][cell].value
        if not isinstance(content, str):
            return float(content or 0.0)
        assert content.startswith("="), (sheet, cell, content)
        names: dict[str, Any] = {}

        def looked_up(found: re.Match[str]) -> str:
            place, name = found[1] or sheet, f"v{len(names)}"
            if found[4] is None:
                names[name] = self.value(place, found[2] + found[3])
            else:
                area = self.book[place][f"{found[2]}{found[3]}:{found[4]}{found[5]}"]
                cells = [each for row in area for each in row]
                names[name] = np.array([self.value(place, each.coordinate) for each in cells])
            return name

        code = CELL.sub(looked_up, content[1:])
        # −x^2 is (−x)^2 to a spreadsheet, which no formula of ours may depend on.
        assert not re.search(r"(^|[(=,*/+])-v\d+\^", code)
        return float(eval(code.replace("^", "**"), {**FUNCTIONS, **names}))

    def column(self, sheet: str, heading: str, layer: str) -> list[float]:
        """The numbers below a heading in the block of a layer."""
        rows = list(self.book[sheet].iter_rows())
        start = next(n for n, row in enumerate(rows) if row[0].value == layer)
        at = next(n for n, cell in enumerate(rows[start]) if cell.value == heading)
        out = []
        for row in rows[start + 1 :]:
            if row[0].value is None:
                break
            out.append(self.value(sheet, row[at].coordinate))
        return out

    def block(self, heading: str, sheet: str = "Gradient") -> list[list[float]]:
        """The matrix of that name on the sheet of the gradient."""
        page = self.book[sheet]
        start = next(c for row in page.iter_rows() for c in row if c.value == heading)
        width = 0
        while str(page.cell(start.row, start.column + 1 + width).value or "").startswith(
            ("bias", "from")
        ):
            width += 1
        out, row = [], start.row + 1
        while page.cell(row, 1).value is not None and page.cell(row, 1).value.startswith("to"):
            cells = [page.cell(row, start.column + 1 + n) for n in range(width)]
            out.append([self.value(sheet, cell.coordinate) for cell in cells])
            row += 1
        return out


def drawn(hidden: str, output: str, cost: str, lam: float = 0.3) -> Document:
    rng = np.random.default_rng(4)
    network = Network.of(
        [hidden, hidden, output],
        [rng.normal(size=shape) for shape in ((3, 3), (2, 4), (2, 3))],
    )
    y = np.array([[0.0, 1.0], [1.0, 0.0], [0.25, 0.75]])
    examples = Examples.of(rng.normal(size=(3, 2)), y)
    return Document("", network, cost, examples, TrainingSettings(0.7, lam))


PARAMETERS = (
    Sigmoid(steepness=0.5), Tanh(steepness=2.0), LeakyRelu(slope=0.2), Elu(alpha=0.7),
    HardSigmoid(slope=0.2),
)  # fmt: skip
CASES = [
    ("sigmoid", "sigmoid", "cross-entropy"),
    ("tanh", "softmax", "categorical-cross-entropy"),
    ("relu", "linear", "squared-error"),
    ("sigmoid", "tanh", "squared-error"),
    ("tanh", "softmax", "squared-error"),
    ("tanh", "softmax", "log-cosh"),
    *(
        (hidden, output, f"{cost} per output")
        for hidden, output, cost in (
            ("sigmoid", "sigmoid", "cross-entropy"),
            ("tanh", "softmax", "categorical-cross-entropy"),
            ("relu", "linear", "squared-error"),
            ("tanh", "tanh", "log-cosh"),
            ("tanh", "softmax", "log-cosh"),
        )
    ),
]


@pytest.mark.parametrize(("hidden", "output", "cost"), CASES)
def test_every_cell_agrees(hidden: str, output: str, cost: str) -> None:
    document = drawn(hidden, output, cost)
    trace = Trace.of(document)
    book = Recomputed(workbook(trace, range(3)))
    for item in range(3):
        values, sheet = trace.values.of(item), f"Example {item + 1}"
        for layer in range(2, 5):
            words = f"layer {layer}"
            for heading, arrays in (("z", values.z), ("a", values.a), ("g′", values.slope),
                                    ("δ", values.delta)):  # fmt: skip
                found = book.column(sheet, heading, words)
                assert found == pytest.approx(arrays[layer - 1], rel=1e-12, abs=1e-14)
    examples = document.examples
    right = gradient(document.network, cost, examples.x, examples.y, 0.3)
    after = updated(Checkpoint(document.network.weights), right.D, document.training).weights
    assert book.value("Gradient", "B1") == pytest.approx(right.J, rel=1e-12)
    for layer, name in enumerate("¹²³"):
        for letter, matrices in (("Δ", right.Delta), ("D", right.D), ("new Θ", after)):
            found = book.block(f"{letter}⁽{name}⁾")
            np.testing.assert_allclose(found, matrices[layer], rtol=1e-11, atol=1e-14)


@pytest.mark.parametrize("sign", ["course", "lecture"])
@pytest.mark.parametrize(
    "method", [Momentum(), RMSProp(0.8, 1e-3), Adam(0.8, 0.99, 1e-3)], ids=repr
)
def test_the_update_of_every_method_agrees(method: Method, sign: Sign) -> None:
    """In an iteration that two others came before, with biases that stay."""
    document = drawn("sigmoid", "sigmoid", "cross-entropy")
    training = replace(document.training, method=method, train_biases=sign == "course")
    document = document.with_(training=training, convention=Convention(sign))
    start = History(document).checkpoint_at(2)
    trace = Trace.of(document, 2, start)
    book = Recomputed(workbook(trace, range(3)))
    after = updated(start, trace.values.gradient.D, training)
    for layer, name in enumerate("¹²³"):
        blocks = [("new Θ", after.weights)]
        letters = (f"new {each.letter}" for each in method.remembers)
        for letter, matrices in [*blocks, *zip(letters, after.memory, strict=True)]:
            found = book.block(f"{letter}⁽{name}⁾")
            np.testing.assert_allclose(found, matrices[layer], rtol=1e-10, atol=1e-14)


def test_every_activation_and_cost_there_is_can_be_written() -> None:
    assert set(SHEET_METHODS) == {type(each) for each in UPDATE_METHODS.values()}
    assert set(SHEET_ACTIVATIONS) == {type(each) for each in ACTIVATIONS.values()}
    assert set(SHEET_COSTS) == {type(each) for each in COSTS.values()}


@pytest.mark.parametrize(
    "g",
    [*(each for each in ACTIVATIONS.values() if each.elementwise), *PARAMETERS],
    ids=lambda g: g.label,
)
def test_every_activation_and_its_slope(g: Activation) -> None:
    document = drawn("tanh", "linear", "squared-error")
    network = replace(document.network, activations=(g, g, *document.network.activations[2:]))
    document = replace(document, network=network)
    trace = Trace.of(document)
    book = Recomputed(workbook(trace, (0,)))
    values = trace.values.of(0)
    for layer in (2, 3):
        for heading, arrays in (("a", values.a), ("g′", values.slope), ("δ", values.delta)):
            found = book.column("Example 1", heading, f"layer {layer}")
            assert found == pytest.approx(arrays[layer - 1], rel=1e-11, abs=1e-14)


def test_biases_that_are_not_trained_stay() -> None:
    document = drawn("tanh", "sigmoid", "cross-entropy")
    document = replace(document, training=replace(document.training, train_biases=False))
    book = Recomputed(workbook(Trace.of(document), range(3)))
    first = [row[0] for row in book.block("new Θ⁽¹⁾")]
    assert first == document.network.weights[0][:, 0].tolist()


def test_one_example_has_no_gradient() -> None:
    document = bundled_network("lecture").load()
    book = Recomputed(workbook(Trace.of(document), (2,)))
    assert book.book.sheetnames == ["Weights", "Example 3", "Δ"]


def test_a_part_of_the_batch_says_what_it_adds_to_delta() -> None:
    document = drawn("tanh", "tanh", "log-cosh")
    book = Recomputed(workbook(Trace.of(document), (0, 2)))
    chosen = document.examples.x[[0, 2]], document.examples.y[[0, 2]]
    right = gradient(document.network, document.cost, *chosen, 0.0).Delta
    for layer, name in enumerate("¹²³"):
        found = book.block(f"Δ⁽{name}⁾", "Δ")
        np.testing.assert_allclose(found, right[layer], rtol=1e-11, atol=1e-14)


@pytest.mark.parametrize("kind", BLANKS)
def test_blanks_are_empty_and_judged_by_a_hidden_key(kind: str) -> None:
    document = drawn("sigmoid", "sigmoid", "cross-entropy")
    trace = Trace.of(document)
    full = Recomputed(workbook(trace, range(3)))
    asked = Recomputed(workbook(trace, range(3), (kind,)))
    empty = 0
    for name in full.book.sheetnames:
        assert asked.book[key_name(name)].sheet_state == "hidden"
        for row in full.book[name].iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and not cell.value.startswith("="):
                    continue
                if cell.value is None:
                    continue
                key = asked.value(key_name(name), cell.coordinate)
                assert key == full.value(name, cell.coordinate)
                empty += asked.book[name][cell.coordinate].value is None
    assert empty > 0
    rules = sum(len(asked.book[name].conditional_formatting) for name in full.book.sheetnames)
    assert rules == empty


@pytest.mark.parametrize(("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ")])
def test_addresses(column: int, letters: str) -> None:
    assert address(2, column) == f"${letters}$3"


def test_names_from_the_file_are_words_and_no_formulas() -> None:
    document = bundled_network("lecture").load()
    examples = replace(document.examples, x_names=("=1+1", "http://x"))
    document = document.with_(examples=examples)
    book = openpyxl.load_workbook(io.BytesIO(workbook(Trace.of(document), (0,))))
    cell = book["Example 1"]["A2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    assert book["Example 1"]["A3"].hyperlink is None


def test_every_word_is_in_the_language_of_the_program(tmp_path: Path) -> None:
    words = []
    for language in ("en", "es"):
        out = tmp_path / f"{language}.xlsx"
        command = [sys.executable, "-m", "bpsim", "explain", str(bundled_network("lecture").path)]
        environment = os.environ | {"BPSIM_LANGUAGE": language}
        subprocess.run(
            [*command, "--output", str(out)], env=environment, check=True, capture_output=True
        )
        book = openpyxl.load_workbook(out)
        cells = {str(cell.value) for page in book for row in page.iter_rows() for cell in row}
        words.append({each for each in cells if not each.startswith("=")} | set(book.sheetnames))
    both = {each for each in words[0] & words[1] if re.search("[A-Za-z]{3}", each)}
    assert both == {"None", "cost(i)"}


def test_a_network_too_large_for_a_form_is_refused() -> None:
    rng = np.random.default_rng(1)
    network = Network.of(["sigmoid"], [rng.normal(size=(1, 62))])
    document = Document("", network, "cross-entropy", Examples.of(np.zeros((1, 61)), [[1.0]]))
    with pytest.raises(BpsimError, match="at most 60 units a layer and 50 examples"):
        workbook(Trace.of(document), (0,))


@pytest.mark.parametrize(("method", "sign"), [(Adam(0.8, 0.99, 1e-3), "lecture"), (None, "course")])
def test_cells_have_their_results_for_what_does_not_compute(
    method: Method | None, sign: Sign
) -> None:
    document = drawn("tanh", "sigmoid", "cross-entropy")
    training = replace(document.training, method=method or document.training.method)
    document = document.with_(training=training, convention=Convention(sign, True))
    data = workbook(Trace.of(document), range(3))
    kept, book = openpyxl.load_workbook(io.BytesIO(data), data_only=True), Recomputed(data)
    computed = 0
    for page in book.book:
        for cell in (each for row in page.iter_rows() for each in row):
            if str(cell.value).startswith("="):
                found = kept[page.title][cell.coordinate].value
                right = book.value(page.title, cell.coordinate)
                assert found == pytest.approx(right, rel=1e-10, abs=1e-13), (page.title, cell)
                computed += 1
    assert computed > 100


def test_what_is_made_of_a_blank_has_no_result_that_would_tell_it() -> None:
    document = drawn("sigmoid", "sigmoid", "cross-entropy")
    data = workbook(Trace.of(document), range(3), ("hidden-delta",))
    kept = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    written = openpyxl.load_workbook(io.BytesIO(data))
    page = kept["Gradient"]
    rows = {cell.value: cell.row for cell in page["A"]}
    assert page.cell(rows["Δ⁽¹⁾"] + 1, 2).value is None
    assert str(written["Gradient"].cell(rows["Δ⁽¹⁾"] + 1, 2).value).startswith("=")
    assert isinstance(page.cell(rows["Δ⁽³⁾"] + 1, 2).value, float)
    assert isinstance(page["B1"].value, float)


def test_a_0_is_no_answer_to_a_small_number() -> None:
    document = bundled_network("lecture").load()
    book = openpyxl.load_workbook(io.BytesIO(workbook(Trace.of(document), range(4), ("D",))))
    rules = book["Gradient"].conditional_formatting
    text = next(rule.formula[0] for each in rules for rule in each.rules)
    room = re.search(r"<=(MAX\(.*?\)\)\))", text)
    assert room is not None
    code = re.sub(r"'[^']+'!\$[A-Z]+\$\d+", "key", room[1])
    for key, expected in ((0.3, 5e-4), (-0.00038, 7.6e-6), (0.0, 1e-9)):
        names = {"MAX": max, "MIN": min, "ABS": abs, "key": key}
        assert eval(code, names) == pytest.approx(expected)


def test_small_numbers_have_more_decimal_places() -> None:
    document = bundled_network("lecture").load()
    page = openpyxl.load_workbook(io.BytesIO(workbook(Trace.of(document), range(4))))["Gradient"]
    formats = {cell.value: cell.number_format for row in page.iter_rows() for cell in row}
    by_cell = {each: format for each, format in formats.items() if str(each).startswith("=")}
    assert set(by_cell.values()) == {"0.0000", "0.000000"}
    assert page["G4"].number_format == "0.000000"  # D of 0.00095
    assert page["L4"].number_format == "0.0000"


def test_names_of_sheets_may_have_an_apostrophe(monkeypatch: pytest.MonkeyPatch) -> None:
    """As they have in French."""
    monkeypatch.setattr(sheets, "tr", lambda words, **places: words.format(**places).replace(
        "Example", "L'exemple"))  # fmt: skip
    document = drawn("sigmoid", "sigmoid", "cross-entropy")
    data = workbook(Trace.of(document), range(3), ("hidden-delta",))
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert "L'exemple 1" in book.sheetnames and "Key of L'exemple 1" in book.sheetnames
    formula = str(book["Key of Gradient"]["B4"].value)
    assert formula.startswith("='Key of L''exemple 1'!$G$")
    kept = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    assert kept["Gradient"]["B4"].value is None  # made of a blank


def test_words_in_a_blank_are_wrong_and_no_error() -> None:
    document = drawn("sigmoid", "sigmoid", "cross-entropy")
    book = openpyxl.load_workbook(io.BytesIO(workbook(Trace.of(document), (0,), ("z",))))
    (first, *_) = book["Example 1"].conditional_formatting
    right, wrong = (rule.formula[0] for rule in first.rules)
    assert right.startswith("AND(NOT(ISBLANK(") and "IFERROR(ABS(" in right
    assert "NOT(IFERROR(ABS(" in wrong
