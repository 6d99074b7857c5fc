"""``python -m benchmarks``: measures every group in a process of its own and prints the table."""

import argparse
import importlib
import json
import os
import pkgutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import benchmarks.rows
from benchmarks import HOME, VERSION
from benchmarks.machine import description
from benchmarks.table import Row, markdown

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "PERFORMANCE.md"
BEGIN, END = "<!-- figures: python -m benchmarks --write -->\n", "<!-- end of figures -->\n"


def group_names() -> list[str]:
    """The modules in ``benchmarks/rows``."""
    return [module.name for module in pkgutil.iter_modules(benchmarks.rows.__path__)]


def measure(group: str, quick: bool) -> list[Row]:
    """The rows of one group, from a fresh process: nothing else is imported or kept there."""
    command = [sys.executable, "-m", "benchmarks", "--as-json", group]
    with tempfile.TemporaryDirectory(prefix="bpsim-benchmarks-", ignore_cleanup_errors=True) as at:
        result = subprocess.run(
            command + ["--quick"] * quick, cwd=ROOT, env=os.environ | {HOME: at},
            stdout=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    if result.returncode:
        return [Row(group, "could not be measured", f"exit status {result.returncode}")]
    return [Row(**json.loads(line)) for line in result.stdout.splitlines()]


def print_as_json(group: str, quick: bool) -> None:
    """What the fresh process does."""
    module = importlib.import_module(f"benchmarks.rows.{group}")
    for row in module.rows(quick):
        print(json.dumps(row.as_dict()), flush=True)


def write(text: str) -> None:
    """Put the figures into the page that publishes them."""
    page = PAGE.read_text(encoding="utf-8")
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{PAGE} has no place marked for the figures")
    PAGE.write_text(f"{before}{begin}\n{text}\n\n{end}{after}", encoding="utf-8")


def main() -> int:
    """Exit status 1 if a goal was missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=", ".join(group_names()))
    parser.add_argument("--quick", action="store_true", help="rough figures in little time")
    parser.add_argument("--write", action="store_true", help=f"put them into {PAGE.name} as well")
    parser.add_argument("--as-json", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    unknown = sorted(set(arguments.groups) - set(group_names()))
    if unknown:
        parser.error(f"{unknown[0]} is none of {', '.join(group_names())}")
    if arguments.write and (arguments.groups or arguments.quick):
        parser.error("--write is for all groups, measured in full")
    if arguments.as_json:
        print_as_json(arguments.groups[0], arguments.quick)
        return 0
    rows: list[Row] = []
    for group in arguments.groups or group_names():
        began = time.perf_counter()
        rows += measure(group, arguments.quick)
        print(f"{group}: {time.perf_counter() - began:.0f} s", file=sys.stderr)
    text = f"bpsim {VERSION} on {description()}\n\n{markdown(rows)}"
    print(text)
    if arguments.write:
        write(text)
    return 1 if any(row.reached is False for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
