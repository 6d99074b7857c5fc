"""Walks a window whose every word is in a made-up language, and prints what is not.

Run by test_language.py in a process of its own, because words are made as modules are loaded.
"""

from __future__ import annotations

import gettext
import os
import re
import sys
from collections.abc import Iterator

from bpsim.base import words

PLACE = re.compile(r"(\{\w+(?:![rsa])?(?::[^{}]*)?\})")


class MadeUp(gettext.NullTranslations):
    """Every word there is a translation for, between brackets; what comes into places is not."""

    def gettext(self, message: str) -> str:
        parts = PLACE.split(message)
        return "".join(part if n % 2 else f"⟦{part}⟧" for n, part in enumerate(parts) if part)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


words._catalogue = MadeUp  # type: ignore[assignment]

from PySide6.QtCore import QModelIndex, Qt  # noqa: E402
from PySide6.QtGui import QAction, QPainter  # noqa: E402
from PySide6.QtWidgets import (  # noqa: E402
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDockWidget,
    QLineEdit,
    QTabBar,
    QWidget,
)

from bpsim.formats.bundled import bundled_network  # noqa: E402
from bpsim.gui.program.tips import plain  # noqa: E402
from bpsim.gui.window.main_window import MainWindow  # noqa: E402

INNER = re.compile(r"⟦[^⟦⟧]*⟧")
WORD = re.compile(r"[A-Za-z]{3,}")
NAMES = re.compile(
    # of functions, costs, methods and starts, which files call so too
    r"sigmoid|softmax|softplus|tanh|relu|linear|leaky|elu|selu|silu|gelu|hard|cross|entropy"
    r"|categorical|squared|error|log|cosh|per|output|Adam|RMSProp|Glorot|cost|exp|max|min"
    # of languages, programs and books
    r"|NumPy|Octave|PyTorch|LaTeX|Nielsen|Bishop|Goodfellow|English|Deutsch|Español|Français"
    # of gates, keys and what networks call their inputs
    r"|AND|OR|XOR|XNOR|NOT|Ctrl|Alt|Shift|Space|Home|End|PgDown|PgUp|Ins|Del|Esc|Return|Right|Left"
)
QT_OWN = {"QToolButton", "QAbstractButton", "QLineEdit"}
"""What Qt labels itself: it has translations of its own."""

found: dict[str, str] = {}


def see(text: str, where: str) -> None:
    """Note ``text`` if a word of it stands outside of the brackets."""
    text = plain(text)
    rest, before = text, ""
    while rest != before:
        before, rest = rest, INNER.sub("", rest)
    if WORD.search(NAMES.sub("", rest)):
        found.setdefault(text[:120], where)


def texts(widget: QWidget) -> Iterator[str]:
    """What a widget shows or says."""
    for name in ("text", "toolTip", "whatsThis", "accessibleName", "accessibleDescription",
                 "windowTitle", "title", "placeholderText"):  # fmt: skip
        ask = getattr(widget, name, None)
        if callable(ask) and not (name == "text" and isinstance(widget, QLineEdit)):
            text = ask()
            if isinstance(text, str):
                yield text
    if isinstance(widget, QTabBar):
        yield from (widget.tabText(n) for n in range(widget.count()))
        yield from (widget.tabToolTip(n) for n in range(widget.count()))
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(n) for n in range(widget.count()))
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from cells(widget)


def cells(view: QAbstractItemView) -> Iterator[str]:
    model, roles = view.model(), (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
    for row in range(8):
        for column in range(8):
            index = model.index(row, column, QModelIndex())
            if index.isValid():
                yield from (str(index.data(role)) for role in roles if index.data(role))
    for column in range(8):
        if model.index(0, column, QModelIndex()).isValid():
            across = Qt.Orientation.Horizontal
            texts = (model.headerData(column, across, role) for role in roles)
            yield from (text for text in texts if isinstance(text, str))


def look(widget: QWidget) -> None:
    """At a widget with all that is in it."""
    for each in (widget, *widget.findChildren(QWidget)):
        if type(each).__name__ not in QT_OWN:
            for text in texts(each):
                see(text, type(each).__name__)
    for action in widget.findChildren(QAction):
        see(re.sub(r"\t.*", "", action.text()), "action")


def watch_painting() -> None:
    """See what is painted as well."""
    paint = QPainter.drawText

    def drawn(self: QPainter, *arguments: object) -> object:
        for each in arguments:
            if isinstance(each, str) and each.count("⟦") == each.count("⟧"):
                see(each, "painted")
        return paint(self, *arguments)  # type: ignore[call-overload]

    QPainter.drawText = drawn  # type: ignore[assignment,method-assign]


def main() -> int:
    """Walk two networks with every panel in turn."""
    app = QApplication([])
    watch_painting()
    for name in ("lecture", "moons"):
        window = MainWindow(bundled_network(name).load())
        window.resize(1600, 1000)
        window.show()
        app.processEvents()
        for dock in window.findChildren(QDockWidget):
            dock.show()
            dock.raise_()
            app.processEvents()
            look(dock)
        for _ in range(20):
            window.controller.forward()
            app.processEvents()
        look(window)
        window.end_at_once(keep=False)
    for text, where in found.items():
        print(f"{where}: {text!r}")
    sys.stdout.flush()
    os._exit(0)  # what the window left is of no interest here


if __name__ == "__main__":
    main()
