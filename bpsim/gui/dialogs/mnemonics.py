"""The keys of a dialog: Alt and a letter for every button, F1 and Shift+F1 for help with it."""

from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QDialogButtonBox, QLabel, QPushButton, QWidget

from bpsim.base.words import tr
from bpsim.gui.kit.controls.access_letters import letter_of, lettered


def give_keys(dialog: QWidget) -> None:
    """Underline a letter of each push button that has no key yet; call it once all are there.

    Qt gives its standard buttons none where the desktop does not. F1 opens the help where it has
    the dialog's title as a heading, Shift+F1 and a click or Enter say what something is.
    """
    QShortcut(QKeySequence("F1"), dialog).activated.connect(partial(_help, dialog))
    QShortcut(QKeySequence("Shift+F1"), dialog).activated.connect(partial(_what_is_this, dialog))
    labels = [label for label in dialog.findChildren(QLabel) if label.buddy() is not None]
    taken = {letter_of(label.text()) for label in labels}
    for each in dialog.findChildren(QAbstractButton):
        taken.add(each.shortcut().toString()[-1:].lower())
    for box in dialog.findChildren(QDialogButtonBox):
        for kind in (QDialogButtonBox.StandardButton.Cancel, QDialogButtonBox.StandardButton.Close):
            if (leave := box.button(kind)) is not None:
                leave.setToolTip(tr("Close this dialog (Esc)"))
    for button in dialog.findChildren(QPushButton):
        if button.shortcut().isEmpty():
            button.setText(lettered(button.text(), taken))


def _help(dialog: QWidget) -> None:
    from bpsim.gui.dialogs.help.opening import open_help

    open_help(dialog, dialog.windowTitle())


def _what_is_this(dialog: QWidget) -> None:
    from bpsim.gui.dialogs.help.what_is_this import ask_what_is_this

    ask_what_is_this(dialog)
