"""What the commands say of examples held out, and that they say nothing where there are none."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from bpsim.app.cli import main
from bpsim.core.held_out import held_out_cost, moved
from bpsim.core.propagation import forward
from bpsim.formats.bundled import bundled_network
from bpsim.formats.native import file as native
from bpsim.session.history import History

Run = Callable[..., str]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Call bpsim; gives what it prints once it is done."""

    def call(*words: object) -> str:
        assert main([str(word) for word in words]) == 0
        out, err = capsys.readouterr()
        assert err == ""
        return out

    return call


def held_out_file(folder: Path) -> Path:
    """XOR with two of its examples held out."""
    document = bundled_network("xor").load()
    rest, apart = moved(document.examples, document.held_out, (1, 2))
    path = folder / "split.bpsim"
    native.save(document.with_(examples=rest, held_out=apart), path)
    return path


def test_show_tells_of_what_is_held_out(run: Run, tmp_path: Path) -> None:
    path = held_out_file(tmp_path)
    document = native.load(path)
    apart = document.held_out
    h = forward(document.network, apart.x).a[-1]
    expected = float(-np.mean(np.log(np.where(apart.y == 1.0, h, 1.0 - h))))
    shown = json.loads(run("show", path, "--json"))
    assert (shown["examples"], shown["held_out"]) == (2, 2)
    assert shown["held_out_cost"] == pytest.approx(expected, rel=1e-12)
    text = run("show", path)
    assert re.search(r"^held out: +2, not trained with$", text, re.MULTILINE)
    assert re.search(rf"^held-out cost: +{expected:.4f}", text, re.MULTILINE)
    assert not {"held_out", "held_out_cost"} & set(
        json.loads(run("show", bundled_network().path, "--json"))
    )
    assert "held" not in run("show", bundled_network().path)


def test_train_writes_what_is_held_out_beside_j(run: Run, tmp_path: Path) -> None:
    path, out, table = held_out_file(tmp_path), tmp_path / "out.bpsim", tmp_path / "J.csv"
    document = native.load(path)
    text = run("train", path, "--iterations", 70, "--output", out, "--history", table)
    assert "held-out cost before" in text and "held-out cost after" in text
    rows = [line.split(",") for line in table.read_text().splitlines()]
    assert rows[0] == ["iteration", "J", "held_out_cost"] and len(rows) == 71
    history = History(document)
    for k in (0, 1, 37, 69):
        network = history.network_at(k)
        found = held_out_cost(network, document.cost, document.held_out)
        assert rows[k + 1][0] == str(k)
        assert float(rows[k + 1][2]) == found
    assert history.reach(70) == 70
    assert [float(row[1]) for row in rows[1:]] == history.costs.tolist()
    assert native.load(out).held_out == document.held_out
    assert native.load(out).network == history.network_at(70)


def test_a_run_that_ends_at_a_cost_ends_both_columns(run: Run, tmp_path: Path) -> None:
    path, out, table = held_out_file(tmp_path), tmp_path / "out.bpsim", tmp_path / "J.csv"
    words = ("--iterations", 5000, "--until-cost", 0.1, "--output", out, "--history", table)
    run("train", path, *words)
    rows = [line.split(",") for line in table.read_text().splitlines()[1:]]
    assert 1 < len(rows) < 5000
    assert float(rows[-1][1]) < 0.1 <= float(rows[-2][1])
    document = native.load(out)
    last = held_out_cost(document.network, document.cost, document.held_out)
    assert float(rows[-1][2]) == last, "the weights saved are those of the last row"
