"""Go to: what can be typed, what each text means, and what is refused with a reason."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from bpsim.core.document import Document
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.settings import TrainingSettings
from bpsim.gui.dialogs.go_to import GoToDialog
from bpsim.gui.looks.theme import DARK, LIGHT, Theme, use_theme
from bpsim.session.go_to_target import Target, TargetError, Walk, parse_target, target_words
from bpsim.steps.schedule import Granularity

NETWORK = Network.of(["sigmoid", "sigmoid"], [[[0.1, 0.2, 0.3]] * 2, [[0.5, 0.1, 0.2]]])


def document(examples: int = 5, batch: int | None = None, order: str = "file") -> Document:
    """A 2-2-1 network with so many examples, so many of them in a batch."""
    rows = Examples.none(2, 1)
    if examples:
        rows = Examples.of([[0.0, 1.0]] * examples, [[1.0]] * examples)
    settings = TrainingSettings(batch_size=batch, order=order)  # type: ignore[arg-type]
    return Document("test", NETWORK, "cross-entropy", rows, settings)


def walk(batch: int | None = None, diverged_at: int | None = None, examples: int = 5) -> Walk:
    """Iteration 12 of 340 is on screen."""
    here = document(examples, batch)
    return Walk(12, 340, lambda _iteration: here, Granularity.UNIT, diverged_at)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("120", Target(120)),
        (" 0 ", Target(0)),
        ("1,200", Target(1200)),
        ("1 200", Target(1200)),
        ("1.200.000", Target(1_200_000)),
        ("Iteration 7", Target(7)),
        ("120/3", Target(120, example=3)),
        ("120 / 3", Target(120, example=3)),
        ("120, example 3", Target(120, example=3)),
        ("120 # 17", Target(120, step=17)),
        ("120 step 17", Target(120, step=17)),
        ("/2", Target(12, example=2)),
        ("#2", Target(12, step=2)),
        ("+100", Target(112)),
        ("-10", Target(2)),
        ("−10 / 1", Target(2, example=1)),
        ("-100", Target(0)),
        ("start", Target(0)),
        ("end", Target(340)),
        ("latest/5", Target(340, example=5)),
    ],
)
def test_what_can_be_typed(text: str, target: Target) -> None:
    assert parse_target(text, walk()) == target


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Type an iteration"),
        ("soon", "“soon” is no place"),
        ("1.5", "no place"),
        ("1e3", "no place"),
        ("12 / 3 # 4", "no place"),
        ("12,34", "no place"),
        ("3 / 6", "examples 1 to 5"),
        ("3 / 0", "examples 1 to 5"),
        ("3 # 0", "Iteration 3 has the steps 1 to"),
        ("3 # 9999", "one per unit"),
        ("9999999999", "999,999,999"),
        ("9" * 5000, "999,999,999"),
        ("1\n2\n3", "“1 2 3” is no place"),
        ("soon " * 99, "“soon soon soon soon soon soon …” is no place"),
    ],
)
def test_what_cannot_says_why(text: str, reason: str) -> None:
    with pytest.raises(TargetError, match=reason):
        parse_target(text, walk())


def test_the_last_step_is_the_last_one_counted() -> None:
    # 5 × (load, 2 + 1 units forward, cost, 1 + 2 deltas, 2 Δ) + 2 D + the update
    assert parse_target("3 # 53", walk()) == Target(3, step=53)
    with pytest.raises(TargetError, match="1 to 53"):
        parse_target("3 # 54", walk())


def test_an_example_outside_the_batch_names_the_iteration_that_has_it() -> None:
    small = walk(batch=2)
    assert parse_target("3 / 1", small) == Target(3, example=1)  # 3 = one epoch of 2 + 2 + 1
    with pytest.raises(TargetError, match="not in the batch of iteration 3; iteration 5 has it"):
        parse_target("3 / 5", small)


def test_so_it_is_with_a_shuffled_order() -> None:
    shuffled = document(examples=7, batch=3, order="shuffled")
    around = Walk(0, 50, lambda _iteration: shuffled)
    for row in range(1, 8):
        try:
            parse_target(f"4 / {row}", around)
        except TargetError as error:
            named = str(error).split("; iteration ")[1].split()[0]
            assert parse_target(f"{named} / {row}", around).example == row


def test_without_examples_there_is_no_walk() -> None:
    with pytest.raises(TargetError, match="no training example"):
        parse_target("0", walk(examples=0))


def test_there_is_nothing_after_divergence() -> None:
    diverged = walk(diverged_at=340)
    assert parse_target("340", diverged) == Target(340)
    with pytest.raises(TargetError, match="diverges in iteration 340"):
        parse_target("341", diverged)


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (Target(12), "Iteration 12, its first step."),
        (Target(340, example=2), "Iteration 340, example 2."),
        (Target(3, step=17), "Iteration 3, step 17 of 53."),
        (Target(341), "Iteration 341, its first step. 1 more iteration is trained on the way"),
        (Target(2340, 1), "Iteration 2,340, example 1. 2,000 more iterations are trained"),
    ],
)
def test_where_it_leads_in_words(target: Target, words: str) -> None:
    assert target_words(target, walk()).startswith(words)


# --- the dialog -----------------------------------------------------------------------------------


@pytest.fixture
def dialog(qtbot: QtBot) -> GoToDialog:
    dialog = GoToDialog(walk())
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_typing_and_enter_are_enough(qtbot: QtBot, dialog: GoToDialog) -> None:
    assert dialog.line.selectedText() == "12"
    qtbot.keyClicks(dialog.line, "200/4")
    assert dialog.words.text() == "Iteration 200, example 4."
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.target() == Target(200, example=4)


def test_enter_on_what_is_no_place_keeps_it_open(qtbot: QtBot, dialog: GoToDialog) -> None:
    qtbot.keyClicks(dialog.line, "200/9")
    assert dialog.target() is None
    assert not dialog.go.isEnabled()
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    assert dialog.isVisible()
    qtbot.keyClick(dialog.line, Qt.Key.Key_Backspace)
    qtbot.keyClicks(dialog.line, "5")
    assert dialog.go.isEnabled()


def test_escape_goes_nowhere(qtbot: QtBot, dialog: GoToDialog) -> None:
    qtbot.keyClick(dialog.line, Qt.Key.Key_Escape)
    assert dialog.result() == QDialog.DialogCode.Rejected


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_a_refusal_has_the_colour_of_warnings(qtbot: QtBot, theme: Theme) -> None:
    use_theme(theme)
    dialog = GoToDialog(walk())
    qtbot.addWidget(dialog)
    colour = dialog.words.foregroundRole()
    assert dialog.words.palette().color(colour).name() == theme.text
    dialog.line.setText("nowhere")
    assert dialog.words.palette().color(colour).name() == theme.warning


@pytest.mark.parametrize("scale", [1, 2])
@pytest.mark.parametrize("text", ["12", "1000000 / 3", "3 / 99", "what is it that you want"])
def test_nothing_is_cut_off_and_nothing_moves(qtbot: QtBot, scale: int, text: str) -> None:
    dialog = GoToDialog(walk())
    qtbot.addWidget(dialog)
    font = QFont(dialog.font())
    font.setPointSizeF(9.0 * scale)
    dialog.setFont(font)
    dialog.show()
    QApplication.processEvents()
    before = dialog.size()
    dialog.line.setText(text)
    QApplication.processEvents()
    assert dialog.size() == before
    for label in dialog.findChildren(QLabel):
        assert label.height() >= label.heightForWidth(label.width())
        assert label.wordWrap() or label.width() >= label.sizeHint().width()
