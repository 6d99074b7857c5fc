"""How values show themselves in a notebook: HTML with MathML and SVG, plain text elsewhere."""

from abc import ABC, abstractmethod
from html import escape
from importlib.resources import files
from typing import Any

import numpy as np

from bpsim.base.words import in_local_signs
from bpsim.core.arrays import Array
from bpsim.core.document import Document
from bpsim.core.examples import Examples
from bpsim.export.walk.graph import graph_svg
from bpsim.notation.mathml import to_mathml
from bpsim.steps.step import Step

WIDTH, HEIGHT, LEFT, TOP, MOST_POINTS = 480, 180, 64, 20, 300
"""Of the curve of J, in units of its drawing; the last is how many points it has at most."""

SMALL = "font-size:13px;text-anchor:start"
END = "font-size:13px;text-anchor:end"
"""More than the page says of the text of a graph."""


class Shown(ABC):
    """A value that a notebook shows as HTML."""

    @abstractmethod
    def _repr_html_(self) -> str:
        """What it shows."""

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/plain": str(self), "text/html": self._repr_html_()}


def document_html(document: Document, words: str) -> str:
    """The graph with its weights, and one line about it."""
    graph = graph_svg(document.network, document.examples)
    return framed(f"<p>{escape(words)}</p>{graph}")


def run_html(document: Document, costs: Array, words: str) -> str:
    """J of every iteration as a curve, and the trained network."""
    graph = graph_svg(document.network, document.examples)
    return framed(f"<p>{escape(words)}</p>{_curve(costs, words)}{graph}")


def _curve(costs: Array, words: str) -> str:
    """J over the iterations; the highest and lowest are written at the left, the last below."""
    kept = np.unique(np.linspace(0, len(costs) - 1, MOST_POINTS).round().astype(int))
    low, high = float(costs[kept].min()), float(costs[kept].max())
    across = LEFT + kept / max(len(costs) - 1, 1) * (WIDTH - LEFT)
    down = TOP + (high - costs[kept]) / ((high - low) or 1.0) * (HEIGHT - 2 * TOP)
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in zip(across, down, strict=True))
    bottom = HEIGHT - TOP
    highest, lowest = in_local_signs(f"{high:.4g}"), in_local_signs(f"{low:.4g}")
    last = in_local_signs(f"{len(costs) - 1:,}")
    return (
        f'<svg class="curve" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" role="img">'
        f"<title>{escape(words)}</title>"
        f'<path d="M{LEFT},{TOP}V{bottom}H{WIDTH}" fill="none" stroke="var(--line)"/>'
        f'<polyline points="{points}" fill="none" stroke="var(--accent)" stroke-width="2"/>'
        f'<text x="{LEFT - 6}" y="{TOP + 5}" style="{END}">{highest}</text>'
        f'<text x="{LEFT - 6}" y="{bottom}" style="{END}">{lowest}</text>'
        f'<text x="{LEFT}" y="{HEIGHT - 3}" style="{SMALL}">0</text>'
        f'<text x="{WIDTH}" y="{HEIGHT - 3}" style="{END}">{last}</text></svg>'
    )


def step_html(step: Step, examples: Examples) -> str:
    """Title, sentence, formula and numbers of a step, and its graph."""
    graph = graph_svg(step.network, examples, step)
    return framed(
        f"<p><strong>{escape(step.position)}</strong></p><p>{escape(step.sentence)}</p>"
        f"{to_mathml(step.formula)}{to_mathml(step.numbers)}{graph}"
    )


def framed(body: str) -> str:
    """With the colours of a page, nested so that they keep to this one element."""
    style = (files("bpsim.export.walk") / "page.css").read_text(encoding="utf-8")
    own = style.replace(":root,.light{", "&{").replace(":root{", "&{")
    return f'<div class="bpsim"><style>.bpsim{{{own}}}</style>{body}</div>'
