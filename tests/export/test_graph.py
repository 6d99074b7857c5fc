"""The graph of a page at one step: values so far, the units in play, the edges in their colours."""

import re
from xml.etree import ElementTree

import numpy as np

from bpsim.core.document import Document
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.export.walk.graph import graph_svg
from bpsim.formats.bundled import bundled_network
from bpsim.notation.numerals import number_text
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.trace import Trace

SVG = "{http://www.w3.org/2000/svg}"


def test_every_step_shows_what_is_known_and_no_more() -> None:
    document = bundled_network("lecture").load()
    trace = Trace.of(document)
    for index in range(trace.schedule.per_example(Granularity.UNIT)):
        step = trace.step(index, Granularity.UNIT)
        root = ElementTree.fromstring(graph_svg(step.network, document.examples, step))
        assert step.title in root.attrib["aria-label"]
        units = [g for g in root.iter(f"{SVG}g") if g.find(f"{SVG}ellipse") is not None]
        now = [g for g in root.iter(f"{SVG}g") if "now" in g.attrib["class"].split()]
        assert len(now) == len(step.units)
        found = ["".join(g.itertext()) for g in units][2:]
        places = [(2, 1), (2, 2), (3, 1), (3, 2), (4, 1)]
        for (layer, unit), text in zip(places, found, strict=True):
            z = step.known.z(layer, unit)
            assert ("z = —" in text) == (z is None)
            delta = step.known.delta(layer, unit)
            shown = f"δ = {'—' if delta is None else number_text(delta)}"
            forward = step.phase in (Phase.LOAD, Phase.FORWARD, Phase.COST)
            assert ("δ" in text, shown in text) == (not forward, not forward)
        lit = re.findall(r'<line (?:style="--c:var\(--t(\d+)\)" )?class="edge \w+ lit"', ElementTree
                         .tostring(root, encoding="unicode").replace("ns0:", ""))  # fmt: skip
        if step.phase is Phase.FORWARD:
            assert sorted(map(int, lit)) == list(range(len(step.terms)))


def test_a_unit_among_those_left_out_is_shown_while_it_is_in_play() -> None:
    rng = np.random.default_rng(2)
    network = Network.of(["tanh", "tanh"], [rng.normal(size=(20, 3)), rng.normal(size=(1, 21))])
    examples = Examples.of([[1.0, 2.0]], [[0.5]])
    document = Document("", network, "squared-error", examples)
    trace = Trace.of(document)
    step = next(
        step
        for n in range(trace.schedule.count(Granularity.UNIT))
        if (step := trace.step(n, Granularity.UNIT)).units == ((2, 11),)
    )
    drawn = graph_svg(network, examples, step)
    assert "unit 11" in drawn and number_text(step.result or 0.0) in drawn
    assert "14 more" in graph_svg(network, examples)
