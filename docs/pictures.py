"""The pictures in the documentation, made by the program: its window, dialogs, sheets and pages."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import bpsim
from bpsim.api.documents import Model
from bpsim.export.frames import frames_of
from bpsim.export.slides import to_beamer
from bpsim.export.solution.making import Wanted, solution_of
from bpsim.export.walk.page import walk_page
from bpsim.formats.bundled import bundled_network
from bpsim.gui.desk.modes import Mode
from bpsim.gui.dialogs.exporting.dialog import ExportDialog
from bpsim.gui.kit.entry.spins import Choice
from bpsim.gui.looks.application import the_application
from bpsim.gui.looks.theme import THEMES
from bpsim.gui.panels.practise.panel import PractisePanel
from bpsim.gui.picture.film import write_film
from bpsim.gui.picture.page import PictureLook
from bpsim.gui.window import export_kinds as kinds
from bpsim.gui.window.class_export import ClassExport
from bpsim.gui.window.main_window import MainWindow
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.trace import Trace

SIZE = (1280, 800)
QUIET_MS = 1500
"""Long enough for what is computed beside the window to have arrived."""

SHEET_WIDTH = 520
FILM_SIZE, SECONDS = (800, 450), 1.5
SLIDES_SHOWN = (5, 10)
WITHOUT_SLOPE = "0.3811"
"""A wrong answer for the first hidden δ, whose mistake is named."""


def make(docs: Path) -> None:
    """Write every picture below ``docs``; what the user has kept and set stays out of them."""
    with tempfile.TemporaryDirectory() as home:
        for folder in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
            os.environ[folder] = home
        _make(docs)


def _make(docs: Path) -> None:
    app = the_application()
    _film(str(docs / "images" / "film.gif"))
    for name, prepare in PICTURES.items():
        window = MainWindow(bundled_network().load())
        window.resize(*SIZE)
        window.show()
        window.begin()
        QTest.qWait(QUIET_MS)
        prepare(window).save(str(docs / "images" / f"{name}.png"))
        window.training.shut_down()
        window.deleteLater()
        app.processEvents()


def _film(path: str) -> None:
    """The backward pass of the lecture's first example."""
    document = bundled_network().load()
    trace = Trace.of(document)
    steps = frames_of(trace, 0, "backward", Granularity.UNIT)
    look = PictureLook(THEMES["light"], *FILM_SIZE, 1.0, captions=True)
    write_film(path, steps, document.examples, look, SECONDS)


def _grabbed(window: MainWindow) -> QImage:
    QTest.qWait(QUIET_MS)
    return window.grab().toImage()


def _to_a_hidden_delta(window: MainWindow) -> None:
    """The walk to the first hidden δ."""
    controller = window.controller
    while controller.step is None or controller.step.phase is not Phase.HIDDEN_DELTA:
        controller.forward()


def _hidden_delta(window: MainWindow) -> QImage:
    _to_a_hidden_delta(window)
    return _grabbed(window)


def _practising(window: MainWindow) -> QImage:
    window.modes.choose(Mode.PRACTISE)
    QTest.qWait(QUIET_MS)
    (panel,) = window.findChildren(PractisePanel)
    panel.begin.click()
    field = panel.field
    QTest.keyClicks(field, WITHOUT_SLOPE)
    QTest.keyClick(field, Qt.Key.Key_Return)
    return _grabbed(window)


def _trained(window: MainWindow) -> QImage:
    window.files.open(str(bundled_network("moons").path))
    QTest.qWait(QUIET_MS)
    window.docks.bring_up("map")
    window.training.run(1000)
    while window.training.running:
        QTest.qWait(QUIET_MS)
    return _grabbed(window)


