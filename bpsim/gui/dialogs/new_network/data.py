"""The examples that a new network begins with: none, made by rule, typed, or from a file."""

import os

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from bpsim.base.counted import counted
from bpsim.base.words import closed, sentence, tr, tr_n
from bpsim.core.errors import BpsimError
from bpsim.core.made_data import FEWEST, KINDS, MOST, made_examples
from bpsim.formats.errors import FormatError
from bpsim.formats.tables.examples import Found, examples_in_file, examples_in_text
from bpsim.gui.kit.controls.button import Button
from bpsim.gui.kit.controls.label import Label
from bpsim.gui.kit.controls.row import column_in, line_in
from bpsim.gui.kit.controls.segmented import Segmented
from bpsim.gui.kit.entry.number_entry import NumberLine
from bpsim.gui.kit.entry.seed import SeedField
from bpsim.gui.kit.entry.spins import Choice, Spin
from bpsim.gui.program.tips import tip
from bpsim.session.new_network import SOURCES, Data, MadeExamples, NewNetwork

NAMES = {"none": tr("None"), "made": tr("Made by rule"), "table": tr("Table"), "file": tr("File")}
TIPS = {
    "none": tr("A network without examples"),
    "made": tr("Points in a plane that a rule puts into two classes"),
    "table": tr("Examples that are typed or pasted here"),
    "file": tr("Examples from a file"),
}
TYPE_HERE = "x1; x2; y\n0; 0; 0\n0; 1; 1"
SHOWN = 6
"""The most classes whose names are told."""


