"""Kills saving at random moments: ``python -m tests.killing.kill_saving [TIMES] [SEED]``.

A process saves two documents in turn to one file until it is killed. Each time the file must hold
one of the two, whole. Ends with status 1, and says at which moments, if it did not.
"""

import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from bpsim.core.document import Document
from bpsim.core.examples import Examples
from bpsim.formats.bundled import bundled_network
from bpsim.formats.native.file import dumps, save

LATEST_SECONDS = 0.05
ROWS = 400


def documents() -> tuple[Document, Document]:
    """Two documents that differ, large enough for a file to be written in many pieces."""
    document = bundled_network("xor").load()
    x = np.random.default_rng(1).random((ROWS, 2))
    large = document.with_(examples=Examples.of(x, x[:, :1]))
    return large.with_(title="old"), large.with_(title="new")


def save_for_ever(path: Path, each: tuple[Document, Document], started: int) -> None:
    """Save the two in turn, and say once that it has begun."""
    os.write(started, b"!")
    while True:
        for document in each:
            save(document, path)


def kill_once(path: Path, each: tuple[Document, Document], seconds: float) -> None:
    """Let a process save, and kill it after so long."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            save_for_ever(path, each, write)
        finally:
            os._exit(1)
    os.read(read, 1)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    os.close(read)
    os.close(write)
    if not os.WIFSIGNALED(status):
        raise SystemExit("saving ended before it was killed")


def main(times: int, seed: int) -> int:
    """The exit status."""
    chance, each = random.Random(seed), documents()
    whole = {dumps(document): document.title for document in each}
    counts: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "网络 ünïcode.bpsim"
        save(each[0], path)
        interrupted = 0
        for number in range(1, times + 1):
            seconds = chance.random() * LATEST_SECONDS
            kill_once(path, each, seconds)
            found = whole.get(path.read_bytes(), "neither")
            counts[found] = counts.get(found, 0) + 1
            interrupted += any(name.suffix == ".tmp" for name in path.parent.iterdir())
            if found == "neither":
                print(f"kill {number} after {seconds:.6f} s left neither the old nor the new file")
        save(each[0], path)
        # An empty one may be a save that has just begun elsewhere, for some seconds.
        left = [each.name for each in path.parent.iterdir() if each != path and each.stat().st_size]
    print(f"{times} kills, {interrupted} in the middle of a file; whole: {counts}; left: {left}")
    return 1 if left or "neither" in counts else 0


if __name__ == "__main__":
    arguments = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*(arguments + [200, 1][len(arguments) :])))
