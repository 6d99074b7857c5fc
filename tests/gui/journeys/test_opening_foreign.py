"""Files of other programs through the window: certain ones at once, others after asking."""

import json
import threading
from collections.abc import Callable
from pathlib import Path
from threading import Event

import numpy as np
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from bpsim.core.propagation import forward
from bpsim.formats import registry
from bpsim.formats.content import Content
from bpsim.gui.dialogs.opening import dialog as dialog_module
from bpsim.gui.dialogs.opening.dialog import OpeningDialog
from bpsim.gui.kit.entry.spins import Choice
from bpsim.gui.window.file_names import open_filters
from bpsim.gui.window.main_window import MainWindow
from bpsim.session import editing

from .conftest import Open

SAMPLES = Path(__file__).parents[4] / "shared" / "interchange"
TABLE = "a;b;kind\n1,5;2;yes\n2,5;1;no\n0,5;3;yes\n4;4;no\n"


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


def when_asked(
    qtbot: QtBot, act: Callable[[OpeningDialog], None], ok: bool = True
) -> list[OpeningDialog]:
    """Do something in the dialog once it has worked out its preview, then press OK or Cancel."""
    seen: list[OpeningDialog] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, OpeningDialog)
        seen.append(dialog)
        try:
            qtbot.waitUntil(lambda: dialog.settled)
            act(dialog)
            qtbot.waitUntil(lambda: dialog.settled)
        finally:
            if ok and dialog.use.isEnabled():
                qtbot.mouseClick(dialog.use, Qt.MouseButton.LeftButton)
            else:
                dialog.reject()

    QTimer.singleShot(0, look)
    return seen


def open_file(window: MainWindow, path: Path) -> None:
    """Open it, and be there when it was read, which another thread does."""
    window.files.open(str(path))
    window.files.background.wait()


def weights(path: Path) -> Path:
    rng = np.random.default_rng(3)
    np.savez(path, W1=rng.normal(size=(4, 5)), b1=np.ones(5), W2=rng.normal(size=(5, 3)))
    return path


