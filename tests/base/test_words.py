"""Words in the user's language, and numbers with its signs."""

from __future__ import annotations

import json
import locale
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bpsim.base import language, words
from bpsim.base.bundled import in_own_language
from bpsim.base.language import DIGITS, Speech, choice_file, choose, chosen, system_language
from bpsim.base.words import (
    capital,
    capitalised,
    closed,
    cut,
    in_local_signs,
    listed,
    sentence,
    tr,
    tr_n,
)

Speak = Callable[..., None]
CACHED = (language.language, language.decimal_sign, language.shown_digits, words._catalogue)


@pytest.fixture
def speak(monkeypatch: pytest.MonkeyPatch) -> Iterator[Speak]:
    """Makes this process speak another language, as if it had started so."""

    def speaks(key: str, sign: str = "", digits: int = 4) -> None:
        monkeypatch.setenv("BPSIM_LANGUAGE", key)
        choose(Speech(decimal_sign=sign, digits=digits))
        for each in CACHED:
            each.cache_clear()

    yield speaks
    monkeypatch.undo()
    for each in CACHED:
        each.cache_clear()


@pytest.mark.parametrize(("key", "stop"), [("en", "."), ("de", "."), ("zh", "。")])
def test_a_sentence_ends_as_the_language_ends_them(speak: Speak, key: str, stop: str) -> None:
    speak(key)
    for text in (
        "the file holds data only",
        "the file holds data only.",
        "the file holds data only。",
    ):
        assert sentence(text) == f"The file holds data only{stop}"
    assert closed("δ is given") == f"δ is given{stop}"
    for whole in ("does it?", "是吗？", "and so on…"):
        assert closed(whole) == whole


def test_english_is_what_stands_in_the_code() -> None:
    assert tr("{name} is {n:,} long", name="Θ", n=1234) == "Θ is 1,234 long"
    assert tr("a brace { alone") == "a brace { alone"
    assert tr("") == ""
    assert tr_n("{n} unit", "{n} units", 1, n=1) == "1 unit"
    assert tr_n("{n} step", "{n} steps", 0.5, n=0.5) == "0.5 steps"


@pytest.mark.parametrize(
    ("key", "word", "number", "thousands"),
    [
        ("de", "Schicht", "0,25", "1.234.567"),
        ("es", "capa", "0,25", "1.234.567"),
        ("fr", "couche", "0,25", "1\u202f234\u202f567"),
        ("zh", "层", "0.25", "1,234,567"),
    ],
)
def test_other_languages_have_words_and_signs_of_their_own(
    speak: Speak, key: str, word: str, number: str, thousands: str
) -> None:
    speak(key)
    assert word in tr("Layer {layer} · {kind}", layer=2, kind="").casefold() + tr("layer")
    assert tr("{x:.2f}|{n:,}|{text}", x=0.25, n=1234567, text="0.5") == f"{number}|{thousands}|0.5"


def test_a_decimal_sign_that_was_chosen_is_told_from_the_thousands(speak: Speak) -> None:
    speak("de", ".")
    assert in_local_signs("1,234.5") == "1,234.5"
    speak("en", ",")
    assert in_local_signs("1,234.5") == "1.234,5"


@pytest.mark.parametrize(("sign", "words"), [(".", "0.5, 2"), (",", "0,5; 2")])
def test_numbers_with_commas_are_not_listed_between_commas(
    speak: Speak, sign: str, words: str
) -> None:
    speak("en", sign)
    assert listed([in_local_signs("0.5"), "2"]) == words


def test_every_list_of_numbers_is_made_so() -> None:
    by_hand = re.compile(r"""["'], ["']\.join\(\s*(?:"—" if [^)]*)?number_text\(""")
    room = Path(words.__file__).parents[1]
    found = [each.name for each in room.rglob("*.py") if by_hand.search(each.read_text("utf-8"))]
    assert found == []


@pytest.mark.parametrize(
    ("variables", "key"),
    [
        ({"LANG": "de_AT.UTF-8"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "fr_FR"}, "fr"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "pt_BR.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
    ],
)
def test_the_language_of_the_session_is_spoken(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], key: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert system_language() == key


def test_windows_has_other_names(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(locale, "getlocale", lambda: ("Spanish_Mexico", "1252"))
    assert system_language() == "es"


@pytest.mark.parametrize(
    "kept", [b"", b"{", b"[]", b'{"language": 3, "decimal_sign": "x", "digits": 99}', b"\xff"]
)
def test_a_damaged_choice_is_the_systems(kept: bytes) -> None:
    choice_file().parent.mkdir(parents=True)
    choice_file().write_bytes(kept)
    assert chosen() == Speech()


def test_a_choice_is_kept() -> None:
    choose(Speech("fr", "."))
    assert chosen() == Speech("fr", ".")
    assert json.loads(choice_file().read_text(encoding="utf-8"))["language"] == "fr"


def test_a_translation_beside_a_text_is_read(speak: Speak, tmp_path: Path) -> None:
    text = tmp_path / "mine.md"
    assert in_own_language(text) == text
    (tmp_path / "mine.de.md").write_text("x", encoding="utf-8")
    speak("de")
    assert in_own_language(text).name == "mine.de.md"


def test_a_command_speaks_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BPSIM_LANGUAGE", "de")
    command = [sys.executable, "-m", "bpsim", "show", str(tmp_path / "none.bpsim")]
    result = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")
    assert result.returncode == 2
    assert "geöffnet" in result.stderr


def test_what_stands_at_an_axis_has_the_decimal_sign_too(speak: Speak) -> None:
    from bpsim.gui.kit.chart.axes import tick_texts, ticks

    speak("de")
    assert tick_texts([0.0, 0.5, 1.0], 0.5) == ["0", "0,5", "1,0"]
    assert [text for _, text in ticks(0.0, 1.0, 3)] == ["0", "0,5", "1,0"]


def test_a_capital_at_the_beginning_leaves_those_within() -> None:
    assert capital("bias-Neuron der Schicht 3") == "Bias-Neuron der Schicht 3"
    assert capital("éléments") == "Éléments"
    assert capital("") == ""


def test_a_symbol_at_the_beginning_keeps_its_letter() -> None:
    assert capital("δ of unit 1") == "δ of unit 1"
    assert capital("ε must be above 0") == "ε must be above 0"


def test_what_was_typed_is_quoted_on_one_line_and_not_for_long() -> None:
    assert cut(" 1\n2\t3 ") == "1 2 3"
    assert cut("9" * 31) == "9" * 30 + "…"
    assert cut("9" * 30) == "9" * 30


def test_a_number_has_the_decimal_places_that_were_chosen(speak: Speak) -> None:
    from bpsim.notation.formula import Number, to_text
    from bpsim.notation.numerals import number_text

    third, seen = 1 / 3, []
    for digits in DIGITS:
        speak("en", digits=digits)
        number_text.cache_clear()
        seen.append((number_text(third), to_text(Number(third)), number_text(third, 2)))
    number_text.cache_clear()
    assert seen == [(f"{third:.{digits}f}",) * 2 + ("0.33",) for digits in DIGITS]


@pytest.mark.parametrize(
    ("title", "heading"),
    [("load example 1", "Load example 1"), ("z and a of unit 1", "z and a of unit 1"),
     ("δ of unit 1", "δ of unit 1"), ("D", "D"), ("iteration 0", "Iteration 0"), ("", "")],
)  # fmt: skip
def test_a_heading_has_a_capital_and_a_symbol_its_letter(title: str, heading: str) -> None:
    assert capitalised(title) == heading
