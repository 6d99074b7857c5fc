"""The style sheet: the shape of buttons, docks and fields, in whatever colours the palette has."""

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QMenu,
    QMenuBar,
    QScrollBar,
    QStatusBar,
    QTabBar,
    QToolBar,
    QToolButton,
    QWidget,
)

UNSHORTENED = Qt.TextElideMode.ElideNone.value
"""Tabs scroll rather than shorten their words, also those of a tab bar that Qt makes later."""
STYLE_SHEET: Final = f"""
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QToolBar {{ background: palette(light); border: none; border-bottom: 1px solid palette(mid);
            spacing: 3px; padding: 2px 8px; }}
QToolBar::separator {{ background: palette(mid); width: 1px; margin: 5px 6px; }}
QToolBar QToolButton {{ border: 1px solid transparent; border-radius: 6px; padding: 3px 7px; }}
QToolBar QToolButton::menu-indicator {{ image: none; }}
QToolBar QToolButton:hover {{ background: palette(midlight); }}
QToolBar QToolButton:pressed, QToolBar QToolButton:checked {{ background: palette(mid); }}
QToolBar QToolButton:focus {{ border-color: palette(highlight); }}
#qt_toolbar_ext_button, #qt_menubar_ext_button {{ background: palette(link-visited); padding: 0; }}
QMenuBar {{ background: palette(light); color: palette(window-text); }}
QMenuBar::item {{ padding: 4px 10px; border-radius: 4px; background: transparent; }}
QMenuBar::item:selected {{ background: palette(midlight); }}
QMenu {{ background: palette(light); color: palette(window-text);
         border: 1px solid palette(mid); padding: 4px; }}
QMenu::item {{ padding: 5px 26px 5px 26px; border-radius: 4px; }}
QMenu::item:selected {{ background: palette(midlight); color: palette(window-text); }}
QMenu::item:disabled {{ color: palette(placeholder-text); }}
QMenu::separator {{ height: 1px; background: palette(mid); margin: 4px 8px; }}
QMainWindow::separator {{ background: palette(window); width: 6px; height: 6px; }}
QMainWindow::separator:hover {{ background: palette(mid); }}
QTabBar {{ background: palette(window); qproperty-drawBase: 0; qproperty-elideMode: {UNSHORTENED};
           qproperty-usesScrollButtons: true; }}
QTabBar::tab {{ background: transparent; color: palette(placeholder-text); padding: 4px 8px;
                margin: 2px 1px; border: 1px solid transparent; border-radius: 6px; }}
QTabBar::tab:selected {{ background: palette(light); color: palette(window-text);
                         border-color: palette(mid); }}
QTabBar::tab:hover {{ color: palette(window-text); }}
QTabBar::tab:focus {{ border-color: palette(highlight); }}
QStatusBar {{ background: palette(light); border-top: 1px solid palette(mid); }}
QToolTip {{ background: palette(midlight); color: palette(window-text);
            border: 1px solid palette(mid); padding: 4px; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle {{ background: palette(mid); border-radius: 4px; }}
QScrollBar::handle:vertical {{ min-height: 24px; }}
QScrollBar::handle:horizontal {{ min-width: 24px; }}
QScrollBar::handle:hover {{ background: palette(placeholder-text); }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""
"""The application's, the same in every theme: to set another one takes a third of a second."""
STYLED: Final = (
    QMainWindow, QMenu, QMenuBar, QScrollBar, QStatusBar, QTabBar, QToolBar, QToolButton,
)  # fmt: skip
"""What the sheet has rules for."""


def take_looks(application: QApplication) -> None:
    """Use the application's palette and font everywhere.

    Under a style sheet Qt hands them to no widget that stands in another one, which takes them from
    its parent; and it keeps the colours that it has found for a rule before.
    """
    style = application.style()
    for widget in every_widget(application):
        application.sendEvent(widget, QEvent(QEvent.Type.ApplicationPaletteChange))
        application.sendEvent(widget, QEvent(QEvent.Type.ApplicationFontChange))
        if isinstance(widget, STYLED):
            style.polish(widget)
            widget.update()


def every_widget(application: QApplication) -> Iterator[QWidget]:
    """All there are, parents first."""
    for window in application.topLevelWidgets():
        yield window
        yield from window.findChildren(QWidget)
