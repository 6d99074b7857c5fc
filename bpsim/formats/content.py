"""What the file of another program holds, before it is known what network that makes.

A reader yields a :class:`Content` and decides nothing that the file does not say. Whoever
assembles (:mod:`bpsim.formats.assemble`) makes the guesses, or asks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from bpsim.core import scaling
from bpsim.core.arrays import Array
from bpsim.core.costs.table import COSTS

if TYPE_CHECKING:
    from bpsim.core.activations.activation import Activation
    from bpsim.core.document import Document
    from bpsim.formats.tables.choices import Table, TableChoices

Orientation = Literal["out-in", "in-out"]
"""How weights lie: a row for each unit that they lead to, as in Θ, or that they come from."""
BiasPlace = Literal["first", "last", "apart", "none"]
"""Where biases stand: in the first or last place beside the weights, on their own, or nowhere."""


@dataclass(frozen=True)
class Guess:
    """A choice made where a file does not say: ``what`` is a few words ("activations").

    ``option`` is the name of the field of Answers that would settle it, empty where none does.
    ``alternatives`` are other values of it, as they would be given there.
    """

    what: str
    value: str
    reason: str
    alternatives: tuple[str, ...] = ()
    option: str = ""

    @property
    def shown(self) -> str:
        """The value in the user's words; ``value`` is what commands take."""
        return shown_value(self.value)


def shown_value(value: str) -> str:
    """A value that may be given, in the user's words where it has other ones."""
    return COSTS[value].label if value in COSTS else value


@dataclass(frozen=True)
class FileQuestion:
    """Something that a file does not say and nobody could guess; ``reason`` is a whole sentence.

    ``option`` is the field of Answers to be given, ``example`` a value that it may have.
    """

    what: str
    reason: str
    option: str
    example: str


@dataclass(frozen=True, eq=False)
class Layer:
    """The weights that lead to one layer, as they lie in the file.

    ``weights`` is a matrix in ``orientation``, None where that is unknown. ``bias`` has a number
    for each unit, and is None where ``bias_place`` is not "apart". ``activation`` is one of
    the core's or its name, None where the file does not say.
    """

    weights: Array
    bias: Array | None = None
    activation: Activation | str | None = None
    orientation: Orientation | None = "out-in"
    bias_place: BiasPlace | None = "apart"
    name: str = ""


@dataclass(frozen=True, eq=False)
class FoundScaling:
    """What was done to the inputs before the network saw them: (x − ``shift``) / ``scale``.

    Both have a number for each input, or one for all; ``kind`` says how they came about.
    """

    shift: Array
    scale: Array
    kind: str = "standard"

    def over(self, inputs: int) -> scaling.Scaling:
        """The same for a document with so many inputs; raises ModelError where it does not fit."""
        shift, scale = (
            np.repeat(each, inputs) if each.size == 1 else each for each in (self.shift, self.scale)
        )
        return scaling.Scaling(tuple(shift.ravel().tolist()), tuple(scale.ravel().tolist()))


@dataclass(frozen=True, eq=False)
class Content:
    """What one file, or several together, hold.

    - ``kind`` is what a person calls the file, for example "ONNX network".
    - ``layers`` in order from the input, where the format says which there are.
    - ``arrays`` by name, in the file's order, where it does not. Names within structures are
      joined by dots, items of lists by numbers from 1: "nn.W1", "weight.1".
    - ``orientation`` and ``bias_place`` hold for the ``arrays``, where the format fixes them;
      ``activations`` too, one for each layer after the input.
    - ``by_rows`` says that a vector made of a matrix holds its rows one after the other, as NumPy's
      does, and not its columns.
    - ``x`` and ``y`` have an example a row, which ``names`` names, if anything does; ``classes``
      names the columns of ``y``.
    - ``table`` is a data file whose columns are still to be chosen. Beside the only one of the
      ``arrays`` it is the same numbers, read as data.
    - ``history`` is the cost by iteration.
    - ``document`` is a whole document, which nothing needs to be guessed for.
    - ``guesses`` are those that reading itself had to make; ``left_out`` are whole sentences about
      what cannot be carried over; ``notices`` are others that whoever opens the file should read.
    """

    kind: str
    layers: tuple[Layer, ...] = ()
    arrays: Mapping[str, Array] = field(default_factory=dict)
    orientation: Orientation | None = None
    bias_place: BiasPlace | None = None
    by_rows: bool = False
    activations: tuple[Activation | str, ...] = ()
    cost: str | None = None
    cost_scale: str | None = None
    x: Array | None = None
    y: Array | None = None
    x_names: tuple[str, ...] = ()
    y_names: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    held_out: tuple[Array, Array] | None = None
    held_out_names: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    scaling: FoundScaling | None = None
    history: tuple[float, ...] = ()
    title: str = ""
    training: Mapping[str, Any] = field(default_factory=dict)
    table: Table | None = None
    document: Document | None = None
    guesses: tuple[Guess, ...] = ()
    left_out: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()

    @property
    def has_network(self) -> bool:
        """True if there are weights, or at least arrays that may be some."""
        return bool(self.layers or self.arrays or self.document)


@dataclass(frozen=True)
class Answers:
    """What a person says about a file; None leaves it to the file and to guessing.

    ``activations`` is one for each layer after the input, or one for the hidden layers and one for
    the output. ``layers`` are s_1 … s_L. ``orientation`` and ``bias`` hold for every layer.
    ``scaling`` says whether inputs are
    to be scaled as the file says. ``table`` are the choices for a data file. ``holds`` is what a
    matrix that stands alone is.
    """

    activations: tuple[str, ...] | None = None
    orientation: Orientation | None = None
    layers: tuple[int, ...] | None = None
    cost: str | None = None
    bias: BiasPlace | None = None
    scaling: bool | None = None
    table: TableChoices | None = None
    holds: Literal["weights", "data"] | None = None


@dataclass(frozen=True)
class Opened:
    """What came of a file: a document unless there are ``questions``, and what to say about it."""

    document: Document | None
    guesses: tuple[Guess, ...] = ()
    questions: tuple[FileQuestion, ...] = ()
    left_out: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Written:
    """A file to be written, and whole sentences about what it cannot hold."""

    data: bytes
    left_out: tuple[str, ...] = ()
