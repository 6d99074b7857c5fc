"""How a table of data is to be read: a preview of it, and what can be chosen about it."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QMenu,
    QWidget,
)

from bpsim.base.words import tr
from bpsim.formats.tables.choices import TableChoices
from bpsim.formats.tables.preview import UNREAD, Preview
from bpsim.formats.tables.roles import Role
from bpsim.formats.tables.table import TOLD_APART
from bpsim.gui.dialogs.opening.rows import MARK, ROLES, FirstRows
from bpsim.gui.kit.controls.access_letters import give_letters
from bpsim.gui.kit.controls.fits_font import FitsFont
from bpsim.gui.kit.controls.flow import FlowLayout
from bpsim.gui.kit.controls.label import Label
from bpsim.gui.kit.controls.row import column_in, line_in
from bpsim.gui.kit.entry.spins import Choice, Spin

FOUND = ""
"""The value of a choice that is left to the program."""
DELIMITERS = {
    ",": tr("Comma"),
    ";": tr("Semicolon"),
    "\t": tr("Tab"),
    "|": tr("Vertical bar"),
    " ": tr("Blanks"),
}
DECIMALS = {".": tr("Point, as in 1.5"), ",": tr("Comma, as in 1,5")}
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": tr("Windows (cp1252)"),
    "iso8859-15": "ISO 8859-15",
    "mac-roman": tr("Mac Roman"),
    "gb18030": "GB 18030",
}
HEADER = {"yes": tr("Names the columns"), "no": tr("Holds data")}
CLASSES = {"yes": tr("Classes"), "no": tr("Numbers")}
MISSING = {"drop": tr("Leave the row out"), "mean": tr("Take the mean of the training rows")}
SCALES = {"none": tr("None"), "standard": tr("Mean 0, deviation 1"), "range": tr("From 0 to 1")}
HINT = tr(
    "Click a heading, or press Space in a column, to say what the column is for, and whether 0 "
    "means that a value is missing there."
)
REFUSED_HINT = tr("This was read. {mark} marks what the table is refused for.", mark=MARK)
ZERO_WORDS = tr("0 means that the value is missing")


class TableFields(FitsFont, QWidget):
    """The preview with the controls above it; ``changed`` when the user has chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._roles: dict[Role, tuple[str, ...]] | None = None
        self._zeros: set[int] = set()
        """The columns, from 0, in which 0 means that a value is missing."""
        self._preview: Preview | None = None
        as_found = {FOUND: tr("As found")}
        self.delimiter = Choice(tr("Columns are separated by"), as_found | DELIMITERS)
        self.decimal = Choice(tr("Decimal sign"), as_found | DECIMALS)
        self.encoding = Choice(tr("Encoding"), as_found | ENCODINGS)
        self.header = Choice(tr("First row"), as_found | HEADER)
        self.classes = Choice(tr("Whole numbers as targets"), as_found | CLASSES)
        self.missing = Choice(tr("Missing values"), MISSING)
        self.scale = Choice(tr("Scaling of the inputs"), as_found | SCALES)
        self.held_out = Spin(tr("Held out, in per cent"), 0, 90, 0)
        self.held_out.setSuffix("\u00a0%")
        self.seed = Spin(tr("Seed of the draw"), 0, 2**31 - 1, 1)
        self.table = FirstRows()
        self.hint = Label(
            HINT,
            colour="muted",
        )
        self.hint.setWordWrap(True)
        self._lay_out()
        for choice in (self.delimiter, self.decimal, self.encoding, self.header, self.classes,
                       self.missing, self.scale):  # fmt: skip
            choice.activated.connect(self._choose)
        for spin in (self.held_out, self.seed):
            spin.valueChanged.connect(lambda _n: self.changed.emit())
        self.table.role_requested.connect(self._ask_role)

    def _lay_out(self) -> None:
        holder = QWidget()
        self._flow = FlowLayout(holder)
        self._writing: list[QWidget] = []
        """What asks how the table is written."""
        for each in (self.delimiter, self.decimal, self.encoding, self.header, self.classes,
                     self.missing, self.scale, self.held_out, self.seed):  # fmt: skip
            both = QWidget()
            line_in(both, Label(each.accessibleName(), colour="muted"), each)
            self._flow.add(both)
            if each in (self.delimiter, self.decimal, self.encoding, self.header):
                self._writing.append(both)
        self._column = column_in(self, holder, self.hint)
        self._column.addWidget(self.table, 1)
        self.fit_font()

    # --- what is chosen ---------------------------------------------------------------------

    def choices(self) -> TableChoices:
        """What the controls say; columns only where the user has given them a role."""
        flags = {"yes": True, "no": False}
        roles = self._roles or {}
        return TableChoices(
            delimiter=self.delimiter.value() or None,
            decimal=self.decimal.value() or None,
            encoding=self.encoding.value() or None,
            header=flags.get(self.header.value()),
            targets=roles.get("target"),
            ignored=roles.get("ignored"),
            names=roles.get("name"),
            classes=flags.get(self.classes.value()),
            missing="mean" if self.missing.value() == "mean" else "drop",
            zeros=tuple(str(column + 1) for column in sorted(self._zeros)),
            scale=self.scale.value() or None,  # type: ignore[arg-type]  # one of SCALES
            held_out=self.held_out.value() / 100,
            seed=self.seed.value(),
        )

    def _choose(self, _n: int) -> None:
        if self.sender() in (self.delimiter, self.decimal, self.encoding, self.header):
            self.forget_roles()
        self.changed.emit()

    def forget_roles(self) -> None:
        """The columns are others now than those that the user has chosen roles for."""
        self._roles, self._zeros = None, set()

    def _ask_role(self, column: int) -> None:
        if self._preview is None or not 0 <= column < len(self._preview.roles):
            return
        menu = QMenu(self)
        chosen: list[QAction] = []
        for role, words in ROLES.items():
            action = menu.addAction(words)
            action.setData(role)
            action.setCheckable(True)
            action.setChecked(self._preview.roles[column] == role)
            chosen.append(action)
        menu.addSeparator()
        zero = menu.addAction(ZERO_WORDS)
        zero.setCheckable(True)
        zero.setChecked(column in self._zeros)
        zero.setEnabled(_is_number_column(self._preview, column))
        give_letters(menu)
        done = menu.exec(self.table.below_heading(column))
        if done is zero:
            self.set_zero(column, zero.isChecked())
        elif done is not None:
            self.set_role(column, done.data())
        menu.deleteLater()

    def set_zero(self, column: int, missing: bool) -> None:
        """Say whether 0 in ``column`` (from 0) means that the value is missing."""
        (self._zeros.add if missing else self._zeros.discard)(column)
        if self._preview is not None:
            self.show_preview(self._preview)
        self.changed.emit()

    def set_role(self, column: int, role: Role) -> None:
        """Use ``column`` (from 0) as an input, as a target, as the name, or not at all."""
        preview = self._preview
        if preview is None or preview.roles[column] == role:
            return
        roles = list(preview.roles)
        texts = [not _is_number_column(preview, n) for n in range(len(roles))]
        if role == "target" and (texts[column] or any(
            each == "target" and texts[n] for n, each in enumerate(roles)
        )):  # fmt: skip
            # Labels are the only target: the one before it becomes an input again.
            roles = ["input" if each == "target" else each for each in roles]
        if role == "name":  # an example has one
            roles = ["ignored" if each == "name" else each for each in roles]
        roles[column] = role
        self._show_roles(replace(preview, roles=tuple(roles)))
        self.changed.emit()

    def _show_roles(self, preview: Preview) -> None:
        self._roles = {role: preview.named(role) for role in ROLES}
        self.show_preview(preview)

    # --- what is shown ----------------------------------------------------------------------

    def show_preview(self, preview: Preview) -> None:
        """Show the first rows, the headings with their roles, and what was found.

        Of a table that is refused, what was read of it, with the place marked.
        """
        self._preview = preview
        form = preview.form
        for each in self._writing:
            each.setVisible(form is not TOLD_APART)
        encoding = ENCODINGS.get(form.encoding.removesuffix("-sig"), form.encoding)
        for choice, found in (
            (self.delimiter, DELIMITERS.get(form.delimiter, form.delimiter)),
            (self.decimal, DECIMALS.get(form.decimal, form.decimal)),
            (self.encoding, encoding),
            (self.header, HEADER["yes" if form.header else "no"]),
        ):
            if choice.value() == FOUND and form is not UNREAD:
                choice.setItemText(0, tr("As found: {found}", found=found))
            else:
                choice.setItemText(0, tr("As found"))
        more = self.table.show_rows(preview, self._zeros)
        words = HINT if preview.roles else REFUSED_HINT
        if more:
            words += tr(
                " {more:,} more columns, inputs for the most part, are not shown.",
                more=more,
            )
        self.hint.setText(words)

    def show_kinds(self, scale: str, classes: str) -> None:
        """Say what was found for the scaling and the kind of the targets; "" where nothing was."""
        for choice, found in ((self.scale, SCALES.get(scale, "")), (self.classes, classes)):
            plain = choice.value() != FOUND or not found
            choice.setItemText(0, tr("As found") if plain else tr("As found: {found}", found=found))

    def fit_font(self) -> None:
        em = self.fontMetrics().height()
        self._flow.set_gaps(em, em // 4)
        self._column.setSpacing(em // 3)
        self.table.setMinimumHeight(9 * em)


def _is_number_column(preview: Preview, column: int) -> bool:
    from bpsim.formats.tables.numbers import numbers

    cells = [row[column] for row in preview.rows]
    return not cells or numbers(cells, preview.form.decimal) is not None
