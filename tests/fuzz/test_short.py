"""A few damaged files for each reader; the script beside this tries as many as one likes."""

import sys

import pytest

from tests.fuzz import run
from tests.fuzz.seeds import READERS, Reader

COUNT = 150


@pytest.mark.skipif(sys.platform != "linux", reason="the limit of memory is asked of Linux")
@pytest.mark.parametrize("reader", READERS, ids=[each.module for each in READERS])
def test_damaged_files_are_opened_or_refused(reader: Reader) -> None:
    pytest.importorskip("sklearn")
    pytest.importorskip("onnx")
    pytest.importorskip("h5py")
    assert run.tried(reader, COUNT, 0, slow=True) == ""
