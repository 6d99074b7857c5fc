"""bpsim train: gradient descent from the command line, into a new file."""

import argparse
import math
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bpsim.app.commands.method import add_method, with_method
from bpsim.app.commands.progress import bar
from bpsim.app.commands.reading import document_with_examples, require_apart
from bpsim.base.words import tr, tr_n
from bpsim.core.arrays import Array
from bpsim.core.document import Document
from bpsim.core.engine.descent import Descent
from bpsim.core.errors import BpsimError
from bpsim.core.held_out import held_out_cost
from bpsim.core.settings import Position
from bpsim.core.training import whole_gradient
from bpsim.formats.cost_table import Column, table_pieces
from bpsim.formats.files import require_place, write_together
from bpsim.formats.registry import content_of, require_writable
from bpsim.notation.numerals import number_text
from bpsim.session.goal import CostGoal, cost_goal_words

MOST = 100_000_000
"""Iterations, whose J are kept in memory."""
CHUNK = 64
"""Iterations between two looks at the progress bar, for small networks; large ones look oftener."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--iterations, --until-cost, --output, --history and how the update is made."""
    parser.add_argument("--iterations", type=int, required=True, metavar="N", help=tr("how many"))
    parser.add_argument(
        "--until-cost",
        type=float,
        metavar="C",
        help=tr(
            "stop in the first iteration whose J is below C, after "
            "--iterations at most; with batches the mean J of an epoch has to "
            "be below it"
        ),
    )
    parser.add_argument("--output", required=True, metavar="OUT", help=tr("the trained network"))
    parser.add_argument(
        "--history",
        metavar="CSV",
        help=tr("J of every iteration, as a table, beside the cost of what is held out"),
    )
    add_method(parser)


def run(arguments: argparse.Namespace) -> tuple[str, int]:
    """The text and the exit status; files are written only once training is done.

    The status is 1 where the cost asked for was not reached.
    """
    _require_sound(arguments)
    below = arguments.until_cost
    document = with_method(document_with_examples(arguments), arguments)
    apart = None
    if arguments.history and len(document.held_out):
        apart = np.empty(arguments.iterations)
    trained, costs, reached = _train(document, arguments.iterations, below, apart)
    done = len(costs) - 1 if reached else len(costs)
    before, after = whole_gradient(document).J, whole_gradient(trained).J
    if not math.isfinite(after):
        raise _diverged(done)
    files = {arguments.output: content_of(trained, arguments.output).data}
    if arguments.history:
        columns = [Column("J", costs)]
        if apart is not None:
            columns.append(Column("held_out_cost", apart[: len(costs)]))
        files[arguments.history] = b"".join(table_pieces(columns))
    write_together(files)
    name = Path(arguments.output).name
    lines = [
        tr_n(
            "{done:,} iteration, saved as {name}",
            "{done:,} iterations, saved as {name}",
            done,
            done=done,
            name=name,
        ),
        tr("J before: {before}", before=number_text(before, 8)),
        tr("J after:  {after}", after=number_text(after, 8)),
    ]
    if len(document.held_out):
        lines += (
            tr("held-out cost before: {held_out}", held_out=number_text(_held_out(document), 8)),
            tr("held-out cost after:  {held_out}", held_out=number_text(_held_out(trained), 8)),
        )
    if below is not None:
        epoch = document.iterations_per_epoch
        lines.append(_goal_words(costs, below, reached, epoch))
    lines += _left_out(document)
    return "\n".join(lines), 0 if below is None or reached else 1


def _require_sound(arguments: argparse.Namespace) -> None:
    if not 1 <= arguments.iterations <= MOST:
        raise BpsimError(
            tr("--iterations: a whole number from 1 to {most:,} is expected", most=MOST)
        )
    if arguments.until_cost is not None and not math.isfinite(arguments.until_cost):
        raise BpsimError(tr("--until-cost: a finite number is expected"))
    require_writable(arguments.output)
    if arguments.history:
        require_place(arguments.history)
        require_apart({"--output": arguments.output, "--history": arguments.history})
        require_apart({"--history": arguments.history}, [arguments.file, *arguments.also])


def _left_out(document: Document) -> Iterator[str]:
    """What the new file does not say."""
    method = document.training.method
    if method.remembers:
        yield tr(
            "not in the file: what {method} remembers, which starts anew with it",
            method=method.label,
        )
    if document.edits:
        yield tr("left out: what the file says was changed in later iterations")


def _goal_words(costs: Array, below: float, reached: bool, epoch: int) -> str:
    words, last = cost_goal_words(below), number_text(float(costs[-epoch:].mean()), 8)
    what = tr("mean J of the epoch up to") if epoch > 1 else tr("J of")
    if not reached:
        return tr(
            "{words} was not reached: {what} the last iteration was {last}",
            words=words,
            what=what,
            last=last,
        )
    if len(costs) == 1:
        return tr("{words} needed no training: J of iteration 0 is {last}", words=words, last=last)
    return tr(
        "{words} reached: {what} iteration {costs:,} is {last}",
        words=words,
        what=what,
        costs=len(costs) - 1,
        last=last,
    )


def _train(
    document: Document, iterations: int, below: float | None = None, apart: Array | None = None
) -> tuple[Document, Array, bool]:
    """The document with the weights reached, J of each iteration before its update, and the end.

    That is whether J is below ``below`` with the last one, without that iteration's update.
    What the examples held out cost at the same weights goes into ``apart`` if that is given.
    """
    descent = Descent.of(document)
    costs = np.empty(iterations)
    work = len(document.examples) * sum(w.size for w in document.network.weights)
    chunk = max(1, min(CHUNK, 20_000_000 // max(work, 1))) if apart is None else 1
    goal = None if below is None else CostGoal(below, document)
    done, met = 0, False
    quiet = not sys.stderr.isatty()
    shown = bar(total=iterations, unit=" iterations", disable=quiet, leave=False)
    with shown, descent.at_it():
        while done < iterations and not met:
            if apart is not None:
                reached = document.network.with_weights(descent.weights)
                apart[done] = held_out_cost(reached, document.cost, document.held_out)
            began = None if goal is None else descent.checkpoint
            ran = descent.run(min(chunk, iterations - done), costs[done:])
            place = None if goal is None else goal.first(costs[done : done + ran])
            if place is not None and began is not None:
                # Once more from where this stretch began, to the very iteration.
                descent.resume(began, done)
                descent.run(place, np.empty(place))
                ran, met = place + 1, True
            done += ran
            shown.update(ran)
            if descent.diverged and not met:
                raise _diverged(done)
    network = document.network.with_weights(descent.weights)
    return document.with_(network=network, position=Position(), edits=()), costs[:done], met


def _held_out(document: Document) -> float:
    return held_out_cost(document.network, document.cost, document.held_out)


def _diverged(iteration: int) -> BpsimError:
    return BpsimError(
        tr(
            "training diverges in iteration {iteration}: the numbers leave the "
            "range of a float64, so nothing was written; a smaller learning "
            "rate may help",
            iteration=iteration,
        )
    )
