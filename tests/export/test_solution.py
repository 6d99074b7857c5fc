"""Worked solutions and worksheets: everything is there, and what is asked for is left open."""

import csv
import io
import re
import shutil
import subprocess
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from bpsim.app.commands.walking import walk_of
from bpsim.core.activations.sigmoid import Sigmoid
from bpsim.core.costs.table import COSTS
from bpsim.core.document import Document
from bpsim.core.errors import BpsimError
from bpsim.core.examples import Examples
from bpsim.core.methods.adam import Adam
from bpsim.core.methods.momentum import Momentum
from bpsim.core.network import Network
from bpsim.export.slides import to_beamer
from bpsim.export.solution import content
from bpsim.export.solution.html import to_html
from bpsim.export.solution.key import key_text
from bpsim.export.solution.latex import MOST_TERMS, aligned, to_latex_document
from bpsim.export.solution.markdown import to_markdown
from bpsim.export.walk.page import walk_page
from bpsim.formats.bundled import bundled_network
from bpsim.formats.native.file import load
from bpsim.notation.formula import Matrix, to_latex, to_text
from bpsim.notation.mathml import pieces_of
from bpsim.notation.numerals import number_text, subscript, superscript
from bpsim.notation.parts import parts_of
from bpsim.session.editing import set_training
from bpsim.session.session import Session
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.trace import Trace
from tests.export.test_slides import COMPILED


def document(name: str = "lecture") -> Document:
    return load(bundled_network(name).path)


def whole(name: str = "lecture") -> tuple[content.Solution, Trace]:
    found = document(name)
    trace = Trace.of(found)
    return content.of_iteration(trace), trace


def parts(solution: content.Solution) -> list[content.Part]:
    return [part for section in solution.sections for part in section.parts]


def sigmoid(z: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-z))


def test_a_delta_comes_with_all_it_depends_on_and_nothing_else() -> None:
    found = document()
    solution = content.of_delta(Trace.of(found), 0, 2, 1)
    assert [part.title for part in parts(solution)] == [
        "Load example 1",
        "z and a of unit 1, layer 2",
        "z and a of unit 2, layer 2",
        "z and a of unit 1, layer 3",
        "z and a of unit 2, layer 3",
        "z and a of unit 1, layer 4",
        "δ of unit 1, layer 4",
        "δ of unit 1, layer 3",
        "δ of unit 2, layer 3",
        "δ of unit 1, layer 2",
    ]
    # The value once more, by the definition.
    t1, t2, t3 = found.network.weights
    a1 = np.concatenate([[1], found.examples.x[0]])
    z2 = t1 @ a1
    z3 = t2 @ np.concatenate([[1], sigmoid(z2)])
    z4 = t3 @ np.concatenate([[1], sigmoid(z3)])
    d4 = sigmoid(z4) - found.examples.y[0]
    d3 = (t3[:, 1:].T @ d4) * sigmoid(z3) * (1 - sigmoid(z3))
    d2 = (t2[:, 1:].T @ d3) * sigmoid(z2) * (1 - sigmoid(z2))
    assert parts(solution)[-1].answers[0].value == pytest.approx(d2[0], rel=1e-12)


@pytest.mark.parametrize(("layer", "unit"), [(1, 1), (5, 1), (3, 3), (3, 0)])
def test_a_unit_without_a_delta_is_refused(layer: int, unit: int) -> None:
    found = document()
    with pytest.raises(BpsimError, match="There is no δ of unit"):
        content.of_delta(Trace.of(found), 0, layer, unit)


def test_a_solution_has_every_step_of_the_iteration() -> None:
    solution, trace = whole()
    assert [section.heading for section in solution.sections] == [
        "Example 1", "Example 2", "Example 3", "Example 4", "The gradient and the update",
    ]  # fmt: skip
    update = parts(solution)[-1]
    assert update.phase is Phase.UPDATE
    values = {answer.name: answer.value for answer in update.answers}
    for layer, theta in enumerate(trace.values.after.weights, start=1):
        letters = str(layer).translate(str.maketrans("123", "¹²³"))
        assert values[f"Θ₁₀⁽{letters}⁾"] == theta[0, 0]


