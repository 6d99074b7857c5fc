"""How values show themselves in a notebook: HTML with MathML and SVG, plain text elsewhere."""

from abc import ABC, abstractmethod
from html import escape
from importlib.resources import files
from typing import Any

from bpsim.core.document import Document
from bpsim.core.examples import Examples
from bpsim.export.walk.graph import graph_svg
from bpsim.notation.mathml import to_mathml
from bpsim.steps.step import Step


class Shown(ABC):
    """A value that a notebook shows as HTML."""

    @abstractmethod
    def _html(self) -> str:
        """What it shows."""

    def _repr_html_(self) -> str:
        return self._html()

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/plain": str(self), "text/html": self._html()}


def document_html(document: Document, words: str) -> str:
    """The graph with its weights, and one line about it."""
    graph = graph_svg(document.network, document.examples)
    return framed(f"<p>{escape(words)}</p>{graph}")


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
