"""What was practised is found again, whatever an exercise is called."""

from pathlib import Path

import pytest

from bpsim.teach.practice.progress import Log, LogLine


@pytest.mark.parametrize("title", ["a\u2028b", "a\x0bb", "a\x85b", "a\x1cb", "a\nb", 'a"b', "a,b"])
def test_an_exercise_of_any_title_stays_in_the_log(title: str, tmp_path: Path) -> None:
    log = Log(tmp_path)
    lines = [
        LogLine("2026-05-01T12:00:00", each, "delta", "δ", "0.5", "0.5", "right", 1, 0, 1.0)
        for each in (title, "xor")
    ]
    log.add(lines)
    assert log.read() == lines
