"""The sentence of a diagnosis."""

from collections.abc import Iterable, Sequence

from bpsim.notation.numerals import number_text
from bpsim.steps.places import EdgePlace, UnitPlace
from bpsim.teach.diagnosis.result import Part, WrongEntry

NAMES = {"delta": "δ", "Delta": "Δ", "D": "D"}
MOST_NAMED = 3


def right_words(of: str, digits: int, cut: bool, unseen: Sequence[Sequence[Part]]) -> str:
    """The numbers are right, and what could not be seen at so many digits."""
    sentence = f"{NAMES[of]} is right in every entry, to {digits_words(digits)}."
    if cut:
        sentence += " The further digits were cut off, not rounded."
    if unseen:
        said = _or(_explained(each) for each in unseen[:MOST_NAMED])
        sentence += f" With so few digits these could not be told from the numbers of {said}."
    return sentence


def wrong_words(
    of: str,
    wrong: Sequence[WrongEntry],
    total: int,
    explanations: Sequence[Sequence[Part]],
    hint: str = "",
) -> str:
    """How much is wrong, and why."""
    entries = f"{len(wrong):,} of {total:,} entries of {NAMES[of]}"
    verb = "is" if len(wrong) == 1 else "are"
    if not explanations:
        first = wrong[0]
        sentence = (
            f"{entries} {verb} wrong, and no mistake that bpsim knows, nor a pair of them, gives "
            f"these numbers. The first is {place_words(of, first)}: {number_text(first.given)} in "
            f"place of {number_text(first.right)}."
        )
        return f"{hint} {sentence}" if hint else sentence
    said = [_explained(each) for each in explanations]
    if len(said) == 1:
        return f"{entries} {verb} wrong: these are exactly the numbers of {said[0]}."
    more = f" ({len(said) - MOST_NAMED} more fit)" if len(said) > MOST_NAMED else ""
    return (
        f"{entries} {verb} wrong: these are exactly the numbers of {_or(said[:MOST_NAMED])}; the "
        f"numbers alone cannot tell which{more}."
    )


def place_words(of: str, entry: WrongEntry) -> str:
    """ "D of the weight from unit 1 of layer 2 to unit 2 of layer 3"."""
    if of == "delta":
        unit = UnitPlace(entry.l, entry.j)
        return f"δ of {unit} (example {entry.i})"
    return f"{NAMES[of]} of the weight {EdgePlace(entry.l, entry.j, entry.i)}"


def digits_words(digits: int) -> str:
    """ "1 digit", "3 digits"."""
    return f"{digits} digit" if digits == 1 else f"{digits} digits"


def _explained(parts: Sequence[Part]) -> str:
    return " together with ".join(
        part.said if part.layer is None else f"{part.said} (in layer {part.layer})"
        for part in parts
    )


def _or(said: Iterable[str]) -> str:
    return ", or of ".join(said)
