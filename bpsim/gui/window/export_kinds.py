"""What the dialog Export… offers for the open document: each kind with its options and suffixes."""

from collections.abc import Mapping, Sequence

from bpsim.base.words import tr
from bpsim.export.classroom.folder import KINDS
from bpsim.export.classroom.roster import MOST as MOST_STUDENTS
from bpsim.export.frames import SCENES
from bpsim.export.solution.content import BLANKS
from bpsim.export.walk.page import BLANKS as WALK_BLANKS
from bpsim.formats.registry import FORMATS, NATIVE
from bpsim.gui.dialogs.exporting.dialog import Kind, Option
from bpsim.gui.program.preferences import THEME_NAMES
from bpsim.gui.window.file_names import kinds_of

NO_EXAMPLE = tr("There is no training example yet, and so no step to export.")
THEMES = {name: words for name, words in THEME_NAMES.items() if name != "system"}
STEP, WINDOW, FILM, WALK, SOLUTION = "step", "window", "film", "walk", "solution"
SPREADSHEET, SLIDES, CODE, DATA = "spreadsheet", "slides", "code", "data"
CLASS, TRACE = "class", "trace"
TRAINING, FRACTIONS, KEY, ROSTER = "training", "fractions", "key", "roster"
SCENE_WORDS = {
    "forward": tr("The forward pass of the example"),
    "backward": tr("The backward pass of the example"),
    "example": tr("Both passes of the example"),
    "iteration": tr("The whole iteration"),
    TRAINING: tr("Training, from the start"),
}
SIZES = {
    "unit": tr("One unit"),
    "layer": tr("One layer"),
    "pass": tr("One pass"),
    "term": tr("One term"),
}
EXTENTS = {
    "960x540": "960 × 540", "1280x720": "1280 × 720", "1920x1080": "1920 × 1080",
    "640x360": "640 × 360",
}  # fmt: skip
ONE_BLANK = {
    "hidden-delta": tr("The hidden δ"),
    "output-delta": tr("The output δ"),
    "z": tr("The weighted sums z"),
    "cost": tr("The cost"),
    "Delta": tr("The accumulated Δ"),
    "D": tr("The gradient D"),
    "weights": tr("The new weights"),
}
SUFFIXES: dict[str, dict[str, str]] = {
    STEP: {
        ".png": tr("Picture (*.png)"),
        ".svg": tr("Drawing (*.svg)"),
        ".pdf": tr("Document of one page (*.pdf)"),
    },
    WINDOW: {".png": tr("Picture (*.png)")},
    FILM: {
        ".gif": tr("Film (*.gif)"),
        ".webp": tr("Film (*.webp)"),
        ".mp4": tr("Film (*.mp4)"),
        ".zip": tr("Its pictures one by one (*.zip)"),
    },
    WALK: {".html": tr("Page (*.html)")},
    SOLUTION: {
        ".html": tr("Page (*.html)"),
        ".pdf": tr("Document (*.pdf)"),
        ".tex": tr("LaTeX (*.tex)"),
        ".md": tr("Markdown (*.md)"),
    },
    SPREADSHEET: {".xlsx": tr("Spreadsheet (*.xlsx)")},
    SLIDES: {".tex": tr("Beamer slides (*.tex)"), ".md": tr("Markdown slides (*.md)")},
    CLASS: {"": tr("New folder (*)")},
    TRACE: {".csv": tr("Table (*.csv)"), ".json": tr("JSON (*.json)")},
    CODE: kinds_of([each for each in FORMATS if each.writes and not each.reads]),
    DATA: kinds_of([each for each in FORMATS if each.writes and each.reads and each != NATIVE]),
}


COSTS = {
    ".csv": tr("Table (*.csv)"),
    ".png": tr("Picture (*.png)"),
    ".svg": tr("Drawing (*.svg)"),
}


def extent(name: str, chosen: Mapping[str, str]) -> str:
    """How much of the walk a file holds: a step, an example, an iteration, or "" for the rest."""
    if name in (STEP, WINDOW):
        return "step"
    if name == WALK:
        return "iteration"
    part = chosen.get("part") or chosen.get("scene", "")
    parts = {"delta": "step", "iteration": "iteration", TRAINING: "", "": ""}
    return parts.get(part, "example")


def _blanks(names: Sequence[str], nothing: str = tr("Nothing: every number is there")) -> Option:
    """What can be left blank: one kind, every δ, or all there is."""
    words = {"": nothing} if nothing else {}
    words["output-delta hidden-delta"] = tr("Every δ")
    words |= {name: ONE_BLANK[name] for name in names}
    words[" ".join(names)] = tr("Every number")
    return Option("blank", tr("Left blank"), words)


