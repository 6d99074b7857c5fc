"""Lessons: the format, the checker, and a walk through every lesson that comes with the program."""

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpsim.base.bundled import resource
from bpsim.base.language import LANGUAGES
from bpsim.formats.beside import networks_beside
from bpsim.session.session import Session
from bpsim.teach.diagnosis.given import Numeral, numeral
from bpsim.teach.lessons.check import faults, target_of
from bpsim.teach.lessons.lesson import Anchor, Lesson, Stop
from bpsim.teach.lessons.progress import LessonProgress, Progresses
from bpsim.teach.lessons.reading import ANCHOR, ITEM, STATED, LessonError, read_lesson
from bpsim.teach.mistakes.kind import Problem
from bpsim.teach.practice.blanks import ValuePlace, places, right_value

FOLDER = resource("lessons")
SHIPPED = ("lecture", "why-slope", "xor", "check-gradients", "failing")
NUMBER = re.compile(r"\d+\.\d+(?:e-?\d+)?")
# What is worked out in words from numbers that are stated beside it.
ROUGHLY = {
    "lecture": {"0.1", "0.2", "0.3", "0.8", "0.01", "0.005", "0.52"}
    | {
        "0.5877",
        "0.4123",
        "0.4199",
        "0.2423",
        "0.475",
        "0.525",  # see the arithmetic below
        "0.4",
        "0.1018",
        "0.7",
        "0.0652",
        "0.0407",
        "0.0456",
    },
    "why-slope": {"0.59", "0.41", "0.5", "0.25"},
    "xor": set(),
    "check-gradients": set(),
    "failing": {"0.69"},
}


def shipped(name: str) -> Lesson:
    return read_lesson((FOLDER / f"{name}.md").read_text(encoding="utf-8"))


def test_all_lessons_are_known() -> None:
    assert {path.stem.partition(".")[0] for path in FOLDER.glob("*.md")} == set(SHIPPED)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.*.md")), ids=lambda path: path.stem)
def test_a_translation_goes_the_same_way_and_states_the_same_numbers(path: Path) -> None:
    """Those of the original, which are held against the program's below, to as many digits."""
    original, language = path.stem.split(".")
    assert language in LANGUAGES
    lesson = read_lesson(path.read_text(encoding="utf-8"))
    for own, other in zip(lesson.stops, shipped(original).stops, strict=True):
        assert own.anchor == other.anchor
        assert [each.right for each in own.questions] == [each.right for each in other.questions]
        assert stated(own) == stated(other)


def stated(stop: Stop) -> Counter[tuple[str, tuple[str, ...], Numeral]]:
    """What numbers are of, and the numbers, in whatever order a language tells them."""
    return Counter((each.name, each.arguments, numeral(each.text)) for each in stop.statements)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_lesson_is_told_in_every_language(name: str) -> None:
    for language in set(LANGUAGES) - {"en"}:
        assert (FOLDER / f"{name}.{language}.md").exists()


@pytest.mark.parametrize("name", SHIPPED)
def test_every_lesson_is_sound_and_its_numbers_are_true(name: str) -> None:
    load = networks_beside(FOLDER / f"{name}.md")
    assert faults(shipped(name), load) == []


@pytest.mark.parametrize("name", SHIPPED)
def test_every_number_is_stated_so_that_it_is_checked(name: str) -> None:
    text = ANCHOR.sub("", (FOLDER / f"{name}.md").read_text(encoding="utf-8"))
    lines = [each for each in text.split("\n") if not (m := ITEM.match(each)) or m["mark"] != " "]
    rest = STATED.sub("", "\n".join(lines))
    assert set(NUMBER.findall(rest)) <= ROUGHLY[name]


@pytest.mark.parametrize("name", SHIPPED)
def test_every_stop_leads_to_its_step(name: str) -> None:
    lesson, load = shipped(name), networks_beside(FOLDER / f"{name}.md")
    for stop in lesson.stops:
        anchor = stop.anchor
        document = load(anchor.network)
        target = target_of(anchor, document)
        session = Session(document)
        session.set_granularity(target.granularity)
        session.go_to(target.iteration, target.index)
        step = session.step
        assert step is not None
        if anchor.phase:
            assert step.phase.value == anchor.phase
        if anchor.layer is not None and step.layer is not None:
            assert step.layer == anchor.layer
        if anchor.unit is not None and anchor.phase:
            assert step.unit == anchor.unit
        if anchor.blanks:
            assert list(places(Problem.of(document), anchor.blanks))


