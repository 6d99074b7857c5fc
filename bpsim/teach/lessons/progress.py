"""How far somebody is in each lesson, kept in a file of the state folder."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = "lessons.json"


@dataclass(frozen=True)
class LessonProgress:
    """``stop`` is the one to go on with, from 0; ``done`` says that the end was reached.

    ``right`` counts the questions answered at the first try, ``asked`` all that were answered.
    """

    stop: int = 0
    done: bool = False
    right: int = 0
    asked: int = 0


class Progresses:
    """The progress of every lesson, by the name of its file."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE

    def read(self) -> dict[str, LessonProgress]:
        """What is kept; nothing where there is no file or it cannot be understood."""
        try:
            kept = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        if not isinstance(kept, dict):
            return {}
        return {str(name): _progress(each) for name, each in kept.items() if isinstance(each, dict)}

    def keep(self, name: str, progress: LessonProgress) -> None:
        """Write it beside the others, whole or not at all; raises OSError."""
        kept = {**self.read(), name: progress}
        text = json.dumps({key: vars(each) for key, each in kept.items()}, indent=1)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        beside = self.path.with_suffix(".new")
        beside.write_text(text, encoding="utf-8")
        os.replace(beside, self.path)


def _progress(kept: Mapping[str, Any]) -> LessonProgress:
    def count(key: str) -> int:
        value = kept.get(key)
        return value if type(value) is int and value >= 0 else 0

    return LessonProgress(count("stop"), kept.get("done") is True, count("right"), count("asked"))
