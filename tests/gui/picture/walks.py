"""Networks by name, bundled or large, and their walks, for the tests of pictures."""

from functools import cache

from bpsim.core.document import Document
from bpsim.formats.bundled import bundled_network
from bpsim.steps.trace import Trace
from tests.gui.graph.walks import document_of, network_of

LARGE = {"deep": (2, 8, 8, 8, 8, 8, 8, 1), "wide": (400, 25, 10)}


@cache
def document(name: str) -> Document:
    if name in LARGE:
        return document_of(network_of(LARGE[name]))
    return bundled_network(name).load()


@cache
def walk(name: str) -> Trace:
    return Trace.of(document(name))
