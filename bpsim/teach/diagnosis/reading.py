"""Text with somebody's numbers in it: NumPy, Octave, MATLAB, CSV, JSON or plain numbers.

Nothing of it is run. A text that can be read in two ways, 1,5 being one number or two, gives both
readings; which one is meant shows when they are fitted to the network.
"""

import json
import re
from collections.abc import Iterable
from typing import Any, TypeVar

import numpy as np

from bpsim.base.words import tr
from bpsim.teach.diagnosis.given import Block, GivenError, Numeral, numeral, typed_tolerances

NUMBER = r"(?:[+\-−]?(?:\d+\.?\d*|\.\d+)(?:[eE][+\-−]?\d+)?|[+\-−]?(?:nan|inf|Inf|NaN|NA)\b)"
TOKEN = re.compile(
    rf"(?P<fraction>{NUMBER}\s?/\s?\d+)|(?P<number>{NUMBER})|(?P<sign>[\[\](){{}};\n])"
)
DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
WORDS = re.compile(r"\b(?:array|tensor|matrix|dtype\s*=\s*[\w.]+|requires_grad\s*=\s*\w+|"
                   r"grad_fn\s*=\s*<\w+>|device\s*=\s*'?[\w:]+'?)")  # fmt: skip
SCALE = re.compile(r"^\s*(1\.?0*e[+\-]?\d+)\s*\*\s*$", re.IGNORECASE)
COLUMNS = re.compile(r"^\s*columns?\s+\d+", re.IGNORECASE)
HEADER = re.compile(r"^\s*[#%]*\s*(?:name:\s*)?(?P<name>[^\W\d][\w.{}()^ ]*?)\s*=?\s*$")
NAME = re.compile(r"^[^\n\[\]]*=|[\w.{}^ ]*:?[ (]*(?=\[)", re.MULTILINE)
WORD = re.compile(r"[^\W\d_]\w*")
BESIDE = re.compile(r"\b(?!(?:nan|NaN|NA|inf|Inf)\b)[^\W\d_]\w*")
"""A word that may stand beside a number on its line; nan and the like are numbers themselves."""
LONGEST = 20_000_000

Row = list[Numeral]


def readings(text: str, key: str = "D") -> list[list[Block]]:
    """The blocks of ``text``, in each way that it can be read.

    ``key`` is the key to take of a JSON object. Raises GivenError.
    """
    if len(text) > LONGEST:
        raise GivenError(tr("the numbers given are more than 20 million characters"))
    if "..." in text or "…" in text:
        raise GivenError(tr("the numbers are shortened with “…”; print all of them"))
    try:
        return _readings(text, key)
    except RecursionError:
        raise GivenError(tr("the lists of numbers are nested too deeply")) from None


def _readings(text: str, key: str) -> list[list[Block]]:
    stripped = text.strip()
    if stripped.startswith(("{", "[")):
        try:
            return [_of_json(json.loads(stripped), key)]
        except ValueError:
            pass  # no JSON, but perhaps a MATLAB or NumPy matrix
    found = [_read(text)]
    if DECIMAL_COMMA.search(text) and "." not in text:
        found.append(_read(DECIMAL_COMMA.sub(".", text)))
    found = [each for each in found if each]
    if not found and "[" not in text:  # "delta 0.1" looks like a name with no number below it
        found = [each for each in [_read(BESIDE.sub(",", text))] if each]
    if not found:
        raise GivenError(tr("there is no number in what was given"))
    return [each for blocks in found for each in (_called(blocks, key), blocks) if each]


def left_out(text: str) -> tuple[str, ...]:
    """The words among the numbers of ``text`` that :func:`readings` goes past, each once.

    Names of matrices, comments and what programs print around numbers are none of them.
    """
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        pass
    else:
        return ()
    lines = []
    named = True  # nothing stands below yet, so that no line of words is the name of it
    for line in reversed(text.splitlines()):
        marked = line.strip().startswith(("#", "%")) or COLUMNS.match(line) or SCALE.match(line)
        if HEADER.match(line) and not marked and named and not line.rstrip().endswith("="):
            lines.append(line)
        elif HEADER.match(line) and not marked:
            named = True
        elif line.strip() and not marked:
            lines.append(line)
            named = named and not TOKEN.search(line)
    lines.reverse()
    rest = NAME.sub(" ", WORDS.sub(" ", "\n".join(lines)))
    return tuple(dict.fromkeys(WORD.findall(TOKEN.sub(" ", rest))))


NAMED = {"D": r"D(?!(?i:elta))", "Delta": r"Δ|Delta", "delta": r"δ|delta"}
Name = TypeVar("Name")


def called(names: Iterable[Name], key: str) -> list[Name]:
    """Those that begin with D, Δ or δ, in capitals or not where none does; all where none is so.

    ``key`` is D, Delta or delta.
    """
    known = list(names)
    for flags in (re.NOFLAG, re.IGNORECASE):
        own = [name for name in known if re.match(NAMED[key], str(name), flags)]
        if own:
            return own
    return known


def _called(blocks: list[Block], key: str) -> list[Block]:
    """The blocks that are called D, Δ or δ where others have other names; what follows a name
    without one of its own belongs to it."""
    name, mine = "", []
    for each in blocks:
        name = each.name or name
        if re.match(NAMED[key], name):
            mine.append(each)
    return mine if len(mine) < len(blocks) else []


