"""What the window asks of Python itself, and that it is taken back."""

import gc
import sys

from bpsim.gui.program import interpreter


def test_it_leaves_alone_what_is_there_takes_turns_quickly_and_can_be_undone() -> None:
    before, usual, seconds = gc.get_threshold(), (700, 10, 10), sys.getswitchinterval()
    gc.set_threshold(*usual)  # as Python has it; the tests have another one
    interpreter.settle()
    try:
        assert gc.get_freeze_count() > 0 and gc.isenabled()
        assert gc.get_threshold()[0] > usual[0]
        assert sys.getswitchinterval() < seconds
    finally:
        interpreter.unsettle()
    assert gc.get_freeze_count() == 0
    assert (gc.get_threshold(), sys.getswitchinterval()) == (usual, seconds)
    gc.set_threshold(*before)
