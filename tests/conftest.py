"""What every test gets: no display, settings of its own, and an alarm for what it leaves behind."""

from __future__ import annotations

import faulthandler
import gc
import os
import shutil
import sys
import tempfile
import threading
import time
import weakref
from collections.abc import Generator, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from pytestqt.qtbot import QtBot

import bpsim  # noqa: F401  # before NumPy: it settles how many threads BLAS takes

# Read by Qt when the application object is made, so it has to be in place before.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# What tests read is what stands in the code, whatever language the machine speaks.
os.environ["BPSIM_LANGUAGE"] = "en"
os.environ.pop("LC_ALL", None)
os.environ["LC_NUMERIC"] = "C"
# The program is started again and again: what Python compiles for one start is kept for the next.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# As many examples everywhere; the checks of a change draw the same ones each time.
hypothesis.settings.register_profile("default", deadline=None, max_examples=25)
hypothesis.settings.register_profile(
    "ci", hypothesis.settings.get_profile("default"),
    derandomize=True, database=None, print_blob=True,
)  # fmt: skip
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "default")

# What a test waits for comes, however slow or busy the machine is: five seconds are no bound.
for _wait in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals, QtBot.waitExposed):
    _wait.__kwdefaults__["timeout"] = 300_000

# How long something that is already ending may take before it counts as left behind.
GRACE_SECONDS = 20.0

# So many objects more than before make Python look for garbage among the young; usual are 700.
GARBAGE_THRESHOLD = 20_000

# A test that takes longer, waiting for the answer to a question say, tells where it stands.
HANGS_SECONDS = 600.0
# That is put off no more often than this.
PUT_OFF_SECONDS = 60.0

_failed = pytest.StashKey[bool]()


class Standing:
    """Says in the log where a test stands that does not come to its end.

    What pytest has for it sets the alarm for each test anew: thousands of threads, and a busy
    machine lets each of them wait before it ends.
    """

    def __init__(self) -> None:
        self._log = os.dup(2)  # nothing is captured yet
        self._set_at = -PUT_OFF_SECONDS

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self) -> None:
        """Put it off, but for what has just been put off."""
        now = time.monotonic()
        if now - self._set_at >= PUT_OFF_SECONDS:
            self._set_at = now
            faulthandler.dump_traceback_later(HANGS_SECONDS + PUT_OFF_SECONDS, file=self._log)

    def pytest_exception_interact(self) -> None:
        """Set it anew for the next test: pytest has just taken it away."""
        self._set_at = -PUT_OFF_SECONDS

    def pytest_unconfigure(self) -> None:
        """No test is to come."""
        faulthandler.cancel_dump_traceback_later()
        os.close(self._log)


def pytest_configure(config: pytest.Config) -> None:
    """Begin to watch."""
    config.pluginmanager.register(Standing())


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Find the tests without looking for garbage, and never look for it among what was found.

    The thousands of tests and all modules stay to the end: going through them again and again
    took a third of the time of finding them. Much of what the tests make stays as well, a window
    above all, so that it is looked through less often than usual: that took a sixteenth of their
    time.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        look_seldom_for_garbage()


def look_seldom_for_garbage() -> None:
    """Never among what is there now."""
    gc.enable()
    gc.freeze()
    gc.set_threshold(GARBAGE_THRESHOLD)


