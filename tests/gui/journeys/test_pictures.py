"""The step on screen as a picture: from the menu and the keys, into files and the clipboard."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QMessageBox
from pytestqt.qtbot import QtBot

from bpsim.core.document import Document
from bpsim.core.examples import Examples
from bpsim.formats.bundled import bundled_network
from bpsim.gui.dialogs.exporting.dialog import ExportDialog
from bpsim.gui.looks.theme import DARK, LIGHT
from bpsim.gui.picture.files import png, svg
from bpsim.gui.picture.page import PictureLook
from bpsim.gui.window.export_kinds import STEP, SUFFIXES
from bpsim.gui.window.main_window import MainWindow
from bpsim.steps.places import UnitPlace
from bpsim.steps.schedule import Granularity
from tests.gui.picture.likeness import alike

from .conftest import Open, step_of

Press = Callable[..., None]


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Where files were offered to be written, newest last, and where the user wants them."""
    starts: list[tuple[str, str]] = []

    def choose(_window: object, _title: str, start: str, _kinds: str) -> tuple[str, str]:
        wanted = starts.pop(0) if starts and starts[0][0] == "next" else ("", "")
        starts.append((start, ""))
        return wanted[1], ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    return starts


def next_answer(asked: list[tuple[str, str]], path: object) -> None:
    asked.clear()
    asked.append(("next", str(path)))


def accept_export() -> None:
    """Take what the dialog Export… offers first: the picture of the step."""
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ExportDialog)
    dialog.accept()


def holds(path: Path, picture: bytes) -> bool:
    """Compared here, since an assertion takes hours to say how two pictures of it differ."""
    written = path.read_bytes()
    return written == picture or (path.suffix == ".png" and same(written, picture))


def same(one: bytes, other: bytes) -> bool:
    """Whether two files hold pictures that are alike."""
    return alike(QImage.fromData(one), QImage.fromData(other))


def walk(window: MainWindow, steps: int) -> None:
    for _ in range(steps):
        window.controller.forward()


@pytest.mark.parametrize("suffix", SUFFIXES[STEP])
def test_the_key_writes_the_step_on_screen(
    window: MainWindow, press: Press, asked: list[tuple[str, str]], tmp_path: Path, suffix: str
) -> None:
    from bpsim.gui.picture.files import WRITERS

    walk(window, 9)
    path = tmp_path / f"mine{suffix}"
    next_answer(asked, path)
    QTimer.singleShot(0, accept_export)
    press(window, Qt.Key.Key_E, modifier=Qt.KeyboardModifier.ControlModifier)
    examples = window.controller.session.document.examples
    look = PictureLook(window.appearance.theme)
    assert holds(path, WRITERS[suffix](step_of(window), examples, look))
    assert window.views.messages.text == f"Exported the picture of this step to mine{suffix}."


def test_only_edges_may_differ(window: MainWindow) -> None:
    walk(window, 9)
    examples = window.controller.session.document.examples
    step, look = step_of(window), PictureLook(LIGHT)
    first = png(step, examples, look)
    assert same(first, png(step, examples, look))
    assert not same(first, png(step, examples, PictureLook(LIGHT, bias_deltas=True)))
    assert not same(first, png(step, examples, PictureLook(LIGHT, scale=1.0)))
    walk(window, 1)
    assert not same(first, png(step_of(window), examples, look))


def test_theme_and_bias_units_are_as_on_screen_and_nothing_is_selected(
    window: MainWindow, asked: list[tuple[str, str]], tmp_path: Path
) -> None:
    examples = window.controller.session.document.examples
    window.controller.last()
    window.controller.select(UnitPlace(2, 1))
    window.actions_["bias_delta"].setChecked(True)
    for theme in (LIGHT, DARK):
        window.appearance.set_theme(theme.name)
        next_answer(asked, tmp_path / f"{theme.name}.png")
        window.step_export.export()
        expected = png(step_of(window), examples, PictureLook(theme, bias_deltas=True))
        assert holds(tmp_path / f"{theme.name}.png", expected)


def test_the_name_offered_says_which_step_it_is(
    window: MainWindow, asked: list[tuple[str, str]], lecture_file: Path, qtbot: QtBot
) -> None:
    def offered() -> str:
        asked.clear()
        window.step_export.export()
        return asked[-1][0]

    walk(window, 11)
    assert offered() == "Backpropagation-intuition-2-2-2-1-example-1-step-12"
    window.files.open(str(lecture_file))
    window.controller.choose_example(2)
    window.controller.set_granularity(Granularity.PASS)
    window.controller.forward()
    assert offered() == "lecture-example-2-step-2"
    window.controller.last()
    assert offered() == "lecture-step-3"
    window.training.run(1)
    qtbot.waitUntil(lambda: not window.training.running)
    window.controller.go_to_iteration(1)
    assert offered() == "lecture-iteration-1-step-3"


