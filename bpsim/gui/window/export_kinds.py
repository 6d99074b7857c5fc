"""What the dialog Export… offers for the open document: each kind with its options and suffixes."""

from collections.abc import Mapping, Sequence

from bpsim.export.classroom.folder import KINDS
from bpsim.export.classroom.roster import MOST as MOST_STUDENTS
from bpsim.export.frames import SCENES
from bpsim.export.solution.content import BLANKS
from bpsim.export.walk.page import BLANKS as WALK_BLANKS
from bpsim.formats.registry import FORMATS, NATIVE, Format
from bpsim.gui.dialogs.exporting.dialog import Kind, Option
from bpsim.gui.program.preferences import THEME_NAMES

NO_EXAMPLE = "There is no training example yet, and so no step to export."
THEMES = {name: words for name, words in THEME_NAMES if name != "system"}
STEP, WINDOW, FILM, WALK, SOLUTION = "step", "window", "film", "walk", "solution"
SPREADSHEET, SLIDES, CODE, DATA = "spreadsheet", "slides", "code", "data"
CLASS, TRACE = "class", "trace"
TRAINING, FRACTIONS, KEY, ROSTER = "training", "fractions", "key", "roster"
SCENE_WORDS = {
    "forward": "The forward pass of the example",
    "backward": "The backward pass of the example",
    "example": "Both passes of the example",
    "iteration": "The whole iteration",
    TRAINING: "Training, from the start",
}
SIZES = {
    "unit": "One unit", "layer": "One layer", "pass": "One pass", "term": "One term",
}  # fmt: skip
EXTENTS = {
    "960x540": "960 × 540", "1280x720": "1280 × 720", "1920x1080": "1920 × 1080",
    "640x360": "640 × 360",
}  # fmt: skip
ONE_BLANK = {
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
    FILM: {
        ".gif": "Film (*.gif)",
        ".webp": "Film (*.webp)",
        ".mp4": "Film (*.mp4)",
        ".zip": "Its pictures one by one (*.zip)",
    },
    WALK: {".html": "Page (*.html)"},
    SOLUTION: {
        ".html": "Page (*.html)",
        ".pdf": "Document (*.pdf)",
        ".tex": "LaTeX (*.tex)",
        ".md": "Markdown (*.md)",
    },
    SPREADSHEET: {".xlsx": "Spreadsheet (*.xlsx)"},
    SLIDES: {".tex": "Beamer slides (*.tex)", ".md": "Markdown slides (*.md)"},
    CLASS: {"": "New folder (*)"},
    TRACE: {".csv": "Table (*.csv)", ".json": "JSON (*.json)"},
}


def _named(formats: Sequence[Format]) -> dict[str, str]:
    return {
        each.suffixes[0]: f"{each.title[:1].upper()}{each.title[1:]} (*{each.suffixes[0]})"
        for each in formats
    }


SUFFIXES[CODE] = _named([each for each in FORMATS if each.writes and not each.reads])
SUFFIXES[DATA] = _named([each for each in FORMATS if each.writes and each.reads and each != NATIVE])


def _blanks(names: Sequence[str], nothing: str = "Nothing: every number is there") -> Option:
    """What can be left blank: one kind, every δ, or all there is."""
    words = {"": nothing} if nothing else {}
    words["output-delta hidden-delta"] = "Every δ"
    words |= {name: ONE_BLANK[name] for name in names}
    words[" ".join(names)] = "Every number"
    return Option("blank", "Left blank", words)


def kinds_for(theme: str, panels: Mapping[str, str], has_step: bool, delta: str = "") -> list[Kind]:
    """The kinds; ``theme`` is the window's, ``panels`` are titles of those on screen by name.

    ``delta`` names the δ on screen, empty where there is none.
    """
    assert set(ONE_BLANK) == set(BLANKS) and set(SCENE_WORDS) == {*SCENES, TRAINING}
    themes = Option("theme", "Colours", THEMES, theme)
    parts = {"example": "This example", "iteration": "The whole iteration"}
    part = Option("part", "What", parts)
    parts_of_solution = parts | ({"delta": f"{delta} and all it depends on"} if delta else {})
    places = {str(n): f"{n} decimal places" for n in range(2, 9)}
    numbers = Option("numbers", "Numbers", places | {FRACTIONS: "Exact fractions"}, "4")
    seconds = Option("seconds", "Time of a step",
                     {"0.4": "0.4 s", "0.8": "0.8 s", "1.2": "1.2 s", "2": "2 s", "4": "4 s"},
                     "1.2")  # fmt: skip
    size = Option("size", "Step size", SIZES)
    keys = Option("key", "Answers", {"": "None", KEY: "A table beside the sheet"})
    captions = Option("captions", "Captions", {"yes": "Words and formulas", "": "None"})
    why = "" if has_step else NO_EXAMPLE
    whole = {"": "The whole window", **panels}
    return [
        Kind(STEP, "Picture of this step",
             "The network and what happens in this step, as PNG, SVG or PDF.",
             (themes, captions), why, copies=True, prints=True),
        Kind(WINDOW, "Picture of the window", "The window or one of its panels as it looks now.",
             (Option("panel", "Part", whole), themes), copies=True, prints=True),
        Kind(FILM, "Film", "The steps one after the other, as GIF, WebP, MP4 or pictures.",
             (Option("scene", "What", SCENE_WORDS, "example"), size, seconds,
              Option("extent", "Size", EXTENTS), captions, themes,
              Option("iterations", "Iterations", first="100", numbers=(1, 100_000),
                     only=("scene", TRAINING))),
             why),
        Kind(WALK, "Walk for the phone",
             "The iteration on screen as one page to step through in any browser.",
             (_blanks(tuple(WALK_BLANKS)),), why),
        Kind(SOLUTION, "Worked solution or worksheet",
             "Every formula with its numbers, written out to be read or filled in.",
             (Option("part", "What", parts_of_solution), _blanks(tuple(BLANKS)), numbers, keys),
             why, prints=True),
        Kind(CLASS, "Sheets for a class",
             "A network of this shape for each student, with numbers that are nice by hand, "
             "solved sheets, a key, a form for answers and questions for Moodle, in a new folder.",
             (Option("whom", "For whom", {"": "So many students", ROSTER: "Names from a file…"}),
              Option("count", "Students", first="30", numbers=(1, MOST_STUDENTS),
                     only=("whom", "")),
              Option("seed", "Seed", first="1", numbers=(0, 1_000_000)),
              _blanks(KINDS, nothing=""), numbers,
              Option("pdf", "Sheets as", {"yes": "PDF and HTML", "": "HTML alone"}))),
        Kind(SPREADSHEET, "Spreadsheet", "Every z, a, δ, Δ and D as a cell that computes itself.",
             (part, _blanks(tuple(BLANKS))), why),
        Kind(SLIDES, "Slides", "One slide for each step, for Beamer or as Markdown.",
             (part, numbers), why),
        Kind(TRACE, "Table of the steps", "Every step with its terms and numbers, all digits.",
             (part, size), why),
        Kind(CODE, "Code", "A program that rebuilds the network and prints J and D."),
        Kind(DATA, "Data for other programs",
             "Weights and examples for MATLAB, NumPy, ONNX and others; what is left out is said."),
    ]  # fmt: skip
