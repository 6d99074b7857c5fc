"""The program beside the walk in the real window."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from bpsim.gui.window.main_window import MainWindow
from bpsim.notation.numerals import number_text

from .conftest import step_of

Press = Callable[..., None]


def test_the_program_follows_the_walk(window: MainWindow, press: Press) -> None:
    window.docks.by_name["code"].raise_()
    panel = window.views.code
    press(window, Qt.Key.Key_Right, 8)
    step = step_of(window)
    lines = panel.text.toPlainText().splitlines()
    assert [lines[n].strip() for n in panel.lit] == [
        "delta = back[l - 1](delta @ Theta[l][:, 1:], z[l - 1], a[l])"
    ]
    assert step.result is not None
    assert panel.margin.text() == f"δ₁⁽³⁾ = {number_text(step.result)},  g′(0.3547) = 0.2423"
    panel.language_chosen.emit(2)
    assert "J.backward()" in panel.text.toPlainText().splitlines()[panel.lit[0]]
    press(window, Qt.Key.Key_End)
    assert panel.text.toPlainText().splitlines()[panel.lit[0]] == "optimizer.step()"
    new = step_of(window).matrices[0]
    assert panel.margin.text().startswith(f"Θ⁽¹⁾ = [{number_text(float(new[0, 0]))}, ")
    press(window, Qt.Key.Key_Left)
    lines = panel.text.toPlainText().splitlines()
    assert "D = torch" in lines[panel.lit[-1]]
