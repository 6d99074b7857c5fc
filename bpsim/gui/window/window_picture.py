"""A picture of the window or of one of its panels, without a window on any screen."""

import sys

from PySide6.QtCore import QMessageLogContext, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QImage

from bpsim.base.words import tr
from bpsim.core.document import Document
from bpsim.core.errors import BpsimError
from bpsim.gui.looks.application import the_application
from bpsim.gui.looks.theme import THEMES
from bpsim.gui.window.main_window import MainWindow
from bpsim.gui.window.screenshots import settle
from bpsim.gui.wiring.table import ROWS

WHOLE = "window"


def window_picture(
    document: Document, panel: str, theme: str, size: tuple[int, int], scale: float
) -> QImage:
    """The panel of that name, or the whole window, at the step on which ``document`` stands.

    ``size`` is that of the window, ``scale`` the pixels for each of it. Raises BpsimError for a
    panel that there is none of.
    """
    the_application()
    others = qInstallMessageHandler(_without_chatter)
    window = MainWindow(document)
    try:
        docks = window.docks.by_name
        if panel != WHOLE and panel not in docks:
            of_modes = {row.name for row in ROWS if row.mode is not None}
            raise BpsimError(
                tr(
                    "--panel: there is no panel “{panel}”; there are {whole}, {names}",
                    panel=panel,
                    whole=WHOLE,
                    names=", ".join(sorted(docks, key=of_modes.__contains__)),
                )
            )
        window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        window.resize(*size)
        window.show()
        window.begin()
        if panel != WHOLE:
            window.docks.bring_up(panel)
        with window.appearance.borrowed(THEMES[theme]):
            settle()
            widget = window if panel == WHOLE else docks[panel]
            image = QImage(widget.size() * scale, QImage.Format.Format_ARGB32_Premultiplied)
            image.setDevicePixelRatio(scale)
            widget.render(image)
    finally:
        window.wiring.finish()
        window.hide()
        window.deleteLater()
        qInstallMessageHandler(others)
    return image


def _without_chatter(kind: QtMsgType, _where: QMessageLogContext, words: str) -> None:
    """Qt's messages but for those on what cannot be done where there is no screen."""
    if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) and "plugin" not in words:
        print(words, file=sys.stderr)
