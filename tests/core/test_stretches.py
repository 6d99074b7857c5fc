"""A run as stretches: what trains an iteration is told by undoing edits, and by asking forward."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bpsim.core.document import Document
from bpsim.core.edits import LaterEdit
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.stretches import Stretch, edit_between, stretches
from tests.strategies import documents


def small() -> Document:
    network = Network.of(["sigmoid"], [[[1.0, 2.0, 3.0]]])
    return Document("Test", network, "cross-entropy", Examples.of([[0.0, 1.0]], [[1.0]]))


def before(document: Document, iteration: int, part: str) -> object:
    """What held in ``iteration``: what the next edit that changed it says, else the document."""
    later = (getattr(edit, part) for edit in document.edits if edit.iteration > iteration)
    found = next((each for each in later if each is not None), None)
    return getattr(document, part) if found is None else found


@given(documents(), st.data())
def test_a_run_in_stretches_is_the_run_with_its_edits(
    document: Document, data: st.DataObject
) -> None:
    """One property and not three: drawing a whole document takes longer than judging it."""
    found = stretches(document)
    each_iteration_is_trained_as_the_edits_after_it_say(document, found, data)
    each_begins_as_its_edit_says_and_changes_nothing_else(document, found)
    the_edits_between_lead_to_the_same_stretches(document, found)


def each_iteration_is_trained_as_the_edits_after_it_say(
    document: Document, found: tuple[Stretch, ...], data: st.DataObject
) -> None:
    starts = [each.start for each in found]
    assert starts == [0, *(edit.iteration for edit in document.edits)]
    near = st.sampled_from([*starts, *(start - 1 for start in starts[1:]), 10**7])
    iteration = data.draw(near)
    stretch = next(each for each in reversed(found) if each.start <= iteration)
    for part in ("training", "cost", "examples"):
        assert getattr(stretch.document, part) == before(document, iteration, part)


def each_begins_as_its_edit_says_and_changes_nothing_else(
    document: Document, found: tuple[Stretch, ...]
) -> None:
    first, *later = found
    assert (first.weights, dict(first.extras)) == (None, {})
    for stretch, edit in zip(later, document.edits, strict=True):
        assert (stretch.weights, stretch.extras) == (edit.weights, edit.extras)
    for stretch in (first, *later):
        here = stretch.document
        parts = {"training": here.training, "cost": here.cost, "examples": here.examples}
        assert not here.edits
        assert document.with_(edits=(), **parts) == here


def the_edits_between_lead_to_the_same_stretches(
    document: Document, found: tuple[Stretch, ...]
) -> None:
    edits = tuple(
        edit_between(one.document, other.document, other.start, other.weights, other.extras)
        for one, other in pairwise(found)
    )
    again = stretches(document.with_(edits=edits))
    assert [(each.start, each.document) for each in again] == [
        (each.start, each.document) for each in found
    ]
    # And what an edit says needlessly, as nothing else held before it, is left out.
    for edit, (one, other) in zip(edits, pairwise(found), strict=True):
        for part in ("training", "cost", "examples"):
            same = getattr(one.document, part) == getattr(other.document, part)
            assert (getattr(edit, part) is None) == same


def test_without_edits_there_is_one_stretch_and_the_document_itself_trains_it() -> None:
    document = small()
    (only,) = stretches(document)
    assert (only.start, only.weights) == (0, None)
    assert only.document is document


def test_an_object_with_unknown_keys_is_told_though_it_holds_what_held_before() -> None:
    document = small()
    extras = {"training_before": {"note": 1}, "examples_before": {"note": 2}, "": {"note": 3}}
    found = edit_between(document, document, 5, None, extras)
    training, examples = document.training, document.examples
    assert found == LaterEdit(5, training=training, examples=examples, extras=extras)
