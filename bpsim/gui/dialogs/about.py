"""Help > About."""

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QMessageBox, QWidget

from bpsim.base.words import tr


def show_about(parent: QWidget, version: str) -> None:
    """What bpsim is, its version and licences."""
    QMessageBox.about(
        parent,
        tr("About bpsim"),
        f"<h3>bpsim {version}</h3>"
        "<p>Backpropagation made visible: one unit at a time, forwards and backwards, "
        "with every number.</p>"
        "<p>The notation is that of Andrew Ng’s course on machine learning.</p>"
        f"<p>MIT licence. Made with Qt {qVersion()} (LGPL), NumPy and pyqtgraph; "
        "icons by Tabler (MIT), mathematics set in STIX Two (SIL Open Font License).</p>",
    )
