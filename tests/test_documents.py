"""The pages of docs/ and README: their commands exist, and so do the files that they link to."""

import json
import re
import shlex
from pathlib import Path

import numpy as np
import pytest

from bpsim.app.cli import COMMANDS
from bpsim.core.initial_weights import Start
from bpsim.formats.native import file as native

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")
CODE = re.compile(r"^```.*?^```|`[^`]+`", re.M | re.S)
COMMAND = re.compile(r"(?:^|`)bpsim ([a-z]+)", re.M)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target.strip()).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_exist(page: Path) -> None:
    for code in CODE.findall(page.read_text(encoding="utf-8")):
        for command in COMMAND.findall(code):
            assert command in COMMANDS


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_options_of_commands_exist(page: Path) -> None:
    from importlib import import_module

    from bpsim.app.commands.answering import add_file
    from bpsim.app.parser import Parser

    for line in re.findall(r"`(bpsim [a-z]+ [^`]*)`", page.read_text(encoding="utf-8")):
        words = shlex.split(line.split(" > ")[0])
        command = import_module(f"bpsim.app.commands.{words[1]}")
        parser = Parser(prog="bpsim")
        if getattr(command, "TAKES_FILE", True):
            add_file(parser)
        command.add_arguments(parser)
        known = set(parser._option_string_actions)
        assert {word for word in words if word.startswith("--")} <= known | {"--"}, line


def test_the_smallest_file_of_the_readme_opens() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    smallest = text.split("smallest whole file:")[1].split("```json\n")[1].split("```")[0]
    weights = text.split("begins with it:")[1].split("```json\n")[1].split("```")[0]
    document = native.loads(smallest.encode())
    assert document.start == Start("glorot", 1)
    assert [w.shape for w in document.network.weights] == [
        np.array(matrix).shape for matrix in json.loads("{" + weights + "}")["weights"]
    ]
