"""The options of what is exported: their words are whole, beside or below their labels."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bpsim.gui.dialogs.exporting.dialog import ExportDialog, Kind, Option

LONG = {"a": "Nothing: every single number is there", "b": "All"}
SHORT = {"a": "A", "b": "B"}
KINDS = (
    Kind(
        "kind",
        "Kind",
        "",
        options=(
            Option("long", "A label of some length", LONG),
            Option("short", "Short", SHORT),
            Option("only", "Only", SHORT, only=("short", "b")),
        ),
    ),
)


def test_a_choice_without_room_for_its_words_stands_below_its_label(qtbot: QtBot) -> None:
    dialog = ExportDialog(KINDS, lambda _name, _chosen: None)
    qtbot.addWidget(dialog)
    dialog.show()
    long, short, only = dialog.options.values()
    words = max(map(long.fontMetrics().horizontalAdvance, LONG.values()))
    below = []
    for width in (1000, dialog.kinds.width() + words + 100):
        dialog.resize(width, 500)
        QApplication.processEvents()
        assert long.width() > words + 20 and short.y() < 10
        below.append(long.y() > 10)
    assert below == [False, True]
    assert not only.isVisible()
    short.setCurrentIndex(1)
    assert only.isVisible()


def test_no_field_is_cut_where_there_is_room_for_few(qtbot: QtBot) -> None:
    options = tuple(Option(f"{n}", "A label of some length", LONG) for n in range(6))
    kinds = (Kind("kind", "A kind with a long title indeed", "", options),)
    picture = QImage(64, 32, QImage.Format.Format_RGB32)
    dialog = ExportDialog(kinds, lambda _name, _chosen: picture)
    qtbot.addWidget(dialog)
    dialog.show()
    words = max(map(dialog.options["0"].fontMetrics().horizontalAdvance, LONG.values()))
    dialog.resize(round((words + 100) / 0.58), 300)
    QApplication.processEvents()
    inside = dialog._scroll.widget()
    for field in dialog.options.values():
        row = field.parentWidget()
        assert field.height() >= field.sizeHint().height()
        assert row.rect().contains(field.geometry())
        assert field.mapTo(dialog._scroll, QPoint(field.width(), 0)).x() <= dialog._scroll.width()
    assert inside.height() > dialog._scroll.height()  # and it scrolls
    assert dialog.kinds.width() < 0.45 * dialog.width()
