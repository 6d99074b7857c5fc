"""Text files of numbers as older programs write them: one encoding, lines, and counted numbers."""

import math
from collections.abc import Iterable, Sequence

from bpsim.base.words import tr
from bpsim.core.arrays import Array, frozen
from bpsim.formats.errors import PlaceError, quoted
from bpsim.formats.limits import Budget


def text_of(data: bytes) -> str:
    """The text: UTF-8 if it is valid, or else Latin-1, in which every byte is a character."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def a_finite(text: str, place: str) -> float:
    """A number as C writes it, a decimal comma allowed; raises PlaceError."""
    try:
        number = float(text.replace(",", "."))
    except ValueError as error:
        raise PlaceError(
            tr("must be a number, but it is {text}", text=quoted(text.strip())), place
        ) from error
    if not math.isfinite(number):
        raise PlaceError(
            tr("must be a finite number, but it is {text}", text=quoted(text.strip())), place
        )
    return number


def a_count(text: str, place: str, most: int) -> int:
    """A whole number from 0 to ``most``; raises PlaceError."""
    stripped = text.strip()
    if not (stripped.isascii() and stripped.isdigit()) or len(stripped) > 12:
        raise PlaceError(
            tr("must be a whole number, but it is {stripped}", stripped=quoted(stripped)), place
        )
    number = int(stripped)
    if number > most:
        raise PlaceError(
            tr("is {number:,}, but at most {most:,} can be used", number=number, most=most), place
        )
    return number


def rows_of(words: Iterable[str], counts: Sequence[int], place: str) -> tuple[Array, Array]:
    """x and y out of numbers that give the inputs and the outputs of each example in turn.

    ``counts`` are the examples, the inputs and the outputs. Raises PlaceError
    where there are more or fewer numbers.
    """
    examples, inputs, outputs = counts
    if not inputs or not outputs:
        raise PlaceError(tr("must have at least one input and one output"), place)
    Budget().take((examples, inputs + outputs), place)
    numbers: list[float] = []
    for word in words:
        if len(numbers) == examples * (inputs + outputs):
            raise PlaceError(tr("holds more numbers than its beginning says"), place)
        numbers.append(
            a_finite(word, tr("number {numbers} of the examples", numbers=len(numbers) + 1))
        )
    if len(numbers) < examples * (inputs + outputs):
        raise PlaceError(tr("holds fewer numbers than its beginning says: it is cut off"), place)
    rows = frozen(numbers).reshape(examples, inputs + outputs)
    return frozen(rows[:, :inputs]), frozen(rows[:, inputs:])
