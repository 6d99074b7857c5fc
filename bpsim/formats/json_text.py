"""JSON text to plain Python values, with a sentence for everything that can be wrong with it.

msgspec reads what is long; where it refuses, or a key might stand twice, the slower parser of the
standard library goes over the text as well, since it can say where and what. What is short that
one has read before msgspec is even imported.
"""

import json
import math
import re
from collections import Counter
from functools import partial
from typing import Any

from bpsim.base.words import tr
from bpsim.formats.errors import PlaceError, quoted, shown

MAX_VALUES = 32_000_000
MAX_LISTS = 2_000_000
MAX_DEPTH = 100
DEEP = 500
"""How deep what is read may be nested at all; what is kept and written again, MAX_DEPTH."""
SHORT = 65_536
COUNTED_AT_ONCE = 2**20
# Some 4,200 digits: of longer whole numbers Python makes no text.
MAX_BITS = 14_000

_BLANK = b" \t\r\n"
# Nothing is tried twice (*+): what may be would be remembered for each of millions of escapes.
_STRING = re.compile(rb'"([^"\\]*+(?:\\.[^"\\]*+)*+)"(\s*+:)?', re.DOTALL)
HOLDERS = {dict, list}
Path = list[str | int]
"""A place, then the keys and the places in lists that lead from there to a value."""


def parse(data: bytes) -> Any:
    """The value that ``data`` holds; numbers may still be NaN or infinite. Raises PlaceError.

    A byte order mark is skipped. Of what the text holds only its syntax has been judged.
    """
    data = data.removeprefix(b"\xef\xbb\xbf")
    _require_text(data)
    require_bounds(data)
    value = _explained(data) if len(data) <= SHORT else _quickly(data)
    if _is_deep(value):
        raise _too_deep()
    return value


def _quickly(data: bytes) -> Any:
    """The value of a long text, by msgspec if nothing is to be explained."""
    import msgspec

    try:
        value = msgspec.json.decode(data)
    except (msgspec.MsgspecError, RecursionError):
        return _explained(data)
    if _may_repeat_a_key(data):
        del value  # two of them would take twice the memory
        return _explained(data)
    return value


def _is_deep(value: Any) -> bool:
    """Whether ``value`` is nested deeper than a reader of it could go.

    Up to Python 3.13 the parsers refuse it themselves, later ones go as deep as memory allows.
    """
    level: list[Any] = [[value]]
    for _ in range(DEEP):
        inside = (each.values() if isinstance(each, dict) else each for each in level)
        level = [
            each
            for values in inside
            if not HOLDERS.isdisjoint(map(type, values))
            for each in values
            if type(each) in HOLDERS
        ]
        if not level:
            return False
    return True


def _too_deep() -> PlaceError:
    return PlaceError(
        tr("the file is nested more than {max_depth} levels deep", max_depth=MAX_DEPTH)
    )


def require_plain(value: Any, place: str) -> None:
    """Raise PlaceError unless ``value`` can be written as JSON and read again as it is.

    ``place`` ends in the key that it stands under, if any.
    """
    require_unicode(place, [place])
    _require_plain(value, [place])


def _require_plain(value: Any, path: Path) -> None:
    """The same of the value that ``path`` leads to, and of those in it."""
    if isinstance(value, float):
        if not math.isfinite(value):
            raise PlaceError(
                tr("must be a finite number, but it is {each}", each=shown(value)), _place_of(path)
            )
    elif isinstance(value, int):
        if value.bit_length() > MAX_BITS:
            raise PlaceError(tr("holds a number with thousands of digits"), _place_of(path))
    elif isinstance(value, str):
        require_unicode(value, path)
    elif isinstance(value, dict | list | tuple):
        if not _simple(value):
            _require_plain_inside(value, path)
    elif value is not None:
        raise PlaceError(tr("is of a kind that JSON does not have"), _place_of(path))


def _require_plain_inside(holder: Any, path: Path) -> None:
    if len(path) > MAX_DEPTH:
        raise PlaceError(
            tr("is nested more than {max_depth} levels deep", max_depth=MAX_DEPTH),
            _place_of(path[:1]),
        )
    for key, each in holder.items() if isinstance(holder, dict) else enumerate(holder):
        if isinstance(holder, dict) and not isinstance(key, str):
            raise PlaceError(tr("has a key that is not a text"), _place_of(path))
        path.append(key)
        if isinstance(key, str):
            require_unicode(key, path)
        _require_plain(each, path)
        path.pop()


def _simple(value: Any) -> bool:
    """True for a list of numbers that can all be written: judged without a look at each."""
    if isinstance(value, dict):
        return not value
    kinds = set(map(type, value))
    if kinds <= {bool, type(None)}:
        return True
    try:
        return kinds <= {float, int, bool} and all(map(math.isfinite, value))
    except OverflowError:  # a whole number far beyond every float64
        return False


