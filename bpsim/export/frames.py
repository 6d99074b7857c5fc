"""Which steps make a film: of a pass, an example, an iteration, or of training."""

from collections.abc import Iterator

from bpsim.base.words import tr
from bpsim.core.errors import BpsimError
from bpsim.steps.schedule import BACKWARD_PASS, FORWARD_PASS, Granularity
from bpsim.steps.step import Step
from bpsim.steps.trace import Trace

SCENES = ("forward", "backward", "example", "iteration")
"""What a film of steps can show."""
MOST_FRAMES = 2_000


def frames_of(trace: Trace, item: int, scene: str, granularity: Granularity) -> list[Step]:
    """The steps of ``scene`` (one of :data:`SCENES`) in order.

    ``item`` is the example's place in the batch from 0. Raises BpsimError where the scene has more
    than ``MOST_FRAMES`` steps, or none at this step size.
    """
    schedule = trace.schedule
    places = schedule.stops_of(item, granularity)
    if scene == "iteration":
        places = range(schedule.count(granularity))
    if len(places) > MOST_FRAMES:
        raise BpsimError(
            tr(
                "The film would have {places:,} steps, but at most {most_frames:,} "
                "can be drawn; choose a larger step size or one example",
                places=len(places),
                most_frames=MOST_FRAMES,
            )
        )
    steps = list(_wanted(trace, places, scene, granularity))
    if not steps:
        raise BpsimError(
            tr("There is no step of this kind to film at this step size; choose a smaller one")
        )
    return steps


def _wanted(trace: Trace, places: range, scene: str, granularity: Granularity) -> Iterator[Step]:
    phases = {"forward": FORWARD_PASS, "backward": BACKWARD_PASS}.get(scene)
    for index in places:
        step = trace.step(index, granularity)
        if phases is None or step.phase in phases:
            yield step
