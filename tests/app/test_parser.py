"""What the parser of commands says is in the user's language, the words of argparse included."""

import gettext
import os
import re
import subprocess
import sys

import pytest

from bpsim.app.parser import SAID
from bpsim.base.bundled import resource
from bpsim.base.language import LANGUAGES

PLACE = re.compile(r"%(?:\(\w+\))?[rs]")
OTHERS = sorted(set(LANGUAGES) - {"en"})
COMMANDS = (
    "show --help", "--help", "grade", "grade key answers --bogus", "train x --iterations",
    "train x --iterations abc --output y", "worksheet x --output y --blanks foo",
    "explain x --output y --blanks", "show x --json=3", "convert x y --he",
)  # fmt: skip
SPOKEN = """
import contextlib, io, sys
from bpsim.app.cli import main
for words in sys.stdin.read().splitlines():
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        with contextlib.suppress(SystemExit):
            main(words.split())
    print(out.getvalue())
"""
ENGLISH = (
    "usage:", "positional", "show this", "show program", "required", "unrecognized",
    "expected", "invalid", "ignored", "ambiguous", "argument -",
)  # fmt: skip


def said(language: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", SPOKEN], input="\n".join(COMMANDS), text=True, check=True,
        env=os.environ | {"BPSIM_LANGUAGE": language, "PYTHONIOENCODING": "utf-8"},
        capture_output=True, encoding="utf-8",
    ).stdout  # fmt: skip


def test_argparse_says_these_words() -> None:
    text = said("en")
    assert [word for word in ENGLISH if word not in text] == []


@pytest.mark.parametrize("language", OTHERS)
def test_argparse_speaks_the_language(language: str) -> None:
    text = said(language)
    assert [word for word in ENGLISH if word in text] == []


@pytest.mark.parametrize("language", OTHERS)
def test_what_argparse_fills_in_has_its_place(language: str) -> None:
    words = gettext.translation("bpsim", resource("languages"), [language])
    for text in SAID:
        assert sorted(PLACE.findall(words.gettext(text))) == sorted(PLACE.findall(text)), text
