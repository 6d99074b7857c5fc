"""Has the slope panel's slope made: at once where that is quick, else in a thread of its own."""

from functools import partial

from PySide6.QtCore import QObject

from bpsim.core.errors import BpsimError
from bpsim.gui.panels.slope.panel import SlopePanel
from bpsim.gui.program.background import Background
from bpsim.steps.apart.slope import Slope, slope_later, slope_of
from bpsim.steps.apart.what_if import Nudged, value_of
from bpsim.steps.step import Step
from bpsim.steps.trace import Trace

Request = tuple[Trace, Step, Nudged]


class Slopes(QObject):
    """Shows in ``panel`` the slope asked for last; meanwhile that it is being computed."""

    def __init__(self, panel: SlopePanel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._panel = panel
        self._wanted: Request | None = None
        self._coming: tuple[Request, Slope] | None = None
        self._background = Background(self)

    @property
    def busy(self) -> bool:
        """True while a slope is being computed, one that is no longer wanted included."""
        return self._background.busy

    def show(self, trace: Trace, step: Step, nudged: Nudged) -> None:
        """Show the slope by ``nudged`` at ``step``, a stop of ``trace``, now or when it is there.

        Raises KeyError for a z or a weight that the network lacks.
        """
        request = trace, step, nudged
        if _same(request, self._wanted):
            return
        make = slope_later(trace, step, nudged)
        if make is None:
            coming = self._coming
            self.forget()
            ready = coming is not None and _same(request, coming[0])
            slope = coming[1] if coming is not None and ready else slope_of(trace, step, nudged)
            self._panel.show_slope(slope)
            return
        self._wanted = request
        value = value_of(nudged, step.network, step.known.values)
        self._panel.show_waiting(nudged, value)
        if not self._background.busy:
            self._background.run(make, partial(self._arrived, request), self._failed)

    def prepare(self, trace: Trace, step: Step, nudged: Nudged) -> None:
        """Make and draw the slope that is most likely shown next, unless that takes long."""
        if slope_later(trace, step, nudged) is None:
            slope = slope_of(trace, step, nudged)
            self._coming = ((trace, step, nudged), slope)
            self._panel.plot.prepare(slope)

    def forget(self) -> None:
        """Show nothing of what has been asked for and is not there yet."""
        self._wanted = self._coming = None

    def finish(self) -> None:
        """The window goes: wait for the thread, and show nothing any more."""
        self.forget()
        self._background.end()

    def _arrived(self, request: Request, slope: Slope) -> None:
        wanted, self._wanted = self._wanted, None
        if _same(request, wanted):
            self._panel.show_slope(slope)
        elif wanted is not None:
            self.show(*wanted)

    def _failed(self, error: BpsimError) -> None:
        """What overflows is drawn with gaps; any other refusal takes the slope's place."""
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self._panel.show_slope(None, str(error))


def _same(one: Request, other: Request | None) -> bool:
    return (
        other is not None and one[0] is other[0] and one[1] is other[1] and one[2] == other[2]
    )  # fmt: skip
