"""The films of bpsim render: what they show, and how long each step stands."""

import argparse
import math
from collections.abc import Iterator

from bpsim.app.commands.walking import item_of, require_example, walk_of
from bpsim.core.document import Document
from bpsim.core.errors import BpsimError
from bpsim.core.examples import Examples
from bpsim.export.frames import SCENES, frames_of, moments_of_training
from bpsim.session.replay import replayed
from bpsim.steps.schedule import Granularity
from bpsim.steps.step import Step
from bpsim.steps.trace import Trace

TRAINING = "training"
MOST_TRAINING_FRAMES = 120


def add_film_arguments(parser: argparse.ArgumentParser) -> None:
    """--film, --seconds and --iterations."""
    film = parser.add_argument_group("films", "Where OUT is .gif, .webp or .mp4")
    film.add_argument(
        "--film",
        choices=(*SCENES, TRAINING),
        default="example",
        help="a pass or both of one example (usual), a whole iteration, or training",
    )
    film.add_argument(
        "--seconds", type=float, default=1.2, metavar="S", help="how long a step stands, 1.2"
    )
    film.add_argument(
        "--iterations", type=int, default=100, metavar="N", help="how long a training is, 100"
    )


def film_steps(document: Document, arguments: argparse.Namespace) -> tuple[list[Step], Examples]:
    """The steps of the film asked for, and the names that its pictures need."""
    if not math.isfinite(arguments.seconds) or not 0.02 <= arguments.seconds <= 60:
        raise BpsimError("--seconds: a number from 0.02 to 60 is expected")
    iteration = arguments.iteration or 0
    require_example(document, iteration, arguments.example)
    trace = walk_of(document, iteration)
    item = 0 if arguments.example is None else item_of(trace, arguments.example)
    if arguments.film == TRAINING:
        steps = list(_training(document, arguments.iterations, item))
    else:
        granularity = Granularity(arguments.granularity or Granularity.UNIT)
        steps = frames_of(trace, item, arguments.film, granularity)
    return steps, trace.values.examples


def _training(document: Document, iterations: int, item: int) -> Iterator[Step]:
    """The forward pass of one place in the batch, as training goes on."""
    if iterations < 1:
        raise BpsimError("--iterations: a whole number ≥ 1 is expected")
    history = replayed(document, iterations)
    for moment in moments_of_training(iterations, MOST_TRAINING_FRAMES):
        there = history.document_at(moment)
        trace = Trace.of(there, moment, history.checkpoint_at(moment))
        place = min(item, trace.schedule.batch - 1)
        yield trace.step(2 * place, Granularity.PASS)
