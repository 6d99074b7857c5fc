"""Methods of updating in the native file."""

import json
from pathlib import Path
from typing import Any

import pytest

from bpsim.core.methods.adam import Adam
from bpsim.core.methods.descent import PLAIN
from bpsim.core.methods.method import Method
from bpsim.core.methods.momentum import Momentum
from bpsim.core.methods.rmsprop import RMSProp
from bpsim.formats.errors import FormatError
from bpsim.formats.native import file as native

LECTURE = Path(__file__).parents[2] / "resources" / "networks" / "lecture.bpsim"


def with_method(method: Any) -> bytes:
    value = json.loads(LECTURE.read_bytes())
    value["training"]["method"] = method
    return json.dumps(value).encode()


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ({"kind": "descent"}, PLAIN),
        ({"kind": "momentum"}, Momentum()),
        ({"kind": "rmsprop", "epsilon": 1e-6}, RMSProp(epsilon=1e-6)),
        ({"kind": "adam", "beta1": 0.5, "beta2": 0}, Adam(0.5, 0.0)),
    ],
)
def test_a_method_is_read_and_written(written: dict[str, Any], read: Method) -> None:
    document = native.loads(with_method(written))
    assert document.training.method == read
    text = native.dumps(document)
    assert native.loads(text) == document
    assert (b'"method"' in text) == (read is not PLAIN)


@pytest.mark.parametrize(
    ("written", "place", "words"),
    [
        ("adam", "training.method", "object"),
        ({"beta": 0.5}, "training.method.kind", "missing"),
        ({"kind": "adagrad"}, "training.method.kind", "adagrad"),
        ({"kind": "adam", "nesterov": True}, "training.method.nesterov", "is no parameter of adam"),
        ({"kind": "adam", "beta1": 1}, "training.method.beta1", "< 1"),
        ({"kind": "momentum", "beta": "0.9"}, "training.method.beta", "number"),
        ({"kind": "rmsprop", "epsilon": 0}, "training.method.epsilon", "> 0"),
    ],
)
def test_a_wrong_method_is_refused(written: Any, place: str, words: str) -> None:
    with pytest.raises(FormatError) as refused:
        native.loads(with_method(written), "mine.bpsim")
    assert place in str(refused.value)
    assert words in str(refused.value)
