"""Questions before something is lost, and the dialog that asks where to write a file."""

import os
from collections.abc import Mapping
from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox, QWidget

from bpsim.base.words import tr
from bpsim.formats.native.layout import SUFFIX
from bpsim.formats.registry import OTHER_SUFFIXES
from bpsim.gui.dialogs.mnemonics import give_keys
from bpsim.gui.kit.controls.room import together
from bpsim.gui.looks import icons
from bpsim.gui.looks.theme import theme_in_use

ICON_LINES = 2
"""How high the question mark is, in heights of a line."""


def question_box(
    window: QWidget, question: str, more: str, buttons: QMessageBox.StandardButton
) -> QMessageBox:
    """A box that asks ``question`` and explains ``more`` below it, both as plain text."""
    box = QMessageBox(QMessageBox.Icon.NoIcon, "bpsim", "", buttons, window)
    extent = ICON_LINES * box.fontMetrics().height()
    colour = theme_in_use().colour("accent")
    box.setIconPixmap(icons.pixmap("help", colour, extent, window.devicePixelRatioF()))
    box.setInformativeText(" ")
    for label in box.findChildren(QLabel):
        label.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(together(question))
    box.setInformativeText(together(more))
    return box


def agreed(window: QWidget, question: str, more: str, button: str) -> bool:
    """Ask ``question``; True if the answer is the ``button``, False for Cancel."""
    box = question_box(window, question, more, QMessageBox.StandardButton.Cancel)
    yes = box.addButton(button, QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(QMessageBox.StandardButton.Cancel)
    give_keys(box)
    box.exec()
    answer = box.clickedButton() is yes
    box.deleteLater()
    return answer


def save_first(window: QWidget, name: str) -> QMessageBox.StandardButton:
    """Ask whether the changes to ``name`` are saved: Save, Discard or Cancel."""
    buttons = QMessageBox.StandardButton
    box = question_box(
        window,
        tr("Save the changes to “{name}” first?", name=name),
        tr("Without saving, the changes made since the last save are lost."),
        buttons.Save | buttons.Discard | buttons.Cancel,
    )
    box.setDefaultButton(buttons.Save)
    give_keys(box)
    answer = box.exec()
    box.deleteLater()
    return buttons(answer)


class ChangedFileChoice(Enum):
    """What to do about a file that another program has changed."""

    MINE = auto()
    THEIRS = auto()
    BESIDE = auto()
    NEITHER = auto()


def theirs_or_mine(window: QWidget, name: str, saving: bool = True) -> ChangedFileChoice:
    """Ask what to keep where another program has changed the file ``name`` since it was opened.

    ``saving`` says that it is about to be saved, so that keeping mine writes it.
    """
    more = (
        tr(
            "Keep mine writes over what the other program wrote. Load theirs opens that and loses "
            "the changes made here. Save beside keeps both, under another name."
        )
        if saving
        else tr(
            "Keep mine leaves it as it is; the next save writes over what the other program wrote. "
            "Load theirs opens that and loses the changes made here. Save beside keeps both, under "
            "another name."
        )
    )
    box = question_box(
        window,
        tr(
            "“{name}” was changed by another program or window since it was opened here.", name=name
        ),
        more,
        QMessageBox.StandardButton.Cancel,
    )
    role = QMessageBox.ButtonRole
    choices = {
        box.addButton(tr("Keep mine"), role.DestructiveRole): ChangedFileChoice.MINE,
        box.addButton(tr("Load theirs"), role.DestructiveRole): ChangedFileChoice.THEIRS,
        box.addButton(tr("Save beside…"), role.AcceptRole): ChangedFileChoice.BESIDE,
    }
    box.setDefaultButton(QMessageBox.StandardButton.Cancel)
    give_keys(box)
    box.exec()
    chosen = box.clickedButton()
    answer = next(
        (each for button, each in choices.items() if button is chosen), ChangedFileChoice.NEITHER
    )
    box.deleteLater()
    return answer


def may_replace(window: QWidget, path: str) -> bool:
    """True if there is no such file, or the user wants it replaced."""
    return not os.path.exists(path) or agreed(
        window,
        tr("Replace “{basename}”?", basename=os.path.basename(path)),
        tr("There is a file of this name already."),
        tr("Replace"),
    )


def ask_where(window: QWidget, title: str, start: str, kinds: Mapping[str, str]) -> str:
    """Ask for a file to write, of one of ``kinds``: words for a choice by suffix.

    A name without a suffix that means a format gets that of the kind chosen, as "v1.0" does.
    Empty where the user has changed their mind.
    """
    path, chosen = QFileDialog.getSaveFileName(window, title, start, ";;".join(kinds.values()))
    named = os.path.splitext(path)[1].lower()
    suffix = next((suffix for suffix, words in kinds.items() if words == chosen), next(iter(kinds)))
    if not path or named in kinds or named == SUFFIX or named in OTHER_SUFFIXES:
        return path  # another format's is refused with a sentence
    path += suffix
    # The dialog has asked about the name as it was typed.
    return path if may_replace(window, path) else ""
