"""Presents on the other of two screens and comes back; prints a line of JSON for each place."""

import json
import sys


def main() -> int:
    """Present from a window as it is, and from one that fills its screen."""
    from bpsim.formats.bundled import bundled_network
    from bpsim.gui.looks.application import the_application
    from bpsim.gui.window.main_window import MainWindow

    application = the_application()
    window = MainWindow(bundled_network().load())
    window.resize(1000, 700)
    window.show()

    def tell(what: str) -> None:
        for _ in range(8):
            application.processEvents()
        at, state = window.geometry(), window.windowState()
        filled = window.frameGeometry() == window.screen().geometry()
        inside = window.screen().geometry().contains(at)
        graph = window.views.graph
        whole = graph.picture.scene.layout.frame.width <= graph.width() + 1
        print(json.dumps([what, window.screen().name(), inside, filled, whole, state.value,
                          [at.width(), at.height()]]))  # fmt: skip

    for maximized in (False, True):
        if maximized:
            window.showMaximized()
        tell("before")
        window.actions_["present_there"].trigger()
        tell("presented")
        window.actions_["present_there"].trigger()
        tell("still")
        window.presenting.end()
        tell("after")
    window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
