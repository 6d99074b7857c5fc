"""PySide6 imported quickly is still the same."""

import re
import subprocess
import sys

import pytest

from bpsim.app.qt import LatePattern, late_patterns

IMPORT = """
import builtins, re, sys
compiles = re.compile
from bpsim.app.qt import import_qt
import_qt()
import_qt()
assert builtins.__import__ is not builtins.__feature_import__ and re.compile is compiles
from PySide6.QtCore import QPoint, QSize
try:
    QSize(1, 2).scale("no size")
except TypeError as error:
    assert "QSize.scale" in str(error), error
else:
    sys.exit("accepted")
import inspect
assert "QPoint" in str(inspect.signature(QPoint.transposed)), inspect.signature(QPoint.transposed)
"""


def test_signatures_are_explained_as_ever() -> None:
    result = subprocess.run(
        [sys.executable, "-c", IMPORT], capture_output=True, text=True, timeout=60, check=False
    )
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_a_late_pattern_is_compiled_once_and_when_needed() -> None:
    made: list[re.Pattern[str]] = []

    def make() -> re.Pattern[str]:
        made.append(re.compile(r"(\d+)"))
        return made[-1]

    late = LatePattern(make)
    split, found = late.split, late.findall
    assert made == []
    assert (split("a1b"), found("1 22")) == (["a", "1", "b"], ["1", "22"])
    assert (late.pattern, late.groups, len(made)) == (r"(\d+)", 1, 1)


def test_others_get_their_patterns_at_once() -> None:
    with late_patterns("no.such.package."):
        assert isinstance(re.compile("a"), re.Pattern)
    with late_patterns(__name__), pytest.raises(re.error):
        late = re.compile("(")
        assert isinstance(late, LatePattern)
        late.match("a")
    assert isinstance(re.compile("a"), re.Pattern)
