"""The JSON of ``model.to_json()``: the layers of a Keras model without their weights."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.formats.content import Content
from bpsim.formats.keras.config import Entry, entries_of
from bpsim.formats.keras.layers import content_of

KIND = tr("Keras model without weights")


def is_architecture(value: Any) -> bool:
    """True for what to_json() writes."""
    return isinstance(value, dict) and {"class_name", "config"} <= value.keys()


def content_of_json(value: Any) -> Content:
    """The activations, for the weights of another file; raises PlaceError as for a whole model."""
    version = str(value.get("keras_version", "3"))
    whole = content_of(entries_of(value), _no_weights, value.get("compile_config"), version)
    return Content(
        KIND,
        activations=tuple(each.activation or "linear" for each in whole.layers),
        cost=whole.cost,
        cost_scale=whole.cost_scale,
        scaling=whole.scaling,
        left_out=whole.left_out,
        notices=whole.notices,
    )


def _no_weights(entry: Entry) -> Sequence[Array]:
    units = entry.said.get("units", entry.said.get("output_dim"))
    count = units if isinstance(units, int) and 0 < units < 1_000_000 else 1
    return [np.zeros((1, count)), np.zeros(count)]
