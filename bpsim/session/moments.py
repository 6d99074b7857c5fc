"""Moments of a training, as a film shows them: the same forward pass with better and better Θ."""

from collections.abc import Iterator

from bpsim.base.words import tr
from bpsim.core.document import Document
from bpsim.core.errors import BpsimError
from bpsim.core.progress import Report, silent
from bpsim.session.replay import replayed
from bpsim.steps.schedule import Granularity
from bpsim.steps.step import Step
from bpsim.steps.trace import Trace

MOST_MOMENTS = 120


def training_steps(
    document: Document, iterations: int, item: int = 0, report: Report = silent
) -> Iterator[Step]:
    """The forward pass of the ``item``-th example (from 0) of a batch, as training goes on.

    ``report`` is told how many iterations are done. Raises BpsimError for less than one iteration,
    and where training diverges.
    """
    if iterations < 1:
        raise BpsimError(tr("a training of at least one iteration is needed"))
    history = replayed(document, iterations, lambda done: report(done, iterations))
    for moment in moments_of_training(iterations, MOST_MOMENTS):
        there = history.document_at(moment)
        trace = Trace.of(there, moment, history.checkpoint_at(moment))
        place = min(item, trace.schedule.batch - 1)
        yield trace.step(2 * place, Granularity.PASS)


def moments_of_training(iterations: int, most: int) -> list[int]:
    """The iterations that a film of training shows: the first, the last, and few between.

    They lie closer at the beginning, where most of what is learnt is learnt.
    """
    if iterations < most:
        return list(range(iterations + 1))
    shares = (n / (most - 1) for n in range(most))
    return sorted({round(iterations * share**2) for share in shares})
