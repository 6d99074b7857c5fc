"""Training data of FANN: three counts, then the inputs and the outputs of each example in turn."""

from bpsim.base.words import tr
from bpsim.formats.content import Content
from bpsim.formats.errors import PlaceError
from bpsim.formats.limits import MAX_NUMBERS
from bpsim.formats.plain_text import a_count, rows_of, text_of

KIND = tr("FANN training data")


def match(head: bytes, name: str) -> bool:
    """Three counts in the first line, and then as many numbers as the second and third say."""
    lines = [line.split() for line in head.split(b"\n", 3)]
    if len(lines) < 3 or len(lines[0]) != 3 or not all(each.isdigit() for each in lines[0]):
        return False
    _, inputs, outputs = (int(each[:12]) for each in lines[0])
    whole = len(lines) > 3
    return len(lines[1]) == inputs and (len(lines[2]) == outputs or not whole)


def read(data: bytes, name: str) -> Content:
    """The examples; raises PlaceError."""
    words = text_of(data).split()
    if len(words) < 3:
        raise PlaceError(tr("the file does not say how many examples it has"))
    counts = [
        a_count(word, tr("the number of {what}", what=what), MAX_NUMBERS)
        for word, what in zip(words, ("examples", "inputs", "outputs"), strict=False)
    ]
    x, y = rows_of(words[3:], counts, tr("the file"))
    return Content(KIND, x=x, y=y)