def _exporting(window: MainWindow, kind: str, blank: int = 0) -> QImage:
    """The dialog with that kind, and with what stands there in the list of what is left blank."""
    _to_a_hidden_delta(window)
    seen: list[QImage] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ExportDialog)
        while dialog.kind.name != kind:
            dialog.kinds.setCurrentRow(dialog.kinds.currentRow() + 1)
        if blank:
            field = dialog.options["blank"]
            assert isinstance(field, Choice)
            field.setCurrentIndex(blank)
        QTest.qWait(QUIET_MS)
        seen.append(dialog.grab().toImage())
        dialog.reject()

    QTimer.singleShot(0, look)
    window.exporting.ask()
    return seen[0]


def _code(window: MainWindow) -> QImage:
    _to_a_hidden_delta(window)
    window.docks.bring_up("code")
    return _grabbed(window)


def _slides(window: MainWindow) -> QImage:
    """Two slides of the first example, as LaTeX sets them; Beamer and pdftoppm must be there."""
    session = window.controller.session
    solution = solution_of(session.trace, Wanted(item=0))
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "slides.tex").write_text(to_beamer(solution), "utf-8")
        for command in (
            ["pdflatex", "-interaction=batchmode", "slides.tex"],
            ["pdftoppm", "-png", "-r", "100", "slides.pdf", "slide"],
        ):
            if shutil.which(command[0]) is None:
                raise SystemExit(f"The picture of slides needs {command[0]}, which is missing.")
            subprocess.run(command, cwd=folder, check=True, capture_output=True)
        pages = [QImage(str(Path(folder) / f"slide-{n:02d}.png")) for n in SLIDES_SHOWN]
    gap, (first, second) = 12, pages
    both = QImage(2 * first.width() + gap, first.height(), QImage.Format.Format_RGB32)
    both.fill(Qt.GlobalColor.lightGray)
    painter = QPainter(both)
    painter.drawImage(0, 0, first)
    painter.drawImage(first.width() + gap, 0, second)
    painter.end()
    return both


def _sheet(window: MainWindow) -> QImage:
    """The first page of a student's sheet."""
    from bpsim.gui.picture.paper import Sheets, sheet_image

    classes = ClassExport(window, window.controller.session.document)
    chosen = {"seed": "7", "blank": "z output-delta hidden-delta"}
    (first,) = classes.variants(["Ada Lovelace"], chosen)
    page = sheet_image(Sheets.of(first.sheet))
    return page.scaledToWidth(SHEET_WIDTH, Qt.TransformationMode.SmoothTransformation)


def _walk(window: MainWindow) -> QImage:
    session = window.controller.session
    page = walk_page(session.trace, ())
    return _in_browser(page, (1100, 620), "#unit-10")


def _notebook(window: MainWindow) -> QImage:
    step = bpsim.trace(Model(window.controller.session.document))[9]
    return _in_browser(f"<meta charset=utf-8>{step._repr_html_()}", (720, 560))


def _in_browser(page: str, size: tuple[int, int], place: str = "") -> QImage:
    """How Chromium shows a page; it must be installed."""
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    if browser is None:
        raise SystemExit("The pictures of pages need Chromium, which is not installed.")
    with tempfile.TemporaryDirectory() as name:
        path, picture = Path(name) / "page.html", Path(name) / "page.png"
        path.write_text(page, "utf-8")
        width, height = size
        subprocess.run(
            [browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
             f"--user-data-dir={name}/profile", f"--window-size={width},{height}",
             f"--screenshot={picture}", f"{path.as_uri()}{place}"],
            check=True, capture_output=True,
        )  # fmt: skip
        return QImage(str(picture)).copy()


PICTURES: dict[str, Callable[[MainWindow], QImage]] = {
    "window": _hidden_delta,
    "practise": _practising,
    "trained": _trained,
    "export": partial(_exporting, kind=kinds.FILM),
    "spreadsheet": partial(_exporting, kind=kinds.SPREADSHEET, blank=1),
    "sheet": _sheet,
    "code": _code,
    "slides": _slides,
    "walk": _walk,
    "notebook": _notebook,
}
