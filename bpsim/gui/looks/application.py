"""Qt's application, with or without a window."""

import sys
from functools import cache

from PySide6.QtWidgets import QApplication

from bpsim.gui.looks.theme import grey_edged


@cache
def the_application() -> QApplication:
    """The process's application, made if there is none; it stays, as the fonts that need it do."""
    # The style is said among the words, because asking for it makes Python classes of all it has.
    application = QApplication.instance() or QApplication([*sys.argv[:1], "-style", "Fusion"])
    assert isinstance(application, QApplication)
    application.setFont(grey_edged(application.font()))
    return application
