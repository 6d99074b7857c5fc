"""The table of panels: a panel is its folder in panels/, its wiring file, and a row here."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from bpsim.base.words import tr
from bpsim.gui.desk.desk import Desk
from bpsim.gui.desk.modes import Mode
from bpsim.gui.wiring.break_it import BreakItWiring
from bpsim.gui.wiring.breakpoints import BreakpointsWiring
from bpsim.gui.wiring.code import CodeWiring
from bpsim.gui.wiring.cost import CostWiring
from bpsim.gui.wiring.curve import CurveWiring
from bpsim.gui.wiring.doctor import DoctorWiring
from bpsim.gui.wiring.examples import ExamplesWiring
from bpsim.gui.wiring.flow import FlowWiring
from bpsim.gui.wiring.image import ImageWiring
from bpsim.gui.wiring.lesson import LessonWiring
from bpsim.gui.wiring.map import MapWiring
from bpsim.gui.wiring.matrices import MatricesWiring
from bpsim.gui.wiring.messages import MessagesWiring
from bpsim.gui.wiring.own_numbers import OwnNumbersWiring
from bpsim.gui.wiring.panel_wiring import PanelWiring
from bpsim.gui.wiring.paper import PaperWiring
from bpsim.gui.wiring.paths import PathsWiring
from bpsim.gui.wiring.practise import PractiseWiring
from bpsim.gui.wiring.predictions import PredictionsWiring
from bpsim.gui.wiring.runs import RunsWiring
from bpsim.gui.wiring.slope import SlopeWiring
from bpsim.gui.wiring.step import StepWiring
from bpsim.gui.wiring.transport import TransportWiring
from bpsim.gui.wiring.weight import WeightWiring


class Area(Enum):
    """Where a panel stands around the graph."""

    OVER_GRAPH = tr("over the graph")
    UNDER_GRAPH = tr("under the graph")
    LEFT = tr("a dock at the left")
    RIGHT = tr("a dock at the right")
    BELOW = tr("a dock below")


@dataclass(frozen=True, slots=True)
class Row:
    """One panel.

    ``name`` is what the code and the remembered layout call it, ``title`` what the user reads.
    ``beside`` names the dock that it shares a place with, as a tab behind it. ``scrolls`` says that
    it scrolls by itself where there is little room. ``key`` brings its dock to the front with the
    focus in it. With a ``mode`` it is there in that mode and in no other. ``shown`` says whether it
    is there from the start.
    """

    name: str
    title: str
    wiring: Callable[[Desk], PanelWiring[Any]]
    area: Area
    beside: str = ""
    scrolls: bool = False
    key: str = ""
    mode: Mode | None = None
    shown: bool = True

    @property
    def in_dock(self) -> bool:
        """True if the user can move, hide and show it."""
        return self.area in (Area.LEFT, Area.RIGHT, Area.BELOW)


ROWS = (
    Row("messages", tr("Messages"), MessagesWiring, Area.OVER_GRAPH),
    Row("transport", tr("Walk"), TransportWiring, Area.UNDER_GRAPH),
    Row("practise", tr("Practise"), PractiseWiring, Area.LEFT, scrolls=True, mode=Mode.PRACTISE),
    Row("break_it", tr("Break it"), BreakItWiring, Area.LEFT, scrolls=True, mode=Mode.BREAK_IT),
    Row("lesson", tr("Lesson"), LessonWiring, Area.LEFT, scrolls=True, mode=Mode.LESSON),
    Row("step", tr("Explanation"), StepWiring, Area.RIGHT, scrolls=True, key="Alt+1"),
    Row("slope", tr("δ as a slope"), SlopeWiring, Area.RIGHT, key="Alt+3"),
    Row("curve", tr("Curve"), CurveWiring, Area.RIGHT, "slope", key="Alt+4"),
    Row("weight", tr("Weight"), WeightWiring, Area.RIGHT, "slope", key="Alt+5"),
    Row("map", tr("Map"), MapWiring, Area.RIGHT, "slope", key="Alt+6"),
    Row("paths", tr("Paths"), PathsWiring, Area.RIGHT, "slope", scrolls=True, shown=False),
    Row("paper", tr("On paper"), PaperWiring, Area.RIGHT, "slope", scrolls=True, shown=False),
    Row(
        "flow", tr("Size of δ by layer"), FlowWiring, Area.RIGHT, "slope", scrolls=True, shown=False
    ),
    Row(
        "doctor", tr("Network doctor"), DoctorWiring, Area.RIGHT, "slope", scrolls=True, shown=False
    ),
    Row(
        "own_numbers",
        tr("Which mistake did I make?"),
        OwnNumbersWiring,
        Area.RIGHT,
        "slope",
        scrolls=True,
        shown=False,
    ),
    Row("cost", tr("Cost"), CostWiring, Area.BELOW, key="Alt+7"),
    Row("matrices", tr("Matrices"), MatricesWiring, Area.BELOW, "cost", key="Alt+8"),
    Row("examples", tr("Examples"), ExamplesWiring, Area.BELOW, "cost", key="Alt+9"),
    Row("predictions", tr("Predictions"), PredictionsWiring, Area.BELOW, "cost", key="Alt+="),
    Row("breakpoints", tr("Breakpoints"), BreakpointsWiring, Area.BELOW, "cost", key="Alt+0"),
    Row("runs", tr("Runs"), RunsWiring, Area.BELOW, "cost", key="Alt+-"),
    Row("image", tr("Image"), ImageWiring, Area.BELOW, "cost", shown=False),
    Row("code", tr("Code"), CodeWiring, Area.BELOW, "cost"),
)
"""In the order of Tab and F6: left, right, below, as one reads."""
