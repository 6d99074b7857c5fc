"""Safetensors files as the real library writes them, and those that are damaged."""

import json
import struct

import numpy as np
import pytest

from bpsim.formats import safetensors_file
from bpsim.formats.errors import PlaceError

library = pytest.importorskip("safetensors.numpy")
ARRAYS = {
    "fc1.weight": np.arange(12, dtype=np.float32).reshape(3, 4),
    "fc1.bias": np.array([0.5, -0.25, 2.0]),
    "half": np.array([[1.5], [2.5]], dtype=np.float16),
    "whole": np.array([-3, 7], dtype=np.int64),
}


def test_the_arrays_of_the_library() -> None:
    data = library.save(ARRAYS, metadata={"format": "pt"})
    assert safetensors_file.match(data[:4096], "model")
    found = safetensors_file.read(data, "model").arrays
    assert set(found) == set(ARRAYS)
    for name, array in ARRAYS.items():
        np.testing.assert_array_equal(found[name], array)


def test_bfloat16_is_the_upper_half_of_a_float32() -> None:
    values = np.array([1.0, -2.5, 0.15625], dtype="<f4")
    body = (values.view("<u4") >> 16).astype("<u2").tobytes()
    found = safetensors_file.read(made({"w": ("BF16", [3], [0, 6])}, body), "x").arrays
    np.testing.assert_array_equal(found["w"], values)


def made(entries: dict[str, tuple[object, object, object]], body: bytes = b"") -> bytes:
    header = json.dumps(
        {
            name: {"dtype": dtype, "shape": shape, "data_offsets": offsets}
            for name, (dtype, shape, offsets) in entries.items()
        }
    ).encode()
    return struct.pack("<Q", len(header)) + header + body


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (made({"w": ("F64", [2**39, 2**39], [0, 0])}), "numbers"),
        (made({"w": ("F64", [2], [0, 8])}, bytes(8)), "another size"),
        (made({"w": ("F64", [1], [0, 8])}), "must be at most 0"),
        (made({"w": ("C64", [1], [0, 8])}, bytes(8)), "kind that is not known"),
        (made({"w": ("F64", [1], [0])}, bytes(8)), "no beginning and end"),
        (struct.pack("<Q", 500) + b"{}", "not complete"),
        (b"", "not complete"),
    ],
)
def test_what_is_damaged_is_refused_before_memory_is_taken(data: bytes, reason: str) -> None:
    with pytest.raises(PlaceError, match=reason):
        safetensors_file.read(data, "x")
