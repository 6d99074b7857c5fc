"""What separates the columns of a table."""

import pytest

from bpsim.core.separated import separator_of


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("a,b\n1,2", ","), ("a;b\n1,5;2,5", ";"), ("a\tb\n", "\t"), ("one\n", ","), ("", ","),
        ('\ufeff"x;y",z\n1;2', ","), ("Lovelace, Ada;123\n", ";"),
    ],
)  # fmt: skip
def test_the_first_line_tells_it(text: str, sign: str) -> None:
    assert separator_of(text) == sign
