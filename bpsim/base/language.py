"""The language that the program speaks and how it writes numbers, settled before a word is said."""

import json
import locale
import os
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from bpsim.base.state_folder import state_folder

LANGUAGES = {
    "en": "English",
    "de": "Deutsch",
    "es": "Español",
    "fr": "Français",
    "zh": "简体中文",
}
"""The languages there are words in, each under its own name, as a settings dialog shows it."""
WINDOWS_NAMES = {"German": "de", "Spanish": "es", "French": "fr", "Chinese": "zh"}
"""How Windows begins the names of its locales."""
DECIMAL_SIGNS = {"en": ".", "de": ",", "es": ",", "fr": ",", "zh": "."}
SYSTEM = ""
"""The choice of whatever the system is set to; of a decimal sign, whatever the language has."""
USUAL_DIGITS = 4
DIGITS = (3, USUAL_DIGITS, 5, 6)
"""How many decimal places of a number may be shown."""
LANGUAGE = "BPSIM_LANGUAGE"
"""An environment variable that comes before the choice in the settings."""
CONTINUE = "BPSIM_CONTINUE"
"""An environment variable: the copy of a document that a window left for the next process."""


@dataclass(frozen=True, slots=True)
class Speech:
    """What was chosen in the settings: a key of ``LANGUAGES`` and a sign, or ``SYSTEM``.

    ``digits`` is one of ``DIGITS``.
    """

    language: str = SYSTEM
    decimal_sign: str = SYSTEM
    digits: int = USUAL_DIGITS


@cache
def language() -> str:
    """The key in ``LANGUAGES`` that this process speaks from its first word to its last.

    Words are made when modules are loaded and kept in tables, so another language needs a new
    process; the window starts one when another is chosen.
    """
    return _settled()[0]


@cache
def decimal_sign() -> str:
    """What stands between a number's units and its tenths: a point or a comma."""
    return _settled()[1]


@cache
def shown_digits() -> int:
    """How many decimal places a number is shown with where nothing else is asked for."""
    return _settled()[2]


def changed() -> bool:
    """True if a process that starts now would speak otherwise than this one."""
    return _settled() != (language(), decimal_sign(), shown_digits())


def _settled() -> tuple[str, str, int]:
    """Language, decimal sign and digits as the environment and the choice have them now."""
    choice = chosen()
    said = _known(os.environ.get(LANGUAGE, ""))
    spoken = said or choice.language or system_language()
    return spoken, choice.decimal_sign or DECIMAL_SIGNS[spoken], choice.digits


def system_language() -> str:
    """The language of the user's session, English where there are no words in it."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return _known(os.environ[name]) or "en"
    return _known(locale.getlocale()[0] or "") or "en"


def _known(name: str) -> str:
    """``de`` for de, de_AT.UTF-8, de-CH or German_Germany; empty for what is none of ours."""
    for windows, key in WINDOWS_NAMES.items():
        if name.startswith(windows):
            return key
    key = name.replace("-", "_").partition("_")[0].partition(".")[0].lower()
    return key if key in LANGUAGES else ""


def choice_file() -> Path:
    """Where the choice is kept: apart from the settings of the window, as commands speak too."""
    return state_folder() / "language.json"


def chosen() -> Speech:
    """The choice that was made, the system's where none was or its file is damaged."""
    try:
        kept = json.loads(choice_file().read_bytes())
    except (OSError, ValueError):
        return Speech()
    if not isinstance(kept, dict):
        return Speech()
    sign, digits = kept.get("decimal_sign"), kept.get("digits")
    return Speech(
        _known(str(kept.get("language", ""))),
        sign if sign in (".", ",") else SYSTEM,
        digits if digits in DIGITS else USUAL_DIGITS,
    )


def choose(speech: Speech) -> None:
    """Keep ``speech`` for the next start; raises OSError where it cannot be written."""
    file = choice_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(asdict(speech)) + "\n", encoding="utf-8")
