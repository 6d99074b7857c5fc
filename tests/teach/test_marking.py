"""Marking a class: follow-through, named mistakes, and answers in two shapes."""

import csv
import io

import pytest

from bpsim.core.document import Document
from bpsim.core.errors import BpsimError
from bpsim.core.settings import Convention
from bpsim.notation.numerals import number_text
from bpsim.teach.marking import Pupil, marked, marks_table, read_answers, read_key, report
from bpsim.teach.mistakes.kind import Problem
from bpsim.teach.practice.blanks import Chain, ValuePlace, right_value
from bpsim.teach.practice.exercises import exercise
from bpsim.teach.practice.rounding import RoundedChain

PLACES = [("output-delta", 4, 1), ("delta", 3, 1), ("delta", 3, 2), ("delta", 2, 1)]
HEAD = "student,variant,seed,network,name,symbol,kind,layer,unit,from,value\n"


def key_of(*students: str) -> str:
    rows = "".join(
        f"{student},1,5,networks/1.bpsim,{kind.replace('-', '_')}_{layer}_{unit},"
        f"{ValuePlace(kind, layer, unit).symbol},{kind},{layer},{unit},,0\n"
        for student in students
        for kind, layer, unit in PLACES
    )
    return HEAD + rows


def document() -> Document:
    return exercise((2, 3, 2, 1), seed=5)


def places() -> list[ValuePlace]:
    return [ValuePlace(*each) for each in PLACES]


def name(place: ValuePlace) -> str:
    return f"{place.kind.replace('-', '_')}_{place.layer}_{place.unit}"


def right() -> dict[str, str]:
    problem = Problem.of(document())
    return {name(place): f"{right_value(problem, 1, place):.6f}" for place in places()}


def pupil() -> Pupil:
    (found,) = read_key(key_of("Ada"))
    return found


def test_right_answers_get_all_points() -> None:
    result = marked(pupil(), document(), right())
    assert (result.points, len(result.marks)) == (4, 4)
    assert not any(mark.carried for mark in result.marks)


def test_one_slip_costs_once() -> None:
    problem = Problem.of(document())
    first = ValuePlace("output-delta", 4, 1)
    own = {first: -right_value(problem, 1, first)}
    chain = Chain(problem, 1, own)
    answers = {name(each): f"{own.get(each, chain.value(each)):.7f}" for each in places()}
    result = marked(pupil(), document(), answers)
    assert [mark.points for mark in result.marks] == [0, 1, 1, 1]
    assert [mark.carried for mark in result.marks] == [False, True, True, True]


def test_in_the_signs_of_the_lecture_values_are_marked_and_said_as_it_writes_them() -> None:
    lecture = document().with_(convention=Convention("lecture"))
    answers = {blank: f"{-float(text):.6f}" for blank, text in right().items()}
    assert marked(pupil(), lecture, answers).points == 4
    first = marked(pupil(), lecture, right() | {name(places()[1]): answers[name(places()[1])]})
    assert first.marks[0].mistakes == ("sign",) and "other sign" in first.marks[0].said
    problem = Problem.of(document())
    slip = {places()[0]: 0.3}
    follows = Chain(problem, 1, slip).value(places()[1])
    carried = answers | {name(places()[0]): "-0.3", name(places()[1]): f"{-follows:.6f}"}
    mark = marked(pupil(), lecture, carried).marks[1]
    meant = right_value(problem, 1, places()[1])
    assert mark.carried and mark.said.endswith(f"with the right one it is {number_text(-meant)}.")


def rounded(value: float, digits: int, significant: bool) -> str:
    """``value`` as a student writes it with so many digits, or so many after the point."""
    return f"{value:.{digits}g}" if significant else f"{value:.{digits}f}"


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("significant", [True, False])
@pytest.mark.parametrize("goes_on", ["with all digits", "as written", "rounding all"])
def test_one_slip_costs_once_whoever_rounds_to_2_digits(
    seed: int, significant: bool, goes_on: str
) -> None:
    document = exercise((2, 3, 2, 1), seed=seed)
    problem = Problem.of(document)
    first = places()[0]
    written: dict[ValuePlace, str] = {}
    own: dict[ValuePlace, float] = {}
    for place in places():
        if place == first:
            value = -right_value(problem, 1, place)
        elif goes_on == "rounding all":
            value = RoundedChain(problem, 1, own, 2).value(place)
        else:
            value = Chain(problem, 1, own).value(place)
        written[place] = rounded(value, 2, significant)
        own[place] = value if goes_on == "with all digits" else float(written[place])
    result = marked(pupil(), document, {name(each): text for each, text in written.items()})
    for place, mark in zip(places(), result.marks, strict=True):
        lost = place == first or (
            float(written[place]) == 0 and right_value(problem, 1, place) != 0
        )
        assert mark.points == int(not lost), mark.said


