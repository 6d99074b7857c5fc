"""Breakpoints, later edits and kept runs in a native file: exact, readable, refused if wrong."""

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bpsim.core import edits, kept_runs
from bpsim.core.arrays import frozen, same_bits
from bpsim.core.breakpoints import Breakpoint
from bpsim.core.document import Document
from bpsim.core.edits import LaterEdit
from bpsim.core.examples import Examples
from bpsim.core.kept_runs import KeptRun
from bpsim.core.settings import TrainingSettings
from bpsim.core.stretches import stretches
from bpsim.formats.errors import FormatError
from bpsim.formats.native import file as native
from bpsim.formats.native import layout as native_layout
from bpsim.formats.native import read_kept as native_kept_read
from tests.formats.test_schema import SCHEMA, fits

SMALL: dict[str, Any] = {
    "format": "bpsim",
    "version": 1,
    "network": {"layers": [2, 1], "activations": ["sigmoid"], "weights": [[[1, 2, 3]]]},
    "cost": "cross-entropy",
    "examples": {"x": [[0, 1]], "y": [[1]]},
}


def loads(**more: Any) -> Document:
    return native.loads(json.dumps(SMALL | more).encode(), "test.bpsim")


def parsed(document: Document) -> dict[str, Any]:
    found = json.loads(native.dumps(document))
    assert isinstance(found, dict)
    return found


# --- breakpoints ---------------------------------------------------------------------------------

BREAKPOINTS = (
    Breakpoint("delta", layer=3, unit=1),
    Breakpoint("example", number=2, enabled=False),
    Breakpoint("iteration", number=100),
    Breakpoint("cost", below=0.1 + 0.2),
    Breakpoint("not-finite"),
)


def test_breakpoints_are_readable_and_come_back() -> None:
    before = loads().with_(breakpoints=BREAKPOINTS)
    assert parsed(before)["breakpoints"] == [
        {"kind": "delta", "layer": 3, "unit": 1, "enabled": True},
        {"kind": "example", "example": 2, "enabled": False},
        {"kind": "iteration", "iteration": 100, "enabled": True},
        {"kind": "cost", "below": 0.30000000000000004, "enabled": True},
        {"kind": "not-finite", "enabled": True},
    ]
    text = native.dumps(before).decode()
    assert '\n    {"kind": "delta", "layer": 3, "unit": 1, "enabled": true},\n' in text
    assert native.loads(text.encode()).breakpoints == BREAKPOINTS


def test_a_breakpoint_is_on_unless_the_file_says_otherwise() -> None:
    assert loads(breakpoints=[{"kind": "not-finite"}]).breakpoints == (Breakpoint("not-finite"),)


def test_a_document_without_any_of_them_does_not_mention_them() -> None:
    text = native.dumps(loads(breakpoints=[], edits=[], runs=[])).decode()
    assert not any(key in text for key in ("breakpoints", "edits", "runs"))


# --- kept runs -----------------------------------------------------------------------------------


def kept(document: Document, costs: Any, **changes: Any) -> KeptRun:
    values = frozen(np.array(costs, dtype=np.float64))
    run = {"name": "α = 3", "settings": TrainingSettings(3.0), "costs": values}
    return KeptRun(**(run | {"start": document.network} | changes))


def test_a_run_comes_back_to_the_last_bit() -> None:
    before = loads()
    costs = np.concatenate([np.random.default_rng(1).random(1000), [5e-324, 1.7e308, -0.0]])
    run = kept(before, costs, colour=4, shown=False, diverged=True)
    after = native.loads(native.dumps(before.with_(runs=(run,))))
    assert after.runs == (run,)
    assert same_bits(after.runs[0].costs, run.costs)
    assert not after.runs[0].costs.flags.writeable


def test_a_run_is_written_for_people() -> None:
    before = loads()
    run = kept(before, [0.5, 0.25])
    assert parsed(before.with_(runs=(run,)))["runs"] == [
        {
            "name": "α = 3",
            "shown": True,
            "colour": 1,
            "training": {
                "learning_rate": 3.0,
                "lambda": 0.0,
                "batch_size": None,
                "train_biases": True,
                "seed": 1,
            },
            "costs": [0.5, 0.25],
        }
    ]


def test_starting_weights_are_written_once_and_only_where_they_are_others() -> None:
    before = loads()
    other = before.network.with_weight(1, 1, 0, -0.1)
    runs = tuple(
        kept(before, [0.5], name=name, start=start)
        for name, start in (("a", other), ("b", before.network), ("c", other))
    )
    found = parsed(before.with_(runs=runs))["runs"]
    assert [each.get("start") for each in found] == [[[[-0.1, 2.0, 3.0]]], None, 1]
    assert native.loads(native.dumps(before.with_(runs=runs))).runs == runs


def test_a_run_of_another_network_keeps_its_own() -> None:
    before = loads()
    other = loads(
        network={"layers": [1, 2], "activations": ["tanh"], "weights": [[[1, 2], [3, 4]]]},
        cost="squared-error",
        examples={},
    ).network
    run = kept(before, [0.5], start=other)
    assert native.loads(native.dumps(before.with_(runs=(run,)))).runs[0].start == other


