"""What can be undone and redone, as documents: it outlives the process that the edits were made in.

A state cannot be written to a file, as it may hold the weights of a whole run; the document that
it was saved as leads to the same state by running again.
"""

from dataclasses import dataclass

from bpsim.base.words import tr
from bpsim.core.document import Document

MOST_EDITS = 100
MOST_NUMBERS = 400_000
"""So much of the past is written, the edits nearest to now first."""


@dataclass(frozen=True)
class Past:
    """Documents in the order in which they came to be, one more than ``edits`` lead through.

    ``edits[n]`` is what the edit from ``documents[n]`` to ``documents[n + 1]`` is called;
    ``documents[at]`` is the one that is open.
    """

    documents: tuple[Document, ...]
    edits: tuple[str, ...] = ()
    at: int = 0

    def __post_init__(self) -> None:
        if len(self.documents) != len(self.edits) + 1 or not 0 <= self.at < len(self.documents):
            raise ValueError(
                tr(
                    "{edits} edits, {documents} documents",
                    edits=len(self.edits),
                    documents=len(self.documents),
                )
            )

    @property
    def document(self) -> Document:
        """The one that is open."""
        return self.documents[self.at]

    @property
    def others(self) -> tuple[Document, ...]:
        """Those that undo and redo lead to."""
        return self.documents[: self.at] + self.documents[self.at + 1 :]