@pytest.mark.parametrize(
    ("network", "phase", "layer", "unit"),
    [("lecture", "forward", 3, 2), ("lecture", "hidden-delta", 2, 1), ("iris", "forward", 3, 3),
     ("iris", "forward", 3, 1)],
)  # fmt: skip
def test_a_term_is_the_product_that_it_is_called(
    tmp_path: Path, network: str, phase: str, layer: int, unit: int
) -> None:
    document = networks_beside(tmp_path / "l.md")(network)
    back = phase == "hidden-delta"
    count = document.network.layers[layer] if back else document.network.layers[layer - 2] + 1
    for term in range(int(back), count + int(back)):
        anchor = Anchor(network, phase=phase, layer=layer, unit=unit, term=term)
        target = target_of(anchor, document)
        session = Session(document)
        session.set_granularity(target.granularity)
        session.go_to(target.iteration, target.index)
        step = session.step
        assert step is not None and (step.phase.value, step.unit) == (phase, unit)
        assert step.term == term - int(back)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_lesson_opens_with_a_question_and_ends_with_practice(name: str) -> None:
    lesson = shipped(name)
    assert "?" in lesson.opening or lesson.questions
    assert lesson.questions
    last = lesson.stops[-1]
    assert last.anchor.mode == "practise"
    assert last.anchor.blanks
    for question in (*lesson.questions, *(q for stop in lesson.stops for q in stop.questions)):
        assert question.text.endswith(("?", ".")), question
        assert question.why


def test_the_arithmetic_that_the_story_writes_out_is_that_of_its_network() -> None:
    text = (FOLDER / "lecture.md").read_text(encoding="utf-8").replace("−", "-")
    problem = Problem.of(networks_beside(FOLDER / "lecture.md")("lecture"), 1)

    def value(kind: str, layer: int, unit: int) -> float:
        return right_value(problem, 1, ValuePlace(kind, layer, unit))

    a, g = value("a", 3, 1), value("slope", 3, 1)
    assert f"g′ is {a:.4f} times {1 - a:.4f}" in text and a * (1 - a) == pytest.approx(g)
    assert f"{value('sum', 3, 1):.4f} times {g:.4f} is" in text
    terms = [problem.network.theta(2)[k, 1] * value("delta", 3, k + 1) for k in (0, 1)]
    assert f"= {terms[0]:.4f} + {terms[1]:.4f}\n" in text
    assert sum(terms) == pytest.approx(value("sum", 2, 1))
    deltas = value("delta", 3, 1), value("delta", 3, 2)
    assert f"-0.4 · ({deltas[0]:.4f}) + 0.7 · {deltas[1]:.4f} =" in text
    a = value("a", 2, 1)
    assert f"so {a:.3f} times {1 - a:.3f} is" in text


def test_whoever_follows_the_story_gets_the_deltas_of_a_network_not_seen_before() -> None:
    """The four steps of the lesson, word for word, on the 2-3-2-1 network at its end."""
    problem = Problem.of(networks_beside(FOLDER / "lecture.md")("unseen.bpsim"))
    a = [each[0] for each in problem.passed.a]
    delta = {(4, 1): a[3][0] - problem.y[0, 0]}
    for layer in (3, 2):
        theta = problem.network.theta(layer)
        for unit in range(1, problem.network.layers[layer - 1] + 1):
            after = range(1, problem.network.layers[layer] + 1)
            total = sum(theta[k - 1, unit] * delta[layer + 1, k] for k in after)
            own = a[layer - 1][unit - 1]
            delta[layer, unit] = total * own * (1 - own)
            place = ValuePlace("delta", layer, unit)
            assert delta[layer, unit] == pytest.approx(right_value(problem, 1, place))
            assert abs(delta[layer, unit]) > 0.005


def test_the_story_has_about_twenty_stops() -> None:
    assert 18 <= len(shipped("lecture").stops) <= 24


SMALL = """# Title

Opening. What?

<!-- bpsim
network: lecture
example: 2
-->

- [ ] no
- [x] yes

> Because.

## One

<!-- bpsim
phase: hidden-delta
layer: 2
unit: 1
blanks: delta, slope
-->

Text with `y(1) = 0`.

Question?

- [x] a
- [ ] b

## Two

More.
"""


def test_the_format() -> None:
    lesson = read_lesson(SMALL)
    assert lesson.title == "Title"
    assert lesson.questions[0].answers == ("no", "yes")
    assert lesson.questions[0].right == 1
    assert lesson.questions[0].why == "Because."
    assert lesson.questions[0].text == "Opening. What?"
    one, two = lesson.stops
    assert (one.title, one.line) == ("One", 15)
    assert one.anchor.network == "lecture"
    assert one.anchor.example == 2
    assert one.anchor.blanks == ("delta", "slope")
    assert one.questions[0].text == "Question?"
    assert one.text == "Text with `y(1) = 0`."
    assert (one.statements[0].name, one.statements[0].arguments, one.statements[0].text) == (
        "y", ("1",), "0",
    )  # fmt: skip
    assert (two.anchor.network, two.anchor.example, two.anchor.phase) == ("lecture", 2, "")


