"""Marking a class: answers held against a key, with follow-through, and the mistakes named."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bpsim.base.words import named, tr
from bpsim.core.document import Document
from bpsim.core.errors import BpsimError
from bpsim.core.separated import plain_name, separated_records, separated_text
from bpsim.teach.mistakes.table import MISTAKES
from bpsim.teach.practice.answers import AnswerError
from bpsim.teach.practice.blanks import ValuePlace
from bpsim.teach.practice.sheet import Sheet
from bpsim.teach.practice.verdict import Verdict

ROUNDED_TO = (2, 3, 4)
"""So many digits after the point at every step are taken for rounding and not for a mistake."""
KEY_HEADINGS = ("student", "network", "name", "symbol", "kind", "layer", "unit", "from")


@dataclass(frozen=True)
class Asked:
    """One blank of a student's sheet."""

    name: str
    symbol: str
    place: ValuePlace


@dataclass(frozen=True)
class Pupil:
    """Whose sheet it is, the network of it, and what it asks for."""

    name: str
    network: str
    asked: tuple[Asked, ...]


@dataclass(frozen=True)
class Mark:
    """What an answer is worth: ``points`` 0 or 1, and what is said of it.

    ``mistakes`` are the ids of those that explain a wrong one.
    """

    name: str
    symbol: str
    given: str
    points: int
    carried: bool
    said: str
    mistakes: tuple[str, ...]


@dataclass(frozen=True)
class Marked:
    """A pupil's marks in the order of the sheet."""

    pupil: str
    marks: tuple[Mark, ...]

    @property
    def points(self) -> int:
        """The sum."""
        return sum(mark.points for mark in self.marks)


def read_key(text: str) -> list[Pupil]:
    """The pupils of a key. Raises BpsimError, which names the row, for what is no key."""
    rows = separated_records(text)
    missing = [name for name in KEY_HEADINGS if name not in rows.headings]
    if missing:
        raise BpsimError(tr("the key has no column “{missing}”", missing=missing[0]))
    found: dict[str, tuple[str, list[Asked]]] = {}
    for number, row in rows.rows:
        try:
            frm = int(row["from"]) if row["from"] else None
            place = ValuePlace(row["kind"], int(row["layer"]), int(row["unit"]), frm)
        except ValueError as error:
            raise BpsimError(
                tr("row {number} of the key names no value of a network", number=number)
            ) from error
        asked = found.setdefault(plain_name(row["student"]), (row["network"], []))[1]
        asked.append(Asked(row["name"], row["symbol"], place))
    if not found:
        raise BpsimError(tr("the key asks for nothing"))
    return [Pupil(name, network, tuple(asked)) for name, (network, asked) in found.items()]


def require_asked(pupil: Pupil, document: Document) -> None:
    """Raise BpsimError where the network of a sheet has not what the key asks for."""
    layers = document.network.layers if len(document.examples) else ()
    for asked in pupil.asked:
        if not asked.place.is_in(layers):
            raise BpsimError(
                tr(
                    "the key asks {student} for “{name}”, which “{network}” does not have",
                    student=pupil.name,
                    name=asked.name,
                    network=pupil.network,
                )
            )


def read_answers(text: str, pupils: Iterable[Pupil]) -> dict[str, dict[str, str]]:
    """What each pupil answered, by the names of the blanks.

    A row for each pupil with a column for each blank (its name or its symbol), or a row for each
    answer with the columns student, name and answer. Raises BpsimError for pupils and columns that
    the key does not know, for a pupil who has two rows with all answers, and for a blank with two.
    """
    columns, rows = separated_records(text)
    if "student" not in columns:
        raise BpsimError(tr("the answers have no column “student”"))
    known = {pupil.name: _names_of(pupil) for pupil in pupils}
    single = "name" in columns and "answer" in columns
    blanks = [column for column in columns if column != "student"]
    out: dict[str, dict[str, str]] = {}
    for number, row in rows:
        student = plain_name(row["student"])
        if student not in known:
            raise BpsimError(
                tr(
                    "row {number} of the answers is of “{student}”, whom the key lacks",
                    number=number,
                    student=student,
                )
            )
        if student in out and not single:
            raise BpsimError(
                tr(
                    "row {number} of the answers is of “{student}” once more",
                    number=number,
                    student=student,
                )
            )
        given = [(row["name"], row["answer"])] if single else [(each, row[each]) for each in blanks]
        answered = out.setdefault(student, {})
        for blank, answer in _by_name(given, known[student], student, number):
            if answered.get(blank) and answer:
                raise BpsimError(
                    tr(
                        "row {number} of the answers has a second answer of {student} for {blank}",
                        number=number,
                        student=student,
                        blank=blank,
                    )
                )
            answered[blank] = answered.get(blank) or answer
    return out


