"""Qt started only to draw: no window, nothing on a screen."""

import sys
from functools import cache

from PySide6.QtWidgets import QApplication


@cache
def drawing_application() -> QApplication:
    """The process's application, made if there is none; it stays, as the fonts that need it do."""
    application = QApplication.instance() or QApplication([*sys.argv[:1], "-style", "Fusion"])
    assert isinstance(application, QApplication)
    return application
