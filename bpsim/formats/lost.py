"""What of a document does not go into a file of another program, said in whole sentences."""

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
) -> tuple[str, ...]:
    """Sentences about what is left out; each switch says that the format has no place for it.

    ``beside`` is what stands beside the training set: examples held out and the scaling."""
    sentences = []
    if activations:
        names = ", ".join(activation_labels(document))
        sentences.append(f"The activations are not in the file: {names}.")
    if cost:
        sentences.append(f"The cost is not in the file: {document.cost}.")
    if examples and len(document.examples):
        sentences.append(f"The {len(document.examples):,} examples are not in the file.")
    if beside and len(document.held_out):
        sentences.append(f"The {len(document.held_out):,} examples held out are not in the file.")
    if document.training != TrainingSettings():
        sentences.append("The settings of training are not in the file.")
    if beside and document.scaling is not None:
        sentences.append("What was done to the inputs is not in the file.")
    kept = [
        word
        for word, found in (
            ("breakpoints", document.breakpoints),
            ("edits", document.edits),
            ("runs", document.runs),
        )
        if found
    ]
    if kept:
        sentences.append(f"The {' and '.join(kept)} are not in the file.")
    return tuple(sentences)
