"""What Qt and Python need from the system: looks for it, and has apt install what is missing."""

from __future__ import annotations

import ctypes
import importlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from launch.report import SetupError, say

INSTALL = ("apt-get", "install", "-y", "--no-install-recommends")
UPDATE = ("apt-get", "update")
# Someone else's apt may be at work, as on a machine that has just booted.
WAIT_FOR_LOCK = ("-o", "DPkg::Lock::Timeout=300")


@dataclass(frozen=True)
class Library:
    """Something the system has to offer, and the packages that offer it.

    ``name`` is what the dynamic linker looks for. ``packages`` are the names the package has had
    in different releases, the newest first (the 64-bit time_t transition renamed some).
    """

    name: str
    packages: tuple[str, ...]


# What the libraries of Qt are linked against, as far as no minimal system is sure to have it.
OFFSCREEN = (
    Library("libglib-2.0.so.0", ("libglib2.0-0t64", "libglib2.0-0")),
    Library("libEGL.so.1", ("libegl1",)),
    Library("libGL.so.1", ("libgl1",)),
    Library("libX11.so.6", ("libx11-6",)),
    Library("libdbus-1.so.3", ("libdbus-1-3",)),
    Library("libfontconfig.so.1", ("libfontconfig1",)),
    Library("libfreetype.so.6", ("libfreetype6",)),
    Library("libxkbcommon.so.0", ("libxkbcommon0",)),
    Library("libgssapi_krb5.so.2", ("libgssapi-krb5-2",)),
    Library("libbrotlidec.so.1", ("libbrotli1",)),
    Library("libzstd.so.1", ("libzstd1",)),
    Library("libstdc++.so.6", ("libstdc++6",)),
)
# What its plug-in for a real screen needs besides.
WINDOW = (
    Library("libxkbcommon-x11.so.0", ("libxkbcommon-x11-0",)),
    Library("libX11-xcb.so.1", ("libx11-xcb1",)),
    Library("libxcb-cursor.so.0", ("libxcb-cursor0",)),
    Library("libxcb-icccm.so.4", ("libxcb-icccm4",)),
    Library("libxcb-image.so.0", ("libxcb-image0",)),
    Library("libxcb-keysyms.so.1", ("libxcb-keysyms1",)),
    Library("libxcb-randr.so.0", ("libxcb-randr0",)),
    Library("libxcb-render.so.0", ("libxcb-render0",)),
    Library("libxcb-render-util.so.0", ("libxcb-render-util0",)),
    Library("libxcb-shape.so.0", ("libxcb-shape0",)),
    Library("libxcb-shm.so.0", ("libxcb-shm0",)),
    Library("libxcb-sync.so.1", ("libxcb-sync1",)),
    Library("libxcb-util.so.1", ("libxcb-util1",)),
    Library("libxcb-xfixes.so.0", ("libxcb-xfixes0",)),
    Library("libxcb-xkb.so.1", ("libxcb-xkb1",)),
)
FONTS = Library("a font", ("fonts-dejavu-core",))
VENV = Library("Python's venv", (f"python3.{sys.version_info.minor}-venv", "python3-venv"))

FONT_DIRECTORIES = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
)
FONT_SUFFIXES = (".ttf", ".otf", ".ttc", ".pfb")


