"""bpsim lesson check as a script sees it."""

from pathlib import Path

from bpsim.base.bundled import resource

from .conftest import Run


def test_a_sound_lesson(run: Run) -> None:
    status, out, err = run("lesson", "check", resource("lessons", "why-slope.md"))
    assert (status, err) == (0, "")
    assert "sound" in out


def test_the_mark_of_the_byte_order_is_no_part_of_a_lesson(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "lesson.md"
    path.write_text("# T\n\n## S\n", encoding="utf-8-sig")
    assert run("lesson", "check", path)[0] == 0


def test_a_faulty_lesson(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "lesson.md"
    path.write_text("# T\n\n## S\n\n<!-- bpsim\nnetwork: nothing\n-->\n", encoding="utf-8")
    status, out, err = run("lesson", "check", path)
    assert (status, err) == (1, "")
    assert "line 3: “nothing” is neither a bundled network nor a file beside the lesson" in out


def test_bad_input(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "lesson.md"
    for content, said in ((b"\x89PNG\0", "UTF-8"), (b"no title", "line 1"), (None, "no such file")):
        path.unlink(missing_ok=True)
        if content is not None:
            path.write_bytes(content)
        status, out, err = run("lesson", "check", path)
        assert (status, out) == (2, "")
        assert said in err
        assert err.count("\n") == 1
