"""Sheets for a class and their marks, from the command line."""

import csv
import errno
import os
from fractions import Fraction
from pathlib import Path

import pytest

import bpsim
from bpsim.core.examples import Examples
from bpsim.core.propagation import forward
from bpsim.core.settings import Convention
from bpsim.formats.bundled import bundled_network
from bpsim.formats.native.file import load, save

from .conftest import Run

pytestmark = pytest.mark.usefixtures("qapp")


def sheets(run: Run, folder: Path, *words: object) -> tuple[int, str, str]:
    file = bundled_network("lecture").path
    return run("worksheet", file, "--output", folder, "--seed", 7, *words)


def test_sheets_are_written_answered_and_marked(run: Run, tmp_path: Path) -> None:
    roster, folder = tmp_path / "names.csv", tmp_path / "class"
    roster.write_text("\ufeffname\nAda\nBob\n", encoding="utf-8")
    status, text, err = sheets(run, folder, "--roster", roster)
    assert (status, err) == (0, "")
    assert text == "class: 2 sheets with 5 numbers to fill in each\n"
    for part, suffix in (("sheets", "html"), ("sheets", "pdf"), ("solutions", "html"),
                         ("solutions", "pdf"), ("networks", "bpsim")):  # fmt: skip
        names = sorted(path.name for path in (folder / part).glob(f"*.{suffix}"))
        assert names == [f"01 Ada.{suffix}", f"02 Bob.{suffix}"]
    networks = [load(path).network for path in sorted((folder / "networks").iterdir())]
    assert networks[0] != networks[1]
    key = list(csv.DictReader((folder / "key.csv").read_text(encoding="utf-8").splitlines()))
    answers = tmp_path / "answers.csv"
    with answers.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["student", "name", "answer"])
        for row in key:
            wrong = row["student"] == "Bob" and row["name"] == "delta_3_1"
            value = float(row["value"]) + wrong
            writer.writerow([row["student"], row["name"], f"{value:.6f}"])
    marks = tmp_path / "marks.csv"
    status, text, err = run("grade", folder / "key.csv", answers, "--output", marks)
    assert (status, err) == (0, "")
    assert "Ada: 5 of 5" in text
    # The next δ was computed with the right one, and so does not follow from the slip; it is right.
    assert "Bob: 4 of 5" in text
    totals = [
        row
        for row in csv.DictReader(marks.read_text(encoding="utf-8").splitlines())
        if row["name"] == "total"
    ]
    assert [row["student"] for row in totals] == ["Ada", "Bob"]


