"""What the commands for sheets share: how numbers are written, and a sheet as PDF."""

import argparse

from bpsim.app.display import draw_without_display
from bpsim.base.words import tr
from bpsim.core.errors import BpsimError
from bpsim.core.progress import Report, silent
from bpsim.export.solution.content import Solution

MOST_DIGITS = 12


def add_numbers(parser: argparse.ArgumentParser) -> None:
    """--digits and --fractions."""
    parser.add_argument(
        "--digits", type=int, default=4, metavar="N", help=tr("decimal places of the numbers")
    )
    parser.add_argument(
        "--fractions",
        action="store_true",
        help=tr("exact fractions, where units and cost allow them (ReLU, linear; squared error)"),
    )


def require_digits(arguments: argparse.Namespace) -> None:
    """Raise BpsimError for a number of decimal places that is none."""
    if not 1 <= arguments.digits <= MOST_DIGITS:
        raise BpsimError(
            tr(
                "--digits: a whole number from 1 to {most_digits} is expected",
                most_digits=MOST_DIGITS,
            )
        )


def pdf_of(solution: Solution, report: Report = silent) -> bytes:
    """The sheet as PDF, drawn with or without a screen."""
    draw_without_display()
    from bpsim.gui.looks.application import the_application
    from bpsim.gui.picture.paper import solution_pdf

    the_application()
    return solution_pdf(solution, report)
