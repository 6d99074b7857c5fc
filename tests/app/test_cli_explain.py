"""bpsim explain: sheets of every kind, whole or not at all."""

import errno
import os
from pathlib import Path

import pytest

from bpsim.formats.bundled import bundled_network

from .conftest import Run

STARTS = {".html": "<!doctype html>", ".pdf": "%PDF-", ".tex": r"\documentclass", ".md": "# "}


@pytest.mark.parametrize("suffix", list(STARTS))
def test_a_sheet_of_every_kind(run: Run, tmp_path: Path, suffix: str) -> None:
    out, key = tmp_path / f"sheet{suffix}", tmp_path / "key.csv"
    status, text, err = run(
        "explain", bundled_network("lecture").path, "--output", out, "--delta", "2,1",
        "--blanks", "hidden-delta", "--key", key,
    )  # fmt: skip
    assert (status, err) == (0, "")
    assert text == f"sheet{suffix}: 10 steps written out, 3 numbers left blank\n"
    assert out.read_bytes().startswith(STARTS[suffix].encode())
    assert len(key.read_text(encoding="utf-8").splitlines()) == 4


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--output", "sheet.doc"), "ends in .html, .pdf, .tex, .md or .xlsx"),
        (("--output", "sheet.xlsx", "--delta", "2,1"), "a spreadsheet holds whole examples"),
        (("--output", "sheet.md", "--delta", "x"), "a layer and a unit such as 3,1"),
        (("--output", "sheet.md", "--delta", "9,1"), "There is no δ of unit 1 in layer 9"),
        (("--output", "sheet.md", "--digits", "0"), "a whole number from 1 to 12"),
        (("--output", "sheet.md", "--key", "k.csv"), "nothing to answer without --blanks"),
        (
            ("--output", "sheet.md", "--blanks", "z", "--key", "./sheet.md"),
            "--output and --key name the same file",
        ),
        (("--output", "sheet.md", "--example", "9"), "there are examples 1 to 4"),
    ],
)
def test_bad_words_are_refused(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    status, text, err = run("explain", bundled_network("lecture").path, *words)
    assert (status, text) == (2, "")
    assert said in err
    assert list(tmp_path.iterdir()) == []


def test_a_spreadsheet(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "walk.xlsx"
    status, text, err = run(
        "explain", bundled_network("lecture").path, "--output", out, "--blanks", "hidden-delta"
    )
    assert (status, text, err) == (0, "walk.xlsx: a spreadsheet of 4 examples\n", "")
    assert out.read_bytes().startswith(b"PK")


def test_a_full_disk_leaves_neither_the_sheet_nor_its_key(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced = []
    sync = os.fsync

    def full(handle: int) -> None:
        synced.append(handle)
        if len(synced) == 2:
            raise OSError(errno.ENOSPC, "full")
        sync(handle)

    monkeypatch.setattr("bpsim.formats.files.os.fsync", full)
    words = ("--output", tmp_path / "sheet.html", "--blanks", "z", "--key", tmp_path / "key.csv")
    status, text, err = run("explain", bundled_network("lecture").path, *words)
    assert (status, text) == (2, "")
    assert err == "bpsim: key.csv: it cannot be saved: the disk is full\n"
    assert list(tmp_path.iterdir()) == []