@pytest.mark.parametrize("kind", list(content.BLANKS))
def test_no_sheet_shows_what_it_asks_for(kind: str) -> None:
    found = document()
    trace = Trace.of(found)
    solution = content.of_iteration(trace).with_digits(9).with_blanks((kind,))
    asked = [part for part in parts(solution) if part.blank]
    assert asked and {part.phase for part in asked} == {content.BLANKS[kind]}
    assert len(solution.blanks) == sum(len(part.answers) for part in asked)
    page = to_html(solution, trace.values.network, trace.values.examples)
    assert page.count('class="gap" role=') == len(solution.blanks)
    every = parts(solution)
    for n, part in enumerate(every):
        later = " ".join(to_text(each.numbers) for each in every[n + 1 :] if not each.blank)
        for answer in part.answers if part.blank else ():
            text = number_text(answer.value, 9).strip("−")
            # Numbers of few digits are among those given as well.
            assert len(text) <= 5 or text not in later, answer.name
    assert to_latex_document(solution).count(r"\hspace{4cm}") == len(solution.blanks)
    assert to_markdown(solution).count(r"\_\_\_\_\_\_\_\_") == len(solution.blanks)


def test_digits_are_as_many_as_asked_for() -> None:
    solution, _ = whole()
    delta = next(part for part in parts(solution) if part.phase is Phase.OUTPUT_DELTA)
    (answer,) = delta.answers
    for digits in (2, 4, 10):
        again = next(
            part for part in parts(solution.with_digits(digits)) if part.phase is Phase.OUTPUT_DELTA
        )
        assert to_text(again.numbers).endswith(f"= {number_text(answer.value, digits)}")


def test_a_key_has_all_digits_of_every_blank() -> None:
    solution, _ = whole()
    solution = solution.with_blanks(("hidden-delta", "D"))
    rows = list(csv.DictReader(io.StringIO(key_text(solution.blanks))))
    assert [row["name"] for row in rows] == [answer.name for answer in solution.blanks]
    assert [float(row["value"]) for row in rows] == [answer.value for answer in solution.blanks]
    assert len({row["name"] for row in rows}) == len(rows)


def test_every_answer_is_the_number_that_its_name_says() -> None:
    solution, trace = whole()
    given = [(words, to_text(expr)) for words, expr in solution.given]
    for layer in (1, 2, 3):
        words, text = given[layer - 1]
        assert words.startswith(f"Weights from layer {layer} to layer {layer + 1},")
        assert text.startswith(f"Θ{superscript(f'({layer})')} = ")
    training = document().training
    assert f"α = {number_text(training.learning_rate)}, λ = {number_text(training.lam)};" in (
        solution.facts
    )
    last = trace.step(trace.schedule.count(Granularity.UNIT) - 1, Granularity.UNIT)
    right = {
        "Delta": lambda layer: trace.values.Delta(layer, trace.schedule.batch),
        "D": lambda layer: trace.values.D[layer - 1],
        "weight": lambda layer: last.network.theta(layer),
    }
    letters, seen = {"Delta": "Δ", "D": "D", "weight": "Θ"}, set()
    for answer in [each for part in parts(solution)[-7:] for each in part.answers]:
        assert answer.frm is not None
        values = right[answer.kind](answer.layer)
        assert answer.value == values[answer.unit - 1, answer.frm]
        place = f"{subscript(f'{answer.unit}{answer.frm}')}{superscript(f'({answer.layer})')}"
        assert to_text(answer.symbol) == f"{letters[answer.kind]}{place}"
        assert answer.name.endswith(to_text(answer.symbol))
        seen.add(answer.kind)
    assert seen >= {"D", "weight"}


@pytest.mark.parametrize("name", ["lecture", "worked-example", "xor"])
def test_names_of_blanks_are_one_of_a_kind(name: str) -> None:
    solution, _ = whole(name)
    names = [answer.name for answer in solution.with_blanks(tuple(content.BLANKS)).blanks]
    assert len(set(names)) == len(names)


def test_too_long_a_solution_is_refused() -> None:
    found = document("iris")
    with pytest.raises(BpsimError, match="choose one example"):
        content.of_iteration(Trace.of(found))


def four_five_three() -> Document:
    """Wide enough for a panel to shorten its matrices."""
    found, rng = document("iris"), np.random.default_rng(3)
    few = Examples.of(found.examples.x[:2], found.examples.y[:2])
    weights = [rng.normal(size=theta.shape) for theta in found.network.weights]
    return replace(found, examples=few, network=found.network.with_weights(weights))


