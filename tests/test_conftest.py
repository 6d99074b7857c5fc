"""The alarm of conftest.py goes off for what a test leaves behind, and for nothing else."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

SAMPLE = """
import threading
import time
import warnings

from PySide6.QtCore import QSettings, QStandardPaths, QThread, QTimer, qWarning
from PySide6.QtWidgets import QComboBox, QMainWindow, QWidget

kept = []


def keep(thing):
    kept.append(thing)
    return thing


def test_bad_thread():
    threading.Thread(target=time.sleep, args=(60,), name="sleeper", daemon=True).start()


def test_bad_timer(qapp):
    keep(QTimer(objectName="leaky")).start(1000)


def test_bad_qthread(qapp):
    keep(QThread(objectName="worker")).start()


def test_bad_window(qapp):
    keep(QWidget(objectName="stray")).show()


def test_bad_warning():
    warnings.warn("careful")


def test_bad_qt_message(qapp):
    qWarning("careful")


def test_bad_assertion(qapp):
    window = QWidget(objectName="held by the traceback")
    window.show()
    assert not window.isVisible()


def test_good_thread():
    threading.Thread(target=time.sleep, args=(0.05,)).start()


def test_good_timer(qapp):
    QTimer().start(1000)
    keep(QTimer()).start(1000)
    kept[-1].stop()


def test_good_qthread(qapp):
    thread = QThread()
    thread.start()
    thread.quit()
    thread.wait()


def test_good_window(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    window.menuBar().addMenu("File")
    window.show()
    QComboBox(window).showPopup()
    cycle = QWidget()
    cycle.me = cycle


def settings_are_new():
    for store in (QSettings("a", "b"), QSettings(QSettings.Format.IniFormat,
                                                 QSettings.Scope.UserScope, "a", "b")):
        assert "bpsim-tests-" in store.fileName()
        assert store.value("key") is None
        store.setValue("key", 1)
    for place in (QStandardPaths.AppConfigLocation, QStandardPaths.AppDataLocation,
                  QStandardPaths.CacheLocation, QStandardPaths.RuntimeLocation):
        assert "bpsim-tests-" in QStandardPaths.writableLocation(place)


def test_good_settings(qapp):
    settings_are_new()


def test_good_settings_again(qapp):
    settings_are_new()


def test_zzz_end(qapp):
    for thing in kept:
        if isinstance(thing, QThread):
            thing.quit()
            thing.wait()
"""


HANGING = """
import time


def test_a_quick():
    pass


def test_b_failing():
    assert 1 == 2


def test_c_hanging():
    time.sleep(1.0)


def test_d_hanging():
    time.sleep(1.0)
"""


def run(
    tmp_path: Path, sample: str, *settings: tuple[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run the tests of ``sample`` below a conftest.py with other numbers."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "tests").mkdir()
    conftest = (ROOT / "tests/conftest.py").read_text(encoding="utf-8")
    for usual, changed in settings:
        assert usual in conftest
        conftest = conftest.replace(usual, changed)
    (tmp_path / "tests/conftest.py").write_text(conftest, encoding="utf-8")
    (tmp_path / "tests/test_sample.py").write_text(sample, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-v", "-p", "no:randomly", "-p", "no:cacheprovider"]
    environ = {**os.environ, "COLUMNS": "200", "NO_COLOR": "1"}
    return subprocess.run(
        command, cwd=tmp_path, env=environ, capture_output=True, text=True, check=False
    )


def test_one_that_does_not_end_says_where_it_stands(tmp_path: Path) -> None:
    """Also after a failure, with which pytest takes the alarm away."""
    settings = ("HANGS_SECONDS = 600.0", "HANGS_SECONDS = 0.1"), ("= 60.0", "= 0.1")
    result = run(tmp_path, HANGING, *settings)
    where = re.findall(r"test_sample.py\", line \d+ in (\w+)", result.stderr)
    assert {"test_c_hanging", "test_d_hanging"} <= {*where}, result.stdout + result.stderr


def test_alarm(tmp_path: Path) -> None:
    result = run(tmp_path, SAMPLE, ("GRACE_SECONDS = 20.0", "GRACE_SECONDS = 0.3"))
    outcomes = re.findall(r"^tests/test_sample.py::test_(\w+) (\w+)", result.stdout, re.MULTILINE)
    assert result.returncode == 1, result.stdout + result.stderr
    bad = {name for name, outcome in outcomes if outcome != "PASSED"}
    expected = set(re.findall(r"def test_(bad_\w+)", SAMPLE))
    assert bad == expected, result.stdout
    # A test that failed anyway is not accused of leaking besides.
    assert "window QWidget 'held by the traceback'" not in result.stdout
    for said in (
        "left behind by this test: thread 'sleeper' is still running",
        "left behind by this test: QTimer 'leaky' is still running",
        "left behind by this test: QThread 'worker' is still running",
        "left behind by this test: window QWidget 'stray' was left behind",
    ):
        assert said in result.stdout
