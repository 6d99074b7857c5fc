"""Terms and their edges: each leads to the other, on the way forward and on the way back."""

from bpsim.formats.bundled import bundled_network
from bpsim.steps.places import EdgePlace, UnitPlace
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.shown.pointing import edge_of, term_of
from bpsim.steps.trace import Trace

TRACE = Trace.of(bundled_network().load())


def test_every_term_has_its_edge_and_every_edge_its_term() -> None:
    met = set()
    for n in range(TRACE.schedule.count(Granularity.UNIT)):
        step = TRACE.step(n, Granularity.UNIT)
        for t in range(len(step.terms)):
            edge = edge_of(step, t)
            if edge is None:
                continue
            met.add(step.phase)
            assert term_of(step, edge) == t
            weight = step.network.theta(edge.layer)[edge.to - 1, edge.frm]
            assert step.terms[t].weight == weight
    assert met == {Phase.FORWARD, Phase.HIDDEN_DELTA}


def test_what_carries_no_term_points_at_none() -> None:
    step = TRACE.step(4, Granularity.UNIT)  # z of unit 2, layer 3
    assert edge_of(step, 3) is None and edge_of(step, -1) is None
    assert term_of(step, None) is None and term_of(step, UnitPlace(2, 1)) is None
    assert term_of(step, EdgePlace(2, 1, 1)) is None and term_of(step, EdgePlace(1, 2, 1)) is None
