"""The published schema says what the reader does, as far as a schema can."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bpsim.core import breakpoints
from bpsim.core.activations.table import ACTIVATIONS
from bpsim.core.costs.table import COSTS, SCALES
from bpsim.core.edits import MOST_EDITS
from bpsim.core.initial_weights import METHODS, Start
from bpsim.core.kept_runs import COLOURS, LONGEST_NAME, MOST_NUMBERS, MOST_RUNS
from bpsim.core.methods.method import Method
from bpsim.core.methods.table import UPDATE_METHODS
from bpsim.core.scenes import LONGEST_TEXT, MOST_SCENES, MOST_ZOOM, TalkScene
from bpsim.core.settings import Convention, Position, TrainingSettings
from bpsim.formats.native import layout as native_layout
from bpsim.formats.native.layout import (
    ITEM_KEYS,
    KEYS,
    MAX_LAYERS,
    MAX_UNITS,
    MAX_WHOLE,
    REQUIRED,
)

RESOURCES = Path(__file__).parents[2] / "resources"
CORPUS = Path(__file__).parent / "corpus"
SCHEMA: dict[str, Any] = json.loads((RESOURCES / "schema" / "bpsim.schema.json").read_bytes())

ANNOTATIONS = {"$schema", "$id", "$defs", "title", "description", "default"}
KINDS: dict[str, Any] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "null": type(None),
}
# What these files break is beyond a schema; its description says so in words.
BEYOND_A_SCHEMA = {
    "bias-forgotten",
    "cross-entropy-with-tanh",
    "examples-unequal",
    "examples-without-y",
    "held-out-too-wide",
    "held-out-unequal",
    "layer-float",
    "matrix-missing",
    "ragged",
    "row-missing",
    "row-too-long",
    "too-few-activations",
    "too-many-weights",
    "x-names-too-few",
    "x-too-wide",
    "y-too-wide",
}


def fits(schema: dict[str, Any], value: Any) -> bool:
    """A validator for those keywords of JSON Schema that the schema uses, and no others."""
    return all(
        _keyword(schema, key, rule, value)
        for key, rule in schema.items()
        if key not in ANNOTATIONS | {"then", "maxContains"}
    )


def _keyword(schema: dict[str, Any], key: str, rule: Any, value: Any) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    inside = value if isinstance(value, dict) else {}
    items = value if isinstance(value, list) else []
    match key:
        case "type" if rule in ("number", "integer"):
            return number and (rule == "number" or value == int(value))
        case "type":
            return isinstance(value, KINDS[rule])
        case "const" | "enum":
            allowed = [rule] if key == "const" else rule
            return any(value == each and type(value) is type(each) for each in allowed)
        case "required":
            return not isinstance(value, dict) or set(rule) <= set(inside)
        case "properties":
            return all(fits(rule[name], each) for name, each in inside.items() if name in rule)
        case "$ref":
            return fits(SCHEMA["$defs"][rule.removeprefix("#/$defs/")], value)
        case "additionalProperties":
            return rule or set(inside) <= set(schema["properties"])
        case "exclusiveMinimum":
            return not number or value > rule
        case "items":
            return all(fits(rule, each) for each in items)
        case "minItems":
            return not isinstance(value, list) or len(items) >= rule
        case "maxItems":
            return len(items) <= rule
        case "minLength":
            return not isinstance(value, str) or len(value) >= rule
        case "maxLength":
            return not isinstance(value, str) or len(value) <= rule
        case "contains":
            found = sum(fits(rule, each) for each in items)
            return 1 <= found <= schema.get("maxContains", found)
        case "exclusiveMaximum":
            return not number or value < rule
        case "minimum":
            return not number or value >= rule
        case "maximum":
            return not number or value <= rule
        case "allOf":
            return all(fits(each, value) for each in rule)
        case "anyOf":
            return any(fits(each, value) for each in rule)
        case "not":
            return not fits(rule, value)
        case "if":
            return not fits(rule, value) or fits(schema["then"], value)
    raise AssertionError(f"this validator does not know {key}")


@pytest.mark.parametrize("path", sorted((RESOURCES / "networks").iterdir()), ids=lambda p: p.stem)
def test_bundled_networks_fit(path: Path) -> None:
    assert fits(SCHEMA, json.loads(path.read_bytes()))


def parsable() -> list[Path]:
    """The broken files whose fault is not one of JSON itself, such as NaN or a repeated key."""
    found = []
    for path in sorted(CORPUS.glob("*.bpsim")):
        try:
            text = path.read_bytes().decode()
            json.loads(text)
        except (ValueError, RecursionError):
            continue
        if not re.search(r"NaN|Infinity|1e999|\\ud|8{50}", text) and not path.stem.startswith(
            ("duplicate-key", "deep-")
        ):
            found.append(path)
    return found


@pytest.mark.parametrize("path", parsable(), ids=lambda path: path.stem)
def test_broken_files_do_not_fit(path: Path) -> None:
    assert fits(SCHEMA, json.loads(path.read_bytes())) == (path.stem in BEYOND_A_SCHEMA)


def test_the_schema_names_the_keys_of_the_reader() -> None:
    for name, keys in KEYS.items():
        found = SCHEMA["properties"][name] if name else SCHEMA
        assert found["type"] == "object"
        assert tuple(found["properties"]) == keys
        assert tuple(found.get("required", ())) == REQUIRED.get(name, ())


def test_the_schema_names_the_keys_of_items() -> None:
    for name, keys in ITEM_KEYS.items():
        found = SCHEMA["properties"][name]
        assert found["type"] == "array"
        assert tuple(found["items"]["properties"]) == keys
    assert SCHEMA["properties"]["breakpoints"]["maxItems"] == native_layout.MAX_BREAKPOINTS
    assert SCHEMA["properties"]["edits"]["maxItems"] == MOST_EDITS
    assert SCHEMA["properties"]["runs"]["maxItems"] == MOST_RUNS
    kinds = SCHEMA["properties"]["breakpoints"]["items"]["properties"]["kind"]
    runs = SCHEMA["properties"]["runs"]["items"]["properties"]
    assert kinds["anyOf"] == [{"enum": list(breakpoints.KINDS)}, {"type": "string"}]
    rules = SCHEMA["properties"]["breakpoints"]["items"]["allOf"]
    own = {
        rule["if"]["properties"]["kind"]["const"]: tuple(rule["then"]["required"]) for rule in rules
    }
    assert own == native_layout.BREAKPOINT_KEYS
    assert all(list(rule["then"]["properties"]) == rule["then"]["required"] for rule in rules)
    assert runs["colour"]["maximum"] == COLOURS
    assert runs["costs"]["maxItems"] == MOST_NUMBERS
    assert runs["name"]["maxLength"] == LONGEST_NAME
    assert SCHEMA["properties"]["scenes"]["maxItems"] == MOST_SCENES
    scenes = SCHEMA["properties"]["scenes"]["items"]["properties"]
    assert scenes["name"]["maxLength"] == scenes["panel"]["maxLength"] == LONGEST_TEXT
    assert scenes["zoom"]["maximum"] == MOST_ZOOM
    usual = TalkScene("one")
    for name in ITEM_KEYS["scenes"][1:]:
        assert scenes[name]["default"] == getattr(usual, name)


def test_the_schema_has_the_names_and_limits_of_the_reader() -> None:
    properties = SCHEMA["properties"]
    network = properties["network"]["properties"]
    position = properties["position"]["properties"]
    training = properties["training"]["properties"]
    assert properties["format"]["const"] == native_layout.FORMAT
    assert properties["version"]["const"] == native_layout.VERSION
    runs = properties["runs"]["items"]["properties"]
    assert network["activations"]["items"] == runs["activations"]["items"]
    assert network["activations"]["items"] == {"$ref": "#/$defs/activation"}
    names = [name for name, each in COSTS.items() if not each.per_output]
    edits = properties["edits"]["items"]["properties"]
    assert properties["cost"]["enum"] == edits["cost_before"]["enum"] == names
    assert properties["cost_scale"]["enum"] == edits["cost_scale_before"]["enum"] == list(SCALES)
    assert properties["cost_scale"]["default"] == SCALES[0]
    assert training["order"]["enum"] == list(native_layout.ORDERS)
    assert position["granularity"]["enum"] == list(native_layout.GRANULARITIES)
    assert properties["convention"]["properties"]["sign"]["enum"] == list(native_layout.SIGNS)
    start = properties["start"]["properties"]
    assert start["kind"]["enum"] == list(METHODS)
    assert start["kind"]["default"] == Start().method
    assert start["seed"]["default"] == Start().seed
    assert start["seed"]["maximum"] == MAX_WHOLE
    assert network["layers"]["maxItems"] == MAX_LAYERS
    assert network["layers"]["items"]["maximum"] == MAX_UNITS
    assert position["step"]["maximum"] == training["seed"]["maximum"] == MAX_WHOLE


@pytest.mark.parametrize(
    ("name", "default", "renamed"),
    [
        ("training", TrainingSettings(), {"lam": "lambda"}),
        ("convention", Convention(), {}),
        ("position", Position(), {}),
    ],
)
def test_the_schema_gives_the_defaults_of_the_program(
    name: str, default: Any, renamed: dict[str, str]
) -> None:
    found = SCHEMA["properties"][name]["properties"]
    for field in default.__dataclass_fields__:
        value = getattr(default, field)
        value = {"kind": value.name} if isinstance(value, Method) else value
        assert found[renamed.get(field, field)]["default"] == value


def test_the_schema_has_every_method_with_its_parameters() -> None:
    for found, known in zip(
        SCHEMA["$defs"]["method"]["anyOf"], UPDATE_METHODS.values(), strict=True
    ):
        parameters = {name: each for name, each in found["properties"].items() if name != "kind"}
        assert found["properties"]["kind"] == {"const": known.name}
        assert {name: each["default"] for name, each in parameters.items()} == known.parameters
        shares = tuple(name for name, each in parameters.items() if "exclusiveMaximum" in each)
        assert shares == known.shares


def test_the_schema_has_every_activation_with_its_parameters() -> None:
    names, *objects = SCHEMA["$defs"]["activation"]["anyOf"]
    assert names == {"enum": list(ACTIVATIONS)}
    with_parameters = [each for each in ACTIVATIONS.values() if each.parameters]
    for found, known in zip(objects, with_parameters, strict=True):
        parameters = {name: each for name, each in found["properties"].items() if name != "name"}
        assert found["properties"]["name"] == {"const": known.name}
        assert {name: each["default"] for name, each in parameters.items()} == known.parameters
        positive = tuple(name for name, each in parameters.items() if "exclusiveMinimum" in each)
        assert positive == known.positive
