"""Which δ is shown beside the walk, and what of it may be seen."""

from bpsim.gui.desk.blanking import Blanking
from bpsim.gui.desk.open_document import OpenDocument
from bpsim.steps.apart.bias_delta import bias_delta
from bpsim.steps.apart.delta import DeltaBreakdown
from bpsim.steps.places import UnitPlace
from bpsim.steps.schedule import DELTAS
from bpsim.steps.step import Step


class ShownDelta:
    """The δ of the unit that is being computed on the way back, else of the selected one."""

    def __init__(self, opened: OpenDocument, blanking: Blanking) -> None:
        self._opened, self._blanking = opened, blanking
        self.of_biases = False
        """Whether the δ of bias units is computed and shown."""

    def place_at(self, step: Step) -> UnitPlace:
        """The unit whose δ is shown at ``step``, with what is selected now."""
        if step.phase in DELTAS and step.layer is not None and step.unit is not None:
            return UnitPlace(step.layer, step.unit)
        selected = self._opened.selection
        if isinstance(selected, UnitPlace) and (selected.unit > 0 or self._bias_shown(selected)):
            return selected
        if step.layer is not None and step.layer > 1 and step.units:
            return UnitPlace(*step.units[0])
        return UnitPlace(self._opened.session.document.network.depth, 1)

    @property
    def selected(self) -> UnitPlace | None:
        """The selected unit, if it has a δ that is shown."""
        place = self._opened.selection
        if not isinstance(place, UnitPlace) or place.layer == 1:
            return None
        return place if place.unit > 0 or self._bias_shown(place) else None

    def of(self, step: Step, place: UnitPlace) -> DeltaBreakdown | None:
        """The δ of ``place`` as the walk has it at ``step``; None for the input layer."""
        if place.layer == 1 or not step.answered:
            return None
        blanks, trace = self._blanking.now, self._opened.session.trace
        if place.unit == 0:
            blank = blanks is not None and step.known.bias_delta(place.layer) is None
            return None if blank else bias_delta(trace, step, place.layer)
        whole = trace.step(step.index, step.granularity)  # what a masked step says is no δ
        found = trace.delta(whole, place.layer, place.unit)
        blank = blanks is not None and blanks.hides(found, step)
        return None if blank else found

    def _bias_shown(self, place: UnitPlace) -> bool:
        depth = self._opened.session.document.network.depth
        return self.of_biases and place.unit == 0 and 2 <= place.layer < depth
