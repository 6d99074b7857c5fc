"""The scenes of a talk: walked by N and Shift+N, and prepared by a menu."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from bpsim.base.words import tr
from bpsim.core.scenes import LONGEST_TEXT, MOST_ZOOM, TalkScene
from bpsim.formats.native.layout import GRANULARITIES
from bpsim.gui.desk.desk import Desk
from bpsim.gui.dialogs.showing import accepted
from bpsim.gui.graph.view import GraphView
from bpsim.gui.kit.controls.access_letters import give_letters
from bpsim.gui.kit.controls.in_menu import in_menu
from bpsim.gui.program.tips import tip
from bpsim.gui.window.presenting import EXPLANATION, Presenting
from bpsim.gui.wiring.docks import Docks
from bpsim.gui.wiring.table import ROWS

NONE_YET = tr(
    "There is no scene yet. View › Scenes adds the step on screen as one, and N walks through them."
)
WIDE = 30
"""The dialog for a scene's name, in heights of a line."""
LAST = tr("This is the last scene. Shift+N shows the one before.")
FIRST = tr("This is the first scene. N shows the next one.")


class Scenes(QObject):
    """Shows a scene, presenting or not, and changes the list."""

    def __init__(
        self, window: QWidget, desk: Desk, docks: Docks, graph: GraphView, presenting: Presenting
    ) -> None:
        super().__init__(window)
        self._window, self._docks, self._graph = window, docks, graph
        self._controller, self._training = desk.controller, desk.training
        self._actions, self._presenting = desk.actions, presenting
        self.list = desk.controller.scenes
        self._awaited: TalkScene | None = None
        desk.training.finished.connect(self._arrived)
        presenting.bared.connect(self._begun)
        for name, slot in (
            ("next_scene", partial(self.walk, 1)),
            ("previous_scene", partial(self.walk, -1)),
            ("add_scene", self.add),
        ):
            desk.actions.connect(name, slot)

    # --- showing ----------------------------------------------------------------------------

    def walk(self, way: int) -> None:
        """Show the next scene (+1), or the one before (−1)."""
        place = self.list.talk.beside(way)
        if place is not None:
            self.show(place)
        elif not self.list.items:
            self._controller.message.emit(NONE_YET, "info")
        else:
            self._controller.message.emit(LAST if way > 0 else FIRST, "stop")

    def _begun(self) -> None:
        """A talk begins with the first scene, unless it is interrupted at another one."""
        scene, step = self.list.scene, self._controller.step
        if scene is None or step is None:
            return
        if (step.iteration, step.index) != (scene.iteration, scene.step):
            self.list.stand_before()

    def show(self, place: int) -> None:
        """Show the scene at ``place``: its step, its panel and its zoom."""
        session = self._controller.session
        if self._controller.visiting or not session.walkable:
            return
        scene = self.list.stand_on(place)
        if scene.iteration <= session.history.length:
            self._controller.go_to(scene.position)
        else:
            self._training.resume(scene.position)
            self._awaited = scene if self._training.running else None
        self._show_around(scene)

    def _show_around(self, scene: TalkScene) -> None:
        if self._presenting.on:
            self._presenting.show_panel(scene.panel)
        elif scene.panel in self._docks.by_name:
            self._docks.bring_up(scene.panel)
        self._graph.magnify(scene.zoom)

    def _arrived(self) -> None:
        """The iterations up to a scene have been run: it is magnified about what it computes."""
        scene, self._awaited = self._awaited, None
        if scene is not None and scene is self.list.scene:
            self._show_around(scene)

    # --- preparing --------------------------------------------------------------------------

    def add(self) -> None:
        """Take the step on screen, with its zoom and the panel at the right, as a scene."""
        step, session = self._controller.step, self._controller.session
        if step is None or self._controller.visiting:
            return
        name = (
            step.title
            if not step.iteration
            else tr("{title}, iteration {iteration:,}", title=step.title, iteration=step.iteration)
        )
        zoom = min(max(round(self._graph.zoom, 2), 1.0), MOST_ZOOM)
        granularity = next(each for each in GRANULARITIES if each == session.granularity.value)
        self.list.add(
            TalkScene(name[:LONGEST_TEXT], step.iteration, step.index, granularity, zoom=zoom)
        )

    def fill(self, menu: QMenu) -> None:
        """What can be done with the scenes there are now."""
        menu.clear()
        for name in ("next_scene", "previous_scene", "add_scene"):
            menu.addAction(self._actions[name])
        scene, items = self.list.scene, self.list
        menu.addSection(tr("This scene"))
        rename = menu.addAction(tr("&Rename…"))
        rename.setToolTip(tr("Give this scene another name"))
        rename.triggered.connect(self._rename)
        panels = menu.addMenu(tr("Panel below the e&xplanation"))
        for words, told, change in (
            (
                tr("Show it &earlier"),
                tr("Before the scene that comes before it"),
                partial(items.move, -1),
            ),
            (tr("Show it &later"), tr("After the scene that follows it"), partial(items.move, 1)),
            (tr("Re&move it"), tr("Take this scene out of the talk"), items.remove),
        ):
            action = menu.addAction(words)
            action.setToolTip(tip(told))
            action.triggered.connect(change)
        for action in menu.actions()[4:]:
            action.setEnabled(scene is not None)
        self._fill_panels(panels, scene)
        if self.list.items:
            menu.addSection(tr("All scenes"))
        for place, each in enumerate(self.list.items):
            action = menu.addAction(f"{place + 1}  {in_menu(each.name)}")
            action.setToolTip(tip(each.name))
            action.setCheckable(True)
            action.setChecked(place == self.list.talk.current)
            action.triggered.connect(partial(self.show, place))
        give_letters(menu)

    def _fill_panels(self, menu: QMenu, scene: TalkScene | None) -> None:
        rows = [row for row in ROWS if row.in_dock and row.mode is None and row.name != EXPLANATION]
        for name, title in (("", tr("None")), *((row.name, row.title) for row in rows)):
            action = menu.addAction(title)
            if not name:
                action.setToolTip(tr("No panel but the explanation is shown with this scene"))
            action.setCheckable(True)
            action.setChecked(scene is not None and scene.panel == name)
            action.triggered.connect(partial(self._set_panel, name))

    def _set_panel(self, name: str) -> None:
        self.list.set_panel(name)
        if self.list.scene is not None:
            self._show_around(self.list.scene)

    def _rename(self) -> None:
        scene = self.list.scene
        if scene is not None:
            dialog = QInputDialog(self._window)
            dialog.setWindowTitle(tr("Rename the scene"))
            dialog.setLabelText(tr("What the scene is called:"))
            dialog.setTextValue(scene.name)
            dialog.resize(WIDE * dialog.fontMetrics().height(), dialog.sizeHint().height())
            if accepted(dialog):
                self.list.rename(dialog.textValue())
