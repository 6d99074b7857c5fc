"""Where the program keeps what it remembers of a learner: progress and the log of practice."""

from pathlib import Path

from bpsim.core.unexpected import log_path


def learning_folder() -> Path:
    """The folder of the state that the system has for programs; it may not be there yet."""
    return log_path().parent / "learning"
