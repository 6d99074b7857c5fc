"""What is missing is found, and installed or asked for with the right command."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

BOOKWORM = {"libglib2.0-0", "libegl1", "python3-venv", "fonts-dejavu-core"}
TRIXIE = {"libglib2.0-0t64", "libegl1", "python3-venv", "fonts-dejavu-core"}


@pytest.fixture
def system(launcher, monkeypatch):
    """A Debian machine that has nothing yet, and where the user is root."""
    module = launcher("system")
    monkeypatch.setattr(module.sys, "platform", "linux")
    monkeypatch.setattr(module.os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(module.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(module, "has_library", lambda name: False)
    monkeypatch.setattr(module, "has_font", lambda: True)
    monkeypatch.setattr(module, "has_venv", lambda: True)
    return module


def two(system):
    """glib, which has had two names, and EGL."""
    return system.OFFSCREEN[:2]


def policy(known: set[str], asked: list[str]) -> str:
    """What ``apt-cache policy`` prints; a merely virtual package has no candidate."""
    blocks = [
        f"{name}:\n  Installed: (none)\n  Candidate: {'1.0-2' if name in known else '(none)'}\n"
        "  Version table:\n     1.0-2 500\n        500 http://example.org/debian stable/main\n"
        for name in asked
        if name in known or name == "libglib2.0-0"
    ]
    return "".join(blocks)


class Apt:
    """Answers as apt does, and makes present what it installs."""

    def __init__(self, known: set[str], *, updated: bool = True, fails: int = 0) -> None:
        self.known = known
        self.updated = updated
        self.fails = fails
        self.installed: list[str] = []

    def __call__(self, command: list[str]) -> tuple[int, str, str]:
        if command[0] == "apt-cache":
            return 0, policy(self.known, command[2:]) if self.updated else "", ""
        if "update" in command:
            self.updated = True
        if "install" in command:
            if self.fails:
                self.fails -= 1
                return 100, "", "W: hm\nE: Unable to fetch some archives\nE: more"
            self.installed = command[command.index("--no-install-recommends") + 1 :]
        return 0, "", ""


def presence(system, monkeypatch, apt: Apt) -> None:
    monkeypatch.setattr(system, "has_library", lambda name: bool(apt.installed))


def test_probe_knows_what_is_there(launcher) -> None:
    system = launcher("system")
    assert not system.has_library("libno-such-thing.so.9")


def test_fonts_are_looked_for_in_directories(launcher, tmp_path: Path) -> None:
    system = launcher("system")
    assert not system.has_font([str(tmp_path), str(tmp_path / "gone")])
    (tmp_path / "truetype").mkdir()
    (tmp_path / "truetype" / "README").touch()
    assert not system.has_font([str(tmp_path)])
    (tmp_path / "truetype" / "Sans.TTF").touch()
    assert system.has_font([str(tmp_path)])


def test_venv_is_there_where_the_tests_run_in_one(launcher) -> None:
    assert isinstance(launcher("system").has_venv(), bool)


def test_missing_names_only_what_is_asked_for(system, monkeypatch) -> None:
    monkeypatch.setattr(system, "has_library", lambda name: "EGL" in name)
    monkeypatch.setattr(system, "has_font", lambda: False)
    monkeypatch.setattr(system, "has_venv", lambda: False)
    glib, _ = two(system)
    assert system.missing(two(system), venv=False) == [glib, system.FONTS]
    assert system.missing((), venv=True) == [system.VENV]
    assert system.missing((), venv=False) == []


def test_nothing_runs_when_nothing_is_missing(system, machine, monkeypatch) -> None:
    monkeypatch.setattr(system, "has_library", lambda name: True)
    system.provide(two(system), venv=True)
    assert machine.commands == []


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_other_systems_bring_their_own(system, machine, monkeypatch, platform: str) -> None:
    monkeypatch.setattr(system.sys, "platform", platform)
    system.provide(two(system), venv=True)
    assert machine.commands == []


@pytest.mark.parametrize(
    ("known", "glib"), [(BOOKWORM, "libglib2.0-0"), (TRIXIE, "libglib2.0-0t64")]
)
def test_root_installs_under_the_name_of_the_release(
    system, machine, monkeypatch, known: set[str], glib: str
) -> None:
    machine.answer = apt = Apt(known)
    presence(system, monkeypatch, apt)
    system.provide(two(system), venv=True)
    assert apt.installed == ["libegl1", glib]
    assert not any("update" in command for command in machine.commands)
    install = machine.commands[-1]
    assert install[:3] == ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    assert "-y" in install


def test_empty_lists_are_updated_first(system, machine, monkeypatch) -> None:
    machine.answer = apt = Apt(TRIXIE, updated=False)
    presence(system, monkeypatch, apt)
    system.provide(two(system), venv=True)
    assert "libglib2.0-0t64" in apt.installed
    assert sum("update" in command for command in machine.commands) == 1


def test_stale_lists_are_updated_after_a_failure(system, machine, monkeypatch) -> None:
    machine.answer = apt = Apt(BOOKWORM, fails=1)
    presence(system, monkeypatch, apt)
    system.provide(two(system), venv=True)
    assert apt.installed == ["libegl1", "libglib2.0-0"]
    assert sum("update" in command for command in machine.commands) == 1


def test_failure_of_apt_is_a_sentence_and_the_command(system, machine) -> None:
    machine.answer = Apt(BOOKWORM, fails=9)
    with pytest.raises(system.SetupError) as caught:
        system.provide(two(system), venv=True)
    text = str(caught.value)
    assert "E: Unable to fetch some archives" in text
    assert "E: more" not in text
    assert text.endswith("apt-get install -y --no-install-recommends libegl1 libglib2.0-0")


def test_what_stays_missing_is_named(system, machine) -> None:
    machine.answer = Apt(BOOKWORM)
    with pytest.raises(system.SetupError, match=r"still missing .*libEGL\.so\.1 \(libegl1\)"):
        system.provide(two(system), venv=True)


def test_sudo_without_password_is_used(system, machine, monkeypatch) -> None:
    monkeypatch.setattr(system.os, "geteuid", lambda: 1000, raising=False)
    machine.answer = apt = Apt(BOOKWORM)
    presence(system, monkeypatch, apt)
    system.provide(two(system), venv=True)
    assert machine.commands[-1][:5] == [
        *("sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive", "apt-get")
    ]


@pytest.mark.parametrize("has_sudo", [True, False])
def test_without_rights_the_command_is_shown(system, machine, monkeypatch, has_sudo) -> None:
    monkeypatch.setattr(system.os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(
        system.shutil, "which", lambda name: name if has_sudo or name != "sudo" else None
    )
    apt = Apt(TRIXIE)
    machine.answer = lambda command: (1, "", "") if command[0] == "sudo" else apt(command)
    with pytest.raises(system.SetupError) as caught:
        system.provide(two(system), venv=True)
    command = shlex.split(str(caught.value).splitlines()[-1])
    assert command == [
        *("sudo", "apt-get", "install", "-y", "--no-install-recommends"),
        *("libegl1", "libglib2.0-0t64"),
    ]
    assert not any("install" in command for command in machine.commands)


def test_command_for_a_machine_without_lists_updates_first(system) -> None:
    assert system.command_for_user([system.VENV], set()).strip() == (
        "sudo apt-get update && sudo apt-get install -y --no-install-recommends python3-venv"
    )


def test_system_without_apt_gets_the_names_of_the_libraries(system, machine, monkeypatch) -> None:
    monkeypatch.setattr(system.shutil, "which", lambda name: None)
    with pytest.raises(system.SetupError, match=r"libglib-2\.0\.so\.0, libEGL\.so\.1"):
        system.provide(two(system), venv=True)
    assert machine.commands == []


def test_venv_of_the_running_python_comes_first(system) -> None:
    assert system.package_names([system.VENV], set(system.VENV.packages)) == [
        f"python3.{system.sys.version_info.minor}-venv"
    ]
