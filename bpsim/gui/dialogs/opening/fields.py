"""A field for each thing that a file leaves open: what is guessed, why, and what else it may be."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from bpsim.base.words import sentence, tr
from bpsim.core.errors import ModelError
from bpsim.core.sizes import sizes_in
from bpsim.formats.content import FileQuestion, Guess, shown_value
from bpsim.gui.dialogs.opening.words import activation_words
from bpsim.gui.kit.controls.fits_font import FitsFont
from bpsim.gui.kit.controls.flow import FlowLayout
from bpsim.gui.kit.controls.label import Label
from bpsim.gui.kit.controls.row import line_in
from bpsim.gui.kit.controls.tab_order import follow_layout
from bpsim.gui.kit.entry.spins import Choice

WORDS = {
    "out-in": tr("A row for each unit that weights lead to, as in Θ"),
    "in-out": tr("A row for each unit that weights come from"),
    "first": tr("First beside the weights"),
    "last": tr("Last beside the weights"),
    "apart": tr("In vectors of their own"),
    "none": tr("There are none"),
    "weights": tr("Weights"),
    "data": tr("Data, an example in each row"),
    "yes": tr("Scale the inputs as the file says"),
    "no": tr("Leave the inputs as they are"),
}
TITLES = {
    "holds": tr("What the file holds"),
    "layers": tr("Units of each layer"),
    "orientation": tr("Orientation of the weights"),
    "bias": tr("Place of the biases"),
    "activations": tr("Activations"),
    "cost": tr("Cost"),
    "scaling": tr("Scaling of the inputs"),
}
MOST_LAYERS = 6


class AnswerFields(QWidget):
    """The fields, from top to bottom; ``changed`` when the user has answered."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._given: dict[str, Any] = {}
        self._asked: dict[str, Guess | FileQuestion] = {}
        """What was asked last about each option, also before it was answered."""
        self.fields: dict[str, _Field] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def answers(self) -> dict[str, Any]:
        """What the user has said, as fields of Answers."""
        return dict(self._given)

    def show_asked(
        self, guesses: Sequence[Guess], questions: Sequence[FileQuestion], depth: int
    ) -> None:
        """Show a field for each guess and question, and for what has been answered already.

        ``depth`` is how many layers follow the input, 0 while that is not known.
        """
        everything: list[Guess | FileQuestion] = [*guesses, *questions]
        asked = {each.option: each for each in everything if each.option in TITLES}
        self._asked |= asked
        for option in TITLES:
            if option in asked:
                self._show_field(option, _values(asked[option])[0], depth)
            elif option in self._given:
                self._show_field(option, _text(self._given[option]), depth)
            else:
                self._remove(option)

    # --- one field --------------------------------------------------------------------------

    def _show_field(self, option: str, value: str, depth: int) -> None:
        shows, old = (value, depth if option == "activations" else 0), self.fields.get(option)
        # What is being typed stays as it is typed.
        if old is not None and (option == "layers" or old.shows == shows):
            return
        focus = QApplication.focusWidget()
        had_keys = old is not None and focus is not None and old.isAncestorOf(focus)
        self._remove(option)
        field = _Field(TITLES[option], sentence(self._asked[option].reason), shows)
        if option == "layers":
            self._add_line(field, value)
        elif option == "activations":
            self._add_activations(field, value, depth)
        else:
            self._add_choice(field, option, value)
        order = [name for name in TITLES if name in self.fields or name == option]
        self._column.insertWidget(order.index(option), field)
        self.fields[option] = field
        follow_layout(self)
        field.show()
        if had_keys:
            field.inputs[0].setFocus()

    def _remove(self, option: str) -> None:
        field = self.fields.pop(option, None)
        if field is not None:
            self._column.removeWidget(field)
            field.hide()
            field.deleteLater()

    def _add_choice(self, field: "_Field", option: str, value: str) -> None:
        values = _values(self._asked[option])
        words = {each: WORDS.get(each, shown_value(each)) for each in values if each}
        if option == "scaling":  # the guess says what is done, the alternative what to answer
            words = {each: WORDS[each] for each in ("yes", "no")}
            if value not in words:
                value = "no" if values[-1] == "yes" else "yes"
        choice = Choice(TITLES[option], words)
        choice.show_silently(value)
        choice.activated.connect(lambda _n: self._answer(option, choice.value()))
        field.add(choice)

    def _answer(self, option: str, value: str) -> None:
        if option == "holds":
            self._given.clear()  # what was answered about the other reading
        self._given[option] = value == "yes" if option == "scaling" else value
        self.changed.emit()

    def _add_line(self, field: "_Field", value: str) -> None:
        line = QLineEdit(value)
        line.setAccessibleName(TITLES["layers"])
        line.setPlaceholderText(tr("for example 400-25-10"))
        line.textEdited.connect(self._typed)
        field.add(line)

    def _typed(self, text: str) -> None:
        try:
            sizes = sizes_in(text)
        except ModelError:
            sizes = ()  # half typed
        if len(sizes) < 2:
            self._given.pop("layers", None)
        else:
            self._given["layers"] = sizes
        self.changed.emit()

    def _add_activations(self, field: "_Field", value: str, depth: int) -> None:
        names = value.split(", ")
        depth = depth or len(names)
        if len(names) == 2 and depth > 2:
            names = [names[0]] * (depth - 1) + [names[1]]
        each_one = len(names) <= MOST_LAYERS or len(set(names[:-1])) > 1
        shown = names if each_one else [names[0], names[-1]]
        titles = [tr("Layer {n}", n=n) for n in range(2, len(shown) + 2)]
        if not each_one:
            titles = [tr("Hidden layers"), tr("Output layer")]
        choices: list[Choice] = []
        for title, name in zip(titles, shown, strict=True):
            words = activation_words()
            words.setdefault(name, name)
            choice = Choice(tr("Activation, {title}", title=title), words)
            choice.show_silently(name)
            choice.activated.connect(partial(self._activations_chosen, choices))
            choices.append(choice)
            field.add(choice, title)

    def _activations_chosen(self, choices: list[Choice], _n: int) -> None:
        self._given["activations"] = tuple(each.value() for each in choices)
        self.changed.emit()


