"""What the dialog Export… offers for the open document: each kind with its options and suffixes."""

from collections.abc import Mapping, Sequence

from bpsim.export.frames import SCENES
from bpsim.export.solution.content import BLANKS
from bpsim.formats.registry import FORMATS, NATIVE, Format
from bpsim.gui.dialogs.exporting.dialog import Kind, Option
from bpsim.gui.program.preferences import THEME_NAMES

NO_EXAMPLE = "There is no training example yet, and so no step to export."
THEMES = {name: words for name, words in THEME_NAMES if name != "system"}
STEP, WINDOW, FILM, WALK, SOLUTION = "step", "window", "film", "walk", "solution"
SPREADSHEET, SLIDES, CODE, DATA = "spreadsheet", "slides", "code", "data"
SCENE_WORDS = {
    "forward": "The forward pass of the example",
    "backward": "The backward pass of the example",
    "example": "Both passes of the example",
    "iteration": "The whole iteration",
}
BLANK_WORDS = {
    "": "Nothing: every number is there",
    "hidden-delta": "The hidden δ",
    "output-delta": "The output δ",
    "z": "The weighted sums z",
    "cost": "The cost",
    "Delta": "The accumulated Δ",
    "D": "The gradient D",
    "weights": "The new weights",
}
SUFFIXES: dict[str, dict[str, str]] = {
    STEP: {
        ".png": "Picture (*.png)",
        ".svg": "Drawing (*.svg)",
        ".pdf": "Document of one page (*.pdf)",
    },
    WINDOW: {".png": "Picture (*.png)"},
    FILM: {".gif": "Film (*.gif)", ".webp": "Film (*.webp)", ".mp4": "Film (*.mp4)"},
    WALK: {".html": "Page (*.html)"},
    SOLUTION: {
        ".html": "Page (*.html)",
        ".pdf": "Document (*.pdf)",
        ".tex": "LaTeX (*.tex)",
        ".md": "Markdown (*.md)",
    },
    SPREADSHEET: {".xlsx": "Spreadsheet (*.xlsx)"},
    SLIDES: {".tex": "Beamer slides (*.tex)", ".md": "Markdown slides (*.md)"},
}


def _named(formats: Sequence[Format]) -> dict[str, str]:
    return {
        each.suffixes[0]: f"{each.title[:1].upper()}{each.title[1:]} (*{each.suffixes[0]})"
        for each in formats
    }


SUFFIXES[CODE] = _named([each for each in FORMATS if each.writes and not each.reads])
SUFFIXES[DATA] = _named([each for each in FORMATS if each.writes and each.reads and each != NATIVE])


def kinds_for(theme: str, panels: Mapping[str, str], has_step: bool) -> list[Kind]:
    """The kinds; ``theme`` is the window's, ``panels`` are titles of those on screen by name."""
    themes = Option("theme", "Colours", THEMES, theme)
    part = Option("part", "What", {"example": "This example", "iteration": "The whole iteration"})
    blank = Option("blank", "Left blank", BLANK_WORDS)
    known = set(BLANKS) | {""}
    assert set(BLANK_WORDS) == known and set(SCENE_WORDS) == set(SCENES)
    digits = Option("digits", "Decimal places", {str(n): str(n) for n in range(2, 9)}, "4")
    seconds = Option("seconds", "Each step stands for",
                     {"0.4": "0.4 s", "0.8": "0.8 s", "1.2": "1.2 s", "2": "2 s", "4": "4 s"},
                     "1.2")  # fmt: skip
    why = "" if has_step else NO_EXAMPLE
    page_blanks = {name: BLANK_WORDS[name] for name in ("", "hidden-delta", "output-delta", "z",
                                                        "cost")}  # fmt: skip
    whole = {"": "The whole window", **panels}
    return [
        Kind(STEP, "Picture of this step",
             "The network and what happens in this step, as PNG, SVG or PDF.", (themes,), why),
        Kind(WINDOW, "Picture of the window", "The window or one of its panels as it looks now.",
             (Option("panel", "Part", whole),)),
        Kind(FILM, "Film", "The steps one after the other, as GIF, WebP or MP4.",
             (Option("scene", "What", SCENE_WORDS, "example"), seconds, themes), why),
        Kind(WALK, "Walk for the phone",
             "The iteration on screen as one page to step through in any browser.",
             (Option("blank", "The reader computes", page_blanks),), why),
        Kind(SOLUTION, "Worked solution or worksheet",
             "Every formula with its numbers, written out to be read or filled in.",
             (part, blank, digits), why),
        Kind(SPREADSHEET, "Spreadsheet", "Every z, a, δ, Δ and D as a cell that computes itself.",
             (part,), why),
        Kind(SLIDES, "Slides", "One slide for each step, for Beamer or as Markdown.",
             (part, digits), why),
        Kind(CODE, "Code", "A program that rebuilds the network and prints J and D."),
        Kind(DATA, "Data for other programs",
             "Weights and examples for MATLAB, NumPy, ONNX and others; what is left out is said."),
    ]  # fmt: skip
