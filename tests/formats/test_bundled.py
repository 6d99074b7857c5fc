"""The bundled files are found in a wheel and in a checkout, and missing ones are named."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bpsim.base import bundled
from bpsim.base.bundled import documentation, resource
from bpsim.formats import bundled as networks
from bpsim.formats.beside import networks_beside


@pytest.fixture
def own_folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Lets a test look for the bundled files elsewhere, and forgets what it found."""
    bundled.folder.cache_clear()
    yield monkeypatch
    bundled.folder.cache_clear()


def test_an_installed_package_holds_its_own(tmp_path: Path, own_folder: pytest.MonkeyPatch) -> None:
    package = tmp_path / "bpsim"
    own_folder.setattr(bundled, "__file__", str(package / "base" / "bundled.py"))
    (package / "resources" / "networks").mkdir(parents=True)
    (tmp_path / "resources" / "networks").mkdir(parents=True)
    assert resource("networks") == package / "resources" / "networks"
    assert documentation("help") == package / "docs" / "help"


def test_a_checkout_has_them_beside_the_package(
    tmp_path: Path, own_folder: pytest.MonkeyPatch
) -> None:
    own_folder.setattr(bundled, "__file__", str(tmp_path / "bpsim" / "base" / "bundled.py"))
    (tmp_path / "resources" / "networks").mkdir(parents=True)
    assert resource() == tmp_path / "resources"
    assert documentation("help") == tmp_path / "docs" / "help"


def test_a_damaged_installation_says_so(tmp_path: Path, own_folder: pytest.MonkeyPatch) -> None:
    own_folder.setattr(bundled, "__file__", str(tmp_path / "bpsim" / "base" / "bundled.py"))
    with pytest.raises(FileNotFoundError, match="the resources of bpsim are missing"):
        resource("networks")


def test_what_the_program_reads_from_them_is_there() -> None:
    for parts in (("networks",), ("icons",), ("fonts", "STIXTwoMath-Regular.ttf"), ("data",)):
        assert resource(*parts).exists(), parts


def test_the_title_of_a_bundled_network_is_in_the_language(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(networks, "tr", lambda words: f"<{words}>")
    find = networks_beside(tmp_path / "lesson.md")
    found = networks.bundled_network("xor")
    assert find("xor").title == found.load().title == found.title == "<XOR, to be trained>"
