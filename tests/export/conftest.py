"""The browser in which pages are looked at."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.export.browser import NAMES, Browser


@pytest.fixture(scope="session")
def browser(shared_home: Path) -> Iterator[Browser]:
    """A real browser; the test is skipped where there is none."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None or os.name != "posix":
        pytest.skip("there is no Chromium here to open the page with")
    browser = Browser(program, shared_home / "profile")
    yield browser
    browser.end()
