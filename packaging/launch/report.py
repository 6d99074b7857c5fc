"""How the launcher talks: short lines on stderr, so that stdout stays the program's own."""

from __future__ import annotations

import sys


class SetupError(Exception):
    """The set-up cannot go on; the message is one sentence (or a command) for the user."""


def say(message: str) -> None:
    """Show one line of progress."""
    print(f"bpsim: {message}", file=sys.stderr, flush=True)
