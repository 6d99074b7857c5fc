"""Formulas and lines of numbers as they are read out."""

import pytest

from bpsim.notation.aloud import aloud

SAID = {
    "z₁⁽²⁾ = Θ₁₀⁽¹⁾ · 1 + Θ₁₂⁽¹⁾a₂⁽¹⁾": (
        "z of unit 1 in layer 2 equals Theta of layer 1 from the bias to 1 times 1 plus "
        "Theta of layer 1 from 2 to 1 times a of unit 2 in layer 1"
    ),
    "a₁⁽²⁾ = g(z₁⁽²⁾) = 1/(1 + e⁻ᶻ)": (
        "a of unit 1 in layer 2 equals g of z of unit 1 in layer 2 equals "
        "1 over open parenthesis 1 plus e to the power minus z close parenthesis"
    ),
    "cost(i) = −y log h − (1 − y) log(1 − h)": (
        "the cost of example i equals minus y log h minus open parenthesis 1 minus y close "
        "parenthesis times log of open parenthesis 1 minus h close parenthesis"
    ),
    "δ₁⁽²⁾ = (Θ₁₁⁽²⁾δ₁⁽³⁾) · g′(z₁⁽²⁾)": (
        "Delta of unit 1 in layer 2 equals open parenthesis Theta of layer 2 from 1 to 1 times "
        "Delta of unit 1 in layer 3 close parenthesis times g prime of z of unit 1 in layer 2"
    ),
    "1 − (−0.6018)² = 0.6378": (
        "1 minus open parenthesis minus 0.6018 close parenthesis squared equals 0.6378"
    ),
    "0.1 + (−0.2) · 1 = −0.1": "0.1 plus minus 0.2 times 1 equals minus 0.1",
    "Δ⁽¹⁾ := Δ⁽¹⁾ + δ⁽²⁾[1; a⁽¹⁾]ᵀ": (
        "capital Delta of layer 1 becomes capital Delta of layer 1 plus Delta of layer 2 times "
        "the vector 1, a of layer 1 transposed"
    ),
    "[0.02, 0; −0.01, 1]": "the matrix 0.02, 0; next row minus 0.01, 1",
    "[0.1, 0.2]": "the row 0.1, 0.2",
    "(Θ⁽²⁾)ᵀδ⁽³⁾ .* g′(z⁽²⁾)": (
        "Theta of layer 2 transposed times Delta of layer 3 times, entry by entry, "
        "g prime of z of layer 2"
    ),
    "(1/m)Σᵢ₌₁ᵐ Σₖ yₖ⁽ⁱ⁾ log hₖ⁽ⁱ⁾": (
        "open parenthesis 1 over m close parenthesis times the sum over i from 1 to m of "
        "the sum over k of y k of example i log h k of example i"
    ),
    "∂J/∂Θ₁₂⁽²⁾ ≈ 3.2×10⁻⁷": (
        "the derivative of J by Theta of layer 2 from 2 to 1 is about "
        "3.2 times 10 to the power minus 7"
    ),
    "∂cost(i) / ∂z": "the derivative of the cost of example i by z",
    "m̂ = m/(1 − β₁ᵗ)": (
        "m hat equals m over open parenthesis 1 minus beta 1 to the power t close parenthesis"
    ),
    "√v̂ + ε": "the square root of v hat plus epsilon",
    "λ/(2m)": "lambda over open parenthesis 2 times m close parenthesis",
    "h_Θ(x) = [0.5]": "h Theta of x equals the vector 0.5",
    "Θ_kj^(l) and δ_k^(l+1)": "Theta of layer l from j to k and Delta of unit k in layer l plus 1",
    "Θ₁,₁₂⁽²⁾": "Theta of layer 2 from 12 to 1",
    "a₀⁽²⁾": "a of the bias unit in layer 2",
    "w^l_ji and a^l_j": "w of layer l from i to j and a of unit j in layer l",
    "z^l ⊙ δ_j": "z of layer l times, entry by entry, Delta j",
    "½ (h − y)²": "one half times open parenthesis h minus y close parenthesis squared",
    "Σ Θ²": "the sum of Theta squared",
}
RUNNING = {
    "Example 1 of 4 · forward · z of unit 1, layer 2": (
        "Example 1 of 4, forward, z of unit 1, layer 2"
    ),
    "The δ of output unit 1 is its activation minus the target.": (
        "The Delta of output unit 1 is its activation minus the target."
    ),
    "Layer 2 unit 1: z −0.3, δ —": "Layer 2 unit 1: z minus 0.3, Delta not known yet",
    "Σ after 1 of 3: 0.1": "the sum after 1 of 3: 0.1",
    "Σ (without g′)": "the sum (without g prime)",
    "× g′(z₁⁽³⁾): —": "times g prime of z of unit 1 in layer 3: not known yet",
    "To the next step (→)": "To the next step (right arrow key)",
    "Back (Shift+←)": "Back (Shift+left arrow key)",
    "Wheel, + and −: zoom (Ctrl++)": "Wheel, plus and minus: zoom (Ctrl++)",
    "the slope is +0.02": "the slope is plus 0.02",
    "3×3": "3 by 3",
    "0.7 at (1, −0.1)": "0.7 at (1, minus 0.1)",
}
PLAIN = (
    "Example 1 enters: its inputs become the activations of layer 1.",
    "my_file.bpsim, this/that and so on – or not",
    "file(s) and 2026-11-29",
    "",
)


@pytest.mark.parametrize("text", [*SAID, *RUNNING])
def test_signs_are_said_in_words(text: str) -> None:
    assert aloud(text) == {**SAID, **RUNNING}[text]


@pytest.mark.parametrize("text", PLAIN)
def test_words_stay_as_they_are(text: str) -> None:
    assert aloud(text) == text


@pytest.mark.parametrize("text", [*SAID.values(), *RUNNING.values()])
def test_what_has_been_said_in_words_stays_so(text: str) -> None:
    assert aloud(text) == text


def test_each_line_is_said_by_itself() -> None:
    assert aloud("a = 1\nb = −2") == "a equals 1\nb equals minus 2"
