"""At the start: the copies of unsaved documents that a crash or a kill has left are offered."""

from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import QMessageBox

from bpsim.base.language import language
from bpsim.base.words import tr
from bpsim.core.errors import BpsimError
from bpsim.gui.dialogs.mnemonics import give_keys
from bpsim.gui.dialogs.questions import question_box
from bpsim.gui.program.unsaved import LeftCopy, Unsaved, left_copies
from bpsim.gui.window.main_window import MainWindow


def offer_unsaved(window: MainWindow) -> None:
    """Ask about each copy, the latest first, until one is opened or the user puts it off."""
    for copy in left_copies():
        try:
            unsaved = copy.read()
        except BpsimError as error:
            window.controller.message.emit(
                tr(
                    "The copy of an unsaved network cannot be opened and was set aside: {error}",
                    error=error,
                ),
                "error",
            )
            continue
        if not _settled(window, copy, unsaved):
            return


def _settled(window: MainWindow, copy: LeftCopy, unsaved: Unsaved) -> bool:
    """Ask about one; True if the next one may be asked about."""
    box = _question(window, unsaved)
    role = QMessageBox.ButtonRole
    keep = box.addButton(tr("Keep the changes"), role.AcceptRole)
    discard = box.addButton(tr("Discard them"), role.DestructiveRole)
    later = box.addButton(tr("Ask me later"), role.RejectRole)
    box.setDefaultButton(keep)
    box.setEscapeButton(later)
    give_keys(box)
    box.exec()
    chosen = box.clickedButton()
    box.deleteLater()
    if chosen is keep and window.files.take_over(unsaved):
        window.autosave.keep()  # before the only other copy goes
    elif chosen is not discard:
        copy.let_go()
        return False
    try:
        copy.remove()
    except BpsimError as error:
        window.controller.message.emit(str(error), "error")
    return chosen is discard


def _question(window: MainWindow, unsaved: Unsaved) -> QMessageBox:
    when = unsaved.when.astimezone()
    date = QLocale(language()).toString(
        QDate(when.year, when.month, when.day), QLocale.FormatType.LongFormat
    )
    where = tr(" Its file is {path}.", path=unsaved.about.path) if unsaved.about.path else ""
    return question_box(
        window,
        tr(
            "bpsim ended while “{about}” had changes that were not saved.", about=unsaved.about.name
        ),
        tr(
            "They were kept on {date} at {when:%H:%M}.{where} Keep the changes "
            "opens the network with them; its file changes only once you save.",
            date=date,
            when=when,
            where=where,
        ),
        QMessageBox.StandardButton.NoButton,
    )


def go_on(window: MainWindow, copy: LeftCopy, unsaved: Unsaved) -> None:
    """Show what the process before has left; its copy goes once this window has its own."""
    if window.files.take_over(unsaved):
        window.autosave.keep()
        copy.remove()
    else:
        copy.let_go()
