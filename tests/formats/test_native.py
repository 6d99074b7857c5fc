"""The native file keeps a document to the last bit, and looks as the file format page says."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpsim.core.activations.leaky_relu import LeakyRelu
from bpsim.core.activations.sigmoid import Sigmoid
from bpsim.core.arrays import same_bits
from bpsim.core.document import Document
from bpsim.core.examples import Examples
from bpsim.core.initial_weights import Start
from bpsim.core.network import Network
from bpsim.core.settings import Convention, Position, TrainingSettings
from bpsim.formats.errors import FormatError
from bpsim.formats.native import file as native
from bpsim.formats.native import layout as native_layout
from bpsim.formats.native.layout import KEYS
from tests.strategies import FINITE, json_values

# The example of the file format's public description, byte for byte.
EXAMPLE = """\
{
  "format": "bpsim",
  "version": 1,
  "title": "Backpropagation intuition: 2-2-2-1",
  "network": {
    "layers": [2, 2, 2, 1],
    "activations": ["sigmoid", "sigmoid", "sigmoid"],
    "weights": [
      [[0.1, 0.3, -0.2], [-0.1, 0.5, 0.4]],
      [[0.2, -0.4, 0.6], [0.0, 0.7, -0.3]],
      [[-0.3, 0.8, -0.5]]
    ]
  },
  "cost": "cross-entropy",
  "training": {"learning_rate": 0.5, "lambda": 0.0, "batch_size": null, "train_biases": true, \
"seed": 1},
  "examples": {"x": [[0.0, 1.0], [1.0, 1.0]], "y": [[1.0], [0.0]], "x_names": ["x1", "x2"], \
"y_names": ["y"]},
  "convention": {"sign": "course", "lecture_shorthand": false},
  "position": {"iteration": 0, "step": 0}
}
"""
SMALLEST: dict[str, Any] = {
    "format": "bpsim",
    "version": 1,
    "network": {"layers": [2, 1], "activations": ["linear"], "weights": [[[1, 2, 3]]]},
    "cost": "squared-error",
}


def loads(value: Any) -> Document:
    return native.loads(json.dumps(value).encode(), "test.bpsim")


def document(**changes: Any) -> Document:
    return loads(SMALLEST).with_(**changes)


# --- there and back ------------------------------------------------------------------------------


@given(st.lists(FINITE, min_size=2, max_size=50))
def test_every_float_survives(numbers: list[float]) -> None:
    row = np.array([numbers])
    before = document(
        network=Network.of(["linear"], [row]), examples=Examples.none(len(numbers) - 1, 1)
    )
    assert same_bits(native.loads(native.dumps(before)).network.weights[0], row)


def test_the_extreme_floats_survive() -> None:
    numbers = [-0.0, 5e-324, -5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 0.1 + 0.2]
    before = document(network=Network.of(["linear"], [[numbers]]), examples=Examples.none(5, 1))
    after = native.loads(native.dumps(before)).network.weights[0]
    assert [value.hex() for value in after[0].tolist()] == [value.hex() for value in numbers]


def test_large_matrices_go_a_row_a_line() -> None:
    x = np.arange(200.0).reshape(50, 4)
    before = document(
        network=Network.of(["linear"], [np.ones((3, 5))]),
        examples=Examples.of(x, np.ones((50, 3))),
    )
    text = native.dumps(before)
    assert b"\n      [196.0, 197.0, 198.0, 199.0]\n" in text
    assert max(map(len, text.split(b"\n"))) < 125
    assert native.loads(text) == before


# --- the layout ----------------------------------------------------------------------------------


def test_the_published_example_is_written_as_it_was_read() -> None:
    found = native.loads(EXAMPLE.encode())
    assert native.dumps(found).decode() == EXAMPLE
    assert found == Document(
        title="Backpropagation intuition: 2-2-2-1",
        network=Network.of(
            ["sigmoid"] * 3,
            [
                [[0.1, 0.3, -0.2], [-0.1, 0.5, 0.4]],
                [[0.2, -0.4, 0.6], [0.0, 0.7, -0.3]],
                [[-0.3, 0.8, -0.5]],
            ],
        ),
        cost="cross-entropy",
        examples=Examples.of([[0, 1], [1, 1]], [[1], [0]]),
        training=TrainingSettings(),
    )


def test_what_is_missing_takes_its_default() -> None:
    assert loads(SMALLEST) == Document(
        title="",
        network=Network.of(["linear"], [[[1.0, 2.0, 3.0]]]),
        cost="squared-error",
        examples=Examples.none(2, 1),
        training=TrainingSettings(),
        convention=Convention(),
        position=Position(),
    )
    empty: dict[str, Any] = {
        name: {} for name in ("training", "examples", "convention", "position")
    }
    assert loads(SMALLEST | empty) == loads(SMALLEST)


def test_missing_names_are_x1_x2_and_y() -> None:
    found = loads(SMALLEST | {"examples": {"x": [[1, 2]], "y": [[3]]}}).examples
    assert (found.x_names, found.y_names) == (("x1", "x2"), ("y",))


def test_an_empty_training_set_is_kept() -> None:
    found = native.loads(native.dumps(loads(SMALLEST))).examples
    assert (found.x.shape, found.y.shape) == ((0, 2), (0, 1))


def test_whole_numbers_are_taken_as_floats() -> None:
    network = {"layers": [1, 1], "activations": ["linear"], "weights": [[[2**53 + 1, -3]]]}
    weights = loads(SMALLEST | {"network": network}).network.weights[0]
    assert weights.dtype == np.float64
    assert weights.tolist() == [[float(2**53), -3.0]]


@pytest.mark.parametrize(
    ("field", "value", "written"),
    [
        ("training", TrainingSettings(), None),
        ("training", TrainingSettings(order="shuffled"), '"order": "shuffled"'),
        ("position", Position(3, 7), None),
        ("position", Position(3, 7, "term"), '"granularity": "term"'),
    ],
)
def test_later_keys_are_written_only_where_they_say_something(
    field: str, value: Any, written: str | None
) -> None:
    before = document(**{field: value})
    text = native.dumps(before).decode()
    assert ('"order"' in text or '"granularity"' in text) == (written is not None)
    assert written is None or written in text
    assert native.loads(text.encode()) == before


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("space", [b"", b"\r\n\t "])
def test_byte_order_mark_and_white_space_do_not_matter(mark: bytes, space: bytes) -> None:
    data = mark + space + EXAMPLE.replace("\n", "\r\n").encode() + space
    assert native.loads(data) == native.loads(EXAMPLE.encode())


def test_order_of_keys_does_not_matter() -> None:
    value = json.loads(EXAMPLE)
    assert loads(dict(reversed(value.items()))) == loads(value)


# --- unknown keys --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", list(KEYS))
@given(value=json_values())
def test_unknown_keys_survive_in_every_object(name: str, value: Any) -> None:
    source = json.loads(EXAMPLE)
    (source.setdefault(name, {}) if name else source)["x-later"] = value
    found = loads(source)
    assert json.dumps(found.extras) == json.dumps({name: {"x-later": value}})
    written = json.loads(native.dumps(found))
    assert json.dumps((written[name] if name else written)["x-later"]) == json.dumps(value)


def test_changing_a_document_keeps_its_unknown_keys() -> None:
    found = loads(SMALLEST | {"author": "A. Teacher"}).with_(title="Changed")
    assert json.loads(native.dumps(found))["author"] == "A. Teacher"


# --- what cannot be written ----------------------------------------------------------------------


def nested(depth: int) -> Any:
    return [] if depth == 0 else [nested(depth - 1)]


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"title": "half \ud83d"}, "title"),
        ({"examples": Examples.of([[1, 2]], [[3]], ("a", "\udc00"))}, "examples.x_names[1]"),
        ({"position": Position(iteration=2**53)}, "position.iteration"),
        ({"training": TrainingSettings(seed=2**80)}, "training.seed"),
        ({"training": TrainingSettings(batch_size=2**80)}, "training.batch_size"),
        ({"extras": {"": {"note": [1.0, float("nan")]}}}, "note[1]"),
        ({"extras": {"training": {"momentum": float("inf")}}}, "training.momentum"),
        ({"extras": {"": {"note": {1: 2}}}}, "note"),
        ({"extras": {"": {"note": {"tags": {1, 2}}}}}, "note.tags"),
        ({"extras": {"": {"note": 10**5000}}}, "note"),
        ({"extras": {"": {"note": nested(101)}}}, "note"),
        ({"extras": {"": {"\udc00": 1}}}, "\\udc00"),
        ({"extras": {"": {"cost": "hinge"}}}, "cost"),
        ({"extras": {"layers": {"note": 1}}}, "layers"),
    ],
)
def test_what_could_not_be_read_again_is_not_written(
    changes: dict[str, Any], place: str, tmp_path: Path
) -> None:
    before = document(**changes)
    path = tmp_path / "kept.bpsim"
    path.write_text("kept")
    with pytest.raises(FormatError) as caught:
        native.save(before, path)
    assert str(caught.value).startswith(f"kept.bpsim: {place} ")
    assert path.read_text() == "kept"


@pytest.mark.parametrize(
    ("limit", "place"),
    [("MAX_WEIGHTS", "network.layers"), ("MAX_EXAMPLE_NUMBERS", "examples")],
)
def test_more_than_can_be_read_is_not_written(
    limit: str, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = document(examples=Examples.of([[1, 2]], [[3]]))
    monkeypatch.setattr(native_layout, limit, 2)
    with pytest.raises(FormatError) as caught:
        native.dumps(before)
    assert caught.value.place == place


def test_a_file_too_large_to_be_opened_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(native, "MAX_BYTES", 100)
    with pytest.raises(FormatError, match="would be larger than"):
        native.dumps(document())


def test_deep_but_allowed_nesting_is_kept() -> None:
    before = document(extras={"": {"note": nested(99)}})
    assert native.loads(native.dumps(before)) == before


# --- examples held out ---------------------------------------------------------------------------


def test_held_out_examples_stand_beside_the_training_set() -> None:
    held_out = Examples.of([[0.1, -0.0], [5e-324, 1 / 3]], [[1.0], [0.0]])
    before = document(examples=Examples.of([[1.0, 2.0]], [[1.0]], ("age", "height"), ("ill",)))
    before = before.with_(held_out=held_out)
    text = native.dumps(before).decode()
    assert '  "held_out": {"x": [[0.1, -0.0], [5e-324, 0.3333333333333333]], ' in text
    after = native.loads(text.encode())
    assert same_bits(after.held_out.x, held_out.x) and same_bits(after.held_out.y, held_out.y)
    assert after.held_out.x_names == ("age", "height") and after.held_out.y_names == ("ill",)
    assert after == before


def test_a_file_without_held_out_examples_does_not_mention_them() -> None:
    assert "held_out" not in native.dumps(document()).decode()
    assert len(loads(SMALLEST).held_out) == 0
    assert loads(SMALLEST).held_out.x.shape == (0, 2)
    assert loads(SMALLEST | {"held_out": {}}) == loads(SMALLEST)


@pytest.mark.parametrize("rows", [{}, {"x": [[1, 2]], "y": [[3]]}])
def test_unknown_keys_among_the_held_out_examples_are_kept(rows: dict[str, Any]) -> None:
    found = loads(SMALLEST | {"held_out": rows | {"source": ["survey", 2]}})
    assert found.extras == {"held_out": {"source": ["survey", 2]}}
    assert json.loads(native.dumps(found))["held_out"]["source"] == ["survey", 2]
    assert native.loads(native.dumps(found)) == found


def test_both_sets_together_must_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(native_layout, "MAX_EXAMPLE_NUMBERS", 12)
    three = {"x": [[1, 2]] * 3, "y": [[1]] * 3}
    two = {"x": [[1, 2]] * 2, "y": [[1]] * 2}
    fits = loads(SMALLEST | {"examples": two, "held_out": two})
    with pytest.raises(FormatError, match=r"held_out and the training set hold 15 numbers"):
        loads(SMALLEST | {"examples": two, "held_out": three})
    with pytest.raises(FormatError, match=r"held_out and the training set hold 15 numbers"):
        native.dumps(fits.with_(held_out=Examples.of(three["x"], three["y"])))


def test_activations_keep_their_parameters() -> None:
    given: list[Any] = [{"name": "leaky-relu", "slope": 0.2}, {"name": "sigmoid"}]
    network = {"layers": [1, 1, 1], "activations": given, "weights": [[[0, 1]], [[0, 1]]]}
    found = loads(SMALLEST | {"network": network})
    assert found.network.activations == (LeakyRelu(0.2), Sigmoid())
    written = json.loads(native.dumps(found))
    assert written["network"]["activations"] == [given[0], "sigmoid"]


def test_the_scale_of_a_cost_is_kept() -> None:
    found = loads(SMALLEST | {"cost_scale": "outputs"})
    assert found.cost == "squared-error per output"
    written = json.loads(native.dumps(found))
    assert (written["cost"], written["cost_scale"]) == ("squared-error", "outputs")
    usual = loads(SMALLEST | {"cost_scale": "examples"})
    assert "cost_scale" not in json.loads(native.dumps(usual))
    with pytest.raises(FormatError, match="cost_scale must be one of “examples”, “outputs”"):
        loads(SMALLEST | {"cost_scale": "units"})
    edits = [{"iteration": 2, "cost_before": "log-cosh", "cost_scale_before": "outputs"}]
    examples = {"x": [[1, 2]], "y": [[1]]}
    (edit,) = loads(SMALLEST | {"edits": edits, "examples": examples}).edits
    assert edit.cost == "log-cosh per output"
    del edits[0]["cost_before"]
    with pytest.raises(FormatError, match="cost_scale_before"):
        loads(SMALLEST | {"edits": edits, "examples": examples})


DRAWN: dict[str, Any] = {
    "format": "bpsim",
    "version": 1,
    "network": {"layers": [2, 3, 1], "activations": ["tanh", "sigmoid"]},
    "cost": "cross-entropy",
}


@pytest.mark.parametrize(
    ("start", "meant"),
    [
        ({}, Start("uniform", 1)),
        ({"kind": "glorot"}, Start("glorot", 1)),
        ({"kind": "he", "seed": 7}, Start("he", 7)),
        ({"kind": "zeros"}, Start("zeros", 1)),
        ({"kind": "uniform", "epsilon": 0.5, "seed": 3}, Start("uniform", 3, 0.5)),
        ({"kind": "uniform", "epsilon": None}, Start("uniform", 1)),
    ],
)
def test_weights_that_are_missing_are_drawn(start: dict[str, Any], meant: Start) -> None:
    found = loads(DRAWN | {"start": start})
    assert found.start == meant
    assert found.network == Network.of(
        ["tanh", "sigmoid"],
        Start(meant.method, meant.seed, meant.epsilon).weights([2, 3, 1], ["tanh", "sigmoid"]),
    )
    inside = DRAWN | {"network": DRAWN["network"] | {"start": start}}
    assert loads(inside) == found
    saved = json.loads(native.dumps(found))
    assert loads(saved) == found
    assert len(saved["network"]["weights"]) == 2


def test_weights_that_are_there_are_taken_as_they_are() -> None:
    value = SMALLEST | {"start": {"kind": "glorot", "seed": 2, "why": "fun"}}
    found = loads(value)
    assert found.network == loads(SMALLEST).network
    assert '"start": {"kind": "glorot", "seed": 2, "why": "fun"}' in native.dumps(found).decode()


def test_names_of_examples_are_kept(tmp_path: Path) -> None:
    network = Network.of(["linear"], [[[0.5, 1.0]]])
    named = Document(
        "", network, "squared-error", Examples.of([[1], [2]], [[1], [2]], names=("a", "<b>")),
        held_out=Examples.of([[3]], [[3]], names=("c",)),
    )  # fmt: skip
    path = tmp_path / "named.bpsim"
    native.save(named, path)
    again = native.load(path)
    assert again == named
    assert (again.examples.names, again.held_out.names) == (("a", "<b>"), ("c",))
    path.write_text(path.read_text().replace('["a", "<b>"]', '["a"]'))
    with pytest.raises(FormatError, match=r"examples\.names has 1 name for 2 examples"):
        native.load(path)
