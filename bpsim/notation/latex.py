"""Letters, words and signs of a formula as LaTeX source that needs no package but amsmath."""

import re
from typing import Literal

Style = Literal["italic", "upright", "bold"]

HAT = "\u0302"
"""Behind a letter: the hat that stands above it."""
_LETTERS = {
    "Θ": r"\Theta", "δ": r"\delta", "Δ": r"\Delta", "α": r"\alpha", "λ": r"\lambda",
    "∂": r"\partial", "Σ": r"\sum", "ε": r"\varepsilon", "Φ": r"\Phi", "φ": r"\varphi",
    "σ": r"\sigma", "β": r"\beta", "μ": r"\mu", "ρ": r"\rho",
}  # fmt: skip
_OPERATORS = {
    "·": r"\cdot", "×": r"\times", ":=": ":=", "−": "-", "≈": r"\approx", "≠": r"\neq",
    "≤": r"\leq", "≥": r"\geq", "→": r"\to", "…": r"\cdots", ".*": r"\odot", "⇒": r"\Rightarrow",
}  # fmt: skip
_FUNCTIONS = frozenset(("cosh", "exp", "log", "max", "min", "tanh"))
_DOTS = {"…": r"\cdots", "⋮": r"\vdots", "⋱": r"\ddots"}
_SPECIAL = {
    "\\": r"\textbackslash{}", "_": r"\_", "%": r"\%", "&": r"\&", "#": r"\#", "$": r"\$",
    "{": r"\{", "}": r"\}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "−": "$-$",
    "′": "$'$", "…": r"\ldots{}", "\n": " ", "√": r"$\surd$",
    **{sign: f"$^{{{plain}}}$" for sign, plain in zip("⁰⁴⁵⁶⁷⁸⁹⁽⁾⁻ᵗᵀ", "0456789()-tT", strict=True)},
    **{sign: f"$_{{{plain}}}$" for sign, plain in zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True)},
    **{sign: f"${latex}$" for sign, latex in (_LETTERS | _OPERATORS).items()
       if sign not in ("−", "…", ":=", ".*")},
}  # fmt: skip


def latex_symbol(name: str, sub: str, sup: str, style: Style) -> str:
    """A letter, or a word in the style asked for, with its prime and its indices behind it."""
    out = _name(name, style) + latex_scripts(sub, sup)
    # A command ends where no letter follows.
    return f"{out} " if out.startswith("\\") and out[-1].isalpha() else out


def _name(name: str, style: Style) -> str:
    if name.endswith(HAT):
        return rf"\hat{{{_name(name.removesuffix(HAT), style)}}}"
    letter = name.removesuffix("′")
    if letter in _LETTERS:
        out = _LETTERS[letter]
    elif letter.isdigit():
        out = letter
    elif style == "upright":
        out = rf"\{letter}" if letter in _FUNCTIONS else rf"\mathrm{{{latex_text(letter)}}}"
    elif style == "bold":
        out = rf"\mathbf{{{latex_text(letter)}}}"
    elif len(letter) > 1:
        out = rf"\mathit{{{latex_text(letter)}}}"
    else:
        out = latex_text(letter)
    return out if name == letter else f"{out}'"


def latex_scripts(sub: str, sup: str) -> str:
    """The indices behind a letter."""
    out = f"_{{{_script(sub)}}}" if sub else ""
    return out + (f"^{{{_script(sup)}}}" if sup else "")


def latex_words(text: str) -> str:
    """Running text; a numeral, a sign or dots alone are mathematics."""
    alone = text.strip()
    if text == " ":
        return r"\,"
    if alone in _DOTS:
        return f"{_DOTS[alone]} "
    if alone and all(sign in "0123456789.+−" for sign in alone):
        return alone.replace("−", "-")
    return rf"\text{{{latex_text(text)}}}"


def latex_operator(sign: str) -> str:
    """An operator or relation."""
    return _OPERATORS.get(sign, sign)


def latex_fence(sign: str) -> str:
    """A delimiter behind \\left or \\right."""
    return {"{": r"\{", "}": r"\}", "": "."}.get(sign, sign)


def latex_text(text: str) -> str:
    """``text`` with everything escaped that LaTeX would not print as it stands."""
    escaped = "".join(_SPECIAL.get(sign, sign) for sign in text)
    return re.sub(rf"(\w){HAT}", r"$\\hat{\1}$", escaped)


def _script(text: str) -> str:
    out = ""
    for sign in text:
        letter = _LETTERS.get(sign, {"−": "-", "%": r"\%"}.get(sign, sign))
        out += f"{letter} " if letter.startswith("\\") and letter[-1].isalpha() else letter
    return out.rstrip()
