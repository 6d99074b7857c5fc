"""bpsim trace: every step of one example or of the iteration, with terms and numbers."""

import argparse
from collections.abc import Iterator

from bpsim.app.commands.reading import add_json, document_with_examples, to_json
from bpsim.app.commands.walking import add_iteration, item_of, require_example, walk_of
from bpsim.base.words import named, tr
from bpsim.core.errors import BpsimError
from bpsim.export.trace_json import example_json, iteration_json
from bpsim.export.trace_table import steps_of, trace_table
from bpsim.notation.formula import to_text
from bpsim.notation.numerals import number_text
from bpsim.steps.schedule import FINISH, Granularity
from bpsim.steps.step import PASS_NAMES, PASS_WORDS, Step


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--example or --whole, --iteration, --granularity, --json and --csv."""
    parser.add_argument("--example", type=int, metavar="N", help=tr("the example's row, from 1"))
    parser.add_argument(
        "--whole", action="store_true", help=tr("every example of the iteration, in its order")
    )
    add_iteration(parser)
    parser.add_argument(
        "--granularity",
        choices=[g.value for g in Granularity if g is not Granularity.ITERATION],
        default=Granularity.UNIT.value,
        help=tr("how far one step goes"),
    )
    form = parser.add_mutually_exclusive_group()
    add_json(form)
    form.add_argument("--csv", action="store_true", help=tr("a table with a row for each term"))


def run(arguments: argparse.Namespace) -> tuple[str, int]:
    """The text and the exit status."""
    if arguments.whole and arguments.example is not None:
        raise BpsimError(tr("--whole: leave --example out, as every example is traced"))
    document = document_with_examples(arguments)
    require_example(document, arguments.iteration, arguments.example)
    trace = walk_of(document, arguments.iteration)
    item = 0 if arguments.example is None else item_of(trace, arguments.example)
    size = Granularity(arguments.granularity)
    steps = steps_of(trace, None if arguments.whole else item, size)
    if arguments.csv:
        return trace_table(steps).rstrip("\n"), 0
    if arguments.json and arguments.whole:
        return to_json(iteration_json(trace, steps)), 0
    if arguments.json:
        return to_json(example_json(trace, item, steps)), 0
    if arguments.whole:
        head = tr(
            "All {batch} examples of iteration {iteration}",
            batch=trace.schedule.batch,
            iteration=arguments.iteration,
        )
        return _lines(head, steps), 0
    head = tr(
        "Example {example} of {examples}, iteration {iteration}",
        example=trace.values.row(item) + 1,
        examples=len(trace.values.examples),
        iteration=arguments.iteration,
    )
    return _lines(head, steps), 0


def _lines(head: str, steps: list[Step]) -> str:
    return "\n".join([head, *(line for n, step in enumerate(steps) for line in _text(n, step))])


def _text(index: int, step: Step) -> Iterator[str]:
    """A step for people: its number, what it is about, the formula, and the same in numbers."""
    yield ""
    title = step.title
    if step.phase not in FINISH:
        title = named(PASS_WORDS[PASS_NAMES[step.phase]], title)
    yield f"{index + 1:>4}  {title}"
    for expression in (step.formula, step.numbers):
        yield from (f"      {line}" for line in to_text(expression).split("\n") if line)
    if step.running is not None:
        yield tr("      sum so far {running}", running=number_text(step.running, 6))
    if step.note:
        yield f"      {step.note}"
