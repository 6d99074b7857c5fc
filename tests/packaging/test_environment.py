"""The environment is made once, remade when it has to be, and repaired after an interruption."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

TEST = frozenset({"test"})
NONE: frozenset[str] = frozenset()


class FakePip:
    """Stands in for the process of pip."""

    calls: list[list[str]]
    lines: list[str]
    returncode = 0
    error: type[BaseException] | None = None

    def __init__(self) -> None:
        self.calls = []
        self.lines = ["Collecting numpy>=1.26\n", "  Downloading numpy.whl\n"]

    def __call__(self, command: list[str], **_: object) -> FakePip:
        if self.error is not None:
            raise self.error
        self.calls.append(command)
        return self

    def __enter__(self) -> FakePip:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    @property
    def stdout(self) -> Iterator[str]:
        return iter(self.lines)


@pytest.fixture
def module(launcher):
    return launcher("environment")


@pytest.fixture
def pip(monkeypatch) -> FakePip:
    fake = FakePip()
    monkeypatch.setattr(subprocess, "Popen", fake)
    return fake


@pytest.fixture
def environment(module, machine, pip, tmp_path: Path):
    """The environment of an empty checkout; making a venv makes a file in place of Python."""
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    result = module.Environment(tmp_path)

    def make(command: list[str]) -> tuple[int, str, str]:
        result.python.parent.mkdir(parents=True, exist_ok=True)
        result.python.touch()
        result.stamp.unlink(missing_ok=True)
        return 0, "", ""

    machine.answer = make
    return result


def test_first_start_makes_everything(environment, machine, pip, capsys) -> None:
    assert not environment.is_ready(NONE)
    environment.set_up(NONE)
    assert environment.is_ready(NONE)
    assert not environment.is_ready(TEST)
    ((*_, option, path),) = machine.commands
    assert (option, path) == ("--clear", str(environment.path))
    assert pip.calls[0][-2:] == ["--editable", "."]
    output = capsys.readouterr()
    assert output.out == ""
    assert "bpsim:   numpy\n" in output.err


def test_second_start_does_nothing(environment, machine, pip) -> None:
    environment.set_up(TEST)
    assert environment.is_ready(TEST)
    assert environment.is_ready(NONE)
    environment.set_up(NONE)
    assert len(machine.commands) == len(pip.calls) == 1


def test_tests_complete_what_a_start_has_made(environment, machine, pip) -> None:
    environment.set_up(NONE)
    environment.set_up(TEST)
    assert len(machine.commands) == 1
    assert pip.calls[1][-1] == ".[test]"
    assert environment.is_ready(TEST)


def test_changed_project_is_installed_again_with_the_same_extras(environment, machine, pip) -> None:
    environment.set_up(TEST)
    (environment.root / "pyproject.toml").write_text("[project]\nname='x'\n", encoding="utf-8")
    assert not environment.is_ready(NONE)
    environment.set_up(NONE)
    assert len(machine.commands) == 1
    assert pip.calls[1][-1] == ".[test]"
    assert environment.is_ready(TEST)


def test_other_python_makes_a_new_environment(environment, machine, pip, monkeypatch) -> None:
    environment.set_up(NONE)
    monkeypatch.setattr(sys, "base_prefix", "/opt/python")
    assert not environment.is_ready(NONE)
    environment.set_up(NONE)
    assert len(machine.commands) == 2


def test_moved_checkout_makes_a_new_environment(environment, module, tmp_path: Path) -> None:
    environment.set_up(NONE)
    moved = module.Environment(tmp_path / "elsewhere")
    moved.path.mkdir(parents=True)
    (moved.root / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    moved.stamp.write_bytes(environment.stamp.read_bytes())
    moved.python.parent.mkdir()
    moved.python.touch()
    assert not moved.is_ready(NONE)


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"extras": 1}', "\udcff"])
def test_damaged_stamp_counts_for_nothing(environment, machine, content: str) -> None:
    environment.set_up(NONE)
    environment.stamp.write_bytes(content.encode("utf-8", "surrogateescape"))
    assert not environment.is_ready(NONE)
    environment.set_up(NONE)
    assert environment.is_ready(NONE)
    assert len(machine.commands) == 2


def test_lost_python_makes_a_new_environment(environment, machine) -> None:
    environment.set_up(NONE)
    environment.python.unlink()
    environment.set_up(NONE)
    assert len(machine.commands) == 2


@pytest.mark.parametrize("first", [True, False])
def test_interrupted_set_up_begins_again(environment, machine, pip, first: bool) -> None:
    if not first:
        environment.set_up(NONE)
    pip.error = KeyboardInterrupt
    with pytest.raises(KeyboardInterrupt):
        environment.set_up(TEST)
    assert not environment.is_ready(NONE)
    pip.error = None
    machine.commands.clear()
    environment.set_up(TEST)
    assert "--clear" in machine.commands[0]
    assert environment.is_ready(TEST)


def test_failure_of_venv_is_a_sentence(environment, module, machine) -> None:
    machine.answer = lambda command: (1, "Traceback\nError: no space left\n", "")
    with pytest.raises(module.SetupError, match="could not be made: Error: no space left"):
        environment.set_up(NONE)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            ["WARNING: Retrying (Retry(total=4)) ... NewConnectionError: ...\n", "ERROR: none\n"],
            "is there a network connection?",
        ),
        (
            ["WARNING: Retrying ... SSLError ... CERTIFICATE_VERIFY_FAILED\n", "ERROR: none\n"],
            "the certificate of the package index was not accepted",
        ),
        (["ERROR: No matching distribution found for x\n"], "No matching distribution found for x"),
        (["  x\n", "  FileNotFoundError: y\n", "hint: see above\n"], "FileNotFoundError: y"),
        (["ERROR: boom\n", "ERROR: No space left on device\n"], "No space left on device"),
        ([], "no reason"),
    ],
)
def test_failure_of_pip_is_a_sentence(environment, module, pip, lines: list[str], said) -> None:
    pip.lines, pip.returncode = lines, 1
    with pytest.raises(module.SetupError) as caught:
        environment.set_up(NONE)
    text = str(caught.value)
    assert said in text
    assert len(text.splitlines()) == 1
    assert str(environment.log) in text
    assert environment.log.read_text(encoding="utf-8") == "".join(lines)
    assert not environment.is_ready(NONE)


def test_retries_are_told(module) -> None:
    assert "does not answer" in module.progress_in("WARNING: Retrying (Retry(total=1)) after\n")
    assert module.progress_in("  Downloading a.whl (1 kB)\n") is None
