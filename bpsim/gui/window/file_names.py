"""Names of files: what a title makes of itself, and which kinds the dialogs offer."""

from collections.abc import Sequence

from PySide6.QtCore import QUrl

from bpsim.base.words import capital, tr
from bpsim.formats.registry import PACKED, ZIPPED, Format, readable

MOST_TOGETHER = 12
"""So many files at once make one network with its data, each array in one of them."""


def open_filters() -> str:
    """All that can be opened at once, then one kind after the other, then anything."""
    kinds: dict[str, list[str]] = {}
    for each in readable():
        kinds.setdefault(each.title, []).extend(each.suffixes)
    suffixes = [*(suffix for each in kinds.values() for suffix in each), PACKED, ZIPPED]
    everything = " ".join(f"*{suffix}" for suffix in suffixes)
    named = [
        f"{capital(title)} ({' '.join(f'*{each}' for each in suffixes)})"
        for title, suffixes in kinds.items()
        if suffixes
    ]
    return ";;".join(
        [tr("Networks and data ({everything})", everything=everything), *named, tr("All files (*)")]
    )


def kinds_of(formats: Sequence[Format]) -> dict[str, str]:
    """What a dialog says of each format, by its suffix."""
    return {each.suffixes[0]: f"{capital(each.title)} (*{each.suffixes[0]})" for each in formats}


def network_filters(formats: Sequence[Format]) -> str:
    """The formats that hold whole networks, then anything."""
    patterns = " ".join(f"*{suffix}" for each in formats for suffix in each.suffixes)
    return tr("Networks ({patterns});;All files (*)", patterns=patterns)


def file_name(title: str) -> str:
    """A title as a file name: letters, digits and dashes only."""
    kept = "".join(c if c.isalnum() or c in "-_ " else " " for c in title)
    return "-".join(kept.split())[:60] or "network"


def dropped_files(urls: Sequence[QUrl]) -> list[str]:
    """The paths of files that were dropped; none where one is elsewhere, or there are too many."""
    fits = len(urls) <= MOST_TOGETHER and all(url.isLocalFile() for url in urls)
    return [url.toLocalFile() for url in urls] if fits else []