def _of_json(value: Any, key: str) -> list[Block]:
    if isinstance(value, dict):
        named = {key: value[key]} if key in value else value
        lists = [named[name] for name in called(named, key) if isinstance(named[name], list)]
        return _of_matrices([inner for each in lists for inner in _nested(_numerals(each))])
    if not isinstance(value, list):
        raise GivenError(tr("a JSON list of numbers, or of matrices, is expected"))
    return _of_matrices(_nested(_numerals(value)))


def _of_matrices(parts: list[list[Row]]) -> list[Block]:
    if not parts:
        raise GivenError(tr("there is no number in what was given"))
    return _blocks([(each, "") for each in parts])


def _numerals(value: Any) -> Any:
    """Nested lists of JSON with what their numbers are."""
    if isinstance(value, list):
        return [_numerals(each) for each in value]
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise GivenError(tr("something other than a number stands among the numbers given"))
    try:
        return numeral(repr(value))
    except (OverflowError, ValueError):
        raise GivenError(tr("a number given is too large for a float64")) from None


def _read(text: str) -> list[Block]:
    text = WORDS.sub(" ", text).replace("\r\n", "\n").replace("\r", "\n")
    return _blocks(_bracketed(text) if "[" in text else _plain(text))


def _tokens(text: str) -> list[tuple[str, str]]:
    return [(each.lastgroup or "", each.group()) for each in TOKEN.finditer(text)]


def _numeral(kind: str, text: str) -> Numeral:
    if kind == "fraction":
        top, bottom = text.split("/")
        if not float(bottom):
            raise GivenError(tr("“{text}” divides by zero", text=text))
        return Numeral(float(top.replace("−", "-")) / float(bottom), None, 0)
    return numeral("nan" if text.strip("+-−") == "NA" else text)


def _bracketed(text: str) -> list[tuple[list[Row], str]]:
    """What stands in square brackets: [1 2; 3 4], [[1, 2], [3, 4]], or several of them."""
    found: list[tuple[list[Row], str]] = []
    stack: list[list[Any]] = [[]]
    name_end = 0
    for match in TOKEN.finditer(text):
        kind, token = match.lastgroup or "", match.group()
        if token in "[{":
            if len(stack) == 1:
                before = text[name_end : match.start()]
                name = before.split("\n")[-1].strip(" =,")
                stack[0] = [name]
            stack.append([])
        elif token in "]}" and len(stack) > 1:
            name_end = match.end()
            done = _split_rows(stack.pop())
            if len(stack) == 1:
                found += [(matrix, str(stack[0][0])) for matrix in _nested(done)]
            else:
                stack[-1].append(done)
        elif len(stack) > 1:
            if token == ";":
                stack[-1].append(";")
            elif kind != "sign":
                stack[-1].append(_numeral(kind, token))
    return found


def _split_rows(items: list[Any]) -> list[Any]:
    """[1 2; 3 4] as [[1, 2], [3, 4]]."""
    if ";" not in items:
        return items
    rows: list[list[Any]] = [[]]
    for each in items:
        if each == ";":
            rows.append([])
        else:
            rows[-1].append(each)
    return [row for row in rows if row]


def _nested(value: list[Any]) -> list[list[Row]]:
    """The matrices in nested lists, each a list of rows; a list of numbers is one row."""
    value = [each for each in value if each != []]
    if not value:
        return []
    if all(isinstance(each, Numeral) for each in value):
        return [[value]]
    inner = [_nested(each if isinstance(each, list) else [each]) for each in value]
    if all(len(each) == 1 and len(each[0]) == 1 for each in inner):
        rows = [each[0][0] for each in inner]
        return [rows] if len({len(row) for row in rows}) == 1 else [[row] for row in rows]
    return [matrix for each in inner for matrix in each]


def _plain(text: str) -> list[tuple[list[Row], str]]:
    """Lines of numbers; an empty line, a line of words or another width begins a new matrix."""
    found: list[tuple[list[Row], str]] = []
    name, scale, beside = "", 1.0, False
    rows: list[Row] = []

    def close() -> None:
        nonlocal rows, beside
        if not rows:
            return
        if beside and found and len(found[-1][0]) == len(rows):
            found[-1] = ([a + b for a, b in zip(found[-1][0], rows, strict=True)], found[-1][1])
        else:
            found.append((rows, name))
        rows, beside = [], False

    for line in text.split("\n"):
        scaled = SCALE.match(line)
        if scaled:
            close()
            scale = float(scaled.group(1))
        elif COLUMNS.match(line):
            close()
            beside = re.sub(r"\D+", " ", line).split()[0] != "1"
        elif line.strip().startswith(("#", "%")) or HEADER.match(line) or not line.strip():
            close()
            header = HEADER.match(line)
            if header:
                name, scale = header.group("name"), 1.0
        else:
            inside = line.partition("=")
            if inside[1]:
                close()
                name, line = inside[0].strip(), inside[2]
            numbers = [
                _scaled(_numeral(*each), scale) for each in _tokens(line) if each[0] != "sign"
            ]
            if rows and numbers and len(numbers) != len(rows[0]):
                close()
            if numbers:
                rows.append(numbers)
    close()
    return found


def _scaled(each: Numeral, scale: float) -> Numeral:
    if scale == 1.0 or each.decimals is None:
        return each
    return Numeral(each.value * scale, each.decimals - round(np.log10(scale)), each.significant)


def _blocks(found: list[tuple[list[Row], str]]) -> list[Block]:
    within = typed_tolerances([each for rows, _ in found for row in rows for each in row])
    out, start = [], 0
    for rows, name in found:
        values = np.array([[each.value for each in row] for row in rows], dtype=np.float64)
        part = within[start : start + values.size].reshape(values.shape)
        start += values.size
        out.append(Block(values, part, name))
    return out
