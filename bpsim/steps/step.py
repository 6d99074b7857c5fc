"""A Step: one stop on the walk, frozen and complete, ready to be rendered by any view."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields

from bpsim.base.words import tr
from bpsim.core.arrays import Array, same_bits
from bpsim.core.network import Network
from bpsim.core.settings import Convention
from bpsim.notation.formula import Expr
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.terms import Terms
from bpsim.steps.total_cost import CostJ
from bpsim.steps.updating import Updating


@dataclass(frozen=True, eq=False)
class Values:
    """One example's numbers, signs as the convention on screen has them; index l − 1 is layer l.

    Every array has shape (s_l,), or (0,) where a layer has no such value: z, δ and g′ of the input
    layer, the weighted sum of the output layer. ``bias_delta`` holds the δ of each layer's bias
    unit, which nothing uses: None for the input layer and the output layer.
    """

    z: tuple[Array, ...]
    a: tuple[Array, ...]
    delta: tuple[Array, ...]
    weighted_sum: tuple[Array, ...]
    slope: tuple[Array, ...]
    y: Array
    cost: float
    bias_delta: tuple[float | None, ...] = ()


@dataclass(frozen=True, eq=False)
class Known:
    """What has been computed so far; a value still to come is None and shown as "—".

    ``z_units[l - 1]`` counts the units of layer l whose z is known (always the first ones), and so
    on. ``summed[l - 1]`` counts the examples that Δ^(l) holds, ``D[l - 1]`` is the matrix of Θ^(l),
    None until its stop. Δ itself is computed by ``Delta`` when a view asks for it.
    """

    values: Values
    z_units: tuple[int, ...]
    a_units: tuple[int, ...]
    delta_units: tuple[int, ...]
    cost: float | None
    summed: tuple[int, ...]
    sums: Callable[[int, int], Array | None]
    D: tuple[Array | None, ...]
    J: float | None = None

    def z(self, layer: int, unit: int) -> float | None:
        """z of ``unit`` in ``layer``, both from 1."""
        return self._get(self.values.z, self.z_units, layer, unit)

    def a(self, layer: int, unit: int) -> float | None:
        """a of ``unit`` in ``layer``; the bias unit 0 is always 1."""
        if unit == 0:
            return 1.0
        return self._get(self.values.a, self.a_units, layer, unit)

    def delta(self, layer: int, unit: int) -> float | None:
        """δ of ``unit`` in ``layer``."""
        return self._get(self.values.delta, self.delta_units, layer, unit)

    def bias_delta(self, layer: int) -> float | None:
        """δ of the bias unit of hidden ``layer``, once every δ of layer + 1 is known.

        None for a layer that has none (the input and the output layer).
        """
        found = self.values.bias_delta[layer - 1] if self.values.bias_delta else None
        if found is None or self.delta_units[layer] < len(self.values.delta[layer]):
            return None
        return found

    def blank(self, kind: str, layer: int, unit: int) -> bool:
        """Whether a value is kept back that was computed: "z", "a", "slope" or "δ" of a unit."""
        return False

    @property
    def complete(self) -> bool:
        """True where nothing that was computed is kept back."""
        return True

    def Delta(self, layer: int) -> Array | None:
        """Δ^(layer) so far, shaped as Θ^(layer); None before the first example is added."""
        return self.sums(layer, self.summed[layer - 1])

    @staticmethod
    def _get(
        arrays: tuple[Array, ...], counts: tuple[int, ...], layer: int, unit: int
    ) -> float | None:
        known = 1 <= unit <= counts[layer - 1]  # a bias unit, 0, has neither z nor δ
        return float(arrays[layer - 1][unit - 1]) if known else None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Known):
            return NotImplemented
        mine, theirs = self.values, other.values
        return (
            (self.z_units, self.a_units, self.delta_units, self.summed)
            == (other.z_units, other.a_units, other.delta_units, other.summed)
            and _alike((self.cost, self.J), (other.cost, other.J))
            and _same(mine.z, theirs.z, self.z_units)
            and _same(mine.a, theirs.a, self.a_units)
            and _same(mine.delta, theirs.delta, self.delta_units)
            and same_bits(mine.y, theirs.y)
            and _same_matrices(self._Deltas(), other._Deltas())
            and _same_matrices(self.D, other.D)
        )

    __hash__ = None  # type: ignore[assignment]  # compared by content, never a key

    def _Deltas(self) -> tuple[Array | None, ...]:
        return tuple(self.Delta(layer) for layer in range(1, len(self.summed) + 1))


def _alike(mine: object, theirs: object) -> bool:
    """Equality by which an undefined number (inf − inf, say) equals another one."""
    if isinstance(mine, float) and isinstance(theirs, float):
        return mine == theirs or (mine != mine and theirs != theirs)
    if isinstance(mine, tuple) and isinstance(theirs, tuple):
        return len(mine) == len(theirs) and all(map(_alike, mine, theirs))
    return mine == theirs


def _same(mine: tuple[Array, ...], theirs: tuple[Array, ...], counts: tuple[int, ...]) -> bool:
    return all(same_bits(a[:n], b[:n]) for a, b, n in zip(mine, theirs, counts, strict=True))


def _same_matrices(mine: tuple[Array | None, ...], theirs: tuple[Array | None, ...]) -> bool:
    return len(mine) == len(theirs) and all(
        (a is None) == (b is None) and (a is None or b is None or same_bits(a, b))
        for a, b in zip(mine, theirs, strict=True)
    )


@dataclass(frozen=True, slots=True)
class Lit:
    """Edges to light: those of Θ^(layer) into unit ``to`` and out of unit ``frm``, None for all.

    ``backward`` is the direction in which the values travel. Where ``terms`` is true the n-th edge
    carries the n-th term of the step and has its colour: by ``frm`` = n where ``frm`` is None, by
    ``to`` = n + 1 where ``to`` is None, and a single edge carries term number ``term``.
    """

    layer: int
    to: int | None = None
    frm: int | None = None
    backward: bool = False
    terms: bool = False
    term: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One line of a step that is about a whole layer: a symbol and its values, "—" for None."""

    label: str
    values: tuple[tuple[Expr, float | None], ...]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Entry):
            return NotImplemented
        return self.label == other.label and _alike(self.values, other.values)

    __hash__ = None  # type: ignore[assignment]  # compared by content, never a key


