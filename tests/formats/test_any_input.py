"""Whatever a file holds, it is opened or refused in one plain line; nothing else ever happens."""

import copy
import json
from pathlib import Path
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from bpsim.core.document import Document
from bpsim.formats.errors import FormatError
from bpsim.formats.native import file as native
from tests.strategies import json_values

GOOD = (Path(__file__).parents[2] / "resources" / "networks" / "lecture.bpsim").read_bytes()

# Values that are nearly right, or wrong in the ways that programs and people get them wrong.
ODD = st.sampled_from(
    [
        *(None, True, False, 0, -1, 1, 2, 1.0, -0.0, 1e308, 10**30, 10**400),
        *("", "1", "softmax", "relu", "categorical-cross-entropy", "squared-error"),
        *([], [[]], [[[]]], {}, {"x": 1}, [2, 2], [1] * 9),
    ]
)


def opened_or_refused(data: bytes) -> Document | None:
    try:
        return native.loads(data, "any.bpsim")
    except FormatError as error:
        sentence = str(error)
        assert sentence.startswith("any.bpsim: ")
        assert sentence.isprintable()
        assert len(sentence) < 400
        return None


@given(st.binary(max_size=200))
@example(b"\xff\xfe")
@example(b"\xef\xbb\xbf")
@example(b"{")
@example(b'{"a')
@example(b'{"a": "\\')
@example(b"\x00")
@example(b"\x0b")
def test_any_bytes(data: bytes) -> None:
    opened_or_refused(data)


@given(st.integers(0, len(GOOD)), st.integers(0, 40), st.binary(max_size=5))
def test_a_good_file_with_some_bytes_replaced(start: int, length: int, other: bytes) -> None:
    found = opened_or_refused(GOOD[:start] + other + GOOD[start + length :])
    if found is not None:
        assert native.loads(native.dumps(found)) == found


@given(st.integers(0, len(GOOD.rstrip()) - 1))
def test_a_good_file_cut_short_is_never_opened(length: int) -> None:
    assert opened_or_refused(GOOD[:length]) is None


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) in a parsed file."""
    found = []
    waiting = [value]
    while waiting:
        each = waiting.pop()
        keys = list(each) if isinstance(each, dict) else range(len(each))
        for key in keys:
            found.append((each, key))
            if isinstance(each[key], dict | list):
                waiting.append(each[key])
    return found


@given(st.data())
def test_a_good_file_with_some_values_exchanged(data: st.DataObject) -> None:
    value = json.loads(GOOD)
    for _ in range(data.draw(st.integers(1, 3))):
        container, key = data.draw(st.sampled_from(places(value)))
        if isinstance(container, dict) and data.draw(st.booleans()):
            del container[key]
        else:
            # A copy: the next round may change it, and must not change what later tests draw.
            container[key] = copy.deepcopy(data.draw(ODD | json_values()))
    found = opened_or_refused(json.dumps(value).encode())
    if found is not None:
        assert native.loads(native.dumps(found)) == found
