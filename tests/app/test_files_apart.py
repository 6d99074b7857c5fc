"""No command writes over what it reads, nor over what it has just written."""

import shutil
from pathlib import Path

import pytest

from bpsim.formats.bundled import bundled_network

from .conftest import Run


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("explain", "net.bpsim", "--output", "o.md", "--blanks", "z", "--key", "net.bpsim"),
         "--key: net.bpsim is read"),
        (("explain", "net.bpsim", "--also", "more.csv", "--output", "o.md", "--blanks", "z",
          "--key", "./more.csv"), "--key: ./more.csv is read"),
        (("train", "net.bpsim", "--iterations", "1", "--output", "o.bpsim", "--history",
          "net.bpsim"), "--history: net.bpsim is read"),
        (("train", "net.bpsim", "--iterations", "1", "--output", "o.bpsim", "--history",
          "o.bpsim"), "--output and --history name the same file"),
        (("walk", "page.html", "--output", "page.html"), "--output: page.html is read"),
        (("render", "digit.png", "--output", "digit.png"), "--output: digit.png is read"),
        (("grade", "key.csv", "more.csv", "--output", "key.csv"), "--output: key.csv is read"),
        (("grade", "key.csv", "more.csv", "--output", "more.csv"), "--output: more.csv is read"),
    ],
)  # fmt: skip
def test_a_file_that_would_be_lost_is_refused(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(bundled_network("lecture").path, "net.bpsim")
    for name in ("more.csv", "page.html", "digit.png", "key.csv"):
        Path(name).write_text("x1,x2,y\n0,1,1\n", encoding="utf-8")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    status, text, err = run(*words)
    assert (status, text) == (2, "")
    assert said in err and "would be lost" in err
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_network_may_be_trained_in_its_place(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "net.bpsim"
    shutil.copy(bundled_network("lecture").path, file)
    before = file.read_bytes()
    assert run("train", file, "--iterations", 1, "--output", file)[0] == 0
    assert file.read_bytes() != before
