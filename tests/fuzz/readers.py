"""Feeds every reader mutated files: python -m tests.fuzz.readers [--count 20000] [--only .mat].

Whatever a file holds, it is opened, asked about or refused by a FormatError, within two seconds of
work and a limit of memory. What ends otherwise is told, and its input kept in a file, also where it
takes the whole process along: the readers work in one of their own, and go on behind that input.
"""

import argparse
import faulthandler
import io
import mmap
import os
import random
import resource
import signal
import sys
import tempfile
import time
import warnings
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import numpy as np

from bpsim.core.document import Document
from bpsim.core.examples import Examples
from bpsim.core.initial_weights import Start
from bpsim.core.network import Network
from bpsim.formats import registry
from bpsim.formats.errors import FormatError, one_line
from bpsim.formats.files import name_of
from tests.fuzz.seeds import made

SAMPLES = Path(__file__).parents[3] / "shared" / "interchange"
LONGEST = 2.0
HANG = 60.0
MEMORY = 3 * 2**30
MOST_BROKEN = 20
CANNOT_GO_ON = 3
SPECIAL = (
    b"\x00",
    b"\xff",
    b"\x7f\xff\xff\xff",
    b"\xff\xff\xff\x7f",
    b"99999999",
    b"-1",
    b"nan",
    b"[",
)
OCTAVE = b"""# Created by Octave 7.3.0
# name: Theta1
# type: matrix
# rows: 2
# columns: 3
 1 2 3
 4 5 6


# name: s
# type: scalar struct
# ndims: 2
 1 1
# length: 1
# name: c
# type: cell
# rows: 1
# columns: 1
# name: <cell-element>
# type: scalar
1






"""


class TooLongError(BaseException):
    """Not caught by any reader."""


def _alarm(_number: int, _frame: FrameType | None) -> None:
    raise TooLongError


def document() -> Document:
    """A small network with examples."""
    names = ("relu", "softmax")
    return Document(
        "",
        Network.of(names, Start("uniform", 1).weights((3, 4, 2), names)),
        "categorical-cross-entropy",
        Examples.of(np.arange(12.0).reshape(4, 3), np.eye(2)[[0, 1, 0, 1]]),
    )


def seeds() -> Iterator[tuple[str, bytes]]:
    """A name with its suffix, and the bytes of a good file: written here, and the samples."""
    with tempfile.TemporaryDirectory() as folder:
        for each in registry.FORMATS:
            if each.writes and each.reads:
                for suffix in each.suffixes:
                    path = Path(folder, f"own{suffix}")
                    try:
                        registry.write(document(), path)
                    except FormatError:
                        continue
                    yield path.name, path.read_bytes()
    yield "octave.mat", OCTAVE
    yield from made()
    stream = io.BytesIO()
    np.save(stream, document().network.weights[0])
    yield "own.npy", stream.getvalue()
    yield "mixed.txt", b"Id;a;b;kind\n1;1,5;NA;yes\n2;2,5;1 000;no\n3;3,5;?;yes\n4;4,5;7;no\n"
    for path in sorted(SAMPLES.glob("*")) if SAMPLES.is_dir() else []:
        if not path.name.endswith(".json") and path.stat().st_size < 60_000:
            yield path.name, path.read_bytes()


def mutated(data: bytes, rng: random.Random) -> bytes:
    """Some bytes replaced, left out, doubled or cut off."""
    out = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 4, 16))):
        at = (
            rng.randrange(len(out) + 1)
            if rng.random() < 0.5
            else rng.randrange(min(len(out), 300) + 1)
        )
        kind = rng.randrange(6)
        if kind == 0 and at < len(out):
            out[at] ^= 1 << rng.randrange(8)
        elif kind == 1 and at < len(out):
            out[at] = rng.randrange(256)
        elif kind == 2:
            special = rng.choice(SPECIAL)
            out[at : at + len(special)] = special
        elif kind == 3:
            del out[at : at + rng.randrange(1, 40)]
        elif kind == 4:
            out[at:at] = out[at : at + rng.randrange(1, 60)]
        elif rng.random() < 0.2:
            del out[at:]
    return bytes(out)


def tried(name: str, data: bytes, folder: Path) -> str:
    """What came of one input: opened, asked or refused; anything else comes through."""
    path = folder / name
    path.write_bytes(data)
    began = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST)
    # No signal ends what hangs within a library written in C.
    faulthandler.dump_traceback_later(HANG, exit=True)
    try:
        found = registry.opened([path])
    except FormatError as error:
        sentence = str(error)
        assert sentence.startswith(f"{name_of(path)}: "), sentence
        assert sentence == one_line(sentence), sentence
        assert len(sentence) < 1000, sentence
        return "refused"
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        faulthandler.cancel_dump_traceback_later()
        assert time.process_time() - began < LONGEST * 2
    return "asked" if found.document is None else "opened"


