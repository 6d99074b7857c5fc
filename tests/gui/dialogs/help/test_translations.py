"""The pages of the help in other languages: as the English ones, under the window's own titles."""

import gettext
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from bpsim.base import bundled
from bpsim.base.bundled import documentation, resource
from bpsim.base.language import LANGUAGES
from bpsim.gui.dialogs.help.pages import Page, all_pages, place_of
from bpsim.gui.dialogs.help.window import HelpWindow
from bpsim.gui.wiring.table import ROWS
from docs.make import KEY_NAMES

from .test_help import TITLES

HELP = documentation("help")
OTHERS = sorted(set(LANGUAGES) - {"en"})
ORIGINALS = [
    *sorted(path for path in HELP.glob("*.md") if "." not in path.stem),
    *map(documentation, ("FOR_TEACHERS.md", "FILE.md", "METHODS.md", "LESSONS.md")),
]
FENCED = re.compile(r"^```.*?^```$", re.M | re.S)
LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)]+)\)")
CODE = re.compile(r"``.+?``|`[^`]+`")
HEADING = re.compile(r"^(#+) .*$", re.M)
ITEM = re.compile(r"(?:- |\d+\. |\| )")
BOLD = re.compile(r"\*\*([^*]+)\*\*")
KEY = re.compile(
    rf"(?:(?:Ctrl|Alt|Shift)\+)*(?:[A-Z0-9]|[-+,=]|→|←|F\d+|Alt|{'|'.join(KEY_NAMES)})"
)
IN_FULL = {"Page Down": "PgDown", "Page Up": "PgUp"}


def translated(language: str, text: str) -> str:
    """What the window says in that language."""
    if language == "en":
        return text
    return gettext.translation("bpsim", resource("languages"), [language]).gettext(text)


def keys(text: str, language: str) -> Counter[str]:
    """The keys in bold, each as it is called in English."""
    names = IN_FULL | {translated(language, name): name for name in reversed(KEY_NAMES)}
    bold = [
        "+".join(names.get(part, part) for part in each.split("+")) for each in BOLD.findall(text)
    ]
    return Counter(each for each in bold if KEY.fullmatch(each))


def shape(text: str, language: str) -> list[dict[str, object]]:
    """For each section what a translation has in common with it: all but the words."""
    sections = []
    fenced = FENCED.findall(text)
    starts = [found.start() for found in HEADING.finditer(FENCED.sub("", text))]
    text = FENCED.sub("", text)
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        section = text[start:end]
        heading, _, body = section.partition("\n")
        blocks = [block for block in body.split("\n\n") if block.strip()]
        lines = [line for line in body.splitlines() if ITEM.match(line)]
        sections.append({
            "level of the heading": heading.partition(" ")[0],
            "number of paragraphs": len(blocks),
            "number of items and rows": len(lines),
            "links and pictures": LINK.findall(body),
            "code": Counter(CODE.findall(body)),
            "keys": keys(body, language),
        })  # fmt: skip
    return [*sections, {"blocks of code": fenced}]


def out_of_date(english: str, other: str, language: str = "de") -> list[str]:
    """Where a translation differs from the English page, in words for who has changed one."""
    headings = [found[0] for found in HEADING.finditer(FENCED.sub("", english))]
    ours, theirs = shape(english, "en"), shape(other, language)
    if len(ours) != len(theirs):
        return [f"{len(ours) - 1} sections in English, {len(theirs) - 1} here"]
    return [
        f"under “{heading}” the {what} should be {value}, not {theirs[n][what]}"
        for n, (section, heading) in enumerate(zip(ours, [*headings, "the end"], strict=True))
        for what, value in section.items()
        if theirs[n][what] != value
    ]


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("original", ORIGINALS, ids=lambda path: path.stem)
def test_a_page_is_as_the_english_one(original: Path, language: str) -> None:
    path = original.with_suffix(f".{language}.md")
    assert path.exists(), f"{original.name} is not translated"
    differences = out_of_date(original.read_text("utf-8"), path.read_text("utf-8"), language)
    assert not differences, f"{path.name} is out of date: {differences[0]}"