def test_paper_has_every_number_that_a_panel_has_no_room_for() -> None:
    found = four_five_three()
    trace = Trace.of(found)
    solution = content.of_iteration(trace)
    page = to_markdown(solution)
    assert "dots" not in page
    for theta in (*found.network.weights, *trace.step(-1 + trace.schedule.count(
        Granularity.UNIT), Granularity.UNIT).matrices):  # fmt: skip
        for weight in theta.flat:
            assert number_text(float(weight), 4).replace("−", "-") in page


def unusual() -> Document:
    """Signs of many scripts in its names, and sentences about a method with roots and hats."""
    found = document()
    examples = replace(found.examples, x_names=("身長 ①", "x_2 & √"))
    training = replace(found.training, method=Adam())
    return replace(found, title="网络 Łódź ½ 😀 Θ⁽¹⁾ 100 %", examples=examples, training=training)


DOCUMENTS = {"lecture": document, "four-five-three": four_five_three, "unusual": unusual}


@pytest.mark.parametrize("key", list(COSTS))
def test_a_sheet_names_its_cost_in_words(key: str) -> None:
    found = document()
    output = next(iter(COSTS[key].outputs), Sigmoid)()
    network = Network.of([*found.network.activations[:-1], output], found.network.weights)
    found = found.with_(network=network, cost=key)
    trace = Trace.of(found)
    assert f"; cost {COSTS[key].label};" in content.of_iteration(trace).facts
    assert f" · {COSTS[key].label} · " in walk_page(trace, ())


def test_the_settings_said_are_those_of_the_iteration_and_not_of_a_later_one() -> None:
    session = Session(document())
    session.go_to(3)
    edit = set_training(session, replace(session.document.training, learning_rate=0.125))
    assert edit is not None
    session.restore(edit.after)
    assert "α = 0.125," in content.of_iteration(session.trace).facts
    session.go_to(1)
    assert "α = 0.5," in content.of_iteration(session.trace).facts


def test_latex_declares_every_sign_that_its_fonts_lack() -> None:
    found = unusual()
    for write in (to_latex_document, to_beamer):
        source = write(content.of_iteration(Trace.of(found)))
        head, body = source.split(r"\begin{document}")
        assert "网络 Łódź ½ 😀 $\\Theta$$^{(}$¹$^{)}$" in body and "√" not in body
        declared = re.findall(r"\\DeclareUnicodeCharacter\{(\w+)\}", head)
        assert {chr(int(each, 16)) for each in declared} == set("网络😀")


def test_only_pdflatex_is_given_the_fonts_that_it_needs() -> None:
    """With them XeLaTeX sets SS for ß, and leaves out dashes and quotation marks."""
    found = document()
    for write in (to_latex_document, to_beamer):
        head = write(content.of_iteration(Trace.of(found))).split(r"\begin{document}")[0]
        guarded = re.search(r"\\ifdefined\\DeclareUnicodeCharacter.*?\n\\fi\n", head, re.S)
        assert guarded is not None
        assert head.count("fontenc") == guarded[0].count("fontenc") == 1
        assert head.index("inputenc") < guarded.start(), "it defines what is asked for"


def test_xelatex_has_every_sign_of_german(tmp_path: Path) -> None:
    compiler = shutil.which("xelatex")
    if compiler is None:
        pytest.skip("there is no xelatex here to compile the sheet with")
    found = document().with_(title="„Maß – groß“ — Łódź")
    source = to_latex_document(content.of_iteration(Trace.of(found)))
    (tmp_path / "sheet.tex").write_text(source, encoding="utf-8")
    command = [compiler, *COMPILED, "sheet.tex"]
    subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    log = (tmp_path / "sheet.log").read_text(errors="replace")
    assert "Missing character" not in log and "ec-lm" not in log


