"""bpsim.trace and bpsim.show: the steps of a walk in Python, and the window on one of them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from uuid import uuid4

from bpsim.api.documents import Model, document_of
from bpsim.api.show import Shown, step_html
from bpsim.base.state_folder import shown_folder
from bpsim.base.words import named, tr
from bpsim.core.document import Document
from bpsim.core.errors import ModelError
from bpsim.core.settings import Position
from bpsim.notation.formula import to_latex, to_text
from bpsim.session.replay import replayed
from bpsim.steps.schedule import Granularity
from bpsim.steps.step import Step
from bpsim.steps.trace import Trace


class ShownStep(Shown):
    """One step of a walk; ``step`` has everything that the window shows of it."""

    def __init__(self, document: Document, step: Step) -> None:
        self.document, self.step = document, step

    @property
    def formula(self) -> str:
        """The formula as LaTeX."""
        return to_latex(self.step.formula)

    @property
    def numbers(self) -> str:
        """The same with numbers, as LaTeX."""
        return to_latex(self.step.numbers)

    @property
    def result(self) -> float | None:
        """z, δ or the cost; None where the step computes no single number."""
        return self.step.result

    def __str__(self) -> str:
        return named(str(self.step.position), to_text(self.step.numbers))

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return step_html(self.step, self.document.examples)


def trace(
    model: Model | Document, example: int | None = None, iteration: int = 0, size: str = "unit"
) -> list[ShownStep]:
    """The steps of ``iteration``, of one ``example`` (from 1) or of all that it uses.

    ``size`` is term, unit, layer, pass or iteration. Raises ModelError for an example that it does
    not use.

    >>> import bpsim
    >>> model = bpsim.network(weights=[[[0.1, 0.3, -0.2]]], x=[[0, 1]], y=[[1]])
    >>> [step.step.phase.value for step in bpsim.trace(model)][:3]
    ['load', 'forward', 'cost']
    """
    document = document_of(model)
    if size not in [each.value for each in Granularity]:
        raise ModelError(tr("“{size}” is none of term, unit, layer, pass, iteration", size=size))
    if iteration < 0:
        raise ModelError(tr("the iteration must be a whole number ≥ 0"))
    history = replayed(document, iteration)
    walk = Trace.of(history.document_at(iteration), iteration, history.checkpoint_at(iteration))
    granularity = Granularity(size)
    return [
        ShownStep(document, walk.step(index, granularity))
        for index in _indices(walk, example, granularity)
    ]


def _indices(walk: Trace, example: int | None, granularity: Granularity) -> Iterator[int]:
    schedule = walk.schedule
    if example is None:
        yield from range(schedule.count(granularity))
        return
    item = walk.values.batch.index(example - 1)
    if item is None:
        raise ModelError(
            tr(
                "iteration {iteration} does not use example {example}",
                iteration=walk.values.iteration,
                example=example,
            )
        )
    yield from schedule.stops_of(item, granularity)
    yield from schedule.final_stops(granularity)


def show(what: Model | Document | ShownStep) -> subprocess.Popen[bytes]:
    """Open the window on a network, or on one of its steps, in a process of its own.

    The window has a copy: what is changed there changes nothing here, and has no file yet. Raises
    OSError where the copy cannot be written.
    """
    from bpsim.formats.native.file import save

    if isinstance(what, ShownStep):
        step = what.step
        position = Position(step.iteration, step.index, step.granularity.value)
        document = what.document.with_(position=position)
    else:
        document = document_of(what)
    folder = shown_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{uuid4().hex}.bpsim"
    save(document, path)
    return subprocess.Popen([sys.executable, "-m", "bpsim", str(path)])
