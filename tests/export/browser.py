"""A real browser without a window, to look at the pages that are handed on."""

import shutil
import subprocess
from pathlib import Path

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PATIENCE = 600
"""Seconds after which the browser is taken for dead; a page takes one or two."""


def page_in_browser(path: Path, place: str, profile: Path, width: int = 800) -> str:
    """The page as a browser so wide has it after its script has run; skips where there is none."""
    browser = next(filter(None, map(shutil.which, NAMES)), None)
    if browser is None:
        pytest.skip("there is no Chromium here to open the page with")
    command = [
        browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
        f"--window-size={width},900",
        f"--user-data-dir={profile}", "--dump-dom", f"{path.as_uri()}#{place}",
    ]  # fmt: skip
    result = subprocess.run(
        command, capture_output=True, text=True, check=True, timeout=PATIENCE, encoding="utf-8"
    )
    return result.stdout
