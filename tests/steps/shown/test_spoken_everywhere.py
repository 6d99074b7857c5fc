"""Nothing of any step is given to a voice as a sign, whatever the language."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bpsim.base.language import LANGUAGES

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_is_said_of_a_step_has_words(language: str) -> None:
    command = [sys.executable, "-m", "tests.steps.shown.spoken_everywhere"]
    environment = {**os.environ, "BPSIM_LANGUAGE": language, "PYTHONIOENCODING": "utf-8"}
    result = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8"
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout == ""
