"""The icons of the program and of its files, in the sizes and forms that each system asks for.

Drawn are four: the program's, a plainer one for few pixels, one in a single colour, and that of a
file. Everything else is made of them here, with Qt and Pillow.

    python packaging/bundle/icons.py SHARE        the theme below SHARE/icons/hicolor
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DRAWN = ROOT / "resources" / "app"
ID = "org.bpsim.bpsim"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
PLAIN_UP_TO = 24
"""Pixels up to which the plainer drawing is the clearer one."""


def drawing(size: int) -> Path:
    """The program's icon for so many pixels."""
    return DRAWN / ("bpsim-small.svg" if size <= PLAIN_UP_TO else "bpsim.svg")


def paint(svg: Path, size: int, target: Path) -> None:
    """A square PNG of a drawing."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(str(svg))
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter)
    painter.end()
    target.parent.mkdir(parents=True, exist_ok=True)
    if not renderer.isValid() or not image.save(str(target)):
        raise OSError(f"{target} could not be made of {svg}")


def write_theme(share: Path) -> None:
    """All icons where the desktops of Linux look for them."""
    theme = share / "icons" / "hicolor"
    for size in SIZES:
        folder = theme / f"{size}x{size}"
        paint(drawing(size), size, folder / "apps" / f"{ID}.png")
        paint(DRAWN / "bpsim-file.svg", size, folder / "mimetypes" / f"{ID}-file.png")
    for name, place in (
        ("bpsim.svg", f"scalable/apps/{ID}.svg"),
        ("bpsim-file.svg", f"scalable/mimetypes/{ID}-file.svg"),
        ("bpsim-symbolic.svg", f"symbolic/apps/{ID}-symbolic.svg"),
    ):
        target = theme / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((DRAWN / name).read_bytes())


def write_program_icon(target: Path) -> Path:
    """The icon inside a program: ``target`` ends in .ico for Windows or in .icns for macOS."""
    from PIL import Image

    sizes = (16, 24, 32, 48, 64, 128, 256, *((512, 1024) if target.suffix == ".icns" else ()))
    pictures = []
    for size in sizes:
        picture = target.with_name(f"{target.stem}-{size}.png")
        paint(drawing(size), size, picture)
        with Image.open(picture) as image:
            pictures.append(image.copy())
        picture.unlink()
    *smaller, largest = pictures
    largest.save(target, sizes=[(size, size) for size in sizes], append_images=smaller)
    return target


if __name__ == "__main__":
    write_theme(Path(sys.argv[1]))
