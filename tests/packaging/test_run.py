"""The launcher reads its command line rightly, and asks of the system no more than that needs."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bpsim.app.cli import COMMANDS
from tests.packaging.conftest import PACKAGING

PARALLEL = ("-n", "auto", "--dist", "worksteal")


@pytest.fixture
def main(launcher):
    return launcher("main")


@pytest.fixture
def system(launcher):
    return launcher("system")


@pytest.mark.parametrize("command", ["show", "trace", "gradients", "check", "train", "convert"])
def test_text_commands_need_no_library(main, command: str) -> None:
    assert main.libraries_for([command, "a.bpsim", "--json"], {}) == ()


def test_every_command_is_known_to_need_no_screen(main) -> None:
    assert set(COMMANDS) == main.TEXT_COMMANDS | main.PICTURE_COMMANDS


@pytest.mark.parametrize("command", ["diagnose", "lesson", "walk"])
def test_a_text_command_loads_no_qt(command: str) -> None:
    code = (
        f"import sys; sys.argv = ['bpsim', {command!r}, *sys.argv[1:]]\n"
        "from bpsim.app.cli import main\nmain()\n"
        "assert not any('PySide6' in name for name in sys.modules)"
    )
    words = {
        "diagnose": ["resources/networks/xor.bpsim", "--gradients", "no such file"],
        "lesson": ["check", "resources/lessons/xor.md"],
        "walk": ["resources/networks/xor.bpsim", "--output", os.devnull],
    }[command]
    done = subprocess.run(
        [sys.executable, "-c", code, *words], cwd=PACKAGING.parent, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["--version"], ["render", "--help"]])
def test_help_needs_no_library(main, arguments: list[str]) -> None:
    assert main.libraries_for(arguments, {}) == ()


@pytest.mark.parametrize("command", ["render", "explain", "worksheet"])
def test_pictures_need_no_screen(main, system, command: str) -> None:
    assert main.libraries_for([command, "a.bpsim"], {}) == system.OFFSCREEN


@pytest.mark.parametrize("arguments", [[], ["a.bpsim"], ["--", "a.bpsim"], ["./show"]])
def test_window_needs_screen(main, system, arguments: list[str]) -> None:
    assert main.libraries_for(arguments, {}) == system.OFFSCREEN + system.WINDOW


def test_window_without_screen(main, system) -> None:
    assert main.libraries_for([], {"QT_QPA_PLATFORM": "offscreen"}) == system.OFFSCREEN


def test_test_is_pytest_without_screen(main, system) -> None:
    job = main.job_for(["test", "-k", "show", "--help"], {"QT_QPA_PLATFORM": "xcb"})
    assert job.module == "pytest"
    assert job.arguments == (*PARALLEL, "-k", "show", "--help")
    assert job.libraries == system.OFFSCREEN
    assert job.extras == {"test"}
    assert dict(job.environ) == {"QT_QPA_PLATFORM": "offscreen"}
    assert job.directory == PACKAGING.parent


@pytest.mark.parametrize(
    "given", [["-n", "3"], ["-n0"], ["-nauto"], ["--numprocesses=2"], ["-x", "--pdb"], ["--trace"]]
)
def test_as_many_processes_as_are_asked_for(main, given: list[str]) -> None:
    assert main.job_for(["test", *given], {}).arguments == tuple(given)


def test_no_other_word_is_taken_for_a_number_of_processes(main) -> None:
    given = ["-k", "number", "--no-header", "-new", "--tracing"]
    assert main.job_for(["test", *given], {}).arguments == (*PARALLEL, *given)


def test_anything_else_is_bpsim_where_the_user_is(main) -> None:
    job = main.job_for(["show", "test"], {})
    assert (job.module, job.arguments, job.directory) == ("bpsim", ("show", "test"), None)
    assert job.extras == frozenset()


class FakeEnvironment:
    python = Path("/env/bin/python")

    def __init__(self, ready: bool) -> None:
        self.ready = ready
        self.set_up_with: list[frozenset[str]] = []

    def is_ready(self, extras: frozenset[str]) -> bool:
        return self.ready

    def set_up(self, extras: frozenset[str]) -> None:
        self.set_up_with.append(extras)


@pytest.mark.parametrize("ready", [True, False])
def test_only_a_set_up_needs_venv(main, system, monkeypatch, ready: bool) -> None:
    asked = []
    monkeypatch.setattr(system, "provide", lambda libraries, venv: asked.append(venv))
    environment = FakeEnvironment(ready)
    main.prepare(main.job_for(["test"], {}), environment)
    assert asked == [not ready]
    assert environment.set_up_with == ([] if ready else [frozenset({"test"})])


@pytest.mark.skipif(os.name != "posix", reason="replaces the process only on POSIX")
def test_runs_in_place_of_the_launcher(main, monkeypatch, tmp_path: Path) -> None:
    started = []
    monkeypatch.setattr(os, "execve", lambda *call: started.append(call))
    monkeypatch.setattr(main, "ROOT", tmp_path)
    monkeypatch.chdir(tmp_path.parent)
    monkeypatch.setattr(subprocess, "call", lambda *_, **__: 0)
    main.run(main.job_for(["test", "-x"], {}), FakeEnvironment(True))
    ((program, command, environ),) = started
    assert program == "/env/bin/python"
    assert command == ["/env/bin/python", "-P", "-m", "pytest", *PARALLEL, "-x"]
    assert environ["QT_QPA_PLATFORM"] == "offscreen"
    assert Path.cwd() == tmp_path


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        ("SetupError", 2, "bpsim: no network\n"),
        (OSError, 2, "bpsim: the set-up failed: no network\n"),
        (KeyboardInterrupt, 130, "bpsim: stopped\n"),
    ],
)
def test_expected_failures_are_one_sentence(
    main, monkeypatch, capsys, error, status: int, said: str
) -> None:
    kind = main.SetupError if error == "SetupError" else error

    def prepare(*_: object) -> None:
        raise kind("no network")

    monkeypatch.setattr(main, "prepare", prepare)
    assert main.main(["show"]) == status
    output = capsys.readouterr()
    assert (output.out, output.err) == ("", said)


def test_old_python_gets_a_sentence(tmp_path: Path) -> None:
    source = (PACKAGING / "run.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 4))
    program = "import sys; sys.version_info = (3, 9, 2); exec(sys.argv[1])"
    result = subprocess.run(
        [sys.executable, "-c", program, source], capture_output=True, text=True, check=False
    )
    assert result.returncode == 2
    assert result.stdout == ""
    assert result.stderr.startswith("bpsim needs Python 3.11 or newer")
    assert "Python 3.9" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_standard_library_only() -> None:
    for path in [PACKAGING / "run.py", *(PACKAGING / "launch").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            for name in names:
                assert name.split(".")[0] in {*sys.stdlib_module_names, "launch"}, path
