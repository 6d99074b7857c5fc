"""A lesson out of its Markdown text. What is no lesson is refused with the line and the reason."""

import re
from dataclasses import replace
from typing import Any

from bpsim.base.words import tr
from bpsim.core.errors import BpsimError
from bpsim.teach.lessons.lesson import INHERITED, KEYS, Anchor, Lesson, Statement, Stop
from bpsim.teach.questions import Question

ANCHOR = re.compile(r"<!--\s*bpsim\b(.*?)-->", re.DOTALL)
ITEM = re.compile(r"^\s*[-*] \[(?P<mark>[ xX])\] (?P<text>.+)$")
QUOTE = re.compile(r"^\s*> ?(.*)$")
STATED = re.compile(
    r"`(?P<name>[^\W\d_]+′?)(?:[(\[](?P<arguments>[^)\]]*)[)\]])?\s*=\s*"
    r"(?P<value>[+\-−]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[+\-−]?\d+)?)`"
)
WHOLE = {"example", "iteration", "layer", "unit", "term"}
LONGEST = 2_000_000


class LessonError(BpsimError):
    """A lesson that cannot be read; the text names the line."""


def read_lesson(text: str) -> Lesson:
    """Parse a lesson; raises LessonError naming the line."""
    if len(text) > LONGEST:
        raise LessonError(tr("the lesson is longer than two million characters"))
    lines = text.replace("\r\n", "\n").split("\n")
    title, sections = _sections(lines)
    if not title:
        raise LessonError(tr("line 1: a title, a line that begins with “# ”, is expected"))
    opening = sections[0][2]
    inherited = _anchor(_joined(opening), sections[0][1])
    stops = []
    for name, line, body in sections[1:]:
        anchor = _anchor(_joined(body), line, inherited)
        inherited = anchor
        rest, asked = _questions(body, line)
        stops.append(
            Stop(name, _joined(rest).strip(), line, anchor, asked,
                 _statements(body, line))
        )  # fmt: skip
    rest, asked = _questions(opening, 1)
    return Lesson(title, _joined(rest).strip(), tuple(stops), asked)


Section = tuple[str, int, list[str]]


def _joined(lines: list[str]) -> str:
    return "\n".join(lines)


def _sections(lines: list[str]) -> tuple[str, list[Section]]:
    """The title, and the opening and each stop as (its heading, its line, its lines)."""
    title, sections, fenced = "", [("", 1, [])], False  # type: ignore[var-annotated]
    for number, line in enumerate(lines, start=1):
        fenced ^= line.lstrip().startswith("```")
        if not fenced and line.startswith("# ") and not title:
            title = line[2:].strip()
        elif not fenced and line.startswith("## "):
            sections.append((line[3:].strip(), number, []))
        else:
            sections[-1][2].append(line)
    return title, sections


def _anchor(body: str, line: int, inherited: Anchor | None = None) -> Anchor:
    """The anchor of a section, with what it takes over from the one before."""
    base = inherited or Anchor()
    anchor = Anchor(**{name: getattr(base, name) for name in INHERITED})
    found = ANCHOR.search(body)
    if found is None:
        return anchor
    at = line + body[: found.start(1)].count("\n") + 1
    values: dict[str, Any] = {}
    for offset, each in enumerate(found.group(1).split("\n")):
        if not each.strip():
            continue
        key, colon, value = each.partition(":")
        key, value = key.strip().lower(), value.strip()
        place = tr("line {at}", at=at + offset)
        if not colon or key not in KEYS:
            raise LessonError(
                tr("{place}: “{key}” is none of {keys}", place=place, key=key, keys=", ".join(KEYS))
            )
        values[KEYS[key]] = _value(KEYS[key], value, place)
    return replace(anchor, **values)


def _value(name: str, value: str, place: str) -> Any:
    if name in WHOLE:
        if not value.isascii() or not value.isdigit() or len(value) > 9:
            raise LessonError(
                tr(
                    "{place}: {name} must be a whole number, but it is “{value}”",
                    place=place,
                    name=name,
                    value=value,
                )
            )
        return int(value)
    if name == "blanks":
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return value


def _questions(body: list[str], line: int) -> tuple[list[str], tuple[Question, ...]]:
    """The text without its questions, and those: a paragraph, a list of answers, a quotation."""
    body = ANCHOR.sub(lambda found: "\n" * found.group().count("\n"), _joined(body)).split("\n")
    rest: list[str] = []
    asked = []
    n = 0
    while n < len(body):
        if not ITEM.match(body[n]):
            rest.append(body[n])
            n += 1
            continue
        first = n
        items = []
        while n < len(body) and (item := ITEM.match(body[n])):
            items.append(item)
            n += 1
        while n < len(body) and not body[n].strip():
            n += 1
        why = []
        while n < len(body) and (quote := QUOTE.match(body[n])):
            why.append(quote.group(1))
            n += 1
        right = [k for k, item in enumerate(items) if item["mark"] != " "]
        if len(right) != 1:
            raise LessonError(
                tr(
                    "line {line}: one answer must be marked [x], but {right} are",
                    line=line + first + 1,
                    right=len(right),
                )
            )
        answers = tuple(item["text"].strip() for item in items)
        asked.append(Question(_paragraph_before(rest), answers, right[0], " ".join(why).strip()))
    return rest, tuple(asked)


def _paragraph_before(rest: list[str]) -> str:
    """Takes the last paragraph off ``rest``: it is the question."""
    while rest and not rest[-1].strip():
        rest.pop()
    found: list[str] = []
    while rest and rest[-1].strip():
        found.insert(0, rest.pop())
    return " ".join(each.strip() for each in found)


def _statements(body: list[str], line: int) -> tuple[Statement, ...]:
    """The numbers stated, those in wrong answers left out."""
    found = []
    for offset, each in enumerate(body, start=1):
        item = ITEM.match(each)
        if item and item["mark"] == " ":
            continue
        for stated in STATED.finditer(each):
            arguments = tuple(
                part.strip() for part in (stated["arguments"] or "").split(",") if part.strip()
            )
            value = stated["value"].replace("−", "-").replace(",", ".")
            found.append(Statement(stated["name"], arguments, value, line + offset))
    return tuple(found)
