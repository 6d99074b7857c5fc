"""Rosters, variants, keys and questions for a class."""

import csv
import io
import re
import xml.etree.ElementTree as ET

import pytest

from bpsim.core.errors import BpsimError
from bpsim.export.classroom.folder import class_files
from bpsim.export.classroom.key import answer_form, class_key
from bpsim.export.classroom.moodle import moodle_xml
from bpsim.export.classroom.roster import file_name, numbered, roster_of
from bpsim.export.classroom.variant import Variant, variant_of
from bpsim.export.solution.making import Wanted
from bpsim.formats.native.file import dumps
from bpsim.teach.mistakes.kind import Problem
from bpsim.teach.practice.blanks import ValuePlace, right_value
from bpsim.teach.practice.exercises import exercise


def variant(number: int = 1, name: str = "Ada") -> Variant:
    document = exercise((2, 3, 2, 1), seed=number)
    kinds = ("z", "cost", "output-delta", "hidden-delta", "Delta")
    return variant_of(number, name, number, document, Wanted(item=0, blanks=kinds))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ada\nBob\n", ["Ada", "Bob"]),
        ("\ufeffName,Group\nAda Lovelace,1\n\n Bob  Noyce ,2\n", ["Ada Lovelace", "Bob Noyce"]),
        ('"Noyce, Bob"\r\nÅsa\r\n', ["Noyce, Bob", "Åsa"]),
        ("Full name;Nr\nAda;1\n", ["Ada"]),
        ("Nachname\nAda\nName\n", ["Ada", "Name"]),
    ],
)
def test_rosters(text: str, names: list[str]) -> None:
    assert roster_of(text) == names


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "no name"), ("name\n", "no name"),
     ("Ada\nBob\nAda \n", "“Ada” in row 1 and again in row 3"),
     ("Jo\u00ebl\nJoe\u0308l\n", "“Joël” in row 1 and again in row 2")],
)  # fmt: skip
def test_rosters_that_are_none(text: str, said: str) -> None:
    with pytest.raises(BpsimError, match=said):
        roster_of(text)


def test_numbers_of_variants() -> None:
    assert numbered(2) == ["variant 1", "variant 2"]
    with pytest.raises(BpsimError, match="from 1 to 1,000"):
        numbered(0)


def test_names_of_files_hold_no_path() -> None:
    assert file_name(3, "../../etc/passwd: x") == "03 ______etc_passwd_ x"


def test_the_key_has_the_values_of_the_walk() -> None:
    chosen = variant()
    rows = list(csv.DictReader(io.StringIO(class_key([(chosen, "networks/1.bpsim")]))))
    problem = Problem.of(chosen.document)
    assert {row["kind"] for row in rows} == {
        "z", "a", "cost", "output-delta", "delta", "Delta",
    }  # fmt: skip
    for row in rows:
        frm = int(row["from"]) if row["from"] else None
        place = ValuePlace(row["kind"], int(row["layer"]), int(row["unit"]), frm)
        assert float(row["value"]) == pytest.approx(right_value(problem, 1, place), rel=1e-12)
    names = [row["name"] for row in rows]
    assert len(set(names)) == len(names)
    form = next(csv.reader(io.StringIO(answer_form([chosen]).decode())))
    assert form == ["student", *names]


def test_moodle_asks_for_every_blank_with_its_value() -> None:
    chosen = [variant(1, "Ada"), variant(2, "<b>Bob</b> ]]>")]
    root = ET.fromstring(moodle_xml(chosen))
    assert [q.get("type") for q in root] == ["cloze", "cloze"]
    for question, each in zip(root, chosen, strict=True):
        text = question.findtext("questiontext/text") or ""
        asked = re.findall(r"\{1:NUMERICAL:=([^:]+):([^}]+)\}", text)
        assert [float(value) for value, _ in asked] == pytest.approx(
            [answer.value for answer in each.blanks], rel=1e-7, abs=1e-12
        )
        for value, room in ((float(value), float(room)) for value, room in asked):
            assert 0 < room <= 5e-4
            # A number of four digits is near enough, and a 0 for a small number is not.
            assert abs(float(f"{value:.4g}") - value) <= room
            assert abs(value) > room or abs(value) < 1e-9
        assert question.findtext("name/text") == each.sheet.title
        assert "<b>Bob" not in text


def test_the_sheet_has_a_code_that_names_seed_and_variant() -> None:
    pages = dict(class_files([variant(seed := 1)], dumps, None))
    sheet = next(text for path, text in pages.items() if path.startswith("sheets/")).decode()
    code = re.search(r'<svg class="code".*?</svg>', sheet)
    assert code is not None
    drawn = ET.fromstring(code[0])
    assert drawn.findtext("title") == f"bpsim seed {seed} variant 1"
    cells = {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)", drawn[-1].attrib["d"])}
    side = round(float(drawn.attrib["viewBox"].split()[-1])) - 8
    finder = {(x, y) for x in range(7) for y in range(7) if x in (0, 6) or y in (0, 6)}
    for left, top in ((4, 4), (4 + side - 7, 4), (4, 4 + side - 7)):
        assert {(left + x, top + y) for x, y in finder} <= cells
    solved = next(text for path, text in pages.items() if path.startswith("solutions/"))
    assert b'class="code"' not in solved


def test_a_roster_with_semicolons_has_its_first_column() -> None:
    assert roster_of("\ufeffname;number\nLovelace, Ada;1\nBob;2\n") == ["Lovelace, Ada", "Bob"]
