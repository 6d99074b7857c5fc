"""Renew the catalogues of the translations from the words in the code, and compile them.

    python packaging/catalogues.py

New words appear in each resources/languages/LANGUAGE/LC_MESSAGES/bpsim.po without a translation,
words that are gone are taken out. It needs Babel, which the tests bring along.
"""

import io
import json
import sys
from functools import cache
from pathlib import Path

from babel.core import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bpsim import __version__  # noqa: E402  # of this checkout, installed or not

LANGUAGES = ROOT / "resources" / "languages"
FOLDERS = ("bpsim", "docs")
"""Where words are: in the program, and in what makes pages of the help from it."""
PEOPLE = "the bpsim contributors"
KEYWORDS = {"tr": None, "tr_n": (1, 2)}
"""The functions of bpsim/base/words.py, and which of their arguments are words."""


def messages() -> list[str | tuple[str, ...]]:
    """Every text in the code as it is written, a text for one and for many as a pair."""
    return [message for _, message in _found()]


def template() -> Catalog:
    """Every word: in the code, and the titles of the bundled networks."""
    catalog = Catalog(project="bpsim")
    for name, message in _found():
        catalog.add(message, locations=[(name, 1)])
    for path in sorted((ROOT / "resources" / "networks").glob("*.bpsim")):
        heading = json.loads(path.read_bytes())
        for key in ("title", "description"):
            if heading.get(key):
                catalog.add(heading[key], locations=[(str(path.relative_to(ROOT)), 1)])
    return catalog


@cache
def _found() -> list[tuple[str, str | tuple[str, ...]]]:
    found = [
        (f"{folder}/{name}", line, message)
        for folder in FOLDERS
        for name, line, message, _, _ in extract_from_dir(
            ROOT / folder, [("**.py", "python")], {}, KEYWORDS
        )
    ]
    return [(name, message) for name, _, message in sorted(found, key=lambda each: each[:2])]


def folders() -> dict[str, Path]:
    """The folder of each language there is a translation into."""
    return {path.name: path / "LC_MESSAGES" for path in sorted(LANGUAGES.iterdir())}


def translation(language: str) -> Catalog:
    """The catalogue of ``language`` as it is written."""
    with (folders()[language] / "bpsim.po").open("rb") as file:
        return read_po(file, locale=language)


def compiled(catalog: Catalog) -> bytes:
    """What the program reads."""
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def renew(language: str) -> int:
    """Bring one catalogue up to date; returns how many words it still lacks."""
    folder, old = folders()[language], translation(language)
    head = f"# The words of bpsim in {Locale.parse(language).english_name}."
    new = Catalog(
        locale=language,
        project="bpsim",
        header_comment=head,
        version=__version__,
        msgid_bugs_address=PEOPLE,
        last_translator=PEOPLE,
        language_team=PEOPLE,
        creation_date=old.creation_date,  # so that renewing what is complete changes nothing
        fuzzy=False,
    )
    for message in template():
        if message.id:
            known = old.get(message.id)
            string = known.string if known is not None and not known.fuzzy else None
            if isinstance(string, list | tuple) and not message.pluralizable:
                string = string[0]  # what was counted once is only named now
            elif isinstance(string, str) and message.pluralizable:
                string = None
            new.add(message.id, string, locations=message.locations)
    with (folder / "bpsim.po").open("wb") as file:
        write_po(file, new, width=100, include_lineno=False, sort_by_file=True)
    (folder / "bpsim.mo").write_bytes(compiled(translation(language)))
    return sum(1 for message in new if message.id and not all(_forms(message.string)))


def _forms(string: object) -> tuple[object, ...]:
    return tuple(string) if isinstance(string, list | tuple) else (string,)


def main() -> int:
    """Renew all of them and say what is missing; the exit status is 1 where words are."""
    missing = {language: renew(language) for language in folders()}
    for language, count in missing.items():
        print(f"{language}: {'complete' if not count else f'{count} words without translation'}")
    return 1 if any(missing.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
