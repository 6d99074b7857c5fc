"""Scaling there and back, and what is no scaling of a document's inputs."""

import numpy as np
import pytest

from bpsim.core.document import Document
from bpsim.core.errors import ModelError
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.scaling import Scaling

NETWORK = Network.of(["sigmoid"], [[[0.0, 1.0, 2.0]]])


def document(scaling: Scaling | None = None, classes: tuple[str, ...] = ()) -> Document:
    examples = Examples.of([[1, 2]], [[1]])
    return Document("", NETWORK, "cross-entropy", examples, scaling=scaling, classes=classes)


def test_there_and_back() -> None:
    scaling = Scaling((10.0, -1.0), (4.0, 0.5))
    raw = np.array([[12.0, 0.0], [10.0, -2.0]])
    np.testing.assert_array_equal(scaling.applied(raw), [[0.5, 2.0], [0.0, -2.0]])
    np.testing.assert_array_equal(scaling.undone(scaling.applied(raw)), raw)


@pytest.mark.parametrize(
    ("shift", "scale", "sentence"),
    [
        ((1.0,), (1.0, 2.0), "1 numbers in shift, but 2 in scale"),
        ((1.0, 2.0), (1.0, 0.0), r"scaling\.scale\[1\]: a finite number other than 0"),
        ((float("nan"), 2.0), (1.0, 1.0), r"scaling\.shift\[0\]: a finite number is expected"),
    ],
)
def test_numbers_that_make_no_scaling(
    shift: tuple[float, ...], scale: tuple[float, ...], sentence: str
) -> None:
    with pytest.raises(ModelError, match=sentence):
        Scaling(shift, scale)


def test_a_document_has_a_scale_for_each_input_and_a_class_for_each_output() -> None:
    assert document(Scaling((0.0, 1.0), (1.0, 2.0)), ("no", "yes")).classes == ("no", "yes")
    with pytest.raises(ModelError, match=r"scaling\.shift: 2 numbers expected"):
        document(Scaling((0.0,), (1.0,)))
    with pytest.raises(ModelError, match="classes: 1 names expected"):
        document(classes=("a", "b", "c"))
