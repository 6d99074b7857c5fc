"""The page: one HTML file with the graph, the steps and what turns their pages."""

import json
import re
from html import escape
from importlib.resources import files

from bpsim.base.counted import counted
from bpsim.base.language import language
from bpsim.base.words import tr
from bpsim.core.costs.table import COSTS
from bpsim.core.progress import Report, silent
from bpsim.core.sizes import sizes_text
from bpsim.export.solution import content
from bpsim.export.walk.data import WalkData
from bpsim.export.walk.graph import graph_svg
from bpsim.export.walk.words import WORDS
from bpsim.steps.schedule import GRANULARITY_WORDS, OF_UNITS, Granularity, Phase
from bpsim.steps.step import PASS_WORDS
from bpsim.steps.trace import Trace

BLANKS = {
    name: each.value for name, each in content.BLANKS.items() if each in (*OF_UNITS, Phase.COST)
}
"""What can be left blank for the reader, hidden δ first, by the phase of its step."""


def walk_page(trace: Trace, blanks: tuple[str, ...] = (), report: Report = silent) -> str:
    """The walk of ``trace`` as one HTML page that needs nothing else.

    ``blanks`` names what the reader computes (keys of :data:`BLANKS`), unit by unit; ``report`` is
    told how many steps of how many are done. Raises BpsimError where the iteration has more steps
    than fit.
    """
    # A blank is the result of a unit: a coarser step would give it away.
    sizes = (Granularity.UNIT,) if blanks else tuple(Granularity)
    data = WalkData(trace, report, sizes).tables()
    data["blanks"] = [BLANKS[name] for name in blanks]
    data["words"], data["passes"] = WORDS, PASS_WORDS
    data["sizes"] = {each.value: words for each, words in GRANULARITY_WORDS.items()}
    title = trace.values.document.title or tr("Backpropagation, step by step")
    network = trace.values.network
    facts = tr(
        "Network {shape} · {activations} · {cost} · iteration {iteration} · {examples}",
        shape=sizes_text(network.layers),
        activations=", ".join(map(str, network.activations)),
        cost=COSTS[trace.values.cost].label,
        iteration=trace.values.iteration,
        examples=counted(trace.values.batch.size, "example"),
    )
    # Within a script element only "</" could end it early.
    tables = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _filled(
        _part("page.html"),
        language=language(),
        title=escape(title),
        facts=escape(facts),
        style=_part("page.css"),
        graph=graph_svg(network, trace.values.examples),
        data=tables.replace("</", "<\\/"),
        script=_part("page.js"),
        **{key: escape(words) for key, words in WORDS.items()},
    )


def _part(name: str) -> str:
    return (files("bpsim.export.walk") / name).read_text(encoding="utf-8")


def _filled(template: str, **parts: str) -> str:
    """The template with its places filled, so that nothing within a part is taken for a place."""
    places = re.split(r"<!--(\w+)-->", template)
    return "".join(parts[bit] if n % 2 else bit for n, bit in enumerate(places))
