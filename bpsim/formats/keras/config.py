"""The configuration of a Keras model: which layers it chains, and what each is said to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bpsim.base.words import tr
from bpsim.formats.errors import PlaceError, quoted
from bpsim.formats.limits import MAX_ITEMS

SKIPPED = frozenset(
    (
        *("InputLayer", "Dropout", "Flatten", "GaussianNoise", "GaussianDropout", "AlphaDropout"),
        *("ActivityRegularization", "Identity"),
    )
)
_MODELS = frozenset({"Sequential", "Model", "Functional"})


@dataclass(frozen=True)
class Entry:
    """One layer as it is configured: the name of its class, its own name, and what it is told."""

    kind: str
    name: str
    said: dict[str, Any]

    @property
    def place(self) -> str:
        """How a message names it."""
        return tr("the layer {name}", name=quoted(self.name))


def entries_of(config: Any) -> tuple[Entry, ...]:
    """The layers in the order in which they run; raises PlaceError where that is no chain."""
    if not isinstance(config, dict) or config.get("class_name") not in _MODELS:
        kind = config.get("class_name") if isinstance(config, dict) else None
        raise PlaceError(
            tr("is of the class {kind}, whose code is not in the file", kind=quoted(str(kind))),
            tr("the model"),
        )
    inner = config.get("config")
    items = inner.get("layers") if isinstance(inner, dict) else inner
    if not isinstance(items, list) or len(items) > MAX_ITEMS:
        raise PlaceError(tr("has no list of layers"), tr("the configuration of the model"))
    entries = tuple(_entry(item) for item in items)
    if config["class_name"] != "Sequential":
        entries = _chained(entries, items)
    for each in entries:
        if each.kind in _MODELS:
            raise PlaceError(tr("is a model within the model, which is not read"), each.place)
    return entries


def _entry(item: Any) -> Entry:
    if not isinstance(item, dict) or not isinstance(item.get("config"), dict | list):
        raise PlaceError(tr("has a layer that says nothing"), tr("the configuration of the model"))
    said = item["config"] if isinstance(item["config"], dict) else {}
    name = said.get("name", item.get("name", ""))
    return Entry(str(item.get("class_name", "")), str(name), said)


def _chained(entries: tuple[Entry, ...], items: list[Any]) -> tuple[Entry, ...]:
    """The layers one behind the other; one that two lead to, or that leads to two, is refused."""
    by_name = {each.name: each for each in entries}
    after: dict[str, Entry] = {}
    starts = []
    for each, item in zip(entries, items, strict=True):
        sources = list(dict.fromkeys(_sources(item.get("inbound_nodes"), 0)))
        if not sources:
            starts.append(each)
        elif len(sources) > 1:
            raise PlaceError(tr("puts several layers together, which is not read"), each.place)
        elif sources[0] in after:
            raise PlaceError(
                tr("leads to several, which is not read"),
                tr("the layer {sources}", sources=quoted(sources[0])),
            )
        elif sources[0] in by_name:
            after[sources[0]] = each
    if len(starts) != 1:
        raise PlaceError(
            tr("has {starts} inputs, and one is needed", starts=len(starts)), tr("the model")
        )
    chain = [starts[0]]
    while chain[-1].name in after and len(chain) <= len(entries):
        chain.append(after[chain[-1].name])
    if len(chain) != len(entries):
        raise PlaceError(tr("is no chain of layers"), tr("the model"))
    return tuple(chain)


def _sources(value: Any, depth: int) -> Iterator[str]:
    """The names of the layers in what Keras 1 to 3 write about where a layer gets its numbers."""
    if depth > 12:
        return
    if isinstance(value, dict):
        history = value.get("keras_history")
        if isinstance(history, list) and history:
            yield str(history[0])
            return
        for each in value.values():
            yield from _sources(each, depth + 1)
    elif isinstance(value, list):
        if len(value) in (3, 4) and isinstance(value[0], str) and isinstance(value[1], int):
            yield value[0]
            return
        for each in value:
            yield from _sources(each, depth + 1)


def cost_of(loss: Any) -> str | None:
    """The name of a loss, however it is written down; None where there is none or several."""
    if isinstance(loss, list) and len(loss) == 1:
        return cost_of(loss[0])
    if isinstance(loss, dict):
        inner = loss.get("config")
        if isinstance(inner, str):
            return inner
        if isinstance(inner, dict) and isinstance(inner.get("name"), str):
            return str(inner["name"])
        return cost_of(next(iter(loss.values()))) if len(loss) == 1 else loss.get("class_name")
    return loss if isinstance(loss, str) else None
