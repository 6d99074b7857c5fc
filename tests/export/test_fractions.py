"""Solutions in exact fractions: every equation holds exactly, and D is the slope of J exactly."""

import csv
import io
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest

from bpsim.core.document import Document
from bpsim.core.errors import BpsimError
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.settings import Convention, TrainingSettings
from bpsim.export.solution.content import BLANKS
from bpsim.export.solution.key import key_text
from bpsim.export.solution.making import SHEETS, Wanted, solution_of
from bpsim.formats.bundled import bundled_network
from bpsim.notation import formula as f
from bpsim.steps.trace import Trace

WHOLE = Wanted(fractions=True)


def drawn(
    hidden: str = "relu", output: str = "linear", cost: str = "squared-error", seed: int = 3,
    convention: Convention | None = None,
) -> Document:  # fmt: skip
    rng = np.random.default_rng(seed)
    shapes = ((3, 3), (2, 4), (2, 3))
    weights = [rng.integers(-9, 10, size=shape) / 10 for shape in shapes]
    examples = Examples.of(rng.integers(-3, 4, size=(3, 2)) / 2, rng.integers(0, 3, size=(3, 2)))
    return Document(
        "In fractions", Network.of([hidden, hidden, output], weights), cost, examples,
        TrainingSettings(0.1, 0.3), convention=convention or Convention(),
    )  # fmt: skip


# --- an evaluator of its own: a side of an equation as one fraction ------------------------------


def python_of(expr: f.Expr) -> str | None:
    """Python for a formula of numbers alone; None where there is anything else in it."""
    match expr:
        case f.Number(value):
            return f"F({round(value)})" if value == round(value) else None
        case f.Operator(sign):
            return {"+": "+", "−": "-", "·": "*"}.get(sign)
        case f.Words(text):
            text = text.strip().replace("−", "-")
            return text if text in {"", "-", "1", "0"} else None
        case f.Row(parts):
            inner = [python_of(part) for part in parts]
            return None if None in inner else " ".join(map(str, inner))
        case f.Fraction(numerator, denominator):
            top, bottom = python_of(numerator), python_of(denominator)
            return None if top is None or bottom is None else f"(({top})/({bottom}))"
        case f.Fenced(body, "(", ")"):
            inside = python_of(body)
            return None if inside is None else f"({inside})"
        case f.Term(body) | f.Strong(body) | f.Faint(body):
            return python_of(body)
    return None


def sides(line: list[f.Expr]) -> list[Fraction]:
    """The value of each side of a line that has nothing but numbers in it."""
    out: list[list[f.Expr]] = [[]]
    for part in line:
        if part == f.EQUALS:
            out.append([])
        else:
            out[-1].append(part)
    codes = [python_of(f.Row(tuple(each))) for each in out]
    return [Fraction(eval(code, {"F": Fraction})) for code in codes if code and code.strip()]


@pytest.mark.parametrize(
    "document",
    [
        drawn(),
        drawn("leaky-relu", seed=5),
        drawn("hard-sigmoid", "relu", seed=6),
        drawn(cost="squared-error per output"),
        drawn(convention=Convention(sign="lecture")),
        drawn(convention=Convention(lecture_shorthand=True)),
    ],
    ids=["relu", "leaky", "hard", "per-output", "lecture", "shorthand"],
)
def test_every_equation_holds_exactly(document: Document) -> None:
    solution = solution_of(Trace.of(document), WHOLE)
    compared = 0
    for section in solution.sections:
        for part in section.parts:
            for line in f.lines_of(part.numbers):
                found = sides(line)
                assert all(a == b for a, b in pairwise(found)), (
                    part.title,
                    f.to_text(part.numbers),
                )
                compared += len(found) > 1
    assert compared > 15


def test_d_is_exactly_the_slope_of_j() -> None:
    document = drawn(seed=8)
    solution = solution_of(Trace.of(document), Wanted(fractions=True, blanks=("D",)))
    asked = solution.blanks
    assert len(asked) == 9 + 8 + 6
    thetas = [[[Fraction(repr(v)) for v in row] for row in w.tolist()]
              for w in document.network.weights]  # fmt: skip

    def J() -> Fraction:
        total = Fraction(0)
        for x, y in zip(document.examples.x.tolist(), document.examples.y.tolist(), strict=True):
            a = [Fraction(v) for v in x]
            for n, theta in enumerate(thetas):
                z = [row[0] + sum(w * v for w, v in zip(row[1:], a, strict=True)) for row in theta]
                a = z if n == len(thetas) - 1 else [max(v, Fraction(0)) for v in z]
            total += sum((h - Fraction(t)) ** 2 for h, t in zip(a, y, strict=True)) / 2
        squares = sum(w * w for theta in thetas for row in theta for w in row[1:])
        return total / 3 + Fraction(3, 10) / 6 * squares

    nudge = Fraction(1, 10**9)  # J is a parabola in one weight as long as no unit passes its kink
    for answer in asked:
        row = thetas[answer.layer - 1][answer.unit - 1]
        at = answer.frm or 0
        before = row[at]
        row[at] = before + nudge
        above = J()
        row[at] = before - nudge
        below = J()
        row[at] = before
        assert Fraction(answer.fraction) == (above - below) / (2 * nudge), answer.name


def test_every_number_of_such_a_sheet_is_whole() -> None:
    document = drawn()
    trace = Trace.of(document)
    for suffix, write in SHEETS.items():
        text = write(solution_of(trace, WHOLE), trace)
        body = text[text.index("Example 1") :] if "Example 1" in text else text
        assert "0.1" not in body, suffix


def test_the_key_has_the_fractions() -> None:
    document = drawn()
    wanted = Wanted(item=0, fractions=True, blanks=tuple(BLANKS))
    solution = solution_of(Trace.of(document), wanted)
    for row in csv.DictReader(io.StringIO(key_text(solution.blanks))):
        assert float(Fraction(row["fraction"])) == pytest.approx(float(row["value"]), abs=1e-12)


def test_where_there_are_none_a_sentence_says_why() -> None:
    document = bundled_network("lecture").load()
    with pytest.raises(BpsimError, match="sigmoid units do not give fractions"):
        solution_of(Trace.of(document), WHOLE)


def test_a_unit_at_its_kink_is_no_unit_beside_it() -> None:
    weights = [[[-0.3, 0.1]], [[0.0, 1.0]]]  # 3 · 0.1 − 0.3 is 5.6e-17 in float64
    document = Document(
        "", Network.of(["relu", "linear"], weights), "squared-error", Examples.of([[3.0]], [[1.0]])
    )
    with pytest.raises(BpsimError, match="unit 1 in layer 2 is 0, but rounded numbers lead"):
        solution_of(Trace.of(document), WHOLE)


def test_the_report_goes_up_to_the_end() -> None:
    document = drawn()
    told: list[float] = []
    solution_of(Trace.of(document), WHOLE, lambda done, of: told.append(done / of))
    assert told == sorted(told) and told[-1] == 1.0 and len(set(told)) > 50