class Tally:
    """Counts that a process and those that it forks share; ``at`` is the input now tried."""

    OUTCOMES = ("opened", "asked", "refused")

    def __init__(self) -> None:
        self._numbers = np.frombuffer(mmap.mmap(-1, 8 * 5), dtype=np.int64)

    @property
    def at(self) -> int:
        return int(self._numbers[0])

    @at.setter
    def at(self, n: int) -> None:
        self._numbers[0] = n

    @property
    def broken(self) -> int:
        return int(self._numbers[1])

    def count(self, outcome: str | None) -> None:
        """One more that came out so; None where a reader broke."""
        place = 1 if outcome is None else 2 + self.OUTCOMES.index(outcome)
        self._numbers[place] += 1

    def text(self) -> str:
        """What came of all of them, with the broken ones where there are some."""
        told = dict(zip(self.OUTCOMES, self._numbers[2:].tolist(), strict=True))
        return str(told | {"broken": self.broken} if self.broken else told)


class Run:
    """All inputs of one suffix, those that kill the process among them."""

    def __init__(self, suffix: str, samples: list[tuple[str, bytes]], seed: int) -> None:
        self._suffix, self._samples, self._seed = suffix, samples, seed
        self._tally = Tally()

    def whole(self, count: int, keep: Path) -> int:
        """Try them and tell what came out; returns how many broke a reader."""
        with tempfile.TemporaryDirectory() as folder:
            while self._tally.at < count and self._tally.broken < MOST_BROKEN:
                sys.stdout.flush()
                child = os.fork()
                if not child:
                    self._within(count, Path(folder), keep)
                ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
                if ended:
                    name, data = deque(self._inputs(self._tally.at + 1), maxlen=1)[0]
                    how = signal.Signals(-ended).name if ended < 0 else f"status {ended}"
                    self._keep(name, data, f"the process ended with {how}", keep)
                    self._tally.at += 1
        print(f"{self._suffix}: {self._tally.text()}", flush=True)
        return self._tally.broken

    def _within(self, count: int, folder: Path, keep: Path) -> None:
        """What the forked process does before it ends."""
        warnings.simplefilter("error")
        ended = CANNOT_GO_ON
        try:
            start = self._tally.at
            for n, (name, data) in enumerate(self._inputs(count)):
                if n < start:
                    continue
                self._tally.at = n
                try:
                    self._tally.count(tried(name, data, folder))
                except KeyboardInterrupt:
                    raise
                except BaseException as error:
                    self._keep(name, data, f"{type(error).__name__}: {error}", keep)
                    if self._tally.broken >= MOST_BROKEN:
                        break
            self._tally.at = count
            ended = 0
        finally:
            sys.stdout.flush()
            os._exit(ended)

    def _inputs(self, count: int) -> Iterator[tuple[str, bytes]]:
        """The same ones each time: first the good files, then damaged ones."""
        rng = random.Random(f"{self._suffix} {self._seed}")
        for n in range(count):
            name, data = self._samples[n % len(self._samples)]
            yield name, mutated(data, rng) if n >= len(self._samples) else data

    def _keep(self, name: str, data: bytes, why: str, keep: Path) -> None:
        self._tally.count(None)
        kept = keep / f"broken-{self._tally.broken}-{name}"
        kept.write_bytes(data)
        print(f"{self._suffix}: input {self._tally.at}: {why} (kept as {kept})", flush=True)


def main(argv: list[str]) -> int:
    """Run; the exit status is 1 where something came out that must not, or nothing was tried."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20_000, help="inputs for each format")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="a suffix")
    parser.add_argument("--keep", default=".", help="where an input that breaks a reader is kept")
    arguments = parser.parse_args(argv)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGVTALRM, _alarm)
    by_suffix: dict[str, list[tuple[str, bytes]]] = {}
    for name, data in seeds():
        by_suffix.setdefault(Path(name).suffix, []).append((name, data))
    wanted = [each for each in sorted(by_suffix) if arguments.only in ("", each)]
    if not wanted:
        print(f"no format has the suffix {arguments.only}; these do: {', '.join(by_suffix)}")
        return 1
    runs = [Run(each, by_suffix[each], arguments.seed) for each in wanted]
    broken = [run.whole(arguments.count, Path(arguments.keep)) for run in runs]
    return 1 if any(broken) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
