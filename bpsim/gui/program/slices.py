"""Work in slices: what a window needs in order to be complete, cut so that it stays fluid."""

from collections.abc import Iterator
from importlib import import_module

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEventLoop, QObject, QTimer, Signal

SLICE_MS = 10
"""A slice ends as soon as it has taken so long."""
FURNITURE = tuple(
    f"bpsim.{name}"
    for name in (
        "steps.step",
        "steps.trace",
        "session.session",
        "session.breakpoints",
        "session.runs",
        "formats.registry",
        "gui.desk.actions",
        "gui.desk.controller",
        "gui.window.files",
        "gui.desk.training",
        "gui.panels.messages.bar",
        "gui.kit.formula.typesetter",
        "gui.kit.page.page",
        "gui.panels.transport.bar",
        "gui.kit.table.ledger",
        "gui.panels.step.panel",
        "gui.panels.delta.panel",
        "gui.panels.cost.panel",
        "gui.window.asking",
        "gui.window.menus",
        "gui.window.step_export",
        "gui.wiring.wiring",
        "gui.wiring.choices",
        "gui.wiring.docks",
    )
)
"""What is imported once the network is on the screen, in slices."""
BEHIND_TABS = tuple(
    f"bpsim.gui.panels.{name}.panel"
    for name in ("slope", "curve", "weight", "matrices", "examples", "map", "breakpoints", "runs")
)
"""What is imported once everything else is there."""


def imported(*modules: str) -> Iterator[None]:
    """Import one module after the other."""
    for name in modules:
        import_module(name)
        yield


def qt_classes(*modules: str) -> Iterator[None]:
    """Have PySide6 make the Python classes of its modules, most of which it puts off."""
    for name in modules:
        module = import_module(f"PySide6.{name}")
        for each in dir(module):
            getattr(module, each)
            yield


def do_in_view(work: Iterator[None]) -> None:
    """Do ``work`` now; between slices what is exposed is painted, and all input waits."""
    clock = QElapsedTimer()
    clock.start()
    for _ in work:
        if clock.elapsed() >= SLICE_MS:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
            clock.restart()


class Later(QObject):
    """Does ``work`` whenever the event loop has nothing else to do, input included."""

    done = Signal()

    def __init__(self, work: Iterator[None], parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._stopped = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)
        self._timer.start(0)

    def stop(self) -> None:
        """Leave the rest undone."""
        self._stopped = True
        self._timer.stop()

    def _go_on(self) -> None:
        clock = QElapsedTimer()
        clock.start()
        for _ in self._work:
            if self._stopped:
                return
            if clock.elapsed() >= SLICE_MS:
                self._timer.start(0)
                return
        self.done.emit()
