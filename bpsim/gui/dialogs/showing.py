"""Shows a dialog, and lets go of it once it is closed."""

from PySide6.QtWidgets import QDialog


def accepted(dialog: QDialog) -> bool:
    """Show ``dialog`` until it is closed; True if its answer is to be used.

    The answer can be read until the next round of events.
    """
    try:
        return dialog.exec() == QDialog.DialogCode.Accepted
    finally:
        dialog.deleteLater()