def _names_of(pupil: Pupil) -> dict[str, str]:
    return {each: asked.name for asked in pupil.asked for each in (asked.name, asked.symbol)}


def _by_name(
    given: Iterable[tuple[str, str]], names: dict[str, str], student: str, number: int
) -> Iterator[tuple[str, str]]:
    """Blanks of row ``number`` and their answers; raises BpsimError for what is not asked for."""
    for column, answer in given:
        name, text = names.get(column.strip()), answer.strip()
        if name is not None:
            yield name, text
        elif text:
            raise BpsimError(
                tr(
                    "row {number} of the answers has “{column}”, which the sheet of "
                    "{student} does not ask for",
                    number=number,
                    column=column,
                    student=student,
                )
            )


def marked(pupil: Pupil, document: Document, answers: dict[str, str]) -> Marked:
    """Mark one sheet: a value that follows from an earlier slip is right, so a slip costs once."""
    return Marked(pupil.name, tuple(_marks(pupil, document, answers)))


def _marks(pupil: Pupil, document: Document, answers: dict[str, str]) -> Iterator[Mark]:
    sheet = Sheet(document, 1, tuple(asked.place for asked in pupil.asked))
    for asked in pupil.asked:
        given = answers.get(asked.name, "")
        if not given:
            yield Mark(asked.name, asked.symbol, "", 0, False, tr("No answer."), ())
            continue
        try:
            sheet, verdict = _answered(sheet, asked.place, given)
        except AnswerError as error:
            yield Mark(asked.name, asked.symbol, given, 0, False, str(error), ())
            continue
        ids = tuple(dict.fromkeys(name for names in verdict.ids for name in names))
        # A single digit is an answer, a 0 that any small number is rounded to is none.
        few = verdict.too_few and sheet.state(asked.place).value != 0
        said = verdict.sentence
        if few:  # nobody can type one more
            said = tr("{given} fits as far as its few digits tell, and counts.", given=given)
        points = int(verdict.right or few)
        yield Mark(asked.name, asked.symbol, given, points, verdict.carried, said, ids)


def _answered(sheet: Sheet, place: ValuePlace, given: str) -> tuple[Sheet, Verdict]:
    """The sheet with this answer, taken as rounded on the way where only that makes it right."""
    first, verdict = sheet.answer(place, given)
    if verdict.right or verdict.too_few:
        return first, verdict
    for digits in ROUNDED_TO:
        other, rounded = replace(sheet, paper=digits).answer(place, given)
        if rounded.right:
            return replace(other, paper=None), rounded
    return first, verdict


def marks_table(results: Iterable[Marked]) -> str:
    """CSV: a row for each answer, then the points of each pupil."""
    rows: list[tuple[object, ...]] = [
        ("student", "name", "answer", "points", "carried on", "mistakes", "said")
    ]
    for result in results:
        rows += [
            (result.pupil, mark.name, mark.given, mark.points,
             "yes" if mark.carried else "", " ".join(mark.mistakes), mark.said)
            for mark in result.marks
        ]  # fmt: skip
        rows.append((result.pupil, "total", "", result.points, "", "", ""))
    return separated_text(rows)


def report(results: list[Marked]) -> str:
    """The marks in words: each pupil's points and slips, then what was missed most."""
    lines = []
    slips: dict[str, int] = {}
    for result in results:
        lines.append(
            tr(
                "{pupil}: {points} of {marks}",
                pupil=result.pupil,
                points=result.points,
                marks=len(result.marks),
            )
        )
        for mark in result.marks:
            if not mark.points:
                lines.append(f"    {named(mark.symbol, mark.said)}")
                for name in mark.mistakes:
                    slips[name] = slips.get(name, 0) + 1
            elif mark.carried:
                lines.append(f"    {named(mark.symbol, mark.said)}")
    if slips:
        lines.append("")
        lines.append(tr("Mistakes in the class:"))
        ranked = sorted(slips.items(), key=lambda pair: (-pair[1], pair[0]))
        lines += [
            f"    {named(name, f'{number} ({MISTAKES[name].said})')}" for name, number in ranked
        ]
    return "\n".join(lines) + "\n"
