"""Keys and kinds of breakpoints, edits and runs that this version does not know are kept."""

import json
from typing import Any

import pytest

from bpsim.formats.native import file as native
from tests.formats.test_native_kept import loads, parsed

EXAMPLES_EDIT = {"iteration": 4, "examples_before": {"x": [[0, 0]], "y": [[0]]}}


@pytest.mark.parametrize(
    ("key", "item", "inside"),
    [
        ("breakpoints", {"kind": "cost", "below": 0.5}, ""),
        ("breakpoints", {"kind": "gradient", "layer": [2, 3], "enabled": False}, ""),
        ("edits", {"iteration": 4}, ""),
        ("edits", {"iteration": 4, "training_before": {}}, "training_before"),
        ("edits", EXAMPLES_EDIT, "examples_before"),
        ("runs", {"name": "a", "costs": []}, ""),
        ("runs", {"name": "a", "costs": [], "training": {}}, "training"),
    ],
)
def test_unknown_keys_of_items_are_kept(key: str, item: dict[str, Any], inside: str) -> None:
    item = json.loads(json.dumps(item))
    (item[inside] if inside else item)["note"] = ["left", 2]
    before = loads(**{key: [item]})
    (found,) = parsed(before)[key]
    assert (found[inside] if inside else found)["note"] == ["left", 2]
    assert native.loads(native.dumps(before)) == before


def test_a_key_of_another_kind_means_nothing_and_is_kept() -> None:
    item = {"kind": "cost", "below": 0.5, "enabled": True, "layer": "any", "iteration": -1}
    before = loads(breakpoints=[item])
    (found,) = before.breakpoints
    assert (found.kind, found.below, found.layer, found.number) == ("cost", 0.5, 0, 0)
    assert parsed(before)["breakpoints"] == [item]


def test_a_breakpoint_of_an_unknown_kind_is_kept_in_its_place() -> None:
    strange = {"kind": "gradient", "enabled": False, "above": {"norm": 2.0}}
    known = {"kind": "not-finite", "enabled": True}
    before = loads(breakpoints=[known, strange, known])
    assert [each.known for each in before.breakpoints] == [True, False, True]
    assert str(before.breakpoints[1]) == "“gradient”"
    assert parsed(before)["breakpoints"] == [known, strange, known]
