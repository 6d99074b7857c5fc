"""A document as arrays by name, as the formats hold it that know nothing of networks."""

import numpy as np

from bpsim.core.arrays import Array
from bpsim.core.document import Document


def folded(document: Document) -> dict[str, Array]:
    """Theta1, Theta2, … with the bias column first, as in the course."""
    return {f"Theta{n}": theta for n, theta in enumerate(document.network.weights, start=1)}


def apart(document: Document) -> dict[str, Array]:
    """layer1.weight (out × in), layer1.bias, …, as PyTorch names and lays them."""
    arrays: dict[str, Array] = {}
    for n, theta in enumerate(document.network.weights, start=1):
        arrays[f"layer{n}.weight"] = np.ascontiguousarray(theta[:, 1:])
        arrays[f"layer{n}.bias"] = np.ascontiguousarray(theta[:, 0])
    return arrays


def data_of(document: Document) -> dict[str, Array]:
    """X and y with an example a row, those held out, and what the inputs were scaled by."""
    arrays: dict[str, Array] = {}
    if len(document.examples):
        arrays |= {"X": document.examples.x, "y": document.examples.y}
    if len(document.held_out):
        arrays |= {"Xval": document.held_out.x, "yval": document.held_out.y}
    if document.scaling is not None:
        arrays |= {
            "scaler_mean": np.array([document.scaling.shift]),
            "scaler_scale": np.array([document.scaling.scale]),
        }
    return arrays
