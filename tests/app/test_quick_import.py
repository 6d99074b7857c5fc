"""PySide6 imported quickly is still the same."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpsim.app.quick_import import LETTERS, METHODS, LatePattern, late_patterns

ROOT = Path(__file__).parents[2]
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


def runs(program: str, path: Path = ROOT) -> None:
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False,
        cwd=path, env=os.environ | {"PYTHONPATH": os.pathsep.join(map(str, (path, ROOT)))},
    )  # fmt: skip
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_signatures_are_explained_as_ever() -> None:
    runs(IMPORT)


# --- patterns compiled late -----------------------------------------------------------------------


def late(pattern: str, flags: int = 0) -> LatePattern:
    return LatePattern.of(pattern, flags, re.compile)


def test_a_late_pattern_is_compiled_once_and_when_needed() -> None:
    made: list[re.Pattern[str]] = []

    def make(pattern: str, flags: int) -> re.Pattern[str]:
        made.append(re.compile(pattern, flags))
        return made[-1]

    found = LatePattern.of(r"(\d+)", re.VERBOSE, make)
    split, findall = found.split, found.findall
    assert made == []
    assert (split("a1b"), findall("1 22")) == (["a", "1", "b"], ["1", "22"])
    assert (found.pattern, found.groups, len(made)) == (r"(\d+)", 1, 1)
    assert found.flags == re.compile(r"(\d+)", re.VERBOSE).flags


def test_it_can_do_all_that_a_pattern_can() -> None:
    ours = {name for name in dir(re.Pattern) if not name.startswith("_")}
    assert {name for name in ours if callable(getattr(re.compile(""), name))} == set(METHODS)
    for name in ours:
        assert getattr(late("a"), name) is not None


PATTERNS = ["a b", "^b  # end", "(?i)B", ".", r"\w+", "(?x) a  b", ""]
TEXTS = st.text("abAB \nä", max_size=8)


@given(st.sampled_from(PATTERNS), st.sets(st.sampled_from(sorted(LETTERS))), TEXTS)
def test_the_functions_of_re_take_it_as_they_take_a_pattern(
    pattern: str, flags: set[int], text: str
) -> None:
    real, ours = re.compile(pattern, sum(flags)), late(pattern, sum(flags))
    for mine in (ours, re.compile(ours)):
        assert re.sub(mine, "-", text) == re.sub(real, "-", text)
        assert re.subn(mine, "-", text, count=1) == re.subn(real, "-", text, count=1)
        assert re.split(mine, text) == re.split(real, text)
        assert re.findall(mine, text) == re.findall(real, text)
        for each in (re.match, re.search, re.fullmatch):
            found, expected = each(mine, text), each(real, text)
            assert (found and found.span()) == (expected and expected.span())
    assert ours.sub("-", text) == real.sub("-", text)
    assert ours.split(text, maxsplit=1) == real.split(text, maxsplit=1)


def test_others_get_their_patterns_at_once() -> None:
    with late_patterns("no.such.package."):
        assert isinstance(re.compile("a"), re.Pattern)
    with late_patterns(__name__), pytest.raises(re.error):
        found = re.compile("(")
        assert isinstance(found, LatePattern)
        found.match("a")
    assert isinstance(re.compile("a"), re.Pattern)


def test_what_cannot_be_said_in_a_text_is_compiled_at_once() -> None:
    with late_patterns(__name__):
        for pattern, flags in ((b"a", 0), (re.compile("a"), 0), ("a", re.LOCALE)):
            if flags:
                with pytest.raises(ValueError, match="LOCALE"):
                    re.compile(pattern, flags)
            else:
                assert isinstance(re.compile(pattern, flags), re.Pattern)


# --- a PySide6 of another make --------------------------------------------------------------------

WITHIN = """
import builtins, re
before, compiles = builtins.__import__, re.compile
from bpsim.app.quick_import import quick_import
with quick_import():
    import PySide6.QtWidgets
assert re.compile is compiles
"""
WITHOUT_A_HOOK = "assert builtins.__import__ is before"
HOOK = """
import builtins
def hook(*args, **kwargs):
    return original(*args, **kwargs)
original = builtins.__import__
builtins.__import__ = hook
"""
SHAPES = {
    "no hook": ("", WITHOUT_A_HOOK),
    "an original and no hook": ("import builtins; builtins.__orig_import__ = print",
                                WITHOUT_A_HOOK),
    "a hook of another name": (HOOK, "assert builtins.__import__ is PySide6.hook"),
    "a hook that keeps no original": (f"{HOOK}\nbuiltins.__feature_import__ = hook",
                                      "assert builtins.__import__ is PySide6.hook"),
    "an original that is none": (f"{HOOK}\nbuiltins.__feature_import__ = hook"
                                 "\nbuiltins.__orig_import__ = None",
                                 "assert builtins.__import__ is PySide6.hook"),
    "a hook over its own": (f"{HOOK}\nbuiltins.__feature_import__ = builtins.__orig_import__ = id",
                            "assert builtins.__import__ is PySide6.hook"),
    "the hook that is known": (f"{HOOK}\nbuiltins.__feature_import__ = hook"
                               "\nbuiltins.__orig_import__ = original", WITHOUT_A_HOOK),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_a_pyside_of_another_make_is_imported_as_it_is(shape: str, tmp_path: Path) -> None:
    code, holds = SHAPES[shape]
    (tmp_path / "PySide6").mkdir()
    (tmp_path / "PySide6/__init__.py").write_text(code)
    (tmp_path / "PySide6/QtWidgets.py").write_text("import shibokensupport.parser")
    (tmp_path / "shibokensupport").mkdir()
    (tmp_path / "shibokensupport/__init__.py").write_text("")
    (tmp_path / "shibokensupport/parser.py").write_text(
        "import re\n"
        "searcher = re.compile('  (a) # comment', flags=re.VERBOSE)\n"
        "assert re.sub(searcher, 'b', 'cat') == 'cbt' and searcher.split('xay') == ['x', 'a', 'y']"
    )
    # And what is imported afterwards is found.
    runs(f"{WITHIN}{holds}\nimport xml.dom.minidom", tmp_path)


def test_an_import_that_fails_leaves_everything_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "PySide6").mkdir()
    (tmp_path / "PySide6/__init__.py").write_text("raise ImportError('broken')")
    runs(
        "import builtins, re\nbefore, compiles = builtins.__import__, re.compile\n"
        "from bpsim.app.quick_import import quick_import\n"
        "try:\n    with quick_import():\n        import PySide6.QtWidgets\n"
        "except ImportError as error:\n    assert str(error) == 'broken'\n"
        "else:\n    raise SystemExit('imported')\n"
        "assert builtins.__import__ is before and re.compile is compiles",
        tmp_path,
    )
