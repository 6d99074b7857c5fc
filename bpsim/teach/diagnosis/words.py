"""The sentence of a diagnosis."""

from collections.abc import Iterable, Sequence

from bpsim.base.counted import counted
from bpsim.base.words import tr, tr_n
from bpsim.notation.numerals import number_text
from bpsim.steps.places import EdgePlace, UnitPlace
from bpsim.teach.diagnosis.result import Part, WrongEntry

NAMES = {"delta": "δ", "Delta": "Δ", "D": "D"}
MOST_NAMED, MOST_WORDS = 3, 5


def right_words(of: str, digits: int, cut: bool, unseen: Sequence[Sequence[Part]]) -> str:
    """The numbers are right, and what could not be seen at so many digits."""
    sentence = tr(
        "{names} is right in every entry, to {digits}.",
        names=NAMES[of],
        digits=counted(digits, "digit"),
    )
    if cut:
        sentence += tr(" The further digits were cut off, not rounded.")
    if unseen:
        said = _or(_explained(each) for each in unseen[:MOST_NAMED])
        sentence += tr(
            " With so few digits these could not be told from the numbers of {said}.", said=said
        )
    return sentence


def wrong_words(
    of: str,
    wrong: Sequence[WrongEntry],
    total: int,
    explanations: Sequence[Sequence[Part]],
    hint: str,
) -> str:
    """How much is wrong, and why."""
    count, names = len(wrong), NAMES[of]
    how_many = tr_n(
        "{count:,} of {total:,} entries of {names} is wrong.",
        "{count:,} of {total:,} entries of {names} are wrong.",
        count,
        count=count,
        total=total,
        names=names,
    )
    if not explanations:
        first = wrong[0]
        why = tr(
            "No mistake that bpsim knows, nor a pair of them, gives these numbers. "
            "The first is {of}: {given} in place of {right}.",
            of=place_words(of, first),
            given=number_text(first.given),
            right=number_text(first.right),
        )
        return " ".join(filter(None, (hint, how_many, why)))
    said = [_explained(each) for each in explanations]
    if len(said) == 1:
        why = tr("These are exactly the numbers of {said}.", said=said[0])
    elif len(said) <= MOST_NAMED:
        why = tr(
            "These are exactly the numbers of {said}; the numbers alone cannot tell which.",
            said=_or(said),
        )
    else:
        why = tr(
            "These are exactly the numbers of {said}; the numbers alone cannot tell which "
            "({more} more fit).",
            said=_or(said[:MOST_NAMED]),
            more=len(said) - MOST_NAMED,
        )
    return f"{how_many} {why}"


def place_words(of: str, entry: WrongEntry) -> str:
    """ "D of the weight from unit 1 of layer 2 to unit 2 of layer 3"."""
    if of == "delta":
        unit = UnitPlace(entry.l, entry.j)
        return tr("δ of {unit} (example {i})", unit=unit, i=entry.i)
    return tr(
        "{names} of the weight {EdgePlace}",
        names=NAMES[of],
        EdgePlace=EdgePlace(entry.l, entry.j, entry.i),
    )


def _explained(parts: Sequence[Part]) -> str:
    return tr(" together with ").join(
        part.said
        if part.layer is None
        else tr("{said} (in layer {layer})", said=part.said, layer=part.layer)
        for part in parts
    )


def _or(said: Iterable[str]) -> str:
    return tr(", or of ").join(said)


def left_out_words(words: Sequence[str]) -> str:
    """The words among the numbers that were gone past."""
    return tr(
        "Among them stood what is no number and was left out: {named}{more}.",
        named=", ".join(f"“{each}”" for each in words[:MOST_WORDS]),
        more=", …" if len(words) > MOST_WORDS else "",
    )
