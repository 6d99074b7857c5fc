"""Makes the launcher of packaging/ importable, and keeps it from touching the machine."""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType

import pytest

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"

Answer = Callable[[list[str]], tuple[int, str, str]]


@pytest.fixture
def launcher(
    monkeypatch: pytest.MonkeyPatch, machine: Machine
) -> Iterator[Callable[[str], ModuleType]]:
    """Import ``launch.<name>`` as packaging/run.py would find it; what it runs is only noted."""
    monkeypatch.syspath_prepend(PACKAGING)
    yield lambda name: importlib.import_module(f"launch.{name}")
    for name in [name for name in sys.modules if name.split(".")[0] == "launch"]:
        del sys.modules[name]


class Machine:
    """Stands in for subprocess.run: notes every command and answers as it is told."""

    def __init__(self) -> None:
        self.commands: list[list[str]] = []
        self.answer: Answer = lambda command: (0, "", "")

    def run(self, command: Sequence[str], **_: object) -> subprocess.CompletedProcess[str]:
        self.commands.append(list(command))
        status, out, err = self.answer(list(command))
        return subprocess.CompletedProcess(list(command), status, out, err)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    """A machine that runs nothing."""
    pretended = Machine()
    monkeypatch.setattr(subprocess, "run", pretended.run)
    return pretended
