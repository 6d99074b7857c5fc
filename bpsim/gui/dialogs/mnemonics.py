"""A key for every button of a dialog: Alt and an underlined letter, no two the same."""

from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QWidget


def give_keys(dialog: QWidget) -> None:
    """Underline a letter of each push button that has no key yet; call it once all are there.

    Qt gives its standard buttons none where the desktop does not.
    """
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


def _letter(text: str) -> str:
    """The letter that is underlined in ``text``; empty if none is."""
    return text.replace("&&", "").partition("&")[2][:1].lower()
