"""Help > About."""

from html import escape

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QMessageBox, QWidget

from bpsim.base.words import tr


def show_about(parent: QWidget, version: str) -> None:
    """What bpsim is, its version and licences."""
    said = (
        tr(
            "Backpropagation made visible: one unit at a time, forwards and backwards, "
            "with every number."
        ),
        tr("The notation is that of Andrew Ng’s course on machine learning."),
        tr(
            "MIT licence. Made with Qt {qt} (LGPL), NumPy and pyqtgraph; icons by Tabler (MIT), "
            "mathematics set in STIX Two (SIL Open Font License).",
            qt=qVersion(),
        ),
    )
    paragraphs = "".join(f"<p>{escape(each, quote=False)}</p>" for each in said)
    QMessageBox.about(parent, tr("About bpsim"), f"<h3>bpsim {version}</h3>{paragraphs}")
