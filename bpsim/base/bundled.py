"""Where the files are that come with the program: networks, icons, fonts, data and texts."""

from functools import cache
from pathlib import Path

from bpsim.base.language import language


@cache
def folder() -> Path:
    """Where the bundled files are: in the package, or beside it in a checkout.

    Raises FileNotFoundError where neither exists.
    """
    package = Path(__file__).parents[1]
    for candidate in (package / "resources", package.parent / "resources"):
        if (candidate / "networks").is_dir():
            return candidate
    raise FileNotFoundError(f"the resources of bpsim are missing beside {package}")


def resource(*parts: str) -> Path:
    """The path of one bundled file or folder, for example ``resource("icons")``."""
    return folder().joinpath(*parts)


def documentation(*parts: str) -> Path:
    """The path of a page of the documentation, for example ``documentation("help", "index.md")``.

    It stands beside the other files, so that its links to them hold in the package as well.
    """
    return folder().parent.joinpath("docs", *parts)


def in_own_language(text: Path) -> Path:
    """The translation that stands beside a text, ``lecture.de.md`` beside ``lecture.md``, or it."""
    translation = text.with_suffix(f".{language()}{text.suffix}")
    return translation if translation.exists() else text
