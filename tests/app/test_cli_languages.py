"""What commands print for people is in the language that was chosen, its numbers too."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bpsim.base.language import LANGUAGES
from bpsim.formats.bundled import bundled_network
from bpsim.steps.schedule import Phase
from bpsim.teach.mistakes.backprop import backprop
from bpsim.teach.mistakes.kind import Problem

SPOKEN = """
import sys
from bpsim.app.cli import main
main(["trace", sys.argv[1], "--granularity", "layer"])
"""


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"en"}))
def test_a_trace_names_its_phases_in_the_language(language: str) -> None:
    text = subprocess.run(
        [sys.executable, "-c", SPOKEN, str(bundled_network("lecture").path)], check=True,
        env=os.environ | {"BPSIM_LANGUAGE": language, "PYTHONIOENCODING": "utf-8"},
        capture_output=True, text=True, encoding="utf-8",
    ).stdout  # fmt: skip
    assert [phase.value for phase in Phase if f"{phase.value}:" in text] == []
    colon = {"fr": "\u00a0: ", "zh": "："}.get(language, ": ")
    assert colon in text and ": " not in text.replace(colon, "")


def test_a_check_writes_its_numbers_as_the_language_does() -> None:
    spoken = SPOKEN.replace('"trace"', '"check"').replace(', "--granularity", "layer"', "")
    text = subprocess.run(
        [sys.executable, "-c", spoken, str(bundled_network("lecture").path)], check=True,
        env=os.environ | {"BPSIM_LANGUAGE": "de", "PYTHONIOENCODING": "utf-8"},
        capture_output=True, text=True, encoding="utf-8",
    ).stdout  # fmt: skip
    assert "0,0" in text and "0.0" not in text


def test_how_numbers_were_read_is_said_in_the_language(tmp_path: Path) -> None:
    document = bundled_network("lecture").load()
    D = backprop(Problem.of(document)).D
    turned = tmp_path / "turned.json"
    turned.write_text(json.dumps([each.T.tolist() for each in D]), encoding="utf-8")
    spoken = SPOKEN.replace('"trace", sys.argv[1], "--granularity", "layer"',
                            '"diagnose", sys.argv[1], "--gradients", sys.argv[2]')  # fmt: skip
    text = subprocess.run(
        [sys.executable, "-c", spoken, str(bundled_network("lecture").path), str(turned)],
        check=True, env=os.environ | {"BPSIM_LANGUAGE": "de", "PYTHONIOENCODING": "utf-8"},
        capture_output=True, text=True, encoding="utf-8",
    ).stdout  # fmt: skip
    assert "transponiert" in text and "transposed" not in text
