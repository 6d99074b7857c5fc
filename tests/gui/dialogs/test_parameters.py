"""The dialog that asks for the parameters of an activation."""

from pytestqt.qtbot import QtBot

from bpsim.core.activations.table import ACTIVATIONS
from bpsim.gui.dialogs.parameters import ParametersDialog


def test_a_long_refusal_is_shown_whole(qtbot: QtBot) -> None:
    dialog = ParametersDialog(ACTIVATIONS["sigmoid"], "layer 2")
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    (line,) = dialog.lines.lines.values()
    line.setText("9" * 40 + "e400")
    line.textEdited.emit(line.text())
    assert dialog.wrong.text() and not dialog.use.isEnabled()
    qtbot.waitUntil(
        lambda: dialog.wrong.height() >= dialog.wrong.heightForWidth(dialog.wrong.width())
    )
