"""What holds for every document that there can be, from the file to the session and back.

One property and not four: drawing a whole document takes longer than judging it.
"""

import json

import numpy as np
from hypothesis import given

from bpsim.core.arrays import same_bits
from bpsim.core.costs.table import COSTS
from bpsim.core.document import Document
from bpsim.formats.native import file as native
from bpsim.formats.native.layout import ITEM_KEYS, KEYS
from bpsim.session.session import Session
from tests.formats.test_schema import SCHEMA, fits
from tests.strategies import documents


@given(documents(known=KEYS))
def test_every_document_comes_back(before: Document) -> None:
    text = native.dumps(before)
    after = native.loads(text)
    assert after == before
    assert native.dumps(after) == text
    others_find_the_same(before, text)
    a_session_keeps_what_it_says(before, after)
    a_changed_one_is_another(before)


def others_find_the_same(document: Document, text: bytes) -> None:
    """Whoever reads JSON, and goes by the schema."""
    found = json.loads(text)
    assert fits(SCHEMA, found)
    for theta, rows in zip(document.network.weights, found["network"]["weights"], strict=True):
        assert same_bits(np.array(rows, dtype=np.float64), theta)
    assert found["title"] == document.title
    assert found["training"]["lambda"] == document.training.lam
    missing = {
        key for key in (*ITEM_KEYS, "scaling", "classes", "start") if not getattr(document, key)
    }
    if not len(document.held_out) and not document.extras.get("held_out"):
        missing.add("held_out")
    if not COSTS[document.cost].per_output:  # a mean over the examples alone is not said
        missing.add("cost_scale")
    expected = [key for key in KEYS[""] if key not in missing]
    assert [key for key in found if key in KEYS[""]] == expected


def a_session_keeps_what_it_says(document: Document, read: Document) -> None:
    """Whatever a session does with it: it may open a document without the later edits made."""
    found = Session(read).saved_form
    assert (found.breakpoints, found.runs) == (document.breakpoints, document.runs)
    assert found.extras == document.extras
    said = {each.iteration: each.extras for each in document.edits if each.extras}
    kept = {each.iteration: each.extras for each in found.edits}
    assert {iteration: kept.get(iteration) for iteration in said} == said


def a_changed_one_is_another(before: Document) -> None:
    after = before.with_(title=before.title + "!")
    assert after != before
    assert after.with_(title=before.title) == before
    assert after.network is before.network
