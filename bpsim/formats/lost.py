"""What of a document does not go into a file of another program, said in whole sentences."""

from dataclasses import replace

from bpsim.base.words import tr
from bpsim.core.costs.table import COSTS
from bpsim.core.document import Document
from bpsim.core.settings import TrainingSettings


def activation_labels(document: Document) -> list[str]:
    """What g of each layer after the input is called, with the parameters that are not usual."""
    return [g.label for g in document.network.activations]


def lost(
    document: Document,
    *,
    activations: bool = False,
    cost: bool = False,
    examples: bool = False,
    beside: bool = True,
    update: bool = False,
) -> tuple[str, ...]:
    """Sentences about what is left out; each switch says that the format has no place for it.

    ``beside`` is what stands beside the training set: examples held out and the scaling.
    ``update`` says that the file makes one update, with its method, α and λ.
    """
    sentences = []
    if activations:
        names = ", ".join(activation_labels(document))
        sentences.append(tr("The activations are not in the file: {names}.", names=names))
    if cost:
        sentences.append(
            tr("The cost is not in the file: {cost}.", cost=COSTS[document.cost].label)
        )
    if examples and len(document.examples):
        sentences.append(
            tr("The {examples:,} examples are not in the file.", examples=len(document.examples))
        )
    if beside and len(document.held_out):
        sentences.append(
            tr(
                "The {held_out:,} examples held out are not in the file.",
                held_out=len(document.held_out),
            )
        )
    training, usual = document.training, TrainingSettings()
    if update:
        training = replace(
            training, learning_rate=usual.learning_rate, lam=usual.lam,
            train_biases=usual.train_biases, method=usual.method,
        )  # fmt: skip
    if training != usual:
        sentences.append(tr("The settings of training are not in the file."))
    if beside and document.scaling is not None:
        sentences.append(tr("What was done to the inputs is not in the file."))
    kept = [
        word
        for word, found in (
            (tr("breakpoints"), document.breakpoints),
            (tr("edits"), document.edits),
            (tr("runs"), document.runs),
            (tr("scenes"), document.scenes),
        )
        if found
    ]
    if kept:
        sentences.append(tr("The {kept} are not in the file.", kept=tr(" and ").join(kept)))
    return tuple(sentences)
