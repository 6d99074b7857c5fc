"""The panel with the matrices of the walk, laid out like the equations of the step."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.gui.kit.controls.access_letters import give_letters
from bpsim.gui.kit.controls.button import Button
from bpsim.gui.kit.controls.combo_box import ComboBox
from bpsim.gui.kit.controls.fits_font import FitsFont
from bpsim.gui.kit.controls.flow import FlowLayout
from bpsim.gui.kit.controls.live_text import LiveText
from bpsim.gui.kit.controls.painting import Grounded
from bpsim.gui.kit.controls.segmented import Segmented
from bpsim.gui.panels.matrices import accessible
from bpsim.gui.panels.matrices.legend import Legend
from bpsim.gui.panels.matrices.sheet import MatrixSheet
from bpsim.notation.formula import to_text
from bpsim.steps.places import EdgePlace, Place, TargetPlace, UnitPlace
from bpsim.steps.shown.blocks import NOTHING, Block
from bpsim.steps.shown.equations import choices, sheet_of, single
from bpsim.steps.shown.matrix_text import MatrixFormat, matrix_text
from bpsim.steps.shown.step_matrices import symbol
from bpsim.steps.step import Step

EQUATION = 0


class MatricesPanel(FitsFont, Grounded):
    """Shows z, a, δ, Θ, Δ and D of a Step as matrices, as numbers or as heat map.

    ``place_selected`` carries the UnitPlace, EdgePlace or TargetPlace of the cell gone to.
    ``weight_edited`` carries an EdgePlace, ``input_edited`` an input and ``target_edited`` an
    output (both from 1), each with the number typed into a cell.
    """

    place_selected = Signal(object)
    weight_edited = Signal(object, float)
    input_edited = Signal(int, float)
    target_edited = Signal(int, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_ground("surface")
        self._step: Step | None = None
        self._choices: list[tuple[str, int]] = []
        self._build()
        self._make_actions()
        self.choice.activated.connect(lambda _place: self._show())
        self.style_choice.chosen.connect(self._set_style)
        accessible.install()
        self.sheet.pointed.connect(self.place_selected)
        self.sheet.pointed.connect(lambda _place: accessible.tell_cursor(self.sheet))
        self.sheet.edited.connect(self._edited)
        self.copy_button.clicked.connect(self._open_menu)
        self.clear("")

    def _build(self) -> None:
        self.choice = ComboBox()
        self.choice.setAccessibleName(tr("Which matrices"))
        self.choice.setToolTip(tr("The step’s equation, or one matrix alone"))
        self.choice.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToContents)
        self.choice.setMaxVisibleItems(24)
        self.style_choice = Segmented(
            [tr("Numbers"), tr("Heat map")],
            tr("Values as"),
            [tr("Values as numbers"), tr("Values as colours, for large matrices")],
        )
        self.style_choice.set_current(0)
        self.copy_button = Button("copy", tr("Copy"))
        self.copy_button.setToolTip(tr("Copy a matrix as text for other programs"))
        self.legend = Legend()
        self.sheet = MatrixSheet()
        self.message = LiveText("", "muted")
        self._head = QWidget()
        self._flow = FlowLayout(self._head)
        for widget in (self.choice, self.style_choice, self.copy_button):
            self._flow.add(widget)
        self._flow.add(self.legend)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._head)
        self._column.addWidget(self.sheet, 1)
        self._column.addWidget(self.message)
        self.fit_font()

    # --- what it shows ---------------------------------------------------------------------------

    def show_step(self, step: Step) -> None:
        """Show the matrices of ``step``: its equation, or the one matrix that was chosen."""
        offered = choices(step)
        if offered != self._choices:
            self._offer(offered)
        self._step = step
        for part in (self._head, self.sheet):
            part.show()
        self.message.hide()
        self._show()

    def clear(self, message: str) -> None:
        """Show nothing but ``message``, which says why there are no matrices."""
        self._step = None
        self.sheet.show_sheet(NOTHING)
        for part in (self._head, self.sheet):
            part.hide()
        self.message.set_text(message)
        self.message.show()

    def set_selected(self, place: Place | None) -> None:
        """Frame the cells of ``place``, None for none; no signal."""
        self.sheet.set_selected(place)

    def heat_map(self) -> bool:
        """True where values are shown as colours."""
        return self.sheet.heat

    def set_heat_map(self, heat: bool) -> None:
        """Show colours or numbers; no signal."""
        self.style_choice.set_current(int(heat))
        self._set_style(int(heat))

    def choose(self, letter: str, layer: int = 1) -> None:
        """Look at one matrix alone; "" for the step's equation. Raises ValueError."""
        self.choice.setCurrentIndex(
            self._choices.index((letter, layer)) + 1 if letter else EQUATION
        )
        self._show()

    def _offer(self, offered: list[tuple[str, int]]) -> None:
        chosen = self._chosen()
        self._choices = offered
        self.choice.clear()
        self.choice.addItem(tr("This step"))
        self.choice.addItems([to_text(symbol(*each)) for each in offered])
        place = offered.index(chosen) + 1 if chosen in offered else EQUATION
        self.choice.setCurrentIndex(place)

    def _chosen(self) -> tuple[str, int] | None:
        place = self.choice.currentIndex() - 1
        return self._choices[place] if 0 <= place < len(self._choices) else None

    def _show(self) -> None:
        if self._step is None:
            return
        chosen = self._chosen()
        sheet = sheet_of(self._step) if chosen is None else single(self._step, *chosen)
        self.sheet.show_sheet(sheet)

    def _set_style(self, place: int) -> None:
        self.sheet.set_heat(bool(place))
        self.legend.setVisible(bool(place))

    # --- editing ---------------------------------------------------------------------------------

    def _edited(self, place: Place, value: float) -> None:
        match place:
            case EdgePlace():
                self.weight_edited.emit(place, value)
            case UnitPlace(_, unit):
                self.input_edited.emit(unit, value)
            case TargetPlace(unit):
                self.target_edited.emit(unit, value)

    # --- copying ---------------------------------------------------------------------------------

    def _make_actions(self) -> None:
        self.copy_action = self._action(tr("Copy"), self.copy_cells)
        self.copy_action.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        self.edit_action = self._action(tr("Edit value"), self.sheet.edit_cell)
        self.edit_action.setShortcut(QKeySequence("F2"))
        self.sheet.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.sheet.customContextMenuRequested.connect(
            lambda point: self._popup().popup(self.sheet.mapToGlobal(point))
        )

    def _action(self, text: str, do: Callable[[], object]) -> QAction:
        action = QAction(text, self.sheet)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _checked: do())
        self.sheet.addAction(action)
        return action

    def _open_menu(self) -> None:
        below = self.copy_button.mapToGlobal(self.copy_button.rect().bottomLeft())
        self._popup().popup(below)

    def _popup(self) -> QMenu:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def menu(self) -> QMenu:
        """What can be copied: the cells chosen, and each matrix whole, in every format."""
        menu = QMenu(self)
        cells = self._selection()
        if cells is not None:
            menu.addAction(self.edit_action)
            menu.addAction(self.copy_action)
            if cells[0].size > 1:
                self._add_formats(menu, tr("Copy selection as"), self.copy_cells)
            menu.addSeparator()
        seen: set[str] = set()
        for block in self.sheet.sheet.blocks:
            name = block.name
            if name not in seen:
                seen.add(name)
                title = tr("Copy {name} as", name=name)
                self._add_formats(menu, title, partial(self.copy_matrix, block))
        give_letters(menu)
        return menu

    @staticmethod
    def _add_formats(menu: QMenu, title: str, copy: Callable[[MatrixFormat], None]) -> None:
        inner = menu.addMenu(title)
        for to in MatrixFormat:
            action = inner.addAction(to.value)
            action.triggered.connect(lambda _checked, to=to: copy(to))

    def copy_cells(self, to: MatrixFormat = MatrixFormat.TABS) -> None:
        """Put the cells chosen on the clipboard."""
        cells = self._selection()
        if cells is not None:
            values, known = cells
            QGuiApplication.clipboard().setText(matrix_text(values, to, known))

    def copy_matrix(self, block: Block, to: MatrixFormat) -> None:
        """Put a whole matrix on the clipboard."""
        QGuiApplication.clipboard().setText(matrix_text(block.values, to, block.known))

    def _selection(self) -> tuple[Array, int | None] | None:
        """The numbers chosen, and how many of their rows are known."""
        chosen = self.sheet.chosen()
        if chosen is None:
            return None
        block, rows, columns = chosen
        values = block.values[rows.start : rows.stop, columns.start : columns.stop]
        known = None if block.known is None else max(0, min(len(rows), block.known - rows.start))
        return values, known

    # --- Qt --------------------------------------------------------------------------------------

    def fit_font(self) -> None:
        em = self.fontMetrics().height()
        self._column.setContentsMargins(em // 2, em // 3, em // 2, em // 3)
        self._column.setSpacing(em // 4)
        self._flow.set_gaps(em // 2, em // 4)
