"""Scenes: the steps of a talk, prepared in a file and shown one after the other."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bpsim.base.words import tr
from bpsim.core.errors import ModelError
from bpsim.core.settings import GranularityName, Position

LONGEST_TEXT = 200
MOST_SCENES = 1_000
MOST_ZOOM = 64.0


@dataclass(frozen=True, slots=True)
class TalkScene:
    """One stop of a talk: a step as a file names it, and what is shown with it.

    ``panel`` is the name of the panel beside the explanation, "" for none; one that a version
    does not have shows nothing. ``zoom`` magnifies the graph about what the step computes; 1 shows
    all of it. ``extras`` are keys of a file that this version does not know. Raises ModelError.
    """

    name: str
    iteration: int = 0
    step: int = 0
    granularity: GranularityName = "unit"
    panel: str = ""
    zoom: float = 1.0
    extras: Mapping[str, Any] = field(default_factory=dict, hash=False, repr=False)

    def __post_init__(self) -> None:
        if not 1 <= len(self.name) <= LONGEST_TEXT:
            raise ModelError(
                tr("1 to {longest_text} characters are expected", longest_text=LONGEST_TEXT), "name"
            )
        if len(self.panel) > LONGEST_TEXT:
            raise ModelError(
                tr("at most {longest_text} characters are expected", longest_text=LONGEST_TEXT),
                "panel",
            )
        if self.iteration < 0:
            raise ModelError(tr("a whole number ≥ 0 is expected"), "iteration")
        if self.step < 0:
            raise ModelError(tr("a whole number ≥ 0 is expected"), "step")
        if not (math.isfinite(self.zoom) and 1.0 <= self.zoom <= MOST_ZOOM):
            raise ModelError(
                tr("a number between 1 and {most_zoom:g} is expected", most_zoom=MOST_ZOOM), "zoom"
            )

    @property
    def position(self) -> Position:
        """Where the walk stands."""
        return Position(self.iteration, self.step, self.granularity)
