"""What the window asks of Python's collector, and that it is taken back."""

import gc

from bpsim.gui.program import garbage_collector


def test_it_leaves_alone_what_is_there_and_can_be_undone() -> None:
    usual = gc.get_threshold()
    garbage_collector.settle()
    try:
        assert gc.get_freeze_count() > 0 and gc.isenabled()
        assert gc.get_threshold()[0] > usual[0]
    finally:
        garbage_collector.unsettle()
    assert gc.get_freeze_count() == 0
    assert gc.get_threshold() == usual
