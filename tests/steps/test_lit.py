"""The edges that a step lights are those of its terms, each with the colour of its term."""

from hypothesis import given

from bpsim.notation.formula import Symbol
from bpsim.steps.explain import symbols as s
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.step import Lit, Step
from tests.steps.walks import GRANULARITIES, Walk, steps_of, walks


def edge(lit: Lit, term: int) -> tuple[int, int]:
    """(to, frm) of the edge that carries a term, as Lit says."""
    if lit.term is not None:
        assert lit.to is not None
        assert lit.frm is not None
        return lit.to, lit.frm
    if lit.frm is None:
        assert lit.to is not None
        return lit.to, term
    return term + 1, lit.frm


def carrying(step: Step) -> list[Lit]:
    return [lit for lit in step.lit if lit.terms]


@given(walks(most_layers=4, most_examples=2))
def test_each_term_has_its_edge(walk: Walk) -> None:
    for granularity in (Granularity.TERM, Granularity.UNIT):
        for step in steps_of(walk.trace(), granularity):
            edges = step.phase in (Phase.FORWARD, Phase.HIDDEN_DELTA)
            assert len(carrying(step)) == edges
            for lit in carrying(step):
                shown = range(len(step.terms)) if step.term is None else [step.term]
                assert lit.term == step.term
                assert lit.backward == (step.phase is Phase.HIDDEN_DELTA)
                assert step.layer == lit.layer + (not lit.backward)
                for t in shown:
                    to, frm = edge(lit, t)
                    weight = step.terms[t]
                    assert weight.weight_symbol == s.theta(lit.layer, to, frm)
                    assert weight.weight == walk.network.theta(lit.layer)[to - 1, frm]
                    # The value comes from the end of the edge that the step comes from.
                    layer, unit = (lit.layer + 1, to) if lit.backward else (lit.layer, frm)
                    name = "δ" if lit.backward else "a"
                    expected = s.ONE if unit == 0 else Symbol(name, str(unit), f"({layer})")
                    assert weight.value_symbol == expected
                    known = step.known.delta if lit.backward else step.known.a
                    assert known(layer, unit) == weight.value


@given(walks(most_layers=4, most_examples=2))
def test_coarser_steps_light_their_units_and_the_edges_that_values_travel_along(walk: Walk) -> None:
    last = walk.network.depth
    for granularity in GRANULARITIES[2:]:
        for step in steps_of(walk.trace(), granularity):
            if granularity is Granularity.LAYER:
                the_units_of_a_step_are_those_it_computes(walk, step)
            layers = [lit.layer for lit in step.lit]
            assert all((lit.to, lit.frm, lit.terms) == (None, None, False) for lit in step.lit)
            whole = granularity is Granularity.PASS and step.item is not None
            if step.phase is Phase.UPDATE or (whole and step.phase is Phase.FORWARD):
                assert layers == list(range(1, last))
            elif whole:
                assert layers == list(range(2, last))
                assert all(lit.backward for lit in step.lit)
            elif step.phase is Phase.FORWARD:
                assert step.layer is not None
                assert layers == [step.layer - 1]
            elif step.phase in (Phase.HIDDEN_DELTA, Phase.ACCUMULATE, Phase.GRADIENT):
                assert layers == [step.layer]
            else:
                assert layers == []


def the_units_of_a_step_are_those_it_computes(walk: Walk, step: Step) -> None:
    if step.phase in (Phase.ACCUMULATE, Phase.GRADIENT, Phase.UPDATE):
        assert step.units == ()
        return
    assert step.layer is not None
    count = walk.network.layers[step.layer - 1]
    assert step.units == tuple((step.layer, unit) for unit in range(1, count + 1))
