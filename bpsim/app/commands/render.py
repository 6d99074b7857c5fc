"""bpsim render: a picture of one step, or a film, drawn as in the window for slides and paper."""

import argparse
import math
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from bpsim.app.commands.film import (
    add_film_arguments,
    film_steps,
    refuse_film_arguments,
    seconds_of,
)
from bpsim.app.commands.progress import progress
from bpsim.app.commands.reading import document_with_examples, require_apart
from bpsim.app.commands.walking import item_of, require_example, walk_of
from bpsim.app.display import draw_without_display
from bpsim.base.words import named, tr
from bpsim.core.document import Document
from bpsim.core.errors import BpsimError
from bpsim.core.examples import Examples
from bpsim.core.settings import Position
from bpsim.formats.files import name_of, write_bytes
from bpsim.steps.schedule import Granularity
from bpsim.steps.step import Step

LEAST, MOST = 100, 10_000
"""The smallest and the largest width and height of a picture."""
MOST_PIXELS = 64_000_000
OWN_FOLDERS = ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "LOCALAPPDATA")
THEMES = ("light", "dark", "contrast")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--output, what to draw, and how it looks."""
    parser.add_argument(
        "--output",
        required=True,
        metavar="OUT",
        help=tr("the picture: .png, .svg or .pdf; a film: .gif, .webp, .mp4 or .zip"),
    )
    where = parser.add_argument_group(
        tr("which step"),
        tr("What is not said is as the file says: where its walk stood when it was saved"),
    )
    where.add_argument("--example", type=int, metavar="N", help=tr("the example's row, from 1"))
    where.add_argument(
        "--step", type=int, metavar="K", help=tr("its number, from 1, as bpsim trace prints it")
    )
    where.add_argument(
        "--iteration", type=int, metavar="K", help=tr("0 is the one from the file's own weights")
    )
    where.add_argument(
        "--granularity",
        choices=[each.value for each in Granularity],
        help=tr("how far one step goes"),
    )
    parser.add_argument(
        "--panel",
        metavar="NAME",
        help=tr("a panel of the window in place of the step, such as cost or map, or window: .png"),
    )
    add_film_arguments(parser)
    look = parser.add_argument_group(tr("how it looks"))
    look.add_argument(
        "--theme", choices=THEMES, default="light", help=tr("light (usual), dark or contrast")
    )
    look.add_argument(
        "--size",
        default="1280x720",
        metavar="WxH",
        help=tr("width and height, 1280x720 (usual) fills a slide; text grows with the picture"),
    )
    look.add_argument(
        "--scale",
        type=float,
        metavar="S",
        help=tr(
            "pixels for each of --size: usually 2 in a PNG, sharp on most screens, 1 in a film"
        ),
    )


def run(arguments: argparse.Namespace) -> tuple[str, int]:
    """The text and the exit status; nothing is written unless all is well."""
    draw_without_display()
    width, height = _size(arguments.size)
    from bpsim.gui.looks.application import the_application
    from bpsim.gui.looks.theme import THEMES as COLOURS
    from bpsim.gui.picture.files import require_picture, write_picture
    from bpsim.gui.picture.film import is_film, write_film
    from bpsim.gui.picture.page import PictureLook

    film = is_film(arguments.output)
    if arguments.panel is not None and not arguments.output.lower().endswith(".png"):
        raise BpsimError(tr("--panel: a panel is written as .png only"))
    if not film:
        refuse_film_arguments(arguments)
    seconds = seconds_of(arguments)
    scale = arguments.scale if arguments.scale is not None else 1.0 if film else 2.0
    _require_scale(scale)
    if film or require_picture(arguments.output) == ".png":  # the others are made of shapes
        _require_few_pixels(scale, width * height)
    require_apart({"--output": arguments.output}, [arguments.file, *arguments.also])
    document = document_with_examples(arguments)
    captions = not arguments.no_captions
    look = PictureLook(COLOURS[arguments.theme], width, height, scale, captions=captions)
    if film:
        steps, examples = film_steps(document, arguments)
        the_application()
        with progress(tr("pictures")) as report:
            write_film(arguments.output, steps, examples, look, seconds, report)
        return tr(
            "{name_of}: {steps} steps in {seconds:.1f} seconds",
            name_of=name_of(arguments.output),
            steps=len(steps),
            seconds=len(steps) * seconds,
        ), 0
    step, examples = _step(document, arguments)
    if arguments.panel is not None:
        return _panel(document, arguments, step, (width, height), scale), 0
    the_application()
    write_picture(arguments.output, step, examples, look)
    return named(name_of(arguments.output), str(step.position)), 0


def _panel(
    document: Document,
    arguments: argparse.Namespace,
    step: Step,
    size: tuple[int, int],
    scale: float,
) -> str:
    """Write the picture of a panel at ``step``; what the user has set stays out of it."""
    with _folders_of_nobody():
        from bpsim.gui.picture.files import described
        from bpsim.gui.program.picture_bytes import png_bytes
        from bpsim.gui.window.window_picture import window_picture

        position = Position(step.iteration, step.index, step.granularity.value)
        there = document.with_(position=position)
        image = window_picture(there, arguments.panel, arguments.theme, size, scale)
        title = f"{arguments.panel}, {step.position}"
        write_bytes(arguments.output, png_bytes(image, title, described(step)))
    return named(name_of(arguments.output), f"{arguments.panel}, {step.position}")


@contextmanager
def _folders_of_nobody() -> Iterator[None]:
    """Where settings and drafts are looked for, emptied for a while."""
    before = {name: os.environ.get(name) for name in OWN_FOLDERS}
    with tempfile.TemporaryDirectory() as home:
        os.environ |= dict.fromkeys(OWN_FOLDERS, home)
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value


def _size(words: str) -> tuple[int, int]:
    found = re.fullmatch(r"\s*(\d{1,6})\s*[x×]\s*(\d{1,6})\s*", words, re.IGNORECASE | re.ASCII)
    if found is None:
        raise BpsimError(tr("--size: a width and a height such as 1280x720 are expected"))
    width, height = int(found[1]), int(found[2])
    if not (LEAST <= width <= MOST and LEAST <= height <= MOST):
        raise BpsimError(
            tr(
                "--size: width and height from {least} to {most:,} are expected",
                least=LEAST,
                most=MOST,
            )
        )
    return width, height


def _require_scale(scale: float) -> None:
    """Raise BpsimError for a scale that is none."""
    if not math.isfinite(scale) or not 0.1 <= scale <= 20:
        raise BpsimError(tr("--scale: a number from 0.1 to 20 is expected"))


def _require_few_pixels(scale: float, area: int) -> None:
    """Raise BpsimError for a scale that takes too many pixels for that area."""
    if scale * scale * area > MOST_PIXELS:
        raise BpsimError(
            tr(
                "--scale: the picture would have {scale:,.0f} million pixels, but "
                "at most {most_pixels:,.0f} million can be drawn",
                scale=scale * scale * area / 1000000.0,
                most_pixels=MOST_PIXELS / 1000000.0,
            )
        )


def _step(document: Document, arguments: argparse.Namespace) -> tuple[Step, Examples]:
    """The step asked for, that of the file's position with what is said otherwise; its examples."""
    position = document.position
    asked = arguments.iteration
    iteration = position.iteration if asked is None else asked
    require_example(document, iteration, arguments.example)
    trace = walk_of(document, iteration)
    schedule, saved = trace.schedule, Granularity(position.granularity)
    tick = schedule.tick_of(min(position.step, schedule.count(saved) - 1), saved)
    item, there = schedule.position_of(tick).item, tick % schedule.ticks_per_example
    if arguments.example is not None:
        # At the end of an iteration no example is on screen: this one begins.
        there = 0 if item is None else there
        item = item_of(trace, arguments.example)
        tick = item * schedule.ticks_per_example + there
    granularity = saved if arguments.granularity is None else Granularity(arguments.granularity)
    if arguments.step is None:
        index = schedule.index_of(tick, granularity)
        return trace.step(index, granularity), trace.values.examples
    item = schedule.batch - 1 if item is None else item
    count = schedule.seen_from_example(granularity)
    if not 1 <= arguments.step <= count:
        raise BpsimError(
            tr(
                "--step: example {row} has steps 1 to {count} where a step is a "
                "{granularity}, but {step} was asked for",
                row=trace.values.row(item) + 1,
                count=count,
                granularity=granularity.value,
                step=arguments.step,
            )
        )
    index = schedule.index_in_example(item, arguments.step - 1, granularity)
    return trace.step(index, granularity), trace.values.examples
