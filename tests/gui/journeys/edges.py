"""Prints a number for what the window looks like with each panel in front.

Run by test_edges.py in a process of its own, because fonts are set up as Qt starts.
"""

import os
import sys
import zlib

from bpsim.app.window import _application
from bpsim.formats.bundled import bundled_network
from bpsim.gui.window.main_window import MainWindow


def main() -> int:
    """Stand at the δ of a hidden unit, with every panel in turn."""
    application = _application()
    window = MainWindow(bundled_network("moons").load())
    window.resize(1280, 800)
    window.show()
    window.controller.next_pass()
    for _ in range(3):
        window.controller.forward()
    for name in window.docks.by_name:
        window.docks.bring_up(name)
        for _ in range(5):
            application.processEvents()
        picture = window.grab().toImage()
        print(name, zlib.crc32(picture.constBits()))
    sys.stdout.flush()
    os._exit(0)  # what the window left is of no interest here


if __name__ == "__main__":
    main()
