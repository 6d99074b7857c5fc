"""What names and shapes of arrays mean: every way in which people are known to keep networks."""

import io
from typing import Any

import numpy as np
import pytest

from bpsim.core.arrays import Array
from bpsim.formats.assemble import assembled, together
from bpsim.formats.content import Answers, Content
from bpsim.formats.errors import PlaceError
from bpsim.formats.numpy_file import read

RNG = np.random.default_rng(2)
THETA = [RNG.normal(size=(4, 4)), RNG.normal(size=(2, 5))]  # 3-4-2, the bias first
W = [theta[:, 1:] for theta in THETA]
B = [theta[:, 0] for theta in THETA]


def content(arrays: dict[str, Array], kind: str = "npz file") -> Content:
    return Content(kind, arrays=arrays)


def weights(arrays: dict[str, Array], answers: Answers | None = None) -> list[Array]:
    document = assembled(content(arrays), answers or Answers()).document
    assert document is not None
    return list(document.network.weights)


@pytest.mark.parametrize(
    "arrays",
    [
        {"Theta1": THETA[0], "Theta2": THETA[1]},
        {"theta2": THETA[1], "Theta1": THETA[0]},
        {"W1": W[0], "b1": B[0], "W2": W[1], "b2": B[1]},
        {"b1": B[0].reshape(-1, 1), "b2": B[1].reshape(1, -1), "W1": W[0].T, "W2": W[1].T},
        {"fc1.weight": W[0], "fc1.bias": B[0], "fc2.weight": W[1], "fc2.bias": B[1]},
        {"fc1_weight": W[0], "fc1_bias": B[0], "out_weight": W[1], "out_bias": B[1]},
        {"ol_weights": W[1], "hl_weights": W[0], "ol_bias": B[1], "hl_bias": B[0]},
        {"coefs_.1": W[0].T, "coefs_.2": W[1].T, "intercepts_.1": B[0], "intercepts_.2": B[1]},
        {"Vij": W[0].T, "Voj": B[0], "Wjk": W[1].T, "Wok": B[1]},
        {"IW.1": W[0], "LW.2": W[1], "b.1": B[0].reshape(-1, 1), "b.2": B[1].reshape(-1, 1)},
        {"wih": W[0], "who": W[1], "bh": B[0], "bo": B[1]},
        {
            "layer1_weights": W[0],
            "layer1_biases": B[0],
            "layer2_weights": W[1],
            "layer2_biases": B[1],
        },
        {"nn.W1": W[0], "nn.b1": B[0], "nn.W2": W[1], "nn.b2": B[1], "nn.U_LIM": np.ones((1, 1))},
        {"weight.1": W[0], "weight.2": W[1], "threshold.1": B[0], "threshold.2": B[1]},
        {"arr_0": W[0], "arr_1": B[0], "arr_2": W[1], "arr_3": B[1]},
        {
            "W1": W[0],
            "dW1": W[0] * 9,
            "b1": B[0],
            "db1": B[0],
            "W2": W[1],
            "b2": B[1],
            "W2_grad": W[1],
        },
        {"second_weight": W[1], "first_weight": W[0], "second_bias": B[1], "first_bias": B[0]},
        {
            "dense/kernel": W[0].T,
            "dense/bias": B[0],
            "dense_1/kernel": W[1].T,
            "dense_1/bias": B[1],
        },
    ],
    ids=lambda arrays: ",".join(arrays),
)
def test_names(arrays: dict[str, Array]) -> None:
    for found, theta in zip(weights(arrays), THETA, strict=True):
        np.testing.assert_array_equal(found, theta)


def test_the_bias_last_is_an_answer() -> None:
    last = {
        f"Theta{n}": np.hstack([w, b[:, None]])
        for n, (w, b) in enumerate(zip(W, B, strict=True), 1)
    }
    for found, theta in zip(weights(last, Answers(bias="last")), THETA, strict=True):
        np.testing.assert_array_equal(found, theta)


