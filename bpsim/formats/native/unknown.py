"""Keys of a native file that this version does not know: kept, but they change nothing."""

from difflib import get_close_matches

from bpsim.base.words import tr, tr_n
from bpsim.core.document import Document
from bpsim.formats.errors import quoted
from bpsim.formats.json_text import joined
from bpsim.formats.native.layout import KEYS

MOST_NAMED = 3
LIKE = 0.8
"""How much a misspelt key has of the one that was meant, as difflib counts it."""


def unknown_words(document: Document) -> str:
    """One sentence on keys that were perhaps meant to do something; "" where there are none.

    Whoever writes a file by hand and misspells a key would get its default without a word. In the
    file's own object a description or an author is nobody's mistake.
    """
    found = []
    for place, keys in document.extras.items():
        for key in keys:
            meant = get_close_matches(key.lower(), KEYS[place], n=1, cutoff=LIKE)
            if meant or place:
                found.append((joined(place, key), meant))
    if not found:
        return ""
    named = ", ".join(_named(*each) for each in found[:MOST_NAMED])
    if len(found) > MOST_NAMED:
        named = tr("{named} and {more:,} more", named=named, more=len(found) - MOST_NAMED)
    return tr_n(
        "The file has a key that bpsim does not know: {named}. It changes nothing.",
        "The file has keys that bpsim does not know: {named}. They change nothing.",
        len(found),
        named=named,
    )


def _named(place: str, meant: list[str]) -> str:
    name = quoted(place)
    return tr("{name} ({meant}?)", name=name, meant=meant[0]) if meant else name
