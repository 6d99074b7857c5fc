"""The rules of the house, and the reading of syntax trees that checks them."""

from __future__ import annotations

import ast
import gc
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

# --- the rules ------------------------------------------------------------------------------------

# Which rooms a room may import. There is no list of exceptions.
ROOMS: dict[str, set[str]] = {
    "base": set(),
    "notation": {"base"},
    "core": {"base"},
    "formats": {"base", "core"},
    "steps": {"base", "core", "notation"},
    "session": {"base", "core", "notation", "steps"},
    "export": {"base", "core", "notation", "steps"},
    "teach": {"base", "core", "notation", "steps", "session"},
    "api": {"base", "core", "notation", "formats", "steps", "session", "export", "teach"},
    "gui": {"base", "core", "notation", "formats", "steps", "session", "export", "teach"},
    "app": {"base", "core", "notation", "formats", "steps", "session", "export", "teach", "gui"},
}
# Which packages that are neither bpsim nor the standard library a room may import ...
PACKAGES: dict[str, set[str]] = {
    "base": set(),
    "notation": set(),
    "core": {"numpy"},
    "steps": {"numpy"},
    "formats": {"numpy", "msgspec"},
    "session": {"numpy"},
    "export": {"numpy"},
    "teach": {"numpy"},
    "api": {"numpy"},
    "gui": {"numpy", "PySide6", "shiboken6", "pyqtgraph"},
    "app": {"numpy", "msgspec", "tqdm"},
}
# ... and which only within a function, because they are large or not always installed.
LAZY_PACKAGES: dict[str, set[str]] = {
    "base": set(),
    "notation": set(),
    "formats": {"scipy", "onnx", "h5py"},
    "export": {"latex2mathml", "segno", "xlsxwriter"},
    "gui": {"PIL", "imageio_ffmpeg"},
}
WINDOW_PACKAGES = {"PySide6", "shiboken6", "pyqtgraph"}

# Which rooms a room of gui/ may import. The desk knows no widget, and only wiring/ knows both the
# desk and a panel: nowhere else can one be connected to the other.
WIDGETS = {"program", "looks", "kit"}
GUI_ROOMS: dict[str, set[str]] = {
    "program": set(),
    "looks": {"program"},
    "kit": {"program", "looks"},
    "graph": WIDGETS,
    "panels": WIDGETS,
    "dialogs": WIDGETS,
    "picture": WIDGETS | {"graph"},
    "desk": {"program", "looks"},
    "wiring": WIDGETS | {"graph", "panels", "dialogs", "picture", "desk"},
    "window": WIDGETS | {"graph", "dialogs", "picture", "desk", "wiring"},
}
PANELS = "bpsim.gui.panels"
UNSAFE_MODULES = {
    "pickle",
    "cPickle",
    "_pickle",
    "dill",
    "cloudpickle",
    "joblib",
    "marshal",
    "shelve",
}
UNSAFE_CALLS = {"eval", "exec"}


# --- reading the tree -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Import:
    """One import as written: the module meant, where it stands, whether only a call runs it."""

    target: str
    line: int
    lazy: bool


@dataclass
class Module:
    """A source file of the package and what its syntax tree says."""

    name: str
    path: Path
    tree: ast.Module
    imports: list[Import] = field(default_factory=list)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """Every node of the tree, which many checks go through."""
        return list(ast.walk(self.tree))

    @property
    def parts(self) -> list[str]:
        return self.name.split(".")

    @property
    def room(self) -> str:
        """The directory below bpsim/ that it stands in; empty for bpsim/ itself."""
        inside = self.path.name == "__init__.py" or len(self.parts) > 2
        return self.parts[1] if len(self.parts) > 1 and inside else ""

    def at(self, line: int) -> str:
        return f"{self.name}, line {line}"