class DataField(QWidget):
    """``changed`` says that a person changed something.

    ``data`` are the examples, None for none; ``error`` is why what was chosen makes none, which
    says so in whole sentences.
    """

    changed = Signal()

    def __init__(self, first: NewNetwork) -> None:
        super().__init__()
        self.data: Data | None = None
        self.error = ""
        self.source = Segmented(
            [NAMES[each] for each in SOURCES], tr("Data"), [TIPS[each] for each in SOURCES]
        )
        self.source.set_current(SOURCES.index(first.source))
        made = first.made
        self.kind = Choice(tr("Kind"), {name: kind.label for name, kind in KINDS.items()})
        self.kind.show_silently(made.kind)
        self.count = Spin(tr("Number of points"), FEWEST, MOST, made.count)
        self.count.setKeyboardTracking(True)
        self.noise = NumberLine(tr("Noise"))
        self.noise.set_value(made.noise)
        self.noise.setToolTip(tip(tr("How far points are scattered from where the rule puts them")))
        self.seed = SeedField(made.seed, tr("The same seed makes the same points"))
        self.dice = self.seed.dice(tr("Draw the points with another seed"))
        self.text = QPlainTextEdit(first.text)
        self.text.setAccessibleName(tr("Table of examples"))
        self.text.setPlaceholderText(TYPE_HERE)
        self.text.setTabChangesFocus(True)
        self.path = QLineEdit(first.path)
        self.path.setAccessibleName(tr("File of data"))
        self.path.setPlaceholderText(tr("CSV, or another file that holds examples"))
        self.browse = Button("folder-open", tr("Choose…"), framed=True)
        self.browse.setToolTip(tr("Look for the file of data"))
        self.words = Label(colour="muted")
        self.words.setWordWrap(True)
        self._lay_out()
        self._connect()
        self._read()

    @property
    def made(self) -> MadeExamples:
        """What the fields of the sets made by rule say; noise that is no number counts as 0."""
        try:
            noise = self.noise.number()
        except BpsimError:
            noise = 0.0
        return MadeExamples(self.kind.value(), self.count.value(), noise, self.seed.value())

    def choose_file(self) -> None:
        """Ask for a file of data."""
        start = os.path.dirname(self.path.text())
        path, _ = QFileDialog.getOpenFileName(
            self,
            tr("Open data"),
            start,
            tr("Tables (*.csv *.tsv *.txt *.data *.dat);;All files (*)"),
        )
        if path:
            self.path.setText(path)
            self._changed()

    # --- reading ---------------------------------------------------------------------------------

    def _read(self) -> None:
        source = SOURCES[self.source.current() or 0]
        self.data, self.error = None, ""
        try:
            self.data = self._data_of(source)
        except BpsimError as error:
            # A file's name stays as it is written.
            named = isinstance(error, FormatError) and source == "file"
            self.error = closed(str(error)) if named else sentence(str(error))
        for name, page in self._pages.items():
            page.setVisible(name == source)
        drawn = KINDS[self.kind.value()].drawn
        for field in (self.count, self.noise, self._seed_row):
            self._form.setRowVisible(field, drawn)
        self.words.setText(self.error or self._found())
        # Who has given nothing yet is asked for it, and has done nothing wrong.
        given = {"table": self.text.toPlainText(), "file": self.path.text()}.get(source, source)
        self.words.set_colour("warning" if self.error and given.strip() else "muted")

    def _data_of(self, source: str) -> Data | None:
        match source:
            case "made":
                kind, count, seed = self.kind.value(), self.count.value(), self.seed.value()
                noise = self.noise.number() if KINDS[kind].drawn else 0.0
                return Data(made_examples(kind, count, noise, seed))
            case "table":
                return _data(examples_in_text(self.text.toPlainText()))
            case "file":
                path = self.path.text().strip()
                if not path:
                    raise BpsimError(tr("Choose a file of data"))
                return _data(examples_in_file(path))
        return None

    def _found(self) -> str:
        if self.data is None:
            return tr("The network begins without examples; they can be typed or pasted later.")
        inputs, outputs = self.data.sizes
        rows = len(self.data.examples)
        said = [
            tr_n(
                "{rows:,} example with {inputs} and {outputs}.",
                "{rows:,} examples with {inputs} and {outputs}.",
                rows,
                rows=rows,
                inputs=counted(inputs, "input"),
                outputs=counted(outputs, "target"),
            )
        ]
        if self.data.classes:
            shown = ", ".join(self.data.classes[:SHOWN])
            more = ", …" if len(self.data.classes) > SHOWN else ""
            said.append(tr("The classes are {names}.", names=shown + more))
        if self.data.scaling is not None:
            said.append(tr("The inputs are scaled to a like size."))
        return " ".join(said)

    def _changed(self) -> None:
        self._read()
        self.changed.emit()

    # --- how it is made --------------------------------------------------------------------------

    def _connect(self) -> None:
        self.source.chosen.connect(lambda _place: self._changed())
        self.kind.currentIndexChanged.connect(lambda _place: self._changed())
        self.count.valueChanged.connect(lambda _count: self._changed())
        self.noise.edited.connect(self._changed)
        self.seed.valueChanged.connect(lambda _seed: self._changed())
        self.text.textChanged.connect(self._changed)
        self.path.textEdited.connect(lambda _text: self._changed())
        self.browse.clicked.connect(lambda: self.choose_file())

    def _lay_out(self) -> None:
        made, file = QWidget(), QWidget()
        self._form = QFormLayout(made)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._seed_row = QWidget()
        seed = line_in(self._seed_row, self.seed, self.dice)
        seed.addStretch(1)
        for name, field in (
            (tr("Kind"), self.kind), (tr("Points"), self.count), (tr("Noise"), self.noise),
            (tr("Seed"), self._seed_row),
        ):  # fmt: skip
            self._form.addRow(Label(name, colour="muted"), field)
        line_in(file, self.path, self.browse).setStretch(0, 1)
        self._pages: dict[str, QWidget] = {"made": made, "table": self.text, "file": file}
        column_in(self, self.source, *self._pages.values(), self.words)
        em = self.fontMetrics().height()
        self.text.setMinimumHeight(7 * em)


def _data(found: Found) -> Data:
    content, examples, held_out = found
    scaling = content.scaling
    return Data(
        examples,
        held_out,
        content.classes,
        None if scaling is None else scaling.over(examples.x.shape[1]),
    )