def test_a_title_is_no_name_with_a_suffix(open_window: Open) -> None:
    window = open_window(bundled_network().load().with_(title="y = 0.5 x"))
    offered = [window.step_export.start(extent) for extent in ("", "iteration", "example")]
    assert offered == ["y-0-5-x", "y-0-5-x-iteration-0", "y-0-5-x-example-1"]


def test_the_folder_is_remembered(
    window: MainWindow, asked: list[tuple[str, str]], tmp_path: Path
) -> None:
    folder = tmp_path / "slides"
    folder.mkdir()
    next_answer(asked, folder / "one.svg")
    window.step_export.export()
    window.step_export.export()
    assert Path(asked[-1][0]).parent == folder
    (folder / "one.svg").unlink()
    folder.rmdir()
    asked.clear()
    window.step_export.export()
    assert "slides" not in asked[-1][0]


def test_nothing_is_written_where_nobody_says_where(
    window: MainWindow, asked: list[tuple[str, str]]
) -> None:
    window.step_export.export()
    assert window.views.messages.text == ""


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("step.jpg", "step.jpg: a picture can be written as .png, .svg or .pdf only"),
        ("no/step.png", "step.png: it cannot be saved: its folder does not exist"),
    ],
)
def test_what_cannot_be_written_is_said(
    window: MainWindow, asked: list[tuple[str, str]], tmp_path: Path, name: str, reason: str
) -> None:
    next_answer(asked, tmp_path / name)
    window.step_export.export()
    assert window.views.messages.text == reason
    assert list(tmp_path.iterdir()) == []
    assert window.preferences.picture_folder == ""


@pytest.mark.parametrize("word", ["Replace", "Cancel"])
@pytest.mark.parametrize("typed", ["step", "v1.0"])
def test_a_name_without_a_suffix_gets_one_and_replaces_nothing_unasked(
    window: MainWindow, asked: list[tuple[str, str]], tmp_path: Path, word: str, typed: str
) -> None:
    old = tmp_path / f"{typed}.png"
    old.write_text("precious")

    def click() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        next(b for b in box.buttons() if b.text().replace("&", "") == word).click()

    next_answer(asked, tmp_path / typed)
    QTimer.singleShot(0, click)
    window.step_export.export()
    assert (old.read_bytes() == b"precious") is (word == "Cancel")
    assert [each.name for each in tmp_path.iterdir()] == [old.name]


def test_the_clipboard_gets_pixels_and_shapes(window: MainWindow, press: Press) -> None:
    walk(window, 9)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    press(window, Qt.Key.Key_E, modifier=both)
    data = QGuiApplication.clipboard().mimeData()
    image = data.imageData()
    assert isinstance(image, QImage) and (image.width(), image.height()) == (2560, 1440)
    examples = window.controller.session.document.examples
    look = PictureLook(window.appearance.theme)
    assert bytes(data.data("image/svg+xml").data()) == svg(step_of(window), examples, look)
    assert window.views.messages.text == "Copied the picture of this step."
    QGuiApplication.clipboard().clear()


def test_without_an_example_there_is_no_step(
    open_window: Open, asked: list[tuple[str, str]]
) -> None:
    document: Document = bundled_network("lecture").load()
    window = open_window(document.with_(examples=Examples.none(2, 1)))
    for draw in (window.step_export.export, window.step_export.copy):
        window.views.messages.clear()
        draw()
        assert window.views.messages.text.startswith("There is no step to draw")
    assert asked == []


def test_menus_and_the_list_of_keys_offer_it(window: MainWindow) -> None:
    menus = {menu.title(): menu for menu in window.menuBar().findChildren(QMenu)}
    texts = {title: [action.text() for action in menu.actions()] for title, menu in menus.items()}
    assert "Expor&t…" in texts["&File"]
    assert "&Copy a picture of this step" in texts["&Edit"]


def test_drawing_leaves_the_window_as_it_was(
    window: MainWindow, asked: list[tuple[str, str]], tmp_path: Path
) -> None:
    walk(window, 9)
    before = window.grab().toImage()
    step = step_of(window)
    next_answer(asked, tmp_path / "step.pdf")
    window.step_export.export()
    window.views.messages.clear()
    assert step_of(window) is step
    after = window.grab().toImage()
    shown, then = (np.frombuffer(each.constBits(), np.uint8).copy() for each in (after, before))
    assert (shown == then).mean() > 0.999
