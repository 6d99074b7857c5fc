"""Where on the graph a wrong algorithm leaves something out, or puts something in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bpsim.base.words import tr
from bpsim.core.network import Network
from bpsim.steps.places import EdgePlace, UnitPlace
from bpsim.teach.break_it.formulas import formula
from bpsim.teach.mistakes.kind import Mistake
from bpsim.teach.mistakes.one_path import MISTAKE as ONE_PATH

BIASES = ("bias-penalised", "bias-frozen")
MOST = 60
"""More marks than these would hide the network."""


@dataclass(frozen=True)
class Mark:
    """At ``place`` the words ``struck`` are struck out and ``put_in`` put in.

    An edge without words is struck out itself: its term is not taken.
    """

    place: UnitPlace | EdgePlace
    struck: str = ""
    put_in: str = ""

    @property
    def words(self) -> str:
        """The mark read aloud."""
        parts = [tr("struck out: {struck}", struck=self.struck) if self.struck else ""]
        parts.append(tr("put in: {put_in}", put_in=self.put_in) if self.put_in else "")
        return ", ".join(filter(None, parts)) or tr("struck out")


def marks(mistake: Mistake, network: Network, cost: str) -> tuple[Mark, ...]:
    """What to mark on the graph of ``network``."""
    pieces = formula(mistake.id, cost)
    struck = " ".join(each.text.strip(" ·") for each in pieces if each.fate == "struck out")
    put_in = " ".join(each.text.strip() for each in pieces if each.fate == "put in")
    found = [Mark(place, struck, put_in) for place in _places(mistake, network)]
    if mistake is ONE_PATH:
        found += _paths_left_out(network)
    return tuple(found[:MOST])


def _places(mistake: Mistake, network: Network) -> Iterator[UnitPlace | EdgePlace]:
    """Units where δ is got wrong, else one edge of each layer whose Δ, D or start is."""
    layers = network.layers
    if mistake.part in ("output-delta", "theta", "slope"):
        for layer in mistake.layers(network):
            for unit in range(1, layers[layer - 1] + 1):
                yield UnitPlace(layer, unit)
    elif mistake.part != "value":
        for layer in range(1, network.depth):
            yield EdgePlace(layer, 1, 0 if mistake.id in BIASES else 1)


def _paths_left_out(network: Network) -> Iterator[Mark]:
    for layer in range(2, network.depth):
        for to in range(2, network.layers[layer] + 1):
            for frm in range(1, network.layers[layer - 1] + 1):
                yield Mark(EdgePlace(layer, to, frm))
