"""A solution as slides, one for each step: LaTeX for Beamer, or Markdown with rules between."""

from bpsim.base.words import led_in, named
from bpsim.export.solution.content import Part, Solution
from bpsim.export.solution.latex import FONTS, NARROW, aligned, blanks, declared
from bpsim.export.solution.markdown import formula_lines, given_lines, plain
from bpsim.notation.formula import to_latex
from bpsim.notation.latex import latex_text

HEAD = (
    r"""\documentclass[aspectratio=169]{beamer}
"""
    + FONTS
    + r"""\usepackage{amsmath}
\setcounter{MaxMatrixCols}{30}
\setbeamertemplate{navigation symbols}{}
\setbeamertemplate{footline}[frame number]
"""
    + NARROW
    + r"""% The same, and as small as the height of its slide asks for.
\newcommand{\fitted}[1]{\sbox{\formulas}{\narrow{#1}}%
  \ifdim\dimexpr\ht\formulas+\dp\formulas\relax>0.6\textheight
  \sbox{\formulas}{\resizebox*{!}{0.6\textheight}{\usebox{\formulas}}}\fi
  \begin{center}\usebox{\formulas}\end{center}}
"""
)


def to_beamer(solution: Solution) -> str:
    """The source of the slides."""
    given = "\n\n".join(
        rf"{latex_text(led_in(words))} \narrow{{${to_latex(formula)}$}}"
        for words, formula in solution.given
    )
    frames = [
        rf"\begin{{frame}}[shrink]{{{latex_text(solution.title)}}}",
        latex_text(solution.facts),
        r"\fitted{\begin{minipage}{\linewidth}\raggedright\footnotesize",
        given + r"\end{minipage}}",
        r"\end{frame}",
    ]
    for section in solution.sections:
        for part in section.parts:
            frames += _frame(section.heading, part)
    body = "\n".join(frames) + "\n\\end{document}\n"
    return HEAD + declared(body) + "\\begin{document}\n" + body


def _frame(heading: str, part: Part) -> list[str]:
    lines = aligned(part.formula) + (blanks(part) if part.blank else aligned(part.numbers))
    out = [
        rf"\begin{{frame}}[shrink]{{{latex_text(part.title)}}}{{{latex_text(heading)}}}",
        latex_text(part.sentence),
        fitted(lines),
    ]
    if part.note:
        out.append(rf"{{\footnotesize {latex_text(part.note)}}}")
    return [*out, r"\end{frame}"]


def fitted(lines: list[str]) -> str:
    """Lines of formulas, made as small as they must be to stay on their slide."""
    if not lines:
        return ""
    body = " \\\\\n".join(lines)
    return f"\\fitted{{$\\begin{{aligned}}\n{body}\n\\end{{aligned}}$}}"


def to_markdown_slides(solution: Solution) -> str:
    """Slides for the many programs that take Markdown with a rule between two slides."""
    head = [f"# {plain(solution.title)}", "", plain(solution.facts), "", *given_lines(solution)]
    slides = ["\n".join(head)]
    for section in solution.sections:
        slides += [_slide(section.heading, part) for part in section.parts]
    return "\n\n---\n\n".join(slides) + "\n"


def _slide(heading: str, part: Part) -> str:
    words = plain(named(heading, part.sentence))
    note = ["", plain(part.note)] if part.note else []
    return "\n".join([f"## {plain(part.title)}", "", words, *formula_lines(part), *note])
