"""Export…: kinds at the left, the options of the one chosen at the right, a picture below."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from bpsim.gui.dialogs.mnemonics import give_keys
from bpsim.gui.kit.controls.label import Label
from bpsim.gui.kit.entry.spins import Choice


@dataclass(frozen=True)
class Option:
    """Something to choose about a kind: words for each value, the first one usual."""

    name: str
    title: str
    words: Mapping[str, str]
    first: str = ""


@dataclass(frozen=True)
class Kind:
    """Something that can be exported; ``why_not`` says why not now, empty where it can be."""

    name: str
    title: str
    about: str
    options: tuple[Option, ...] = field(default=())
    why_not: str = ""


Draw = Callable[[str, Mapping[str, str]], QImage | None]
"""The preview of a kind with its options, None where there is none."""


class ExportDialog(QDialog):
    """Chooses one of ``kinds`` and its options; ``draw`` makes the preview."""

    def __init__(
        self,
        kinds: Sequence[Kind],
        draw: Draw,
        first: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Export")
        self._kinds, self._draw, self._image = tuple(kinds), draw, QImage()
        self.kinds = QListWidget()
        self.kinds.setAccessibleName("What to export")
        self.kinds.addItems([each.title for each in kinds])
        self.about = Label()
        self.about.setWordWrap(True)
        self.problem = Label(colour="warning")
        self.problem.setWordWrap(True)
        self.options: dict[str, Choice] = {}
        self._labels: list[Label] = []
        self.preview = Label()
        self.preview.setAccessibleName("Preview")
        self.preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        policy = QSizePolicy.Policy.Ignored
        self.preview.setSizePolicy(policy, policy)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.use = self.buttons.addButton("Export…", QDialogButtonBox.ButtonRole.AcceptRole)
        self._lay_out()
        give_keys(self)
        self.use.setDefault(True)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.kinds.currentRowChanged.connect(lambda _row: self._show_kind())
        self.kinds.itemActivated.connect(lambda _item: self.accept())
        names = [each.name for each in kinds]
        self.kinds.setCurrentRow(names.index(first) if first in names else 0)

    @property
    def kind(self) -> Kind:
        """The kind chosen."""
        return self._kinds[max(0, self.kinds.currentRow())]

    def chosen(self) -> dict[str, str]:
        """The value of each option."""
        return {name: choice.value() for name, choice in self.options.items()}

    def accept(self) -> None:
        """Close, where the kind can be exported."""
        if not self.kind.why_not:
            super().accept()

    def _show_kind(self) -> None:
        kind = self.kind
        for widget in (*self.options.values(), *self._labels):
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self.options, self._labels = {}, []
        for row, option in enumerate(kind.options):
            choice = Choice(option.title, dict(option.words))
            choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
            choice.show_silently(option.first or next(iter(option.words)))
            choice.currentIndexChanged.connect(lambda _n: self._show_preview())
            label = Label(option.title, colour="muted")
            self._grid.addWidget(label, row, 0)
            self._grid.addWidget(choice, row, 1)
            self.options[option.name] = choice
            self._labels.append(label)
        self.about.setText(kind.about)
        self.problem.setText(kind.why_not)
        self.problem.setVisible(bool(kind.why_not))
        self.use.setEnabled(not kind.why_not)
        self._show_preview()

    def _show_preview(self) -> None:
        image = None if self.kind.why_not else self._draw(self.kind.name, self.chosen())
        self._image = QImage() if image is None else image
        self._fit_preview()

    def _fit_preview(self) -> None:
        if self._image.isNull():
            self.preview.clear()
            return
        ratio = self.devicePixelRatioF()
        size = self.preview.size() * ratio
        mode = Qt.TransformationMode.SmoothTransformation
        scaled = self._image.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, mode)
        scaled.setDevicePixelRatio(ratio)
        self.preview.setPixmap(QPixmap.fromImage(scaled))

    # --- how it looks -----------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._grid = QGridLayout()
        self._grid.setColumnStretch(2, 1)
        right = QVBoxLayout()
        right.addWidget(self.about)
        right.addLayout(self._grid)
        right.addWidget(self.problem)
        right.addWidget(self.preview, 1)
        self._halves = QHBoxLayout()
        self._halves.addWidget(self.kinds)
        self._halves.addLayout(right, 1)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._halves, 1)
        self._column.addWidget(self.buttons)
        self._space()

    def _space(self) -> None:
        em = self.fontMetrics().height()
        self._column.setContentsMargins(em, em, em, em)
        self._halves.setSpacing(em)
        self.kinds.setFixedWidth(self.kinds.sizeHintForColumn(0) + 2 * em)
        room = self.screen().availableGeometry().size()
        self.resize(min(50 * em, room.width() - 2 * em), min(30 * em, room.height() - 4 * em))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._column.activate()
        self._fit_preview()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_column"):
            self._space()
