"""bpsim walk: the page is written whole or not at all."""

from pathlib import Path

import pytest

from bpsim.formats.bundled import bundled_network

from .conftest import Run


def test_walk_writes_one_page(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "walk.html"
    status, text, err = run("walk", bundled_network("lecture").path, "--output", out)
    assert (status, err) == (0, "")
    assert text.startswith("walk.html: the walk of one iteration, ")
    assert out.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_later_iteration_has_its_own_numbers(run: Run, tmp_path: Path) -> None:
    pages = []
    for iteration in ("0", "3"):
        out = tmp_path / f"{iteration}.html"
        file = bundled_network("lecture").path
        assert run("walk", file, "--output", out, "--iteration", iteration)[0] == 0
        pages.append(out.read_text(encoding="utf-8"))
    assert "iteration 3" in pages[1]
    assert pages[0] != pages[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--output", "walk.txt"), "a name that ends in .html is expected"),
        (("--output", "missing/walk.html"), "its folder does not exist"),
        (("--output", "walk.html", "--iteration", "-1"), "a whole number ≥ 0 is expected"),
        (("--output", "walk.html", "--blanks", "everything"), "invalid choice"),
    ],
)
def test_bad_words_are_refused(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    status, text, err = run("walk", bundled_network("lecture").path, *words)
    assert (status, text) == (2, "")
    assert said in err
    assert list(tmp_path.iterdir()) == []
