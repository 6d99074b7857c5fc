"""The virtual environment of the checkout: whether it is ready, and how it gets so."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from launch.report import SetupError, say

UNREACHABLE = re.compile(
    r"NewConnectionError|NameResolutionError|name resolution|ConnectTimeout|Network is unreachable"
    r"|ProxyError|Connection refused|Read timed out|Connection reset",
)


class Environment:
    """The directory .venv of a checkout.

    A stamp in it says for which Python, which pyproject.toml and which extras it was made. It is
    taken away before anything is changed and written last, so that a set-up that was cut short
    leaves none, and the next start begins again.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.path = root / ".venv"
        windows = os.name == "nt"
        self.python = self.path / ("Scripts/python.exe" if windows else "bin/python")
        self.stamp = self.path / "bpsim-setup.json"
        self.log = self.path / "bpsim-setup.log"

    def interpreter(self) -> str:
        """What an environment is bound to: this Python, this platform and this place."""
        parts = (sys.implementation.cache_tag, sys.base_prefix, sysconfig.get_platform(), self.path)
        return " ".join(map(str, parts))

    def project(self) -> str:
        """A fingerprint of what pyproject.toml asks for."""
        return hashlib.sha256((self.root / "pyproject.toml").read_bytes()).hexdigest()

    def recorded(self) -> dict[str, object]:
        """What the stamp says; empty if there is none, it is damaged, or Python is gone."""
        with suppress(OSError, ValueError):
            content = json.loads(self.stamp.read_text(encoding="utf-8"))
            if isinstance(content, dict) and self.python.exists():
                return content
        return {}

    def is_ready(self, extras: frozenset[str]) -> bool:
        """Whether nothing has to be done for the package with these extras to run."""
        stamp = self.recorded()
        return (
            stamp.get("interpreter") == self.interpreter()
            and stamp.get("project") == self.project()
            and extras <= self._extras(stamp)
        )

    def set_up(self, extras: frozenset[str]) -> None:
        """Make or complete the environment.

        Raises:
            SetupError: venv or pip failed; the message says why in a sentence.
        """
        with _alone(self.root) as lock:
            if self.is_ready(extras):
                return  # someone else did it while this process waited
            stamp = self.recorded()
            usable = stamp.get("interpreter") == self.interpreter()
            # What is there stays there: a start of the program must not undo that of the tests.
            extras = extras | self._extras(stamp)
            self.stamp.unlink(missing_ok=True)
            if not usable:
                self._create()
            self._install(extras, lock)
            self._write_stamp(extras)
            say("ready")

    @staticmethod
    def _extras(stamp: dict[str, object]) -> frozenset[str]:
        extras = stamp.get("extras")
        return frozenset(map(str, extras)) if isinstance(extras, list) else frozenset()

    def _create(self) -> None:
        say(f"making a Python environment in {self.path}")
        # Not the Python of an environment that may be the very one to be cleared.
        python = getattr(sys, "_base_executable", None) or sys.executable
        result = subprocess.run(
            [python, "-I", "-m", "venv", "--clear", str(self.path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if result.returncode != 0:
            reason = (result.stdout.strip().splitlines() or ["no reason given"])[-1]
            raise SetupError(f"the Python environment could not be made: {reason}")

    def install_command(self, extras: frozenset[str]) -> list[str]:
        """The call of pip that installs the checkout itself and what it needs."""
        target = f".[{','.join(sorted(extras))}]" if extras else "."
        options = ("--disable-pip-version-check", "--no-input", "--progress-bar=off")
        return [str(self.python), "-I", "-m", "pip", "install", *options, "--editable", target]

    def _install(self, extras: frozenset[str], lock: tuple[int, ...]) -> None:
        say("installing the Python packages; the first time this takes a minute or two")
        process = subprocess.Popen(
            self.install_command(extras),
            cwd=self.root,
            # Should this process be killed, pip goes on alone and still holds the lock.
            pass_fds=lock,
            # Without a network pip's usual five retries take more than a minute.
            env={"PIP_RETRIES": "2", **os.environ, "PIP_USER": "0", "PYTHONUTF8": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )
        lines = []
        assert process.stdout is not None
        with process, self.log.open("w", encoding="utf-8") as log:
            for line in process.stdout:
                log.write(line)
                lines.append(line)
                if progress := progress_in(line):
                    say(progress)
        if process.returncode != 0:
            raise SetupError(f"{reason_in(lines)} The full log is {self.log}.")

    def _write_stamp(self, extras: frozenset[str]) -> None:
        content = {
            "interpreter": self.interpreter(),
            "project": self.project(),
            "extras": sorted(extras),
        }
        temporary = self.stamp.with_suffix(".new")
        temporary.write_text(json.dumps(content), encoding="utf-8")
        temporary.replace(self.stamp)


def progress_in(line: str) -> str | None:
    """What a line of pip's output is worth telling: which package it has come to."""
    if match := re.match(r"Collecting ([\w.-]+)", line):
        return f"  {match[1]}"
    if line.startswith("Installing collected packages"):
        return "  unpacking"
    if "Retrying (" in line:
        return "  the package index does not answer; trying again"
    return None


def reason_in(lines: list[str]) -> str:
    """Why pip failed, in a sentence."""
    if any(UNREACHABLE.search(line) for line in lines):
        return (
            "the Python packages could not be downloaded, the package index cannot be reached; "
            "is there a network connection?"
        )
    if any("CERTIFICATE_VERIFY_FAILED" in line for line in lines):
        return (
            "the Python packages could not be downloaded, since the certificate of the package "
            "index was not accepted; does this network inspect secure connections?"
        )
    # pip's own complaint; failing that, the exception that ended a build.
    complaints = [line for line in lines if line.startswith("ERROR:")] or [
        line for line in lines if re.match(r"\s*\w+(Error|Exception): ", line)
    ]
    reason = complaints[-1].removeprefix("ERROR:").strip() if complaints else "pip gave no reason"
    return f"the Python packages could not be installed: {reason.rstrip('.')}."


@contextmanager
def _alone(directory: Path) -> Iterator[tuple[int, ...]]:
    """Hold off a second set-up of the same checkout (where the system has such locks).

    The value is the lock's file descriptor, if there is one.
    """
    try:
        import fcntl
    except ImportError:
        yield ()
        return
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("waiting for another set-up of this checkout")
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield (descriptor,)
    finally:
        os.close(descriptor)