def kinds_for(theme: str, panels: Mapping[str, str], has_step: bool, delta: str = "") -> list[Kind]:
    """The kinds; ``theme`` is the window's, ``panels`` are titles of those on screen by name.

    ``delta`` names the δ on screen, empty where there is none.
    """
    assert set(ONE_BLANK) == set(BLANKS) and set(SCENE_WORDS) == {*SCENES, TRAINING}
    themes = Option("theme", tr("Colours"), THEMES, theme)
    parts = {"example": tr("This example"), "iteration": tr("The whole iteration")}
    part = Option("part", tr("What"), parts)
    parts_of_solution = parts | (
        {"delta": tr("{delta} and all it depends on", delta=delta)} if delta else {}
    )
    places = {str(n): tr("{n} decimal places", n=n) for n in range(2, 9)}
    numbers = Option("numbers", tr("Numbers"), places | {FRACTIONS: tr("Exact fractions")}, "4")
    seconds = Option("seconds", tr("Time of a step"),
                     {each: f"{each}\u00a0s" for each in ("0.4", "0.8", "1.2", "2", "4")},
                     "1.2")  # fmt: skip
    size = Option("size", tr("Step size"), SIZES)
    keys = Option("key", tr("Answers"), {"": tr("None"), KEY: tr("A table beside the sheet")})
    captions = Option("captions", tr("Captions"), {"yes": tr("Words and formulas"), "": tr("None")})
    why = "" if has_step else NO_EXAMPLE
    whole = {"": tr("The whole window"), **panels}
    return [
        Kind(
            STEP,
            tr("Picture of this step"),
            tr("The network and what happens in this step."),
            (themes, captions),
            why,
            copies=True,
            prints=True,
        ),
        Kind(
            WINDOW,
            tr("Picture of the window"),
            tr("The window or one of its panels as it looks now."),
            (Option("panel", tr("Part"), whole), themes),
            copies=True,
            prints=True,
        ),
        Kind(
            FILM,
            tr("Film"),
            tr("The steps one after the other, as GIF, WebP, MP4 or pictures."),
            (
                Option("scene", tr("What"), SCENE_WORDS, "example"),
                size,
                seconds,
                Option("extent", tr("Size"), EXTENTS),
                captions,
                themes,
                Option(
                    "iterations",
                    tr("Iterations"),
                    first="100",
                    numbers=(1, 100_000),
                    only=("scene", TRAINING),
                ),
            ),
            why,
        ),
        Kind(
            WALK,
            tr("Walk for the phone"),
            tr("The iteration on screen as one page to step through in any browser."),
            (_blanks(tuple(WALK_BLANKS)),),
            why,
        ),
        Kind(
            SOLUTION,
            tr("Worked solution or worksheet"),
            tr("Every formula with its numbers, written out to be read or filled in."),
            (Option("part", tr("What"), parts_of_solution), _blanks(tuple(BLANKS)), numbers, keys),
            why,
            prints=True,
        ),
        Kind(
            CLASS,
            tr("Sheets for a class"),
            tr(
                "A network of this shape for each student, with numbers that are "
                "nice by hand, solved sheets, a key, a form for answers and "
                "questions for Moodle, in a new folder."
            ),
            (
                Option(
                    "whom",
                    tr("For whom"),
                    {"": tr("So many students"), ROSTER: tr("Names from a file…")},
                ),
                Option(
                    "count",
                    tr("Students"),
                    first="30",
                    numbers=(1, MOST_STUDENTS),
                    only=("whom", ""),
                ),
                Option("seed", tr("Seed"), first="1", numbers=(0, 1_000_000)),
                _blanks(KINDS, nothing=""),
                numbers,
                Option("pdf", tr("Sheets as"), {"yes": tr("PDF and HTML"), "": tr("HTML alone")}),
            ),
        ),
        Kind(
            SPREADSHEET,
            tr("Spreadsheet"),
            tr("Every z, a, δ, Δ and D as a cell that computes itself."),
            (part, _blanks(tuple(BLANKS))),
            why,
        ),
        Kind(
            SLIDES,
            tr("Slides"),
            tr("One slide for each step, for Beamer or as Markdown."),
            (part, numbers),
            why,
        ),
        Kind(
            TRACE,
            tr("Table of the steps"),
            tr("Every step with its terms and numbers, all digits."),
            (part, size),
            why,
        ),
        Kind(CODE, tr("Code"), tr("A program that rebuilds the network and prints J and D.")),
        Kind(
            DATA,
            tr("Data for other programs"),
            tr(
                "Weights and examples for MATLAB, NumPy, ONNX and others; what is left out is said."
            ),
        ),
    ]
