"""Where the network stands while it is alone in the window, before the rest is built."""

ABOVE, BELOW, RIGHT, RIGHT_SHARE, SEPARATOR = 66, 186, 440, 0.38, 6
"""What stands around the graph in a new window, in pixels and as a part of the width."""


def usual_margins(width: int) -> tuple[int, int, int, int]:
    """What is going to stand around the graph in a new window of that width, about."""
    return 0, ABOVE, min(RIGHT, round(RIGHT_SHARE * width)) + SEPARATOR, BELOW
