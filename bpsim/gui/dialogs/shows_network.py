"""A widget beside the fields of a dialog that shows the network they make."""

from typing import TYPE_CHECKING

from bpsim.core.document import Document

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget as Base
else:
    Base = object  # so that a graph can be one


class ShowsNetwork(Base):
    """Stands before Qt's own class."""

    def show_document(self, document: Document) -> None:
        """Show the network of ``document``."""
        raise NotImplementedError
