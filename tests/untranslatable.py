"""The words in the code that no translation can reach, read from syntax trees."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from tests.house import Module, Package

WORDS = re.compile(r"[a-z]{2,} [a-z]{2,}|\d [a-z]{2,} \d|^[a-z]{2,} \d")
WORD = re.compile(r"[ ,;:(]*[A-Za-z]{3,}(?: [A-Za-z]+)*[ ,;:).]*")
LETTERS = re.compile(r"[A-Za-z]{2,}")
TRANSLATING = {"tr", "tr_n"}
SHOWN = {"Words", "progress", "_refuse"}
"""What shows even a single word that it is handed."""
TAGS = re.compile(r"</?[a-z]+\d?>")
"""Around prose in a page: what stands in them is read as prose."""
NO_PROSE = re.compile(r"[<>;=\\]|\{[a-z]+\}|^[a-z]+:")
"""Markup, style sheets, programs, patterns and command lines."""
PROGRAMS = ("bpsim.formats.code.", "bpsim.export.walk.", "bpsim.notation.", "bpsim.base.")
"""Rooms whose texts are programs and pages, or below all words."""
FOR_PROGRAMS = (
    "bpsim.formats.", "bpsim.core.errors", "bpsim.core.unexpected",
    *(f"bpsim.app.commands.{name}" for name in ("lesson", "method", "reading")),
)  # fmt: skip
"""Rooms where a colon stands behind the name of a file or an option, as compilers write it."""
FOR_PROGRAMMERS = {"AssertionError", "RuntimeError", "NotImplementedError", "compile", "match"}
NO_WORDS = {
    # what files of other programs say
    "float scalar", "scalar struct", "grand total", "connection definition", "default section",
    "unit definition", "unit default", "act func", "out func",
    "site definition", "input units", "output units",
    # what Python says
    "Expecting value", "Expecting property name", "Illegal trailing comma", "Unterminated string",
    "Invalid control character", "Extra data",
    # what Python is told of a name that is not there
    "has no attribute",
    # names that are told apart, never shown, and what is typed
    "bpsim block", "break it", "struck out", "put in", "start   end", "weighted sum",
    "small number", "held out",
    "per output", "bpsim seed", "Take back", "Hold out",
    "output-delta hidden-delta", "carried on",
    "torch.nn.Linear and autograd", "one piece of work at a time",
    # words by which a setting is found in any language
    "language Sprache idioma langue 语言",
}  # fmt: skip


def untranslatable(package: Package) -> Iterator[str]:
    """Each text that ``tr`` or ``tr_n`` lacks: two words, or one where such words are shown."""
    for module in package.modules.values():
        if not module.name.startswith(PROGRAMS):
            yield from _in(module)


def filled_in(package: Package) -> Iterator[str]:
    """Each English word that a sentence handed to ``tr`` or ``tr_n`` has filled into a place."""
    for module in package.modules.values():
        for function in module.nodes:
            if isinstance(function, ast.FunctionDef):
                inside = list(ast.walk(function))
                calls = [each for each in inside if _called(each) in TRANSLATING]
                named = dict(_named(inside)) if calls else {}
                for call in calls:
                    assert isinstance(call, ast.Call)
                    for place in call.keywords:
                        words = list(_words(place.value, named))
                        if words:
                            yield f"{module.at(call.lineno)}: {words} in {{{place.arg}}}"


def _named(nodes: Iterable[ast.AST]) -> Iterator[tuple[str, ast.expr]]:
    for node in nodes:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    yield target.id, node.value


def _words(value: ast.AST, named: Mapping[str, ast.expr]) -> Iterator[str]:
    """The words that ``value`` may be, but for what a call makes of its arguments."""
    if isinstance(value, ast.Constant):
        if isinstance(value.value, str) and WORD.fullmatch(value.value):
            yield value.value
    elif isinstance(value, ast.Name):
        yield from _words(named.get(value.id, ast.Constant(0)), {})
    elif isinstance(value, ast.IfExp):
        yield from (*_words(value.body, named), *_words(value.orelse, named))
    elif isinstance(value, ast.BoolOp | ast.BinOp | ast.JoinedStr | ast.FormattedValue):
        for each in ast.iter_child_nodes(value):
            yield from _words(each, named)


def _in(module: Module) -> Iterator[str]:
    waiting: list[ast.AST] = [module.tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = TAGS.sub("", node.value)
            prose = WORDS.search(text) and not NO_PROSE.search(text)
            if prose and node.value.strip() not in NO_WORDS:
                yield f"{module.at(node.lineno)}: “{node.value}” cannot be translated"
        elif _called(node) in SHOWN or _is_translated(node):
            assert isinstance(node, ast.expr)
            for each in ast.iter_child_nodes(node):
                if not isinstance(each, ast.Constant):
                    waiting.append(each)
                elif isinstance(each.value, str) and LETTERS.search(each.value):
                    yield f"{module.at(node.lineno)}: “{each.value}” cannot be translated"
        elif not _is_no_prose(node):
            waiting += [each for each in ast.iter_child_nodes(node) if not _is_docstring(each)]


def _is_translated(node: ast.AST) -> bool:
    """One text or another, of which one is translated: so is the other."""
    return isinstance(node, ast.IfExp) and bool(
        {_called(node.body), _called(node.orelse)} & TRANSLATING
    )


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _called(node: ast.AST) -> str:
    """The last name of what a call calls; empty for anything else."""
    if not isinstance(node, ast.Call):
        return ""
    name: str = getattr(node.func, "id", getattr(node.func, "attr", ""))
    return name


def _is_no_prose(node: ast.AST) -> bool:
    """Calls that translate, and places where a text is a key, a pattern or a type."""
    if isinstance(node, ast.Call):
        return _called(node) in TRANSLATING | FOR_PROGRAMMERS
    if isinstance(node, ast.Subscript) and getattr(node.value, "id", "") == "Literal":
        return True
    return isinstance(node, ast.Compare | ast.arg | ast.match_case)


def unlocal(package: Package) -> Iterator[str]:
    """Each f-string that writes a colon or the thousands of a number as English does.

    ``named`` and ``led_in`` write the colon of the language, ``in_local_signs`` its thousands.
    """
    for module in package.modules.values():
        if module.name.startswith((*PROGRAMS, *FOR_PROGRAMS)):
            continue
        local = {
            id(inner)
            for node in module.nodes
            if _called(node) == "in_local_signs"
            for inner in ast.walk(node)
        }
        for node in module.nodes:
            if isinstance(node, ast.JoinedStr) and id(node) not in local and _is_english(node):
                yield f"{module.at(node.lineno)}: {ast.unparse(node)}"


def _is_english(text: ast.JoinedStr) -> bool:
    for before, each in pairwise([None, *text.values]):
        if isinstance(each, ast.FormattedValue):
            if each.format_spec is not None and "," in ast.unparse(each.format_spec):
                return True
        elif before is not None and re.match(r": (\W*[{$]|$)", ast.literal_eval(each)):
            return True
    return False
