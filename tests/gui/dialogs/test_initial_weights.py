"""Initial weights: what is chosen, what is shown of it, and what is refused with a reason."""

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from bpsim.core.initial_weights import COURSE_EPSILON, Start, StartMethod
from bpsim.core.network import Network
from bpsim.gui.dialogs.initial_weights import METHODS, InitialWeightsDialog
from bpsim.gui.dialogs.initial_weights_preview import layer_words
from bpsim.gui.looks.theme import DARK, LIGHT, Theme, use_theme

LEFT = Qt.MouseButton.LeftButton


def network(*layers: int) -> Network:
    """A sigmoid network with zeros for weights."""
    g = ["sigmoid"] * (len(layers) - 1)
    return Network.of(g, Start("zeros", 1).weights(layers, g))


def opened(qtbot: QtBot, first: Start | None, *layers: int) -> InitialWeightsDialog:
    """The dialog on a network with these layers."""
    dialog = InitialWeightsDialog(network(*layers), first)
    qtbot.addWidget(dialog)
    dialog.show()
    QApplication.processEvents()
    return dialog


def choose(dialog: InitialWeightsDialog, method: StartMethod) -> None:
    """Click a method."""
    place = [name for name, _ in METHODS].index(method)
    dialog.method.set_current(place)
    dialog.method.chosen.emit(place)


def test_it_opens_on_the_course_s_way(qtbot: QtBot) -> None:
    dialog = opened(qtbot, None, 4, 3, 2)
    assert dialog.chosen() == Start("uniform", 1, None)


@pytest.mark.parametrize(
    "first",
    [
        Start("zeros", 3),
        Start("uniform", 0, 0.5),
        Start("glorot", 2**53 - 1),
        Start("he", 7),
    ],
)
def test_what_was_chosen_last_is_offered_again(qtbot: QtBot, first: Start) -> None:
    assert opened(qtbot, first, 4, 3, 2).chosen() == first


@pytest.mark.parametrize("method", ["uniform", "glorot", "he"])
def test_the_preview_is_what_will_be_drawn(qtbot: QtBot, method: StartMethod) -> None:
    dialog = opened(qtbot, Start(method, 5), 40, 30, 20)
    weights = Start(method, 5).weights((40, 30, 20), ["sigmoid"] * 2)
    lines = [", ".join(layer_words(n, theta)) for n, theta in enumerate(weights, 1)]
    assert dialog.preview.lines() == lines
    dialog.seed.setValue(6)
    assert dialog.preview.lines() != lines


def test_the_range_in_words() -> None:
    assert layer_words(1, np.array([[0.0, -0.25, 0.5]])) == (
        "Θ⁽¹⁾",
        "1 × 3",
        "−0.25 … 0.5, biases 0",
    )
    assert layer_words(2, np.array([[9.0, -0.25, 0.5]]))[2] == "−0.25 … 0.5"
    assert layer_words(12, np.zeros((2, 1001))) == ("Θ⁽¹²⁾", "2 × 1,001", "all 0")


def test_the_dice_draw_another_seed(qtbot: QtBot) -> None:
    dialog = opened(qtbot, None, 4, 3, 2)
    seeds = [dialog.seed.value()]
    for _ in range(20):
        qtbot.mouseClick(dialog.dice, LEFT)
        seeds.append(dialog.seed.value())
    assert all(one != other for one, other in pairwise(seeds))
    chosen = dialog.chosen()
    assert chosen is not None and chosen.seed == seeds[-1]


