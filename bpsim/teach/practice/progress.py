"""What was practised: a log as CSV, the score and level of each topic, and what comes back."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path

from bpsim.base.words import tr
from bpsim.core.separated import separated_text
from bpsim.teach.practice.blanks import FADING
from bpsim.teach.practice.hints import LADDER
from bpsim.teach.practice.sheet import Sheet

FILE = "practice.csv"
_BEGINNING = re.compile(r"^(?=\d{4}-\d\d-\d\dT)", re.MULTILINE)
"""Where a record begins, with its time: a quotation mark that is left open ends with its own."""
ENOUGH, SHARE = 4, 0.75
"""A topic goes one level up once so many of its last answers have, on average, such a share."""


@dataclass(frozen=True)
class LogLine:
    """One blank that was done. ``topic`` is its kind, ``points`` from 0 to 1."""

    when: str
    exercise: str
    topic: str
    place: str
    answer: str
    right: str
    verdict: str
    tries: int
    hints: int
    points: float


def lines_of(sheet: Sheet, when: datetime) -> list[LogLine]:
    """A line for every blank of a sheet that is done."""
    found = []
    for place in sheet.blanks:
        state = sheet.state(place)
        if not state.done:
            continue
        verdict = state.verdict
        word = tr("given away")
        if verdict and verdict.right:
            word = tr("carried on") if verdict.carried else tr("right")
        expected = "" if verdict is None else repr(verdict.expected)
        found.append(
            LogLine(
                when.isoformat(timespec="seconds"),
                sheet.document.title,
                place.kind,
                place.symbol,
                state.text,
                expected,
                word,
                state.tries,
                state.rungs,
                state.points,
            )
        )
    return found


class Log:
    """The log in a folder; it is made when the first line is written."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE

    def add(self, lines: Sequence[LogLine]) -> None:
        """Write lines at the end; raises OSError."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        fresh = not self.path.exists()
        with self.path.open("a", encoding="utf-8", newline="") as file:
            names = [each.name for each in fields(LogLine)]
            writer = csv.DictWriter(file, names)
            if fresh:
                writer.writeheader()
            writer.writerows(
                {key: _safe(value) for key, value in asdict(each).items()} for each in lines
            )

    def read(self) -> list[LogLine]:
        """The lines in their order; one that is no line of a log is left out."""
        try:
            file = self.path.open(encoding="utf-8", errors="replace", newline="")
        except FileNotFoundError:
            return []
        with file:
            records = _BEGINNING.split(file.read())[1:]
        return [line for each in records if (line := _line(each)) is not None]


def _safe(value: object) -> object:
    """A text that a spreadsheet would take for a formula gets a quote in front."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "@") else value


def _line(record: str) -> LogLine | None:
    """What a record of the log says; None for one that was damaged."""
    try:
        when, exercise, topic, place, answer, right, verdict, tries, hints, points = next(
            csv.reader(io.StringIO(record, newline=""))
        )
        return LogLine(
            when, exercise, topic, place, answer, right, verdict,
            int(tries), int(hints), float(points),
        )  # fmt: skip
    except (csv.Error, ValueError):
        return None


@dataclass(frozen=True)
class Topic:
    """How a topic stands: blanks done, how many of them right at last, their points.

    ``mastered`` says whether its last ones were good.
    """

    name: str
    done: int
    right: int
    points: float
    mastered: bool


def topics(lines: Sequence[LogLine]) -> tuple[Topic, ...]:
    """Every topic that was practised, in the order of fading, then the others."""
    names = [*FADING, *sorted({each.topic for each in lines} - set(FADING))]
    found = []
    for name in names:
        of_it = [each for each in lines if each.topic == name]
        right = sum(each.hints < len(LADDER) for each in of_it)  # the last hint gives it away
        mine = [each.points for each in of_it]
        last = mine[-ENOUGH:]
        mastered = len(last) == ENOUGH and sum(last) >= SHARE * ENOUGH
        if mine:
            found.append(Topic(name, len(mine), right, sum(mine), mastered))
    return tuple(found)


def score_table(lines: Sequence[LogLine]) -> str:
    """The score of each topic as CSV: asked, right and points, with the whole at the end."""
    found = topics(lines)
    rows = [(_safe(each.name), each.done, each.right, f"{each.points:g}") for each in found]
    done, right = sum(each.done for each in found), sum(each.right for each in found)
    whole = ("all", done, right, f"{sum(each.points for each in found):g}")
    return separated_text([("topic", "asked", "right", "points"), *rows, whole])


def new_topics(lines: Sequence[LogLine], kinds: Sequence[str]) -> tuple[str, ...]:
    """Those of ``kinds`` that were never practised: they are shown worked out first."""
    known = {each.topic for each in lines}
    return tuple(kind for kind in kinds if kind not in known)


def blanked_next(lines: Sequence[LogLine]) -> tuple[str, ...]:
    """The kinds to blank in the next exercise.

    At first it is the hidden δ, then one kind more for each that is mastered. Kinds whose last
    answer was poor come back with them.
    """
    mastered = {each.name for each in topics(lines) if each.mastered}
    wanted: list[str] = []
    for kind in FADING:
        wanted.append(kind)
        if kind not in mastered:
            break
    last = {each.topic: each.points for each in lines}
    missed = [kind for kind, points in last.items() if points < SHARE and kind not in wanted]
    return (*wanted, *missed)
