"""The text of an SNNS network taken apart: its units, and who is connected to whom."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bpsim.base.words import tr
from bpsim.formats.errors import PlaceError, quoted
from bpsim.formats.native.layout import MAX_UNITS
from bpsim.formats.plain_text import a_count, a_finite
from bpsim.formats.unit_layers import Edges

MOST_CONNECTIONS = 2_000_000

_SECTION = re.compile(r"^(?P<name>[\w ]+?) section *:", re.MULTILINE)
_RULE = re.compile(r"^[-|\s]+$")


@dataclass(frozen=True)
class Unit:
    """One unit as its line says; ``kind`` is i, h or o, with an s for a special one."""

    number: int
    name: str
    bias: float
    kind: str
    function: str
    output_function: str


def sections_of(text: str) -> dict[str, list[str]]:
    """The lines of each section by its name, for example "unit definition"."""
    found = list(_SECTION.finditer(text))
    ends = [*(each.start() for each in found[1:]), len(text)]
    return {
        each["name"].strip(): text[each.end() : end].splitlines()
        for each, end in zip(found, ends, strict=False)
    }


def units_of(sections: dict[str, list[str]]) -> dict[int, Unit]:
    """The units by number; raises PlaceError."""
    defaults = next(_rows(sections.get("unit default", [])), {})
    units: dict[int, Unit] = {}
    for row in _rows(sections.get("unit definition", [])):
        number = a_count(row.get("no.", ""), tr("the number of a unit"), MAX_UNITS)
        place = tr("unit {number}", number=number)
        if number in units:
            raise PlaceError(tr("is defined twice"), place)
        if len(units) == MAX_UNITS:
            raise PlaceError(
                tr("the network has more than {most_units:,} units", most_units=MAX_UNITS)
            )
        if row.get("sites"):
            raise PlaceError(tr("has sites, which no layered network has"), place)
        said = {key: value or defaults.get(key, "") for key, value in row.items()}
        units[number] = Unit(
            number,
            row.get("unitName", ""),
            a_finite(said.get("bias") or "0", tr("the bias of {place}", place=place)),
            said.get("st", "h"),
            said.get("act func") or defaults.get("act func", "Act_Logistic"),
            said.get("out func") or defaults.get("out func", "Out_Identity"),
        )
    return units


def _rows(lines: list[str]) -> Iterator[dict[str, str]]:
    """The rows of a table by the names above its columns."""
    names: list[str] = []
    for line in lines:
        if "|" not in line or _RULE.match(line):
            continue
        cells = [each.strip() for each in line.split("|")]
        if not names:
            names = cells
        else:
            yield dict(zip(names, cells + [""] * (len(names) - len(cells)), strict=False))


def connections_of(sections: dict[str, list[str]]) -> Edges:
    """Every connection; raises PlaceError. Long rows go on in lines without bars."""
    target: int | None = None
    sources: list[int] = []
    targets: list[int] = []
    weights: list[float] = []
    for line in sections.get("connection definition", []):
        if _RULE.match(line) or line.lstrip().startswith(("target", "#")):
            continue
        cells = line.split("|")
        if len(cells) > 1:
            target = a_count(cells[0], tr("the target of a connection"), MAX_UNITS)
            if len(cells) > 2 and cells[1].strip():
                raise PlaceError(
                    tr("has sites, which no layered network has"),
                    tr("unit {target}", target=target),
                )
        if target is None:
            continue
        for pair in cells[-1].split(","):
            source, colon, weight = pair.partition(":")
            if not colon and not pair.strip():
                continue
            try:
                sources.append(int(source[-12:]))
                weights.append(float(weight))
            except ValueError as error:
                place = tr("a connection to unit {target}", target=target)
                raise PlaceError(
                    tr("cannot be read: {pair}", pair=quoted(pair.strip())), place
                ) from error
        targets += [target] * (len(sources) - len(targets))
        if len(sources) > MOST_CONNECTIONS:
            raise PlaceError(
                tr(
                    "the network has more than {most_connections:,} connections",
                    most_connections=MOST_CONNECTIONS,
                )
            )
    if sources and not 0 <= min(sources) <= max(sources) <= MAX_UNITS:
        raise PlaceError(tr("a unit has a number beyond {most_units:,}", most_units=MAX_UNITS))
    return Edges.of(sources, targets, weights)