@dataclass(frozen=True, eq=False, kw_only=True)
class Explanation:
    """What is said at one stop of the walk, and what is lit; made by ``explain``, phase by phase.

    ``units`` lists the (layer, unit) being computed. ``result`` is z, δ or the cost; ``activation``
    is a where the step computes it; ``weighted_sum`` and ``factor`` are a δ's two parts. ``term``
    and ``running`` are the term just added and the sum so far, at term granularity. ``matrices``
    are the results of the steps that compute Δ, D or new weights. ``cost_J`` is J written out at
    the steps that end an iteration. ``before`` holds the weights before the update at the step that
    updates them; ``biases_stay`` says that it leaves the biases as they are, ``updating`` is what
    the method made of D there.
    """

    title: str
    sentence: str
    symbol: Expr
    formula: Expr
    numbers: Expr
    terms: Terms = field(default_factory=Terms.none)
    term: int | None = None
    running: float | None = None
    weighted_sum: float | None = None
    factor: float | None = None
    result: float | None = None
    activation: float | None = None
    matrices: tuple[Array, ...] = field(default=(), compare=False)
    entries: tuple[Entry, ...] = ()
    units: tuple[tuple[int, int], ...] = ()
    lit: tuple[Lit, ...] = ()
    note: str = ""
    cost_J: CostJ | None = field(default=None, compare=False)
    before: Network | None = None
    updating: Updating | None = field(default=None, compare=False)
    biases_stay: bool = False


@dataclass(frozen=True, eq=False, kw_only=True)
class Step(Explanation):
    """One stop on the walk.

    ``index`` counts from 0 within the iteration at ``granularity``, of ``count`` steps.
    ``example`` is the row of the training set from 1, ``item`` its place in the batch from 0 and
    ``batch`` the number of examples in it; ``examples`` counts the whole training set (0 where only
    the batch is known). ``layer`` and ``unit`` count from 1; they are None where the step is about
    all of them. ``network`` holds the weights as they are at this step; ``cost`` names the cost
    that the iteration trains with. Without ``answered`` there is no target: the input was typed to
    see what comes out.
    """

    iteration: int
    index: int
    count: int
    granularity: Granularity
    phase: Phase
    example: int | None
    item: int | None
    batch: int
    layer: int | None
    unit: int | None
    convention: Convention
    network: Network
    cost: str
    known: Known
    examples: int = 0
    answered: bool = True

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Step):
            return NotImplemented
        names = (f.name for f in fields(self) if f.compare)
        return all(_alike(getattr(self, name), getattr(other, name)) for name in names)

    __hash__ = None  # type: ignore[assignment]  # compared by content, never a key

    @property
    def position(self) -> str:
        """Where the walk stands, in words: "Example 2 of 4 · backward · δ of unit 2, layer 2"."""
        pass_name = PASS_WORDS[PASS_NAMES[self.phase]]
        parts = [] if self.item is None else [self.example_words]
        if not self.title.startswith(pass_name):
            parts.append(pass_name)
        parts.append(self.title)
        return " · ".join(parts)

    @property
    def short_position(self) -> str:
        """The same without its title: "Example 2 of 4 · backward"."""
        pass_name = PASS_WORDS[PASS_NAMES[self.phase]]
        return pass_name if self.item is None else f"{self.example_words} · {pass_name}"

    def target(self, unit: int) -> float | None:
        """y of the output ``unit``, from 1; None for an input without a target."""
        return float(self.known.values.y[unit - 1]) if self.answered else None

    @property
    def example_words(self) -> str:
        """ "Example 2 of 4", its place in a smaller batch too; empty at the end of an iteration."""
        if self.item is None:
            return ""
        if not self.answered:
            return tr("Your input")
        number = self.item + 1 if self.example is None else self.example
        total = self.examples or self.batch
        words = tr("Example {number:,} of {total:,}", number=number, total=total)
        if 1 < self.batch < total:
            words += tr(
                " ({item:,} of {batch:,} in the batch)", item=self.item + 1, batch=self.batch
            )
        return words


PASS_WORDS = {"forward": tr("forward"), "backward": tr("backward"), "update": tr("update")}
"""What a pass is called; its key names its colour as well."""
PASS_NAMES: dict[Phase, str] = {
    Phase.SCALE: "forward",
    Phase.LOAD: "forward",
    Phase.FORWARD: "forward",
    Phase.COST: "forward",
    Phase.OUTPUT_DELTA: "backward",
    Phase.HIDDEN_DELTA: "backward",
    Phase.ACCUMULATE: "backward",
    Phase.GRADIENT: "update",
    Phase.UPDATE: "update",
}
