"""The robot for hours: ``python -m tests.robot.long [MOVES] [--seed N] [--keep]``.

Works through episodes of 200 moves, each with a seed of its own and a home of its own, in child
processes that may crash or hang without ending the whole. Says after each batch how far it is, so
that ``--seed`` resumes where it was stopped. A failure is shrunk and printed as a list of moves
that can be replayed; at the end the status is 1 if there was any.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

MOVES = 200
"""In one episode."""
EPISODES = 5
"""In one child process."""
HANGS_SECONDS = 1_200


def main() -> int:
    """Run the batches one after the other; returns the exit status."""
    asked = argparse.ArgumentParser(prog="python -m tests.robot.long", description=__doc__)
    asked.add_argument("moves", type=int, nargs="?", default=100_000)
    asked.add_argument("--seed", type=int, default=1, help="of the first episode")
    asked.add_argument("--no-shrinking", action="store_true", help="print failures as they are")
    asked.add_argument("--until", type=int, help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.until is not None:
        return _episodes(given.seed, given.until, not given.no_shrinking)
    seed, last, failures = given.seed, given.seed + -(-given.moves // MOVES), 0
    began = time.monotonic()
    while seed < last:
        until = min(seed + EPISODES, last)
        command = [sys.executable, "-m", "tests.robot.long", "--seed", str(seed),
                   "--until", str(until), *(["--no-shrinking"] * given.no_shrinking)]  # fmt: skip
        reached = seed
        with (
            tempfile.TemporaryDirectory(prefix="bpsim-robot-", ignore_cleanup_errors=True) as home,
            subprocess.Popen(
                command, env=_at_home(home), stdout=subprocess.PIPE, text=True
            ) as child,
        ):
            assert child.stdout is not None
            for line in child.stdout:
                if line.startswith("clean "):
                    reached = int(line.split()[1]) + 1
                else:
                    print(line, end="", flush=True)
        if reached < until:
            failures += 1
            print(f"episode {reached} failed, status {child.returncode}")
            reached += 1
        seed = reached
        done, spent = (seed - given.seed) * MOVES, time.monotonic() - began
        print(
            f"{done:,} moves, {failures} failures, {spent:,.0f} s; next --seed {seed}", flush=True
        )
    return 1 if failures else 0


def _at_home(home: str) -> dict[str, str]:
    """An environment in which nothing of the user’s is read or written; offscreen by default."""
    places = {"HOME": "", "USERPROFILE": "", "XDG_CONFIG_HOME": "config", "XDG_DATA_HOME": "data",
              "XDG_STATE_HOME": "state", "XDG_CACHE_HOME": "cache"}  # fmt: skip
    own = {name: os.path.join(home, below) for name, below in places.items()}
    return {"QT_QPA_PLATFORM": "offscreen", **os.environ, **own}


def _episodes(seed: int, until: int, shrink: bool) -> int:
    """In the child: make the episodes up to the first that fails."""
    import faulthandler

    from bpsim.gui.looks.application import the_application
    from tests.robot.moves import moves
    from tests.robot.robot import failure_of, smallest

    faulthandler.enable()
    application = the_application()
    folder = Path(os.environ["HOME"]) / "work"
    for each in range(seed, until):
        faulthandler.dump_traceback_later(HANGS_SECONDS, exit=True)
        todo = moves(each, MOVES)
        trouble = failure_of(todo, folder)
        if trouble is not None:
            print(f"episode {each}, move {trouble.done}, {todo[trouble.done - 1]}: {trouble.what}")
            sys.stdout.flush()
            if shrink:
                print(smallest(todo[: trouble.done], trouble, folder))
            sys.stdout.flush()
            os._exit(1)  # whatever it left behind
        print(f"clean {each}", flush=True)
        faulthandler.cancel_dump_traceback_later()
    application.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
