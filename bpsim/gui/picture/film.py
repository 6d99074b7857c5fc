"""Steps as a film: GIF and animated WebP by Pillow, MP4 by ffmpeg, or as pictures in a ZIP."""

import contextlib
import os
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from functools import partial
from itertools import chain
from pathlib import Path

from PySide6.QtGui import QImage

from bpsim.base.words import tr
from bpsim.core.examples import Examples
from bpsim.core.packages import needed
from bpsim.core.progress import Report, silent
from bpsim.formats.errors import FormatError
from bpsim.formats.files import PathLike, name_of, require_place, write_bytes
from bpsim.gui.picture.files import image_of
from bpsim.gui.picture.page import PictureLook
from bpsim.gui.program.picture_bytes import png_bytes
from bpsim.steps.step import Step

SUFFIXES = (".gif", ".webp", ".mp4", ".zip")
RATE = 25
"""Pictures a second of an MP4, which players want to be steady."""


def is_film(path: PathLike) -> bool:
    """True if ``path`` is named as a film."""
    return Path(os.fspath(path)).suffix.lower() in SUFFIXES


def write_film(
    path: PathLike,
    steps: list[Step],
    examples: Examples,
    look: PictureLook,
    seconds: float,
    report: Report = silent,
) -> None:
    """Write ``steps``, each shown for ``seconds``, to ``path`` as its suffix says.

    Raises FormatError where a program or package that this needs is missing or fails; a file that
    was there before is then as it was. What ``report`` raises comes through likewise.
    """
    require_place(path)
    name = name_of(path)

    def drawn() -> Iterator[QImage]:
        for done, step in enumerate(steps, start=1):
            yield image_of(step, examples, look)
            report(done, len(steps))

    suffix = Path(os.fspath(path)).suffix.lower()
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / f"film{suffix}"
        if suffix == ".mp4":
            _write_mp4(name, made, drawn(), seconds)
        elif suffix == ".zip":
            _write_pictures(made, drawn())
        else:
            _write_animation(name, made, drawn(), seconds)
        write_bytes(path, made.read_bytes())


def _write_animation(name: str, path: Path, images: Iterator[QImage], seconds: float) -> None:
    with needed("Pillow", tr("GIF or WebP"), "export", partial(FormatError, name)):
        from PIL import Image

    def pictures() -> Iterator[Image.Image]:
        for image in images:
            rgb = image.convertToFormat(QImage.Format.Format_RGB888)
            size = (rgb.width(), rgb.height())
            data = bytes(rgb.constBits())
            picture = Image.frombytes("RGB", size, data, "raw", "RGB", rgb.bytesPerLine())
            if path.suffix == ".gif":
                # The same colours throughout; dithering would let flat areas flicker.
                picture = picture.quantize(256, dither=Image.Dither.NONE)
            yield picture

    frames = pictures()
    first = next(frames)
    first.save(
        path,
        save_all=True,
        append_images=frames,
        duration=round(1000 * seconds),
        loop=0,
        lossless=True,  # what a GIF always is, a WebP is told to be
    )


def _write_pictures(path: Path, images: Iterator[QImage]) -> None:
    """A PNG for each step, their names in order, with a date of no day so that bytes stay alike."""
    with zipfile.ZipFile(path, "w") as archive:  # PNG is packed already
        for number, image in enumerate(images, start=1):
            archive.writestr(zipfile.ZipInfo(f"{number:04d}.png"), png_bytes(image))


def _write_mp4(name: str, path: Path, images: Iterator[QImage], seconds: float) -> None:
    first = next(images)
    command = _ffmpeg(name, path, first, seconds)
    with tempfile.TemporaryFile() as said:
        # Whatever ends the drawing: its input is closed, and it is waited for.
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=said, stderr=said) as process:
            assert process.stdin is not None
            with contextlib.suppress(BrokenPipeError):  # why it ended is said below
                for image in chain((first,), images):
                    process.stdin.write(_packed(image))
        if process.returncode:
            said.seek(0)
            last = said.read().decode(errors="replace").strip().splitlines()[-1:]
            raise FormatError(
                name, tr("ffmpeg could not write the film: {last}", last="".join(last))
            )


def _packed(image: QImage) -> bytes:
    """The rows of pixels without what Qt fills them up with."""
    rgb = image.convertToFormat(QImage.Format.Format_RGB888)
    width, stride, data = 3 * rgb.width(), rgb.bytesPerLine(), bytes(rgb.constBits())
    return b"".join(data[n * stride : n * stride + width] for n in range(rgb.height()))


def _ffmpeg(name: str, path: Path, image: QImage, seconds: float) -> list[str]:
    """The command; players want an even width and height."""
    return [
        _program(name), "-y", "-loglevel", "error",
        "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{image.width()}x{image.height()}",
        "-framerate", f"{1 / seconds:.6f}", "-i", "-",
        "-vf", f"pad=ceil(iw/2)*2:ceil(ih/2)*2,fps={RATE}",
        "-c:v", "libx264", "-pix_fmt", "yuv420p", "-movflags", "+faststart", str(path),
    ]  # fmt: skip


def _program(name: str) -> str:
    found = shutil.which("ffmpeg")
    if found is not None:
        return found
    kind = tr("film as MP4, where there is no program ffmpeg,")
    with needed("imageio-ffmpeg", kind, "video", partial(FormatError, name)):
        import imageio_ffmpeg
    return str(imageio_ffmpeg.get_ffmpeg_exe())
