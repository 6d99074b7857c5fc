"""The window: the only room that knows PySide6 and pyqtgraph."""

import builtins

import PySide6.QtCore  # noqa: F401  # it has an import of its own take the place of Python's

# That one reads the source of each module that is imported, to see whether the module might want
# Qt's methods under other names. None here does, and the start took a tenth longer for it.
vars(builtins)["__import__"] = vars(builtins).get("__orig_import__", __import__)
