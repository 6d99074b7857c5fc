"""The errors that a user may see, each one clear sentence."""


class BpsimError(Exception):
    """Root of every error whose text is meant for the user."""


class ModelError(BpsimError):
    """A network, a training set or a setting that contradicts itself.

    ``place`` names the part at fault in the words of the native file, for example
    ``network.weights[1]``; it is empty where no single part is.
    """

    def __init__(self, reason: str, place: str = "") -> None:
        super().__init__(f"{place}: {reason}" if place else reason)
        self.reason = reason
        self.place = place


class NotFiniteError(BpsimError):
    """A computation left the range of float64; the text says which value and where."""
