"""The walk as a page: keys, fingers, step sizes, blanks and print, in a real browser."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bpsim.base.words import capitalised
from bpsim.core.document import Document
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.export.walk.page import walk_page
from bpsim.formats.bundled import bundled_network
from bpsim.notation.numerals import number_text
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.trace import Trace
from tests.export.browser import Browser

HANDS = """
const seen = [];
const note = () => seen.push([$("size").value, index + 1, $("title").textContent]);
const sent = (kind, more) => new kind(more.type, {bubbles: true, ...more});
const press = (key) => document.body.dispatchEvent(sent(KeyboardEvent, {type: "keydown", key}));
const choose = (name) => { $("size").value = name; $("size").dispatchEvent(new Event("change")); };
function swipe(from, to, place, fingers = 1) {
  const at = (x) => Array.from({length: fingers}, (_, n) =>
    new Touch({identifier: n, target: place, clientX: x + 40 * n, clientY: 200}));
  const [start, end] = [at(from), at(to)];
  place.dispatchEvent(
    sent(TouchEvent, {type: "touchstart", touches: start, changedTouches: start}));
  place.dispatchEvent(sent(TouchEvent, {type: "touchend", touches: [], changedTouches: end}));
}
"""

InBrowser = Callable[..., tuple[Any, str]]


def lecture() -> Document:
    return bundled_network("lecture").load()


@pytest.fixture
def in_browser(browser: Browser, tmp_path: Path) -> InBrowser:
    """What hands on a page saw by their calls of note(), and the page that they left."""

    def use(page: str, hands: str, place: str = "unit-1", width: int = 800) -> tuple[Any, str]:
        told = '<script id="told" type="application/json"></script>'
        hands = f'{HANDS}{hands}\n$("told").textContent = JSON.stringify(seen);'
        path = tmp_path / "walk.html"
        script = f"{told}<script>{hands}</script>"
        path.write_text(page.replace("</body>", f"{script}</body>"), encoding="utf-8")
        left = browser.page(path, place, width)
        found = re.search(r'<script id="told" type="application/json">(.*?)</script>', left, re.S)
        assert found is not None and found[1]
        return json.loads(found[1]), left

    return use


@pytest.mark.parametrize("width", [420, 800])
@pytest.mark.parametrize(
    "names",
    [("x1", "x2", "y"), ("神经网络的输入特征一", "{\\x^2}$~ 神经 ש", "y <b>%_&#"),
     ("MMMMMMMMMMMMMMMM", "Wärmemenge %", "WWWW WWWW"),
      ("α_1 & β#2 %", "@", "Zielwert der Klasse")],
    ids=["plain", "mixed", "wide", "long"],
)  # fmt: skip
def test_no_name_beside_the_graph_is_cut(
    in_browser: InBrowser, names: tuple[str, str, str], width: int
) -> None:
    document = lecture()
    y = document.examples.y - 0.7654
    examples = replace(document.examples, y=y, x_names=names[:2], y_names=names[2:])
    network = Network.of(["tanh"] * 3, document.network.weights)
    document = document.with_(network=network, cost="squared-error", examples=examples)
    hands = """
    const frame = $("graph").getBoundingClientRect();
    for (const text of document.querySelectorAll("#graph .side, #graph .target")) {
      const at = text.getBoundingClientRect();
      seen.push([text.textContent, at.left >= frame.left - 0.5 && at.right <= frame.right + 0.5]);
    }
    """
    seen, _ = in_browser(walk_page(Trace.of(document)), hands, width=width)
    assert len(seen) == 3 and seen[-1][0].endswith(" = 0.2346")
    assert [text for text, whole in seen if not whole] == []


def test_keys_buttons_and_fingers_turn_the_pages(in_browser: InBrowser) -> None:
    hands = """
    press("ArrowRight"); note(); press("ArrowRight"); note(); press("ArrowLeft"); note();
    press("End"); note(); press("Home"); note();
    $("next").click(); note(); $("last").click(); note(); $("first").click(); note();
    swipe(300, 100, $("graph")); note(); swipe(100, 300, $("title")); note();
    swipe(300, 100, $("graph"), 2); note();
    swipe(300, 270, $("graph")); note();
    """
    seen, _ = in_browser(walk_page(Trace.of(lecture())), hands)
    last = Trace.of(lecture()).schedule.count(Granularity.UNIT)
    assert [n for _, n, _ in seen] == [2, 3, 2, last, 1, 2, last, 1, 2, 1, 1, 1]


def test_a_finger_that_pans_a_long_formula_turns_no_page(in_browser: InBrowser) -> None:
    hands = """
    document.body.style.width = "300px"; go(Infinity); note();
    swipe(100, 300, $("numbers")); note(); swipe(100, 300, $("formula")); note();
    """
    document = lecture()
    seen, _ = in_browser(walk_page(Trace.of(document)), hands)
    last = Trace.of(document).schedule.count(Granularity.UNIT)
    assert [n for _, n, _ in seen] == [last, last, last - 1]


def test_another_step_size_keeps_the_place(in_browser: InBrowser) -> None:
    hands = "go(8); note();" + "".join(
        f'choose("{size}"); note();'
        for size in ("term", "unit", "layer", "pass", "iteration", "term")
    )
    document = lecture()
    seen, _ = in_browser(walk_page(Trace.of(document)), hands)
    trace = Trace.of(document)
    tick = trace.schedule.tick_of(8, Granularity.UNIT)
    for size, number, title in seen:
        granularity = Granularity(size)
        index = trace.schedule.index_of(tick, granularity)
        assert (number, title) == (index + 1, capitalised(trace.step(index, granularity).title))
        tick = trace.schedule.tick_of(index, granularity)


def test_a_delta_has_bars_for_its_terms_its_sum_and_itself(in_browser: InBrowser) -> None:
    trace = Trace.of(lecture())
    _, left = in_browser(walk_page(trace), "go(10);")
    body = left.split('<table id="terms"')[1].split("</table>")[0].split("<tbody>")[1]
    step = trace.step(10, Granularity.UNIT)
    assert step.phase is Phase.HIDDEN_DELTA and len(step.terms) == 2
    assert step.weighted_sum is not None and step.factor is not None and step.result is not None
    rows = re.findall(r"<tr.*?</tr>", body)
    values = [*(term.product for term in step.terms), step.weighted_sum, step.factor, step.result]
    largest = max(abs(value) for value in (*values[:3], values[4]))
    for row, value in zip(rows, values, strict=True):
        assert f"<td>{number_text(value)}</td>" in row
        bar = re.search(r'<i class="(\w+)" style="width: ?([\d.]+)%', row)
        if value == step.factor:
            assert bar is None
        else:
            assert bar is not None and bar[1] == ("minus" if value < 0 else "plus")
            assert float(bar[2]) == pytest.approx(50 * abs(value) / largest, abs=0.1)


def test_the_graph_is_told_in_words(in_browser: InBrowser) -> None:
    document = lecture()
    _, left = in_browser(walk_page(Trace.of(document)), "go(8);")
    words = re.search(r'<svg id="graph"[^>]*aria-label="([^"]*)"', left)
    step = Trace.of(document).step(8, Granularity.UNIT)
    assert words is not None and step.result is not None
    assert f"δ = {number_text(step.result)}; unit 2" in words[1]
    assert "Layer 2: unit 1 z = −0.1, a = 0.475, δ = —" in words[1]


def test_blanks_are_asked_unit_by_unit_and_judged(in_browser: InBrowser) -> None:
    hands = """
    const say = (text) => {
      $("answer").value = text;
      $("blank").requestSubmit();
      seen.push($("verdict").textContent);
    };
    say("one"); say("0.1018"); say("0.3"); seen.push($("blank").hidden);
    say("-0.1018"); seen.push($("blank").hidden);
    go(9); seen.push($("blank").hidden); $("reveal").click(); seen.push($("blank").hidden);
    """
    page = walk_page(Trace.of(lecture()), ("hidden-delta", "z"))
    seen, left = in_browser(page, hands, "unit-9")
    assert seen[0].startswith("Type a number") and "sign" in seen[1] and "Not yet" in seen[2]
    assert seen[3:] == [False, "", True, False, True]
    # The coarser sizes would show what is asked for, so they are left out.
    assert re.search(r"<label hidden[^>]*>Step size", left)


def test_all_steps_and_paper_leave_blanks_open(in_browser: InBrowser) -> None:
    trace = Trace.of(lecture())
    page = walk_page(trace, ("hidden-delta",))
    _, left = in_browser(page, "solved.add(9); listAll();", "unit-1")
    listed = left.split('<section id="list"')[1].split("</section>")[0]
    articles = re.findall(r"<article.*?</article>", listed, re.S)
    assert len(articles) == trace.schedule.count(Granularity.UNIT)
    for index, article in enumerate(articles):
        step = trace.step(index, Granularity.UNIT)
        asked = step.phase is Phase.HIDDEN_DELTA and index != 9
        assert ('class="gap"' in article) == asked
        if asked and step.result is not None:
            assert number_text(step.result) not in re.sub("<[^>]*>", "", article)
        assert ("Check:" in article) == (
            step.phase in (Phase.OUTPUT_DELTA, Phase.HIDDEN_DELTA) and not asked
        )


def test_a_delta_of_0_is_asked_for_as_any_other(in_browser: InBrowser) -> None:
    weights = (np.array([[-1.0, 0.0], [1.0, 1.0]]), np.array([[0.0, 1.0, 1.0]]))
    network = Network.of(("relu", "linear"), weights)
    document = replace(
        lecture(), network=network, cost="squared-error", examples=Examples.of([[1.0]], [[3.0]]),
        held_out=Examples.none(1, 1),
    )  # fmt: skip
    trace = Trace.of(document)
    index = next(
        n
        for n in range(trace.schedule.count(Granularity.UNIT))
        if trace.step(n, Granularity.UNIT).units == ((2, 1),)
        and trace.step(n, Granularity.UNIT).phase is Phase.HIDDEN_DELTA
    )
    assert trace.step(index, Granularity.UNIT).result == 0
    page = walk_page(trace, ("hidden-delta",))
    seen, _ = in_browser(page, 'seen.push($("blank").hidden);', f"unit-{index + 1}")
    assert seen == [False]