def test_the_same_seed_gives_the_same_sheets(run: Run, tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert sheets(run, tmp_path / name, "--variants", 2, "--no-pdf")[0] == 0
    one, two = tmp_path / "one", tmp_path / "two"
    for path in sorted(one.rglob("*.*")):
        assert path.read_bytes() == (two / path.relative_to(one)).read_bytes()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "--variants or --roster is needed"),
        (("--variants", "0"), "from 1 to 1,000"),
        (("--variants", "2", "--digits", "99"), "from 1 to 12"),
        (("--roster", "missing.csv"), "missing.csv"),
    ],
)
def test_bad_words_leave_nothing(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    status, text, err = sheets(run, tmp_path / "class", *words)
    assert (status, text) == (2, "")
    assert said in err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_exists_is_not_touched(run: Run, tmp_path: Path) -> None:
    (tmp_path / "class").mkdir()
    status, _, err = sheets(run, tmp_path / "class", "--variants", 1)
    assert status == 2 and "exists already" in err


def test_a_key_opens_no_file_elsewhere(run: Run, tmp_path: Path) -> None:
    key, answers = tmp_path / "key.csv", tmp_path / "answers.csv"
    key.write_text(
        "student,variant,seed,network,name,symbol,kind,layer,unit,from,value\n"
        "Ada,1,1,../secret.bpsim,z_2_1,z,z,2,1,,0\n",
        encoding="utf-8",
    )
    answers.write_text("student,z_2_1\nAda,1\n", encoding="utf-8")
    status, text, err = run("grade", key, answers)
    assert (status, text) == (2, "")
    assert "which is not beside it" in err


def test_sheets_in_fractions_have_them_in_the_key(run: Run, tmp_path: Path) -> None:
    model = bpsim.network([2, 2, 1], ["relu", "linear"], x=[[1, 2]], y=[[1]])
    save(model.document, tmp_path / "relu.bpsim")
    words = ("--variants", 2, "--fractions", "--no-pdf", "--blanks", "cost", "hidden-delta")
    status, _, err = run(
        "worksheet", tmp_path / "relu.bpsim", "--output", tmp_path / "class", *words
    )
    assert (status, err) == (0, "")
    text = (tmp_path / "class" / "key.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert rows and all(Fraction(row["fraction"]) == float(row["value"]) for row in rows)
    answers = tmp_path / "answers.csv"
    lines = [f"{row['student']},{row['name']},{row['fraction']}" for row in rows]
    answers.write_text("student,name,answer\n" + "\n".join(lines), encoding="utf-8")
    status, text, _ = run("grade", tmp_path / "class" / "key.csv", answers)
    assert status == 0 and text.count("3 of 3") == 2
    status, _, err = sheets(run, tmp_path / "other", "--variants", 1, "--fractions")
    assert status == 2 and "sigmoid units do not give fractions" in err
    assert not (tmp_path / "other").exists()


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_names_and_answers_as_a_spreadsheet_saves_them(
    encoding: str, run: Run, tmp_path: Path
) -> None:
    roster, folder, answers = tmp_path / "names.csv", tmp_path / "class", tmp_path / "answers.csv"
    roster.write_bytes("Nachname;Nummer\r\nMüller;1\r\nÖz;2\r\n".encode(encoding))
    assert sheets(run, folder, "--roster", roster, "--no-pdf")[0] == 0
    answers.write_bytes("student;delta_2_1\r\nMüller;0,5\r\n".encode(encoding))
    status, text, err = run("grade", folder / "key.csv", answers)
    assert (status, err) == (0, "")
    assert "Müller: 0 of 5" in text and "Öz: 0 of 5" in text and "Nachname" not in text


def test_sheets_keep_the_units_and_the_cost_of_the_network(run: Run, tmp_path: Path) -> None:
    units = ["relu", "tanh", "sigmoid"]
    model = bpsim.network([3, 2, 2, 2], units, x=[[1, 2, 3]], y=[[1, 0]], cost="squared-error")
    file, folder = tmp_path / "exam.bpsim", tmp_path / "class"
    save(model.document, file)
    words = ("--variants", 1, "--no-pdf")
    assert run("worksheet", file, "--output", folder, *words)[0] == 0
    drawn = load(folder / "networks" / "01 variant 1.bpsim")
    assert [each.name for each in drawn.network.activations] == units
    assert drawn.cost == "squared-error"
    page = (folder / "sheets" / "01 variant 1.html").read_text(encoding="utf-8")
    assert "squared error" in page and "cross-entropy" not in page


def test_sheets_have_the_signs_of_the_network_and_are_marked_by_them(
    run: Run, tmp_path: Path
) -> None:
    file, folder = tmp_path / "lecture.bpsim", tmp_path / "class"
    save(load(bundled_network("lecture").path).with_(convention=Convention("lecture", True)), file)
    kinds = ("cost", "output-delta", "hidden-delta", "Delta")
    words = ("--variants", 1, "--seed", 7, "--no-pdf", "--blanks", *kinds)
    assert run("worksheet", file, "--output", folder, *words)[0] == 0
    (network,) = (folder / "networks").iterdir()
    document = load(network)
    assert document.convention == Convention("lecture")
    key = list(csv.DictReader((folder / "key.csv").read_text(encoding="utf-8").splitlines()))
    passed = forward(document.network, document.examples.x)
    (output,) = [row for row in key if row["kind"] == "output-delta"]
    y, a = document.examples.y[0, 0], passed.a[-1][0, 0]
    assert float(output["value"]) == pytest.approx(y - a)
    answers = tmp_path / "answers.csv"
    flipped = "Delta_3_1_0"
    for wrong in (False, True):
        given = [(row, -1 if wrong and row["name"] == flipped else 1) for row in key]
        rows = [
            f"{row['student']},{row['name']},{sign * float(row['value'])}" for row, sign in given
        ]
        answers.write_text("\n".join(["student,name,answer", *rows]), encoding="utf-8")
        status, text, _ = run("grade", folder / "key.csv", answers)
        assert status == 0 and f": {len(key) - wrong} of {len(key)}" in text
    assert "other sign" in text


def test_a_full_disk_leaves_nothing_of_a_class(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced, written = os.fsync, [0]

    def full(handle: int) -> None:
        written[0] += 1
        if written[0] > 9:
            raise OSError(errno.ENOSPC, "No space left on device")
        synced(handle)

    monkeypatch.setattr("bpsim.formats.files.os.fsync", full)
    status, text, err = sheets(run, tmp_path / "class", "--variants", 3, "--no-pdf")
    assert (status, text) == (2, "")
    assert err.count("\n") == 1 and "the disk is full" in err
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_leaves_nothing_of_a_class(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("bpsim.export.classroom.folder.moodle_xml", stopped)
    status, text, err = sheets(run, tmp_path / "class", "--variants", 2, "--no-pdf")
    assert (status, text, err) == (2, "", "bpsim: interrupted\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (",output-delta,4,", ",output-delta,9,"),
        (",output-delta,4,1,", ",output-delta,4,2,"),
        (",output-delta,", ",unknown,"),
        (",output-delta,4,1,,", ",Delta,3,1,3,"),
        (",output-delta,4,1,,", ",Delta,4,1,0,"),
        (",output-delta,4,", ",output-delta,2,"),
    ],
)
def test_a_key_that_does_not_fit_its_networks_is_refused(
    run: Run, tmp_path: Path, old: str, new: str
) -> None:
    folder = tmp_path / "class"
    sheets(run, folder, "--variants", 1, "--no-pdf")
    key, answers = folder / "key.csv", folder / "answers.csv"
    assert run("grade", key, answers)[0] == 0
    text = key.read_text(encoding="utf-8")
    assert old in text
    key.write_text(text.replace(old, new, 1), encoding="utf-8")
    status, out, err = run("grade", key, answers)
    assert (status, out) == (2, "")
    assert "the key asks variant 1 for “output_delta_4_1”" in err


def test_a_network_without_examples_has_no_values(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "class"
    sheets(run, folder, "--variants", 1, "--no-pdf")
    (file,) = (folder / "networks").iterdir()
    document = load(file)
    save(document.with_(examples=Examples.none(2, 1)), file)
    status, _, err = run("grade", folder / "key.csv", folder / "answers.csv")
    assert status == 2 and "which “networks/01 variant 1.bpsim” does not have" in err