class Package:
    """Every module below a directory that holds a package called bpsim."""

    def __init__(self, root: Path) -> None:
        self.modules: dict[str, Module] = {}
        gc.disable()  # no part of a tree is garbage, and looking for it took half of the time
        try:
            self._read(root)
        finally:
            gc.enable()

    def _read(self, root: Path) -> None:
        for path in sorted((root / "bpsim").rglob("*.py")):
            parts = list(path.relative_to(root).with_suffix("").parts)
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            self.modules[name] = Module(name, path, ast.parse(path.read_text(encoding="utf-8")))
        for module in self.modules.values():
            module.imports = list(self._imports(module))

    def _imports(self, module: Module) -> Iterator[Import]:
        waiting: list[tuple[ast.AST, bool]] = [(module.tree, False)]
        while waiting:
            node, lazy = waiting.pop()
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield Import(alias.name, node.lineno, lazy)
            elif isinstance(node, ast.ImportFrom):
                base = self._base(module, node)
                for alias in node.names:
                    inner = f"{base}.{alias.name}"
                    target = inner if inner in self.modules else base
                    yield Import(target, node.lineno, lazy)
            elif isinstance(node, ast.Call):
                yield from self._import_by_name(node, lazy=lazy)
            lazy = lazy or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            waiting += [(child, lazy) for child in ast.iter_child_nodes(node)]

    @staticmethod
    def _base(module: Module, node: ast.ImportFrom) -> str:
        """The module that a from-import names, with the leading dots worked out."""
        if node.level == 0:
            return node.module or ""
        package = module.parts if module.path.name == "__init__.py" else module.parts[:-1]
        base = package[: len(package) - node.level + 1]
        return ".".join(base + ([node.module] if node.module else []))

    @staticmethod
    def _import_by_name(call: ast.Call, *, lazy: bool) -> Iterator[Import]:
        """``import_module("x")`` is an import too."""
        name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        name = call.func.id if isinstance(call.func, ast.Name) else name
        if name in {"import_module", "__import__"} and call.args:
            argument = call.args[0]
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield Import(argument.value, call.lineno, lazy)

    @cached_property
    def start_up(self) -> set[str]:
        """The modules of app/ that bring the window up: they import Qt, or gui on loading."""
        return {
            module.name
            for module in self.modules.values()
            if module.room == "app"
            and any(
                _top(found) in WINDOW_PACKAGES or (_room(found) == "gui" and not found.lazy)
                for found in module.imports
            )
        }

    def reach(self, name: str) -> dict[str, str]:
        """Every module of gui/ that importing ``name`` brings along, and through which module."""
        found: dict[str, str] = {}
        waiting = [name]
        while waiting:
            current = waiting.pop()
            for target in [current, *(each.target for each in self.modules[current].imports)]:
                parts = target.split(".")
                # Importing a.b.c runs a and a.b as well.
                for ancestor in (".".join(parts[: n + 1]) for n in range(len(parts))):
                    if ancestor.startswith("bpsim.gui") and ancestor not in {name, *found}:
                        found[ancestor] = current
                        if ancestor in self.modules:
                            waiting.append(ancestor)
        return found


def _top(found: Import) -> str:
    return found.target.split(".")[0]


def _room(found: Import) -> str:
    parts = found.target.split(".")
    return parts[1] if parts[0] == "bpsim" and len(parts) > 1 else ""


# --- the checks: each yields a sentence for each thing that is wrong ------------------------------


def room_arrows(package: Package) -> Iterator[str]:
    """Imports of one room by another that the plan of the house has no arrow for."""
    for module in package.modules.values():
        allowed: set[str]
        if module.name == "bpsim":
            allowed = {"api"}  # what ``import bpsim`` offers, once it is asked for
        elif module.name == "bpsim.__main__":
            allowed = {"app"}
        elif module.room not in ROOMS:
            yield f"{module.name} stands in no room of the house"
            continue
        else:
            allowed = ROOMS[module.room] | {module.room}
        for found in module.imports:
            if _top(found) == "bpsim" and _room(found) and _room(found) not in allowed:
                yield f"{module.at(found.line)}: must not import {found.target}"
    if len(package.start_up) > 1:
        names = " and ".join(sorted(package.start_up))
        yield f"only one file of app/ may bring the window up, not {names}"


def foreign_packages(package: Package) -> Iterator[str]:
    """Imports of packages that a room has no business with, or only within a function."""
    for module in package.modules.values():
        always = PACKAGES.get(module.room, set())
        lazily = always | LAZY_PACKAGES.get(module.room, set())
        if module.name in package.start_up:
            always = always | {"PySide6", "shiboken6"}
            lazily = lazily | always
        for found in module.imports:
            top = _top(found)
            if top == "bpsim" or top in sys.stdlib_module_names:
                continue
            if top not in (lazily if found.lazy else always):
                where = " outside a function" if top in lazily else ""
                yield f"{module.at(found.line)}: must not import {top}{where}"


