"""Hostile pickles: nothing in them runs, and a small one cannot mean endless work."""

import io
import pickle
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bpsim.formats.errors import PlaceError
from bpsim.formats.pickles.arrays import array_of
from bpsim.formats.pickles.stream import MOST_OPERATIONS, Made, Name, read_pickle
from tests.formats import torch_files
from tests.formats.test_pickles import CLASSES, read, require_state, state
from tests.formats.torch_files import stand_ins


class Runs:
    """Would write a file if it were loaded."""

    def __init__(self, path: Path, call: str) -> None:
        self.path, self.call = path, call

    def __reduce__(self) -> Any:
        import os
        import subprocess

        calls: dict[str, Any] = {
            "system": (os.system, (f"echo run > {self.path}",)),
            "mkdir": (os.mkdir, (str(self.path),)),
            "exec": (exec, (f"open({str(self.path)!r}, 'w').close()",)),
            "run": (subprocess.check_output, (["touch", str(self.path)],)),
        }
        return calls[self.call]


@pytest.mark.parametrize("call", ["system", "mkdir", "exec", "run"])
@pytest.mark.parametrize("protocol", [0, 2, 4])
def test_nothing_in_a_pickle_runs(tmp_path: Path, call: str, protocol: int) -> None:
    mark = tmp_path / "mark"
    payload = Runs(mark, call)
    pickle.loads(pickle.dumps(payload, protocol))  # It does run where it is loaded.
    assert mark.exists()
    mark.rmdir() if mark.is_dir() else mark.unlink()
    bare = pickle.dumps({"W1": np.ones((2, 2)), "payload": payload}, protocol)
    with stand_ins():
        archive = torch_files.zipped({**state(), "fc3.weight": payload})
        old = torch_files.legacy({**state(), "fc3.weight": payload})
    np.testing.assert_array_equal(read(bare, "own.pkl").arrays["W1"], np.ones((2, 2)))
    require_state(read(archive))
    require_state(read(old))
    with pytest.raises(PlaceError):
        read(pickle.dumps(payload, protocol), "own.pkl")
    assert not mark.exists()


def test_a_global_is_a_name_and_nothing_more() -> None:
    value = read_pickle(io.BytesIO(b"cno.such.module\nthing\n(S'x'\ntR."))
    assert isinstance(value, Made)
    assert value.kind == "no.such.module.thing"


def nested(levels: int) -> bytes:
    """A tuple of itself twice, and so on: 2^levels parts, in a few bytes."""
    return b"\x80\x02)" + b"".join(b"q\x00h\x00\x86" for _ in range(levels)) + b"."


@pytest.mark.parametrize(
    "data",
    [
        nested(2000),
        b"\x80\x02}" + nested(60)[2:-1] + b"K\x01s.",
        b"\x80\x02]q\x00h\x00a.",
        b"\x80\x02" + b"]" * 5000 + b"a" * 4999 + b".",
        b"\x80\x02" + b"(" * 5000 + b"l" * 5000 + b".",
    ],
    ids=["bomb", "bomb as a key", "in itself", "deep", "deep marks"],
)
def test_a_small_pickle_cannot_mean_endless_work(data: bytes) -> None:
    with pytest.raises(PlaceError):
        read(data, "bomb.pkl")


def test_a_long_row_may_not_stand_for_a_longer_table() -> None:
    row = b"\x80\x02](" + b"K\x01" * 200_000 + b"eq\x00]"
    found = read(row + b"(" + b"h\x00" * 200_000 + b"e\x86.", "table.pkl")
    assert list(found.arrays) == ["1"]


def test_the_number_of_operations_is_limited() -> None:
    with pytest.raises(PlaceError, match="operations"):
        read(b"\x80\x02]" + b"N0" * (MOST_OPERATIONS // 2) + b".", "long.pkl")


@pytest.mark.parametrize(
    "data",
    [
        b"\x80\x02.",
        b"\x80\x02K",
        b"\x80\x02\x8a\xffabc",
        b"\x80\x02h\x00.",
        b"\x80\x02R.",
        b"\x80\x02a.",
        b"\x80\x02K\x01K\x02.",
        b"\x80\x02\x82\x01.",
        b"\x80\x05\x97.",
        b"\x80\x02B\xff\xff\xff\x7fabc.",
        b"\x80\x02cx\ny\n" + b"K\x01" * 3 + b"\x81\x81.",
    ],
)
def test_a_damaged_pickle_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(PlaceError):
        read(data, "damaged.pkl")


def test_a_number_of_thousands_of_digits_is_refused() -> None:
    with pytest.raises(PlaceError):
        read(b"\x80\x02L" + b"9" * 100_000 + b"L\n.", "long.pkl")


def test_an_array_must_have_the_bytes_that_its_shape_means() -> None:
    data = pickle.dumps({"W": np.arange(4.0)}, 2)
    with pytest.raises(PlaceError, match="its own description"):
        read(data.replace(b"K\x04\x85", b"K\x05\x85"), "own.pkl")


def test_a_zip_that_lies_about_its_members(tmp_path: Path) -> None:
    with stand_ins():
        data = torch_files.zipped(state())
    at = data.rindex(b"PK\x05\x06")
    with pytest.raises(PlaceError):
        read(data[:at] + data[at:].replace(data[at + 12 : at + 16], struct.pack("<I", 2**31)))


def test_a_model_that_holds_its_parts_many_times_over_is_refused() -> None:
    """Each level has the one below it twice."""
    with stand_ins(**CLASSES) as made:
        part = torch_files.module(made["ReLU"])
        for _ in range(28):
            part = torch_files.module(made["Sequential"], modules=[("a", part), ("b", part)])
        data = torch_files.zipped(part)
    with pytest.raises(PlaceError, match="more than"):
        read(data)


def test_bytes_made_of_something_odd_are_refused() -> None:
    dtype = Made(Name("numpy", "dtype"), ("f8", False, True))
    odd = Made(Name("_codecs", "encode"), {})
    with pytest.raises(PlaceError, match="does not fit its own description"):
        array_of(Made(Name("numpy.core.multiarray", "scalar"), (dtype, odd)))
