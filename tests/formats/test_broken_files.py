"""Every broken file gives one sentence in plain words: which file, where in it, and why."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from bpsim.core.errors import BpsimError
from bpsim.formats import json_text
from bpsim.formats.errors import FormatError
from bpsim.formats.native import file as native
from bpsim.formats.native import layout as native_layout

CORPUS = Path(__file__).parent / "corpus"

# What a sentence for a teacher or a student must not contain.
JARGON = re.compile(
    r"Traceback|msgspec|json|NoneType|ndarray|Errno|Expected `|\bdict\b|\bstr\b|\bfloat\b|\bint\b"
    r"|\bbool\b|Error|\bNone\b|object at 0x|\.py\b"
)


class Broken(NamedTuple):
    """A file of the corpus, the place its sentence must name and a part of the reason."""

    name: str
    place: str
    reason: str


BROKEN = [
    Broken("empty", "", "the file is empty"),
    Broken("blank", "", "the file is empty"),
    Broken("truncated", "line 12", "the file is not complete"),
    Broken("truncated-in-text", "line 3", "not complete"),
    Broken("not-json", "", "does not begin with {"),
    Broken("yaml", "", "does not begin with {"),
    Broken("png", "line 1", "is not UTF-8 text"),
    Broken("utf-16", "", "UTF-16"),
    Broken("utf-16-unmarked", "", "UTF-16"),
    Broken("utf-32", "", "UTF-32"),
    Broken("latin-1", "line 4", "is not UTF-8 text"),
    Broken("single-quotes", "line 4, column 3", "a key in double quotes is expected"),
    Broken("missing-comma", "line 4, column 3", "a comma or a closing bracket"),
    Broken("missing-colon", "line 3, column 13", "a colon is expected"),
    Broken(
        "trailing-comma-in-list",
        "line 6, column",
        "a comma must not stand before the closing bracket",
    ),
    Broken(
        "trailing-comma-in-object", "line ", "a comma must not stand before the closing bracket"
    ),
    Broken("comment", "line 3, column 17", "a key in double quotes is expected"),
    Broken("leading-plus", "line 11, column", "a value is expected"),
    Broken("bad-escape", "line 4, column", "a backslash"),
    Broken("line-break-in-text", "line 4, column", "a text must not go over the end of the line"),
    Broken("two-documents", "line 16, column 1", "something follows"),
    Broken("python-none", "line 11, column", "a value is expected"),
    Broken("lone-surrogate", "title", "half a character"),
    Broken("duplicate-key", "version", "stands twice"),
    Broken("duplicate-key-nested", "network.layers", "stands twice"),
    Broken("deep-list", "", "nested more than 100 levels"),
    Broken("deep-unknown-key", "note", "nested more than 100 levels"),
    Broken("a-list", "", "must hold an object"),
    Broken("a-number", "", "must hold an object { … }, but it is 42"),
    Broken("no-format", "format", "is missing"),
    Broken("other-format", "format", "“bpsim”, but it is the text “onnx”"),
    Broken("no-version", "version", "is missing"),
    Broken("newer-version", "version", "written by a newer version of the program"),
    Broken("version-zero", "version", "must be at least 1"),
    Broken("version-text", "version", "must be a whole number, but it is the text “1”"),
    Broken("version-true", "version", "must be a whole number, but it is true"),
    Broken("title-number", "title", "must be a text"),
    Broken("no-network", "network", "is missing"),
    Broken("network-null", "network", "must be an object { … }, but it is null"),
    Broken("network-list", "network", "must be an object { … }, but it is a list"),
    Broken("no-layers", "network.layers", "is missing"),
    Broken("layers-number", "network.layers", "must be a list"),
    Broken("layers-empty", "network.layers", "at least 2 are needed"),
    Broken("one-layer", "network.layers", "has 1 layer, but at least 2"),
    Broken("layer-zero", "network.layers[1]", "must be at least 1, but it is 0"),
    Broken("layer-negative", "network.layers[1]", "must be at least 1"),
    Broken("layer-float", "network.layers[1]", "must be a whole number, but it is 2.0"),
    Broken("layer-bool", "network.layers[2]", "must be a whole number, but it is true"),
    Broken("layer-huge", "network.layers[1]", "must be at most 100,000"),
    Broken(
        "layer-beyond-int",
        "network.layers[1]",
        "must be at most 100,000, but it is a number of more than 36 digits",
    ),
    Broken("too-many-weights", "network.layers", "at most 10,000,000 can be used"),
    Broken("too-many-layers", "network.layers", "has 1,001 layers, but at most 1,000"),
    Broken("no-activations", "network.activations", "is missing"),
    Broken("too-few-activations", "network.activations", "has 1 name, but 3 layers need 2"),
    Broken(
        "unknown-activation",
        "network.activations[0]",
        "“silu”, “gelu”, “hard-sigmoid”, “softmax”, but it is the text “step”",
    ),
    Broken("activation-without-name", "network.activations[0].name", "is missing"),
    Broken(
        "activation-unknown-parameter",
        "network.activations[0].alpha",
        "is no parameter of leaky-relu",
    ),
    Broken("activation-parameter-text", "network.activations[0].slope", "must be a number"),
    Broken("activation-parameter-zero", "network.activations[0].alpha", "a number > 0"),
    Broken("activation-null", "network.activations[0]", "but it is null"),
    Broken("activation-with-newline", "network.activations[0]", "“sigmoid\\nsigmoid”"),
    Broken("hidden-softmax", "network.activations[0]", "softmax is for the output layer only"),
    Broken("no-weights", "network.weights", "is missing"),
    Broken("start-text", "start", "must be an object"),
    Broken("start-kind-unknown", "start.kind", "must be one of “zeros”, “uniform”"),
    Broken("start-epsilon-zero", "start.epsilon", "must be larger than 0, but it is 0.0"),
    Broken("start-seed-text", "start.seed", "must be a whole number, but it is the text “1”"),
    Broken("weights-empty", "network.weights", "has 0 matrices, but 3 layers need 2"),
    Broken("weights-object", "network.weights", "must be a list"),
    Broken("matrix-missing", "network.weights", "has 1 matrix, but 3 layers need 2"),
    Broken(
        "matrix-empty",
        "network.weights[1]",
        "has 0 rows, but layer 3 has 1 unit, so 1 row is expected",
    ),
    Broken("matrix-flat", "network.weights[1]", "has 3 rows"),
    Broken(
        "row-missing",
        "network.weights[0]",
        "has 1 row, but layer 2 has 2 units, so 2 rows are expected",
    ),
    Broken("row-not-a-list", "network.weights[1][0]", "must be a list [ … ], but it is 0.5"),
    Broken(
        "row-too-long",
        "network.weights[1][0]",
        "has 4 numbers, but layer 2 has 2 units and a bias, so 3 are expected",
    ),
    Broken(
        "bias-forgotten",
        "network.weights[0][0]",
        "has 2 numbers, but layer 1 has 2 units and a bias, so 3 are expected",
    ),
    Broken("ragged", "network.weights[0][1]", "has 2 numbers"),
    Broken("transposed", "network.weights[1]", "has 3 rows"),
    Broken("weight-text", "network.weights[0][1][2]", "must be a number, but it is the text “0.4”"),
    Broken("weight-null", "network.weights[0][0][0]", "must be a number, but it is null"),
    Broken("weight-bool", "network.weights[0][0][1]", "must be a number, but it is true"),
    Broken("weight-list", "network.weights[0][0][1]", "must be a number, but it is a list"),
    Broken(
        "weight-nan",
        "network.weights[1][0][1]",
        "must be a finite number, but it is not a number (NaN)",
    ),
    Broken("weight-infinity", "network.weights[1][0][1]", "infinite or too large"),
    Broken("weight-too-large", "network.weights[1][0][1]", "infinite or too large"),
    Broken("weight-long-int", "network.weights[1][0][1]", "infinite or too large"),
    Broken("number-of-thousands-of-digits", "line 8", "holds a number with thousands of digits"),
    Broken("no-cost", "cost", "is missing"),
    Broken("unknown-cost", "cost", "must be one of “cross-entropy”"),
    Broken("cost-number", "cost", "but it is 1"),
    Broken(
        "cost-not-for-output",
        "cost",
        "categorical-cross-entropy needs a softmax output layer, but it is sigmoid",
    ),
    Broken(
        "cross-entropy-with-tanh",
        "cost",
        "cross-entropy needs a sigmoid output layer, but it is tanh",
    ),
    Broken("training-null", "training", "must be an object"),
    Broken("rate-negative", "training.learning_rate", "must not be negative, but it is -0.5"),
    Broken("rate-text", "training.learning_rate", "must be a number, but it is the text “0,5”"),
    Broken("lambda-null", "training.lambda", "must be a number, but it is null"),
    Broken("batch-zero", "training.batch_size", "must be at least 1"),
    Broken("batch-float", "training.batch_size", "must be a whole number, but it is 1.5"),
    Broken("biases-one", "training.train_biases", "must be true or false, but it is 1"),
    Broken("seed-negative", "training.seed", "must be at least 0"),
    Broken("order-unknown", "training.order", "must be one of “file”, “shuffled”"),
    Broken("examples-list", "examples", "must be an object"),
    Broken("examples-unequal", "examples", "has 2 rows in x, but 1 in y"),
    Broken("examples-without-y", "examples", "has 2 rows in x, but 0 in y"),
    Broken("x-flat", "examples.x[0]", "must be a list"),
    Broken(
        "x-too-wide",
        "examples.x[1]",
        "has 3 numbers, but the network has 2 input units, so 2 are expected",
    ),
    Broken(
        "y-too-wide",
        "examples.y[0]",
        "has 2 numbers, but the network has 1 output unit, so 1 is expected",
    ),
    Broken("y-text", "examples.y[1][0]", "must be a number, but it is the text “cat”"),
    Broken("x-nan", "examples.x[1][1]", "must be a finite number"),
    Broken("x-names-too-few", "examples.x_names", "has 1 name, but the network has 2 input units"),
    Broken("y-names-empty", "examples.y_names", "has 0 names, but the network has 1 output unit"),
    Broken("held-out-list", "held_out", "must be an object { … }, but it is a list"),
    Broken("held-out-unequal", "held_out", "has 2 rows in x, but 1 in y"),
    Broken("held-out-x-flat", "held_out.x[0]", "must be a list [ … ], but it is 0.0"),
    Broken("held-out-x-null", "held_out.x", "must be a list [ … ], but it is null"),
    Broken("held-out-x-text", "held_out.x[3][1]", "must be a number, but it is the text “cat”"),
    Broken(
        "held-out-too-wide",
        "held_out.y[1]",
        "has 2 numbers, but the network has 1 output unit, so 1 is expected",
    ),
    Broken("held-out-nan", "held_out.x[1][0]", "must be a finite number"),
    Broken("held-out-too-large", "held_out.y[1][0]", "infinite or too large"),
    Broken("name-number", "examples.x_names[1]", "must be a text in quotation marks, but it is 2"),
    Broken("names-text", "examples.x_names", "must be a list"),
    Broken("sign-unknown", "convention.sign", "must be one of “course”, “lecture”"),
    Broken("shorthand-text", "convention.lecture_shorthand", "must be true or false"),
    Broken("step-negative", "position.step", "must be at least 0"),
    Broken("step-float", "position.step", "must be a whole number, but it is 0.5"),
    Broken("iteration-beyond-int", "position.iteration", "must be at most 9,007,199,254,740,991"),
    Broken("granularity-unknown", "position.granularity", "must be one of “term”"),
    Broken("unknown-key-nan", "note.score[1]", "must be a finite number"),
    Broken("unknown-key-too-large", "training.momentum", "must be a finite number"),
    Broken("unknown-key-surrogate", "training.note", "half a character"),
]


def assert_plain(error: FormatError, file: str, place: str, reason: str) -> None:
    """One line, the file first, then the place, then the reason; no word of Python."""
    sentence = str(error)
    assert sentence.startswith(f"{file}: {place}" if place else f"{file}: ")
    assert error.file == file
    assert error.place.startswith(place)
    assert bool(error.place) == bool(place)
    assert reason in sentence.removeprefix(f"{file}: {error.place}")
    assert sentence.isprintable()
    assert len(sentence) < 240
    assert not JARGON.search(sentence.removeprefix(file)), sentence


@pytest.mark.parametrize("broken", BROKEN, ids=[each.name for each in BROKEN])
def test_broken_file(broken: Broken) -> None:
    file = f"{broken.name}.bpsim"
    with pytest.raises(FormatError) as caught:
        native.load(CORPUS / file)
    assert_plain(caught.value, file, broken.place, broken.reason)


def test_every_file_of_the_corpus_is_tried() -> None:
    assert sorted(f"{each.name}.bpsim" for each in BROKEN) == sorted(
        path.name for path in CORPUS.glob("*.bpsim")
    )


def test_a_format_error_is_meant_for_the_user() -> None:
    assert issubclass(FormatError, BpsimError)


# --- too large, with limits made small so that the files may be ----------------------------------

GOOD = (
    b'{"format": "bpsim", "version": 1, "network": {"layers": [2, 1], "activations": ["sigmoid"], '
    b'"weights": [[[1, 2, 3]]]}, "cost": "cross-entropy", '
    b'"examples": {"x": [[0, 1], [1, 1]], "y": [[1], [0]]}}'
)


def test_the_file_that_is_broken_in_the_following_tests_is_whole() -> None:
    assert native.loads(GOOD).network.layers == (2, 1)


@pytest.mark.parametrize(
    ("module", "limit", "most", "place", "reason"),
    [
        (json_text, "MAX_VALUES", 5, "", "values, but at most 5 can be"),
        (json_text, "MAX_LISTS", 5, "", "lists and objects, but at most 5 can be"),
        (native_layout, "MAX_LAYERS", 1, "network.layers", "2 layers, but at most 1 can be used"),
        (native_layout, "MAX_UNITS", 1, "network.layers[0]", "a layer can have at most 1 units"),
        (native_layout, "MAX_WEIGHTS", 2, "network.layers", "means 3 weights, but at most 2"),
        (native_layout, "MAX_EXAMPLE_NUMBERS", 5, "examples", "holds 6 numbers, but at most 5"),
    ],
)
def test_more_than_can_be_opened(
    module: object, limit: str, most: int, place: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, limit, most)
    with pytest.raises(FormatError) as caught:
        native.loads(GOOD, "large.bpsim")
    assert_plain(caught.value, "large.bpsim", place, reason)


def test_no_array_is_made_before_the_sizes_are_known_to_fit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("memory was taken")

    monkeypatch.setattr("numpy.array", refuse)
    for old, new in ((b"[2, 1]", b"[100000, 100000]"), (b"[2, 1]", b"[2, 2]")):
        with pytest.raises(FormatError):
            native.loads(GOOD.replace(old, new))
    with pytest.raises(AssertionError, match="memory was taken"):
        native.loads(GOOD)


# --- what is found in a file cannot break the sentence -------------------------------------------


def test_long_texts_are_cut() -> None:
    with pytest.raises(FormatError) as caught:
        native.loads(GOOD.replace(b"cross-entropy", b"c" * 100_000), "long.bpsim")
    assert_plain(caught.value, "long.bpsim", "cost", "c…”")
    with pytest.raises(FormatError) as caught:
        native.loads(GOOD.replace(b'"version"', b'"%s": NaN, "version"' % (b"k" * 9999)), "k")
    assert len(str(caught.value)) < 240


@pytest.mark.parametrize("sign", ["\n", "\r", "\x1b[31m", "\u2028", "\u202e", "\x00", "\t"])
def test_no_character_breaks_the_line(sign: str) -> None:
    escaped = f"\\u{ord(sign[0]):04x}{sign[1:]}".encode()
    with pytest.raises(FormatError) as caught:
        native.loads(GOOD.replace(b"cross-entropy", b"cross" + escaped), f"my{sign}file.bpsim")
    assert str(caught.value).isprintable()


def test_a_half_character_in_a_key_is_named() -> None:
    with pytest.raises(FormatError) as caught:
        native.loads(GOOD.replace(b'"version"', b'"half\\ud800": 1, "version"'), "half.bpsim")
    assert_plain(caught.value, "half.bpsim", "half\\ud800", "holds half a character")


def test_a_repeated_key_deep_inside_an_unknown_one_is_found() -> None:
    unknown = b'"notes": [{"by": "a"}, {"by": "b", "tags": [1, {"c": 1, "c": 2}]}], "version"'
    with pytest.raises(FormatError) as caught:
        native.loads(GOOD.replace(b'"version"', unknown), "notes.bpsim")
    assert_plain(caught.value, "notes.bpsim", "notes[1].tags[1].c", "stands twice")


@pytest.mark.parametrize("levels", [600, 2_000, 50_000])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a": ', "}")], ids=["[", "{"])
def test_a_file_nested_deeply_is_refused_whatever_python_reads(
    opening: str, closing: str, levels: int
) -> None:
    deep = f'"notes": {opening * levels}1{closing * levels}, "version"'
    with pytest.raises(FormatError) as caught:
        native.loads(GOOD.replace(b'"version"', deep.encode()), "notes.bpsim")
    assert_plain(caught.value, "notes.bpsim", "", "nested more than 100 levels")


def test_a_key_may_stand_in_different_objects() -> None:
    unknown = b'"notes": [{"by": "a", "seed": 1}, {"by": "\\"by\\": "}], "version"'
    document = native.loads(GOOD.replace(b'"version"', unknown))
    assert document.extras[""] == {"notes": [{"by": "a", "seed": 1}, {"by": '"by": '}]}