def require_unicode(text: str, path: Path) -> None:
    """Raise PlaceError if ``text`` holds half a surrogate pair, which UTF-8 cannot express."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise PlaceError(
            tr("holds half a character (a lone surrogate)"), _place_of(path)
        ) from error


def _place_of(path: Path) -> str:
    place = ""
    for key in path:
        place = f"{place}[{key}]" if isinstance(key, int) else joined(place, key)
    return place


def joined(place: str, key: str) -> str:
    """The place of ``key`` in the object at ``place``."""
    return f"{place}.{key}" if place else key


# --- before parsing ------------------------------------------------------------------------------


def _require_text(data: bytes) -> None:
    if not data.strip(_BLANK):
        raise PlaceError(tr("the file is empty"))
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or 0 in data[:4]:
        raise PlaceError(tr("the file is UTF-16 or UTF-32 text, but UTF-8 is expected"))
    try:
        data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise PlaceError(tr("is not UTF-8 text"), tr("line {line}", line=line)) from error


def require_bounds(data: bytes) -> None:
    """Count brackets and commas, which is quick, before values are made of them.

    Raises PlaceError where there are more than can be read.
    """
    for what, count, most in (
        (tr("lists and objects"), _count(data, b"[") + _count(data, b"{"), MAX_LISTS),
        (tr("values"), _count(data, b","), MAX_VALUES),
    ):
        if count > most:
            raise PlaceError(
                tr(
                    "the file holds {count:,} {what}, but at most {most:,} can be",
                    count=count,
                    what=what,
                    most=most,
                )
            )


def _count(data: bytes, sign: bytes) -> int:
    """How often a single byte occurs, counted in parts: during each of them nothing else runs."""
    starts = range(0, len(data), COUNTED_AT_ONCE)
    return sum(data.count(sign, start, start + COUNTED_AT_ONCE) for start in starts)


def _may_repeat_a_key(data: bytes) -> bool:
    keys = [match[1] for match in _STRING.finditer(data) if match[2]]
    return len(set(keys)) < len(keys) or any(b"\\" in key for key in keys)


# --- what is wrong, and where --------------------------------------------------------------------

_REASONS = (
    ("Expecting value", tr("a value is expected here")),
    ("Expecting ',' delimiter", tr("a comma or a closing bracket is expected here")),
    ("Expecting ':' delimiter", tr("a colon is expected here")),
    ("Expecting property name", tr("a key in double quotes is expected here")),
    ("Illegal trailing comma", tr("a comma must not stand before the closing bracket")),
    ("Unterminated string", tr("the text that begins here has no closing quotation mark")),
    ("Invalid control character", tr("a text must not go over the end of the line")),
    ("Invalid \\", tr("a backslash is followed by what JSON does not know")),
    ("Extra data", tr("the file should end here, but something follows")),
)


class _Repeated(dict[str, Any]):
    """An object in which ``key`` stands more than once."""

    key = ""


def _object(found: list[_Repeated], pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object of these ``pairs``; one with a repeated key is added to ``found``."""
    plain = dict(pairs)
    if len(plain) == len(pairs):
        return plain
    repeated = _Repeated(plain)
    repeated.key = next(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)
    found.append(repeated)
    return repeated


def _explained(data: bytes) -> Any:
    """The same value by the slower parser, or PlaceError with the line or the place."""
    text = data.decode()
    repeated: list[_Repeated] = []
    try:
        value = json.loads(text, object_pairs_hook=partial(_object, repeated))
    except json.JSONDecodeError as error:
        raise _syntax_error(text, error) from error
    except RecursionError as error:
        raise _too_deep() from error
    except ValueError as error:
        # Of the parser's own errors only this one is left: Python's limit on the digits of an int.
        found = re.search(r"\d{1000}", text)
        line = text.count("\n", 0, found.start() if found else 0) + 1
        raise PlaceError(
            tr("holds a number with thousands of digits"), tr("line {line}", line=line)
        ) from error
    if repeated:
        _refuse_repeated(value)
    return value


def _syntax_error(text: str, error: json.JSONDecodeError) -> PlaceError:
    blank = _BLANK.decode()
    start = len(text) - len(text.lstrip(blank))
    if text[start] not in "{[" and error.pos <= start:
        return PlaceError(tr("this is no bpsim file: it does not begin with {"))
    end = len(text.rstrip(blank))
    lines = text.count("\n", 0, end) + 1
    if error.pos >= end or (
        error.msg.startswith("Unterminated") and '"' not in text[error.pos + 1 :]
    ):
        return PlaceError(
            tr("the last one, ends too early: the file is not complete"),
            tr("line {lines},", lines=lines),
        )
    reason = next(
        (ours for theirs, ours in _REASONS if error.msg.startswith(theirs)), tr("is not JSON")
    )
    if text[error.pos] in "]}" and text[: error.pos].rstrip(blank).endswith(","):
        reason = tr("a comma must not stand before the closing bracket")
    return PlaceError(
        reason, tr("line {lineno}, column {colno}:", lineno=error.lineno, colno=error.colno)
    )


def _refuse_repeated(value: Any) -> None:
    """Raise PlaceError for the object in ``value`` that has a key twice."""
    waiting: list[tuple[str, Any]] = [("", value)]
    while waiting:
        place, each = waiting.pop()
        if isinstance(each, _Repeated):
            raise PlaceError(
                tr(
                    "stands twice: {key} may be given only once in one object", key=quoted(each.key)
                ),
                joined(place, each.key),
            )
        if isinstance(each, dict):
            waiting.extend((joined(place, key), below) for key, below in each.items())
        elif isinstance(each, list):
            waiting.extend(
                (f"{place}[{n}]", below)
                for n, below in enumerate(each)
                if isinstance(below, dict | list)
            )
