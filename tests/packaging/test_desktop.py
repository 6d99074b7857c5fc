"""What a desktop is told of the program agrees with the program."""

import configparser
import importlib
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PIL import Image

import bpsim

ROOT = Path(__file__).resolve().parents[2]
DESKTOP = ROOT / "packaging" / "desktop"
ID = "org.bpsim.bpsim"
MIME = "application/vnd.bpsim+json"


def entry() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(DESKTOP / f"{ID}.desktop", encoding="utf-8")
    return parser["Desktop Entry"]


def test_the_entry_opens_files_of_our_type() -> None:
    assert entry()["Exec"] == "bpsim %f"
    assert entry()["MimeType"].rstrip(";") == MIME
    assert entry()["Icon"] == ID


def test_the_metainfo_names_this_version_and_this_entry() -> None:
    root = ET.parse(DESKTOP / f"{ID}.metainfo.xml").getroot()
    assert root.findtext("id") == ID
    assert root.findtext("launchable") == f"{ID}.desktop"
    release = root.find("releases/release")
    assert release is not None and release.get("version") == bpsim.__version__
    assert root.findtext("provides/mediatype") == MIME


def test_the_file_type_is_one_of_json_with_our_suffix() -> None:
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    (kind,) = ET.parse(DESKTOP / f"{ID}.mime.xml").getroot()
    assert kind.get("type") == MIME
    glob, parent = kind.find(f"{space}glob"), kind.find(f"{space}sub-class-of")
    assert glob is not None and glob.get("pattern") == "*.bpsim"
    assert parent is not None and parent.get("type") == "application/json"
    icon = kind.find(f"{space}icon")
    assert icon is not None and icon.get("name") == f"{ID}-file"


def test_each_desktop_finds_an_icon_in_its_size(tmp_path: Path) -> None:
    subprocess.run([sys.executable, ROOT / "packaging/bundle/icons.py", tmp_path], check=True)
    theme = tmp_path / "icons" / "hicolor"
    for size in (16, 22, 24, 32, 48, 64, 128, 256, 512):
        for place in (f"apps/{ID}.png", f"mimetypes/{ID}-file.png"):
            with Image.open(theme / f"{size}x{size}" / place) as image:
                assert image.size == (size, size)
                assert image.getpixel((0, 0))[3] < 255  # its corners are round, or it is a page
                assert len(image.getcolors(size * size)) > 8
    for place in (
        f"scalable/apps/{ID}.svg", f"scalable/mimetypes/{ID}-file.svg",
        f"symbolic/apps/{ID}-symbolic.svg",
    ):  # fmt: skip
        ET.parse(theme / place)


def test_windows_and_macos_find_an_icon_in_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(ROOT / "packaging" / "bundle")
    icons = importlib.import_module("icons")
    with Image.open(icons.write_program_icon(tmp_path / "bpsim.ico")) as image:
        assert {(16, 16), (24, 24), (32, 32), (48, 48), (256, 256)} <= image.info["sizes"]
    with Image.open(icons.write_program_icon(tmp_path / "bpsim.icns")) as image:
        assert {(16, 16, 2), (128, 128, 1), (512, 512, 2)} <= set(image.info["sizes"])
    assert len(list(tmp_path.iterdir())) == 2


def said_by(tool: str, *words: str | Path) -> tuple[int, str]:
    """The status of a tool and what it said; skips where there is none."""
    program = shutil.which(tool)
    if program is None:
        pytest.skip(f"there is no {tool} here to check the file with")
    done = subprocess.run([program, *words], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_the_tools_accept_the_desktop_entry() -> None:
    assert said_by("desktop-file-validate", DESKTOP / f"{ID}.desktop") == (0, "")


def test_the_tools_accept_the_metainfo() -> None:
    file = DESKTOP / f"{ID}.metainfo.xml"
    status, said = said_by("appstreamcli", "validate", "--no-net", "--pedantic", file)
    faults = [line for line in said.splitlines() if re.match("[EW]: ", line)]
    # bpsim has no address of its own, which newer versions warn of and so end with 3.
    assert not [line for line in faults if "url-homepage-missing" not in line], said
    assert status == 0 or faults, said


def test_the_tools_know_the_type_of_our_files(tmp_path: Path) -> None:
    packages = tmp_path / "packages"
    packages.mkdir()
    shutil.copy(DESKTOP / f"{ID}.mime.xml", packages / f"{ID}.xml")
    status, said = said_by("update-mime-database", tmp_path)
    assert status == 0, said
    assert f"50:{MIME}:*.bpsim" in (tmp_path / "globs2").read_text("utf-8")
    assert f"{MIME}:{ID}-file" in (tmp_path / "icons").read_text("utf-8")


def test_the_window_has_the_icon_of_the_program(qapp: object) -> None:
    from PySide6.QtGui import QIcon

    icon = QIcon(str(ROOT / "resources" / "app" / "bpsim.svg"))
    image = icon.pixmap(64, 64).toImage()
    assert (image.width(), image.height()) == (64, 64)
    assert image.pixelColor(32, 10).name() == "#4338ca"  # the ground
    assert image.pixelColor(17, 18).name() == "#ffffff"  # a unit
