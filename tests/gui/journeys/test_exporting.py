"""Export…: every kind from the dialog to a file."""

import json
import threading
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog, QPrintPreviewWidget
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from bpsim.core.progress import Progress
from bpsim.export.solution.content import of_example
from bpsim.export.solution.markdown import to_markdown
from bpsim.export.trace_json import example_json
from bpsim.export.trace_table import steps_of
from bpsim.export.walk.page import walk_page
from bpsim.gui.dialogs.exporting.dialog import ExportDialog
from bpsim.gui.dialogs.waiting import DrawingProgress, Waiting
from bpsim.gui.kit.entry.spins import Choice
from bpsim.gui.window import export_kinds as kinds
from bpsim.gui.window import exporting, file_work
from bpsim.gui.window.main_window import MainWindow
from bpsim.steps.schedule import Granularity

from .conftest import Open


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


def export(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, path: Path, name: str,
    button: str = "use", **options: str,
) -> ExportDialog:  # fmt: skip
    """Choose the kind, and its options in the fields, press Export…, name a file."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    seen: list[ExportDialog] = []

    def choose() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ExportDialog)
        seen.append(dialog)
        names = [each.name for each in dialog._kinds]
        dialog.kinds.setCurrentRow(names.index(name))
        for option, value in options.items():
            field = dialog.options[option]
            if isinstance(field, Choice):
                field.setCurrentIndex(field.findData(value))
            else:
                field.setValue(int(value))
        qtbot.mouseClick(getattr(dialog, button), Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, choose)
    window.actions_["export"].trigger()
    qtbot.waitUntil(lambda: not window.files.background.busy)
    return seen[0]


def test_the_keys_go_through_all_kinds(window: MainWindow, qtbot: QtBot) -> None:
    seen: list[str] = []

    def choose() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ExportDialog)
        for _ in dialog._kinds:
            seen.append(dialog.kind.name)
            qtbot.keyClick(dialog.kinds, Qt.Key.Key_Down)
        assert seen == [each.name for each in dialog._kinds]
        dialog.reject()

    QTimer.singleShot(0, choose)
    window.actions_["export"].trigger()
    assert {kinds.WALK, kinds.SOLUTION, kinds.FILM, kinds.CLASS} <= {*seen}


def test_the_walk(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, titles = tmp_path / "walk.html", list[str]()
    window.windowTitleChanged.connect(titles.append)
    export(window, qtbot, monkeypatch, path, kinds.WALK, blank="z")
    session = window.controller.session
    assert path.read_text() == walk_page(session.trace, ("z",))
    assert any("(writing walk.html…)" in title for title in titles)
    assert window.views.messages.text == "Exported walk.html."
    assert window.preferences.picture_folder == str(tmp_path)


def test_the_worked_solution_of_the_example_on_screen(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.controller.choose_example(2)
    path = tmp_path / "solution.md"
    export(window, qtbot, monkeypatch, path, kinds.SOLUTION, numbers="6", blank="hidden-delta")
    session = window.controller.session
    expected = of_example(session.trace, 1).with_digits(6)
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


def test_the_steps_of_one_example_are_said_to_be(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.controller.choose_example(2)
    export(window, qtbot, monkeypatch, tmp_path / "walk.json", kinds.TRACE, part="example")
    trace = window.controller.session.trace
    expected = example_json(trace, 1, steps_of(trace, 1, Granularity.UNIT))
    assert json.loads((tmp_path / "walk.json").read_text("utf-8")) == expected


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
    image, step = QImage(str(tmp_path / "step.png")), window.controller.step
    assert image.size() == expected.size()
    assert image.text("Title") == "Explanation"
    assert step is not None and image.text("Description").startswith(step.sentence)


def test_any_panel_in_front_or_behind_a_tab(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.begin()
    for _ in range(9):
        window.controller.forward()
    docks, slope = window.docks.by_name, window.docks.by_name["slope"]
    canvas, wiring = window.views.map.canvas, window.wiring

    def at_rest() -> bool:
        """What is computed beside is there."""
        fine = canvas.is_fine() or not canvas.isVisible()
        busy = wiring["slope"].slopes.busy or wiring["code"].background.busy
        return fine and not busy and not wiring.next_step.busy

    qtbot.waitUntil(lambda: slope.x() > 0)
    qtbot.waitUntil(at_rest)
    for name in ("slope", "map", "matrices", "code"):
        export(window, qtbot, monkeypatch, tmp_path / f"{name}.png", kinds.WINDOW, panel=name)
        picture = _pixels(QImage(str(tmp_path / f"{name}.png")))
        assert slope.x() > 0  # it is in front as before
        window.docks.bring_up(name)
        dock, size = docks[name], picture.shape[1::-1]
        qtbot.waitUntil(lambda dock=dock, size=size: dock.size().toTuple() == size and at_rest())
        looks = _pixels(dock.grab().toImage())
        # A frame of focus or a line under the pointer may have come or gone.
        assert np.mean(np.abs(picture - looks).max(axis=2) > 64) < 0.02, name
        window.docks.bring_up("slope")
        qtbot.waitUntil(lambda: slope.x() > 0)


def _pixels(image: QImage) -> np.ndarray:
    """Height × width × colours, as numbers that can be subtracted."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    size = (plain.height(), plain.width(), 4)
    return np.frombuffer(plain.constBits(), np.uint8).reshape(size)[:, :, :3].astype(int)


