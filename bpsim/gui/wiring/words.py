"""Sentences that several panels show where there is nothing to show."""

from bpsim.base.words import tr
from bpsim.session.session import Session

NO_EXAMPLE = tr("There is no training example yet. Open a network that has some, or type one in.")
NO_STEPS = tr("A held-out example is not trained with, so there is no step to go to.")
NO_TARGET = tr("The input on screen has no target, so there is no cost and no slope of it.")


def why_not_trainable(session: Session) -> str:
    """Why there is nothing to train with, in a sentence; empty where there is."""
    if session.trainable:
        return ""
    return NO_TARGET if session.walkable else NO_EXAMPLE
