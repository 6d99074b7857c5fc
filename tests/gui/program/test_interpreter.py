"""What the window asks of Python itself, and that it is taken back."""

import gc
import importlib
import inspect
import sys
from pathlib import Path

import pytest

from bpsim.gui.program import interpreter


def test_what_is_imported_is_not_read_for_other_names_of_methods(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[object] = []
    monkeypatch.setattr(inspect, "getsource", lambda module: read.append(module) or "")
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "imports_another.py").write_text("import imported_by_it")
    (tmp_path / "imported_by_it.py").write_text("from PySide6.QtCore import Qt")
    importlib.import_module("imports_another")
    del sys.modules["imports_another"], sys.modules["imported_by_it"]
    assert read == []


def test_it_leaves_alone_what_is_there_takes_turns_quickly_and_can_be_undone() -> None:
    before, usual, seconds = gc.get_threshold(), (700, 10, 10), sys.getswitchinterval()
    gc.set_threshold(*usual)  # as Python has it; the tests have another one
    interpreter.settle()
    try:
        assert gc.get_freeze_count() > 0 and gc.isenabled()
        assert gc.get_threshold()[0] > usual[0]
        assert sys.getswitchinterval() < seconds
    finally:
        interpreter.unsettle()
    assert gc.get_freeze_count() == 0
    assert (gc.get_threshold(), sys.getswitchinterval()) == (usual, seconds)
    gc.set_threshold(*before)