def test_a_million_costs_take_some_megabytes_and_lines_of_a_bearable_length() -> None:
    before = loads()
    run = kept(before, np.random.default_rng(2).random(1_000_000))
    text = native.dumps(before.with_(runs=(run,)))
    assert len(text) < 25_000_000
    assert max(map(len, text.split(b"\n"))) < 130
    assert native.loads(text).runs == (run,)


# --- later edits ---------------------------------------------------------------------------------


def test_an_edit_tells_what_held_before_it() -> None:
    rate = {
        "learning_rate": 0.5,
        "lambda": 0.0,
        "batch_size": None,
        "train_biases": True,
        "seed": 1,
    }
    before = loads(
        training={"learning_rate": 2.0},
        edits=[
            {"iteration": 3, "examples_before": {"x": [[0, 0]], "y": [[0]]}},
            {"iteration": 10, "weights": [[[7, 8, 9]]], "training_before": rate},
        ],
    )
    first, second, third = stretches(before)
    assert [each.start for each in (first, second, third)] == [0, 3, 10]
    assert [each.document.training.learning_rate for each in (first, second, third)] == [
        0.5,
        0.5,
        2,
    ]
    assert first.document.examples == Examples.of([[0, 0]], [[0]])
    assert second.document.examples == third.document.examples == Examples.of([[0, 1]], [[1]])
    assert first.weights is None and second.weights is None
    assert third.weights is not None and third.weights[0].tolist() == [[7, 8, 9]]
    assert parsed(before)["edits"][1]["training_before"] == rate
    assert native.loads(native.dumps(before)) == before


def test_edits_are_compared_by_their_bits() -> None:
    zero, minus = (LaterEdit(1, (frozen([[value, 1.0, 1.0]]),)) for value in (0.0, -0.0))
    assert zero != minus
    assert zero == LaterEdit(1, (frozen([[0.0, 1.0, 1.0]]),))


# --- refused -------------------------------------------------------------------------------------


def with_breakpoint(**item: Any) -> dict[str, Any]:
    return {"breakpoints": [{"kind": "not-finite"}, item]}


def with_run(**item: Any) -> dict[str, Any]:
    return {"runs": [{"name": "a", "costs": [0.5]} | item]}


WRONG = [
    ({"breakpoints": {}}, "breakpoints", "must be a list", False),
    ({"breakpoints": [1]}, "breakpoints[0]", "must be an object", False),
    (with_breakpoint(), "breakpoints[1].kind", "is missing", False),
    (with_breakpoint(kind=2), "breakpoints[1].kind", "must be a text", False),
    (with_breakpoint(kind="never", enabled=0), "breakpoints[1].enabled", "true or false", False),
    (with_breakpoint(kind="delta", unit=1), "breakpoints[1].layer", "is missing", False),
    (
        with_breakpoint(kind="delta", layer=1, unit=1),
        "breakpoints[1].layer",
        "must be at least 2",
        False,
    ),
    (with_breakpoint(kind="example", example=0), "breakpoints[1].example", "at least 1", False),
    (with_breakpoint(kind="iteration", iteration=-1), "breakpoints[1].iteration", "least 0", False),
    (with_breakpoint(kind="cost", below="1"), "breakpoints[1].below", "must be a number", False),
    (with_breakpoint(kind="cost"), "breakpoints[1].below", "is missing", False),
    (
        with_breakpoint(kind="not-finite", enabled=1),
        "breakpoints[1].enabled",
        "true or false",
        False,
    ),
    ({"runs": [{"costs": []}]}, "runs[0].name", "is missing", False),
    (with_run(name=""), "runs[0].name", "must have 1 to 60 characters", False),
    (with_run(name="a" * 61), "runs[0].name", "must have 1 to 60 characters", False),
    ({"runs": [{"name": "a"}]}, "runs[0].costs", "is missing", False),
    (with_run(costs=[0.5, None]), "runs[0].costs[1]", "must be a number", False),
    (with_run(costs=[0.5, True]), "runs[0].costs[1]", "must be a number", False),
    (with_run(colour=7), "runs[0].colour", "must be at most 6", False),
    (with_run(shown=0), "runs[0].shown", "must be true or false", False),
    (with_run(training=[]), "runs[0].training", "must be an object", False),
    (
        with_run(training={"learning_rate": -1}),
        "runs[0].training.learning_rate",
        "must not be negative",
        False,
    ),
    (with_run(start=1), "runs[0].start", "none of the runs before it", True),
    (with_run(start="a"), "runs[0].start", "must be a whole number", False),
    (with_run(start=None), "runs[0].start", "must be a whole number", False),
    (with_run(activations=["tanh"]), "runs[0].activations", "has no matrices in start", True),
    (
        with_run(start=[[[1, 2]], [[1, 2]]], activations=["softmax", "sigmoid"]),
        "runs[0]",
        "softmax is for the output layer only",
        True,
    ),
    (with_run(start=[]), "runs[0].start", "must have 1 to 999 matrices", False),
    (with_run(start=[[]]), "runs[0].start[0]", "has no row", False),
    (with_run(start=[[[1, 2, 3], [4, 5]]]), "runs[0].start[0][1]", "has 2 numbers", True),
    (
        with_run(start=[[[1, 2]], [[1, 2]]]),
        "runs[0].start",
        "has 2 matrices for 1 activations",
        True,
    ),
    (with_run(start=[[[1, 2]]], activations=["no"]), "runs[0].activations[0]", "one of", False),
    ({"edits": [{}]}, "edits[0].iteration", "is missing", False),
    ({"edits": [{"iteration": 0}]}, "edits[0].iteration", "must be at least 1", False),
    (
        {"edits": [{"iteration": 5}, {"iteration": 5}]},
        "edits[1].iteration",
        "a whole number > 5",
        True,
    ),
    (
        {"edits": [{"iteration": 1, "weights": [[[1, 2]]]}]},
        "edits[0].weights[0][0]",
        "has 2 numbers",
        True,
    ),
    (
        {"edits": [{"iteration": 1, "training_before": {"seed": 1.5}}]},
        "edits[0].training_before.seed",
        "must be a whole number",
        False,
    ),
    (
        {"edits": [{"iteration": 1, "examples_before": {"x": [[1]], "y": [[1]]}}]},
        "edits[0].examples_before.x[0]",
        "has 1 number",
        True,
    ),
    (
        {"edits": [{"iteration": 1, "cost_before": "mean"}]},
        "edits[0].cost_before",
        "must be one of",
        False,
    ),
    (
        {"edits": [{"iteration": 1, "examples_before": {}}]},
        "edits",
        "there must be an example to train with",
        True,
    ),
    (
        {"edits": [{"iteration": 1, "cost_before": "categorical-cross-entropy"}]},
        "edits",
        "softmax",
        True,
    ),
]


