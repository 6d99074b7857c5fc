"""Errors that nobody expected become one sentence, and a log."""

from pathlib import Path

import pytest

from bpsim.core.errors import BpsimError, ModelError
from bpsim.core.unexpected import UnexpectedError, attempted, caught, log, log_path, told


def fail(error: BaseException) -> None:
    raise error


def test_what_goes_well_is_handed_on() -> None:
    assert attempted(lambda: 7) == 7
    assert caught(lambda: 7) is None


def test_a_refusal_comes_through_as_it_is() -> None:
    refusal = ModelError("no")
    with pytest.raises(ModelError) as raised:
        attempted(lambda: fail(refusal))
    assert raised.value is refusal
    assert not log_path().exists()


def test_anything_else_is_told_and_logged() -> None:
    with pytest.raises(UnexpectedError) as raised:
        attempted(lambda: fail(KeyError("one\ntwo")), "saving a.bpsim")
    sentence = str(raised.value)
    assert sentence.startswith("Something unexpected went wrong while saving a.bpsim (KeyError: ")
    assert "\n" not in sentence and str(log_path()) in sentence
    assert "Traceback" in log_path().read_text(encoding="utf-8")
    assert issubclass(UnexpectedError, BpsimError)


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit(3)])
def test_what_ends_the_program_is_not_told(error: BaseException) -> None:
    with pytest.raises(type(error)):
        attempted(lambda: fail(error))
    assert caught(lambda: fail(error)) is error


def test_a_log_that_cannot_be_written_is_no_second_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bpsim").write_text("a file where the folder should be")
    monkeypatch.setattr("bpsim.core.unexpected.log_path", lambda: tmp_path / "bpsim" / "bpsim.log")
    log(ZeroDivisionError("by nought"))
    assert "ZeroDivisionError: by nought" in capsys.readouterr().err
    assert "by nought" in str(told(ZeroDivisionError("by nought")))