@pytest.mark.parametrize("said", ["δ(4,1) = −0,53", "δ(4,1)=-0.53", "δ(4,1) = −.53"])
def test_a_number_is_checked_however_it_is_written(said: str, tmp_path: Path) -> None:
    stop = "# A\n\n## One\n\n<!-- bpsim\nnetwork: lecture\nexample: 1\n-->\n\n"
    networks = networks_beside(tmp_path / "lesson.md")
    (fault,) = faults(read_lesson(f"{stop}`{said}`\n"), networks)
    assert "δ(4,1) is said to be" in str(fault)
    assert not faults(read_lesson(f"{stop}`{said.replace('53', '52')}`\n"), networks)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("network: lecture", "network: nothing", "neither a bundled network"),
        ("network: lecture", "network: ../pyproject.toml", "neither a bundled network"),
        ("example: 2", "example: 9", "examples 1 to 4, but example 9"),
        ("layer: 2", "layer: 7", "layers 1 to 4, but layer 7"),
        ("unit: 1", "unit: 5", "layer 2 has 2 units, but unit 5"),
        ("layer: 2", "layer: 4", "no step hidden-delta in layer 4"),
        ("unit: 1", "unit: 1\nterm: 3", "there are terms 1 to 2, but term 3"),
        ("phase: hidden-delta", "phase: cost\nterm: 1", "only forward and hidden-delta have terms"),
        ("phase: hidden-delta", "phase: sideways", "“sideways” is no phase"),
        ("blanks: delta, slope", "blanks: delta, x", "“x” is no kind of blank"),
        ("blanks: delta, slope", "panel: kitchen", "“kitchen” is no panel"),
        ("blanks: delta, slope", "mode: sleep", "“sleep” is no mode"),
        ("blanks: delta, slope", "mode: break it", "needs a mistake"),
        ("blanks: delta, slope", "mistake: typo", "“typo” is no mistake"),
        ("blanks: delta, slope", "sign: minus", "“minus” is no sign"),
        ("blanks: delta, slope", "step size: giant", "“giant” is no step size"),
        ("`y(1) = 0`", "`y(1) = 1`", "y(1) is said to be 1, but it is 0"),
        ("`y(1) = 0`", "`δ(2,1) = 0.5`", "δ(2,1) is said to be 0.5, but"),
        ("`y(1) = 0`", "`δ(9,1) = 0.5`", "no δ(9,1)"),
        ("`y(1) = 0`", "`J[typo, 5] = 0.5`", "id of a mistake"),
        ("`y(1) = 0`", "`J[99999] = 0.5`", "at most 20,000"),
        ("`y(1) = 0`", "`Q(1) = 0.5`", "no Q(1)"),
    ],
)
def test_what_does_not_exist_is_said(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in SMALL
    found = faults(read_lesson(SMALL.replace(old, new)), networks_beside(tmp_path / "l.md"))
    assert any(said in each.sentence for each in found), found
    assert all(each.line >= 15 for each in found)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1: a title"),
        ("## no title", "line 1: a title"),
        ("# t\n## s\n<!-- bpsim\nlayr: 2\n-->", "line 4: “layr” is none of"),
        ("# t\n## s\n<!-- bpsim\nlayer: two\n-->", "line 4: layer must be a whole number"),
        ("# t\n## s\nq?\n\n- [ ] a\n- [ ] b", "line 5: one answer must be marked"),
        ("# t\n## s\nq?\n\n- [x] a\n- [x] b", "but 2 are"),
    ],
)
def test_what_is_no_lesson(text: str, said: str) -> None:
    with pytest.raises(LessonError, match=re.escape(said)):
        read_lesson(text)


@given(st.text(alphabet="#ab \n-[]x>`<!=0.(),δ", max_size=200))
def test_any_text_is_a_lesson_or_refused(text: str) -> None:
    try:
        faults(read_lesson(text), networks_beside(FOLDER / "x.md"))
    except LessonError as error:
        assert str(error).startswith("line ")


def test_progress_is_kept(tmp_path: Path) -> None:
    kept = Progresses(tmp_path / "state")
    assert kept.read() == {}
    kept.keep("lecture.md", LessonProgress(3, False, 1, 2))
    kept.keep("xor.md", LessonProgress(7, True, 2, 2))
    assert Progresses(tmp_path / "state").read() == {
        "lecture.md": LessonProgress(3, False, 1, 2), "xor.md": LessonProgress(7, True, 2, 2),
    }  # fmt: skip
    kept.path.write_text("[1", encoding="utf-8")
    assert kept.read() == {}
    kept.path.write_text('{"a": {"stop": -1, "done": 1}, "b": 3}', encoding="utf-8")
    assert kept.read() == {"a": LessonProgress()}
