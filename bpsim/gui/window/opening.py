"""From what a file holds to a document: at once where that is certain, else after asking."""

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from bpsim.base.words import tr
from bpsim.core.document import Document
from bpsim.core.errors import BpsimError
from bpsim.core.examples import Examples
from bpsim.formats.content import Answers, Content, Opened
from bpsim.formats.registry import made_of
from bpsim.gui.dialogs.opening.dialog import OpeningDialog
from bpsim.gui.dialogs.showing import accepted
from bpsim.gui.dialogs.shows_network import ShowsNetwork
from bpsim.gui.graph.paint.drawing import Drawing
from bpsim.gui.looks.theme import theme_in_use
from bpsim.gui.program.background import Background
from bpsim.steps.schedule import Granularity
from bpsim.steps.step import Step
from bpsim.steps.trace import Trace


class NetworkPreview(ShowsNetwork, QWidget):
    """The network after the forward pass of its first example, or of zeros; it takes no keys."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Preview of the network"))
        self._step: Step | None = None
        self._examples = Examples.none(1, 1)

    def show_document(self, document: Document) -> None:
        network, examples = document.network, document.examples
        x, y = examples.x[:1], examples.y[:1]
        if not len(examples):
            x, y = np.zeros((1, network.layers[0])), np.zeros((1, network.layers[-1]))
        first = Examples.of(x, y, examples.x_names, examples.y_names)
        shown = Document("", network, document.cost, first, convention=document.convention)
        trace = Trace.of(shown)
        try:
            self._step = trace.step(0, Granularity.PASS)
        except BpsimError:  # numbers too large to be shown
            self._step = None
        self._examples = first
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_in_use()
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), theme.colour("surface"))
            if self._step is not None:
                size = (float(self.width()), float(self.height()))
                drawing = Drawing.of(self._step, self._examples, theme, self.font(), size)
                drawing.paint(painter)


def made(
    window: QWidget,
    background: Background,
    found: Sequence[Content],
    opened: Opened | None,
    name: str,
    ask_path: Callable[[], str],
) -> tuple[Opened | None, bool]:
    """The document that ``found`` makes, None if the user thinks better of it; whether asked.

    ``opened`` is what comes of that without an answer where that is known already. Raises
    FormatError where nothing can come of it.
    """
    if all(each.table is None for each in found):
        opened = opened or made_of(found, Answers(), name)
        if is_certain(opened):
            return opened, False
    dialog = OpeningDialog(found, name, background, NetworkPreview(), window, ask_path)
    return (dialog.opened if accepted(dialog) else None), True


def is_certain(opened: Opened) -> bool:
    """True if nothing needs to be asked, and nothing is lost that is to be said before.

    A cost that belongs to the outputs is no question.
    """
    sure = all(each.option in ("", "cost") for each in opened.guesses)
    return sure and not opened.questions and not opened.left_out


def imported(
    window: QWidget, background: Background, content: Content, name: str, document: Document
) -> tuple[str, Opened] | None:
    """Where data are to go, as the dialog calls it, and the document with them in it.

    None if the user thinks better of it.
    """
    dialog = OpeningDialog([content], name, background, NetworkPreview(), window, into=document)
    opened = dialog.opened if accepted(dialog) else None
    return None if opened is None else (dialog.where.value(), opened)