def has_library(name: str) -> bool:
    """Whether the dynamic linker finds and can load a library."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def has_font(directories: Iterable[str] = FONT_DIRECTORIES) -> bool:
    """Whether there is any outline font; without one Qt draws no text at all."""
    return any(
        name.lower().endswith(FONT_SUFFIXES)
        for directory in directories
        for _, _, names in os.walk(Path(directory).expanduser())
        for name in names
    )


def has_venv() -> bool:
    """Whether this Python can make an environment with pip (Debian splits that off)."""
    importlib.invalidate_caches()
    return all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))


def missing(libraries: Sequence[Library], *, venv: bool) -> list[Library]:
    """Which of the libraries are not there; a font is asked for with the libraries of Qt."""
    lacking = [library for library in libraries if not has_library(library.name)]
    if libraries and not has_font():
        lacking.append(FONTS)
    if venv and not has_venv():
        lacking.append(VENV)
    return lacking


def provide(libraries: Sequence[Library], *, venv: bool) -> None:
    """Install what is missing of these libraries and, if asked for, of Python's venv.

    Raises:
        SetupError: it is not allowed or not possible from here; the message says what to do.
    """
    if sys.platform != "linux":
        return
    lacking = missing(libraries, venv=venv)
    if not lacking:
        return
    if shutil.which("apt-get") is None:
        raise SetupError(
            "this system lacks " + ", ".join(library.name for library in lacking) + "; install "
            "the packages that contain them and start again."
        )
    prefix = privilege()
    if prefix is None:
        raise SetupError(
            "some packages of the system are missing; install them and start again:\n"
            + command_for_user(lacking, known_packages(lacking))
        )
    apt_install(lacking, prefix)
    lacking = missing(libraries, venv=venv)
    if lacking:
        raise SetupError(
            "still missing after the installation: "
            + ", ".join(f"{library.name} ({library.packages[-1]})" for library in lacking)
        )


def privilege() -> list[str] | None:
    """What to put before a command to run it as root; None if that needs a password."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and _quietly(["sudo", "-n", "true"]).returncode == 0:
        return ["sudo", "-n"]
    return None


def known_packages(libraries: Sequence[Library]) -> set[str]:
    """Those of the packages that apt could install; empty before the first update of its lists."""
    names = [name for library in libraries for name in library.packages]
    known: set[str] = set()
    package = ""
    for line in _quietly(["apt-cache", "policy", *names]).stdout.splitlines():
        if line and not line.startswith(" "):
            package = line.removesuffix(":")
        elif line.startswith("  Candidate:") and not line.endswith("(none)"):
            known.add(package)
    return known


def package_names(libraries: Sequence[Library], known: set[str]) -> list[str]:
    """One package for each library: the newest name that apt knows, else the oldest one."""
    names = [
        next((name for name in library.packages if name in known), library.packages[-1])
        for library in libraries
    ]
    return sorted(set(names))


def command_for_user(libraries: Sequence[Library], known: set[str]) -> str:
    """The command that installs the packages, to be typed as it stands."""
    install = ["sudo", *INSTALL, *package_names(libraries, known)]
    commands = [install] if known else [["sudo", *UPDATE], install]
    return "    " + " && ".join(shlex.join(command) for command in commands)


def apt_install(libraries: Sequence[Library], prefix: list[str]) -> None:
    """Install the packages, after an update of apt's lists where that turns out to be needed.

    Raises:
        SetupError: apt failed; the message holds its last complaint and the command.
    """
    known = known_packages(libraries)
    updated = False
    if any(not known.intersection(library.packages) for library in libraries):
        updated = _update(prefix)
        known = known_packages(libraries)
    names = package_names(libraries, known)
    say("installing system packages: " + " ".join(names))
    result = _apt(prefix, [*INSTALL, *names])
    if result.returncode != 0 and not updated:
        # The lists may be so old that the files they name are gone.
        _update(prefix)
        result = _apt(prefix, [*INSTALL, *names])
    if result.returncode != 0:
        complaints = [line for line in result.stderr.splitlines() if line.startswith("E:")]
        reason = complaints[0] if complaints else "it gave no reason"
        raise SetupError(
            f"apt could not install the packages ({reason}); is there a network connection? "
            "The command was\n" + command_for_user(libraries, known)
        )


def _update(prefix: list[str]) -> bool:
    say("updating the list of system packages")
    _apt(prefix, UPDATE)
    return True


def _apt(prefix: list[str], command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    # sudo drops the environment, so the variable is set behind it.
    environ = ["env", "DEBIAN_FRONTEND=noninteractive"]
    return _quietly([*prefix, *environ, command[0], *WAIT_FOR_LOCK, *command[1:]])


def _quietly(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env={**os.environ, "LC_ALL": "C"},
        check=False,
    )
