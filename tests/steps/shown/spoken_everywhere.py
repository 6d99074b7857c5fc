"""Says every kind of step of the bundled networks aloud and prints what is left unspoken.

Run by test_spoken_everywhere.py in a process for each language.
"""

import re
from collections.abc import Iterator

from bpsim.base.language import language
from bpsim.core.examples import Examples
from bpsim.core.settings import Convention
from bpsim.formats.bundled import bundled_networks
from bpsim.notation.aloud import aloud
from bpsim.notation.formula import to_text
from bpsim.steps.places import EdgePlace, Place, TargetPlace, UnitPlace
from bpsim.steps.schedule import Granularity
from bpsim.steps.shown.curve import ActivationCurve, Bars, content_of
from bpsim.steps.shown.equations import sheet_of
from bpsim.steps.shown.ledger import step_lines
from bpsim.steps.shown.spoken import announced, heading, spoken, summary, tooltip
from bpsim.steps.step import Step
from bpsim.steps.trace import Trace
from tests.notation.unspoken import unspoken

CONVENTIONS = (Convention("course"), Convention("lecture", True))
FEW = 24
"""Steps from the beginning of a walk and from its end; those between are of the same kinds."""
EVERY_SENTENCE = ("worked-example", "overfitting", "iris")
"""Networks that have all sentences between them: only English is read of the others as well."""
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
"""What texts of one kind differ in; raised and lowered digits, which have words, are none."""


def main() -> None:
    """Print what has signs left, of each kind of text one."""
    kinds = {NUMBER.sub("#", text): text for text in every_text()}
    found: dict[str, str] = {}
    for text in kinds.values():
        words = aloud(text)
        if unspoken(words):
            found.setdefault(words, text)
        if aloud(words) != words:
            found.setdefault(aloud(words), words)
    for words, text in found.items():
        print(f"{text!r} is said {words!r}")


def every_text() -> Iterator[str]:
    """All that is shown of the steps of the bundled networks, again and again for the most part."""
    for bundled in bundled_networks():
        if language() != "en" and bundled.name not in EVERY_SENTENCE:
            continue
        document = bundled.load()
        few = type(document.examples).of(document.examples.x[:2], document.examples.y[:2])
        for convention in CONVENTIONS:
            changed = document.with_(examples=few, convention=convention, edits=())
            trace = Trace.of(changed)
            for granularity in Granularity:
                count = trace.schedule.count(granularity)
                for n in {*range(min(count, FEW)), *range(max(0, count - FEW), count)}:
                    yield from texts(trace.step(n, granularity), few)


def texts(step: Step, examples: Examples) -> Iterator[str]:
    """All that views show of a step, and give to assistive technology."""
    yield from (step.position, step.title, step.sentence, step.note, announced(step))
    yield from (to_text(each) for each in (step.formula, step.numbers, step.symbol))
    if step.cost_J is not None:
        yield from map(to_text, (step.cost_J.formula, step.cost_J.numbers))
    yield from (line.text() for line in step_lines(step))
    for entry in step.entries:
        yield entry.label
        yield from (to_text(symbol) for symbol, _ in entry.values[:3])
    curve = content_of(step)
    if isinstance(curve, ActivationCurve | Bars):
        yield from (to_text(curve.headline), curve.words)
    sheet = sheet_of(step)
    yield sheet.text
    yield from (block.name for block in sheet.blocks)
    yield from (block.words(0, 0) for block in sheet.blocks)
    for layer in range(1, step.network.depth + 1):
        yield from heading(step.network, layer, True)
    for place in places(step):
        yield from (each(step, place, examples, True) for each in (spoken, tooltip, summary))


def places(step: Step) -> Iterator[Place]:
    """One of each kind."""
    yield from (UnitPlace(2, 0), UnitPlace(2, 1), UnitPlace(1, 1))
    yield from (EdgePlace(1, 1, 0), EdgePlace(1, 1, 1), TargetPlace(1))


if __name__ == "__main__":
    main()
