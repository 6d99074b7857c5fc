"""The keys of a dialog: Alt and an underlined letter for every button, and F1 for help with it."""

from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QWidget


def give_keys(dialog: QWidget) -> None:
    """Underline a letter of each push button that has no key yet; call it once all are there.

    Qt gives its standard buttons none where the desktop does not. F1 opens the help where it has
    the dialog's title as a heading.
    """
    QShortcut(QKeySequence("F1"), dialog).activated.connect(partial(_help, dialog))
    labels = [label for label in dialog.findChildren(QLabel) if label.buddy() is not None]
    taken = {_letter(label.text()) for label in labels}
    for each in dialog.findChildren(QAbstractButton):
        taken.add(each.shortcut().toString()[-1:].lower())
    for button in dialog.findChildren(QPushButton):
        if button.shortcut().isEmpty():
            text = button.text()
            free = (n for n, c in enumerate(text) if c.isalnum() and c.lower() not in taken)
            place = next(free, None)
            if place is not None:
                taken.add(text[place].lower())
                button.setText(f"{text[:place]}&{text[place:]}")


def _help(dialog: QWidget) -> None:
    from bpsim.gui.dialogs.help.opening import open_help

    open_help(dialog, dialog.windowTitle())


def _letter(text: str) -> str:
    """The letter that is underlined in ``text``; empty if none is."""
    return text.replace("&&", "").partition("&")[2][:1].lower()
