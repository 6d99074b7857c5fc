"""Networks and patterns of SNNS, FANN and Encog, with their traps."""

import random
from pathlib import Path

import numpy as np
import pytest

from bpsim.formats import encog, fann, fann_data, registry
from bpsim.formats.errors import FormatError, PlaceError
from bpsim.formats.snns import network as snns
from bpsim.formats.snns import patterns
from tests.formats import older_files
from tests.formats.foreign import BIASES, WEIGHTS, X, document_of, given, names_of, outputs

Y = np.arange(12.0).reshape(6, 2) / 12


# --- SNNS -----------------------------------------------------------------------------------------


def net(functions: tuple[str, str] = ("Act_TanH", "Act_Logistic"), **said: object) -> bytes:
    return older_files.snns(WEIGHTS, BIASES, functions, **said).encode()  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(4))
def test_units_may_be_numbered_in_any_order(seed: int) -> None:
    """Within a layer units go by their numbers: the outputs come in the order of theirs."""
    order = list(range(1, 10))
    random.Random(seed).shuffle(order)
    data = net(order=order)
    assert snns.match(data[:4096], "any.net")
    document = document_of(snns.read(data, "any.net"))
    assert names_of(document) == ("tanh", "sigmoid")
    into, out = np.argsort(order[:3]), np.argsort(order[7:])
    np.testing.assert_allclose(
        given(document, X[:, into]), outputs(("tanh", "sigmoid"))[:, out], rtol=1e-12
    )
    assert document.examples.x_names == tuple(f"u{each}" for each in sorted(order[:3]))


def test_act_identity_knows_no_bias_and_blank_functions_are_the_default() -> None:
    for function, biased in (("Act_Identity", False), ("Act_IdentityPlusBias", True)):
        document = document_of(snns.read(net(("", function)), "n"))
        assert names_of(document) == ("sigmoid", "linear")
        bias = document.network.theta(2)[:, 0]
        np.testing.assert_array_equal(bias, BIASES[1] if biased else 0 * BIASES[1])


def test_tanh_of_half_of_z() -> None:
    document = document_of(snns.read(net(("Act_TanH_Xdiv2", "Act_LogSym")), "n"))
    a = X
    for weights, bias in zip(WEIGHTS, BIASES, strict=True):
        a = np.tanh((a @ weights.T.astype(np.float64) + bias) / 2)
    np.testing.assert_allclose(given(document), a, rtol=1e-12)


