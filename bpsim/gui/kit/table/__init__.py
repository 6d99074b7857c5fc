"""Tables of numbers that are read a few rows at a time, however long they are."""

from bpsim.gui.kit.table.base import CalmTable
from bpsim.gui.kit.table.model import TermColumn, TermModel
from bpsim.gui.kit.table.view import TermTable

__all__ = ["CalmTable", "TermColumn", "TermModel", "TermTable"]
