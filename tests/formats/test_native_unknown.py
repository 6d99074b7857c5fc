"""What this version does not know is kept, key or kind; keys perhaps meant are told."""

import json
from typing import Any

import pytest

from bpsim.formats.bundled import bundled_networks
from bpsim.formats.native import file as native
from bpsim.formats.native.unknown import unknown_words
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


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ({}, ""),
        ({"description": "XOR", "author": "Ada", "$schema": "urn:bpsim:file:1"}, ""),
        (
            {"training": {"learning rate": 3}},
            "The file has a key that bpsim does not know: “training.learning rate” "
            "(learning_rate?). It changes nothing.",
        ),
        (
            {"Title": "mine", "examples": {"inputs": [[0, 1]], "targets": [[1]]}},
            "The file has keys that bpsim does not know: “Title” (title?), “examples.inputs”, "
            "“examples.targets”. They change nothing.",
        ),
        (
            {"examples": {"a": 1, "b": 2, "c": 3, "d": 4}},
            "The file has keys that bpsim does not know: “examples.a”, “examples.b”, “examples.c” "
            "and 1 more. They change nothing.",
        ),
    ],
)
def test_keys_that_were_perhaps_meant_are_told(members: dict[str, Any], words: str) -> None:
    assert unknown_words(loads(**members)) == words


def test_a_bundled_network_has_none() -> None:
    assert not any(unknown_words(each.load()) for each in bundled_networks())
