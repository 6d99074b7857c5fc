"""bpsim render as a script sees it: the right step, the right file, or one sentence."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bpsim.core.document import Document
from bpsim.core.settings import Position
from bpsim.formats.bundled import NETWORKS, bundled_network
from bpsim.formats.native import file as native
from bpsim.steps.schedule import Granularity
from bpsim.steps.trace import Trace

from .conftest import Run

pytestmark = pytest.mark.usefixtures("qapp")
SUFFIXES = (".png", ".svg", ".pdf")
SMALL = ("--size", "320x180", "--scale", "1")


def lecture() -> Path:
    return bundled_network("lecture").path


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "step.png"


@pytest.fixture
def saved(tmp_path: Path) -> Iterator[Path]:
    """The lecture's network, saved in iteration 3 at a δ of its second example."""
    path = tmp_path / "saved.bpsim"
    document = bundled_network("lecture").load()
    steps = Trace.of(document).schedule.per_example(Granularity.UNIT)
    native.save(document.with_(position=Position(3, steps + 9)), path)
    yield path


def written(path: Path) -> bool:
    begins = {".png": b"\x89PNG", ".svg": b"<?xml", ".pdf": b"%PDF"}[path.suffix]
    return path.read_bytes().startswith(begins)


@pytest.mark.parametrize("name", NETWORKS)
def test_every_bundled_network(run: Run, tmp_path: Path, name: str) -> None:
    """Each in every format, and at another step in each."""
    file = bundled_network(name).path
    count = Trace.of(native.load(file)).schedule.seen_from_example(Granularity.UNIT)
    for number, suffix in zip((1, count // 2, count), SUFFIXES, strict=True):
        path = tmp_path / f"step{suffix}"
        words = ("--output", path, "--step", number, *SMALL)
        status, said, err = run("render", file, *words)
        assert (status, err) == (0, "")
        assert said.startswith(f"step{suffix}: ")
        assert written(path)
        path.unlink()


def test_the_steps_are_those_that_trace_prints(run: Run, out: Path) -> None:
    _, text, _ = run("trace", lecture(), "--example", 2)
    titles = re.findall(r"^ +\d+  (?:[a-z-]+: )?(.*)$", text, re.MULTILINE)
    assert len(titles) == 19
    for number, title in enumerate(titles, start=1):
        words = ("--output", out, "--example", 2, "--step", number, *SMALL)
        status, said, _ = run("render", lecture(), *words)
        assert status == 0
        assert said.rstrip().endswith(title)
        assert ("Example 2 of 4" in said) == (number <= 15)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), "Example 2 of 4 · backward · δ of unit 2, layer 3"),
        (("--example", 3), "Example 3 of 4 · backward · δ of unit 2, layer 3"),
        (("--step", 1), "Example 2 of 4 · forward · load example 2"),
        (("--granularity", "layer"), "Example 2 of 4 · backward · δ of layer 3"),
        (("--granularity", "pass"), "Example 2 of 4 · backward pass"),
        (("--granularity", "iteration"), "Iteration 3 as a whole"),
        (("--granularity", "pass", "--step", 1, "--example", 4), "Example 4 of 4 · forward pass"),
        (("--iteration", 0), "Example 2 of 4 · backward · δ of unit 2, layer 3"),
    ],
)
def test_what_is_not_said_is_as_the_file_says(
    run: Run, out: Path, saved: Path, words: tuple[object, ...], expected: str
) -> None:
    status, said, err = run("render", saved, "--output", out, *SMALL, *words)
    assert (status, err) == (0, "")
    assert said.rstrip().partition(": ")[2].lower().endswith(expected.lower())


def test_the_iteration_makes_another_picture(run: Run, out: Path, saved: Path) -> None:
    found = []
    for words in ((), ("--iteration", 3), ("--iteration", 0)):
        assert run("render", saved, "--output", out, *SMALL, *words)[0] == 0
        found.append(out.read_bytes())
    assert found[0] == found[1] != found[2]