def test_cancel_leaves_no_half_of_a_film(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("PIL")
    progress = DrawingProgress.show_progress

    def cancel(drawing: DrawingProgress, done: int, total: int) -> None:
        progress(drawing, done, total)
        if done == 2:
            drawing.reject()

    monkeypatch.setattr(DrawingProgress, "show_progress", cancel)
    export(window, qtbot, monkeypatch, tmp_path / "film.gif", kinds.FILM)
    assert list(tmp_path.iterdir()) == []
    assert window.views.messages.text == ""


def test_sheets_for_a_class_in_a_new_folder(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    roster, folder = tmp_path / "names.csv", tmp_path / "class"
    roster.write_text("\ufeffname\nAda\n\nBob\n", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(roster), ""))
    export(window, qtbot, monkeypatch, folder, kinds.CLASS, whom="roster", pdf="", seed="7")
    assert sorted(path.name for path in (folder / "sheets").iterdir()) == [
        "01 Ada.html", "02 Bob.html",
    ]  # fmt: skip
    assert window.views.messages.text == "Exported class."
    export(window, qtbot, monkeypatch, folder, kinds.CLASS, count="1", pdf="")
    assert "exists already" in window.views.messages.text
    roster.write_text("Ada\nAda\n", encoding="utf-8")
    export(window, qtbot, monkeypatch, tmp_path / "other", kinds.CLASS, whom="roster")
    assert "“Ada” in row 1 and again in row 2" in window.views.messages.text
    assert not (tmp_path / "other").exists()


@pytest.mark.parametrize(
    ("name", "options", "offered"),
    [
        (kinds.SOLUTION, {}, "mine-example-2"),
        (kinds.SPREADSHEET, {"part": "iteration"}, "mine-iteration-0"),
        (kinds.WALK, {}, "mine-iteration-0"),
        (kinds.CLASS, {"count": "1", "pdf": ""}, "mine"),
        (kinds.CODE, {}, "mine"),
    ],
)
def test_the_name_that_is_offered_says_how_much_is_in_the_file(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    name: str, options: dict[str, str], offered: str,
) -> None:  # fmt: skip
    seen: list[str] = []

    def asked(_parent: object, _title: str, start: str, _kinds: object) -> str:
        seen.append(start)
        return ""

    monkeypatch.setattr(exporting, "ask_where", asked)
    window.files.path = str(tmp_path / "mine.bpsim")
    window.controller.choose_example(2)
    export(window, qtbot, monkeypatch, tmp_path / "unused", name, **options)
    assert [Path(each).name for each in seen] == [offered]


def test_a_worksheet_with_its_answers_beside_it(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "sheet.tex"
    blank = "output-delta hidden-delta"
    export(window, qtbot, monkeypatch, path, kinds.SOLUTION, blank=blank, key="key")
    names = [line.split(",")[0] for line in (tmp_path / "sheet-key.csv").read_text().splitlines()]
    assert len(names) == 1 + 5 and all("δ" in name for name in names[1:])
    export(window, qtbot, monkeypatch, tmp_path / "exact.tex", kinds.SOLUTION, numbers="fractions")
    assert "sigmoid units do not give fractions" in window.views.messages.text
    assert not (tmp_path / "exact.tex").exists()


def test_a_film_of_training_in_a_size_without_captions(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "film.zip"
    export(
        window, qtbot, monkeypatch, path, kinds.FILM, scene="training", iterations="3",
        extent="640x360", captions="",
    )  # fmt: skip
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == ["0001.png", "0002.png", "0003.png", "0004.png"]
        first = QImage.fromData(archive.read("0001.png"))
    assert (first.width(), first.height()) == (640, 360)


def test_a_panel_in_the_other_theme_on_the_clipboard(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = window.appearance.theme
    for theme, dark in (("light", False), ("dark", True)):
        export(
            window, qtbot, monkeypatch, tmp_path, kinds.WINDOW, button="copy", panel="step",
            theme=theme,
        )  # fmt: skip
        image = QApplication.clipboard().image()
        size = window.docks.by_name["step"].grab().toImage().size()
        assert image.size() == size
        corner = image.pixelColor(size.width() // 2, size.height() - 4)
        assert (corner.lightnessF() < 0.5) == dark
    assert window.appearance.theme == before
    assert window.views.messages.text == "Copied a picture of Explanation."


def test_cancel_stops_what_is_written_in_the_background(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()
    told: list[tuple[int, int]] = []
    report = Progress.__call__

    def slow(progress: Progress, done: int, total: int) -> None:
        told.append((done, total))
        begun.set()
        assert go_on.wait(20)
        report(progress, done, total)

    monkeypatch.setattr(Progress, "__call__", slow)

    class Cancelled(Waiting):
        def __init__(self, *arguments: Any, **named: Any) -> None:
            super().__init__(*arguments, **named)
            assert begun.wait(20)
            self.reject()
            go_on.set()

    monkeypatch.setattr(file_work, "Waiting", Cancelled)
    export(window, qtbot, monkeypatch, tmp_path / "walk.html", kinds.WALK)
    window.files.background.wait()
    assert told and list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", [kinds.STEP, kinds.WINDOW, kinds.SOLUTION])
def test_printing_from_a_preview(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, name: str
) -> None:
    path = tmp_path / "printed.pdf"
    pages: list[int] = []

    def choose() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ExportDialog)
        assert dialog.windowTitle() == "Print"
        names = [each.name for each in dialog._kinds]
        dialog.kinds.setCurrentRow(names.index(name))
        theme = dialog.options.get("theme")
        assert theme is None or theme.value() == "light"
        QTimer.singleShot(0, look)
        qtbot.mouseClick(dialog.use, Qt.MouseButton.LeftButton)

    def look() -> None:
        preview = QApplication.activeModalWidget()
        if not isinstance(preview, QPrintPreviewDialog):  # the pages are still being set
            QTimer.singleShot(20, look)
            return
        sheet = preview.findChild(QPrintPreviewWidget)
        assert isinstance(sheet, QPrintPreviewWidget)
        sheet.updatePreview()
        pages.append(sheet.pageCount())
        preview.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        preview.printer().setOutputFileName(str(path))
        sheet.print_()
        preview.reject()

    QTimer.singleShot(0, choose)
    window.actions_["print"].trigger()
    assert len(pages) == 1 and (pages[0] > 1) == (name == kinds.SOLUTION)
    assert path.read_bytes().startswith(b"%PDF")


def test_all_that_can_be_seen_is_shown_before(open_window: Open) -> None:
    window = open_window()
    window.begin()
    for _ in range(9):
        window.controller.forward()
    seen: dict[str, QImage] = {}

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ExportDialog)
        for row in range(dialog.kinds.count()):
            dialog.kinds.setCurrentRow(row)
            if dialog.preview.isVisible():
                seen[dialog.kind.name] = dialog.preview.grab().toImage()
        dialog.reject()

    QTimer.singleShot(0, look)
    window.exporting.ask()
    assert set(seen) == set(kinds.SUFFIXES)
    # The film and the walk begin with the picture of the step.
    different = [name for name in seen if name not in (kinds.FILM, kinds.WALK)]
    pictures = [seen[name] for name in different]
    assert all(one != other for n, one in enumerate(pictures) for other in pictures[n + 1 :])
