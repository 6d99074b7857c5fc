"""Sheets for a class from the window: for whom, and the files of the folder."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QFileDialog, QWidget

from bpsim.base.words import tr
from bpsim.core.document import Document
from bpsim.core.progress import Report, Stages, silent
from bpsim.export.classroom.folder import class_files, class_variants
from bpsim.export.classroom.roster import numbered, roster_of
from bpsim.export.classroom.variant import Variant
from bpsim.export.solution.making import Wanted
from bpsim.formats.files import from_text
from bpsim.formats.native.file import dumps
from bpsim.gui.window import export_kinds as kinds
from bpsim.gui.window.export_work import blanks_of, numbers_of
from bpsim.teach.practice.exercises import exercise_like

MOST_BYTES = 2**20


class ClassExport:
    """Draws networks like that of ``document``, one for each student."""

    def __init__(self, window: QWidget, document: Document) -> None:
        self._window, self._document = window, document

    def names(self, chosen: Mapping[str, str]) -> list[str] | None:
        """Who gets a sheet; None where a file of names was asked for and none was given.

        Raises BpsimError for a roster that is none.
        """
        if chosen["whom"] != kinds.ROSTER:
            return numbered(int(chosen["count"]))
        title, filter_ = tr("The names of the class"), tr("Tables (*.csv *.txt);;All files (*)")
        path, _ = QFileDialog.getOpenFileName(self._window, title, "", filter_)
        return from_text(path, roster_of, MOST_BYTES) if path else None

    def files(
        self, names: list[str], chosen: Mapping[str, str], report: Report
    ) -> Iterator[tuple[str, bytes]]:
        """The files below the folder."""
        from bpsim.gui.picture.paper import solution_pdf

        stages = Stages(report, 2)
        variants = self.variants(names, chosen, stages.next())
        pdf = solution_pdf if chosen["pdf"] else None
        return class_files(variants, dumps, pdf, stages.next())

    def variants(
        self, names: Sequence[str], chosen: Mapping[str, str], report: Report = silent
    ) -> list[Variant]:
        """The sheets of these students; raises BpsimError where the network has none."""
        document = self._document
        draw = partial(exercise_like, document)
        digits, fractions = numbers_of(chosen)
        wanted = Wanted(0, None, digits, fractions, blanks_of(chosen))
        return class_variants(
            names, document.network.layers, int(chosen["seed"]), draw, wanted, report
        )
