"""PySide6 imported quickly is still the same."""

import re
import subprocess
import sys

import pytest

from bpsim.app.quick_import import LatePattern, late_patterns

IMPORT = """
import builtins, re, sys
compiles = re.compile
from bpsim.app.quick_import import quick_import
for _ in range(2):
    with quick_import():
        import PySide6.QtWidgets
assert builtins.__import__ is not builtins.__feature_import__ and re.compile is compiles
from PySide6.QtCore import QPoint
try:
    QPoint("no", "point")
except TypeError as error:
    assert "Supported signatures" in str(error) and "QPoint" in str(error), error
else:
    sys.exit("accepted")
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