@pytest.fixture
def looking_seldom() -> Iterator[None]:
    """For tests in which the program ends, as it gives back to Python what it had set up.

    Each later search, of which some tests make one, would go through a million objects.
    """
    yield
    gc.collect()
    look_seldom_for_garbage()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Note failed tests: their traceback keeps objects alive, which is not a leak of theirs."""
    report = yield
    if report.failed:
        item.stash[_failed] = True
    return report


# --- settings of its own -------------------------------------------------------------------------


class Homes:
    """Empty homes; one that nobody has put anything into serves the next test as well.

    Most tests put nothing there, and to take a directory away again takes longer than most tests.
    """

    def __init__(self, below: Path) -> None:
        self._below = below
        self._last: Path | None = None

    def new(self) -> Path:
        """A home that nobody has lived in, with the directory that Qt wants to find."""
        home = Path(tempfile.mkdtemp(dir=self._below))
        (home / "run").mkdir(mode=0o700)
        return home

    def empty(self) -> Path:
        """The home of the test before if that has left it as it was, else a new one."""
        if self._last is None or not _untouched(self._last):
            self._last = self.new()
        return self._last


def _untouched(home: Path) -> bool:
    runtime = home / "run"
    return os.listdir(home) == ["run"] and runtime.is_dir() and not os.listdir(runtime)


@pytest.fixture(scope="session")
def _homes() -> Iterator[Homes]:
    """Where each test gets its home from."""
    path = Path(tempfile.mkdtemp(prefix="bpsim-tests-"))
    yield Homes(path)
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(autouse=True)
def _own_home(_homes: Homes, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point every place where settings, caches and recovery files are kept at an empty home."""
    home = _homes.empty()
    live_in(home, monkeypatch)
    return home


@pytest.fixture(scope="session")
def shared_home(_homes: Homes) -> Path:
    """The home of what many tests share; whatever is made there is made within ``live_in``."""
    return _homes.new()