def test_square_matrices_are_guessed_and_turned_by_an_answer() -> None:
    arrays = {"W1": np.array([[1.0, 2.0], [3.0, 4.0]]), "b1": np.array([5.0, 6.0])}
    guessed = assembled(content(arrays), Answers())
    assert "orientation" in [each.option for each in guessed.guesses]
    turned = weights(arrays, Answers(orientation="in-out"))
    np.testing.assert_array_equal(turned[0], [[5.0, 1.0, 3.0], [6.0, 2.0, 4.0]])


@pytest.mark.parametrize(("by_rows", "order"), [(False, "F"), (True, "C")])
@pytest.mark.parametrize("name", ["theta", "nn_params"])
def test_an_unrolled_vector_asks_and_is_rolled_as_its_program_does(
    by_rows: bool, order: str, name: str
) -> None:
    vector = np.concatenate([theta.ravel(order=order) for theta in THETA])  # type: ignore[call-overload]
    unknown = Content("a file", arrays={name: vector}, by_rows=by_rows)
    asked = assembled(unknown, Answers())
    assert asked.document is None
    assert [each.option for each in asked.questions] == ["layers"]
    found = assembled(unknown, Answers(layers=(3, 4, 2))).document
    assert found is not None
    for theta, expected in zip(found.network.weights, THETA, strict=True):
        np.testing.assert_array_equal(theta, expected)
    with pytest.raises(PlaceError, match="26 weights, but layers of 3-5-2 need 32"):
        assembled(unknown, Answers(layers=(3, 5, 2)))
    data = Content("another file", arrays={"X": np.eye(3), "y": np.eye(3, 2)}, by_rows=not by_rows)
    again = assembled(together([unknown, data]), Answers(layers=(3, 4, 2))).document
    assert again is not None
    np.testing.assert_array_equal(again.network.theta(1), THETA[0])  # in the order of its own file


def test_a_file_of_numpy_says_that_its_vectors_are_rows() -> None:
    for name in ("w.npy", "w.npz"):
        buffer = io.BytesIO()
        np.save(buffer, np.arange(4.0)) if name == "w.npy" else np.savez(buffer, w=np.arange(4.0))
        assert read(buffer.getvalue(), name).by_rows


def test_the_digits_of_the_course() -> None:
    x = RNG.random((20, 400))
    y = np.array([10, *range(1, 10)] * 2, dtype=float).reshape(-1, 1)
    theta = RNG.normal(size=(10, 401))
    both = together(
        [content({"Theta1": theta}, "MATLAB file"), content({"X": x, "y": y}, "MATLAB file")]
    )
    found = assembled(both, Answers())
    assert found.document is not None
    assert found.document.classes == ("1", "2", "3", "4", "5", "6", "7", "8", "9", "0")
    np.testing.assert_array_equal(found.document.examples.y[0], [0] * 9 + [1])
    np.testing.assert_array_equal(found.document.examples.y[1], [1] + [0] * 9)
    assert "the classes" in [each.what for each in found.guesses]


def test_pictures_as_their_libraries_keep_them_are_rows() -> None:
    x = RNG.integers(0, 255, (6, 8, 8)).astype(float)
    y = np.array([0.0, 1, 2, 0, 1, 2])
    arrays = {"x_train": x, "y_train": y, "x_test": x[:2], "y_test": y[:2]}
    found = assembled(content(arrays), Answers(scaling=False)).document
    assert found is not None
    np.testing.assert_array_equal(found.examples.x, x.reshape(6, 64))
    np.testing.assert_array_equal(found.held_out.x, x[:2].reshape(2, 64))


def test_pixels_as_bytes_are_divided_by_255_and_that_is_said() -> None:
    x = RNG.integers(0, 256, (6, 8, 8)).astype(float)
    y = np.array([0.0, 1, 2, 0, 1, 2])
    arrays = {"x_train": x, "y_train": y, "x_test": x[:2], "y_test": y[:2]}
    opened = assembled(content(arrays), Answers())
    found = opened.document
    assert found is not None
    assert "divided by 255" in [each.value for each in opened.guesses]
    assert found.scaling is not None
    np.testing.assert_array_equal(found.examples.x, x.reshape(6, 64) / 255)
    np.testing.assert_array_equal(found.held_out.x, x[:2].reshape(2, 64) / 255)
    np.testing.assert_array_equal(found.scaling.undone(found.examples.x), x.reshape(6, 64))


