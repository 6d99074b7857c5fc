"""The films of bpsim render: what they show, and how long each step stands."""

import argparse
import math

from bpsim.app.commands.walking import item_of, require_example, walk_of
from bpsim.base.words import tr
from bpsim.core.document import Document
from bpsim.core.errors import BpsimError
from bpsim.core.examples import Examples
from bpsim.export.frames import SCENES, frames_of
from bpsim.session.moments import training_steps
from bpsim.steps.schedule import Granularity
from bpsim.steps.step import Step

TRAINING = "training"


def add_film_arguments(parser: argparse.ArgumentParser) -> None:
    """--film, --seconds and --iterations."""
    film = parser.add_argument_group(
        "films", tr("Where OUT is .gif, .webp, .mp4, or .zip for its pictures one by one")
    )
    film.add_argument(
        "--film",
        choices=(*SCENES, TRAINING),
        default="example",
        help=tr("a pass or both of one example (usual), a whole iteration, or training"),
    )
    film.add_argument(
        "--seconds", type=float, default=1.2, metavar="S", help=tr("how long a step stands, 1.2")
    )
    film.add_argument(
        "--no-captions",
        action="store_true",
        help=tr("the network alone, without words and formulas"),
    )
    film.add_argument(
        "--iterations", type=int, default=100, metavar="N", help=tr("how long a training is, 100")
    )


def film_steps(document: Document, arguments: argparse.Namespace) -> tuple[list[Step], Examples]:
    """The steps of the film asked for, and the names that its pictures need."""
    if not math.isfinite(arguments.seconds) or not 0.02 <= arguments.seconds <= 60:
        raise BpsimError(tr("--seconds: a number from 0.02 to 60 is expected"))
    iteration = arguments.iteration or 0
    require_example(document, iteration, arguments.example)
    trace = walk_of(document, iteration)
    item = 0 if arguments.example is None else item_of(trace, arguments.example)
    if arguments.film == TRAINING:
        if arguments.iterations < 1:
            raise BpsimError(tr("--iterations: a whole number ≥ 1 is expected"))
        steps = list(training_steps(document, arguments.iterations, item))
    else:
        granularity = Granularity(arguments.granularity or Granularity.UNIT)
        steps = frames_of(trace, item, arguments.film, granularity)
    return steps, trace.values.examples
