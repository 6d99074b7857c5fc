"""The pages of the help: Markdown files in the order in which the first of them links to them.

A translation stands beside a page, panels.de.md beside panels.md, and links name the English file.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bpsim.base.bundled import documentation, in_own_language

LINK = re.compile(r"\]\(([^)#:\s]+\.md)\)")
MARKS = re.compile(r"\*\*|`|!?\[([^\]]*)\]\([^)]*\)")
HEADING = re.compile(r"#+ +(.*)")


@dataclass(frozen=True, slots=True)
class Page:
    """One file, and its text."""

    file: Path
    text: str

    @property
    def title(self) -> str:
        """Its first heading, or its name where it has none."""
        found = HEADING.match(self.text)
        return found[1] if found else self.file.stem

    def has(self, words: str) -> bool:
        """True if every one of the words is in it, in capitals or not."""
        text = self.text.casefold()
        return all(word in text for word in words.casefold().split())

    @property
    def headings(self) -> list[str]:
        """All of them, in their order."""
        return [found[1] for line in self.text.splitlines() if (found := HEADING.fullmatch(line))]

    def section(self, title: str) -> str:
        """The text under a heading up to the next one; empty if there is no such heading."""
        lines: list[str] = []
        inside = False
        for line in self.text.splitlines():
            heading = HEADING.match(line)
            if heading:
                if inside:
                    break
                inside = heading[1] == title
            elif inside:
                lines.append(line)
        return "\n".join(lines).strip()


def pages(index: Path) -> list[Page]:
    """The page ``index`` and those that it links to, each once, in the user's language.

    A page that is not translated is there in English. Raises OSError where a file is missing.
    """
    first = _page(index)
    files = dict.fromkeys((index.parent / link).resolve() for link in LINK.findall(first.text))
    return [first, *map(_page, files)]


def _page(file: Path) -> Page:
    shown = in_own_language(file)
    return Page(shown, shown.read_text("utf-8"))


@cache
def all_pages() -> list[Page]:
    """The pages that come with the program, read once; OSError where they are missing."""
    return pages(documentation("help", "index.md"))


def place_of(found: list[Page], about: str) -> tuple[Page, str] | None:
    """The page and heading for the title of a panel or dialog: the longest one it begins with."""
    fitting = [
        (page, heading) for page in found for heading in page.headings if about.startswith(heading)
    ]
    return max(fitting, key=lambda place: len(place[1]), default=None)


def plain(markdown: str) -> str:
    """A paragraph without its marks: bold, code, links and pictures as their words."""
    return " ".join(MARKS.sub(lambda found: found[1] or "", markdown).split())
