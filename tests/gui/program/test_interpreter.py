"""What the window asks of Python itself, and that it is taken back."""

import gc
import sys

import pytest

from bpsim.gui.program.interpreter import settled


@pytest.mark.usefixtures("looking_seldom")
def test_it_leaves_alone_what_is_there_takes_turns_quickly_and_is_undone() -> None:
    usual, seconds = (700, 10, 10), sys.getswitchinterval()
    gc.set_threshold(*usual)  # about as Python has it; the tests have another one
    with settled():
        assert gc.get_freeze_count() > 0 and gc.isenabled()
        assert gc.get_threshold()[0] > usual[0]
        assert sys.getswitchinterval() < seconds
    assert gc.get_freeze_count() == 0
    assert (gc.get_threshold(), sys.getswitchinterval()) == (usual, seconds)
