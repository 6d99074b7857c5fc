"""A solution as Markdown, its formulas between dollar signs as most readers of it take them."""

from bpsim.base.words import led_in
from bpsim.export.solution.content import GIVEN, Part, Section, Solution
from bpsim.export.solution.latex import aligned
from bpsim.notation.formula import to_latex

BLANK = r"\_\_\_\_\_\_\_\_"
SPECIAL = "\\`*_{}[]<>#|$"


def to_markdown(solution: Solution) -> str:
    """The whole text."""
    lines = [f"# {plain(solution.title)}", "", plain(solution.facts), "", f"## {GIVEN}", ""]
    lines += given_lines(solution)
    for section in solution.sections:
        lines += _section(section)
    return "\n".join([*lines, ""])


def _section(section: Section) -> list[str]:
    out = ["", f"## {plain(section.heading)}"]
    for part in section.parts:
        out += _part(part)
    return out


def _part(part: Part) -> list[str]:
    out = ["", f"### {plain(part.title)}", "", plain(part.sentence)]
    out += [*formula_lines(part)]
    return out + (["", plain(part.note)] if part.note else [])


def given_lines(solution: Solution) -> list[str]:
    """A list of what is given."""
    return [f"- {plain(led_in(words))} ${to_latex(formula)}$" for words, formula in solution.given]


def formula_lines(part: Part) -> list[str]:
    """The formula of a part with its numbers, or with gaps for them, below an empty line."""
    lines = aligned(part.formula) + ([] if part.blank else aligned(part.numbers))
    out: list[str] = []
    if lines:
        body = " \\\\\n".join(lines)
        out += ["", "$$", rf"\begin{{aligned}} {body} \end{{aligned}}", "$$"]
    if part.blank:
        out += ["", *(f"- ${to_latex(answer.symbol)} =$ {BLANK}" for answer in part.answers)]
    return out


def plain(text: str) -> str:
    """``text`` with everything escaped that Markdown would take for a mark."""
    return "".join(f"\\{sign}" if sign in SPECIAL else sign for sign in text)
