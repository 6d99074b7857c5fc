"""One line of the table, and the table as text."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Row:
    """A figure: ``value`` beside that of ``reference``, both in words, and what must be reached.

    ``ratio`` is how many times faster than the reference, or another proportion that ``goal``
    speaks of. ``reached`` is None where nothing is asked for, or nothing could be measured.
    """

    group: str
    what: str
    value: str
    reference: str = ""
    ratio: str = ""
    goal: str = ""
    reached: bool | None = None

    def as_dict(self) -> dict[str, object]:
        """For the pipe between processes."""
        return asdict(self)


HEADINGS = ("what", "bpsim", "reference, same run", "ratio", "goal", "")


def seconds(value: float) -> str:
    """A time with three digits and the unit that suits it."""
    for unit, factor in (("s", 1.0), ("ms", 1e3), ("µs", 1e6)):
        if value * factor >= 1 or unit == "µs":
            return (
                f"{value * factor:,.3g} {unit}"
                if value * factor < 1000
                else (f"{value * factor:,.0f} {unit}")
            )
    return ""


def megabytes(count: float) -> str:
    """Bytes in MB of 2^20."""
    return f"{count / 2**20:.3g} MB"


def times(faster: float) -> str:
    """A ratio such as 8.1×."""
    return f"{faster:.3g}×"


def markdown(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table for each group, columns padded so that it reads as text too."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.group, []).append(row)
    return "\n\n".join(f"### {name}\n\n{_table(found)}" for name, found in groups.items())


def _table(rows: Sequence[Row]) -> str:
    cells = [HEADINGS] + [
        (row.what, row.value, row.reference, row.ratio, row.goal, _mark(row.reached))
        for row in rows
    ]
    widths = [max(len(line[n]) for line in cells) for n in range(len(HEADINGS))]
    lines = [
        "| "
        + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        + " |"
        for line in cells
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def _mark(reached: bool | None) -> str:
    return {True: "reached", False: "MISSED", None: ""}[reached]
