"""A Keras program: the network as a Sequential in float64, J and D by TensorFlow's tape."""

from bpsim.core.document import Document
from bpsim.formats.code.literals import by_name, for_cost, python_data, title_of
from bpsim.formats.content import Written
from bpsim.formats.lost import lost

NAMES = {
    "sigmoid": '"sigmoid"',
    "tanh": '"tanh"',
    "relu": '"relu"',
    "linear": '"linear"',
    "selu": '"selu"',
    "softplus": '"softplus"',
    "silu": '"silu"',
    "gelu": "lambda z: keras.activations.gelu(z, approximate=False)",
    "softmax": '"softmax"',
    "sigmoid *": "lambda z: tf.sigmoid({steepness} * z)",
    "tanh *": "lambda z: tf.tanh({steepness} * z)",
    "leaky-relu *": "lambda z: tf.where(z > 0, z, {slope} * z)",
    "elu *": "lambda z: keras.activations.elu(z, alpha={alpha})",
    "hard-sigmoid *": "lambda z: tf.clip_by_value({slope} * z + 0.5, 0, 1)",
}
COSTS = {
    "cross-entropy": "tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(labels=Y, logits=z))",
    "categorical-cross-entropy": "-tf.reduce_sum(Y * tf.nn.log_softmax(z))",
    "squared-error": "0.5 * tf.reduce_sum((h - Y) ** 2)",
    "log-cosh": "tf.reduce_sum(abs(h - Y) + tf.math.softplus(-2.0 * abs(h - Y)) - np.log(2))",
}


def write(document: Document, name: str) -> Written:
    """The program; raises PlaceError for activations and costs that it has no words for."""
    names = by_name(document, NAMES, "Keras")
    layers = document.network.layers
    rows = "".join(
        f"    keras.layers.Dense({units}),\n    keras.layers.Activation({each}),\n"
        for units, each in zip(layers[1:], names, strict=True)
    )
    text = f'''"""{title_of(document)}: prints J and D."""

import keras
import numpy as np
import tensorflow as tf

keras.config.set_floatx("float64")
{python_data(document)}
model = keras.Sequential([
    keras.Input(shape=({layers[0]},)),
{rows}])
dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
for layer, theta in zip(dense, Theta):
    layer.set_weights([theta[:, 1:].T, theta[:, 0]])

m = len(X)
with tf.GradientTape() as tape:
    z = tf.convert_to_tensor(X)
    for layer in model.layers[:-1]:
        z = layer(z)
    h = model.layers[-1](z)
    J = {for_cost(document, COSTS, "Keras")} / m
    J += lam / (2 * m) * sum(tf.reduce_sum(layer.kernel**2) for layer in dense)
gradients = tape.gradient(J, [(layer.bias.value, layer.kernel.value) for layer in dense])
print("J =", repr(float(J)))
for l, (bias, kernel) in enumerate(gradients, start=1):
    print(f"D{{l}} =", np.column_stack([bias, np.transpose(kernel)]).tolist())
'''
    return Written(text.encode(), lost(document))
