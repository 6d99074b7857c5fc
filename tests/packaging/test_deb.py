"""The Debian package: what apt is told, and which files are where."""

import importlib
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def deb(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(ROOT / "packaging")
    return importlib.import_module("deb")


def test_apt_is_told_the_libraries_that_the_checkout_asks_for(deb: ModuleType) -> None:
    needed = deb.needed().split(", ")
    assert "libglib2.0-0t64 | libglib2.0-0" in needed  # the names in trixie and in bookworm
    assert {"libc6", "libegl1", "libxcb-cursor0", "fonts-dejavu-core"} <= set(needed)
    for each in needed:
        assert re.fullmatch(r"[a-z0-9.+-]+( \| [a-z0-9.+-]+)*", each), each
    assert len(set(needed)) == len(needed)


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="there is no dpkg-deb here")
def test_the_package_holds_the_bundle_and_what_a_desktop_asks_for(
    deb: ModuleType, tmp_path: Path
) -> None:
    bundle = tmp_path / "bpsim"
    (bundle / "_internal").mkdir(parents=True)
    for name in ("bpsim", "_internal/library.so"):
        (bundle / name).write_text(name, encoding="utf-8")
        (bundle / name).chmod(0o775)
    package = deb.build_deb(bundle, "1.2.3", Path(sys.executable))
    assert package.parent == tmp_path and package.name.startswith("bpsim_1.2.3_")
    out = tmp_path / "out"
    subprocess.run(["dpkg-deb", "-R", package, out], check=True)
    assert (out / "usr/bin/bpsim").resolve() == out / "usr/lib/bpsim/bpsim"
    assert (out / "usr/lib/bpsim/bpsim").stat().st_mode & 0o777 == 0o755
    assert (out / "usr/lib/bpsim/_internal/library.so").stat().st_mode & 0o777 == 0o644
    for place in (
        "applications/org.bpsim.bpsim.desktop", "metainfo/org.bpsim.bpsim.metainfo.xml",
        "mime/packages/org.bpsim.bpsim.xml", "icons/hicolor/16x16/apps/org.bpsim.bpsim.png",
        "doc/bpsim/copyright", "doc/bpsim/changelog.gz",
        "man/man1/bpsim.1.gz",
    ):  # fmt: skip
        assert (out / "usr/share" / place).stat().st_mode & 0o777 == 0o644, place
    control = (out / "DEBIAN/control").read_text("utf-8")
    assert "Version: 1.2.3\n" in control and f"Depends: {deb.needed()}\n" in control
    sums = subprocess.run(["md5sum", "--check", "--quiet", out / "DEBIAN/md5sums"], cwd=out)
    assert sums.returncode == 0
