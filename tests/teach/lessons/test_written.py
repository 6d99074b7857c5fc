"""Stated numbers, written as everywhere else in the window."""

import pytest

from bpsim.base.bundled import resource
from bpsim.teach.lessons.reading import STATED
from bpsim.teach.lessons.written import written


@pytest.mark.parametrize(
    ("stated", "seen"),
    [
        ("`δ(3,1) = −0.1018`", "δ₁⁽³⁾ = −0.1018"),
        ("`Θ(1,1,0) = -30`", "Θ₁₀⁽¹⁾ = −30"),
        ("`Θ(1,12,3) = 2`", "Θ₁₂,₃⁽¹⁾ = 2"),
        ("`g′(2,1) = 0.2494`", "g′(z₁⁽²⁾) = 0.2494"),
        ("`x(2) = 1`", "x₂ = 1"),
        ("`cost = 0.7443`", "cost = 0.7443"),
        ("`J[no-slope, 2000] = 0.693`", "J = 0.693"),
        ("`not a number`", "`not a number`"),
        ("`δ(3,1) = −0,1018`", "δ₁⁽³⁾ = −0.1018"),
        ("`cost=.7443`", "cost = .7443"),
        ("`J=1.2.3`", "`J=1.2.3`"),
    ],
)
def test_a_stated_number_is_written_in_the_notation(stated: str, seen: str) -> None:
    assert written(f"So {stated}.") == f"So {seen}.".replace(" = ", "\u00a0=\u00a0")


def test_nothing_of_the_shipped_lessons_is_left_as_it_is_checked() -> None:
    for path in sorted(resource("lessons").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        assert STATED.search(text)
        assert not STATED.search(written(text)), path.name
