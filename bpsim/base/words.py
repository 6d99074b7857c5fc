"""Every word a user sees passes through here: whole sentences with named places."""

import gettext
import string
from collections.abc import Iterable
from functools import cache
from typing import Any

from bpsim.base.bundled import resource
from bpsim.base.language import decimal_sign, language

THOUSANDS = {"de": ".", "es": ".", "fr": "\N{NARROW NO-BREAK SPACE}"}
"""What stands between thousands where it is no comma, as Qt has it for these languages."""
FULL_STOPS = {"zh": "。"}
ENDS = ("?", "？", "!", "！", "…")
"""Of sentences that have no full stop."""
QUOTED = 30


def tr(template: str, /, **places: Any) -> str:
    """``template`` in the user's language, its ``{places}`` filled in as ``str.format`` does.

    A template is written out where it is used, so that it is found for translation, and is a whole
    sentence or a name: other languages order their words otherwise. Without places it is not
    formatted; a brace in it is then a brace.
    """
    words = _catalogue().gettext(template) if template else ""
    return _filled(words, places) if places else words


def tr_n(one: str, many: str, count: float, /, **places: Any) -> str:
    """``one`` or ``many``, or what else the language has, as ``count`` things need it."""
    whole = int(count) if count == int(count) else 2  # half a step is written as several are
    return _filled(_catalogue().ngettext(one, many, whole), places)


@cache
def _catalogue() -> gettext.NullTranslations:
    """The words of the language; English is what stands in the code."""
    if language() == "en":
        return gettext.NullTranslations()
    return gettext.translation("bpsim", resource("languages"), [language()])


def _filled(words: str, places: dict[str, Any]) -> str:
    if decimal_sign() == "." and language() == "en":
        return words.format(**places)
    return _PLACES.vformat(words, (), places)


def capital(text: str) -> str:
    """``text`` with a capital at its beginning, and the rest as it is: German has more of them.

    A Greek letter stays, because it is a symbol, and Δ another one than δ.
    """
    return text if "α" <= text[:1] <= "ω" else text[:1].upper() + text[1:]


def capitalised(title: str) -> str:
    """``title`` with a capital; a symbol at the start keeps its letter: z is not Z."""
    symbol = len(title) < 2 or not title[:2].isalpha()
    return title if symbol else capital(title)


def closed(text: str) -> str:
    """``text`` with the one full stop of the language at its end; a question has its own sign."""
    stop = FULL_STOPS.get(language(), ".")
    return text if text.endswith(ENDS) else text.rstrip(".。") + stop


def sentence(text: str) -> str:
    """What an error says within a sentence, as a sentence of its own."""
    return closed(capital(text))


def led_in(words: str) -> str:
    """``words`` with the colon of the language behind them; what follows stands on its own."""
    return tr("{words}:", words=words)


def named(name: str, what: str) -> str:
    """``what`` behind its name and the colon of the language."""
    return tr("{name}: {what}", name=name, what=what)


def listed(numbers: Iterable[str]) -> str:
    """Numbers one after the other; where they hold commas themselves, between semicolons."""
    return ("; " if decimal_sign() == "," else ", ").join(numbers)


def cut(typed: str) -> str:
    """What somebody typed or pasted, on one line and not too long to be quoted in a sentence."""
    words = " ".join(typed.split())
    return words if len(words) <= QUOTED else f"{words[:QUOTED]}…"


class _Places(string.Formatter):
    """Fills places as ``str.format`` does, numbers with the signs of the language."""

    def format_field(self, value: Any, format_spec: str) -> str:
        text: str = super().format_field(value, format_spec)
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return in_local_signs(text) if number else text


_PLACES = _Places()


def in_local_signs(number: str) -> str:
    """A number as Python writes it, its decimal sign and its thousands as the language has them."""
    decimal, between = decimal_sign(), THOUSANDS.get(language(), ",")
    if between == decimal:  # another decimal sign was chosen than the language has
        between = "." if decimal == "," else ","
    return number.translate({ord(","): between, ord("."): decimal})
