"""What a file holds that this version does not know goes through a session and back."""

import json
from typing import Any

from bpsim.formats.native import file as native
from bpsim.session.session import Session

SMALL: dict[str, Any] = {
    "format": "bpsim",
    "version": 1,
    "network": {"layers": [2, 1], "activations": ["sigmoid"], "weights": [[[1, 2, 3]]]},
    "cost": "cross-entropy",
    "examples": {"x": [[0, 1]], "y": [[1]]},
}


def reopened(session: Session) -> dict[str, Any]:
    found = json.loads(native.dumps(session.saved_form))
    assert isinstance(found, dict)
    return found


def test_an_object_of_an_edit_keeps_its_keys_though_nothing_in_it_differs() -> None:
    edit = {
        "iteration": 4,
        "training_before": {"learning_rate": 0.5, "note": "kept"},
        "examples_before": SMALL["examples"] | {"note": "kept too"},
        "extra": 1,
    }
    session = Session(native.loads(json.dumps(SMALL | {"edits": [edit]}).encode()))
    (before,) = reopened(session)["edits"]
    assert before["training_before"]["note"] == "kept"
    assert (before["examples_before"]["note"], before["extra"]) == ("kept too", 1)
    # Once the edit has been made, the branches of the history tell of it.
    session.go_to(4)
    session.take_up()
    assert not session.later_edits
    assert reopened(session)["edits"] == [before]
