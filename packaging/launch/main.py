"""Decides what is to be run and what that needs, sets it up, and runs it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from launch import system
from launch.environment import Environment
from launch.report import SetupError, say

ROOT = Path(__file__).resolve().parents[2]

# The commands that compute and print; they never load Qt.
TEXT_COMMANDS = frozenset(
    {
        "show", "trace", "gradients", "check", "diagnose", "train", "grade", "convert", "lesson",
        "walk",
    }
)  # fmt: skip
# The commands that draw without a window.
PICTURE_COMMANDS = frozenset({"render", "explain", "worksheet"})
WINDOWLESS_PLATFORMS = ("offscreen", "minimal")


@dataclass(frozen=True)
class Job:
    """What to run in the environment, and what it needs there.

    ``module`` and ``arguments`` are for ``python -m``; ``libraries`` is what the system has to
    offer; ``extras`` are extras of the package; ``environ`` are variables to set; ``directory``
    is where to run it, None for where the user is.
    """

    module: str
    arguments: tuple[str, ...]
    libraries: tuple[system.Library, ...]
    extras: frozenset[str] = frozenset()
    environ: tuple[tuple[str, str], ...] = ()
    directory: Path | None = None


def libraries_for(
    arguments: Sequence[str], environ: Mapping[str, str]
) -> tuple[system.Library, ...]:
    """The system libraries that bpsim needs for these arguments."""
    command = next((word for word in arguments if not word.startswith("-")), None)
    if command in TEXT_COMMANDS or {"-h", "--help", "--version"} & set(arguments):
        return ()
    platform = environ.get("QT_QPA_PLATFORM", "")
    if command in PICTURE_COMMANDS or platform.startswith(WINDOWLESS_PLATFORMS):
        return system.OFFSCREEN
    return system.OFFSCREEN + system.WINDOW


def in_parallel(arguments: Sequence[str]) -> tuple[str, ...]:
    """The arguments of pytest, with a process for each core unless they say how many.

    A process takes whole stretches of tests, as those of a module may share a window.
    """
    for word in arguments:
        # -n4, -n 4, --numprocesses=4; a debugger needs the terminal, and so the only process.
        if re.fullmatch(r"-n(\d+|auto|logical)?|--numprocesses(=.*)?|--pdb|--trace", word):
            return tuple(arguments)
    return ("-n", "auto", "--dist", "worksteal", *arguments)


def job_for(arguments: Sequence[str], environ: Mapping[str, str]) -> Job:
    """What the command line asks for: ``test …`` is pytest on all cores, anything else bpsim."""
    if arguments and arguments[0] == "test":
        return Job(
            module="pytest",
            arguments=in_parallel(arguments[1:]),
            libraries=system.OFFSCREEN,
            extras=frozenset({"test"}),
            environ=(("QT_QPA_PLATFORM", "offscreen"),),
            directory=ROOT,
        )
    return Job("bpsim", tuple(arguments), libraries_for(arguments, environ))


def prepare(job: Job, environment: Environment) -> None:
    """Make sure that everything the job needs is there.

    Raises:
        SetupError: something is missing and cannot be installed from here.
    """
    ready = environment.is_ready(job.extras)
    system.provide(job.libraries, venv=not ready)
    if not ready:
        environment.set_up(job.extras)


def run(job: Job, environment: Environment) -> int:
    """Run the job in the environment; where the system can, it takes the place of this process."""
    # -P: a file in the user's directory must not stand in for a module of the program.
    command = [str(environment.python), "-P", "-m", job.module, *job.arguments]
    environ = {**os.environ, **dict(job.environ)}
    if job.directory is not None:
        os.chdir(job.directory)
    if os.name == "posix":
        os.execve(command[0], command, environ)
    return subprocess.call(command, env=environ)


def main(arguments: Sequence[str]) -> int:
    """Set up and run; 2 if the set-up failed, otherwise the exit status of what ran."""
    job = job_for(arguments, os.environ)
    environment = Environment(ROOT)
    try:
        prepare(job, environment)
        return run(job, environment)
    except SetupError as error:
        say(str(error))
    except OSError as error:
        say(f"the set-up failed: {error}")
    except KeyboardInterrupt:
        say("stopped")
        return 130
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
