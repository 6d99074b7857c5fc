"""A small reader of LaTeX that is strict where compilers are: groups, pairs, cells and scripts."""

import re

TOKEN = re.compile(r"\\[A-Za-z]+|\\.|[{}^_&]|\s+|[^\\{}^_&\s]", re.DOTALL)
ARGUMENTS = {
    r"\frac": 2, r"\text": 1, r"\mathrm": 1, r"\mathbf": 1, r"\mathit": 1, r"\begin": 1, r"\end": 1
}  # fmt: skip
KNOWN = {
    r"\left", r"\right", r"\sum", r"\cdot", r"\times", r"\odot", r"\cdots", r"\ldots", r"\vdots",
    r"\Theta", r"\delta", r"\Delta", r"\alpha", r"\lambda", r"\partial", r"\varepsilon", r"\log",
    r"\cosh", r"\sigma", r"\beta", r"\mu", r"\sqrt", r"\hat", r"\rho",
    r"\exp", r"\tanh", r"\max", r"\min", r"\approx", r"\neq", r"\leq", r"\geq", r"\to", r"\ddots",
    r"\Rightarrow", r"\\", r"\,", r"\{", r"\}", r"\%", r"\&", r"\#", r"\$", r"\_",
    r"\textbackslash", r"\textasciicircum", r"\textasciitilde", *ARGUMENTS,
}  # fmt: skip


class BadLatexError(AssertionError):
    """What is wrong with the source, and where."""


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.tokens = TOKEN.findall(source)
        if "".join(self.tokens) != source:
            raise BadLatexError(f"unreadable: {source!r}")
        self.at = 0

    def fail(self, reason: str) -> BadLatexError:
        return BadLatexError(f"{reason} at token {self.at} of {self.source!r}")

    @property
    def next(self) -> str:
        while self.at < len(self.tokens) and self.tokens[self.at].isspace():
            self.at += 1
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self, token: str = "") -> str:
        found = self.next
        if not found or (token and found != token):
            raise self.fail(f"{token or 'something'} expected, {found!r} found")
        self.at += 1
        return found

    def group(self) -> str:
        """{ … }, read as mathematics; returns what was in it."""
        self.take("{")
        start = self.at
        self.formula(until="}")
        inner = "".join(self.tokens[start : self.at])
        self.take("}")
        return inner

    def words(self) -> None:
        """The argument of a command that sets text: no scripts, and $ in pairs."""
        self.take("{")
        depth, dollars = 1, 0
        while depth:
            if self.at == len(self.tokens):
                raise self.fail("text without an end")
            token = self.tokens[self.at]
            depth += (token == "{") - (token == "}")
            dollars += token == "$"
            if dollars % 2 == 0 and token in ("^", "_", "&"):
                raise self.fail(f"{token} within text")
            if dollars % 2 == 0 and not token.isprintable():
                raise self.fail(f"{token!r} within text")
            self.at += 1
        if dollars % 2:
            raise self.fail("$ without its partner")

    def formula(self, until: str = "", columns: bool = False) -> list[int]:
        """Up to ``until``; returns the number of cells of each row where there are rows."""
        cells, scripts = [1], ""
        while self.next != until:
            token = self.take()
            if token in ("^", "_"):
                if token in scripts:
                    raise self.fail(f"two {token} behind one letter")
                scripts += token
                self.group()
                continue
            scripts = ""
            if token == "{":
                self.at -= 1
                self.group()
            elif token == "}":
                raise self.fail("a brace closes nothing")
            elif token in ("&", r"\\"):
                if not columns:
                    raise self.fail(f"{token} outside an environment")
                if token == "&":
                    cells[-1] += 1
                else:
                    cells.append(1)
            elif token.startswith("\\"):
                self.command(token)
            elif not token.isascii():
                raise self.fail(f"{token!r} is no LaTeX")
        return cells

    def command(self, token: str) -> None:
        if token not in KNOWN:
            raise self.fail(f"{token} is unknown")
        if token in (r"\text", r"\mathrm", r"\mathbf", r"\mathit"):
            self.words()
        elif token == r"\frac":
            self.group()
            self.group()
        elif token in (r"\sqrt", r"\hat"):
            self.group()
        elif token == r"\left":
            self.take()
            self.formula(until=r"\right")
            self.take(r"\right")
            self.take()
        elif token == r"\right":
            raise self.fail(r"\right without \left")
        elif token == r"\begin":
            name = self.group()
            cells = self.formula(until=r"\end", columns=True)
            self.take(r"\end")
            if self.group() != name:
                raise self.fail(f"{name} is not ended")
            if name == "aligned" and set(cells) != {2}:
                raise self.fail(f"lines with {cells} columns")
            if name == "bmatrix" and len(set(cells)) != 1:
                raise self.fail(f"rows with {cells} cells")


def check_latex(source: str) -> None:
    """Raise BadLatexError unless ``source`` is well-formed."""
    if "\n" in source:
        raise BadLatexError(f"a line break in {source!r}")
    reader = _Reader(source)
    reader.formula()
