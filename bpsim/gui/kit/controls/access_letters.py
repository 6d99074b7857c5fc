"""Letters that are underlined: each entry of a menu, each button of a dialog has a key by it."""

from string import ascii_letters, digits

from PySide6.QtWidgets import QMenu

KEYS = ascii_letters + digits


def letter_of(text: str) -> str:
    """The letter that is underlined in ``text``, as a small one; empty if none is."""
    return text.replace("&&", "").partition("&")[2][:1].lower()


def lettered(text: str, taken: set[str]) -> str:
    """``text`` with a letter underlined that is not ``taken``, and is then; as it is without one.

    The first letter of a word is found more easily than one within. Words without a letter that a
    keyboard has get one behind them, as usual in Chinese.
    """
    words, tab, key = text.partition("\t")
    places = [n for n, sign in enumerate(words) if sign in KEYS]
    inside = [n for n in places if n and (words[n - 1].isalnum() or words[n - 1] == "&")]
    for n in sorted(places, key=inside.__contains__):
        if words[n].lower() not in taken:
            taken.add(words[n].lower())
            return f"{words[:n]}&{words[n:]}{tab}{key}"
    free = next((letter for letter in ascii_letters if letter not in taken), "")
    if places or not free or not any(map(str.isalpha, words)):
        return text
    taken.add(free)
    dots = "…" if words.endswith("…") else ""
    return f"{words.removesuffix(dots)}(&{free.upper()}){dots}{tab}{key}"


def give_letters(menu: QMenu) -> None:
    """Underline a letter of each entry that has none yet, in the menus within it too."""
    actions = [each for each in menu.actions() if not each.isSeparator()]
    taken = {letter_of(action.text()) for action in actions}
    for action in actions:
        if not letter_of(action.text()):
            action.setText(lettered(action.text(), taken))
        inner = action.menu()
        if isinstance(inner, QMenu):
            give_letters(inner)
