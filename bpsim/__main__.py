"""Lets ``python -m bpsim`` do what the ``bpsim`` command does."""

import sys

from bpsim.app.cli import main

if __name__ == "__main__":
    sys.exit(main())
