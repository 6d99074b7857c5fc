"""Paper arithmetic: the example on screen with the weights of the iteration on screen."""

from bpsim.base.words import tr
from bpsim.gui.desk.desk import Desk
from bpsim.gui.panels.paper.panel import PaperPanel
from bpsim.gui.wiring.panel_wiring import PanelWiring
from bpsim.gui.wiring.words import why_not_trainable
from bpsim.teach.mistakes.kind import Problem
from bpsim.teach.paper_lines import paper_lines, why_not
from bpsim.teach.practice.covering import is_blank

AS_DECIMALS = tr(
    "After an update the weights have many digits: each is taken as "
    "the shortest decimal that the computer tells it by."
)


class PaperWiring(PanelWiring[PaperPanel]):
    """Joins the panel; its numbers have the course's signs, and D is that of all examples."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, PaperPanel())
        self._shown: tuple[object, ...] = ()
        self.panel.asked.connect(self.show)
        self.panel.place_chosen.connect(self.controller.select)
        self.show_on(self.controller.changed)

    def show(self) -> None:
        session, digits = self.controller.session, self.panel.digits
        why = why_not_trainable(session)
        if why:
            self._shown = ()
            self.panel.show_lines((), why)
            return
        document = session.history.document_at(session.iteration)
        network = session.network
        example = self.example or 1
        blanks = self.controller.blanking.now
        blank = frozenset() if blanks is None else blanks.places
        asked = (document, network, example, digits, blank)
        if asked == self._shown:
            return
        self._shown = asked
        problem = Problem.of(document.with_(network=network))
        reason = why_not(problem, digits)
        if reason:
            self.panel.show_lines((), reason)
            return
        words = tr(
            "Example {example:,}, with the course’s signs; D is that of all examples. ",
            example=example,
        )
        words += tr("Beside each value: how far it is from the one at full precision.")
        if digits is None and session.iteration:
            words += f" {AS_DECIMALS}"
        lines = paper_lines(problem, example, digits)
        if blank:
            lines = tuple(
                each.blank if is_blank(blank, each.place, each.kind) else each for each in lines
            )
        self.panel.show_lines(lines, words)
