"""The panel of predictions: what the network on screen answers to every example."""

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.core.document import Document
from bpsim.core.errors import ModelError
from bpsim.core.network import Network
from bpsim.core.predictions import classes_of, predictions
from bpsim.core.propagation import forward
from bpsim.gui.desk.desk import Desk
from bpsim.gui.kit.controls.field_keys import give_focus_back
from bpsim.gui.panels.predictions.content import PredictedExamples
from bpsim.gui.panels.predictions.panel import PredictionsPanel
from bpsim.gui.wiring.panel_wiring import PanelWiring
from bpsim.gui.wiring.words import NO_STEPS
from bpsim.teach.practice.blanks import ValuePlace
from bpsim.teach.practice.covering import why_no_answers
from bpsim.teach.practice.predicted import without_blanks

WALKING = tr(
    "You walk an input of your own, which has no target: forwards "
    "only. Press Esc to go back to the examples."
)
BLANKS = tr("While values are blank no input of your own can be walked.")
TOO_LARGE = tr("This input cannot be walked: once it is scaled, a number of it is too large.")


class PredictionsWiring(PanelWiring[PredictionsPanel]):
    """Joins the panel; the answers are computed anew only for other weights or examples."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, PredictionsPanel())
        controller, panel = self.controller, self.panel
        self._shown: tuple[object, ...] = ()
        """What the answers on show were computed for."""
        panel.row_chosen.connect(controller.go_to_example)
        panel.held_out_chosen.connect(lambda _row: controller.message.emit(NO_STEPS, "info"))
        panel.input_typed.connect(self._answer)
        panel.walk_requested.connect(self._walk)
        self.show_on(controller.changed)

    @property
    def _network(self) -> Network:
        step = self.controller.step
        return self.controller.session.document.network if step is None else step.network

    @property
    def _blank(self) -> tuple[frozenset[ValuePlace], int]:
        """The places that are blank, and the example that they belong to, a row from 1."""
        blanks, places = self.controller.blanking.now, self.controller.blanking.places
        return (frozenset(), 0) if blanks is None or not places else (places, blanks.example)

    def show(self) -> None:
        document, network = self.controller.known, self._network
        places, example = self._blank
        training, apart, cost = document.examples, document.held_out, document.cost
        key = (network, training, apart, cost, document.convention, places, example)
        if key == self._shown:
            return
        self._shown = key
        classes = classes_of([training, apart], document.classes)
        answers = predictions(network, cost, training, classes)
        if places:
            answers = without_blanks(answers, places, example, network.depth)
        self.panel.show_content(
            PredictedExamples(
                training,
                apart,
                answers,
                predictions(network, cost, apart, classes),
                classes,
                document.convention.factor,
                example - 1 if places else None,
            )
        )

    def _answer(self, x: list[float]) -> None:
        """Show the answer of the network on screen to ``x``, which is brought to the scale of the
        examples first where these are scaled.
        """
        document = self.controller.known
        why = why_no_answers(self.controller.blanking.places, document.network.depth)
        if why:
            self.panel.show_no_answer(why)
            return
        h = forward(self._network, self._scaled(x)).a[-1][0]
        classes = classes_of([document.examples, document.held_out], document.classes)
        self.panel.show_answer([float(each) for each in h], classes)

    def _scaled(self, x: list[float]) -> Array:
        """``x`` as a row on the scale of the examples."""
        row, scaling = np.array([x]), self.controller.known.scaling
        with np.errstate(over="ignore"):  # what no float64 holds is shown, or refused, as such
            return row if scaling is None else scaling.applied(row)

    def _walk(self, x: list[float]) -> None:
        """Step through the network on screen with ``x``; the user's own document waits."""
        known = self.controller.known
        if self.controller.blanking.now is not None:  # the sheet with the blanks is on this network
            self.controller.message.emit(BLANKS, "info")
            return
        try:
            asked = known.examples.asked(self._scaled(x)[0].tolist())
        except ModelError:
            self.controller.message.emit(TOO_LARGE, "error")
            return
        self.controller.visit(
            Document(
                "",
                self._network,
                known.cost,
                asked,
                known.training,
                known.convention,
                scaling=known.scaling,
                classes=known.classes,
            )
        )
        give_focus_back(self.panel.line)  # so that → is the next step
        self.controller.message.emit(WALKING, "info")