@pytest.mark.parametrize(("more", "place", "reason", "fits_schema"), WRONG)
def test_what_is_wrong_is_named(
    more: dict[str, Any], place: str, reason: str, fits_schema: bool
) -> None:
    with pytest.raises(FormatError) as caught:
        loads(**more)
    assert caught.value.place.rstrip(":").startswith(place)
    assert reason in str(caught.value)
    assert fits(SCHEMA, SMALL | more) == fits_schema


@pytest.mark.parametrize("number", ["NaN", "1e999", "-Infinity"])
def test_costs_that_are_no_numbers_of_json_are_refused(number: str) -> None:
    text = json.dumps(SMALL | with_run(costs=["here"])).replace('"here"', number)
    with pytest.raises(FormatError):
        native.loads(text.encode())


@pytest.mark.parametrize(
    ("limit", "more", "reason"),
    [
        ("MAX_BREAKPOINTS", {"breakpoints": [{"kind": "not-finite"}] * 2}, "breakpoints has 2"),
        ("MOST_EDITS", {"edits": [{"iteration": 1}, {"iteration": 2}]}, "edits has 2 items"),
        ("MOST_RUNS", {"runs": [{"name": "a", "costs": []}] * 2}, "runs has 2 items"),
        ("MOST_NUMBERS", with_run(), "runs holds 4 numbers, but at most 1"),
        (
            "MOST_EDIT_NUMBERS",
            {"edits": [{"iteration": 1, "weights": [[[1, 2, 3]]]}]},
            "edits holds 3 numbers, but at most 1",
        ),
    ],
)
def test_more_than_can_be_opened_is_not_written_either(
    limit: str, more: dict[str, Any], reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = loads(**more)
    home = next(each for each in (native_layout, edits, kept_runs) if hasattr(each, limit))
    monkeypatch.setattr(home, limit, 1)
    for attempt in (lambda: loads(**more), lambda: native.dumps(before)):
        with pytest.raises(FormatError, match=reason):
            attempt()


# --- what the documentation shows ----------------------------------------------------------------


def test_the_example_in_the_documentation_can_be_opened() -> None:
    text = (Path(__file__).parents[2] / "docs" / "FILE.md").read_text(encoding="utf-8")
    shown = re.findall(r"```json\n(.*?)```", text, re.DOTALL)
    (fragment,) = (each for each in shown if '"breakpoints"' in each)
    found = loads(**json.loads(f"{{{fragment}}}"))
    assert [str(each) for each in found.breakpoints] == ["δ of unit 1, layer 3", "J < 0.01"]
    assert [each.iteration for each in found.edits] == [100]
    assert [(each.name, len(each.costs)) for each in found.runs] == [("α = 0.5", 2)]


def test_costs_are_counted_before_they_become_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(native_kept_read, "MOST_NUMBERS", 5)
    with pytest.raises(FormatError, match="runs holds 6 costs, but at most 5"):
        loads(runs=[{"name": name, "costs": [1, "no number", 3]} for name in "ab"])