def test_what_is_out_of_date_is_found() -> None:
    english = "# A\n\nText **F1**.\n\n## B\n\n[x](a.md) `code`\n"
    assert out_of_date(english, "# Ä\n\nText **F1**.\n\n## B\n\n[y](a.md) `code`\n") == []
    for other, found in (
        ("# Ä\n\nText **F1**.\n", "sections"),
        ("# Ä\n\nText.\n\n## B\n\n[y](a.md) `code`\n", "keys"),
        ("# Ä\n\nText **F1**.\n\nMore.\n\n## B\n\n[y](a.md) `code`\n", "paragraphs"),
        ("# Ä\n\nText **F1**.\n\n## B\n\n[y](b.md) `code`\n", "links"),
        ("# Ä\n\nText **F1**.\n\n## B\n\n[y](a.md) `kode`\n", "code"),
    ):
        assert found in out_of_date(english, other)[0]
    known = "**Strg+Umschalt+F1** **Strg+,** **Strg++** **Leertaste** **Bild ab** **Hilfe**"
    assert list(keys(known, "de")) == ["Ctrl+Shift+F1", "Ctrl+,", "Ctrl++", "Space", "PgDown"]


@pytest.fixture(autouse=True)
def read_anew() -> Iterator[None]:
    """A process reads the pages once, in its one language; here each test speaks its own."""
    all_pages.cache_clear()
    yield
    all_pages.cache_clear()


@pytest.fixture(params=OTHERS)
def spoken(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """A language, whose pages are those of the help."""
    monkeypatch.setattr(bundled, "language", lambda: request.param)
    return str(request.param)


def test_every_panel_and_dialog_has_its_section_in_each_language(spoken: str) -> None:
    found = all_pages()
    for title in [*(row.title for row in ROWS), *TITLES]:
        about = translated(spoken, title).replace("{name}", "iris.csv")
        place = place_of(found, about)
        assert place is not None, about
        page, heading = place
        assert page.file.name.endswith(f".{spoken}.md") and page.section(heading), about
        if "{" not in title:
            assert heading == about


def in_the_window(qtbot: QtBot) -> HelpWindow:
    window = HelpWindow(all_pages(), None)
    qtbot.addWidget(window)
    window.show()
    return window


def shown(window: HelpWindow) -> list[str]:
    items = [window.list.item(row) for row in range(window.list.count())]
    return [item.text() for item in items if not item.isHidden()]


def test_links_lead_to_pages_of_the_same_language(qtbot: QtBot, spoken: str) -> None:
    window = in_the_window(qtbot)
    assert window.page.name == f"index.{spoken}.md"
    window._follow(window.text.source().resolved("first-walk.md"))
    assert window.page.name == f"first-walk.{spoken}.md"
    assert window.text.document().toPlainText().strip()
    window._follow(window.text.source().resolved("../METHODS.md"))
    assert window.page.name == f"METHODS.{spoken}.md"
    window._follow(window.text.source().resolved("formats/README.md"))
    assert window.page.name == "README.md"  # which is in English alone


def test_searching_finds_words_of_the_language(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundled, "language", lambda: "zh")
    window = in_the_window(qtbot)
    everything = shown(window)
    window.words.setText("加权和")  # without blanks around it in the text
    assert 0 < len(shown(window)) < len(everything)
    assert window.text.extraSelections()
    window.find_next()
    assert window.text.textCursor().selectedText() == "加权和"


def test_a_page_without_a_translation_is_shown_in_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "index.md").write_text("# Start\n[a](a.md) [b](b.md)\n")
    (tmp_path / "index.de.md").write_text("# Anfang\n[a](a.md) [b](b.md)\n")
    (tmp_path / "a.md").write_text("# A\n")
    (tmp_path / "b.md").write_text("# B\n")
    (tmp_path / "b.de.md").write_text("# B auf Deutsch\n")
    monkeypatch.setattr(bundled, "language", lambda: "de")
    from bpsim.gui.dialogs.help.pages import pages

    found: list[Page] = pages(tmp_path / "index.md")
    assert [page.title for page in found] == ["Anfang", "A", "B auf Deutsch"]
