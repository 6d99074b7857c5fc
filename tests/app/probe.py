"""Starts bpsim as a user does and tells what it looked like: ``python probe.py WHAT [words …]``.

WHAT is "first" to end at the first picture, "whole" to end once every panel is there, "close-first"
and "close-second" to close the window while it is in its first or second stage. Prints a line of
JSON for each picture.
"""

import importlib
import json
import sys
from types import ModuleType
from typing import Any


def tell(window: Any) -> None:
    """One line about the window as it is."""
    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QApplication

    graph = window.centralWidget().findChild(type(window._graph))
    place, shot = graph.mapTo(window, QPoint(0, 0)), window.grab().toImage()
    frame = graph.picture.scene.layout.frame
    corner = place + QPoint(1, graph.height() - 8)
    print(
        json.dumps(
            {
                "modules": sorted(sys.modules),
                "painted": graph.painted,
                "window": [window.width(), window.height()],
                "graph": [place.x(), place.y(), graph.width(), graph.height()],
                "frame": [frame.scale, frame.left, frame.top],
                "behind": shot.pixelColor(window.width() - 3, window.height() - 3).name(),
                "ground": shot.pixelColor(corner).name(),
                "font": QApplication.font().pointSizeF(),
                "title": window.windowTitle(),
            }
        ),
        flush=True,
    )


def main(what: str, words: list[str]) -> int:
    """Start with ``words``; the exit status."""
    from bpsim.app import cli

    really = importlib.import_module

    def watched(name: str) -> ModuleType:
        module: Any = really(name)
        if name != "bpsim.app.window":
            return module
        fill = module.fill

        def second_stage(window: Any, application: Any, *more: Any) -> int:
            from PySide6.QtCore import QTimer

            tell(window)
            if what == "first":
                return 0
            if what == "close-second":
                QTimer.singleShot(0, window.close)
            else:
                begin = window.begin

                def last() -> None:
                    begin()
                    QTimer.singleShot(0, lambda: (tell(window), window.close()))

                window.begin = last
            return int(fill(window, application, *more))

        module.fill = second_stage
        if what == "close-first":
            wait = module.wait_for_picture
            module.wait_for_picture = lambda window: (window.close(), wait(window))
        return module

    vars(cli)["import_module"] = watched
    return cli.main(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
