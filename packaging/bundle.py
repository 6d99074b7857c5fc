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
import time
from pathlib import Path

from deb import build_deb

ROOT = Path(__file__).resolve().parents[1]
PYTHON = ROOT / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
DIST = ROOT / "dist"
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
        package = build_deb(program.parent, version(), PYTHON)
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
        settings = Path(home) / "settings"
        environ = {
            **os.environ, "HOME": home, "XDG_CONFIG_HOME": str(settings),
            "BPSIM_QUIT_AFTER_MS": START_MS,
        }  # fmt: skip

        def run(*command: str | Path) -> None:
            subprocess.run(command, env=environ, cwd=home, check=True, timeout=PATIENCE)

        run(program, "--version")
        run(program, "render", example, "--output", "step.svg")
        # With the libraries that only some files ask for.
        for suffix in (".onnx", ".mat"):
            run(program, "convert", example, f"copy{suffix}")
            run(program, "show", f"copy{suffix}")
        run(program, "explain", example, "--output", "solution.xlsx")
        run(program, "render", example, "--film", "forward", "--output", "film.gif")
        screen: tuple[str, ...] = ()
        linux = sys.platform.startswith("linux")
        if linux and not os.environ.get("DISPLAY"):
            virtual = shutil.which("xvfb-run")
            if virtual is None:
                environ["QT_QPA_PLATFORM"] = "offscreen"
            else:
                screen = (virtual, "-a")
        begin = time.monotonic()
        run(*screen, program, example)
        took = time.monotonic() - begin - int(START_MS) / 1000
        if linux and not any(
            example.name in path.read_text("utf-8") for path in settings.rglob("bpsim.conf")
        ):
            raise SystemExit(f"{program} closed without having opened {example.name}.")
    print(f"{program} opened {example.name} and closed again, in {took:.1f} s")


def size_of(folder: Path) -> int:
    """The bytes of all files below ``folder``; a link takes none."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files)


def version() -> str:
    """The program's version."""
    command: list[str] = [str(PYTHON), "-c", "import bpsim; print(bpsim.__version__)"]
    return subprocess.check_output(command, cwd=ROOT, text=True).strip()


if __name__ == "__main__":
    sys.exit(main())
