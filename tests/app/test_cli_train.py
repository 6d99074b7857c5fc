"""bpsim train, and the later edits of a file in train and trace, as a script sees them."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bpsim.formats.bundled import bundled_network
from bpsim.formats.native import file as native
from bpsim.session.history import History
from bpsim.session.session import Session

from .conftest import Run


def lecture() -> Path:
    return bundled_network("lecture").path


def test_train_saves_what_the_walk_would_reach(run: Run, load: Any, tmp_path: Path) -> None:
    out, table = tmp_path / "trained.bpsim", tmp_path / "J.csv"
    words = ("train", lecture(), "--iterations", 150, "--output", out, "--history", table)
    status, text, err = run(*words)
    assert (status, err) == (0, "")
    assert "J before" in text and "J after" in text
    trained = native.load(out)
    document = bundled_network("lecture").load()
    assert trained.network == History(document).network_at(150)
    assert trained.with_(network=document.network) == document
    rows = table.read_text().splitlines()
    assert rows[0] == "iteration,J" and len(rows) == 151
    first = float(rows[1].split(",")[1])
    assert first == load("gradients", lecture())["J"] == load("show", lecture())["J"]
    assert load("show", out)["J"] < first
    # The weights at the end are those of the trace's last update.
    last = load("trace", lecture(), "--iteration", 149)["steps"][-1]["result"]
    assert [theta.tolist() for theta in trained.network.weights] == last


@pytest.mark.parametrize(("name", "batch", "below"), [("lecture", None, 0.3), ("moons", 7, 0.02)])
def test_train_until_a_cost_stops_in_the_first_iteration_below_it(
    run: Run, tmp_path: Path, name: str, batch: int | None, below: float
) -> None:
    document = bundled_network(name).load()
    document = document.with_(training=replace(document.training, batch_size=batch))
    file, out, table = tmp_path / "in.bpsim", tmp_path / "out.bpsim", tmp_path / "J.csv"
    native.save(document, file)
    history = History(document)
    history.reach(2_500)
    epoch = document.iterations_per_epoch
    means = history.costs[: 2_500 // epoch * epoch].reshape(-1, epoch).mean(axis=1)
    expected = (int(np.flatnonzero(means < below)[0]) + 1) * epoch - 1
    assert expected > 64, "more than one stretch"
    words = ("train", file, "--iterations", 5_000, "--until-cost", below, "--output", out)
    status, text, err = run(*words, "--history", table)
    assert (status, err) == (0, "")
    assert f"{expected:,} iterations, saved" in text
    what = "J of" if epoch == 1 else "mean J of the epoch up to"
    assert f"J < {below} reached: {what} iteration {expected:,} is " in text
    assert native.load(out).network == history.network_at(expected)
    rows = [float(row.split(",")[1]) for row in table.read_text().splitlines()[1:]]
    assert rows == history.costs[: expected + 1].tolist()


def test_train_until_a_cost_that_is_not_reached_fails_and_saves(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.bpsim"
    words = ("train", lecture(), "--iterations", 20, "--until-cost", 0.1, "--output", out)
    status, text, err = run(*words)
    assert (status, err) == (1, "")
    assert "20 iterations, saved" in text and "J < 0.1 was not reached" in text
    document = bundled_network("lecture").load()
    assert native.load(out).network == History(document).network_at(20)


def test_train_until_a_cost_that_is_there_changes_nothing(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.bpsim"
    words = ("train", lecture(), "--iterations", 20, "--until-cost", 9, "--output", out)
    status, text, err = run(*words)
    assert (status, err) == (0, "")
    assert "0 iterations" in text and "J < 9 needed no training" in text
    assert native.load(out).network == bundled_network("lecture").load().network


def test_one_file_cannot_be_both(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.bpsim"
    (tmp_path / "link.csv").symlink_to(out)
    for table in (out, tmp_path / "." / "out.bpsim", tmp_path / "link.csv"):
        words = ("train", lecture(), "--iterations", 2, "--output", out, "--history", table)
        status, text, err = run(*words)
        assert (status, text) == (2, "") and "name the same file" in err
        assert not out.exists()


def edited_file(path: Path) -> Session:
    """A file whose learning rate was changed in iteration 3, and the walk that it comes from."""
    walk = Session(bundled_network("lecture").load())
    walk.go_to(3)
    training = replace(walk.document.training, learning_rate=4.0)
    walk.restore(walk.changed(walk.document.with_(training=training)))
    walk.go_to(8)
    native.save(walk.saved_form, path)
    return walk


def test_trace_repeats_the_edits_that_a_file_tells_of(run: Run, load: Any, tmp_path: Path) -> None:
    walk = edited_file(tmp_path / "edited.bpsim")
    for iteration in (0, 2, 3, 7):
        steps = load("trace", tmp_path / "edited.bpsim", "--iteration", iteration)["steps"]
        after = walk.history.network_at(iteration + 1).weights
        assert steps[-1]["result"] == [theta.tolist() for theta in after]


def test_train_starts_from_the_file_s_weights_and_says_what_it_leaves_out(
    run: Run, tmp_path: Path
) -> None:
    walk, out = edited_file(tmp_path / "edited.bpsim"), tmp_path / "out.bpsim"
    status, text, _ = run("train", tmp_path / "edited.bpsim", "--iterations", 5, "--output", out)
    assert status == 0
    assert "left out: what the file says was changed in later iterations" in text
    assert native.load(out).edits == ()
    assert native.load(out).network == History(walk.document).network_at(5)


def test_a_long_trace_shows_its_progress(
    run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    status, text, err = run("trace", lecture(), "--iteration", 3_000, "--granularity", "pass")
    assert status == 0 and "iteration 3000" in text
    assert "iterations" in err and "/3000" in err


def test_train_that_diverges_writes_nothing(run: Run, tmp_path: Path) -> None:
    document = bundled_network("worked-example").load()
    linear = document.with_(
        network=type(document.network).of(["linear", "linear"], document.network.weights),
        training=replace(document.training, learning_rate=1e6),
    )
    file, out, table = tmp_path / "in.bpsim", tmp_path / "out.bpsim", tmp_path / "J.csv"
    native.save(linear, file)
    words = ("train", file, "--iterations", 1000, "--output", out, "--history", table)
    status, text, err = run(*words)
    assert (status, text) == (2, "")
    assert "diverges in iteration" in err
    assert not out.exists() and not table.exists()


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("--iterations", "0", "--output", "OUT.bpsim"), "--iterations"),
        (("--iterations", "1000000000000", "--output", "OUT.bpsim"), "1 to 100,000,000"),
        (("--iterations", "5", "--output", "OUT.xyz"), ".xyz"),
        (("--iterations", "5", "--output", "no-such-folder/OUT.bpsim"), "folder"),
        (("--iterations", "5"), "--output"),
        (("--iterations", "5", "--until-cost", "nan", "--output", "OUT.bpsim"), "--until-cost"),
        (("--iterations", "5", "--until-cost", "x", "--output", "OUT.bpsim"), "--until-cost"),
        (("--output", "OUT.bpsim"), "--iterations"),
    ],
)
def test_train_refuses_before_it_works(
    run: Run, tmp_path: Path, words: tuple[str, ...], reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    status, out, err = run("train", lecture(), *words)
    assert (status, out) == (2, "")
    assert reason in err and err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
