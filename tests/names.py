"""Names of activations and costs are compared in no other place than their own files and tables."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.house import Package

NATIVE = "bpsim.formats.native"
NAMED, NAMED_IN = ("activations", "costs"), ("core", "steps.explain")


def compared_names(package: Package) -> Iterator[str]:
    """Activations and costs told apart by their names, outside their own files and tables.

    A field of theirs says what a name is compared for. Names as keys of a dict are compared too.
    The names in formats/ are those of other programs, but in the native file.
    """
    own = tuple(f"bpsim.{room}.{kind}" for room in NAMED_IN for kind in NAMED)
    names = {
        name
        for module in package.modules.values()
        if module.name.startswith(tuple(f"bpsim.core.{kind}" for kind in NAMED))
        for name in _class_names(module.tree)
    }
    for module in package.modules.values():
        foreign = module.room == "formats" and not module.name.startswith(NATIVE)
        if foreign or module.name.startswith(own):
            continue
        for node in module.nodes:
            for found in _compared(node):
                if found in names:
                    line = getattr(node, "lineno", 0)
                    yield f"{module.at(line)}: must not compare with {found!r}"


def _class_names(tree: ast.Module) -> Iterator[str]:
    """The texts that classes have as their ``name``."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.AnnAssign) or ast.unparse(node.target) != "name":
            continue
        if isinstance(node.value, ast.Constant):
            yield node.value.value


def _compared(node: ast.AST) -> Iterator[str]:
    """The texts that a node compares something with."""
    sides: list[ast.expr | None] = []
    if isinstance(node, ast.Compare):
        for side in (node.left, *node.comparators):
            sides += side.elts if isinstance(side, ast.Tuple | ast.List | ast.Set) else [side]
    elif isinstance(node, ast.MatchValue):
        sides = [node.value]
    elif isinstance(node, ast.Dict):
        sides = list(node.keys)
    for each in sides:
        if isinstance(each, ast.Constant) and isinstance(each.value, str):
            yield each.value