def test_a_0_that_any_small_number_is_rounded_to_gets_no_point() -> None:
    result = marked(pupil(), document(), {name(place): "0" for place in places()})
    assert result.points == 0
    assert sum("too few digits" in mark.said for mark in result.marks) == 3


def test_few_digits_that_get_a_point_are_not_asked_for_more() -> None:
    (place, *_), problem = places(), Problem.of(document())
    few = f"{right_value(problem, 1, place):.1g}"
    mark = marked(pupil(), document(), {name(place): few}).marks[0]
    assert (mark.points, mark.said) == (1, f"{few} fits as far as its few digits tell, and counts.")


def test_a_known_mistake_is_named() -> None:
    problem = Problem.of(document())
    without = Chain(problem, 1, {}).value(ValuePlace("sum", 3, 1))
    result = marked(pupil(), document(), right() | {"delta_3_1": f"{without:.7f}"})
    assert result.marks[1].points == 0
    assert "no-slope" in result.marks[1].mistakes
    assert "no-slope: 1 (leaving out the factor g′(z) in the hidden δ)" in report([result])


def test_what_no_mistake_gives_is_said_without_a_hint() -> None:
    result = marked(pupil(), document(), right() | {"delta_3_1": "17.23"})
    assert result.marks[1].said == "17.23 is not it, and no mistake known gives this number."


def test_no_answer_and_no_number_get_no_point() -> None:
    result = marked(pupil(), document(), {"delta_3_1": "about two"})
    assert result.points == 0
    assert result.marks[0].said == "No answer."


@pytest.mark.parametrize(
    "text",
    [
        "student,delta_3_1,δ₂⁽³⁾\nAda,0.5,1/3\n",
        "student,delta_3_1,δ₂⁽³⁾\n\nAda,0.5,1/3\n,,\n",
        "\ufeffstudent,name,answer\nAda,delta_3_1,0.5\nAda,δ₂⁽³⁾,1/3\n",
    ],
)
def test_answers_in_either_shape(text: str) -> None:
    assert read_answers(text, [pupil()]) == {"Ada": {"delta_3_1": "0.5", "delta_3_2": "1/3"}}


def test_an_empty_answer_takes_none_away() -> None:
    text = "student,name,answer\nAda,delta_3_1,0.5\nAda,delta_3_1,\n"
    assert read_answers(text, [pupil()]) == {"Ada": {"delta_3_1": "0.5"}}


def test_a_name_is_found_however_a_system_writes_its_umlauts() -> None:
    (key,) = read_key(key_of("Mu\u0308ller"))
    (answered,) = read_answers("student,delta_3_1\nM\u00fcller,0.5\n", [key])
    assert answered == key.name


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name\nAda\n", "no column “student”"),
        ("student,delta_3_1\nEve,1\n", "row 2 of the answers is of “Eve”"),
        ("student,delta_3_1\n\nEve,1\n", "row 3 of the answers is of “Eve”"),
        ("student,delta_3_1\n,1\n", "row 2 of the answers is of “”"),
        ("student,delta_3_1\nAda,1\nAda,2\n", "row 3 of the answers is of “Ada” once more"),
        ("student,delta_9_9\nAda,1\n", "row 2 of the answers has “delta_9_9”"),
        ("student,delta_3_1,δ₁⁽³⁾\nAda,1,2\n", "row 2 of the answers has a second answer of Ada"),
        ("student,name,answer\nAda,delta_3_1,1\nAda,delta_3_1,2\n", "row 3 .* for delta_3_1"),
    ],
)
def test_answers_that_fit_no_key(text: str, said: str) -> None:
    with pytest.raises(BpsimError, match=said):
        read_answers(text, [pupil()])


@pytest.mark.parametrize(
    ("text", "said"),
    [("student\n", "no column “network”"), (HEAD, "asks for nothing"),
     (HEAD + "A,1,1,n,x,x,z,two,1,,0\n", "row 2 of the key")],
)  # fmt: skip
def test_keys_that_are_none(text: str, said: str) -> None:
    with pytest.raises(BpsimError, match=said):
        read_key(text)


def test_the_table_of_marks_has_a_total_for_each() -> None:
    results = [marked(pupil(), document(), right())]
    rows = list(csv.DictReader(io.StringIO(marks_table(results))))
    assert rows[-1]["name"] == "total" and rows[-1]["points"] == "4"


def test_a_table_saved_where_numbers_have_a_comma() -> None:
    pupils = read_key(key_of("Ada").replace(",", ";"))
    answers = {each: value.replace(".", ",") for each, value in right().items()}
    text = f"\ufeffstudent;{';'.join(answers)}\nAda;{';'.join(answers.values())}\n"
    given = read_answers(text, pupils)
    assert marked(pupils[0], document(), given["Ada"]).points == 4