def test_inputs_that_may_be_no_pixels_are_left_as_they_are() -> None:
    y = np.array([0.0, 1, 2, 0, 1, 2])
    for x in (RNG.random((6, 64)), RNG.integers(0, 17, (6, 64)), RNG.integers(0, 256, (6, 63))):
        found = assembled(content({"X": x.astype(float), "y": y}), Answers()).document
        assert found is not None
        assert found.scaling is None
        np.testing.assert_array_equal(found.examples.x, x)


@pytest.mark.parametrize(
    "sizes",
    [
        {"input_layer_size": [[3]], "hidden_layer_size": [[5]], "num_labels": [[2]]},
        {"layers": [[3, 5, 2]]},
        {"n_in": 3, "n_out": 2, "n_hidden": 5},
    ],
)
def test_sizes_beside_one_vector_of_weights_are_followed(sizes: dict[str, Any]) -> None:
    thetas = [RNG.normal(size=(5, 4)), RNG.normal(size=(2, 6))]
    vector = np.concatenate([each.ravel(order="F") for each in thetas])
    arrays = {name: np.array(each, dtype=float) for name, each in sizes.items()}
    arrays |= {"nn_params": vector, "lambda": np.ones(1)}
    opened = assembled(content(arrays, "MATLAB file"), Answers())
    found = opened.document
    assert found is not None
    for theta, expected in zip(found.network.weights, thetas, strict=True):
        np.testing.assert_array_equal(theta, expected)
    assert ("the layers", "3-5-2") in [(each.what, each.value) for each in opened.guesses]
    assert opened.left_out == ("These mean nothing here: lambda.",)


def test_sizes_that_do_not_fit_are_asked_for() -> None:
    sizes = {"input_layer_size": np.full(1, 4.0), "num_labels": np.ones(1)}
    opened = assembled(content({"nn_params": np.ones(32), **sizes}), Answers())
    assert [each.option for each in opened.questions] == ["layers"]


def test_inputs_and_targets_of_unlike_number_are_said() -> None:
    arrays = {"W1": W[0], "b1": B[0], "X": np.ones((5, 3)), "y": np.ones((6, 1))}
    found = assembled(content(arrays), Answers())
    assert "one has more examples" in found.left_out[0]


def test_data_alone_get_a_network_of_their_size() -> None:
    x, y = RNG.random((30, 6)), np.array([0.0, 1, 2] * 10)
    found = assembled(content({"X": x, "y": y}), Answers()).document
    assert found is not None
    assert (found.network.layers[0], found.network.layers[-1]) == (6, 3)
    np.testing.assert_array_equal(found.examples.y[:3], np.eye(3))


def test_scaling_beside_the_weights_is_offered_and_kept() -> None:
    mean, scale = np.array([[100.0, -50.0, 7.0]]), np.array([[2.0, 4.0, 8.0]])
    raw = mean + scale * RNG.normal(size=(40, 3))
    arrays = {
        **{"Theta1": THETA[0], "Theta2": THETA[1], "scaler_mean": mean, "scaler_scale": scale},
        **{"X": raw, "y": np.eye(2)[[0, 1] * 20]},
    }
    found = assembled(content(arrays), Answers())
    assert found.document is not None
    assert found.document.scaling is not None
    assert found.document.scaling.shift == (100.0, -50.0, 7.0)
    np.testing.assert_allclose(found.document.examples.x, (raw - mean) / scale)
    assert "scaling" in [each.option for each in found.guesses]
    plain = assembled(content(arrays), Answers(scaling=False)).document
    assert plain is not None
    assert plain.scaling is None
    np.testing.assert_array_equal(plain.examples.x, raw)


def test_what_does_not_fit_is_said_with_its_shapes() -> None:
    with pytest.raises(PlaceError, match=r"do not fit each other: “W1” \(4 × 3\), “W2” \(9 × 9\)"):
        assembled(content({"W1": W[0], "W2": np.ones((9, 9))}), Answers())
    with pytest.raises(PlaceError, match="no network"):
        assembled(content({"limits": np.ones(3)}), Answers())


