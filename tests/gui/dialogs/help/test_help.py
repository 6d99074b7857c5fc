"""The help: whole, true to the window, searched, and opened where it is needed."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from bpsim.gui.dialogs.help.opening import open_help
from bpsim.gui.dialogs.help.pages import Page, all_pages, pages, place_of, plain
from bpsim.gui.dialogs.help.window import HelpWindow
from bpsim.gui.dialogs.mnemonics import give_keys
from bpsim.gui.wiring.table import ROWS

LINK = re.compile(r"\]\(([^)#:\s]+)\)")
TITLES = (
    "New network", "Initial weights", "History", "Hold out a share", "Go to", "Open {name}",
    "Import {name}", "Export", "Print", "Settings", "Notation", "Edit a lesson", "Keys",
)  # fmt: skip
"""Of dialogs, as they stand in the code."""
DIALOGS = tuple(title.replace("{name}", "iris.csv") for title in TITLES)


@pytest.fixture
def help_window(qtbot: QtBot) -> Iterator[HelpWindow]:
    parent = QDialog()
    qtbot.addWidget(parent)
    window = HelpWindow(all_pages(), parent)
    window.show()
    yield window


def shown(window: HelpWindow) -> list[str]:
    items = [window.list.item(row) for row in range(window.list.count())]
    return [item.text() for item in items if not item.isHidden()]


def test_every_link_and_picture_is_there() -> None:
    for page in all_pages():
        for link in LINK.findall(page.text):
            assert (page.file.parent / link).exists(), f"{page.file.name}: {link}"


@pytest.mark.parametrize("about", [*(row.title for row in ROWS), *DIALOGS])
def test_every_panel_and_dialog_has_its_section(about: str) -> None:
    place = place_of(all_pages(), about)
    assert place is not None and (place[0].section(place[1]) or place[1] == place[0].title)


def test_a_section_ends_at_the_next_heading() -> None:
    page = Page(
        Path("page.md"), "# All\n\n## One\n\nFirst **bold**.\n\n[More](a.md)\n\n## Two\nx\n"
    )
    assert page.section("One") == "First **bold**.\n\n[More](a.md)"
    assert page.section("None") == "" and page.headings == ["All", "One", "Two"]
    assert plain(page.section("One")) == "First bold. More"


def test_pages_come_in_the_order_of_the_links(tmp_path: Path) -> None:
    (tmp_path / "index.md").write_text("# Start\n[b](b.md) [a](a.md) [b](b.md) [w](https://x.y)\n")
    (tmp_path / "a.md").write_text("# A\n")
    (tmp_path / "b.md").write_text("no heading")
    assert [page.title for page in pages(tmp_path / "index.md")] == ["Start", "b", "A"]


def test_searching_leaves_the_pages_that_have_all_words(help_window: HelpWindow) -> None:
    everything = shown(help_window)
    help_window.words.setText("timeline example")
    found = shown(help_window)
    assert 0 < len(found) < len(everything) and "The window" in found
    assert help_window.page.name in {page.file.name for page in all_pages() if page.title in found}
    assert help_window.text.extraSelections()
    help_window.find_next()
    first = help_window.text.textCursor().selectedText()
    assert first.casefold() == "timeline"
    help_window.words.setText("no such words anywhere")
    assert not shown(help_window) and help_window.none.isVisible()
    help_window.words.clear()
    assert shown(help_window) == everything and not help_window.text.extraSelections()


def test_a_number_stays_with_its_word_and_both_are_found(help_window: HelpWindow) -> None:
    kept = 0
    for page in all_pages():
        help_window.show_page(page.file)
        document, block = help_window.text.document(), help_window.text.document().begin()
        while block.isValid():
            for found in re.finditer(r"[^\W\d_]\u00a0\d", block.text()):
                kept += 1
                assert not document.find(found[0].replace("\u00a0", " ")).isNull()
            block = block.next()
    assert kept > 10


@pytest.mark.parametrize("about", ["Break it", "Curve"])
def test_a_heading_is_at_the_top_when_the_help_opens_at_it(qtbot: QtBot, about: str) -> None:
    parent = QDialog()
    qtbot.addWidget(parent)
    open_help(parent, about)
    QApplication.processEvents()
    window = parent.findChild(HelpWindow)
    assert isinstance(window, HelpWindow)
    cursor, line = window.text.textCursor(), window.text.fontMetrics().height()
    assert cursor.block().text() == about
    assert 0 <= window.text.cursorRect(cursor).top() < 2 * line


def test_links_lead_on_and_back(help_window: HelpWindow) -> None:
    start = help_window.page
    for row in range(help_window.list.count()):
        help_window.list.setCurrentRow(row)
        assert help_window.text.document().toPlainText().strip()
    help_window.show_page(start)
    help_window._follow(help_window.text.source().resolved("../FOR_TEACHERS.md"))
    assert help_window.page.name == "FOR_TEACHERS.md"
    assert help_window.list.currentItem().text() == "For teachers"
    help_window.back.click()
    assert help_window.page == start


def test_f1_in_a_dialog_that_waits(qtbot: QtBot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    dialog.setWindowTitle("Go to")
    give_keys(dialog)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog, Qt.Key.Key_F1)
    found = dialog.findChild(HelpWindow)
    assert found is not None and found.page.name == "training.md"


def test_without_words_nothing_is_looked_for(help_window: HelpWindow) -> None:
    before = help_window.text.textCursor().position()
    help_window.words.setText("  ")
    help_window.find_next()
    assert help_window.text.textCursor().position() == before


def test_the_line_for_a_search_has_room_for_what_it_asks_for(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = "Rechercher quelque chose dans toutes les pages"  # longer than in English
    monkeypatch.setattr("bpsim.gui.dialogs.help.window.tr", lambda words, **_: asked)
    parent = QDialog()
    qtbot.addWidget(parent)
    window = HelpWindow(all_pages(), parent)
    window.show()
    QApplication.processEvents()
    assert window.words.placeholderText() == asked
    assert window.words.width() > window.words.fontMetrics().horizontalAdvance(asked)
