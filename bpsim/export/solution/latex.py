"""A solution as a LaTeX article that needs no package but what every TeX has."""

from collections.abc import Iterator

from bpsim.base.language import language
from bpsim.base.words import led_in
from bpsim.export.solution.content import GIVEN, Part, Section, Solution
from bpsim.notation.formula import Expr, Fenced, Operator, Row, Term, to_latex
from bpsim.notation.latex import latex_fence, latex_text
from bpsim.notation.mathml import pieces_of

NARROW = r"""% A formula as it is, or as small as the width of its line asks for.
\newsavebox{\formulas}
\newcommand{\narrow}[1]{\sbox{\formulas}{#1}%
  \ifdim\wd\formulas>\linewidth\resizebox{\linewidth}{!}{\usebox{\formulas}}%
  \else\usebox{\formulas}\fi}
"""
FONTS = r"""\usepackage[utf8]{inputenc}
\ifdefined\DeclareUnicodeCharacter % pdfLaTeX; others have fonts with the letters as they are
\usepackage[T1]{fontenc}
\IfFileExists{lmodern.sty}{\usepackage{lmodern}}{}
\fi
"""
HEAD = (
    r"""\documentclass[11pt,a4paper]{article}
"""
    + FONTS
    + r"""\usepackage{amsmath}
\usepackage{graphicx}
\usepackage[margin=22mm]{geometry}
\setcounter{MaxMatrixCols}{30}
\allowdisplaybreaks
\setlength{\parindent}{0pt}
"""
    + NARROW
)
PAGE = 30
"""So many lines, those of matrices too, stay together on a page."""
MOST_TERMS = 5
"""Of a sum, in one line."""
BLANK = r"\underline{\hspace{4cm}}"
BEYOND = 0x17F
SET_UP = "–—‘’‚“”„†‡•…‰‹›€™"
"""Of the letters and signs beyond European ones those that every LaTeX knows."""


def declared(body: str) -> str:
    """Lines for the head that let pdfLaTeX take what its fonts lack, such as Chinese names.

    XeLaTeX and LuaLaTeX have no need of them and pass them over.
    """
    beyond = sorted({sign for sign in body if ord(sign) > BEYOND and sign not in SET_UP})
    lines = (rf"\DeclareUnicodeCharacter{{{ord(sign):04X}}}{{?}}" for sign in beyond)
    inner = "\n".join(lines)
    if language() == "zh":  # XeLaTeX then has letters for the words, which pdfLaTeX lacks
        inner = f"{inner}\n\\else\\usepackage{{ctex}}"
    return f"\\ifdefined\\DeclareUnicodeCharacter\n{inner}\n\\fi\n" if inner else ""


def to_latex_document(solution: Solution) -> str:
    """The whole source."""
    body = _body(solution)
    return HEAD + declared(body) + "\\begin{document}\n" + body


def _body(solution: Solution) -> str:
    lines = [
        rf"\section*{{{latex_text(solution.title)}}}",
        latex_text(solution.facts) + "\n",
        rf"\subsection*{{{GIVEN}}}",
    ]
    for words, formula in solution.given:
        lines += [rf"{latex_text(led_in(words))}\\ \narrow{{${to_latex(formula)}$}}" + "\n"]
    for section in solution.sections:
        lines += _section(section)
    return "\n".join([*lines, r"\end{document}", ""])


def _section(section: Section) -> list[str]:
    out = [rf"\subsection*{{{latex_text(section.heading)}}}"]
    for part in section.parts:
        out += _part(part)
    return out


def _part(part: Part) -> list[str]:
    numbers = blanks(part) if part.blank else aligned(part.numbers)
    out = [
        rf"\paragraph{{{latex_text(part.title)}}} {latex_text(part.sentence)}",
        display([*aligned(part.formula), *numbers]),
    ]
    return out + ([latex_text(part.note) + "\n"] if part.note else [])


def blanks(part: Part) -> list[str]:
    """A line to be filled in for each number of a part."""
    return [f"{to_latex(answer.symbol)} &= {BLANK}" for answer in part.answers]


def aligned(expr: Expr) -> list[str]:
    """The lines of an equation, with the mark to align at.

    They are broken before each further relation, and in a sum of many terms that none is too small.
    """
    out = []
    for left, *rest in pieces_of(expr):
        before = f"{to_latex(left).strip()} " if rest else ""
        for piece in rest or [left]:
            begun, *more = _parts_of_sum(piece)
            out += [f"{before}&{begun}", *(f"&\\quad {{}} {part}" for part in more)]
            before = ""
    return out


def _parts_of_sum(piece: Expr) -> list[str]:
    """``piece`` cut before each term that a line has no room for."""
    parts, terms = [""], 0
    for part in _opened(piece):
        if isinstance(part, Operator) and part.sign.strip() in "+−" and terms >= MOST_TERMS:
            parts.append("")
            terms = 0
        terms += isinstance(part, Term)
        parts[-1] += part if isinstance(part, str) else to_latex(part)
    return [part.strip() for part in parts]


def _opened(piece: Expr) -> Iterator[Expr | str]:
    """Its parts; a sum between parentheses as its terms, so that a line may end between them."""
    for part in piece.parts if isinstance(piece, Row) else (piece,):
        if isinstance(part, Fenced) and isinstance(part.body, Row):
            terms = sum(isinstance(each, Term) for each in part.body.parts)
            if terms > MOST_TERMS:
                yield rf"\Bigl{latex_fence(part.left)}"
                yield from part.body.parts
                yield rf"\Bigr{latex_fence(part.right)}"
                continue
        yield part


def display(lines: list[str]) -> str:
    """Lines as one displayed equation; nothing for no lines."""
    if not lines:
        return ""
    body = " \\\\\n".join(lines)
    if body.count(r"\\") >= PAGE:
        return f"\\begin{{align*}}\n{body}\n\\end{{align*}}"
    return f"\\[\n\\narrow{{$\\begin{{aligned}}\n{body}\n\\end{{aligned}}$}}\n\\]"
