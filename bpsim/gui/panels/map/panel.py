"""The decision map: what the network, or any unit of it, makes of the plane of its two inputs."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from bpsim.base.words import tr
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.gui.kit.controls.combo_box import ComboBox
from bpsim.gui.kit.controls.fits_font import FitsFont
from bpsim.gui.kit.controls.live_text import LiveText
from bpsim.gui.kit.controls.painting import Grounded
from bpsim.gui.panels.map.canvas import MapCanvas
from bpsim.gui.panels.map.view import MapView, title_of, view_of, views_of
from bpsim.gui.panels.map.words import description, name_of, refusal
from bpsim.steps.places import UnitPlace


class MapPanel(FitsFont, Grounded):
    """Colours the input plane by a unit's value, with the examples on it.

    ``example_chosen`` carries the training example (from 1) that was clicked, ``held_out_chosen``
    one that is held out, ``place_chosen`` the UnitPlace that the user picked to be shown, None
    for all outputs.
    """

    example_chosen = Signal(int)
    held_out_chosen = Signal(int)
    place_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_ground("surface")
        self.setAccessibleName(tr("Decision map"))
        self._network: Network | None = None
        self._examples = self._held_out = Examples.none(2, 1)
        self._example: int | None = None
        self._place: UnitPlace | None = None
        self._offered: tuple[tuple[int, ...], tuple[str, ...], tuple[str, ...]] | None = None
        self.chooser = ComboBox()
        self.chooser.setAccessibleName(tr("Unit on the map"))
        self.chooser.setToolTip(
            tr("What the map shows ([ and ] on the map: the one before or after)")
        )
        self.chooser.setSizeAdjustPolicy(
            ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.chooser.setMinimumContentsLength(8)
        self.chooser.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.canvas = MapCanvas()
        self.words = LiveText("x1 = 0.88, x2 = 0.88:", colour="muted")
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.chooser)
        self._column.addWidget(self.canvas, 1)
        self._column.addWidget(self.words)
        self.chooser.activated.connect(self._picked)
        self.canvas.turned.connect(self._turn)
        self.canvas.example_chosen.connect(self.example_chosen)
        self.canvas.held_out_chosen.connect(self.held_out_chosen)
        self.canvas.words_changed.connect(self.words.set_text)
        self.fit_font()
        self.clear(tr("There is no network yet."))

    # --- what it shows ---------------------------------------------------------------------------

    def show_network(
        self,
        network: Network,
        examples: Examples,
        example: int | None,
        place: UnitPlace | None = None,
        held_out: Examples | None = None,
    ) -> None:
        """Show what a unit of ``network`` makes of the input plane; no signal.

        The marks of ``held_out`` are hollow. ``example``, from 1, gets a ring. ``place`` is the
        unit; for None, for a bias unit and for a place that the network lacks it is the output, all
        outputs where there are several. May be called as often as the screen is painted; hidden, it
        costs next to nothing.
        """
        self._network, self._examples, self._example = network, examples, example
        self._place = place
        self._held_out = Examples.none(2, 1) if held_out is None else held_out
        if network.layers[0] != 2:
            self._show_sentence(refusal(network.layers[0]))
            return
        for part in (self.chooser, self.words):
            part.show()
        self._offer()
        self._show()

    def clear(self, message: str) -> None:
        """Show ``message`` and no network."""
        self._network = None
        self._show_sentence(message)

    def set_place(self, place: UnitPlace | None) -> None:
        """Show another unit, the output for None; no signal."""
        self._place = place
        if self._network is not None and self._network.layers[0] == 2:
            self._show()

    def place(self) -> UnitPlace | None:
        """The unit on the map, None for all outputs or where there is no map."""
        return None if self._network is None else view_of(self._place, self._network.layers).place

    def _show_sentence(self, message: str) -> None:
        for part in (self.chooser, self.words):
            part.hide()
        self.canvas.show_message(message)
        self.canvas.setAccessibleName(tr("Decision map"))
        self.canvas.setAccessibleDescription(message)

    def _show(self) -> None:
        network, examples = self._network, self._examples
        assert network is not None
        view = view_of(self._place, network.layers)
        at = self._views().index(view)
        if at != self.chooser.currentIndex():
            self.chooser.setCurrentIndex(at)
            self.words.forget_length()
        self.canvas.show_map(network, examples, self._example, view, self._held_out)
        self.canvas.setAccessibleName(name_of(view, network.layers, examples))
        self.canvas.setAccessibleDescription(
            description(network, examples, view, len(self._held_out))
        )

    # --- choosing --------------------------------------------------------------------------------

    def _views(self) -> tuple[MapView, ...]:
        assert self._network is not None
        return views_of(self._network.layers)

    def _offer(self) -> None:
        """Fill the list of units, if it is another one."""
        network, examples = self._network, self._examples
        assert network is not None
        wanted = (network.layers, examples.x_names, examples.y_names)
        if wanted != self._offered:
            self._offered = wanted
            titles = [title_of(view, network.layers, examples) for view in self._views()]
            self.chooser.clear()
            self.chooser.addItems(titles)

    def _picked(self, at: int) -> None:
        place = self._views()[at].place
        if place != self.place():
            self.set_place(place)
            self.place_chosen.emit(place)

    def _turn(self, by: int) -> None:
        """Go to the unit before or after, round and round."""
        if self._network is not None and self._network.layers[0] == 2:
            views = self._views()
            at = (views.index(view_of(self._place, self._network.layers)) + by) % len(views)
            self._picked(at)

    # --- Qt --------------------------------------------------------------------------------------

    def fit_font(self) -> None:
        em = self.fontMetrics().height()
        self._column.setContentsMargins(em // 2, em // 3, em // 2, em // 3)
        self._column.setSpacing(em // 4)