def test_special_units_and_missing_connections_are_told() -> None:
    found = snns.read(net(kinds={5: "sh"}), "n")
    assert "unit 5" in found.notices[0]
    text = net().decode()
    row = next(line for line in text.splitlines() if line.startswith("     4 |"))
    cut = text.replace(row, "     4 |  |")
    found = snns.read(cut.encode(), "n")
    assert "2 weights are 0" in found.left_out[0]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (net(more=["     8 |  | 1: 0.5"]), "unit 1 to unit 8 is a shortcut"),
        (net(more=["     4 |  | 8: 0.5"]), "circle"),
        (net(more=["     4 |  | 4: 0.5"]), "circle"),
        (net(more=["     1 |  | 4: 0.5"]), "recurrence"),
        (net(more=["     8 |  | 4: 0.5"]), "twice"),
        (net(more=["     8 |  | 99: 0.5"]), "not defined"),
        (net(more=["     8 |  | 4; 0.5"]), "cannot be read"),
        (net(more=["     8 | s | 4: 0.5"]), "sites"),
        (net(kinds={4: "o"}), "output unit 4 is not in the last layer"),
        (net(kinds={9: "h"}), "unit 9 is in the last layer"),
        (net(("Act_TanH", "Act_RBF_Gaussian")), "Act_RBF_Gaussian"),
        (net(output_function="Out_Threshold05"), "Out_Threshold05"),
        (net().replace(b"Act_TanH", b"Act_Logistic", 1), "has both"),
        (net().replace(b"| u5 | 0.00000 |", b"| u5 | 0.00000 | x"), "must be a number"),
        (net()[:300], "no units"),
        (net()[:60], "no units"),
    ],
)
def test_what_no_layered_network_has_is_refused_by_name(data: bytes, reason: str) -> None:
    with pytest.raises(PlaceError) as caught:
        snns.read(data, "n")
    assert reason in f"{caught.value.place} {caught.value.reason}"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("13\n3\n4\n5\n1 5.9\n1 0\n", "list of numbers"),
        ("typ unit = 3;\nconst n := 4;", "Nessus"),
        ("hello", "no network of SNNS"),
    ],
)
def test_other_files_called_net_are_named(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "other.net"
    path.write_text(text)
    with pytest.raises(FormatError, match=reason):
        registry.read(path)


@pytest.mark.parametrize("name", ["network.net", "network"])
def test_what_is_called_net_is_known_by_its_content(tmp_path: Path, name: str) -> None:
    for data in (net(), fann_net()):
        (tmp_path / name).write_bytes(data)
        assert registry.read(tmp_path / name).network.layers == (3, 4, 2)


def test_patterns_are_examples() -> None:
    data = older_files.patterns(X, Y).encode()
    assert patterns.match(data[:4096], "any.pat")
    found = patterns.read(data, "any.pat")
    np.testing.assert_array_equal(found.x, X)
    np.testing.assert_array_equal(found.y, Y)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("No. of patterns : 6", "No. of patterns : 7", "fewer numbers"),
        ("No. of patterns : 6", "No. of patterns : 5", "more numbers"),
        ("No. of patterns : 6", "No. of patterns : six", "whole number"),
        ("No. of patterns : 6", "No. of patterns : 999999999999", "at most"),
        ("No. of patterns : 6", "No. of patterns : 29999999", "numbers"),
        ("No. of input units : 3", "No. of input units : 0", "at least one input"),
        ("No. of input units", "No. of variable input dimensions : 1\nNo. of input units", "vary"),
    ],
)
def test_patterns_that_do_not_fit_are_refused(old: str, new: str, reason: str) -> None:
    text = older_files.patterns(X, Y)
    with pytest.raises(PlaceError) as caught:
        patterns.read(text.replace(old, new).encode(), "n")
    assert reason in caught.value.reason


# --- FANN -----------------------------------------------------------------------------------------


def fann_net(
    functions: tuple[int, int] = (3, 5), steepness: tuple[float, float] = (0.5, 0.25), **said: str
) -> bytes:
    return older_files.fann(WEIGHTS, BIASES, functions, steepness, **said).encode()


@pytest.mark.parametrize(
    ("code", "function"),
    [
        (0, lambda z, s: s * z),
        (3, lambda z, s: 1 / (1 + np.exp(-2 * s * z))),
        (4, lambda z, s: 1 / (1 + np.exp(-2 * s * z))),
        (5, lambda z, s: np.tanh(s * z)),
        (6, lambda z, s: np.tanh(s * z)),
        (18, lambda z, s: np.maximum(0, s * z)),
    ],
)
@pytest.mark.parametrize("steepness", [0.5, 1.0, 0.3])
def test_functions_of_fann_with_their_steepness(code: int, function, steepness: float) -> None:  # type: ignore[no-untyped-def]
    data = fann_net((code, code), (steepness, steepness))
    assert fann.match(data[:4096], "any.net")
    found = fann.read(data, "any.net")
    a = X
    for weights, bias in zip(WEIGHTS, BIASES, strict=True):
        a = function(a @ weights.T.astype(np.float64) + bias, steepness)
    np.testing.assert_allclose(given(document_of(found)), a, rtol=1e-12, atol=1e-15)
    assert bool(found.notices) == (code in (4, 6))
    assert found.cost == "squared-error"


