"""What a file costs to open is in proportion to its size, whatever it holds."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

HEAD = (
    b'{"format": "bpsim", "version": 1, "cost": "squared-error", "network": {"layers": [1, 1], '
    b'"activations": ["linear"], "weights": [[[0, 1]]]}, '
)
MB = 2**20

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="measured as Linux measures it")


def cost_of(path: Path) -> float:
    """The most memory that opening ``path`` takes at a time, in MB."""
    program = f"""
        import resource, msgspec
        from bpsim.formats.native.file import load
        peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        before = peak()
        load({str(path)!r})
        print(peak() - before)
    """
    root = Path(__file__).parents[2]
    ran = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        cwd=root, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return float(ran.stdout)


@pytest.mark.parametrize(
    ("content", "times"),
    [
        (b'"title": "' + b"\\n" * 2_000_000 + b'"}', 10),
        (b'"k": {"' + b"\\n" * 2_000_000 + b'": 1}}', 10),
        (b'"k": [' + b",".join([b"0.5678"] * 700_000) + b"]}", 10),
        (b'"k": [' + b",".join([b"7"] * 2_000_000) + b"]}", 10),
        (b'"k": [' + b",".join([b'"some text"'] * 400_000) + b"]}", 10),
        # A list of nothing takes 3 bytes of a file and 64 of memory; their number has a limit.
        (b'"k": [' + b",".join([b"[]"] * 1_000_000) + b"]}", 40),
    ],
    ids=["escapes", "escaped key", "numbers", "short numbers", "texts", "lists"],
)
def test_memory_is_in_proportion_to_the_file(tmp_path: Path, content: bytes, times: int) -> None:
    path = tmp_path / "large.bpsim"
    path.write_bytes(HEAD + content)
    assert cost_of(path) < times * path.stat().st_size / MB
