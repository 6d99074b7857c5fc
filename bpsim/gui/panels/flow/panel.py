"""How large the δ of each layer are over the iterations, to see them vanish or explode."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bpsim.base.words import tr
from bpsim.gui.kit.chart.lines import Curve, LinePlot
from bpsim.gui.kit.controls.button import Button
from bpsim.gui.kit.controls.row import column_in
from bpsim.gui.kit.controls.told_aloud import ToldAloud
from bpsim.gui.kit.page.heading import Heading
from bpsim.gui.kit.page.page import Page
from bpsim.gui.kit.page.paragraph import Paragraph
from bpsim.gui.looks.theme import SMALL
from bpsim.notation.numerals import number_text, superscript
from bpsim.steps.apart.flow import Flow

DASHES = (tr("solid"), tr("dashed"), tr("dotted"), tr("dash and dot"), tr("dash and two dots"))


class FlowPanel(ToldAloud, QWidget):
    """Draws flows; ``asked`` wants those of the iterations reached by now."""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Flow of δ"))
        self.heading = Heading()
        self.heading.show_title(tr("Size of δ by layer"))
        self.sentence = Paragraph()
        self.draw = Button("chart-line", tr("Draw"), primary=True)
        self.draw.setToolTip(tr("Compute the δ of all layers over the iterations"))
        self.plot = LinePlot(tr("size of δ"), log=True)
        self.key = Paragraph("muted", SMALL)
        self.page = Page()
        column_in(self, self.page)
        self.page.add(self.heading, self.draw, self.sentence, self.plot, self.key)
        self.page.column.addStretch(1)
        self.draw.clicked.connect(self.asked)
        self.show_flows(())

    def show_flows(self, flows: Sequence[Flow]) -> None:
        """Draw one curve for each layer; without any, say what there is to be drawn."""
        for part in (self.plot, self.key):
            part.setVisible(bool(flows))
        if not flows:
            self.sentence.set_text(
                tr("Run some iterations, then draw: the δ of early layers may vanish or explode.")
            )
            return
        last = flows[-1]
        self.sentence.set_text(
            tr(
                "At iteration {iteration:,}: {sentence}",
                iteration=last.iteration,
                sentence=last.sentence,
            )
        )
        x = np.array([each.iteration for each in flows], dtype=float)
        sizes = np.array([each.sizes for each in flows])
        self.plot.show_curves([Curve(x, sizes[:, n]) for n in range(sizes.shape[1])])
        names = []
        for n, size in enumerate(last.sizes):
            layer = superscript(f"({n + 2})")
            names.append(
                tr(
                    "δ{layer} {dashes}, now {size}",
                    layer=layer,
                    dashes=DASHES[n % len(DASHES)],
                    size=number_text(size),
                )
            )
        self.key.set_text("; ".join(names) + ".")
        self.plot.setAccessibleName(tr("Size of δ by layer: {text}", text=self.key.text()))
