"""Every change that can be made to the document, each one undoable command."""

from dataclasses import replace
from typing import TYPE_CHECKING

from bpsim.core.arrays import frozen
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.settings import TrainingSettings
from bpsim.steps.places import EdgePlace

if TYPE_CHECKING:
    from bpsim.gui.desk.controller import Controller

NOT_UP_TO_DATE = (
    "This iteration was trained with other examples than there are now, so they cannot be edited "
    "here. Go to a later iteration, or edit them in the table of examples."
)
MERGED_SETTINGS = {"learning_rate": 1, "lam": 2, "batch_size": 3, "seed": 4}


class Edits:
    """Turns an edit into a new document or a new state and hands it to the controller."""

    def __init__(self, controller: "Controller") -> None:
        self._controller = controller

    def set_sign(self, sign: str) -> None:
        """ "course" or "lecture"."""
        convention = self._controller.session.document.convention
        if sign in ("course", "lecture") and sign != convention.sign:
            words = "Course sign" if sign == "course" else "Lecture sign"
            new = replace(convention, sign=sign)  # type: ignore[arg-type]
            self._controller.change(words, self._controller.session.document.with_(convention=new))

    def set_shorthand(self, on: bool) -> None:
        """Leave g′ out of the hidden deltas shown, or not."""
        convention = self._controller.session.document.convention
        if on != convention.lecture_shorthand:
            new = replace(convention, lecture_shorthand=on)
            self._controller.change(
                "Lecture shorthand", self._controller.session.document.with_(convention=new)
            )

    def set_training(self, training: TrainingSettings) -> None:
        """Train with other settings from the iteration on screen on."""
        old = self._controller.session.document.training
        if training == old:
            return
        names = [n for n in MERGED_SETTINGS if getattr(old, n) != getattr(training, n)]
        key = MERGED_SETTINGS[names[0]] if len(names) == 1 else -1
        document = self._controller.session.document.with_(training=training)
        self._controller.change("Change training settings", document, merge_key=key)

    def set_weight(self, place: EdgePlace, value: float) -> None:
        """Give one weight of the iteration on screen another value."""
        session = self._controller.session
        network = session.history.network_at(session.iteration)
        if network.theta(place.layer)[place.to - 1, place.frm] != value:
            self._controller.about_to_change.emit()
            edited = network.with_weight(place.layer, place.to, place.frm, value)
            self._controller.push(f"Edit {place.symbol}", session.with_network(edited))

    def start_from(self, network: Network, text: str) -> None:
        """Start a new run from these weights; undo brings the old run back."""
        self._controller.about_to_change.emit()
        self._controller.push(text, self._controller.session.started_from(network))

    def rewind(self) -> None:
        """Back to the starting weights, the iterations since then forgotten (until undone)."""
        if self._controller.session.history.length:
            self.start_from(self._controller.session.document.network, "Rewind to the start")

    def set_example_value(self, row: int, part: str, column: int, value: float) -> None:
        """Give one input ("x") or target ("y") of example ``row`` (from 1) another value."""
        examples = self._controller.session.document.examples
        changed, name = _with_value(examples, row, part, column, value)
        if changed is not examples:
            self.set_examples(changed, f"Edit {name} of example {row:,}")

    def set_shown_value(self, part: str, unit: int, value: float) -> None:
        """Give one input ("x") or target ("y") of the example on screen another value.

        That is said and left alone where training had other examples than the document has now.
        """
        session, step = self._controller.session, self._controller.step
        if step is None or step.example is None:
            return
        if session.up_to_date:
            self.set_example_value(step.example, part, unit - 1, value)
        else:
            self._controller.message.emit(NOT_UP_TO_DATE, "info")

    def set_held_out_value(self, row: int, part: str, column: int, value: float) -> None:
        """Give one number of held-out example ``row`` (from 1) another value; nothing is rerun."""
        document = self._controller.session.document
        changed, name = _with_value(document.held_out, row, part, column, value)
        if changed is not document.held_out:
            what = f"Edit {name} of held-out example {row:,}"
            self.split_examples(document.examples, changed, what)

    def split_examples(self, examples: Examples, held_out: Examples, what: str) -> None:
        """Train with ``examples`` from the iteration on screen on; ``held_out`` only measures."""
        document = self._controller.session.document
        self._controller.change(what, document.with_(examples=examples, held_out=held_out))

    def set_examples(self, examples: Examples, what: str) -> None:
        """Train with other examples from the iteration on screen on."""
        self._controller.change(what, self._controller.session.document.with_(examples=examples))


def _with_value(
    examples: Examples, row: int, part: str, column: int, value: float
) -> tuple[Examples, str]:
    """``examples`` with another number, themselves if it is the same, and its column's name."""
    array, names = (examples.x, examples.x_names) if part == "x" else (examples.y, examples.y_names)
    if array[row - 1, column] == value:
        return examples, names[column]
    array = array.copy()
    array[row - 1, column] = value
    array = frozen(array)
    changed = replace(examples, x=array) if part == "x" else replace(examples, y=array)
    return changed, names[column]
