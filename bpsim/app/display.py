"""Whether there is a screen to open a window on, asked before Qt is, because Qt would abort."""

import ctypes
import os
import sys

from bpsim.core.errors import BpsimError

NO_WINDOW = "the commands show, trace, gradients, check and train need no display"


def require_display() -> None:
    """Raise BpsimError with a clear sentence where no window can be opened."""
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if not sys.platform.startswith("linux") or platform not in ("", "xcb"):
        return
    if platform == "" and os.environ.get("WAYLAND_DISPLAY"):
        return
    display = os.environ.get("DISPLAY")
    if not display:
        raise BpsimError(f"there is no display to open the window on; {NO_WINDOW}")
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
        ctypes.CDLL("libxcb-cursor.so.0")
    except OSError as error:
        raise BpsimError(
            f"a system library for the window is missing ({error}); packaging/run.py installs "
            f"it, or on Debian and Ubuntu: apt install libxcb-cursor0; {NO_WINDOW}"
        ) from error
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    if failed:
        raise BpsimError(f"the display {display} cannot be opened; {NO_WINDOW}")