def gui_arrows(package: Package) -> Iterator[str]:
    """Imports of one room of gui/ by another that runs up, those for types included."""
    for module in package.modules.values():
        if module.room != "gui" or len(module.parts) < 3:
            continue
        place = module.parts[2]
        if place not in GUI_ROOMS:
            yield f"{module.name} stands in no room of gui/"
            continue
        for found in module.imports:
            if _deep_in_gui(found):
                room = found.target.split(".")[2]
                if room not in GUI_ROOMS[place] | {place}:
                    yield f"{module.at(found.line)}: must not import {found.target}"
        if place == "panels":
            yield from _panel_arrows(module, package.reach(module.name))


def _deep_in_gui(found: Import) -> bool:
    return _room(found) == "gui" and len(found.target.split(".")) > 2


def _panel_arrows(module: Module, reached: dict[str, str]) -> Iterator[str]:
    """Each package in panels/ is a panel and imports no other, not even through a helper outside.

    The packages themselves import nothing: what names one module must not load its neighbours.
    """
    own = _panel(module.name)
    for found in module.imports:
        if module.path.name == "__init__.py":
            yield f"{module.at(found.line)}: the package of a panel imports nothing"
        elif found.target == PANELS or _panel(found.target) not in {"", own}:
            yield f"{module.at(found.line)}: a panel must not import {found.target}"
    for target, through in reached.items():
        if _panel(target) not in {"", own} and not _panel(through):
            yield f"{module.name}: a panel must not import {target} (through {through})"


def _panel(name: str) -> str:
    """The panel that a module belongs to: what follows gui/panels/; empty for any other module."""
    return name.removeprefix(f"{PANELS}.").split(".")[0] if name.startswith(f"{PANELS}.") else ""


def missing_docstrings(package: Package) -> Iterator[str]:
    """Modules that do not open with a sentence of purpose."""
    for module in package.modules.values():
        if not ast.get_docstring(module.tree):
            yield f"{module.name} does not open with a docstring"


def unsafe_code(package: Package) -> Iterator[str]:
    """Ways for the content of a file to become code."""
    for module in package.modules.values():
        for found in module.imports:
            if _top(found) in UNSAFE_MODULES:
                yield f"{module.at(found.line)}: must not import {found.target}"
        for node in module.nodes:
            if not isinstance(node, ast.Call):
                continue
            if isinstance(node.func, ast.Name) and node.func.id in UNSAFE_CALLS:
                yield f"{module.at(node.lineno)}: must not call {node.func.id}"
            for keyword in node.keywords:
                value = keyword.value
                safe = isinstance(value, ast.Constant) and value.value is False
                if keyword.arg == "allow_pickle" and not safe:
                    yield f"{module.at(node.lineno)}: must not allow pickle"


def circles(package: Package) -> Iterator[str]:
    """Modules that import each other, even if only once they are called or for types alone."""
    done: set[str] = set()

    def walk(name: str, way: list[str]) -> Iterator[str]:
        if name in way:
            yield " imports ".join([*way[way.index(name) :], name])
        elif name not in done:
            for target in {each.target for each in package.modules[name].imports} & known:
                yield from walk(target, [*way, name])
            done.add(name)

    known = set(package.modules)
    for name in known:
        yield from walk(name, [])


def broad_handlers(package: Package) -> Iterator[str]:
    """Handlers that catch everything, unless they all stand in one file."""
    catching = {
        module.name: [
            node.lineno
            for node in module.nodes
            if isinstance(node, ast.ExceptHandler) and _catches_everything(node.type)
        ]
        for module in package.modules.values()
    }
    catching = {name: lines for name, lines in catching.items() if lines}
    if len(catching) > 1:
        for name, lines in catching.items():
            yield f"{name}, lines {lines}: catches everything, and so does another file"


def _catches_everything(caught: ast.expr | None) -> bool:
    if isinstance(caught, ast.Tuple):
        return any(map(_catches_everything, caught.elts))
    return caught is None or (
        isinstance(caught, ast.Name) and caught.id in {"Exception", "BaseException"}
    )


CHECKS: list[Callable[[Package], Iterator[str]]] = [
    room_arrows,
    foreign_packages,
    gui_arrows,
    missing_docstrings,
    unsafe_code,
    circles,
    broad_handlers,
]
