"""Pictures and panels that fit themselves to the room and the font they are given."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from bpsim.gui.kit.controls.label import Label
from bpsim.gui.kit.controls.picture import PictureWidget
from bpsim.gui.kit.controls.room import together, wrapped_size
from bpsim.gui.kit.controls.roomy import Roomy
from bpsim.gui.kit.page.words import MarkdownWords
from bpsim.gui.looks.theme import DARK, use_theme
from bpsim.gui.panels.step.panel import StepPanel
from tests.gui.panels.literal_steps import forward


def larger(font: QFont) -> QFont:
    out = QFont(font)
    out.setPointSizeF(2 * font.pointSizeF())
    return out


class Plan(PictureWidget):
    """Counts how often it is laid out anew."""

    USUAL = 3, 2
    LEAST = 2, 1

    def __init__(self) -> None:
        super().__init__()
        self.forgotten = 0

    def forget(self) -> None:
        self.forgotten += 1
        super().forget()


def test_a_picture_grows_with_its_text_and_is_laid_out_anew(qtbot: QtBot) -> None:
    plan = Plan()
    qtbot.addWidget(plan)
    line = plan.fontMetrics().height()
    assert plan.sizeHint() == QSize(3 * line, 2 * line)
    assert plan.minimumSizeHint() == QSize(2 * line, line)
    plan.show()
    before = plan.forgotten
    plan.resize(123, 77)
    assert plan.forgotten == before + 1
    plan.setFont(larger(plan.font()))
    assert plan.forgotten == before + 2
    assert plan.sizeHint().width() == 3 * plan.fontMetrics().height() > 3 * line
    use_theme(DARK)
    assert plan.forgotten == before + 2


def test_a_text_takes_as_many_lines_as_it_needs(qtbot: QtBot) -> None:
    metrics = QFontMetrics(QFont())
    word = metrics.horizontalAdvance("delta")
    for words in (1, 3, 2000):  # far beyond the height of any screen
        size = wrapped_size(metrics, word + 2, " ".join(["delta"] * words))
        assert size.height() == metrics.height() + (words - 1) * metrics.lineSpacing()
        assert size.width() <= word + 2
    assert wrapped_size(metrics, 0, "delta").height() == metrics.height()


@pytest.mark.parametrize(
    ("words", "last"),
    [
        ("delta of layer", "12"),
        ("Delta der Schicht", "12"),
        ("delta de la capa", "12"),
        ("delta de la couche", "12"),
        ("of these it is unit", "3 of layer 4"),
        ("Training diverges in iteration", "12,000."),
        ("这是网络中的第", "12 层"),
    ],
)
def test_a_number_stays_on_the_line_of_its_word(qtbot: QtBot, words: str, last: str) -> None:
    metrics = QFontMetrics(QFont())
    room = metrics.horizontalAdvance(words)  # for the words, without the number
    taken = wrapped_size(metrics, room + 1, f"{words} {last}")
    assert taken.width() < room, "the last word goes to the next line as well"
    label = Label(f"{words} {last}")
    qtbot.addWidget(label)
    assert label.text() == f"{words} {last}"
    assert QLabel.text(label).startswith(f"{words}\u00a0{last[0]}")
    label.clear()
    assert label.text() == ""


def test_a_slope_stays_on_the_line_of_what_it_is_taken_at(qtbot: QtBot) -> None:
    metrics, words = QFontMetrics(QFont()), "multipliziert die Summe mit seiner Steigung"
    room = metrics.horizontalAdvance(f"{words} g′") + 1
    assert (
        wrapped_size(metrics, room, f"{words} g′(z).").width() < room - metrics.averageCharWidth()
    )
    label = Label("g′(z)")
    qtbot.addWidget(label)
    assert label.text() == "g′(z)"


def test_a_word_without_end_is_broken_before_it_is_cut(qtbot: QtBot) -> None:
    metrics, name = QFontMetrics(QFont()), "a_name_of_a_file_" * 12
    room = metrics.horizontalAdvance("x" * 60)
    assert wrapped_size(metrics, room, f"“{name}” was not saved.").width() <= room
    label = Label(name)
    qtbot.addWidget(label)
    assert label.text() == name
    assert together("神经网络" * 30) == "神经网络" * 30


def test_numbers_and_signs_that_follow_each_other_may_be_parted() -> None:
    for text in ("1 2 3", "0.5 = 0.25 + 0.25", "a: 1"):
        assert together(text) == text


def test_pages_keep_numbers_with_their_words_but_leave_code_as_it_is(qtbot: QtBot) -> None:
    page = MarkdownWords()
    qtbot.addWidget(page)
    page.show_markdown(
        "# In layer 1\n\nLook 👀 at **unit** 2 of *layer 3*: `train 4`, 5 6\n\n    --n 7\n"
    )
    shown, block = [], page.document().begin()
    while block.isValid():
        shown.append(block.text())
        block = block.next()
    assert shown[:2] == [
        "In layer 1",
        "Look 👀 at unit 2 of layer 3: train 4, 5 6",
    ]
    assert shown[2].strip() == "--n 7"
    assert page.toPlainText().startswith("In layer 1"), "what is copied has a plain space"


class Panel(Roomy):
    """Remembers how many lines it had when it was asked to fit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.seen: list[float] = []

    def fit_room(self) -> None:
        self.seen.append(self.lines())


def test_a_panel_counts_its_height_in_lines(qtbot: QtBot) -> None:
    panel = Panel()
    qtbot.addWidget(panel)
    panel.resize(100, 50)
    panel.show()
    assert panel.seen == []  # nothing is in it yet
    QVBoxLayout(panel)
    line = panel.fontMetrics().height()
    panel.resize(200, 12 * line)
    panel.setFont(larger(panel.font()))
    assert panel.seen == [12.0, pytest.approx(12 * line / panel.fontMetrics().height())]


def test_a_low_step_panel_sets_its_formulas_smaller(qtbot: QtBot) -> None:
    panel = StepPanel()
    qtbot.addWidget(panel)
    panel.show_step(forward())
    line = panel.fontMetrics().height()
    panel.resize(420, 40 * line)
    panel.show()
    usual = panel.formula.font().pointSizeF()
    panel.resize(420, 8 * line)
    assert panel.formula.font().pointSizeF() < usual
