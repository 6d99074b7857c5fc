"""The cost curve for a screen reader: a chart, with what is plotted put into words when asked."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from bpsim.base.words import tr
from bpsim.gui.kit.controls import accessible
from bpsim.gui.panels.cost.data import CostData
from bpsim.notation.aloud import aloud
from bpsim.notation.numerals import number_text

DATA = "plotted"
"""The property by which a plot hands over what it draws."""


def tell_as_chart(plot: QWidget, data: CostData) -> None:
    """Let ``plot`` be a chart, described by what ``data`` are whenever somebody reads it."""
    plot.setProperty(DATA, data)
    accessible.install(_interface)


class CostInterface(QAccessibleWidget):
    """A chart whose description is made of the data there are when it is read."""

    def __init__(self, plot: QWidget, data: CostData) -> None:
        super().__init__(plot, QAccessible.Role.Chart)
        self._data = data

    def text(self, kind: QAccessible.Text) -> str:
        known = aloud(super().text(kind))
        if kind is not QAccessible.Text.Description:
            return known
        return f"{aloud(plotted(self._data))} {known}"


def plotted(data: CostData) -> str:
    """Which curves there are, from which number to which, and how far."""
    last = len(data.costs) - 1
    sentences = []
    if data.empty or last < 0:
        sentences.append(tr("No curve yet."))
    elif data.main_shown:
        first, end = (_value(data.sign * data.costs[at]) for at in (0, last))
        if last:
            sentences.append(
                tr(
                    "{cost_name} from iteration 0 to {last:,}: {first} to {end}.",
                    cost_name=data.cost_name,
                    last=last,
                    first=first,
                    end=end,
                )
            )
        else:
            sentences.append(
                tr("{cost_name} of iteration 0 is {first}.", cost_name=data.cost_name, first=first)
            )
    names = [*(each.name for each in data.visible_series), *(run.name for run in data.runs)]
    if names:
        sentences.append(tr("Drawn too: {names}.", names=", ".join(names)))
    if data.diverged_at is not None:
        sentences.append(
            tr(
                "From iteration {diverged_at:,} on the numbers are not finite.",
                diverged_at=data.diverged_at,
            )
        )
    if data.log:
        sentences.append(tr("The axis of J is logarithmic."))
    return " ".join(sentences)


def _value(cost: float) -> str:
    return number_text(float(cost))


def _interface(key: str, thing: QObject) -> QAccessibleInterface | None:
    data = thing.property(DATA)
    if not isinstance(data, CostData) or not isinstance(thing, QWidget):
        return None
    return accessible.kept(CostInterface(thing, data))
