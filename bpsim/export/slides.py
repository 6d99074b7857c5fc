"""A solution as slides, one for each step: LaTeX for Beamer, or Markdown with rules between."""

from bpsim.export.solution.content import Part, Solution
from bpsim.export.solution.latex import aligned, display
from bpsim.export.solution.markdown import plain
from bpsim.notation.formula import to_latex
from bpsim.notation.latex import latex_text

HEAD = r"""\documentclass[aspectratio=169]{beamer}
\usepackage[T1]{fontenc}
\usepackage[utf8]{inputenc}
\usepackage{lmodern}
\usepackage{amsmath}
\setcounter{MaxMatrixCols}{30}
\setbeamertemplate{navigation symbols}{}
\setbeamertemplate{footline}[frame number]
\begin{document}
"""
SMALL_FROM = 5
"""So many lines of formulas are set smaller, so that they stay on their slide."""


def to_beamer(solution: Solution) -> str:
    """The source of the slides."""
    frames = [
        rf"\begin{{frame}}{{{latex_text(solution.title)}}}",
        latex_text(solution.facts),
        r"\footnotesize",
        *(f"\n{latex_text(words)}: ${to_latex(formula)}$" for words, formula in solution.given),
        r"\end{frame}",
    ]
    for section in solution.sections:
        for part in section.parts:
            frames += _frame(section.heading, part)
    return HEAD + "\n".join(frames) + "\n\\end{document}\n"


def _frame(heading: str, part: Part) -> list[str]:
    lines = aligned(part.formula) + ([] if part.blank else aligned(part.numbers))
    size = r"\footnotesize" if len(lines) >= SMALL_FROM else r"\normalsize"
    out = [
        rf"\begin{{frame}}{{{latex_text(part.title)}}}{{{latex_text(heading)}}}",
        latex_text(part.sentence),
        size,
        display(lines),
    ]
    if part.note:
        out.append(rf"{{\footnotesize {latex_text(part.note)}}}")
    return [*out, r"\end{frame}"]


def to_markdown_slides(solution: Solution) -> str:
    """Slides for the many programs that take Markdown with a rule between two slides."""
    slides = [f"# {plain(solution.title)}\n\n{plain(solution.facts)}"]
    for section in solution.sections:
        slides += [_slide(section.heading, part) for part in section.parts]
    return "\n\n---\n\n".join(slides) + "\n"


def _slide(heading: str, part: Part) -> str:
    lines = aligned(part.formula) + ([] if part.blank else aligned(part.numbers))
    body = " \\\\\n".join(lines)
    formula = f"\n\n$$\n\\begin{{aligned}} {body} \\end{{aligned}}\n$$" if lines else ""
    note = f"\n\n{plain(part.note)}" if part.note else ""
    return f"## {plain(part.title)}\n\n{plain(heading)}: {plain(part.sentence)}{formula}{note}"
