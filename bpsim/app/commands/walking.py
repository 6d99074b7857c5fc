"""What the commands that walk share: the walk of an iteration, and an example's place in it."""

import argparse
import sys

from bpsim.app.commands.progress import bar
from bpsim.base.words import tr
from bpsim.core.document import Document
from bpsim.core.errors import BpsimError
from bpsim.core.stretches import stretches
from bpsim.session.replay import replayed
from bpsim.steps.trace import Trace

FEWEST_TO_SHOW = 1_000
"""Fewer iterations take no time worth a progress bar."""


def add_iteration(parser: argparse.ArgumentParser) -> None:
    """--iteration."""
    parser.add_argument(
        "--iteration", type=int, default=0, metavar="K", help=tr("0 is the file's own weights")
    )


def walk_of(document: Document, iteration: int) -> Trace:
    """The walk of ``iteration``, trained up to where that must be, with a bar where it takes long.

    Raises BpsimError for an iteration before 0 or one that training cannot reach.
    """
    if iteration < 0:
        raise BpsimError(tr("--iteration: a whole number ≥ 0 is expected"))
    silent = iteration < FEWEST_TO_SHOW or not sys.stderr.isatty()
    with bar(total=iteration, unit=" iterations", disable=silent, leave=False) as shown:
        history = replayed(document, iteration, lambda done: shown.update(done - shown.n))
    return Trace.of(history.document_at(iteration), iteration, history.checkpoint_at(iteration))


def require_example(document: Document, iteration: int, example: int | None) -> None:
    """Raise BpsimError unless ``example``, counted from 1, is one that ``iteration`` uses.

    Asked before the iterations up to there are run.
    """
    if example is None or iteration < 0:
        return
    there = next(each.document for each in reversed(stretches(document)) if each.start <= iteration)
    m = len(there.examples)
    if not 1 <= example <= m:
        raise BpsimError(
            tr(
                "--example: there are examples 1 to {m}, but {example} was asked for",
                m=m,
                example=example,
            )
        )
    batch = there.batch_of(iteration)
    if batch.index(example - 1) is None:
        raise BpsimError(
            tr(
                "--example: iteration {iteration} uses {size} of the {m} examples, "
                "and example {example} is not among them",
                iteration=iteration,
                size=batch.size,
                m=m,
                example=example,
            )
        )


def item_of(trace: Trace, example: int) -> int:
    """The place in the batch, from 0, of an example that :func:`require_example` let pass."""
    item = trace.values.batch.index(example - 1)
    assert item is not None
    return item
