"""Export…: every kind from the dialog to a file."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from bpsim.export.solution.content import of_example
from bpsim.export.solution.markdown import to_markdown
from bpsim.export.walk.page import walk_page
from bpsim.gui.dialogs.exporting.dialog import ExportDialog
from bpsim.gui.dialogs.waiting import Drawing
from bpsim.gui.kit.entry.spins import Choice
from bpsim.gui.window import export_kinds as kinds
from bpsim.gui.window.main_window import MainWindow


def export(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, path: Path, name: str,
    **options: str,
) -> ExportDialog:  # fmt: skip
    """Choose the kind and its options with the keys and the fields, press Export…, name a file."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    seen: list[ExportDialog] = []

    def choose() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ExportDialog)
        seen.append(dialog)
        dialog.kinds.setCurrentRow(0)
        for _ in range(len(dialog._kinds)):
            if dialog.kind.name != name:
                qtbot.keyClick(dialog.kinds, Qt.Key.Key_Down)
        for option, value in options.items():
            field = dialog.options[option]
            if isinstance(field, Choice):
                field.setCurrentIndex(field.findData(value))
            else:
                field.setValue(int(value))
        qtbot.mouseClick(dialog.use, Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, choose)
    window.actions_["export"].trigger()
    qtbot.waitUntil(lambda: not window.files.background.busy)
    return seen[0]


def test_the_walk(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "walk.html"
    export(window, qtbot, monkeypatch, path, kinds.WALK, blank="z")
    session = window.controller.session
    assert path.read_text() == walk_page(session.document, session.trace, ("z",))
    assert window.views.messages.text == "Exported walk.html."
    assert window.preferences.picture_folder == str(tmp_path)


def test_the_worked_solution_of_the_example_on_screen(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.controller.choose_example(2)
    path = tmp_path / "solution.md"
    export(window, qtbot, monkeypatch, path, kinds.SOLUTION, numbers="6", blank="hidden-delta")
    session = window.controller.session
    expected = of_example(session.document, session.trace, 1).with_digits(6)
    assert path.read_text() == to_markdown(expected.with_blanks(("hidden-delta",)))


@pytest.mark.parametrize(
    ("name", "file", "start"),
    [
        (kinds.SOLUTION, "sheet.pdf", b"%PDF"),
        (kinds.SOLUTION, "sheet.tex", b"\\documentclass"),
        (kinds.SLIDES, "slides.tex", b"\\documentclass"),
        (kinds.SPREADSHEET, "sheet.xlsx", b"PK"),
        (kinds.TRACE, "walk.csv", b"step,"),
        (kinds.TRACE, "walk.json", b"{"),
        (kinds.FILM, "film.zip", b"PK"),
        (kinds.FILM, "film.gif", b"GIF8"),
        (kinds.DATA, "weights.npz", b"PK"),
    ],
)
def test_every_other_kind(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    name: str, file: str, start: bytes,
) -> None:  # fmt: skip
    if name == kinds.FILM:
        pytest.importorskip("PIL")
    if name == kinds.SPREADSHEET:
        pytest.importorskip("xlsxwriter")
    export(window, qtbot, monkeypatch, tmp_path / file, name)
    assert (tmp_path / file).read_bytes().lstrip().startswith(start)
    assert file in window.views.messages.text


def test_code_is_a_program(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(window, qtbot, monkeypatch, tmp_path / "net.py", kinds.CODE)
    compile((tmp_path / "net.py").read_text(), "net.py", "exec")


def test_a_panel_as_it_looks(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = window.docks.by_name["step"].grab().toImage()
    export(window, qtbot, monkeypatch, tmp_path / "step.png", kinds.WINDOW, panel="step")
    assert QImage(str(tmp_path / "step.png")).size() == expected.size()


def test_cancel_leaves_no_half_of_a_film(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("PIL")
    progress = Drawing.show_progress

    def cancel(drawing: Drawing, done: int, total: int) -> None:
        progress(drawing, done, total)
        if done == 2:
            drawing.reject()

    monkeypatch.setattr(Drawing, "show_progress", cancel)
    export(window, qtbot, monkeypatch, tmp_path / "film.gif", kinds.FILM)
    assert list(tmp_path.iterdir()) == []
    assert window.views.messages.text == ""