class _Field(FitsFont, QWidget):
    """A title, what is chosen, and below it why; ``shows`` is what it was made for."""

    def __init__(self, title: str, reason: str, shows: tuple[str, int]) -> None:
        super().__init__()
        self.shows = shows
        self.inputs: list[QWidget] = []
        self.reason = Label(reason, colour="muted")
        self.reason.setWordWrap(True)
        self._flow_holder = QWidget()
        self._flow = FlowLayout(self._flow_holder)
        self._column = QVBoxLayout(self)
        self._column.addWidget(Label(title))
        self._column.addWidget(self._flow_holder)
        self._column.addWidget(self.reason)
        self.fit_font()

    def add(self, field: QWidget, title: str = "") -> None:
        """Another input, with a word before it."""
        self.inputs.append(field)
        if not title:
            self._flow.add(field, stretch=isinstance(field, QLineEdit))
            return
        both = QWidget()
        line_in(both, Label(title, colour="muted"), field)
        self._flow.add(both)

    def fit_font(self) -> None:
        em = self.fontMetrics().height()
        self._column.setContentsMargins(0, 0, 0, em // 2)
        self._column.setSpacing(em // 5)
        self._flow.set_gaps(em // 2, em // 4)


def _values(asked: Guess | FileQuestion) -> tuple[str, ...]:
    """What may be the answer, first what is guessed; "" where nothing is."""
    return (asked.value, *asked.alternatives) if isinstance(asked, Guess) else ("",)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return (", " if isinstance(value[0], str) else "-").join(map(str, value))
    return str(value)
