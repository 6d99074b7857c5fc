"""Damaged files for each reader: only its own errors may come, soon, and in little memory.

``python -m tests.fuzz.run [--count N] [--first N] [MODULE …]``. Each reader is tried in a process
of its own, whose memory is limited, so that a crash is seen and told with the input that caused it.
"""

import argparse
import faulthandler
import resource
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path

from bpsim.core.errors import ModelError
from bpsim.formats.assemble import assembled
from bpsim.formats.content import Answers
from bpsim.formats.errors import FormatError, PlaceError
from tests.fuzz.mutate import mutated
from tests.fuzz.seeds import READERS, Reader

LONGEST = 2.0
"""Seconds that one file may take."""
HANG = 120.0
"""Seconds after which one that does not come to an end is given up."""
MEMORY = 1_500 * 2**20
"""Bytes that a process may hold beyond what it starts with."""


def tried(reader: Reader, count: int, first: int, *, slow: bool = False) -> str:
    """What went wrong with a reader, empty where nothing did; in a process of its own.

    On a ``slow`` machine no time is too long, short of a hang.
    """
    command = [sys.executable, "-m", "tests.fuzz.run", "--one", reader.module]
    command += ["--count", str(count), "--first", str(first)]
    command += ["--slow"] if slow else []
    root = Path(__file__).parents[2]
    done = subprocess.run(command, capture_output=True, text=True, cwd=root, check=False)
    if done.returncode == 0:
        return ""
    last = done.stdout.rpartition("at ")[2].strip()
    return f"{reader.module}: input {last}: exit {done.returncode}: {done.stderr[-2000:]}"


def try_all(reader: Reader, count: int, first: int, longest: float) -> None:
    """Damage files and read them; says on stdout at which it is."""
    module = import_module(reader.module)
    seeds = list(reader.make())
    for data in seeds:
        assert module.match(data[:4096], reader.name), reader.module
        module.read(data, reader.name)  # What is whole is read.
    _limit_memory()
    for number in range(first, first + count):
        print("at", number, flush=True)
        # What hangs within a library written in C cannot be stopped otherwise.
        faulthandler.dump_traceback_later(HANG, exit=True)
        started = time.process_time()
        data = mutated(seeds, number)
        try:
            module.match(data[:4096], reader.name)
            assembled(module.read(data, reader.name), Answers())
        except (PlaceError, FormatError, ModelError):
            pass
        taken = time.process_time() - started
        if taken > longest:
            raise SystemExit(f"it took {taken:.1f} seconds")
    faulthandler.cancel_dump_traceback_later()


def _limit_memory() -> None:
    with open("/proc/self/statm", encoding="ascii") as file:
        now = int(file.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (now + MEMORY, now + MEMORY))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*")
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--slow", action="store_true", help="let one file take long")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        reader = next(each for each in READERS if each.module == chosen.one)
        try_all(reader, chosen.count, chosen.first, HANG if chosen.slow else LONGEST)
        return 0
    wrong = 0
    for reader in READERS:
        if chosen.modules and reader.module not in chosen.modules:
            continue
        found = tried(reader, chosen.count, chosen.first)
        print(found or f"{reader.module}: {chosen.count:,} inputs, nothing wrong", flush=True)
        wrong += bool(found)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
