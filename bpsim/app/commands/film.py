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
USUAL_FILM, USUAL_SECONDS, USUAL_ITERATIONS = "example", 1.2, 100


def add_film_arguments(parser: argparse.ArgumentParser) -> None:
    """--film, --seconds and --iterations."""
    film = parser.add_argument_group(
        tr("films"), tr("Where OUT is .gif, .webp, .mp4, or .zip for its pictures one by one")
    )
    film.add_argument(
        "--film",
        choices=(*SCENES, TRAINING),
        help=tr("a pass or both of one example (usual), a whole iteration, or training"),
    )
    film.add_argument("--seconds", type=float, metavar="S", help=tr("how long a step stands, 1.2"))
    film.add_argument(
        "--no-captions",
        action="store_true",
        help=tr("the network alone, without words and formulas"),
    )
    film.add_argument("--iterations", type=int, metavar="N", help=tr("how long a training is, 100"))


def seconds_of(arguments: argparse.Namespace) -> float:
    """How long each step of a film stands; raises BpsimError."""
    seconds: float = USUAL_SECONDS if arguments.seconds is None else arguments.seconds
    if not math.isfinite(seconds) or not 0.02 <= seconds <= 60:
        raise BpsimError(tr("--seconds: a number from 0.02 to 60 is expected"))
    return seconds


def refuse_film_arguments(arguments: argparse.Namespace) -> None:
    """Raise BpsimError for what only a film has, where OUT is none."""
    for name in ("film", "seconds", "iterations"):
        if getattr(arguments, name) is not None:
            raise BpsimError(
                tr("--{name}: a film is written as .gif, .webp, .mp4 or .zip only", name=name)
            )


def film_steps(document: Document, arguments: argparse.Namespace) -> tuple[list[Step], Examples]:
    """The steps of the film asked for, and the names that its pictures need."""
    if arguments.step is not None:
        raise BpsimError(tr("--step: leave it out of a film, which has many steps"))
    if arguments.iterations is not None and arguments.film != TRAINING:
        raise BpsimError(tr("--iterations: only --film training has any"))
    iteration = arguments.iteration or 0
    require_example(document, iteration, arguments.example)
    trace = walk_of(document, iteration)
    item = 0 if arguments.example is None else item_of(trace, arguments.example)
    if arguments.film == TRAINING:
        iterations = USUAL_ITERATIONS if arguments.iterations is None else arguments.iterations
        if iterations < 1:
            raise BpsimError(tr("--iterations: a whole number ≥ 1 is expected"))
        steps = list(training_steps(document, iterations, item))
    else:
        granularity = Granularity(arguments.granularity or Granularity.UNIT)
        steps = frames_of(trace, item, arguments.film or USUAL_FILM, granularity)
    return steps, trace.values.examples
