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


def test_a_damaged_line_takes_no_other_with_it(tmp_path: Path) -> None:
    log = Log(tmp_path)
    line = LogLine("2026-05-01T12:00:00", "xor", "delta", "δ", "1", "1", "right", 1, 0, 1.0)
    log.add([line])
    with log.path.open("a", encoding="utf-8") as file:
        file.write('2026-05-01T12:01:00,xor,delta,"δ,never closed\r\n')
    log.add([line] * 3000)  # longer than what Python's reader takes for one value
    assert log.path.stat().st_size > 131_072
    assert log.read() == [line] * 3001
