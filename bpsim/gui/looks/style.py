"""The style sheet: the shape of buttons, docks and fields, in the theme's colours."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from bpsim.gui.looks.theme import Theme

UNSHORTENED = Qt.TextElideMode.ElideNone.value
"""Tabs scroll rather than shorten their words, also those of a tab bar that Qt makes later."""


def style_sheet(theme: Theme) -> str:
    """The application's style sheet for ``theme``."""
    t = theme
    # Qt's marks for what a bar has no room for are black in every theme.
    under_black = max(t.line, t.muted, key=lambda colour: QColor(colour).lightness())
    return f"""
QMainWindow, QDialog {{ background: {t.window}; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QToolBar {{ background: {t.surface}; border: none; border-bottom: 1px solid {t.line};
            spacing: 3px; padding: 2px 8px; }}
QToolBar::separator {{ background: {t.line}; width: 1px; margin: 5px 6px; }}
QToolBar QToolButton {{ border: 1px solid transparent; border-radius: 6px; padding: 3px 7px; }}
QToolBar QToolButton::menu-indicator {{ image: none; }}
QToolBar QToolButton:hover {{ background: {t.raised}; }}
QToolBar QToolButton:pressed, QToolBar QToolButton:checked {{ background: {t.line}; }}
QToolBar QToolButton:focus {{ border-color: {t.accent}; }}
#qt_toolbar_ext_button, #qt_menubar_ext_button {{ background: {under_black}; }}
QMenuBar {{ background: {t.surface}; color: {t.text}; }}
QMenuBar::item {{ padding: 4px 10px; border-radius: 4px; background: transparent; }}
QMenuBar::item:selected {{ background: {t.raised}; }}
QMenu {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.line}; padding: 4px; }}
QMenu::item {{ padding: 5px 26px 5px 26px; border-radius: 4px; }}
QMenu::item:selected {{ background: {t.raised}; color: {t.text}; }}
QMenu::item:disabled {{ color: {t.muted}; }}
QMenu::separator {{ height: 1px; background: {t.line}; margin: 4px 8px; }}
QDockWidget {{ color: {t.muted}; }}
QDockWidget::title {{ background: {t.window}; padding: 5px 10px; text-align: left; }}
QMainWindow::separator {{ background: {t.window}; width: 6px; height: 6px; }}
QMainWindow::separator:hover {{ background: {t.line}; }}
QTabBar {{ background: {t.window}; qproperty-drawBase: 0; qproperty-elideMode: {UNSHORTENED};
           qproperty-usesScrollButtons: true; }}
QTabBar::tab {{ background: transparent; color: {t.muted}; padding: 4px 8px; margin: 2px 1px;
                border: 1px solid transparent; border-radius: 6px; }}
QTabBar::tab:selected {{ background: {t.surface}; color: {t.text}; border-color: {t.line}; }}
QTabBar::tab:hover {{ color: {t.text}; }}
QTabBar::tab:focus {{ border-color: {t.accent}; }}
QStatusBar {{ background: {t.surface}; border-top: 1px solid {t.line}; }}
QToolTip {{ background: {t.raised}; color: {t.text}; border: 1px solid {t.line}; padding: 4px; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle {{ background: {t.line}; border-radius: 4px; }}
QScrollBar::handle:vertical {{ min-height: 24px; }}
QScrollBar::handle:horizontal {{ min-width: 24px; }}
QScrollBar::handle:hover {{ background: {t.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""
