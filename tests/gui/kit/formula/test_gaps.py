"""The space between neighbours in a formula, by what they are."""

import pytest

from bpsim.gui.kit.formula.gaps import (
    COMMA_SPACE,
    FACTORS,
    SPACE,
    START,
    THIN,
    Kind,
    kind_of,
    kind_of_word,
    spaces,
)

P, B, R, X = Kind.PLAIN, Kind.BINARY, Kind.RELATION, Kind.PRODUCT
PLUS, EQUAL, TIMES = SPACE[B], SPACE[R], SPACE[X]


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ((P, B, P), (0, PLUS, PLUS)),  # a + b
        ((B, P), (0, 0)),  # −a
        ((P, R, B, P), (0, EQUAL, EQUAL, 0)),  # a = −b
        ((P, B, B, P), (0, PLUS, PLUS, 0)),  # a + −b
        ((P, X, P), (0, TIMES, TIMES)),  # a · b
        ((P, P), (0, FACTORS)),  # ab
        ((P, Kind.FENCED), (0, 0)),  # g(z)
        ((Kind.FENCED, Kind.FENCED), (0, FACTORS)),  # (a)(b)
        ((Kind.NAME, P), (0, THIN)),  # log a
        ((Kind.NAME, Kind.FENCED), (0, 0)),  # log(a)
        ((Kind.OPEN, B, P, Kind.CLOSE), (0, 0, 0, 0)),  # (−a)
        ((P, Kind.COMMA, B, P), (0, 0, COMMA_SPACE, 0)),  # a, −b
    ],
)
def test_the_spaces_of_a_line(kinds: tuple[Kind, ...], expected: tuple[float, ...]) -> None:
    assert spaces(kinds, 10.0) == pytest.approx([10.0 * each for each in expected])


def test_a_line_that_goes_on_begins_with_an_operator() -> None:
    assert spaces((B, P), 1.0, P) == [PLUS, PLUS]
    assert spaces((B, P), 1.0, START) == [0.0, 0.0]


@pytest.mark.parametrize(
    ("sign", "kind"),
    [("=", R), (":=", R), ("−", B), (".*", X), ("/", Kind.SLASH), (";", Kind.COMMA), ("?", B)],
)
def test_the_kind_of_an_operator(sign: str, kind: Kind) -> None:
    assert kind_of(sign) is kind


def test_the_kind_of_a_word() -> None:
    assert [kind_of_word(w) for w in ("more", "+", "12")] == [Kind.WORD, B, P]
