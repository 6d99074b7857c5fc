"""Whether the system asks programs to move as little as possible."""

import os
from functools import cache
from typing import Any, Final

SERVICE: Final = "org.freedesktop.portal.Desktop"
PATH: Final = "/org/freedesktop/portal/desktop"
INTERFACE: Final = "org.freedesktop.portal.Settings"
PATIENCE_MS: Final = 300
ASKED: Final = (
    ("org.freedesktop.appearance", "reduced-motion", 1),
    ("org.gnome.desktop.interface", "enable-animations", False),
)
"""Where desktops on Linux say so: a group of settings, a key, and the value that means yes."""


@cache
def reduced_motion() -> bool:
    """True where the desktop says so; where there is none to be asked, False."""
    return any(_setting(group, key) == asked for group, key, asked in ASKED)


def _setting(group: str, key: str) -> Any:
    """One setting of the desktop, None where it cannot be asked or has none of that name."""
    if not (os.environ.get("DBUS_SESSION_BUS_ADDRESS") or _has_bus()):
        return None  # to ask would start one
    from PySide6.QtDBus import QDBusConnection, QDBusMessage

    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return None
    call = QDBusMessage.createMethodCall(SERVICE, PATH, INTERFACE, "ReadOne")
    call.setArguments([group, key])
    reply = bus.call(call, timeout=PATIENCE_MS)
    if reply.type() is not QDBusMessage.MessageType.ReplyMessage or not reply.arguments():
        return None
    value = reply.arguments()[0]
    return value.variant() if hasattr(value, "variant") else value


def _has_bus() -> bool:
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    return bool(folder) and os.path.exists(os.path.join(folder, "bus"))