def test_an_example_from_the_end_of_an_iteration_begins(
    run: Run, out: Path, tmp_path: Path
) -> None:
    path = tmp_path / "end.bpsim"
    document = bundled_network("lecture").load()
    last = Trace.of(document).schedule.count(Granularity.UNIT) - 1
    native.save(document.with_(position=Position(0, last)), path)
    assert "update" in run("render", path, "--output", out, *SMALL)[1].lower()
    said = run("render", path, "--output", out, "--example", 3, *SMALL)[1]
    assert "load example 3" in said
    said = run("render", path, "--output", out, "--step", 2, *SMALL)[1]
    assert "Example 4 of 4 · forward" in said


@pytest.mark.parametrize("order", ["file", "shuffled"])
def test_smaller_batches(run: Run, out: Path, tmp_path: Path, order: str) -> None:
    path = tmp_path / "batch.bpsim"
    document = bundled_network("lecture").load()
    training = replace(document.training, batch_size=1, order=order)  # type: ignore[arg-type]
    native.save(document.with_(training=training), path)
    batch = Trace.of(native.load(path), 2).values.batch
    row = batch.row(0) + 1
    words = ("--output", out, "--iteration", 2, *SMALL)
    assert f"Example {row} of 4" in run("render", path, *words, "--step", 5)[1]
    assert run("render", path, *words, "--example", row)[0] == 0
    status, said, err = run("render", path, *words, "--example", row % 4 + 1)
    assert (status, said) == (2, "")
    assert "iteration 2 uses 1 of the 4 examples" in err


def test_theme_and_size(run: Run, tmp_path: Path) -> None:
    light, dark = tmp_path / "light.svg", tmp_path / "dark.svg"
    assert run("render", lecture(), "--output", light)[0] == 0
    other = ("--theme", "dark", "--size", "500×800")
    assert run("render", lecture(), "--output", dark, *other)[0] == 0
    assert 'viewBox="0 0 1280 720"' in light.read_text() and "#ffffff" in light.read_text()
    assert 'viewBox="0 0 500 800"' in dark.read_text() and "#1a202a" in dark.read_text()


