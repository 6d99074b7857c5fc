"""Imports run downwards only, and the habits of the house that a syntax tree can show are kept."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.floors import connections, floors
from tests.house import CHECKS, WINDOW_PACKAGES, Package
from tests.markup import markup
from tests.names import compared_names

ROOT = Path(__file__).resolve().parents[1]
LONGEST_FILE = 400
ALL_CHECKS = [*CHECKS, floors, connections]


@pytest.fixture(scope="module")
def package() -> Package:
    return Package(ROOT)


@pytest.mark.parametrize("check", ALL_CHECKS, ids=lambda check: check.__name__)
def test_house(package: Package, check: Callable[[Package], Iterator[str]]) -> None:
    assert list(check(package)) == []


def test_activations_and_costs_are_not_told_apart_by_their_names(package: Package) -> None:
    assert list(compared_names(package)) == []


def test_no_name_is_taken_for_markup(package: Package) -> None:
    assert list(markup(package)) == []


@pytest.mark.parametrize(
    "code",
    [
        "from PySide6.QtWidgets import QLabel\nQLabel(name)",
        "QtWidgets.QLabel()",
        "QMessageBox.question(window, 'bpsim', name)",
        "QMessageBox(window)",
        "button.setToolTip(name)",
        "button.setToolTip(f'Remove {name}')",
        "QToolTip.showText(at, name, self)",
        "view.setHtml(name)",
    ],
)
def test_markup_is_caught(tmp_path: Path, code: str) -> None:
    (tmp_path / "bpsim/gui/looks").mkdir(parents=True)
    (tmp_path / "bpsim/gui/looks/theme.py").write_text(code, encoding="utf-8")
    assert len(list(markup(Package(tmp_path)))) == 1


def test_no_file_is_too_long() -> None:
    directories = ("bpsim", "tests", "packaging", "benchmarks")
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for directory in directories
        for path in (ROOT / directory).rglob("*.py")
    }
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST_FILE} == {}


BLOCKER = """
import importlib, sys

class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {blocked!r}:
            raise ImportError(name + " is blocked")

sys.meta_path.insert(0, Blocker())
for name in {names!r}:
    importlib.import_module(name)
