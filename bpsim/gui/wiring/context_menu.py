"""The menu that opens on a place of the graph."""

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from bpsim.base.words import tr
from bpsim.gui.desk.controller import Controller
from bpsim.gui.kit.controls.access_letters import give_letters
from bpsim.steps.places import EdgePlace, Place, TargetPlace, UnitPlace


def open_context_menu(
    parent: QWidget,
    controller: Controller,
    place: Place | None,
    values: str,
    edit: Callable[[Place], None],
    build: Callable[[QMenu, Place | None], None],
    at: QPoint,
    pull: QAction,
) -> None:
    """Offer what can be done with ``place``, or with the network where there is none.

    ``values`` is its text for the clipboard; ``build`` adds what changes the network, and ``pull``
    shows what the examples say about the selected weight.
    """
    menu = QMenu(parent)
    if isinstance(place, UnitPlace) and place.unit > 0:
        menu.addAction(tr("Go to its step")).triggered.connect(lambda: controller.click_unit(place))
        if place.layer > 1:
            stop = menu.addAction(tr("Stop at its δ"))
            stop.setCheckable(True)
            stop.setChecked((place.layer, place.unit) in controller.delta_breakpoints())
            stop.triggered.connect(
                lambda: controller.toggle_delta_breakpoint(place.layer, place.unit)
            )
    if isinstance(place, EdgePlace):
        menu.addAction(pull.text()).triggered.connect(lambda: _ask(controller, place, pull))
    words = edit_words(place)
    if words and place is not None:
        menu.addAction(words).triggered.connect(lambda: edit(place))
    menu.addSeparator()
    build(menu, place)
    if values:
        menu.addSeparator()
        menu.addAction(tr("Copy values")).triggered.connect(
            lambda: QGuiApplication.clipboard().setText(values)
        )
    give_letters(menu)
    menu.exec(at)
    menu.deleteLater()


def _ask(controller: Controller, place: EdgePlace, pull: QAction) -> None:
    controller.select(place)
    pull.trigger()


def edit_words(place: Place | None) -> str:
    """What editing the place is called; empty where it has no number of its own."""
    if isinstance(place, EdgePlace):
        return tr("Edit this bias…") if place.frm == 0 else tr("Edit this weight…")
    if isinstance(place, TargetPlace):
        return tr("Edit this target…")
    inputs = isinstance(place, UnitPlace) and place.layer == 1 and place.unit > 0
    return tr("Edit this input…") if inputs else ""
