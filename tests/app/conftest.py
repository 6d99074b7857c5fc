"""What the tests of the commands share: a call as a script makes it."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from bpsim.app.cli import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Call bpsim; gives status, stdout and stderr."""

    def call(*words: object) -> tuple[int, str, str]:
        try:
            status = main([str(word) for word in words])
        except SystemExit as end:
            status = int(end.code or 0)
        out = capsys.readouterr()
        return status, out.out, out.err

    return call


@pytest.fixture
def load(run: Run) -> Callable[..., dict[str, Any]]:
    """Call bpsim with --json and read its one object."""

    def call(*words: object) -> dict[str, Any]:
        status, out, err = run(*words, "--json")
        assert (status, err) == (0, "")
        value = json.loads(out)
        assert isinstance(value, dict)
        return value

    return call
