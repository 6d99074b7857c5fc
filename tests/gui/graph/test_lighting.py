"""Exactly the edges of a step's terms are lit, in their colours and their direction."""

from bpsim.gui.graph.layout.fitting import frame_for
from bpsim.gui.graph.layout.layout import Layout
from bpsim.gui.graph.layout.lighting import Strength, flooded, lit_edges
from bpsim.gui.graph.layout.shortening import wanted_units
from bpsim.steps.places import EdgePlace
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.step import Step
from bpsim.steps.trace import Trace
from tests.gui.graph.walks import document_of, lecture, metrics_for, network_of, step_at

LARGE = Trace.of(document_of(network_of((400, 25, 10))))


def layout_of(step: Step) -> Layout:
    layers = step.network.layers
    frame = frame_for(layers, metrics_for(layers), 1400, 900)
    return Layout.of(frame, wanted_units(step, None))


def test_a_forward_unit_lights_all_edges_into_it() -> None:
    step = lecture(Phase.FORWARD, 3, 1)
    lit = lit_edges(step, layout_of(step))
    assert {edge.place for edge in lit} == {EdgePlace(2, 1, frm) for frm in (0, 1, 2)}
    assert [edge.colour for edge in sorted(lit, key=lambda e: e.place.frm)] == [0, 1, 2]
    assert {edge.weight for edge in lit} == {0.2, -0.4, 0.6}
    assert all(edge.strength is Strength.FULL and edge.labelled for edge in lit)
    assert not any(edge.backward for edge in lit)


def test_a_hidden_delta_lights_the_edges_out_of_its_unit_backward() -> None:
    step = lecture(Phase.HIDDEN_DELTA, 2, 2)
    lit = lit_edges(step, layout_of(step))
    assert {edge.place for edge in lit} == {EdgePlace(2, to, 2) for to in (1, 2)}
    assert {edge.place.to: edge.colour for edge in lit} == {1: 0, 2: 1}
    assert all(edge.backward for edge in lit)


def test_term_by_term_only_one_edge_is_fully_lit() -> None:
    # The last of the unit's stops is g, the one before it its last term.
    for back, term in ((3, 0), (2, 1), (1, 2)):
        step = lecture(Phase.FORWARD, 2, 1, Granularity.TERM, back)
        assert step.term == term
        lit = {edge.place.frm: edge for edge in lit_edges(step, layout_of(step))}
        assert sorted(lit) == list(range(term + 1))
        assert lit[term].strength is Strength.FULL and lit[term].labelled
        for former in range(term):
            assert lit[former].strength is Strength.SOFT and not lit[former].labelled
            assert lit[former].colour == former


def test_terms_not_written_out_are_faint_and_without_a_weight() -> None:
    step = step_at(LARGE, Phase.FORWARD, 2, 7)
    lit = lit_edges(step, layout_of(step))
    for edge in lit:
        written = edge.place.frm in step.terms.shown
        assert edge.labelled == written
        assert edge.strength is (Strength.FULL if written else Strength.FAINT)
        assert edge.colour == step.terms.colour(edge.place.frm)
    assert {edge.place.frm for edge in lit if edge.labelled} == set(step.terms.shown)
    assert [edge.strength for edge in lit] == sorted(edge.strength for edge in lit)


def test_a_small_layer_as_a_whole_is_lit_edge_by_edge_in_the_colours_of_the_signs() -> None:
    step = lecture(Phase.FORWARD, 2, 1, Granularity.LAYER)
    layout = layout_of(step)
    lit = lit_edges(step, layout)
    assert {edge.place for edge in lit} == {
        EdgePlace(1, to, frm) for to in (1, 2) for frm in (0, 1, 2)
    }
    assert all(edge.signed and edge.colour is None for edge in lit)
    assert flooded(step, layout) == {}


def test_nothing_travels_back_to_a_bias_unit() -> None:
    step = lecture(Phase.HIDDEN_DELTA, 2, 1, Granularity.LAYER)
    lit = lit_edges(step, layout_of(step))
    assert {edge.place.frm for edge in lit} == {1, 2}
    assert all(edge.backward for edge in lit)


def test_a_large_layer_as_a_whole_is_flooded() -> None:
    step = step_at(LARGE, Phase.HIDDEN_DELTA, 2, 1, Granularity.LAYER)
    layout = layout_of(step)
    assert flooded(step, layout) == {2: True}
    assert lit_edges(step, layout) == ()
    update = step_at(LARGE, Phase.UPDATE)
    assert flooded(update, layout_of(update)) == {1: False, 2: False}


def test_loading_and_comparing_light_nothing() -> None:
    for phase, layer in ((Phase.LOAD, None), (Phase.COST, None), (Phase.OUTPUT_DELTA, 4)):
        step = lecture(phase, layer)
        assert lit_edges(step, layout_of(step)) == ()