"""


def test_everything_but_the_window_loads_without_qt(package: Package) -> None:
    names = [
        module.name
        for module in package.modules.values()
        if module.room != "gui" and module.name not in package.start_up
    ]
    program = BLOCKER.format(blocked=sorted(WINDOW_PACKAGES), names=names)
    result = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr


# --- the checks catch what they are for -----------------------------------------------------------

EMPTY = {
    "__init__": "",
    "__main__": "import bpsim.app.cli",
    "core/__init__": "",
    "core/network": "import numpy",
    "steps/__init__": "",
    "steps/step": "from ..core import network",
    "formats/native": "import msgspec\nfrom bpsim.core.network import Network",
    "formats/matlab": "def load():\n    import scipy.io",
    "session/session": "from bpsim.steps import step",
    "export/latex": "from bpsim.steps.step import Step",
    "gui/__init__": "",
    "gui/looks/__init__": "",
    "gui/looks/theme": "from PySide6 import QtGui",
    "gui/desk/__init__": "",
    "gui/desk/controller": "from bpsim.session.session import Session",
    "gui/wiring/__init__": "",
    "gui/window/__init__": "",
    "gui/graph/__init__": "",
    "gui/graph/view": "from bpsim.gui.graph import scene\nimport bpsim.gui.looks.theme",
    "gui/graph/scene": "from bpsim.gui.looks import theme",
    "gui/panels/__init__": "",
    "gui/panels/cost/__init__": "",
    "gui/panels/cost/panel": "from bpsim.gui.panels.cost.curve import draw",
    "gui/panels/cost/curve": "import pyqtgraph\nfrom ...looks.theme import INK",
    "gui/panels/step/__init__": "",
    "gui/panels/step/panel": "from bpsim.gui.looks import theme",
    "gui/wiring/wiring": "import bpsim.gui.desk.controller\n"
    "from bpsim.gui.panels.step import panel\nfrom ..graph import view",
    "gui/window/main_window": "from bpsim.gui.wiring.wiring import wire",
    "app/cli": "def main():\n    from bpsim.app import window",
    "app/window": "from PySide6.QtWidgets import QApplication\nimport bpsim.gui.window.main_window",
}


def complaints(tmp_path: Path, changes: dict[str, str]) -> list[str]:
    """What the checks say of the small sound tree with these files changed."""
    for name, code in {**EMPTY, **changes}.items():
        path = tmp_path / "bpsim" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'"""Purpose."""\n{code}\n', encoding="utf-8")
    package = Package(tmp_path)
    return [sentence for check in ALL_CHECKS for sentence in check(package)]


def test_sound_tree_raises_no_complaint(tmp_path: Path) -> None:
    assert complaints(tmp_path, {}) == []


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("core/network", "import bpsim.steps", "import bpsim.steps"),
        ("core/network", "from ..steps.step import Step", "import bpsim.steps.step"),
        ("core/network", "from bpsim import steps", "import bpsim.steps"),
        ("core/network", "def f():\n    from bpsim.app import cli", "import bpsim.app.cli"),
        ("core/network", "if TYPE_CHECKING:\n    import bpsim.gui", "import bpsim.gui"),
        ("core/network", "import_module('bpsim.gui.looks.theme')", "import bpsim.gui.looks.theme"),
        ("core/network", "import scipy", "import scipy"),
        ("__init__", "import bpsim.core", "import bpsim.core"),
        ("__main__", "import bpsim.core", "import bpsim.core"),
        ("api/check", "from bpsim.gui.looks import theme", "import bpsim.gui.looks.theme"),
        ("teach/practice", "import bpsim.api", "import bpsim.api"),
        ("utils", "", "no room"),
        ("helpers/text", "", "no room"),
        ("formats/native", "import bpsim.session.session", "import bpsim.session"),
        ("session/session", "from bpsim.formats import native", "import bpsim.formats.native"),
        ("session/session", "from PySide6.QtCore import QObject", "import PySide6"),
        ("formats/matlab", "import scipy.io", "import scipy outside a function"),
        ("export/latex", "import bpsim.session.session", "import bpsim.session"),
        ("gui/looks/theme", "import bpsim.app.cli", "import bpsim.app.cli"),
        ("app/cli", "from PySide6 import QtCore", "only one file of app/"),
        ("app/cli", "from bpsim.gui.looks import theme", "only one file of app/"),
        ("app/cli", "import pyqtgraph", "import pyqtgraph"),
        ("gui/panels/step/panel", "from ..cost import panel", "import bpsim.gui.panels.cost.panel"),
        ("gui/panels/step/panel", "from ..cost import curve", "import bpsim.gui.panels.cost.curve"),
        (
            "gui/panels/step/panel",
            "if TYPE_CHECKING:\n    from bpsim.gui.panels.cost.panel import CostPanel",
            "import bpsim.gui.panels.cost.panel",
        ),
        ("gui/panels/step/panel", "from bpsim.gui.panels import cost", "bpsim.gui.panels.cost"),
        ("gui/panels/step/panel", "import bpsim.gui.panels", "import bpsim.gui.panels"),
        ("gui/panels/step/panel", "from ...graph import view", "import bpsim.gui.graph.view"),
        ("gui/panels/step/panel", "import bpsim.gui.desk.controller", "import bpsim.gui.desk"),
        ("gui/panels/cost/curve", "from bpsim.gui.wiring import wiring", "bpsim.gui.wiring"),
        ("gui/panels/cost/curve", "from ..step import panel", "import bpsim.gui.panels.step.panel"),
        ("gui/panels/helper", "from .cost import curve", "import bpsim.gui.panels.cost.curve"),
        ("gui/panels/cost/__init__", "from bpsim.gui.looks import theme", "panel imports nothing"),
        ("gui/panels/__init__", "from .cost import panel", "panel imports nothing"),
        (
            "gui/looks/theme",
            "from bpsim.gui.panels.cost import curve",
            "bpsim.gui.panels.step.panel: a panel must not import bpsim.gui.panels.cost.curve "
            "(through bpsim.gui.looks.theme)",
        ),
        ("gui/graph/view", "from bpsim.gui.panels.step import panel", "import bpsim.gui.panels"),
        ("gui/looks/theme", "from bpsim.gui.desk import controller", "import bpsim.gui.desk"),
        ("gui/desk/controller", "from bpsim.gui.graph import view", "import bpsim.gui.graph.view"),
        (
            "gui/window/main_window",
            "from bpsim.gui.panels.step import panel",
            "import bpsim.gui.panels.step.panel",
        ),
        ("gui/stray/thing", "", "no room of gui/"),
        ("gui/stray", "", "no room of gui/"),
        ("gui/window/main_window", "self.views.cost.run.connect(f)", "only wiring/ connects"),
        ("teach/practice", "import bpsim.export.latex", "import bpsim.export.latex"),
        (
            "gui/looks/theme",
            "def f():\n    from bpsim.gui.graph import scene",
            "imports bpsim.gui.looks.theme",
        ),
        (
            "gui/looks/theme",
            "from bpsim.gui.looks import theme",
            "bpsim.gui.looks.theme imports bpsim.gui.looks.theme",
        ),
        ("core/network", "import pickle", "import pickle"),
        ("core/network", "eval('1')", "call eval"),
        ("core/network", "numpy.load(path, allow_pickle=True)", "allow pickle"),
    ],
)
def test_unsound_tree_is_caught(tmp_path: Path, name: str, code: str, said: str) -> None:
    assert any(said in sentence for sentence in complaints(tmp_path, {name: code}))


def test_floors_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.floors.MOST_FLOORS", 2)
    found = [each for each in complaints(tmp_path, {}) if "stands on floor" in each]
    assert "session stands on floor 3 of 2" in found and not any("steps" in each for each in found)


@pytest.mark.parametrize("condition", ["TYPE_CHECKING", "True"])
def test_types_may_not_be_named_in_a_circle(tmp_path: Path, condition: str) -> None:
    named = (
        f"from bpsim.gui.looks import theme\nif {condition}:\n    from bpsim.gui.graph import view"
    )
    (circle,) = complaints(tmp_path, {"gui/graph/scene": named})
    assert "imports bpsim.gui.graph.scene" in circle


def test_missing_docstring_is_caught(tmp_path: Path) -> None:
    (tmp_path / "bpsim").mkdir()
    (tmp_path / "bpsim/__init__.py").write_text("x = 1\n", encoding="utf-8")
    assert [sentence for check in ALL_CHECKS for sentence in check(Package(tmp_path))] == [
        "bpsim does not open with a docstring"
    ]


@pytest.mark.parametrize("caught", ["", " Exception", " (OSError, BaseException) as error"])
def test_only_one_file_may_catch_everything(tmp_path: Path, caught: str) -> None:
    door = f"try:\n    pass\nexcept{caught}:\n    pass"
    assert complaints(tmp_path, {"gui/program/messages": door}) == []
    assert len(complaints(tmp_path, {"core/network": door})) == 2


NAMED = 'class Sigmoid:\n    name: ClassVar[str] = "sigmoid"'


@pytest.mark.parametrize(
    ("code", "caught"),
    [
        ('g.name == "sigmoid"', True),
        ('"sigmoid" != name', True),
        ('name in ("tanh", "sigmoid")', True),
        ('match name:\n    case "sigmoid":\n        pass', True),
        ('{"sigmoid": 6.0}[name]', True),
        ('g = ACTIVATIONS["sigmoid"]', False),
        ('name == "sigmoidal"', False),
    ],
)
def test_names_of_activations_are_compared_in_their_own_files_only(
    tmp_path: Path, code: str, caught: bool
) -> None:
    (tmp_path / "bpsim/core/activations").mkdir(parents=True)
    own = tmp_path / "bpsim/core/activations/sigmoid.py"
    own.write_text(f"{NAMED}\n{code}", encoding="utf-8")
    other = tmp_path / "bpsim/core/network.py"
    other.write_text(code, encoding="utf-8")
    found = list(compared_names(Package(tmp_path)))
    assert [each.partition(": ")[2] for each in found] == [
        "must not compare with 'sigmoid'"
    ] * caught
    assert all("bpsim.core.network, line " in each for each in found)
