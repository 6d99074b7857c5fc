"""What the help has in bold is so called in the window, which has the buttons that it lists."""

import gettext
import re
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from bpsim.base.bundled import resource
from bpsim.base.language import LANGUAGES
from bpsim.core.methods.table import UPDATE_METHODS
from bpsim.gui.kit.controls.button import Button
from bpsim.gui.panels.transport.bar import TransportBar

from .test_translations import BOLD, HELP, ORIGINALS, keys, translated

ACCESS_KEY = re.compile(r"\(&\w\)|&")


def called(words: str) -> str:
    """A name without its access key, its dots and its capitals."""
    return ACCESS_KEY.sub("", words).strip("….: ").lower()


def names(language: str) -> set[str]:
    """Every name and sentence that the window has."""
    templates = gettext.translation("bpsim", resource("languages"), ["de"])._catalog  # type: ignore[attr-defined]
    texts = [key if isinstance(key, str) else key[0] for key in templates]
    methods = [method.label for method in UPDATE_METHODS.values()]
    return {called(each) for each in [*(translated(language, t) for t in texts), *methods]}


def page(original: Path, language: str) -> Path:
    return original if language == "en" else original.with_suffix(f".{language}.md")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_bold_is_a_key_or_a_name_in_the_window(language: str) -> None:
    known, unknown = names(language), []
    for original in ORIGINALS:
        for bold in BOLD.findall(page(original, language).read_text("utf-8")):
            parts = re.split(r" [→›…] ", bold)
            words = [p for p in parts if not keys(f"**{p}**", language)]
            unknown += [f"{original.stem}: {p}" for p in words if called(p) not in known]
    assert not unknown


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_buttons_of_the_walk_are_those_that_there_are(qtbot: QtBot, language: str) -> None:
    bar = TransportBar()
    qtbot.addWidget(bar)
    buttons = bar.first_button.parentWidget().findChildren(Button)
    text = page(HELP / "panels.md", language).read_text("utf-8")
    heading = f"## {translated(language, 'Walk')}\n"
    listed = re.split("[:：]", text.partition(heading)[2])[1]
    listed = re.split("[.。]", listed)[0]
    assert len(re.split("[,、]", listed)) == len(buttons)
