"""Build the bundle and the .deb from this checkout, start what was built, and say its size.

    python3 packaging/bundle.py            the one-folder bundle in dist/bpsim
    python3 packaging/bundle.py --deb      and dist/bpsim_VERSION_ARCH.deb made of it

Set up the checkout first (packaging/run.py test does); PyInstaller is installed into its
environment when it is missing.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTHON = ROOT / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
DIST = ROOT / "dist"
DESKTOP = ROOT / "packaging" / "desktop"
ID = "org.bpsim.bpsim"
START_MS = "3000"
PATIENCE = 600


def main() -> int:
    """Build, start and measure; 0 if what was built works."""
    parser = argparse.ArgumentParser(description="Build the bundle and start it.")
    parser.add_argument("--deb", action="store_true", help="make a Debian package of it as well")
    arguments = parser.parse_args()
    if not PYTHON.exists():
        print("The checkout is not set up: run python3 packaging/run.py test first.")
        return 2
    program = build()
    started(program)
    print(f"{program.parent}: {size_of(program.parent) / 1e6:.0f} MB")
    if arguments.deb:
        package = build_deb(program.parent)
        print(f"{package}: {package.stat().st_size / 1e6:.0f} MB")
    return 0


def build() -> Path:
    """Run PyInstaller; gives the program."""
    if subprocess.call([PYTHON, "-c", "import PyInstaller"], stderr=subprocess.DEVNULL):
        subprocess.check_call([PYTHON, "-m", "pip", "install", "--quiet", "pyinstaller>=6.6"])
    spec = ROOT / "packaging" / "bundle" / "bpsim.spec"
    work = ROOT / "build" / "bundle"
    subprocess.check_call(
        [PYTHON, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN",
         "--distpath", DIST, "--workpath", work, spec],
        cwd=ROOT,
    )  # fmt: skip
    return DIST / "bpsim" / ("bpsim.exe" if os.name == "nt" else "bpsim")


def started(program: Path) -> None:
    """Start the program away from the checkout: commands, then a window that closes by itself."""
    example = next((program.parent / "_internal" / "bpsim" / "resources").rglob("lecture.bpsim"))
    with tempfile.TemporaryDirectory() as home:
        environ = {**os.environ, "HOME": home, "BPSIM_QUIT_AFTER_MS": START_MS}
        picture = Path(home) / "step.svg"
        subprocess.check_call([program, "--version"], env=environ, cwd=home)
        subprocess.check_call(
            [program, "render", example, "--output", picture], env=environ, cwd=home
        )
        window = [str(program), str(example)]
        if sys.platform.startswith("linux") and not os.environ.get("DISPLAY"):
            screen = shutil.which("xvfb-run")
            if screen is None:
                environ["QT_QPA_PLATFORM"] = "offscreen"
            else:
                window = [screen, "-a", *window]
        subprocess.run(window, env=environ, cwd=home, check=True, timeout=PATIENCE)
    print(f"{program} opened {example.name} and closed again")


def size_of(folder: Path) -> int:
    """The bytes of all files below ``folder``; a link takes none."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files)


def version() -> str:
    """The program's version."""
    command = [PYTHON, "-c", "import bpsim; print(bpsim.__version__)"]
    return subprocess.check_output(command, cwd=ROOT, text=True).strip()


def build_deb(bundle: Path) -> Path:
    """A Debian package with the bundle in /usr/lib/bpsim and what a desktop wants to know."""
    number = version()
    architecture = subprocess.check_output(["dpkg", "--print-architecture"], text=True).strip()
    package = DIST / f"bpsim_{number}_{architecture}.deb"
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder)
        shutil.copytree(bundle, tree / "usr/lib/bpsim", symlinks=True)
        place_desktop_files(tree / "usr/share")
        (tree / "usr/bin").mkdir(parents=True)
        (tree / "usr/bin/bpsim").symlink_to("../lib/bpsim/bpsim")
        copyright_file = tree / "usr/share/doc/bpsim/copyright"
        copyright_file.parent.mkdir(parents=True)
        shutil.copy(ROOT / "LICENSE", copyright_file)
        control = tree / "DEBIAN/control"
        control.parent.mkdir()
        control.write_text(
            f"Package: bpsim\nVersion: {number}\nArchitecture: {architecture}\n"
            f"Installed-Size: {size_of(tree) // 1024}\nSection: education\nPriority: optional\n"
            "Maintainer: the bpsim contributors <bpsim@localhost>\n"
            "Depends: libc6, libglib2.0-0t64 | libglib2.0-0, libegl1, libgl1, libdbus-1-3,\n"
            " libfontconfig1, libxkbcommon0, libxcb-cursor0, libxkbcommon-x11-0, libxcb-icccm4,\n"
            " libxcb-keysyms1, libxcb-shape0\n"
            "Description: see backpropagation happen, one unit at a time\n"
            " bpsim draws a feed-forward network as a graph and walks through forward and\n"
            " backward propagation, with the formula and the numbers of each step.\n",
            encoding="utf-8",
        )
        # The usual effort takes ten times as long for a tenth of the size.
        subprocess.check_call(
            ["dpkg-deb", "--root-owner-group", "-Zxz", "-z1", "--build", tree, package]
        )
    return package


def place_desktop_files(share: Path) -> None:
    """The desktop entry, icon, type of files and metainfo below ``share``."""
    icon = ROOT / "resources" / "app" / "bpsim.svg"
    for source, target in (
        (DESKTOP / f"{ID}.desktop", f"applications/{ID}.desktop"),
        (DESKTOP / f"{ID}.metainfo.xml", f"metainfo/{ID}.metainfo.xml"),
        (DESKTOP / f"{ID}.mime.xml", f"mime/packages/{ID}.xml"),
        (icon, f"icons/hicolor/scalable/apps/{ID}.svg"),
    ):
        place = share / target
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, place)


if __name__ == "__main__":
    sys.exit(main())
