"""Who gets a sheet: names from a table, one in each row."""

from bpsim.base.words import tr
from bpsim.core.errors import BpsimError
from bpsim.core.separated import plain_name, separated_rows

HEADINGS = {
    "name", "names", "student", "students", "full", "first", "last", "surname",
    "vorname", "nachname", "familienname", "schüler", "schülerin", "teilnehmer", "studierende",
    "nombre", "apellidos", "alumno", "alumna", "estudiante",
    "nom", "prénom", "élève", "étudiant", "étudiante", "姓名", "学生",
}  # fmt: skip
"""What headings are made of."""
MOST = 1_000


def roster_of(text: str) -> list[str]:
    """The names of the first column, a heading left out.

    Raises BpsimError for an empty roster, too long a one, and a name that stands twice.
    """
    names: list[str] = []
    seen: dict[str, int] = {}
    for number, row in enumerate(separated_rows(text), start=1):
        name = plain_name(row[0]) if row else ""
        if not name or (number == 1 and HEADINGS.issuperset(name.lower().split())):
            continue
        if name in seen:
            raise BpsimError(
                tr(
                    "the roster has “{name}” in row {seen} and again in row {number}; "
                    "each student needs a name of their own",
                    name=name,
                    seen=seen[name],
                    number=number,
                )
            )
        seen[name] = number
        names.append(name)
    if not names:
        raise BpsimError(tr("the roster has no name in its first column"))
    if len(names) > MOST:
        raise BpsimError(
            tr(
                "the roster has {names:,} names, but at most {most:,} can be served",
                names=len(names),
                most=MOST,
            )
        )
    return names


def numbered(count: int) -> list[str]:
    """Names for a class without a roster."""
    if not 1 <= count <= MOST:
        raise BpsimError(tr("a number of variants from 1 to {most:,} is expected", most=MOST))
    return [tr("variant {n}", n=n) for n in range(1, count + 1)]


def file_name(number: int, name: str) -> str:
    """A name for a file that every system takes: "07 Ada Lovelace"."""
    plain = "".join(sign if sign.isalnum() or sign in " -_" else "_" for sign in name)
    return f"{number:02d} {plain[:60].strip()}"