def test_what_is_missing_is_asked_and_the_preview_follows(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = weights(tmp_path / "mine.npz")
    said: list[str] = []

    def choose(dialog: OpeningDialog) -> None:
        said.append(dialog.words.text())
        hidden = dialog.fields.fields["activations"].inputs[0]
        assert hidden.accessibleName() == "Activation, Layer 2"
        hidden.setFocus()
        qtbot.keyClicks(hidden, "tanh")
        qtbot.waitUntil(lambda: dialog.settled)
        said.append(dialog.words.text())

    when_asked(qtbot, choose)
    open_file(window, path)
    network = window.controller.session.document.network
    assert network.activations[0].name == "tanh"
    assert "relu" in said[0] and "tanh" in said[1]
    assert said[0].splitlines()[-1] != said[1].splitlines()[-1]
    assert window.windowTitle().startswith("mine")
    # What was guessed stood in the dialog.
    assert window.views.messages.text == "Opened mine.npz."
    assert window.files.path is None  # saving asks for a name: theirs is not written over


def test_a_number_half_typed_is_no_work_for_a_dialog_that_is_gone(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "table.csv"
    path.write_text(TABLE)
    busy: list[bool] = []

    def type_and_leave(dialog: OpeningDialog) -> None:
        dialog.table.seed.setFocus()
        dialog.table.seed.selectAll()
        qtbot.keyClicks(dialog.table.seed, "7")  # taken up as the dialog goes
        dialog.reject()
        busy.append(not dialog.settled)
        dialog.table.seed.setValue(9)  # or once it has gone
        busy.append(not dialog.settled)

    when_asked(qtbot, type_and_leave)
    open_file(window, path)
    assert busy == [False, False]
    qtbot.waitUntil(lambda: not window.files.background.busy)


def test_what_takes_long_is_shown_and_can_be_cancelled(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialog_module, "PATIENCE_MS", 1)
    wait, real = Event(), dialog_module._made

    def slow(*given: object) -> object:
        assert wait.wait(60)
        return real(*given)

    monkeypatch.setattr(dialog_module, "_made", slow)
    before = window.controller.session.document

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, OpeningDialog)
        qtbot.waitUntil(dialog.bar.isVisible)
        assert not dialog.use.isEnabled()
        dialog.reject()
        wait.set()

    QTimer.singleShot(0, look)
    open_file(window, weights(tmp_path / "mine.npz"))
    assert window.controller.session.document is before
    window.files.background.wait()


def test_cancel_leaves_all_as_it_was(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    before, title = window.controller.session.document, window.windowTitle()
    seen = when_asked(qtbot, lambda _dialog: None, ok=False)
    open_file(window, weights(tmp_path / "mine.npz"))
    assert seen
    assert window.controller.session.document is before
    assert window.windowTitle() == title


def test_a_table_shows_its_columns_and_what_they_are_for(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "data.csv"
    path.write_text(TABLE)

    def look(dialog: OpeningDialog) -> None:
        heads = dialog.table.table.horizontalHeaderItem
        assert [heads(n).text() for n in range(3)] == ["a\nInput", "b\nInput", "kind\nTarget"]
        assert dialog.table.decimal.itemText(0) == "As found: Comma, as in 1,5"
        dialog.table.set_role(1, "name")
        assert heads(1).text() == "b\nName of the example"
        assert dialog.answers().table.names == ("b",)
        dialog.table.set_role(0, "name")  # an example has one name
        assert heads(1).text() == "b\nLeft out"
        dialog.table.set_role(0, "input")
        dialog.table.held_out.setValue(50)

    when_asked(qtbot, look)
    open_file(window, path)
    document = window.controller.session.document
    assert document.examples.x_names == ("a",)
    assert (len(document.examples), len(document.held_out)) == (2, 2)
    assert document.classes == ("no", "yes")


def test_a_wrong_answer_is_said_and_nothing_can_be_opened_with_it(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "vector.npz"
    np.savez(path, theta=np.arange(13.0))
    before = window.controller.session.document
    problems: list[str] = []

    def answer(dialog: OpeningDialog) -> None:
        assert not dialog.use.isEnabled()
        line = dialog.fields.fields["layers"].inputs[0]
        qtbot.keyClicks(line, "3-2-2")
        qtbot.waitUntil(lambda: dialog.settled)
        problems.append(dialog.problem.text())
        assert not dialog.use.isEnabled()
        for _ in range(5):
            qtbot.keyClick(line, Qt.Key.Key_Backspace)
        qtbot.keyClicks(line, "2-3-1")

    when_asked(qtbot, answer)
    open_file(window, path)
    assert "13" in problems[0]
    assert window.controller.session.document is not before
    assert window.controller.session.document.network.layers == (2, 3, 1)


def test_a_second_file_is_added(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, data = (tmp_path / name for name in ("one.npz", "two.npz", "data.csv"))
    np.savez(first, Theta1=np.ones((3, 3)))
    np.savez(second, theta2=np.ones((1, 4)))
    data.write_text("a,b,y\n1,2,0\n3,4,1\n5,7,1\n")
    more = [str(data), str(second)]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (more.pop(), ""))

    def add_both(dialog: OpeningDialog) -> None:
        assert dialog.table.isHidden()
        for _ in range(2):
            dialog.second.click()
            qtbot.waitUntil(lambda: dialog.settled and dialog.use.isEnabled())
        assert dialog.table.isVisible()
        assert "J(Θ)" in dialog.words.text()

    when_asked(qtbot, add_both)
    open_file(window, first)
    document = window.controller.session.document
    assert document.network.layers == (2, 3, 1)
    assert document.examples.x.tolist() == [[1, 2], [3, 4], [5, 7]]


def test_what_cannot_be_added_leaves_all_else_as_it_was_answered(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, noise = tmp_path / "one.npz", tmp_path / "noise.npz"
    np.savez(first, Theta1=np.ones((3, 3)), Theta2=np.ones((1, 4)))
    noise.write_bytes(b"PK\x03\x04 and then nothing")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(noise), ""))

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, OpeningDialog)
        try:
            assert not dialog.settled  # nothing has come of the first file yet
            dialog.second.click()
            qtbot.waitUntil(lambda: dialog.settled)
            assert "noise.npz" in dialog.problem.text()
            assert dialog.use.isEnabled()
            output = dialog.fields.fields["activations"].inputs[-1]
            assert isinstance(output, Choice)
            output.show_silently("linear")
            output.activated.emit(0)  # another answer, while the file is looked at once more
            dialog.second.click()
            qtbot.waitUntil(lambda: dialog.settled and dialog.problem.isVisible())
            assert "noise.npz" in dialog.problem.text()
        finally:
            dialog.accept() if dialog.use.isEnabled() else dialog.reject()

    QTimer.singleShot(0, look)
    open_file(window, first)
    network = window.controller.session.document.network
    assert network.layers == (2, 3, 1)
    assert network.activations[-1].name == "linear"


def test_a_copy_says_what_it_leaves_out(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "copy.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    title = window.windowTitle()
    window.actions_["save_copy"].trigger()
    qtbot.waitUntil(lambda: not window.files.background.busy)
    assert path.read_text().startswith("x")
    assert "network is not in the file" in window.views.messages.text
    assert window.windowTitle() == title


def test_the_dialog_offers_every_kind() -> None:
    for suffix in (".mat", ".onnx", ".keras", ".pth", ".csv", ".bpsim"):
        assert f"*{suffix}" in open_filters().split(";;")[0]


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="The sample files are not beside the repository.")
def test_every_sample(window: MainWindow, qtbot: QtBot) -> None:
    for entry in json.loads((SAMPLES / "index.json").read_text())["files"]:
        name = entry.get("file")
        if not isinstance(name, str):
            continue
        before = window.controller.session.document
        QTimer.singleShot(0, lambda: _accept_if_asked(qtbot))
        open_file(window, SAMPLES / name)
        qtbot.waitUntil(lambda: not window.files.background.busy)
        qtbot.wait(1)
        document = window.controller.session.document
        if document is before:
            assert window.views.messages.text or entry["expect"].startswith("refuse"), name
        expected = SAMPLES / f"{entry['id']}.expected.json"
        if entry["expect"] == "open" and expected.exists():
            assert document is not before, name
            known = json.loads(expected.read_text())
            x = np.array(known["X"])
            assert forward(document.network, x).a[-1].shape == np.array(known["outputs"]).shape


def _accept_if_asked(qtbot: QtBot) -> None:
    dialog = QApplication.activeModalWidget()
    if isinstance(dialog, OpeningDialog):
        qtbot.waitUntil(lambda: dialog.settled)
        if dialog.use.isEnabled():
            dialog.accept()
        else:
            dialog.reject()


def test_another_programs_file_is_read_in_another_thread(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads = []
    real = registry.contents

    def noted(path: str) -> Content:
        threads.append(threading.current_thread())
        return real(path)

    monkeypatch.setattr(registry, "contents", noted)
    path = tmp_path / "small.json"
    path.write_text('{"coefs_": [[[1], [2]]], "intercepts_": [[3]], "activations": ["sigmoid"]}')
    window.files.open(str(path))
    qtbot.waitUntil(lambda: not window.files.background.busy)
    assert window.controller.session.document.network.layers == (2, 1)
    assert threads and threading.main_thread() not in threads


def test_nobody_is_asked_to_save_for_the_sake_of_another_programs_bad_file(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.controller.edit(editing.set_shorthand, True)
    bad = tmp_path / "bad.npz"
    bad.write_bytes(b"PK\x03\x04")
    asked: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: asked.append(box.text()))
    open_file(window, bad)
    assert "bad.npz" in window.views.messages.text
    assert not asked
    assert window.isWindowModified()


def test_zeros_that_mean_missing_are_left_out(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "sugar.csv"
    rows = "".join(f"{100 + n},{n % 7},{n % 2}\n" for n in range(20))
    path.write_text(f"glucose,b,y\n{rows}0,1,1\n0,2,0\n")
    notes: list[str] = []

    def look(dialog: OpeningDialog) -> None:
        notes.append(dialog.notes.text())
        dialog.table.set_zero(0, True)
        heads = dialog.table.table.horizontalHeaderItem
        assert heads(0).text() == "glucose\nInput, 0 is missing"
        dialog.table.set_zero(1, True)
        dialog.table.set_zero(1, False)

    when_asked(qtbot, look)
    open_file(window, path)
    assert "0 may stand for a missing value in: glucose (2 times)." in notes[0]
    examples = window.controller.session.document.examples
    assert len(examples) == 20
    assert examples.x_names == ("glucose", "b")


def test_what_is_lost_is_said_before_and_after(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "net.json"
    whole = {"coefs_": [[[1], [2]]], "intercepts_": [[3]], "activations": ["sigmoid"]}
    path.write_text(json.dumps(whole | {"other": [[1, 2], [3, 4], [5, 6]]}))
    before: list[str] = []
    when_asked(qtbot, lambda dialog: before.append(dialog.notes.text()))
    open_file(window, path)
    words = "These mean nothing here: other."
    assert words in before[0]
    assert window.views.messages.text == f"Opened net.json. {words}"
