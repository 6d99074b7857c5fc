"""A stop of the walk and the place on it in words, from the schedule alone."""

from bpsim.core.batches import Batch
from bpsim.steps.schedule import Block, Granularity, Phase, Schedule
from bpsim.steps.step import PASS_NAMES


def counted(n: int) -> str:
    """A whole number with its thousands set apart: 5,000."""
    return f"{n:,}"


def stop_words(
    schedule: Schedule,
    index: int,
    granularity: Granularity,
    total: int,
    batch: Batch | None = None,
) -> str:
    """What the ``index``-th stop is: "Example 2 of 4 · backward · δ of unit 2, layer 2".

    ``total`` is the size of the training set; ``batch`` tells the rows of a smaller batch, whose
    examples are counted within it as well.
    Where the walk itself says more (the term's number, g or g′), this stays at the unit.
    """
    if granularity is Granularity.ITERATION:
        return "one whole iteration"
    place = schedule.position_of(schedule.tick_of(index, granularity))
    if place.item is None:
        return _title(place.block, place.unit, granularity)
    within = f"{place.item + 1:,} of {schedule.batch:,}"
    if schedule.batch == total:
        example = f"Example {within}"
    elif batch is None:
        example = f"Example {within} in the batch"
    else:
        row = batch.row(place.item) + 1
        example = f"Example {row:,} of {total:,} ({within} in the batch)"
    pass_name = PASS_NAMES[place.phase]
    if granularity is Granularity.PASS:
        return f"{example} · {pass_name} pass"
    return f"{example} · {pass_name} · {_title(place.block, place.unit, granularity)}"


def _title(block: Block, unit: int, granularity: Granularity) -> str:
    where = f"layer {block.layer}"
    if granularity in (Granularity.TERM, Granularity.UNIT):
        where = f"unit {unit}, {where}"
    match block.phase:
        case Phase.SCALE:
            return "scale the inputs"
        case Phase.LOAD:
            return "load the example"
        case Phase.FORWARD:
            return f"z and a of {where}"
        case Phase.COST:
            return "cost"
        case Phase.OUTPUT_DELTA | Phase.HIDDEN_DELTA:
            return f"δ of {where}"
        case Phase.ACCUMULATE:
            return f"Δ of layer {block.layer}"
        case Phase.GRADIENT:
            return f"D of layer {block.layer}"
        case Phase.UPDATE:
            return "update of all weights"