def test_an_epsilon_of_one_s_own(qtbot: QtBot) -> None:
    dialog = opened(qtbot, None, 4, 3, 2)
    assert not dialog.epsilon.isVisible()
    dialog.rule.set_current(1)
    dialog.rule.chosen.emit(1)
    assert dialog.epsilon.isVisible()
    assert dialog.chosen() == Start("uniform", 1, COURSE_EPSILON)
    dialog.epsilon.selectAll()
    qtbot.keyClicks(dialog.epsilon, "1/4")
    assert dialog.chosen() == Start("uniform", 1, 0.25)
    qtbot.keyClick(dialog.epsilon, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
    choose(dialog, "he")
    assert dialog.chosen() == Start("he", 1, None)


@pytest.mark.parametrize(
    ("text", "reason"), [("much", "not a number"), ("0", "> 0"), ("-1", "> 0"), ("", "missing")]
)
def test_an_epsilon_that_is_none_is_refused(qtbot: QtBot, text: str, reason: str) -> None:
    dialog = opened(qtbot, Start("uniform", 1, 0.5), 4, 3, 2)
    dialog.epsilon.selectAll()
    qtbot.keyClick(dialog.epsilon, Qt.Key.Key_Delete)
    qtbot.keyClicks(dialog.epsilon, text)
    assert dialog.chosen() is None
    assert not dialog.use.isEnabled()
    assert reason in dialog.words.text()
    assert dialog.words.palette().color(dialog.words.foregroundRole()).name() == LIGHT.warning
    qtbot.keyClick(dialog.epsilon, Qt.Key.Key_Return)
    assert dialog.isVisible()
    choose(dialog, "glorot")
    assert dialog.use.isEnabled()


def test_zeros_say_that_symmetry_never_breaks(qtbot: QtBot) -> None:
    dialog = opened(qtbot, Start("zeros", 1), 4, 3, 2)
    assert "symmetry never breaks" in dialog.words.text()
    assert not dialog.seed.isVisible(), "there is nothing to draw"
    alone = opened(qtbot, Start("zeros", 1), 4, 2)
    assert "this works" in alone.words.text()


def test_escape_chooses_nothing(qtbot: QtBot) -> None:
    dialog = opened(qtbot, None, 4, 3, 2)
    qtbot.keyClick(dialog.seed, Qt.Key.Key_Escape)
    assert dialog.result() == QDialog.DialogCode.Rejected


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_the_preview_has_the_theme_s_colours(qtbot: QtBot, theme: Theme) -> None:
    use_theme(theme)
    dialog = InitialWeightsDialog(network(400, 25, 10))
    qtbot.addWidget(dialog)
    dialog.show()
    image = dialog.preview.grab().toImage()
    middle = image.height() // 4
    seen = [QColor(image.pixel(x, middle)) for x in range(image.width())]
    assert theme.surface in {colour.name() for colour in seen}
    bluer = [c.blue() - c.red() for c in seen]
    assert min(bluer) < -40 and max(bluer) > 40, "orange below 0 and blue above"
    assert bluer.index(min(bluer)) < bluer.index(max(bluer))


@pytest.mark.parametrize("scale", [1, 2])
@pytest.mark.parametrize("method", ["zeros", "uniform", "glorot", "he"])
@pytest.mark.parametrize("layers", [(784, 128, 64, 10), (2, *[8] * 12, 1)])
def test_nothing_is_cut_off(
    qtbot: QtBot, scale: int, method: StartMethod, layers: tuple[int, ...]
) -> None:
    epsilon = 0.5 if method == "uniform" else None
    dialog = InitialWeightsDialog(network(*layers), Start(method, 99, epsilon))
    qtbot.addWidget(dialog)
    font = QFont(dialog.font())
    font.setPointSizeF(9.0 * scale)
    dialog.setFont(font)
    dialog.show()
    QApplication.processEvents()
    assert dialog.words.height() >= dialog.words.heightForWidth(dialog.words.width())
    parts: tuple[QWidget, ...] = (
        dialog.method, dialog.rule, dialog.epsilon, dialog.seed, dialog.dice, dialog.preview,
        dialog.use,
    )  # fmt: skip
    for part in parts:
        if part.isVisible():
            corner = part.mapTo(dialog, QPoint(0, 0))
            assert dialog.rect().contains(corner)
            assert dialog.rect().contains(corner + part.rect().bottomRight())
            assert part.height() >= part.minimumSizeHint().height()