def live_in(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make ``home`` the place where settings, caches and recovery files are kept from now on."""
    config = home / ".config"
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.setenv("APPDATA", str(config))
    monkeypatch.setenv("LOCALAPPDATA", str(config))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(config))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / ".local/share"))
    monkeypatch.setenv("XDG_STATE_HOME", str(home / ".local/state"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / ".cache"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(home / "run"))
    qt_core = sys.modules.get("PySide6.QtCore")
    if qt_core is not None:
        settings = qt_core.QSettings
        # On Unix both formats are files; elsewhere the native one cannot be moved, so tests
        # and the program use IniFormat.
        for file_format in (settings.Format.NativeFormat, settings.Format.IniFormat):
            settings.setPath(file_format, settings.Scope.UserScope, str(config))
        qt_core.QStandardPaths.setTestModeEnabled(True)


@pytest.fixture(scope="session")
def qapp(qapp: Any) -> Any:
    """The application, whose text has the edges that a window gives it."""
    from bpsim.gui.looks.theme import grey_edged

    qapp.setFont(grey_edged(qapp.font()))
    return qapp


@pytest.fixture(autouse=True)
def _own_looks() -> Iterator[None]:
    """Each test leaves the application the looks that it found.

    Where tests share a window it has set them, and does so again when it is renewed.
    """
    app = _application()
    with nullcontext() if app is not None and _windows(app) else looks_given_back():
        yield


@contextmanager
def looks_given_back() -> Iterator[None]:
    """Give the application back its looks, which a window sets for all, and empty its clipboard."""
    app = _application()
    looks = ("", None, None) if app is None else (app.styleSheet(), app.font(), app.palette())
    yield
    app = _application()
    if app is None:
        return
    app.clipboard().clear()  # what Python put there would outlive it
    sheet, font, palette = looks
    if app.styleSheet() != sheet:
        app.setStyleSheet(sheet)
    if font is not None and app.font() != font:
        app.setFont(font)
    theme = sys.modules.get("bpsim.gui.looks.theme")
    if theme is not None:
        theme.use_theme(theme.LIGHT)
    if palette is not None and app.palette() != palette:
        app.setPalette(palette)


# --- nothing left behind -------------------------------------------------------------------------


class _Started:
    """The QTimers and QThreads that Python code has started; asking Qt for them is not possible."""

    def __init__(self) -> None:
        self.objects: weakref.WeakSet[Any] = weakref.WeakSet()

    def watch(self, qt_class: Any) -> None:
        """Remember each instance of ``qt_class`` whose start() is called."""
        original = qt_class.start
        objects = self.objects

        def start(self: Any, *args: Any, **kwargs: Any) -> Any:
            objects.add(self)
            return original(self, *args, **kwargs)

        qt_class.start = start

    def running(self, qt_core: Any) -> set[Any]:
        """Those that are still going."""
        from shiboken6 import Shiboken

        alive = [thing for thing in list(self.objects) if Shiboken.isValid(thing)]
        return {
            thing
            for thing in alive
            if (thing.isActive() if isinstance(thing, qt_core.QTimer) else thing.isRunning())
        }


@pytest.fixture(scope="session")
def _started() -> _Started:
    """The record of started timers and threads, watching from the first test on."""
    started = _Started()
    qt_core = sys.modules.get("PySide6.QtCore")
    if qt_core is not None:
        started.watch(qt_core.QTimer)
        started.watch(qt_core.QThread)
    return started


def _application() -> Any:
    """The QApplication if some test has made one, else None; never imports Qt."""
    qt_widgets = sys.modules.get("PySide6.QtWidgets")
    app = qt_widgets.QApplication.instance() if qt_widgets is not None else None
    return app if app is not None and hasattr(app, "topLevelWidgets") else None


def _finish_deletions(app: Any) -> None:
    """Carry out every deleteLater(): processing events alone leaves some of them waiting."""
    qt_core = sys.modules["PySide6.QtCore"]
    app.sendPostedEvents(None, qt_core.QEvent.Type.DeferredDelete.value)
    app.processEvents()


def _windows(app: Any) -> set[Any]:
    """Widgets without a parent, Qt's own tooltip label aside."""
    return {
        widget
        for widget in app.topLevelWidgets()
        if widget.parent() is None and widget.metaObject().className() != "QTipLabel"
    }


def _outermost(thing: Any) -> Any:
    """What a timer belongs to in the end; of a thread, which has to end with its test, itself."""
    if not isinstance(thing, sys.modules["PySide6.QtCore"].QThread):
        while thing.parent() is not None:
            thing = thing.parent()
    return thing


def _python_threads() -> set[threading.Thread]:
    """Threads that someone started; a stand-in for a foreign thread never ends and is not one."""
    return {
        thread
        for thread in threading.enumerate()
        if not isinstance(thread, threading._DummyThread)
        and not type(thread).__module__.startswith("tqdm")
    }


def _leaked_threads(before: set[threading.Thread]) -> list[str]:
    deadline = time.monotonic() + GRACE_SECONDS
    for thread in _python_threads() - before:
        thread.join(max(0.0, deadline - time.monotonic()))
    return [f"thread {thread.name!r} is still running" for thread in _python_threads() - before]


def _leaked_qt(app: Any, started: _Started, before: set[Any], windows: set[Any]) -> list[str]:
    qt_core = sys.modules["PySide6.QtCore"]

    def running() -> set[Any]:
        """What still goes, but for the timers of a window that several tests share."""
        found = started.running(qt_core) - before
        return {each for each in found if _outermost(each) not in windows}

    _finish_deletions(app)
    if running() or _windows(app) - windows:
        # Perhaps only a reference cycle or a thread on its way out.
        gc.collect()
        _finish_deletions(app)
        for thing in running():
            if isinstance(thing, qt_core.QThread):
                thing.wait(int(GRACE_SECONDS * 1000))
    leaks = []
    for thing in running():
        leaks.append(f"{type(thing).__name__} {thing.objectName()!r} is still running")
        if isinstance(thing, qt_core.QTimer):
            thing.stop()
    for widget in _windows(app) - windows:
        leaks.append(f"window {type(widget).__name__} {widget.objectName()!r} was left behind")
        widget.close()
        widget.deleteLater()
    if not qt_core.QThreadPool.globalInstance().waitForDone(int(GRACE_SECONDS * 1000)):
        leaks.append("the global QThreadPool is still busy")
    return leaks


@pytest.fixture(autouse=True)
def _nothing_left_behind(
    request: pytest.FixtureRequest, _own_home: Path, _started: _Started
) -> Iterator[None]:
    """Fail the test that leaves a thread, a running timer or a window behind."""
    threads = _python_threads()
    app = _application()
    windows = _windows(app) if app is not None else set()
    running = _started.running(sys.modules["PySide6.QtCore"]) if app is not None else set()
    yield
    app = _application()
    failed = request.node.stash.get(_failed, False)
    leaks = _leaked_qt(app, _started, running, windows) if app is not None else []
    leaks += _leaked_threads(threads)
    if leaks and not failed:
        pytest.fail("left behind by this test: " + "; ".join(sorted(leaks)), pytrace=False)
