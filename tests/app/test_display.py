"""Where no window can be opened, one sentence says why, and Qt is not even started."""

import ctypes
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bpsim.app import display
from bpsim.app.display import require_display
from bpsim.core.errors import BpsimError

NAMES = (
    "DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM", "QT_PLUGIN_PATH",
    "QT_QPA_PLATFORM_PLUGIN_PATH",
)  # fmt: skip
OURS = ("linuxfb", "offscreen", "wayland", "xcb")
REAL = display._platforms


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A Linux without any display, whose Qt has four platforms."""
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(display, "_platforms", lambda: OURS)
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def refusal() -> str:
    with pytest.raises(BpsimError) as caught:
        require_display()
    text = str(caught.value)
    assert "\n" not in text and text.endswith(display.NO_WINDOW)
    return text


def test_no_display_at_all() -> None:
    text = refusal()
    assert text.startswith("there is no display to open the window on: DISPLAY is not set")
    assert "ssh -X" in text and "xvfb-run -a bpsim" in text
    assert "bpsim --help" in text  # which lists them, as the tests of the command line say


@pytest.mark.parametrize("named", ["nonsense", "Nonsense:with=arguments", "nonsense;worse"])
def test_a_platform_that_qt_does_not_have(bare: pytest.MonkeyPatch, named: str) -> None:
    bare.setenv("QT_QPA_PLATFORM", named)
    text = refusal()
    last = named.split(";")[-1].partition(":")[0]
    assert text.startswith(f"QT_QPA_PLATFORM asks for “{last}”, which Qt does not have here")
    assert ", ".join(OURS) in text


def test_it_is_refused_on_other_systems_too(bare: pytest.MonkeyPatch) -> None:
    bare.setattr("sys.platform", "win32")
    require_display()
    bare.setenv("QT_QPA_PLATFORM", "xcb")  # known to this Qt, and not looked into any further
    require_display()
    bare.setenv("QT_QPA_PLATFORM", "nonsense")
    assert "nonsense" in refusal()


@pytest.mark.parametrize("named", ["offscreen", "OffScreen", "linuxfb:fb=/dev/fb1", "xcb;offscreen",
                                   "nonsense;offscreen", ";offscreen;"])  # fmt: skip
def test_one_platform_that_works_is_enough(bare: pytest.MonkeyPatch, named: str) -> None:
    bare.setenv("QT_QPA_PLATFORM", named)
    require_display()


def test_plug_ins_from_elsewhere_are_not_judged(bare: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bare.setattr(display, "_platforms", REAL)
    assert {"offscreen", "minimal"} <= set(display._platforms())
    bare.setenv("QT_QPA_PLATFORM_PLUGIN_PATH", str(tmp_path))
    bare.setenv("QT_QPA_PLATFORM", "mine")
    require_display()


@pytest.mark.parametrize("named", ["", "xcb"])
def test_an_x_server_that_does_not_answer(bare: pytest.MonkeyPatch, named: str) -> None:
    bare.setenv("QT_QPA_PLATFORM", named)
    bare.setenv("DISPLAY", ":9876")
    bare.setattr(ctypes, "CDLL", lambda name: Xcb(failed=1))
    assert refusal().startswith("the display :9876 cannot be opened; ")
    bare.setattr(ctypes, "CDLL", lambda name: Xcb(failed=0))
    require_display()


class Xcb:
    """The three functions of libxcb that are asked."""

    class Function:
        def __init__(self, result: int) -> None:
            self.result = result

        def __call__(self, *arguments: object) -> int:
            return self.result

    def __init__(self, failed: int) -> None:
        self.xcb_connect = self.Function(1)
        self.xcb_connection_has_error = self.Function(failed)
        self.xcb_disconnect = self.Function(0)


def test_a_missing_library_is_named(bare: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> object:
        raise OSError(f"{name}: cannot open shared object file")

    bare.setenv("DISPLAY", ":0")
    bare.setattr(ctypes, "CDLL", missing)
    text = refusal()
    assert "libxcb" in text and "apt install libxcb-cursor0" in text


@pytest.mark.parametrize("named", ["wayland", "wayland-egl", ""])
def test_wayland_needs_one_who_listens(
    bare: pytest.MonkeyPatch, tmp_path: Path, named: str
) -> None:
    bare.setenv("QT_QPA_PLATFORM", named)
    bare.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    bare.setenv("WAYLAND_DISPLAY", "w-7")
    expected = "the Wayland display w-7 cannot be opened" if named else "there is no display"
    assert refusal().startswith(expected)
    with socket.socket(socket.AF_UNIX) as compositor:
        compositor.bind(str(tmp_path / "w-7"))
        compositor.listen()
        require_display()


@pytest.mark.parametrize("named", ["", "xcb", "wayland", "nonsense"])
def test_drawing_needs_none_of_it(bare: pytest.MonkeyPatch, named: str) -> None:
    bare.setenv("QT_QPA_PLATFORM", named)
    display.draw_without_display()
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"


@pytest.mark.parametrize("named", ["offscreen", "linuxfb:fb=/dev/fb1"])
def test_a_platform_that_works_is_left(bare: pytest.MonkeyPatch, named: str) -> None:
    bare.setenv("QT_QPA_PLATFORM", named)
    display.draw_without_display()
    assert os.environ["QT_QPA_PLATFORM"] == named


def test_elsewhere_than_on_linux_nothing_is_chosen(bare: pytest.MonkeyPatch) -> None:
    bare.setattr("sys.platform", "win32")
    display.draw_without_display()
    assert "QT_QPA_PLATFORM" not in os.environ


def test_the_process_ends_with_status_2_and_does_not_abort() -> None:
    environment = {name: value for name, value in os.environ.items() if name not in NAMES}
    ended = subprocess.run(
        [sys.executable, "-m", "bpsim"], cwd=Path(__file__).parents[2], capture_output=True,
        text=True, env={**environment, "QT_QPA_PLATFORM": "nonsense"}, check=False,
    )  # fmt: skip
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("bpsim: QT_QPA_PLATFORM asks for “nonsense”")
    assert ended.stderr.count("\n") == 1
