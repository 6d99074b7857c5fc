"""How far a run of many iterations is, as the training tells the views."""

from dataclasses import dataclass

from bpsim.base.words import tr


@dataclass(frozen=True, slots=True)
class RunProgress:
    """``done`` of ``total`` iterations, ``rate`` a second; ``total`` None where no number ends it.

    ``purpose`` says in words what the run leads to, empty where the number says it all.
    ``seconds_left`` is an estimate where there is no total, None where none can be made.
    """

    done: int
    total: int | None
    rate: float
    purpose: str = ""
    seconds_left: float | None = None


def duration(seconds: float) -> str:
    """ "8 s", "12 min", "2.5 h"."""
    if seconds < 99:
        return f"{max(0, round(seconds))}\u00a0s"
    minutes = round(seconds / 60)
    return (
        tr("{minutes}\u00a0min", minutes=minutes)
        if minutes < 99
        else tr("{hours:.1f}\u00a0h", hours=minutes / 60)
    )
