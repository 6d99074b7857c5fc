"""The folder for what the program keeps between runs and nobody has asked it to write."""

import os
import sys
from pathlib import Path


def state_folder() -> Path:
    """Where the system wants such files; the folder may not exist yet."""
    home = Path(os.path.expanduser("~"))
    if sys.platform == "win32":
        folder = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        folder = home / "Library" / "Application Support"
    else:
        folder = Path(os.environ.get("XDG_STATE_HOME") or home / ".local" / "state")
    return folder / "bpsim"


def shown_folder() -> Path:
    """Where a network stands that a window is to show; the window takes it away as it begins."""
    return state_folder() / "shown"


def learning_folder() -> Path:
    """Where what is remembered of a learner stands: progress, and the log of practice."""
    return state_folder() / "learning"