@pytest.mark.parametrize("name", list(DOCUMENTS))
def test_latex_compiles_and_stays_on_its_page(name: str, tmp_path: Path) -> None:
    compiler = shutil.which("pdflatex")
    if compiler is None:
        pytest.skip("there is no pdflatex here to compile the sheet with")
    found = DOCUMENTS[name]()
    solution = content.of_iteration(Trace.of(found))
    source = to_latex_document(solution.with_blanks(("hidden-delta",)))
    (tmp_path / "sheet.tex").write_text(source, encoding="utf-8")
    command = [compiler, *COMPILED, "sheet.tex"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:]
    assert not re.findall(r"^! .*", done.stdout, re.M)
    assert "Overfull" not in (tmp_path / "sheet.log").read_text(errors="replace")


def test_a_sum_of_many_terms_goes_on_in_a_new_line() -> None:
    layers = (12, 9, 8)
    random = np.random.default_rng(4)
    weights = [random.normal(size=(b, a + 1)) for a, b in pairwise(layers)]
    network = Network.of(["tanh", "sigmoid"], weights)
    examples = Examples.of(random.random((1, 12)), np.eye(8)[:1])
    trace = Trace.of(Document("", network, "cross-entropy", examples))
    for index in range(trace.schedule.count(Granularity.UNIT)):
        step = trace.step(index, Granularity.UNIT)
        for expr in (step.formula, step.numbers):
            lines = aligned(expr)
            whole = "".join(to_latex(piece) for pieces in pieces_of(expr) for piece in pieces)
            assert letters("".join(lines)) == letters(whole)
            if step.phase in (Phase.FORWARD, Phase.HIDDEN_DELTA):
                assert all(line.count("&") == 1 for line in lines)
                assert all(line.count("Theta") <= MOST_TERMS for line in lines)
                assert all(line.count(" \\cdot ") <= MOST_TERMS + 1 for line in lines)


def letters(latex: str) -> str:
    """What is printed, without where lines end and how tall parentheses are."""
    return re.sub(r"&(\\quad \{\} )?|\\(left|right|Big[lr])|\s", "", latex)


def test_every_environment_is_closed() -> None:
    solution, _ = whole()
    source = to_latex_document(solution)
    opened, closed = (re.findall(rf"\\{word}\{{(\w+\*?)\}}", source) for word in ("begin", "end"))
    assert sorted(opened) == sorted(closed)
    assert source.count(r"\left") == source.count(r"\right")


def matrices(solution: content.Solution, words: str) -> list[np.ndarray]:
    """The matrices that are given under such words, in full."""
    found = []
    for said, expr in solution.given:
        if words in said:
            (matrix,) = (each for each in parts_of(expr) if isinstance(each, Matrix))
            found.append(
                np.array([[float(to_text(cell).replace("−", "-")) for cell in each]
                          for each in matrix.rows])
            )  # fmt: skip
    return found


def test_an_example_alone_says_what_those_before_have_added_up() -> None:
    """Without it nobody could tell the Δ that the sheet asks for."""
    found = document()
    trace = Trace.of(found)
    assert not matrices(content.of_example(trace, 0), "examples before")
    solution = content.of_example(trace, 2)
    before = matrices(solution.with_digits(12), "examples before")
    own = trace.values.of(2)
    answers = [each for part in parts(solution)[-3:] for each in part.answers]
    for layer, start in enumerate(before, start=1):
        inputs = np.append(1.0, own.a[layer - 1])
        expected = start + np.outer(own.delta[layer], inputs)
        for each in (answer for answer in answers if answer.layer == layer):
            assert each.frm is not None
            assert each.value == pytest.approx(expected[each.unit - 1, each.frm], abs=1e-9)


def test_a_later_iteration_says_what_its_method_remembers() -> None:
    found = document()
    found = replace(found, training=replace(found.training, method=Momentum(0.8)))
    first = content.of_iteration(Trace.of(found))
    assert "Momentum, β 0.8;" in first.facts and not matrices(first, "updates before")
    trace = walk_of(found, 2)
    solution = content.of_iteration(trace)
    velocities = matrices(solution.with_digits(12), "updates before")
    assert len(velocities) == 3
    answers = parts(solution)[-1].answers
    for layer, velocity in enumerate(velocities, start=1):
        aim = 0.8 * velocity + trace.values.D[layer - 1]
        new = trace.values.network.theta(layer) - found.training.learning_rate * aim
        for each in (answer for answer in answers if answer.layer == layer):
            assert each.frm is not None
            assert each.value == pytest.approx(new[each.unit - 1, each.frm], abs=1e-9)
