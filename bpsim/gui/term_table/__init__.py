"""Tables of numbers that are read a few rows at a time, however long they are."""

from bpsim.gui.term_table.base import CalmTable
from bpsim.gui.term_table.model import TermColumn, TermModel
from bpsim.gui.term_table.view import TermTable

__all__ = ["CalmTable", "TermColumn", "TermModel", "TermTable"]