@pytest.mark.parametrize("name", ["poster.svg", "poster.pdf"])
def test_shapes_may_be_larger_than_pixels(run: Run, tmp_path: Path, name: str) -> None:
    poster = tmp_path / name
    assert run("render", lecture(), "--output", poster, "--size", "9000x9000")[0] == 0
    assert poster.stat().st_size < 1_000_000


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("--output", "step.jpg"), "step.jpg: a picture can be written as .png, .svg or .pdf only"),
        (("--output", "step"), "step: a picture can be written as .png, .svg or .pdf only"),
        (("--output", "no/step.png"), "step.png: it cannot be saved: its folder does not exist"),
        (("--step", "0"), "--step: example 1 has steps 1 to 19 where a step is a unit, but 0 was"),
        (("--step", "20"), "--step: example 1 has steps 1 to 19"),
        (("--granularity", "pass", "--step", "4"), "has steps 1 to 3 where a step is a pass"),
        (("--example", "5"), "--example: there are examples 1 to 4, but 5 was asked for"),
        (("--example", "0"), "--example: there are examples 1 to 4, but 0 was asked for"),
        (("--iteration", "-1"), "--iteration: a whole number ≥ 0 is expected"),
        (("--size", "big"), "--size: a width and a height such as 1280x720 are expected"),
        (("--size", "99x500"), "--size: width and height from 100 to 10,000 are expected"),
        (("--size", "500x10001"), "--size: width and height from 100 to 10,000 are expected"),
        (("--scale", "nan"), "--scale: a number from 0.1 to 20 is expected"),
        (("--size", "9000x9000"), "million pixels, but at most 64 million can be drawn"),
        (("--theme", "blue"), "invalid choice: 'blue'"),
        (("--granularity", "word"), "invalid choice: 'word'"),
        (("--step", "x"), "argument --step: “x” is no whole number"),
        (("--scale", "1,5"), "argument --scale: “1,5” is no number such as 0.5"),
        (("--film", "forward"), "--film: a film is written as .gif, .webp, .mp4 or .zip only"),
        (("--seconds", "1.2"), "--seconds: a film is written as .gif, .webp, .mp4 or .zip only"),
        (("--iterations", "100"), "--iterations: a film is written as .gif, .webp, .mp4 or"),
        (("--output", "a.gif", "--step", "3"), "--step: leave it out of a film"),
        (("--output", "a.gif", "--iterations", "9"), "--iterations: only --film training has any"),
    ],
)
def test_wrong_words_are_one_sentence_and_no_file(
    run: Run, tmp_path: Path, words: tuple[str, ...], reason: str
) -> None:
    given = dict(zip(words[::2], words[1::2], strict=True))
    given["--output"] = str(tmp_path / given.get("--output", "step.png"))
    status, said, err = run("render", lecture(), *(w for pair in given.items() for w in pair))
    assert (status, said) == (2, "")
    assert reason in err and err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_drawn(run: Run, tmp_path: Path, out: Path) -> None:
    bad, empty = tmp_path / "bad.bpsim", tmp_path / "empty.bpsim"
    bad.write_text("{")
    document: Document = bundled_network("lecture").load()
    native.save(document.with_(examples=type(document.examples).none(2, 1)), empty)
    for path, reason in ((bad, "bad.bpsim"), (empty, "no training example"),
                         (tmp_path / "missing.bpsim", "missing.bpsim")):  # fmt: skip
        status, said, err = run("render", path, "--output", out)
        assert (status, said) == (2, "")
        assert reason in err and err.count("\n") == 1
        assert not out.exists()


def test_an_old_picture_stays_where_the_new_one_is_refused(run: Run, out: Path) -> None:
    out.write_text("old")
    assert run("render", lecture(), "--output", out, "--step", 99)[0] == 2
    assert out.read_text() == "old"


# --- in a process of its own ----------------------------------------------------------------------


@pytest.mark.parametrize("platform", ["", "xcb", "nonsense"])
def test_no_display_is_needed(tmp_path: Path, platform: str) -> None:
    out = tmp_path / "step.pdf"
    gone = ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in gone}
    ended = subprocess.run(
        [sys.executable, "-m", "bpsim", "render", str(lecture()), "--output", str(out)],
        cwd=Path(__file__).parents[2], env={**environment, "QT_QPA_PLATFORM": platform},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout == "step.pdf: Example 1 of 4 · forward · load example 1\n"
    assert written(out)


def test_each_process_writes_the_same_bytes(tmp_path: Path) -> None:
    program = (
        "import sys; from bpsim.app.cli import main;"
        "[main(['render', sys.argv[1], '--output', out]) for out in sys.argv[2:]]"
    )
    found = []
    for seed in ("1", "2"):
        outs = [tmp_path / f"{seed}{suffix}" for suffix in SUFFIXES]
        subprocess.run(
            [sys.executable, "-c", program, str(lecture()), *map(str, outs)],
            cwd=Path(__file__).parents[2], check=True, stdout=subprocess.DEVNULL,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )  # fmt: skip
        found.append({out.suffix: out.read_bytes() for out in outs})
    assert [suffix for suffix in SUFFIXES if found[0][suffix] != found[1][suffix]] == []


def test_show_still_imports_no_qt() -> None:
    program = (
        "import sys; from bpsim.app.cli import main; main(['show', sys.argv[1]]);"
        "print([name for name in sys.modules if 'PySide' in name or name.startswith('bpsim.gui')])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program, str(lecture())], cwd=Path(__file__).parents[2],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.stdout.splitlines()[-1] == "[]"
