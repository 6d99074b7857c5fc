"""The settings that the user chooses in the dialog of settings, each declared once."""

from dataclasses import dataclass, replace

from bpsim.base.language import LANGUAGES, SYSTEM, Speech, choice_file, choose, chosen
from bpsim.base.words import tr
from bpsim.core.settings import Convention
from bpsim.formats.errors import from_os
from bpsim.gui.program.preferences import MEMORIES, TEXT_SIZES, THEME_NAMES, Preferences
from bpsim.steps.schedule import GRANULARITY_WORDS, Granularity
from bpsim.steps.shown.spoken import Verbosity

Value = str | int | bool | Convention | Granularity | Verbosity


@dataclass(frozen=True, slots=True)
class Choice:
    """One setting: an attribute of Preferences, what it is called, and its values in words.

    ``more`` says what it is for; ``words`` are further words by which it is found.
    """

    name: str
    title: str
    values: tuple[tuple[Value, str], ...]
    more: str
    words: str = ""

    def value(self, preferences: Preferences) -> Value:
        """What is chosen."""
        value: Value = getattr(preferences, self.name)
        return value

    def choose(self, preferences: Preferences, value: Value) -> None:
        """Choose another value."""
        setattr(preferences, self.name, value)

    def matches(self, searched: str) -> bool:
        """True if it is about every word of ``searched``."""
        own = " ".join((self.title, self.more, self.words, *(words for _, words in self.values)))
        return all(word in own.casefold() for word in searched.casefold().split())


class Spoken(Choice):
    """A choice of how the program speaks, which commands know as well; it holds from the next
    start on."""

    def value(self, preferences: Preferences) -> Value:
        """What is chosen."""
        value: str = getattr(chosen(), self.name)
        return value

    def choose(self, preferences: Preferences, value: Value) -> None:
        """Choose another value; raises FormatError where it cannot be kept."""
        _keep(replace(chosen(), **{self.name: str(value)}))


def forget_spoken() -> None:
    """Speak as the system does from the next start on; raises FormatError as a choice does."""
    _keep(Speech())


def _keep(speech: Speech) -> None:
    try:
        choose(speech)
    except OSError as error:
        raise from_os(choice_file().name, error, tr("saved")) from error


YES_NO = ((True, tr("Yes")), (False, tr("No")))

CHOICES = (
    Spoken(
        "language",
        tr("Language of the program"),
        ((SYSTEM, tr("As the system")), *LANGUAGES.items()),
        tr("The language of all words; bpsim starts anew with the same network to speak another."),
        "language Sprache idioma langue 语言",
    ),
    Spoken(
        "decimal_sign",
        tr("Decimal sign"),
        (
            (SYSTEM, tr("As the language has it")),
            (".", tr("Point, as in 1.5")),
            (",", tr("Comma, as in 1,5")),
        ),
        tr("What is written between units and tenths; both are read."),
    ),
    Choice(
        "theme",
        tr("Colours"),
        THEME_NAMES,
        tr("The colours of the window."),
        tr("theme appearance accessibility"),
    ),
    Choice(
        "text_size",
        tr("Size of text"),
        tuple((size, f"{size} %") for size in TEXT_SIZES),
        tr("The size of all text, compared with that of the system."),
        tr("font large small"),
    ),
    Choice(
        "animated",
        tr("Cause before result"),
        YES_NO,
        tr(
            "Whether values travel along the edges before the result of a step "
            "appears; without a choice, as the system asks."
        ),
        tr("animation reduced motion moving pulses"),
    ),
    Choice(
        "granularity",
        tr("Step size"),
        tuple(GRANULARITY_WORDS.items()),
        tr("How far one step goes in a network that is new."),
        "granularity",
    ),
    Choice(
        "convention",
        tr("Sign and shorthand"),
        (
            (Convention("course", False), tr("As in the course: δ = a − y")),
            (Convention("course", True), tr("As in the course, with the shorthand without g′")),
            (Convention("lecture", False), tr("As in the lecture: δ = y − a")),
            (Convention("lecture", True), tr("As in the lecture, with the shorthand without g′")),
        ),
        tr("How δ and the cost are written in a network that is new."),
        tr("convention delta"),
    ),
    Choice(
        "bias_delta",
        tr("δ of bias units"),
        YES_NO,
        tr("Whether the δ of bias units is computed and shown, which nothing uses."),
        "delta",
    ),
    Choice(
        "verbosity",
        tr("Said at each step"),
        (
            (Verbosity.ALL, tr("Where it is, what happens and the result")),
            (Verbosity.RESULT, tr("The result alone")),
            (Verbosity.NOTHING, tr("Nothing")),
        ),
        tr("What a screen reader is given to say when the walk comes to a step."),
        tr("screen reader accessibility speech verbosity announcement"),
    ),
    Choice(
        "autosave",
        tr("Copies of unsaved changes"),
        YES_NO,
        tr("Whether a copy is kept, which the next start offers after a crash."),
        tr("autosave recovery backup"),
    ),
    Choice(
        "memory",
        tr("Memory for time travel"),
        tuple((size, tr("{size} MB", size=size)) for size in MEMORIES),
        tr(
            "How much memory the iterations done so far may take. With less, "
            "fewer of them are kept and going back takes longer, because what "
            "lies between is computed again; the numbers are the same."
        ),
        tr("ram history past iterations snapshots limit back"),
    ),
)
