"""Whether there is a screen to open a window on, asked before Qt is, because Qt would abort."""

import ctypes
import os
import sys
from importlib.util import find_spec
from pathlib import Path

from bpsim.base.words import tr
from bpsim.core.errors import BpsimError

NO_WINDOW = tr("the commands that bpsim --help lists need no display")
PLATFORM = "QT_QPA_PLATFORM"
NO_DISPLAY = tr(
    "there is no display to open the window on: DISPLAY is not set "
    "(over ssh, ssh -X sets it; on a machine without a screen, "
    "xvfb-run -a bpsim makes one)"
)


def require_display() -> None:
    """Raise BpsimError with a clear sentence where no window can be opened.

    Of several platforms that Qt is told to try in turn, one that works is enough.
    """
    named = [part for part in os.environ.get(PLATFORM, "").split(";") if part]
    linux = sys.platform.startswith("linux")
    if not named and not linux:
        return
    obstacles = []
    for candidate in named or _usual():
        name = candidate.partition(":")[0]
        why_not = _unknown(name) or (_obstacle(name.lower()) if linux else "")
        if not why_not:
            return
        obstacles.append(why_not)
    raise BpsimError(f"{obstacles[-1]}; {NO_WINDOW}")


def draw_without_display() -> None:
    """Let Qt draw in this process with or without a screen; to be called before Qt starts.

    Where nobody has said which platform to use, or that one would fail, it is the one of Qt's that
    needs none. Elsewhere than on Linux there always is a screen.
    """
    if not sys.platform.startswith("linux"):
        return
    if os.environ.get(PLATFORM):
        try:
            require_display()
        except BpsimError:
            pass
        else:
            return
    os.environ[PLATFORM] = "offscreen"


def _usual() -> list[str]:
    """What Qt tries on Linux by itself."""
    return ["wayland", "xcb"] if os.environ.get("WAYLAND_DISPLAY") else ["xcb"]


def _unknown(name: str) -> str:
    """Why a platform called ``name`` cannot be had at all; empty if it can."""
    known = _platforms()
    # One plug-in may go by several names: wayland and wayland-egl are the same.
    if not known or name.lower().partition("-")[0] in known:
        return ""
    return tr(
        "{platform} asks for “{name}”, which Qt does not have here; "
        "without it an ordinary window opens, and it may name {known}",
        platform=PLATFORM,
        name=name,
        known=", ".join(known),
    )


def _platforms() -> tuple[str, ...]:
    """The platforms that came with PySide6; none where others may be found, or it lies apart."""
    if os.environ.get("QT_PLUGIN_PATH") or os.environ.get("QT_QPA_PLATFORM_PLUGIN_PATH"):
        return ()
    spec = find_spec("PySide6")  # found, not imported
    places = [] if spec is None else list(spec.submodule_search_locations or [])
    files = [
        file.stem.removeprefix("lib").removeprefix("q")
        for place in places
        for inside in ("Qt/plugins/platforms", "plugins/platforms")
        for file in Path(place, inside).glob("*q*.*")
        if file.suffix in (".so", ".dll", ".dylib")
    ]
    return tuple(sorted(files))


def _obstacle(name: str) -> str:
    """Why Qt's platform ``name`` would fail on this Linux; empty if it would not, as far as known.

    Others than the two of desktops need no display, or are the user's own business.
    """
    if name == "xcb":
        return _no_xcb()
    return _no_wayland() if name.startswith("wayland") else ""


def _no_xcb() -> str:
    display = os.environ.get("DISPLAY")
    if not display:
        return NO_DISPLAY
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
        ctypes.CDLL("libxcb-cursor.so.0")
    except OSError as error:
        return tr(
            "a system library for the window is missing ({error}); "
            "packaging/run.py installs it, or on Debian and Ubuntu: apt "
            "install libxcb-cursor0",
            error=error,
        )
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return tr("the display {display} cannot be opened", display=display) if failed else ""


def _no_wayland() -> str:
    if os.environ.get("WAYLAND_SOCKET"):  # a connection that is open already
        return ""
    import socket

    name = os.environ.get("WAYLAND_DISPLAY") or "wayland-0"
    path = os.path.join(os.environ.get("XDG_RUNTIME_DIR", ""), name)
    with socket.socket(socket.AF_UNIX) as connection:
        try:
            connection.connect(path)
        except OSError:
            return tr("the Wayland display {name} cannot be opened", name=name)
    return ""
