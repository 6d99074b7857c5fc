"""What is asked before a wrong algorithm runs: what J will do, and which number changes first."""

from bpsim.base.words import tr
from bpsim.notation.numerals import superscript
from bpsim.steps.schedule import DELTAS, Phase
from bpsim.teach.break_it.side_by_side import J_ANSWERS, SideBySide, what_J_does
from bpsim.teach.questions import Question


def questions(found: SideBySide, depth: int) -> tuple[Question, Question]:
    """Both questions, their right answers taken from what really happens."""
    return (
        Question(
            tr("What will J do?"),
            J_ANSWERS,
            what_J_does(found.J_right, found.J_wrong),
            found.sentence,
        ),
        _first_change(found, depth),
    )


def _first_change(found: SideBySide, depth: int) -> Question:
    layers = range(depth, 1, -1)
    answers = [f"δ{superscript(f'({layer})')}" for layer in layers]
    answers += [tr("no δ, but Δ"), tr("no δ and no Δ, but D"), tr("none in the first iteration")]
    place = found.place
    if place is None or found.iteration:
        right = len(answers) - 1
    elif place.phase in DELTAS:
        right = depth - place.layer
    else:
        right = len(answers) - (3 if place.phase is Phase.ACCUMULATE else 2)
    first = tr("{answers} is the first to differ", answers=answers[right])
    if right == len(answers) - 1:
        first = tr("every number of the first iteration is that of the right algorithm")
    why = tr(
        "The mistake is {definition}: {first}.", definition=found.mistake.definition, first=first
    )
    return Question(
        tr("Going from right to left, which number is the first to change?"),
        tuple(answers),
        right,
        why,
    )
