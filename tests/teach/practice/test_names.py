"""What a kind of blank is called in a list of kinds and within a sentence."""

import pytest

from bpsim.teach.practice.blanks import KINDS, name_of


@pytest.mark.parametrize("kind", KINDS)
def test_within_a_sentence_a_kind_has_no_comma(kind: str) -> None:
    assert name_of(kind) and not set(name_of(kind)) & set(",，")
    assert KINDS[kind].startswith(name_of(kind))
