"""A reference in a process of its own, with the threads that it would use if left alone.

``python -m benchmarks.contender NAME`` answers each line "SIZE SECONDS" on stdin with the seconds
of one iteration; its first line says "ready" or why the reference cannot be measured.
"""

import importlib
import importlib.util
import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass

from benchmarks.sizes import SIZES
from benchmarks.timing import Timed, repeated


@dataclass(frozen=True)
class Reference:
    """``module.iteration(document)`` gives work(n); ``needs`` has to be installed for it.

    ``threads`` is None for as many as it takes by itself.
    """

    words: str
    module: str
    needs: str
    threads: int | None = None


REFERENCES = {
    "torch": Reference("PyTorch", "torch_layers", "torch"),
    "torch-1": Reference("PyTorch, 1 thread", "torch_layers", "torch", threads=1),
    "formulas": Reference("PyTorch, the course's formulas", "torch_formulas", "torch"),
    "sklearn": Reference("scikit-learn partial_fit", "sklearn_mlp", "sklearn"),
    "blas": Reference("the multiplications alone", "blas", "numpy", threads=1),
    "blas-all": Reference("the multiplications alone, all cores", "blas", "numpy"),
    "loop": Reference("the course's loop over examples", "loop", "numpy"),
}

THREADS = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS", "BLIS_NUM_THREADS")


class Contender:
    """The other end of such a process; closes it when left as a context."""

    def __init__(self, name: str) -> None:
        self.words = REFERENCES[name].words
        threads = REFERENCES[name].threads
        environment = {k: v for k, v in os.environ.items() if not k.endswith("_NUM_THREADS")}
        # Said even where it is the default, as importing bpsim would otherwise say 1.
        environment |= dict.fromkeys(THREADS, str(threads or os.cpu_count() or 1))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.contender", name],
            env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        answer = self._answer()
        self.missing = "" if answer == "ready" else answer

    def timed(self, size: str) -> Timed:
        """One iteration at this size."""
        return lambda seconds: float(self._ask(f"{size} {seconds}"))

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None and self._process.stdout is not None
        with suppress(BrokenPipeError):
            self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()

    def _ask(self, line: str) -> str:
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        return self._answer()

    def _answer(self) -> str:
        assert self._process.stdout is not None
        answer = self._process.stdout.readline().strip()
        if not answer:
            raise RuntimeError(f"{self.words} ended without an answer; see its message above")
        return answer


def serve(name: str) -> None:
    """Answer until stdin ends."""
    reference = REFERENCES[name]
    if importlib.util.find_spec(reference.needs) is None:
        print(f"{reference.needs} is not installed", flush=True)
        return
    module = importlib.import_module(f"benchmarks.references.{reference.module}")
    from benchmarks.sizes import document

    rounds: dict[str, Timed] = {}
    print("ready", flush=True)
    for line in sys.stdin:
        size, seconds = line.split()
        if size not in rounds:
            rounds[size] = repeated(module.iteration(document(SIZES[size])))
        print(rounds[size](float(seconds)), flush=True)


if __name__ == "__main__":
    serve(sys.argv[1])
