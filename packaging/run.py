"""Run bpsim, or its tests, from this checkout; what is missing is set up first.

    python3 packaging/run.py [bpsim arguments ...]
    python3 packaging/run.py test [pytest arguments ...]

Only the version check stands here, in words that every Python can read.
"""

import sys

if sys.version_info < (3, 11):
    sys.stderr.write(
        "bpsim needs Python 3.11 or newer, and %s is Python %d.%d; start this script with a "
        "newer one.\n" % (sys.executable, sys.version_info[0], sys.version_info[1])
    )
    sys.exit(2)

# An older Python would not get through this one.
from launch.main import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
