"""A reader without a voice: starts the program, prints its tree and what it announces as JSON.

Run by a Python that has the bindings of AT-SPI (``gi``), within a session bus and a display:
``python3 reader.py COMMAND…``.
"""

import json
import os
import subprocess
import sys
import time
from typing import Any

import gi  # type: ignore[import-not-found, unused-ignore]

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # type: ignore[import-not-found, unused-ignore]  # noqa: E402

PATIENCE_SECONDS = 240.0
HEARD_SECONDS = 60.0
SHOWING = Atspi.StateType.SHOWING


def main(command: list[str]) -> None:
    """Read the window, press a key in it, listen, and end it."""
    Atspi.init()
    heard: list[str] = []
    listener = Atspi.EventListener.new(lambda event: heard.append(str(event.any_data)))
    listener.register("object:announcement")
    environment = {**os.environ, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "QT_QPA_PLATFORM": "xcb"}
    program = subprocess.Popen(command, env=environment)
    try:
        window = _waited(lambda: _window(program), PATIENCE_SECONDS)
        # The panels come after the network: once the explanation is there all are.
        tree = _waited(lambda: _whole(window), PATIENCE_SECONDS)
        for step in ("Forward one step", "Back one step"):
            button = _found(window, step)
            before = len(heard)
            button.get_action_iface().do_action(0)
            _waited(lambda known=before: len(heard) > known, HEARD_SECONDS)
        # What is known of a panel changes with the tab that is in front.
        _found(window, "Runs", "page tab").get_action_iface().do_action(0)
        in_front = _waited(lambda: _shown_panels(window, "Runs"), HEARD_SECONDS)
        print(json.dumps({"tree": tree, "heard": heard, "in front": in_front}))
    finally:
        program.terminate()
        program.wait()


def _waited(look: Any, seconds: float) -> Any:
    """What ``look`` finds, once it finds something."""
    until = time.monotonic() + seconds
    while True:
        while GLib.MainContext.default().iteration(False):
            pass
        found = look()
        if found:
            return found
        if time.monotonic() > until:
            raise SystemExit("nothing came")
        time.sleep(0.05)


def _window(program: subprocess.Popen[bytes]) -> Any:
    if program.poll() is not None:
        raise SystemExit("the program ended before its window came")
    desktop = Atspi.get_desktop(0)
    for number in range(desktop.get_child_count()):
        application = desktop.get_child_at_index(number)
        if (
            application
            and application.get_process_id() == program.pid
            and application.get_child_count()
        ):
            return application.get_child_at_index(0)
    return None


def _parts(node: Any, depth: int = 0) -> Any:
    """A node and all below it that can be seen."""
    yield node, depth
    for number in range(node.get_child_count()):
        child = node.get_child_at_index(number)
        if child is not None:
            yield from _parts(child, depth + 1)


def _whole(window: Any) -> list[tuple[str, str, bool]]:
    window.clear_cache()
    found = []
    for node, _ in _parts(window):
        shown = node.get_state_set().contains(SHOWING)
        found.append((node.get_role_name(), node.get_name() or "", shown))
    return found if any(name == "Explanation" for _, name, _ in found) else []


def _shown_panels(window: Any, name: str) -> list[str]:
    """The names of the panels that are shown, once that one is."""
    found = [
        part.get_name()
        for part, _ in _parts(window)
        if part.get_role_name() == "panel" and part.get_state_set().contains(SHOWING)
    ]
    return found if name in found else []


def _found(window: Any, name: str, role: str = "button") -> Any:
    """The button, or what else has that role, called ``name``."""
    for node, _ in _parts(window):
        if node.get_role_name().endswith(role) and node.get_name() == name:
            return node
    raise SystemExit(f"there is no {role} {name!r}")


if __name__ == "__main__":
    main(sys.argv[1:])
