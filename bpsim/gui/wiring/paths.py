"""The paths panel: the δ on show as a sum of paths; the one chosen is lit on the graph."""

from dataclasses import replace

from bpsim.base.words import tr
from bpsim.gui.desk.desk import Desk
from bpsim.gui.panels.paths.panel import PathsPanel
from bpsim.gui.wiring.panel_wiring import PanelWiring
from bpsim.gui.wiring.words import NO_EXAMPLE, NO_TARGET
from bpsim.steps.apart.paths import Path, paths_of, paths_of_weight
from bpsim.steps.places import EdgePlace, UnitPlace
from bpsim.steps.step import Lit
from bpsim.teach.practice.covering import why_no_paths

NO_PATHS = tr(
    "Select a hidden unit to see its δ as a sum of paths, or a weight that leads into one to see "
    "∂cost/∂Θ so. The δ of an output is no sum of paths, and inputs have none."
)
NOT_YET = tr("This δ has not been computed yet; its paths show once it is.")


class PathsWiring(PanelWiring[PathsPanel]):
    """Joins the panel."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, PathsPanel())
        self.panel.path_chosen.connect(self._light)
        self.show_on(self.controller.changed, self.controller.selection_changed)

    def show(self) -> None:
        controller = self.controller
        step, place, weight = controller.step, self._place(), self._weight()
        if step is None or place is None or not step.answered:
            self.panel.show_paths(None, NO_EXAMPLE if step is None else NO_TARGET)
            return
        depth = controller.session.document.network.depth
        if not 1 < place.layer < depth or place.unit < 1:
            self.panel.show_paths(None, NO_PATHS)
        elif step.known.delta(place.layer, place.unit) is None:
            self.panel.show_paths(None, NOT_YET)
        else:
            item = step.batch - 1 if step.item is None else step.item
            trace = controller.session.trace
            if weight is None:
                self.panel.show_paths(paths_of(trace, item, place.layer, place.unit))
            else:
                self.panel.show_paths(paths_of_weight(trace, item, weight))

    def _weight(self) -> EdgePlace | None:
        """The weight whose slope is shown."""
        selected = self.controller.selection
        return selected if isinstance(selected, EdgePlace) else None

    def _place(self) -> UnitPlace | None:
        """The unit that the paths begin at."""
        weight = self._weight()
        if weight is not None:
            return UnitPlace(weight.layer + 1, weight.to)
        step = self.controller.step
        return None if step is None else self.controller.shown_delta.place_at(step)

    def why_covered(self) -> str:
        place, weight = self._place(), self._weight()
        if place is None:
            return ""
        return why_no_paths(self.controller.blanking.places, place, weight)

    def _light(self, path: Path) -> None:
        """Show the step with the edges of ``path`` lit and no others."""
        step = self.controller.step
        if step is not None:
            lit = tuple(Lit(each.layer, each.to, each.frm, backward=True) for each in path.edges)
            units = tuple((each.layer, each.unit) for each in path.places)
            self.controller.lit.emit(replace(step, lit=lit, units=units))
