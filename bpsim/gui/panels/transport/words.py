"""A stop of the walk and the place on it in words, from the schedule alone."""

from bpsim.base.words import in_local_signs, tr
from bpsim.core.batches import Batch
from bpsim.steps.schedule import FINE, Granularity, LayerBlock, Phase, Schedule
from bpsim.steps.step import PASS_NAMES, PASS_WORDS


def counted(n: int) -> str:
    """A whole number with its thousands set apart: 5,000."""
    return in_local_signs(f"{n:,}")


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
        return tr("one whole iteration")
    place = schedule.position_of(schedule.tick_of(index, granularity))
    if place.item is None:
        return _title(place.block, place.unit, granularity)
    within = tr("{item:,} of {batch:,}", item=place.item + 1, batch=schedule.batch)
    if schedule.batch == total:
        example = tr("Example {within}", within=within)
    elif batch is None:
        example = tr("Example {within} in the batch", within=within)
    else:
        row = batch.row(place.item) + 1
        example = tr(
            "Example {row:,} of {total:,} ({within} in the batch)",
            row=row,
            total=total,
            within=within,
        )
    pass_name = PASS_WORDS[PASS_NAMES[place.phase]]
    if granularity is Granularity.PASS:
        return tr("{example} · {pass_name} pass", example=example, pass_name=pass_name)
    return f"{example} · {pass_name} · {_title(place.block, place.unit, granularity)}"


def _title(block: LayerBlock, unit: int, granularity: Granularity) -> str:
    where = tr("layer {layer}", layer=block.layer)
    if granularity in FINE:
        where = tr("unit {unit}, {where}", unit=unit, where=where)
    match block.phase:
        case Phase.SCALE:
            return tr("scale the inputs")
        case Phase.LOAD:
            return tr("load the example")
        case Phase.FORWARD:
            return tr("z and a of {where}", where=where)
        case Phase.COST:
            return tr("cost")
        case Phase.OUTPUT_DELTA | Phase.HIDDEN_DELTA:
            return tr("δ of {where}", where=where)
        case Phase.ACCUMULATE:
            return tr("Δ of layer {layer}", layer=block.layer)
        case Phase.GRADIENT:
            return tr("D of layer {layer}", layer=block.layer)
        case Phase.UPDATE:
            return tr("update of all weights")
