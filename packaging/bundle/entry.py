"""Where the bundled program starts."""

import sys

from bpsim.app.cli import main

if __name__ == "__main__":
    sys.exit(main())
