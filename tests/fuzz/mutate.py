"""Small damage done to bytes, the same for the same seed."""

import random

_NUMBERS = (b"\x00" * 4, b"\xff" * 4, b"\xff\xff\xff\x7f", b"\x00\x00\x00\x80", b"\x00\x00\x10\x00")
_WORDS = (b"99999999999", b"-1", b"0", b"1e999", b"nan", b"[" * 50, b"(" * 50, b"\n", b"=", b"|")


def mutated(seeds: list[bytes], number: int) -> bytes:
    """One of the ``seeds`` with one to six things wrong with it."""
    draw = random.Random(number)
    data = bytearray(draw.choice(seeds))
    for _ in range(draw.randint(1, 6)):
        at = draw.randrange(len(data) + 1)
        end = min(len(data), at + draw.choice((1, 1, 2, 4, 8, 30, 200)))
        match draw.randrange(9):
            case 0 | 1 if at < len(data):
                data[at] ^= 1 << draw.randrange(8)
            case 2 if at < len(data):
                data[at] = draw.randrange(256)
            case 3:
                data[at : at + 4] = draw.choice(_NUMBERS)
            case 4:
                data[at:at] = draw.choice(_WORDS)
            case 5:
                del data[at:end]
            case 6:
                data[at:at] = data[at:end] * draw.choice((1, 2, 20))
            case 7:
                other = draw.choice(seeds)
                start = draw.randrange(len(other) + 1)
                data[at:end] = other[start : start + end - at]
            case 8 if draw.random() < 0.3:
                del data[at:]
    return bytes(data)