def test_scaling_of_the_inputs_is_offered() -> None:
    said = {
        "scale_included": "1", "scale_mean_in": "1 2 3 ", "scale_deviation_in": "2 2 4 ",
        "scale_new_min_in": "-1 -1 0 ", "scale_factor_in": "1 0.5 0.25 ",
    }  # fmt: skip
    found = fann.read(fann_net(**said), "n").scaling
    assert found is not None
    mean, deviation = np.array([1, 2, 3]), np.array([2, 2, 4])
    least, factor = np.array([-1, -1, 0]), np.array([1, 0.5, 0.25])
    np.testing.assert_allclose(
        (X - found.shift) / found.scale, ((X - mean) / deviation + 1) * factor + least, rtol=1e-12
    )


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("network_type=0", "network_type=1", "shortcuts"),
        ("FANN_FLO_2.1", "FANN_FLO_1.1", "before 2.0"),
        ("FANN_FLO_2.1", "FANN_FIX_2.1", "fixed-point"),
        (", 3, 0.5)", ", 10, 0.5)", "ELLIOT"),
        (", 3, 0.5)", ", 55, 0.5)", "number 55"),
        ("(4, 3, 0.5) ", "(4, 3, 0.75) ", "different activation or steepness"),
        ("layer_sizes=4 5 3", "layer_sizes=4 5 4", "neurons"),
        ("layer_sizes=4 5 3", "layer_sizes=4", "layer_sizes"),
        ("layer_sizes=4 5 3", "layer_sizes=4 999999 3", "at most"),
        ("weight)=(0,", "weight)=(5,", "shortcuts"),
        ("weight)=(0,", "weight)=(99,", "not there"),
        ("weight)=(0,", "weight)=(0 1,", "no pairs"),
        ("(5, 5, 0.25) ", "(4, 5, 0.25) ", "more than the neurons have"),
        ("(5, 5, 0.25) ", "(6, 5, 0.25) ", "fewer than the neurons have"),
    ],
)
def test_what_fann_has_beyond_layers_is_refused(old: str, new: str, reason: str) -> None:
    text = fann_net().decode()
    assert old in text
    count = (
        1 if "steepness" in reason or "connections" in reason or "neurons have" in reason else -1
    )
    with pytest.raises(PlaceError) as caught:
        fann.read(text.replace(old, new, count).encode(), "n")
    assert reason in f"{caught.value.place} {caught.value.reason}"


def test_fann_data_are_examples(tmp_path: Path) -> None:
    lines = ["6 3 2"]
    for into, out in zip(X.tolist(), Y.tolist(), strict=True):
        lines += [" ".join(map(repr, into)), " ".join(map(repr, out))]
    data = "\n".join(lines).encode()
    assert fann_data.match(data, "xor.data")
    assert not fann_data.match(b"5.1,3.5,1.4\n4.9,3.0,1.4\n", "iris.data")
    assert not fann_data.match(b"1 2 3\n4 5 6\n7 8 9\n", "table.data")
    found = fann_data.read(data, "xor.data")
    np.testing.assert_array_equal(found.x, X)
    np.testing.assert_array_equal(found.y, Y)
    with pytest.raises(PlaceError, match="fewer numbers"):
        fann_data.read(data[:-20], "xor.data")


# --- Encog ----------------------------------------------------------------------------------------


def eg(
    functions: tuple[str, str] = ("ActivationTANH", "ActivationSigmoid"),
    values: str = "",
    **said: str,
) -> bytes:
    return older_files.encog(WEIGHTS, BIASES, functions, values=values, said=said).encode()


def test_a_network_of_encog() -> None:
    data = eg()
    assert encog.match(data[:4096], "any.eg")
    document = document_of(encog.read(data, "any.eg"))
    assert names_of(document) == ("tanh", "sigmoid")
    np.testing.assert_allclose(given(document), outputs(("tanh", "sigmoid")), rtol=1e-12)


def test_what_bias_units_give_and_weak_connections() -> None:
    found = encog.read(eg(values="0,2,-1"), "n").layers
    np.testing.assert_allclose(found[0].bias, -BIASES[0])
    np.testing.assert_allclose(found[1].bias, 2 * BIASES[1])
    weights = encog.read(eg(connectionLimit="0.5"), "n").layers[0].weights
    np.testing.assert_array_equal(weights, np.where(np.abs(WEIGHTS[0]) < 0.5, 0, WEIGHTS[0]))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (eg(hasContext="t"), "recurrent"),
        (eg(("ActivationTANH", "ActivationElliott")), "ActivationElliott"),
        (eg(layerFeedCounts="2,4"), "layerFeedCounts"),
        (eg(layerCounts="2,6,4"), "another kind"),
        (eg(weights="1,2,3"), "are 3, but the layers need 26"),
        (eg(weights="1,x"), "must be a number"),
        (eg(layerCounts="99999999,5,4"), "at most"),
        (eg().replace(b"BasicNetwork", b"SVM", 1), "SVM"),
        (b"encog", "no network of Encog"),
    ],
)
def test_what_encog_has_beyond_layers_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(PlaceError) as caught:
        encog.read(data, "n")
    assert reason in f"{caught.value.place} {caught.value.reason}"
