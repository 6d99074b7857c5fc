"""The walk as a page: what a browser shows of every step is what the walk computes."""

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

import bpsim
from bpsim.base.words import capitalised
from bpsim.core.document import Document
from bpsim.core.errors import BpsimError
from bpsim.core.examples import Examples
from bpsim.export.walk import data as walk_data
from bpsim.export.walk.page import walk_page
from bpsim.formats.bundled import bundled_network
from bpsim.formats.native.file import load, save
from bpsim.notation.formula import Expr, Number
from bpsim.notation.numerals import number_text
from bpsim.notation.underlines import underline
from bpsim.steps.schedule import Granularity
from bpsim.steps.trace import Trace
from tests.export.browser import Browser


def lecture() -> Document:
    return load(bundled_network("lecture").path)


def page_of(document: Document, blanks: tuple[str, ...] = ()) -> str:
    return walk_page(Trace.of(document), blanks)


@cache
def lecture_page() -> str:
    return page_of(lecture())


def numbers_in(expr: Expr) -> list[str]:
    """The numbers of a formula as they are written, in order."""
    if isinstance(expr, Number):
        return [number_text(expr.value, expr.digits)]
    parts = getattr(expr, "__slots__", ())
    found: list[str] = []
    for name in parts:
        found += _numbers_in_any(getattr(expr, name))
    return found


def _numbers_in_any(part: object) -> list[str]:
    if isinstance(part, tuple):
        return [text for each in part for text in _numbers_in_any(each)]
    return numbers_in(part) if hasattr(part, "__slots__") else []  # type: ignore[arg-type]