def test_an_encoder_stands_before_its_decoder() -> None:
    layers = {"decoder.0": (8, 3), "decoder.2": (16, 8), "encoder.0": (8, 16), "encoder.2": (3, 8)}
    arrays = {f"{name}.weight": np.ones(shape) for name, shape in layers.items()}
    arrays |= {f"{name}.bias": np.ones(shape[0]) for name, shape in layers.items()}
    found = assembled(content(arrays), Answers()).document
    assert found is not None
    assert found.network.layers == (16, 8, 3, 8, 16)


def test_of_several_networks_by_name_the_first_is_opened_and_that_is_said() -> None:
    layers = {"actor.0": (8, 4), "actor.2": (2, 8), "critic.0": (8, 4), "critic.2": (1, 8)}
    arrays = {f"{name}.weight": np.ones(shape) for name, shape in layers.items()}
    arrays |= {f"{name}.bias": np.ones(shape[0]) for name, shape in layers.items()}
    opened = assembled(content(arrays), Answers())
    assert opened.document is not None
    assert opened.document.network.layers == (4, 8, 2)
    words = "The file holds several networks; “actor” is opened, not “critic”."
    assert words in opened.left_out


@pytest.mark.parametrize(
    ("arrays", "reason"),
    [
        ({"bn1.weight": np.ones(4), "bn1.running_mean": np.ones(4)}, "“bn1” is a batch norm"),
        ({"lstm.weight_ih_l0": np.ones((16, 3))}, "“lstm” is a recurrent layer"),
        ({"conv1.weight": np.ones((8, 1, 3, 3))}, "“conv1” is a convolution or the like"),
    ],
)
def test_layers_of_other_kinds_are_named(arrays: dict[str, Array], reason: str) -> None:
    whole = {"fc1.weight": W[0], "fc1.bias": B[0], **arrays, "fc2.weight": W[1], "fc2.bias": B[1]}
    with pytest.raises(PlaceError) as caught:
        assembled(content(whole), Answers())
    assert reason in f"{caught.value.place} {caught.value.reason}"


def test_dimensions_of_one_make_no_convolution() -> None:
    arrays = {"W1": W[0], "b1": B[0], "W2": W[1], "b2": B[1], "weights_used": np.ones((1, 1, 3))}
    assert assembled(content(arrays), Answers()).left_out


def test_examples_with_gaps_are_left_out_and_that_is_said() -> None:
    x, y = RNG.normal(size=(6, 3)), RNG.normal(size=(6, 2))
    x[1, 2], y[4, 0] = np.nan, np.inf
    arrays = {"Theta1": THETA[0], "Theta2": THETA[1], "X": x, "y": y, "Xval": x[:2], "yval": y[:2]}
    opened = assembled(content(arrays), Answers())
    assert opened.document is not None
    np.testing.assert_array_equal(opened.document.examples.x, x[[0, 2, 3, 5]])
    np.testing.assert_array_equal(opened.document.held_out.x, x[:1])
    assert "2 of 6 rows were left out because a value is missing." in opened.notices
    with pytest.raises(PlaceError, match="no row is complete"):
        assembled(content({**arrays, "X": x * np.nan}), Answers())


def test_weights_that_are_not_finite_are_named() -> None:
    with pytest.raises(PlaceError) as caught:
        assembled(content({"Theta1": THETA[0], "Theta2": THETA[1] * np.inf}), Answers())
    assert (caught.value.place, caught.value.reason) == (
        "Theta2",
        "holds a number that is not finite",
    )


def test_an_order_against_the_names_is_told() -> None:
    arrays = {"W1": RNG.normal(size=(4, 3)), "W2": RNG.normal(size=(2, 7))}  # 6-2-4, biases first
    opened = assembled(content(arrays), Answers())
    assert opened.document is not None and opened.document.network.layers == (6, 2, 4)
    told = [each.value for each in opened.guesses if each.what == "the order of the layers"]
    assert told == ["W2, W1"]
    for usual in ({"W1": W[0], "W2": W[1]}, {"ol_weights": W[1], "hl_weights": W[0]}):
        opened = assembled(content(usual), Answers())
        assert not [each for each in opened.guesses if each.what == "the order of the layers"]
