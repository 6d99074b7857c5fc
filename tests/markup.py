"""The places in gui/ where Qt could take a name for markup, read from syntax trees."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.house import Package

OWN_LABEL = "bpsim.gui.kit.controls.label"
OWN_BOXES = {"bpsim.gui.dialogs.questions", "bpsim.gui.dialogs.about"}
"""Where a QLabel and a QMessageBox are made, for all to use."""
PASSES_ON = "bpsim.gui.kit.controls.told_aloud"
"""Where widgets are given the tool tip that they are told, after program/tips.py."""
RICH = {"QTextBrowser", "QTextEdit", "QErrorMessage", "QWhatsThis", "LabelItem", "setHtml"}


def markup(package: Package) -> Iterator[str]:
    """Labels, boxes and tool tips that do not take their text as plain text."""
    for module in package.modules.values():
        if module.room != "gui":
            continue
        for node in module.nodes:
            if not isinstance(node, ast.Call):
                continue
            called, owner = _called(node)
            if called == "QLabel" and module.name != OWN_LABEL:
                yield f"{module.at(node.lineno)}: use kit/controls/label.py instead of QLabel"
            elif "QMessageBox" in (called, owner) and module.name not in OWN_BOXES:
                yield f"{module.at(node.lineno)}: ask with dialogs/questions.py"
            elif called in RICH:
                yield f"{module.at(node.lineno)}: {called} takes text for markup"
            elif module.name != PASSES_ON and (
                (called in ("setToolTip", "setWhatsThis") and not _plain(node.args[0]))
                or (called == "showText" and owner == "QToolTip" and not _plain(node.args[1]))
            ):
                yield f"{module.at(node.lineno)}: a tool tip goes through program/tips.py"


def _called(call: ast.Call) -> tuple[str, str]:
    """The name called and what it is looked up in, both empty where there is none."""
    if isinstance(call.func, ast.Attribute):
        owner = call.func.value
        return call.func.attr, owner.id if isinstance(owner, ast.Name) else ""
    return (call.func.id, "") if isinstance(call.func, ast.Name) else ("", "")


def _plain(text: ast.expr) -> bool:
    """True for words in the source, for a constant of a module and for what tip() made of them."""
    if isinstance(text, ast.IfExp):
        return _plain(text.body) and _plain(text.orelse)
    if isinstance(text, ast.Call):
        called, _ = _called(text)
        # tr() of words in the source, without a place, is those words in another language.
        # What a tool tip has already is what tip() made of it.
        return called in ("tip", "toolTip") or (called == "tr" and not text.keywords)
    if isinstance(text, ast.Name):
        return text.id.isupper()
    return isinstance(text, ast.Constant)
