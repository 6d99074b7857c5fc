"""Text of files as it is saved on one system or another."""

import pytest

from bpsim.core import decoding
from bpsim.core.decoding import decoded

WORDS = "Müller;½\nLi\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_as_it_was_saved(encoding: str) -> None:
    assert decoded(WORDS.encode(encoding)) == (WORDS, encoding)
    assert decoded(b"\xfe\xff" + WORDS.encode("utf-16-be")) == (WORDS, "utf-16")


def test_text_is_read_as_spreadsheets_save_it_where_chinese_is_spoken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = "姓名\n张三\n欧阳娜娜\n".encode("gbk")
    assert decoded(names) != ("姓名\n张三\n欧阳娜娜\n", "gb18030")
    monkeypatch.setattr(decoding, "language", lambda: "zh")
    assert decoded(names) == ("姓名\n张三\n欧阳娜娜\n", "gb18030")
    assert decoded("张三".encode()) == ("张三", "utf-8")
    assert decoded(b"Ren\xe9\n") == ("René\n", "cp1252"), "what is no Chinese is as it was"


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0", "ab".encode("utf-16-le"), b"\x81\x8d"])
def test_what_is_no_text_is_none(data: bytes) -> None:
    assert decoded(data) is None


def test_an_encoding_that_was_chosen_is_tried_alone() -> None:
    assert decoded(b"\xe4", "utf-8") is None
    assert decoded(b"\xe4", "latin-1") == ("ä", "latin-1")
    assert decoded(b"\xe4", "no such") is None