def written(text: str) -> list[str]:
    """The digits of a number as a page has them: 3.2×10⁻⁷ is 3.2, 10 and −7."""
    mantissa, power, exponent = text.partition("×10")
    if not power:
        return [text]
    return [mantissa, "10", exponent.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789−"))]


class Steps(HTMLParser):
    """The steps of a page: heading, sentence, and the numbers of its second card."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, list[str]]] = []
        self._where = ""
        self._number = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "article":
            self.found.append({"h2": [], "numbers": []})
        self._where = "h2" if tag == "h2" else self._where
        if named.get("class") == "card numbers":
            self._where = "numbers"
        elif named.get("class") in ("rows", "note", "card formula"):
            self._where = ""
        self._number = tag == "mn"

    def handle_endtag(self, tag: str) -> None:
        self._number = False
        if tag in ("h2", "article"):
            self._where = ""

    def handle_data(self, text: str) -> None:
        if self.found and self._where == "h2":
            self.found[-1]["h2"].append(text)
        elif self.found and self._where == "numbers" and self._number:
            self.found[-1]["numbers"].append(text)


@pytest.mark.parametrize("size", ["term", "unit", "layer", "pass", "iteration"])
def test_a_browser_shows_the_numbers_of_every_step(
    size: str, browser: Browser, tmp_path: Path
) -> None:
    document = lecture()
    path = tmp_path / "walk.html"
    path.write_text(page_of(document), encoding="utf-8")
    shown = Steps()
    shown.feed(browser.page(path, f"{size}-all"))
    trace, granularity = Trace.of(document), Granularity(size)
    assert len(shown.found) == trace.schedule.count(granularity)
    for index, found in enumerate(shown.found):
        step = trace.step(index, granularity)
        assert "".join(found["h2"]) == capitalised(step.title)
        assert found["numbers"] == [
            part for text in numbers_in(step.numbers) for part in written(text)
        ]


def test_the_step_of_the_address_is_on_the_screen(browser: Browser, tmp_path: Path) -> None:
    document = lecture()
    path = tmp_path / "walk.html"
    path.write_text(page_of(document), encoding="utf-8")
    page = browser.page(path, "unit-9")
    step = Trace.of(document).step(8, Granularity.UNIT)
    assert f'<h2 id="title">{capitalised(step.title)}</h2>' in page
    result = number_text(step.result or 0.0)
    assert f"δ = {result}" in page  # in its unit of the graph


def test_a_blank_hides_what_is_asked_for(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "walk.html"
    path.write_text(page_of(lecture(), ("hidden-delta",)), encoding="utf-8")
    page = browser.page(path, "unit-9")
    assert "δ = ?" in page
    assert '<div id="numbers" class="card"></div>' in page
    assert re.search(r'<form id="blank">', page)


def random_document(m: int) -> Document:
    rng = np.random.default_rng(5)
    document = lecture()
    weights = (rng.normal(size=(5, 5)), rng.normal(size=(3, 6)))
    return replace(
        document,
        network=type(document.network).of(("sigmoid", "softmax"), weights),
        cost="categorical-cross-entropy",
        examples=Examples.of(rng.normal(size=(m, 4)), np.eye(3)[rng.integers(0, 3, m)]),
        held_out=Examples.none(4, 3),
    )


def test_pages_are_small() -> None:
    assert len(lecture_page().encode()) <= 400_000
    assert len(page_of(random_document(20)).encode()) <= 2_000_000


@pytest.mark.parametrize("colour", range(12))
def test_terms_are_underlined_as_in_the_window(colour: int) -> None:
    rule = re.compile(rf"mrow\.t{colour},[^{{}}]*{{border-bottom:1px (\w+) currentcolor}}")
    found = rule.search(lecture_page())
    assert (found[1] if found else "none") == underline(colour)


def test_the_page_needs_nothing_from_outside() -> None:
    page = lecture_page()
    assert not re.search(r"(?:src|href)\s*=|@import|url\(|fetch\(|https?://", page)


def test_names_from_the_file_are_text() -> None:
    document = lecture()
    names = ("<img src=x onerror=alert(1)>", "</script><b>")
    examples = Examples(document.examples.x, document.examples.y, names, ("<i>y</i>",))
    page = page_of(replace(document, examples=examples, title="</title><script>1</script>"))
    assert "<img" not in page and "<script>1" not in page and "<i>y" not in page
    tables = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)
    assert tables is not None
    assert json.loads(tables[1])["layers"] == [2, 2, 2, 1]


def test_steps_that_are_too_many_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walk_data, "MOST_STEPS", 100)  # 148 terms, 64 units
    document = lecture()
    tables = walk_data.WalkData(Trace.of(document)).tables()
    assert list(tables["steps"]) == ["unit", "layer", "pass", "iteration"]
    monkeypatch.setattr(walk_data, "MOST_STEPS", 3)
    with pytest.raises(BpsimError, match="9 passes, but a page holds at most 3 steps"):
        walk_data.WalkData(Trace.of(document))


def test_a_long_layer_is_shortened() -> None:
    rng = np.random.default_rng(1)
    document = lecture()
    weights = (rng.normal(size=(30, 3)), rng.normal(size=(1, 31)))
    network = type(document.network).of(("tanh", "sigmoid"), weights)
    page = page_of(replace(document, network=network))
    assert 'id="u2-4"' in page and 'id="u2-30"' in page and 'id="u2-5"' not in page
    assert "⋮ 24 more" in page


def test_every_word_of_the_picture_is_in_the_language_of_the_program(tmp_path: Path) -> None:
    save(bpsim.network([40, 30, 1], x=[[1] * 40], y=[[1]]).document, tmp_path / "wide.bpsim")
    words = []
    for language in ("en", "es"):
        out = tmp_path / f"{language}.html"
        command = [sys.executable, "-m", "bpsim", "explain", str(tmp_path / "wide.bpsim")]
        subprocess.run(
            [*command, "--example", "1", "--output", str(out)],
            env=os.environ | {"BPSIM_LANGUAGE": language}, check=True, capture_output=True,
        )  # fmt: skip
        (picture,) = re.findall("<svg.*?</svg>", out.read_text(encoding="utf-8"), re.S)
        words.append(set(re.findall("<text[^>]*>([^<]*[a-z]{3}[^<]*)<", picture)))
    assert words[0] & words[1] == {"sigmoid"}
