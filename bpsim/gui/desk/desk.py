"""The open document with everything that works on it: what each panel's wiring is handed."""

from dataclasses import dataclass

from bpsim.gui.desk.actions import Actions
from bpsim.gui.desk.controller import Controller
from bpsim.gui.desk.modes import Modes
from bpsim.gui.desk.training import Training
from bpsim.gui.program.preferences import Preferences


@dataclass(frozen=True, slots=True)
class Desk:
    """Where gestures go and what shows come from; it knows no widget."""

    controller: Controller
    training: Training
    actions: Actions
    preferences: Preferences
    modes: Modes
