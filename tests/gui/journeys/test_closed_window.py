"""A window that was closed is kept by nobody."""

import gc
import weakref

from pytestqt.qtbot import QtBot

from bpsim.formats.bundled import bundled_network

from .shared_window import end, shown_window


def test_a_closed_window_is_kept_by_nobody(qtbot: QtBot) -> None:
    window = shown_window(bundled_network("moons").load(), 1280, 800)
    qtbot.waitUntil(window.isActiveWindow)
    for name in window.docks.by_name:  # what waits for their places is still to be done then
        window.docks.bring_up(name)
    window.controller.next_pass()
    known = weakref.ref(window)
    end(window)
    del window
    gc.collect()
    assert known() is None
