"""A Debian package of the bundle, with what a desktop wants to know of the program."""

import gzip
import hashlib
import shutil
import subprocess
import tempfile
from email.utils import formatdate
from pathlib import Path

from launch import system

ROOT = Path(__file__).resolve().parents[1]
DESKTOP = ROOT / "packaging" / "desktop"
ID = "org.bpsim.bpsim"
MAINTAINER = "the bpsim contributors <bpsim@localhost>"


def build_deb(bundle: Path, number: str, python: Path) -> Path:
    """Pack the bundle beside itself as version ``number``; ``python`` can draw the icons."""
    architecture = subprocess.check_output(["dpkg", "--print-architecture"], text=True).strip()
    package = bundle.parent / f"bpsim_{number}_{architecture}.deb"
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder)
        shutil.copytree(bundle, tree / "usr/lib/bpsim", symlinks=True)
        place_desktop_files(tree / "usr/share", python)
        (tree / "usr/bin").mkdir(parents=True)
        (tree / "usr/bin/bpsim").symlink_to("../lib/bpsim/bpsim")
        place_documents(tree / "usr/share", number)
        write_control(tree, number, architecture)
        set_modes(tree, tree / "usr/lib/bpsim/bpsim")
        # The usual effort takes ten times as long for a tenth of the size.
        subprocess.check_call(
            ["dpkg-deb", "--root-owner-group", "-Zxz", "-z1", "--build", tree, package]
        )
    return package


def set_modes(tree: Path, program: Path) -> None:
    """Only the program may be run, and only root may write, whatever the files' own modes are."""
    for path in (tree, *tree.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path == program else 0o644)


def place_desktop_files(share: Path, python: Path) -> None:
    """The desktop entry, icons, type of files and metainfo below ``share``."""
    for source, target in (
        (f"{ID}.desktop", f"applications/{ID}.desktop"),
        (f"{ID}.metainfo.xml", f"metainfo/{ID}.metainfo.xml"),
        (f"{ID}.mime.xml", f"mime/packages/{ID}.xml"),
    ):
        place = share / target
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(DESKTOP / source, place)
    subprocess.check_call([python, ROOT / "packaging" / "bundle" / "icons.py", share])


def place_documents(share: Path, number: str) -> None:
    """The licence, the list of changes and the manual, which every package of Debian has."""
    folder = share / "doc" / "bpsim"
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "LICENSE", folder / "copyright")
    changes = (
        f"bpsim ({number}) unstable; urgency=medium\n\n"
        f"  * Version {number}, made of a checkout.\n\n"
        f" -- {MAINTAINER}  {formatdate()}\n"
    )
    manual = share / "man" / "man1" / "bpsim.1.gz"
    manual.parent.mkdir(parents=True)
    manual.write_bytes(gzip.compress((DESKTOP / "bpsim.1").read_bytes(), mtime=0))
    (folder / "changelog.gz").write_bytes(gzip.compress(changes.encode(), mtime=0))


def needed() -> str:
    """The packages of the system that Qt needs, under the names of old and new releases."""
    libraries = (*system.OFFSCREEN, *system.WINDOW, system.FONTS)
    return ", ".join(("libc6", *(" | ".join(library.packages) for library in libraries)))


def write_control(tree: Path, number: str, architecture: str) -> None:
    """What apt reads of the package, and the sums of its files."""
    files = [path for path in sorted(tree.rglob("*")) if path.is_file() and not path.is_symlink()]
    control = tree / "DEBIAN"
    control.mkdir(mode=0o755)
    (control / "control").write_text(
        f"Package: bpsim\nVersion: {number}\nArchitecture: {architecture}\n"
        f"Installed-Size: {sum(path.stat().st_size for path in files) // 1024}\n"
        f"Section: education\nPriority: optional\nMaintainer: {MAINTAINER}\n"
        f"Depends: {needed()}\n"
        "Description: see backpropagation happen, one unit at a time\n"
        " bpsim draws a feed-forward network as a graph and walks through forward and\n"
        " backward propagation, with the formula and the numbers of each step.\n",
        encoding="utf-8",
    )
    (control / "md5sums").write_text(
        "".join(
            f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(tree).as_posix()}\n"
            for path in files
        ),
        encoding="utf-8",
    )
