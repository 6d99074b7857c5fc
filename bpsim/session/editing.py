"""Every change that can be made to the open document, as a value: what it is called, what it makes.

The functions take the session as it is and change nothing. They return None where the document is
as it is asked to be already.
"""

from dataclasses import dataclass, replace

from bpsim.base.words import tr
from bpsim.core.arrays import frozen
from bpsim.core.document import Document
from bpsim.core.errors import BpsimError
from bpsim.core.examples import Examples
from bpsim.core.initial_weights import Start
from bpsim.core.reshape import NewLayer
from bpsim.core.settings import TrainingSettings
from bpsim.session.session import Session
from bpsim.session.state import State
from bpsim.steps.places import EdgePlace

NOT_UP_TO_DATE = tr(
    "This iteration was trained with other examples than there are "
    "now, so they cannot be edited here. Go to a later iteration, or "
    "edit them in the table of examples."
)
MERGED_SETTINGS = {"learning_rate": 1, "lam": 2, "batch_size": 3, "seed": 4}
SIGN, SHORTHAND = 5, 6
"""A switch there and back merges into no edit."""


class NotEditableError(BpsimError):
    """What is on screen cannot be edited; the words say why, and what to do instead."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One change: ``text`` names it for Undo, ``after`` is the state that it makes.

    Edits with the same ``merge_key``, such as notches of the learning rate, are undone as one;
    −1 stands alone. ``layers`` say where the units of a network of another shape come from; there
    are none where the shape stays.
    """

    text: str
    after: State
    merge_key: int = -1
    layers: tuple[NewLayer, ...] = ()


def with_document(session: Session, text: str, document: Document, merge_key: int = -1) -> Edit:
    """Go on with another form of the document, where the walk stands."""
    return Edit(text, session.changed(document), merge_key)


def set_sign(session: Session, sign: str) -> Edit | None:
    """Write δ and the cost with the sign of "course" or "lecture"."""
    document = session.document
    if sign not in ("course", "lecture") or sign == document.convention.sign:
        return None
    words = tr("Course sign") if sign == "course" else tr("Lecture sign")
    new = replace(document.convention, sign=sign)  # type: ignore[arg-type]
    return with_document(session, words, document.with_(convention=new), SIGN)


def set_shorthand(session: Session, on: bool) -> Edit | None:
    """Leave g′ out of the hidden deltas shown, or not."""
    document = session.document
    if on == document.convention.lecture_shorthand:
        return None
    new = replace(document.convention, lecture_shorthand=on)
    return with_document(
        session, tr("Lecture shorthand"), document.with_(convention=new), SHORTHAND
    )


def set_training(session: Session, training: TrainingSettings) -> Edit | None:
    """Train with other settings from the iteration on screen on."""
    old = session.document.training
    if training == old:
        return None
    names = [name for name in MERGED_SETTINGS if getattr(old, name) != getattr(training, name)]
    key = MERGED_SETTINGS[names[0]] if len(names) == 1 else -1
    document = session.document.with_(training=training)
    return with_document(session, tr("Change training settings"), document, key)


def set_weight(session: Session, place: EdgePlace, value: float) -> Edit | None:
    """Give one weight of the iteration on screen another value."""
    network = session.network
    if network.theta(place.layer)[place.to - 1, place.frm] == value:
        return None
    edited = network.with_weight(place.layer, place.to, place.frm, value)
    return Edit(tr("Edit {symbol}", symbol=place.symbol), session.with_network(edited))


def draw_weights(session: Session, start: Start) -> Edit:
    """Start a new run from weights drawn so; undo brings the old run back."""
    network = session.document.network
    drawn = network.with_weights(start.weights(network.layers, network.activations))
    document = session.document.with_(network=drawn, start=start)
    return Edit(tr("Draw new weights"), session.started_from(document))


def rewind(session: Session) -> Edit | None:
    """Back to the starting weights, the iterations since then forgotten (until undone)."""
    if not session.history.length:
        return None
    return Edit(tr("Rewind to the start"), session.started_from(session.document))


def set_example_value(
    session: Session, row: int, part: str, column: int, value: float
) -> Edit | None:
    """Give one input ("x") or target ("y") of example ``row`` (from 1) another value."""
    changed, name = _with_value(session.document.examples, row, part, column, value)
    if changed is session.document.examples:
        return None
    return set_examples(session, changed, tr("Edit {name} of example {row:,}", name=name, row=row))


def set_shown_value(session: Session, part: str, unit: int, value: float) -> Edit | None:
    """Give one input ("x") or target ("y") of the example on screen another value.

    Raises NotEditableError where training had other examples than the document has now.
    """
    step = session.step
    if step is None or step.example is None:
        return None
    if not session.up_to_date:
        raise NotEditableError(NOT_UP_TO_DATE)
    return set_example_value(session, step.example, part, unit - 1, value)


def set_held_out_value(
    session: Session, row: int, part: str, column: int, value: float
) -> Edit | None:
    """Give one number of held-out example ``row`` (from 1) another value; nothing is rerun."""
    document = session.document
    changed, name = _with_value(document.held_out, row, part, column, value)
    if changed is document.held_out:
        return None
    what = tr("Edit {name} of held-out example {row:,}", name=name, row=row)
    return split_examples(session, document.examples, changed, what)


def split_examples(session: Session, examples: Examples, held_out: Examples, what: str) -> Edit:
    """Train with ``examples`` from the iteration on screen on; ``held_out`` only measures."""
    document = session.document.with_(examples=examples, held_out=held_out)
    return with_document(session, what, document)


def take_data(session: Session, data: Document, what: str) -> Edit:
    """Train with the examples of ``data`` from the iteration on screen on.

    What is held out, how the inputs were scaled and what the classes are called come with them.
    """
    document = session.document.with_(
        examples=data.examples, held_out=data.held_out, scaling=data.scaling, classes=data.classes
    )
    return with_document(session, what, document)


def set_examples(session: Session, examples: Examples, what: str) -> Edit:
    """Train with other examples from the iteration on screen on."""
    return split_examples(session, examples, session.document.held_out, what)


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
